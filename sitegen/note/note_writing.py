"""Notes that come from elsewhere, put at the end of a cable's Markdown file.

What an editor wrote there is never changed, and what is added is read back before it is believed: a note
that the file would not say in the same words is refused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from sitegen.cable.model import CableId
from sitegen.diagnostic import Diagnostic
from sitegen.note.annotation import Annotation, read_annotations
from sitegen.note.comment import without_comments
from sitegen.note.note_table import NoteRow
from sitegen.note.partial_date import read_day
from sitegen.note.target import read_target
from sitegen.settings import Status


class Fate(StrEnum):
    """What became of a row."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"  # the note is there already
    REFUSED = "refused"


class Added(NamedTuple):
    """A file with a row added, or as it was."""

    text: str
    fate: Fate
    told: tuple[Diagnostic, ...] = ()


def add_note(text: str, row: NoteRow, path: str, status: Status) -> Added:
    """The file `path` of a cable with one more note, if it is not there and can be. `status` is that of
    notes which name none."""
    before, _ = read_annotations(text, path, row.cable, status)
    if row.origin and _origin(row) in text:
        return Added(text, Fate.UNCHANGED)
    if same := next((note for note in before if _is_same(note, row)), None):
        return _beside(same, row, text, path)
    tries = [_added(text, section, row, path, status) for section in _sections(row)]
    return next((one for one in tries if one.fate is Fate.WRITTEN), tries[0])


def _added(text: str, section: str, row: NoteRow, path: str, status: Status) -> Added:
    """The file with a section more, if it says the same as before, and just the row."""
    before, faults = read_annotations(text, path, row.cable, status)
    longer = f"{text.rstrip()}\n\n{section}".lstrip("\n")
    after, more = read_annotations(longer, path, row.cable, status)
    kept, added = after[: len(before)], after[len(before) :]
    errors = [one for one in more if one not in faults and one.is_error]
    if _steady(kept) != _steady(before):
        why = _refused(row, f"below what stands in {path} this would be no note", "mend that file first")
    elif errors or len(added) != 1 or _differences(added[0], row):
        why = _unsaid(row, added, errors, path)
    else:
        return Added(longer, Fate.WRITTEN)
    return Added(text, Fate.REFUSED, (why,))


def _sections(row: NoteRow) -> Iterator[str]:
    """A note as it is written; where it has no editor, also so that the file names none for it."""
    yield _section(row, "")
    if not row.by:
        yield _section(row, "by:")


def _section(row: NoteRow, more: str) -> str:
    facts = {"kind": row.kind, "status": row.status, "by": row.by, "date": row.date, "id": row.id}
    lines = [
        f"## {row.target}",
        *(f"{name}: {value}" for name, value in facts.items() if value),
        *filter(None, [more]),
        "",
    ]
    aside = [_origin(row)] if row.origin else []
    return "\n".join([*lines, *aside, _body(row.text)]) + "\n"


def _origin(row: NoteRow) -> str:
    """Whole, for one name may be the beginning of another."""
    return f"<!-- {row.origin} -->"


def _body(text: str) -> str:
    """As the reader of sections gives it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    lines = plain.split("\n")
    while lines and not lines[0].strip():
        lines = lines[1:]
    return "\n".join(lines)


def _is_same(note: Annotation, row: NoteRow) -> bool:
    if row.id:
        return note.slug == row.id
    return (note.target, note.body) == (read_target(row.target), _body(without_comments(row.text)))


def _beside(note: Annotation, row: NoteRow, text: str, path: str) -> Added:
    others = _differences(note, row)
    if not others:
        return Added(text, Fate.UNCHANGED)
    message = f"{path}:{note.place.line} has this note with another {', '.join(others)}; it was left as it is"
    hint = "change it there, if this is the better; or give the row another id"
    return Added(text, Fate.REFUSED, (Diagnostic(row.place, "import-note-differs", message, hint),))


def _differences(note: Annotation, row: NoteRow) -> list[str]:
    """The fields that a note does not have as a row gives them."""
    pairs = {
        "target": (note.target, read_target(row.target)),
        "kind": (str(note.kind), row.kind),
        "status": (str(note.status), row.status),
        "by": (note.by, row.by),
        "date": (note.date, read_day(row.date)),
        "id": (note.slug, row.id or note.slug),
        "text": (note.body, _body(without_comments(row.text))),
    }
    return [name for name, (one, other) in pairs.items() if one != other]


def _steady(notes: Iterable[Annotation]) -> list[Annotation]:
    """But for the ids of what has no address yet, which give way to published notes."""
    return [note if note.published else replace(note, slug="") for note in notes]


def _unsaid(row: NoteRow, added: tuple[Annotation, ...], errors: list[Diagnostic], path: str) -> Diagnostic:
    """Why, in the words of what reads the file where they say it."""
    if errors:
        return _refused(row, errors[0].message, errors[0].hint)
    if not _body(without_comments(row.text)):
        return _refused(row, "this note has no text", "write what it says into the column text")
    if len(added) != 1 or not _differences(added[0], row):
        return _refused(row, f"below what stands in {path} this would be no note", "mend that file first")
    field = _differences(added[0], row)[0]
    message = f"in {path} the {field} of this note would read otherwise"
    hint = f"fill the column {field}; the head of that file says it for every note that does not"
    return _refused(row, message, hint)


def _refused(row: NoteRow, message: str, hint: str) -> Diagnostic:
    return Diagnostic(row.place, "import-note-refused", message, hint)


def cable_rows(rows: Iterable[NoteRow]) -> dict[CableId, list[NoteRow]]:
    """Rows by their cables."""
    found: dict[CableId, list[NoteRow]] = {}
    for row in rows:
        found.setdefault(row.cable, []).append(row)
    return found

"""Notes as a table (CSV), for editors who work in a spreadsheet: out of the Markdown files and back.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, and loses it on the way
back; so whatever a note says comes back as it was.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.annotation import Annotation
from sitegen.note.manuscript import Manuscript, manuscript_of
from sitegen.note.section import sections_of
from sitegen.note.table import header_of, rows_of
from sitegen.settings import Status

COLUMNS = ("cable", "target", "kind", "status", "by", "date", "id", "text")
_NEEDED = ("cable", "target", "kind", "text")
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_SEPARATORS = ",;\t"  # a spreadsheet may set any, by the country it is used in
_LONGEST = 1_000_000  # characters of a cell


class NoteRow(NamedTuple):
    """A note that is to be put into its cable's file; `place` is where it was found."""

    cable: CableId
    target: str  # as in a heading: ¶3 "7% threshold"
    kind: str
    status: str
    by: str
    date: str
    id: str
    text: str
    place: Place
    origin: str = ""  # whose copy it is: kept in a comment, by which it is known again


def table_of(notes: Iterable[Annotation]) -> str:
    """The table, a note a row. It begins with a byte order mark, or a spreadsheet takes ¶ for two letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for note in notes:
        day = note.date.isoformat() if note.date else ""
        cells = str(note.cable), heading_of(note), note.kind, note.status, note.by, day, note.slug, note.body
        writer.writerow([guarded(str(cell)) for cell in cells])
    return f"\ufeff{out.getvalue()}"


def is_note_table(head: str) -> bool:
    """Whether a file that begins so is a table of notes."""
    first = re.split(r"[\r\n]", head.removeprefix("\ufeff"), maxsplit=1)[0]
    return set(_NEEDED) <= set(header_of(next(csv.reader([first], delimiter=_separator(first)), [])))


def read_table(
    text: str, path: str, vocabulary: Vocabulary
) -> tuple[tuple[NoteRow, ...], tuple[Diagnostic, ...]]:
    """The rows that name a cable, and what was wrong with the others. Without a status a note is a draft."""
    manuscript = manuscript_of(text, path)
    rows: list[NoteRow] = []
    told: list[Diagnostic] = []
    try:
        for line, cells in _records(manuscript):
            place = manuscript.place(line)
            if cable := read_id(cells["cable"], vocabulary):
                rows.append(_row(cable, cells, place))
            else:
                message = f"{cells['cable']!r} is not the id of a cable"
                hint = "write it as 07ASTANA1848; this row is not imported"
                told.append(manuscript.problem("import-note-refused", place, message, hint))
    except csv.Error as error:
        message, hint = (
            f"from here on this is no CSV: {error}",
            "a quotation mark within a cell is written twice",
        )
        place = manuscript.place(1)
        told.append(manuscript.problem("import-note-refused", place, message, hint))
    return tuple(rows), tuple(told)


def heading_of(note: Annotation) -> str:
    """What a note is about, as its editor wrote it."""
    _, (section,) = sections_of(note.heading, 1, ())
    return section.heading


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The same without its guard."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _row(cable: CableId, cells: dict[str, str], place: Place) -> NoteRow:
    values = {name: unguarded(cells.get(name, "")) for name in COLUMNS[1:]}
    text = values.pop("text")
    facts = {name: " ".join(value.split()) for name, value in values.items()}
    facts["status"] = facts["status"] or Status.DRAFT
    return NoteRow(cable=cable, text=text, place=place, **facts)


def _records(manuscript: Manuscript) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by the names of their columns, with the line each begins on."""
    csv.field_size_limit(_LONGEST)
    rows = rows_of(manuscript, _separator(manuscript.lines[0]))
    _, first = next(rows, (1, []))
    header = header_of(first)
    for line, cells in rows:
        yield line, dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)

"""Annotations: Markdown whose headings say what part of which cable they are about.

Reading (`read_annotations`) knows nothing of the cable; placing (`placing.place`) finds the words.
A note with a fault in its heading or fields is told of and left out: none is published by guess.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from slugify import slugify

from sitegen.cable.anchor import Anchors
from sitegen.cable.model import Anchor, CableId
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.body_fault import note_problems
from sitegen.note.comment import comment_problems, without_comments
from sitegen.note.front_matter import Fields, FrontMatter, Text, known_fields, read_front_matter
from sitegen.note.manuscript import Manuscript
from sitegen.note.near import did_you_mean, listed
from sitegen.note.partial_date import read_day
from sitegen.note.section import MARKS, Field, Line, Section, misplaced_field, sections_of
from sitegen.note.target import Target, anchor_of, read_target
from sitegen.settings import Status


class AnnotationKind(StrEnum):
    """What an editor does in a note."""

    HEADNOTE = "headnote"
    CONTEXT = "context"
    IDENTIFICATION = "identification"
    CORRECTION = "correction"
    TRANSLATION = "translation"
    SOURCE = "source"
    DISPUTE = "dispute"
    SUMMARY = "summary"
    QUESTION = "question"  # an editor's own; never published


@dataclass(frozen=True, slots=True)
class Annotation:
    """One note. `place` is its heading in the editor's file, `body_line` the first line of `body`."""

    cable: CableId
    slug: str  # its id on the page is "n-" + slug; unique in the cable
    target: Target
    kind: AnnotationKind
    status: Status
    by: str
    date: date | None
    body: str  # Markdown
    place: Place
    body_line: int
    heading: str = ""  # the line at `place`, as written: shown when something is wrong with it

    @property
    def published(self) -> bool:
        return self.status is Status.PUBLISHED and self.kind is not AnnotationKind.QUESTION


class Passage(NamedTuple):
    """Words of one paragraph: offsets in `Paragraph.text`."""

    anchor: Anchor
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation and where it stands.

    `after` is the anchor of the paragraph it follows ("" for the subject or the whole cable, the
    reference's for a reference); `passages` are the words to mark, none for a whole paragraph.
    """

    annotation: Annotation
    after: Anchor
    passages: tuple[Passage, ...] = ()


HEAD_FIELDS: Fields = {"by": Text, "date": Text, "status": Text}
"""What the front matter may say, for all notes of the file."""

NOTE_FIELDS = ("kind", "status", "by", "date", "id")
"""What the lines below a heading may say."""

_TARGET_HINT = 'write ¶3, ¶3-4, ¶3 "exact words", ref B, subject or cable'


def read_annotations(
    text: str, path: str, cable_id: CableId, default_status: Status
) -> tuple[tuple[Annotation, ...], tuple[Diagnostic, ...]]:
    """The notes of one file, in the order written, and what could not be read of it."""
    head, problems = read_front_matter(text, path)
    fields, more = known_fields(head.fields, HEAD_FIELDS, head.manuscript)
    before, sections = sections_of(without_comments(head.body), head.body_line, NOTE_FIELDS)
    typed = tuple(Field(key, fields.text(key), *fields.at(key)[1:3]) for key in fields.entries)
    stray = tuple(_stray_text(before, head))
    found = [*problems, *more, *_value_problems(typed, head.manuscript), *stray]
    found += comment_problems(text, path)
    # A head that cannot be read whole, or stands without its dashes, may have said "draft": then
    # nothing of the file is published but what says so itself.
    headless = misplaced_field(before, 1) or any(section.marks != MARKS for section in sections[:1])
    unread = problems or more or not all(map(_is_good, typed)) or headless
    defaults = {"status": str(Status.DRAFT if unread else default_status)} | _good_values(typed)
    read = []
    for section in sections:
        faults = tuple(_section_problems(section, sections, head.manuscript))
        found += faults
        if not faults:
            read.append((section, _note(section, defaults, head.manuscript, cable_id)))
            found += note_problems(section.body, path, section.body_line)
    notes, unsteady = _with_slugs(read, head.manuscript)
    return notes, (*found, *unsteady)


def _note(
    section: Section, defaults: Mapping[str, str], manuscript: Manuscript, cable_id: CableId
) -> Annotation:
    values = {**defaults, **_good_values(section.fields)}
    target = read_target(section.heading)
    assert target  # noqa: S101 (a section without one has a problem)
    return Annotation(
        cable=cable_id,
        slug=values.get("id", ""),
        target=target,
        kind=AnnotationKind(values["kind"]),
        status=Status(values["status"]),
        by=values.get("by", ""),
        date=read_day(values.get("date", "")),
        body=section.body,
        place=manuscript.place(section.line, section.column, len(section.heading)),
        body_line=section.body_line,
        heading=manuscript.lines[section.line - 1],
    )


def _with_slugs(
    read: Iterable[tuple[Section, Annotation]], manuscript: Manuscript
) -> tuple[tuple[Annotation, ...], tuple[Diagnostic, ...]]:
    """A slug for each: the editor's own `id`, else words of the heading, numbered when taken.

    Published notes choose first, so that a draft cannot move a published address.
    """
    names, slugs, problems = Anchors(), {}, []
    for section, note in sorted(read, key=lambda pair: (not pair[1].published, not pair[1].slug)):
        wanted = note.slug or _natural_slug(note.target)
        slugs[section.line] = str(names.unique(wanted))
        if slugs[section.line] != wanted and note.published:
            message = f"another published note has the id {wanted!r}: this one's changes as notes come and go"
            hint = f"give it one to keep, on a line below the heading: id: {slugs[section.line]}"
            problems.append(manuscript.problem("annotation-id-unsteady", note.place, message, hint))
    return tuple(replace(note, slug=slugs[section.line]) for section, note in read), tuple(problems)


def _natural_slug(target: Target) -> str:
    words = slugify(target.quote, max_length=40, word_boundary=True)
    several = f"-{target.last}" if target.last != target.first else ""
    return words or f"{anchor_of(target) or target.kind}{several}"


def _section_problems(
    section: Section, sections: tuple[Section, ...], manuscript: Manuscript
) -> Iterator[Diagnostic]:
    """What keeps a section from being a note."""
    place = manuscript.place(section.line, section.column, len(section.heading))
    if section.marks != MARKS:
        message = (
            f"a note begins with two #, and this heading has {len(section.marks)}, so the note is left out"
        )
        yield manuscript.problem("annotation-heading", place, message, f"write {MARKS} {section.heading}")
    if read_target(section.heading) is None:
        yield manuscript.problem("annotation-target", place, *_target_fault(section.heading))
    misplaced = misplaced_field(section.body, section.body_line)
    if "kind" not in (field.key for field in section.fields) and not (misplaced and misplaced.is_kind):
        message, hint = (
            "this note does not say its kind",
            f"add a line `kind: context`; kinds are {listed(AnnotationKind)}",
        )
        yield manuscript.problem("annotation-kind", place, message, hint)
    if not section.body.strip():
        yield manuscript.problem("annotation-empty", place, "this note has no text")
    if misplaced:
        yield _misplaced(misplaced, section, manuscript)
    yield from _key_problems(section.fields, manuscript)
    yield from _value_problems(section.fields, manuscript)
    yield from _id_problems(section, sections, manuscript)


def _target_fault(heading: str) -> tuple[str, str]:
    """Why a heading points at nothing, and what to do."""
    if not heading:
        return "this heading is empty", _TARGET_HINT
    if read_target(f'{heading}"'):
        return "the words that this heading quotes have no end", f'write {MARKS} {heading}"'
    return f"cannot tell what {heading!r} points at", _TARGET_HINT


def _key_problems(fields: tuple[Field, ...], manuscript: Manuscript) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for field in fields:
        place = manuscript.place(field.line, 1, len(field.key))
        if field.key not in NOTE_FIELDS:
            hint = did_you_mean(field.key, NOTE_FIELDS) or "leave a blank line before the text of a note"
            yield manuscript.problem("annotation-field", place, f"a note has no field {field.key!r}", hint)
        elif field.key in seen:
            yield manuscript.problem(
                "annotation-field", place, f"{field.key} is given twice", "delete one of the two"
            )
        seen.add(field.key)


def _value_problems(fields: tuple[Field, ...], manuscript: Manuscript) -> Iterator[Diagnostic]:
    for field in fields:
        if _is_good(field):
            continue
        place = manuscript.place(field.line, field.column, len(field.value))
        if words := _WORDS.get(field.key):
            near = did_you_mean(field.value, words)
            hint = f"{near} There are {listed(words)}" if near else f"write {listed(words, 'or')}"
            yield manuscript.problem(
                f"annotation-{field.key}", place, f"no {field.key} is called {field.value!r}", hint
            )
        elif field.key == "date":
            message = f"{field.value!r} is no date"
            yield manuscript.problem("annotation-date", place, message, "write it as 2007-07-09")


def _id_problems(
    section: Section, sections: tuple[Section, ...], manuscript: Manuscript
) -> Iterator[Diagnostic]:
    for field in section.fields:
        if field.key != "id":
            continue
        place = manuscript.place(field.line, field.column, len(field.value))
        if slugify(field.value) != field.value or not field.value:
            message, hint = "an id is lower-case letters, digits and hyphens", slugify(field.value)
            yield manuscript.problem("annotation-id", place, message, hint and f"write {hint}")
        elif earlier := _earlier_with_id(field, sections):
            message = f"the note of line {earlier} has this id already"
            yield manuscript.problem("annotation-id", place, message)


def _earlier_with_id(field: Field, sections: tuple[Section, ...]) -> int:
    same = (
        section.line
        for section in sections
        for other in section.fields
        if other.key == "id" and other.value == field.value and other.line < field.line
    )
    return next(same, 0)


_WORDS: Mapping[str, tuple[str, ...]] = {"kind": tuple(AnnotationKind), "status": tuple(Status)}


def _is_good(field: Field) -> bool:
    if field.key in _WORDS:
        return field.value in _WORDS[field.key]
    return field.key != "date" or read_day(field.value) is not None


def _good_values(fields: tuple[Field, ...]) -> dict[str, str]:
    return {field.key: field.value for field in fields if _is_good(field)}


def _misplaced(line: Line, section: Section, manuscript: Manuscript) -> Diagnostic:
    message = "this looks like a field and stands in the text, so the note is left out"
    hint = "write fields right below the heading (which begins with two #), one a line, as `status: draft`"
    if line.with_blank and line.number == section.body_line:  # further down that would not do
        hint = f"leave a blank after the colon: `{line.with_blank}`"
    place = manuscript.place(line.number, 1, len(line.text))
    return manuscript.problem("annotation-field-misplaced", place, message, hint)


def _stray_text(before: str, head: FrontMatter) -> Iterator[Diagnostic]:
    """Words above the first heading belong to no note: they would never be seen."""
    if field := misplaced_field(before, head.body_line):
        message = "this looks like a field of the whole file and stands in no head, so all notes are drafts"
        place = head.manuscript.place(field.number, 1, len(field.text))
        hint = "put it between two lines of three dashes at the top of the file"
        yield head.manuscript.problem("annotation-field-misplaced", place, message, hint)
        return
    for number, line in enumerate(before.split("\n"), head.body_line):
        if line.strip():
            message = "this text stands above the first `##` heading, so it belongs to no note"
            hint = "put a heading above it, as `## cable` with `kind: headnote` below, or delete it"
            place = head.manuscript.place(number, 1, len(line))
            yield head.manuscript.problem("annotation-stray-text", place, message, hint)
            return

"""A Markdown file cut at its `##` headings, each with the field lines below it and a body.

A heading of one # or three that points at a part of a cable and has a kind or a status below it was meant
as one: it is cut there too and keeps its `marks`, or its words would be those of the note above it.

A `##` inside fenced code is not a heading (comments are gone before). Field lines stand below the
heading, and blank lines among them are forgiven; the body begins at the first line that is none.
A line that was meant as a field and stands in the body is found by `misplaced_field`: it may be
the `status: draft` that keeps a note in the building.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen.note.target import read_target

MARKS = "##"
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?!#)\s*(?P<words>.*?)\s*#*\s*")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_FIELD = re.compile(r"\s{0,3}(?P<key>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*?))?\s*")

_STATUS = r"(?:draft|review|published)"
_ANY_FIELD = re.compile(r"\W*(?:status|kind|by|date|id)\W*[:：=].*", re.IGNORECASE)
_ANY_KIND = re.compile(r"\W*kind\W*[:：=].*", re.IGNORECASE)
_TIGHT = re.compile(r"\s{0,3}([A-Za-z]+):([^\s/].*?)\s*")
_OTHER_HEADING = re.compile(r" {0,3}#.*")
_ANY_STATUS = re.compile(rf"\W*(?:status\W*[:：=].*|\w+\W*[:：=]\W*{_STATUS}\W*)", re.IGNORECASE)


class Line(NamedTuple):
    """A line of the file and its number."""

    number: int
    text: str

    @property
    def is_kind(self) -> bool:
        """Whether it was meant to say the kind of a note."""
        return bool(_ANY_KIND.fullmatch(self.text))

    @property
    def with_blank(self) -> str:
        """A field that lacks no more than the blank after its colon, with it; or ""."""
        match = _TIGHT.fullmatch(self.text)
        return f"{match[1].lower()}: {match[2]}" if match else ""


class Field(NamedTuple):
    """A field line: `kind: context`."""

    key: str
    value: str
    line: int
    column: int  # of the value, or of the key when there is no value


class Section(NamedTuple):
    """A heading and what stands below it, up to the next one."""

    heading: str
    line: int
    column: int  # of the heading's words
    fields: tuple[Field, ...]
    body: str
    body_line: int
    marks: str = MARKS  # of the heading


def sections_of(text: str, first_line: int, keys: Iterable[str]) -> tuple[str, tuple[Section, ...]]:
    """What stands before the first heading, and the sections. `keys` are the fields that exist."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), first_line)]
    starts = [index for index, heading in enumerate(_headings(lines)) if heading]
    ends = [*starts[1:], len(lines)]
    before = "\n".join(line.text for line in lines[: starts[0] if starts else len(lines)])
    known = frozenset(keys)
    sections = (_section(lines[start:end], known) for start, end in zip(starts, ends, strict=False))
    return before, tuple(sections)


def misplaced_field(text: str, first_line: int) -> Line | None:
    """A line that looks like a field and was not read as one: the first of a text, a kind below
    a heading (of one # or three, which begins no note), or a status anywhere in it."""
    pattern = _ANY_FIELD
    for number, line in enumerate(text.split("\n"), first_line):
        if pattern.fullmatch(line) or _ANY_STATUS.fullmatch(line):
            return Line(number, line)
        if line.strip():
            pattern = _ANY_KIND if _OTHER_HEADING.fullmatch(line) else _ANY_STATUS
    return None


def _headings(lines: list[Line]) -> Iterator[bool]:
    """Of each line, whether a note begins at it."""
    fence = ""
    for index, line in enumerate(lines):
        if fence:
            fence = "" if _closes(line.text, fence) else fence
            yield False
        elif match := _FENCE.fullmatch(line.text):
            # CommonMark: the info string of a backtick fence holds no backtick.
            fence = "" if "`" in match["fence"] and "`" in match["info"] else match["fence"]
            yield False
        else:
            heading = _HEADING.fullmatch(line.text)
            yield heading is not None and _begins_note(heading, lines[index + 1 :])


def _begins_note(heading: re.Match[str], below: Iterable[Line]) -> bool:
    """Whether it is one of two #, or one of another level that was meant to be."""
    if heading["marks"] == MARKS:
        return True
    first = next((line.text for line in below if line.text.strip()), "")
    says = _ANY_KIND.fullmatch(first) or _ANY_STATUS.fullmatch(first)
    return bool(says) and read_target(heading["words"]) is not None


def _closes(line: str, fence: str) -> bool:
    match = _FENCE.fullmatch(line)
    return bool(match and match["fence"].startswith(fence) and not match["info"].strip())


def _section(lines: list[Line], keys: frozenset[str]) -> Section:
    heading = _HEADING.fullmatch(lines[0].text)
    assert heading  # noqa: S101 (the caller cut at headings)
    fields, rest = _fields(lines[1:], keys)
    while rest and not rest[0].text.strip():
        rest = rest[1:]
    body = "\n".join(line.text for line in rest).rstrip()
    body_line = rest[0].number if rest else lines[-1].number
    column = heading.start("words") + 1
    return Section(heading["words"], lines[0].number, column, fields, body, body_line, heading["marks"])


def _fields(lines: list[Line], keys: frozenset[str]) -> tuple[tuple[Field, ...], list[Line]]:
    """The field lines on top, and the lines after them."""
    found: list[Field] = []
    directly = True  # below the heading or another field: there a wrong key is meant as one, too
    for index, line in enumerate(lines):
        field = _field(line)
        if field and (field.key in keys or (directly and (found or line.text.strip()[0].islower()))):
            found.append(field)
        elif line.text.strip():
            return tuple(found), lines[index:]
        directly = bool(field)
    return tuple(found), []


def _field(line: Line) -> Field | None:
    match = _FIELD.fullmatch(line.text)
    if not match:
        return None
    value = match["value"] or ""
    column = match.start("value" if value else "key") + 1
    return Field(match["key"].lower(), value, line.number, column)

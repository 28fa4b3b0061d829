"""A Markdown file cut at its `##` headings, each with the field lines below it and a body.

A `##` inside fenced code or an HTML comment is not a heading. Field lines stand right below the
heading (a blank line between is forgiven); the body begins at the first line that is none.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_HEADING = re.compile(r" {0,3}##(?!#)\s*(?P<words>.*?)\s*#*\s*")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_FIELD = re.compile(r"\s{0,3}(?P<key>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*?))?\s*")


class Line(NamedTuple):
    """A line of the file and its number."""

    number: int
    text: str


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


def sections_of(text: str, first_line: int, keys: Iterable[str]) -> tuple[str, tuple[Section, ...]]:
    """What stands before the first heading, and the sections. `keys` are the fields that exist."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), first_line)]
    starts = [index for index, heading in enumerate(_headings(lines)) if heading]
    ends = [*starts[1:], len(lines)]
    before = "\n".join(line.text for line in lines[: starts[0] if starts else len(lines)])
    known = frozenset(keys)
    sections = (_section(lines[start:end], known) for start, end in zip(starts, ends, strict=False))
    return before, tuple(sections)


def _headings(lines: list[Line]) -> Iterator[bool]:
    """Of each line, whether it is a heading."""
    fence, commented = "", False
    for line in lines:
        if fence:
            fence = "" if _closes(line.text, fence) else fence
            yield False
        elif commented or line.text.lstrip().startswith("<!--"):
            commented = "-->" not in line.text
            yield False
        elif match := _FENCE.fullmatch(line.text):
            # CommonMark: the info string of a backtick fence holds no backtick.
            fence = "" if "`" in match["fence"] and "`" in match["info"] else match["fence"]
            yield False
        else:
            yield _HEADING.fullmatch(line.text) is not None


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
    return Section(heading["words"], lines[0].number, heading.start("words") + 1, fields, body, body_line)


def _fields(lines: list[Line], keys: frozenset[str]) -> tuple[tuple[Field, ...], list[Line]]:
    """The field lines on top, and the lines after them."""
    found: list[Field] = []
    for index, line in enumerate(lines):
        field = _field(line)
        if field and (field.key in keys or (found and field.key.islower()) or _directly(index, field)):
            found.append(field)
        elif found or line.text.strip():
            return tuple(found), lines[index:]
    return tuple(found), []


def _directly(index: int, field: Field) -> bool:
    """A lower-case word with a colon right below the heading is meant as a field, if a wrong one."""
    return index == 0 and field.key.islower()


def _field(line: Line) -> Field | None:
    match = _FIELD.fullmatch(line.text)
    if not match:
        return None
    key = match["key"]
    value = match["value"] or ""
    column = match.start("value" if value else "key") + 1
    return Field(key.lower() if key.istitle() else key, value, line.number, column)

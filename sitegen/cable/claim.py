"""What the readers of a cable hand to each other: claims on the source, and what they noticed.

A reader that understands a stretch of the source claims it. `account.py` turns the claims into
parts and shows what nobody claimed; `parse.py` turns the notices into diagnostics.
"""

from typing import NamedTuple

from sitegen.cable.model import PartKind
from sitegen.source_text import Line, Span

Claim = tuple[int, int, PartKind]
"""A stretch of the source, from start to end, and what it is: a part in the making."""


class Notice(NamedTuple):
    """Something to tell the editor, at an offset of the source; a diagnostic in the making."""

    code: str
    offset: int  # -1 says the whole file
    message: str
    hint: str = ""


def span_of(line: Line) -> Span:
    """The line's words, without the blanks around them."""
    text = line.text
    start = line.start + len(text) - len(text.lstrip())
    return tuple.__new__(Span, (start, max(start, line.start + len(text.rstrip()))))  # sooner than Span()


def claim(kind: PartKind, line: Line) -> Claim:
    """A line, claimed; the account takes the blanks around its words off."""
    return line.start, line.end, kind


def cut(line: Line, start: int, end: int | None = None) -> Line:
    """A piece of a line, which remembers where it stood."""
    return Line(line.text[start:end], line.start + start, line.number)

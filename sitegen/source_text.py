"""The text of a source file, with offsets, lines and columns.

Offsets count characters of the decoded text, from 0, half-open: the contract of
`inspect --json`. Lines and columns count from 1: what an editor's editor shows.
A line ends at "\\n", "\\r\\n" or "\\r" only; a cable may hold other Unicode separators.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n)|([^\r\n]+)\Z")


class Span(NamedTuple):
    """A half-open range of offsets in a source."""

    start: int
    end: int


class Line(NamedTuple):
    """One line of a source, without its line end."""

    text: str
    start: int  # offset of its first character
    number: int  # from 1

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded source and where it came from (`path`, as the editor would type it)."""

    text: str
    path: str = ""
    lines: tuple[Line, ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lines = tuple(_lines_of(self.text))
        object.__setattr__(self, "lines", lines)
        object.__setattr__(self, "_starts", tuple(line.start for line in lines))

    def line_at(self, offset: int) -> int:
        """The number of the line that holds this offset."""
        return max(1, bisect_right(self._starts, offset))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        number = self.line_at(offset)
        return number, offset - self._starts[number - 1] + 1 if self._starts else 1

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]


def _lines_of(text: str) -> Iterator[Line]:
    for number, match in enumerate(_LINE.finditer(text), start=1):
        yield Line(match[1] or match[2] or "", match.start(), number)

"""The text of a source file, with offsets, lines and columns.

Offsets count characters of the decoded text, from 0, half-open: the contract of
`inspect --json`. Lines and columns count from 1: what an editor's editor shows.
A line ends at "\\n", "\\r\\n" or "\\r" only (or "\\r\\r\\n", after two conversions); a cable may hold
other Unicode separators.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count, repeat
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r{1,2}\n|\r|\n)|[^\r\n]+\Z")


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


@dataclass(frozen=True)
class SourceText:
    """A decoded source and where it came from (`path`, as the editor would type it)."""

    text: str
    path: str = ""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Made in one sweep without a step of Python's a line: a cable has 150, a hostile file a million."""
        fields = zip(self._texts, self._starts, count(1), strict=False)
        return tuple(map(tuple.__new__, repeat(Line), fields))

    @cached_property
    def _pieces(self) -> list[str]:
        """The lines, with their ends if there is any end but "\\n"."""
        if "\r" in self.text:
            return _LINE.findall(self.text)
        pieces = self.text.split("\n")
        return pieces if pieces[-1] else pieces[:-1]

    @cached_property
    def _texts(self) -> list[str]:
        return [piece.rstrip("\r\n") for piece in self._pieces] if "\r" in self.text else self._pieces

    @cached_property
    def _starts(self) -> list[int]:
        lengths = map(len, self._pieces)
        starts = list(accumulate(lengths if "\r" in self.text else map((1).__add__, lengths), initial=0))
        return starts[: len(self._pieces)]

    def line_at(self, offset: int) -> int:
        """The number of the line that holds this offset."""
        return max(1, bisect_right(self._starts, offset))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        number = self.line_at(offset)
        return number, offset - self._starts[number - 1] + 1 if self._starts else 1

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

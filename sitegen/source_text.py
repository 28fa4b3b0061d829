"""The text of a source file, with offsets, lines and columns.

Offsets count characters of the decoded text, from 0, half-open: the contract of
`inspect --json`. Lines and columns count from 1: what an editor's editor shows.
A line ends at "\\n", "\\r\\n" or "\\r" only (or "\\r\\r\\n", after two conversions); a cable may hold
other Unicode separators.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count
from typing import NamedTuple

from msgspec import Struct

_LINE = re.compile(r"[^\r\n]*(?:\r{1,2}\n|\r|\n)|[^\r\n]+\Z")


class Span(NamedTuple):
    """A half-open range of offsets in a source."""

    start: int
    end: int


class Line(Struct, frozen=True, gc=False):
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
        texts, starts = self._cut
        return tuple(map(Line, texts, starts, count(1)))

    @property
    def texts(self) -> list[str]:
        """The texts of the lines."""
        return self._cut[0]

    @cached_property
    def _cut(self) -> tuple[list[str], list[int]]:
        """The texts of the lines, and where they start."""
        if "\r" in self.text:
            pieces = _LINE.findall(self.text)
            return [piece.rstrip("\r\n") for piece in pieces], _starts(map(len, pieces))
        texts = self.text.split("\n")
        if not texts[-1]:
            del texts[-1]
        return texts, _starts(map((1).__add__, map(len, texts)))

    def line_at(self, offset: int) -> int:
        """The number of the line that holds this offset."""
        return max(1, bisect_right(self._cut[1], offset))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        number, starts = self.line_at(offset), self._cut[1]
        return number, offset - starts[number - 1] + 1 if starts else 1

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]


def _starts(lengths: Iterable[int]) -> list[int]:
    starts = list(accumulate(lengths, initial=0))
    del starts[-1]
    return starts

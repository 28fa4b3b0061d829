"""Text made alike for comparing, that remembers where each of its characters came from.

`fold_quote` forgives what a copied quotation loses: blanks, line ends, the shape of quote marks
and dashes, capitals. `fold_name` forgives what a telegraph does to a name: a line end, a hyphen
or two blanks within it; capitals stay, for they tell Rice from rice.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

_QUOTE_MARKS = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ`´", "'"))
_BLANKS_AND_ODDITIES = re.compile(r"\s+|-{2,}|…|''|[\u00ad\u200b-\u200d\u2060\ufeff]")
_INNER_HYPHEN_OR_BLANKS = re.compile(r"(?<=\w)[-‐‑]\s*(?=\w)|\s+")


class _Cut(NamedTuple):
    """From this folded offset on, this much is to be added to reach the original."""

    at: int
    shift: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origin` takes an offset of it back to the text it was made from."""

    text: str
    _at: tuple[int, ...] = ()
    _shift: tuple[int, ...] = ()

    def origin(self, offset: int) -> int:
        index = bisect_right(self._at, offset)
        return offset + (self._shift[index - 1] if index else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original stretch that a folded stretch, not empty, was made from."""
        return self.origin(start), self.origin(end - 1) + 1


def fold_quote(text: str) -> Folded:
    """For words an editor copied out of a cable."""
    return _replaced(lower(text.translate(_QUOTE_MARKS)), _BLANKS_AND_ODDITIES, _plain)


def fold_name(text: str) -> Folded:
    """For names: blanks and hyphens inside are one blank, apostrophes straight."""
    return _replaced(text.translate(_APOSTROPHES), _INNER_HYPHEN_OR_BLANKS, lambda _: " ")


def lower(text: str) -> str:
    """Small letters, one for each letter (İ alone would become two)."""
    return text.replace("İ", "i").lower()


def _plain(found: str) -> str:
    """What stands for a stretch that is written in many ways."""
    if found.isspace():
        return " "
    return {"…": "...", "''": '"'}.get(found, "-" if found.startswith("-") else "")


def _replaced(text: str, pattern: re.Pattern[str], replacement: Callable[[str], str]) -> Folded:
    pieces: list[str] = []
    cuts: list[_Cut] = []
    last = length = 0
    for match in pattern.finditer(text):
        new = replacement(match[0])
        pieces += (text[last : match.start()], new)
        length += match.start() - last + len(new)
        last = match.end()
        if len(new) != len(match[0]):
            cuts.append(_Cut(length, last - length))
    pieces.append(text[last:])
    return Folded("".join(pieces), tuple(cut.at for cut in cuts), tuple(cut.shift for cut in cuts))

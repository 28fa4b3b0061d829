"""Text made alike for comparing, that remembers where each of its characters came from.

`fold_quote` forgives what a copied quotation loses: blanks, line ends, the shape of quote marks
and dashes, capitals. `fold_name` forgives what a telegraph does to a name: a line end, a hyphen
or two blanks within it; capitals stay, for they tell Rice from rice.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_QUOTE_MARKS = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ`´", "'"))
_BLANKS_AND_ODDITIES = re.compile(r"\s+|-{2,}|…|''|[\u00ad\u200b-\u200d\u2060\ufeff]")
_INNER_HYPHEN = re.compile(r"[-‐‑](?<=\w[-‐‑])(?=\w)")
# A single space stays as it is, and is not searched for.
_INNER_HYPHEN_OR_BLANKS = re.compile(r"[-‐‑](?<=\w[-‐‑])\s*(?=\w)|\s{2,}|[^\S ]")


class _Cut(NamedTuple):
    """A folded stretch that is not as long as the original one it stands for."""

    start: int
    end: int
    first: int  # of the original
    last: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that can say what each of its characters was made from."""

    text: str
    _cuts: tuple[_Cut, ...] = ()
    _starts: tuple[int, ...] = ()  # of the cuts, to look one up by

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original stretch that a folded stretch, not empty, was made from."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, offset: int) -> tuple[int, int]:
        """The original of one character; of each dot that "…" became, the whole "…"."""
        index = bisect_right(self._starts, offset)
        if not index:
            return offset, offset + 1
        cut = self._cuts[index - 1]
        if offset < cut.end:
            return cut.first, cut.last
        original = offset - cut.end + cut.last
        return original, original + 1


def fold_quote(text: str) -> Folded:
    """For words an editor copied out of a cable."""
    return _replaced(lower(text.translate(_QUOTE_MARKS)), _BLANKS_AND_ODDITIES, _plain)


@lru_cache(maxsize=256)  # a cable's paragraphs are asked for more than once
def fold_name(text: str) -> Folded:
    """For names: blanks and hyphens inside are one blank, apostrophes straight."""
    straight = text.translate(_APOSTROPHES)
    even = straight == " ".join(straight.split())  # most of all texts: only hyphens are to be looked for
    return _replaced(straight, _INNER_HYPHEN if even else _INNER_HYPHEN_OR_BLANKS, lambda _: " ")


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
            cuts.append(_Cut(length - len(new), length, *match.span()))
    pieces.append(text[last:])
    return Folded("".join(pieces), tuple(cuts), tuple(cut.start for cut in cuts))

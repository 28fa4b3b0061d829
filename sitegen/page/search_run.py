"""The runs of months that the blocks of the search index are of."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

_LEAST = 512  # cables of a block
_BLOCKS = 24  # there are about so many of a large archive


class Run(NamedTuple):
    """The months from one to another, which a block is of."""

    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


def runs_of(counts: Mapping[str, int]) -> Iterator[Run]:
    """Months in order, in runs of enough documents. What is enough doubles as an archive grows."""
    enough = _LEAST
    while enough * _BLOCKS < sum(counts.values()):
        enough *= 2
    first, held = "", 0
    for month in sorted(counts):
        first, held = first or month, held + counts[month]
        if held >= enough:
            yield Run(first, month)
            first, held = "", 0
    if first:
        yield Run(first, max(counts))

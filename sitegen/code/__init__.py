"""The kinds of problems, a table for each area: what a code means, how grave it is, what to do.

A code never changes its meaning. `sitegen.diagnostic.CODES` is all of them together.
"""

from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """`NOTE` tells of a repair, `WARNING` of a doubt (an error under --strict), `ERROR` of a fault."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


class Code(NamedTuple):
    """One kind of problem."""

    severity: Severity
    meaning: str
    remedy: str  # how an editor settles it


Codes = dict[str, Code]

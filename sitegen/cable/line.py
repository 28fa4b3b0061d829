"""Which of many lines begin in a certain way: asked of all of them at once, not of each."""

import re
from collections.abc import Iterator, Sequence


def places_of(pattern: re.Pattern[str], texts: Sequence[str]) -> Iterator[int]:
    """The lines, by place, that begin as the pattern says, which has a line's end before it."""
    whole = "\n".join(["", *texts])
    place = reached = 0
    for match in pattern.finditer(whole):
        place += whole.count("\n", reached, match.start())
        reached = match.start()
        yield place

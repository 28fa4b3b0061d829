"""Threads: cables that are connected by their references, whichever way these point.

A cable that is not here ties those that cite it, when they are two or more: all of them answered
the same one. Two cables and no more are no thread, for the references of the one say it all.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sitegen.archive.fact import Key, Kind, Tie, cable_at, place_at
from sitegen.cable.cable_id import canonical

_LEAST = 3
_EXACT = 100  # from here on, sizes are rounded down to two digits: see `Tie`


class Thread(NamedTuple):
    """The places of its cables, in order."""

    places: tuple[str, ...]
    here: tuple[str, ...]  # without those of cables that are not in the archive

    @property
    def name(self) -> str:
        """The id of its first cable that is here."""
        return str(cable_at(self.here[0]))


Near = Callable[[str], Iterable[str]]
"""The ids of the cables that one cites, and of those that cite it."""
Place = Callable[[str], str]
"""Where a cable stands in the archive; "" of one that is not here."""


def threads_around(
    seeds: Iterable[str], near: Near, place: Place
) -> Iterator[tuple[set[str], Thread | None]]:
    """All cables that are connected with each seed, once, and their thread if they are one."""
    seen: set[str] = set()
    for seed in seeds:
        if seed not in seen:
            connected, ties = _connected(seed, near, place)
            seen |= connected
            yield connected, _thread(connected, ties, place)


def facts_of_thread(thread: Thread) -> Iterator[tuple[Key, str, Any]]:
    """What is known by a thread: under which key, for the cable at which place."""
    for place in thread.places:
        yield Key(Kind.THREAD, thread.name), place, None
    around = (None, *map(cable_at, thread.here), None)
    for at, place in enumerate(thread.here):
        tie = Tie(thread.name, rounded(len(thread.places)), around[at], around[at + 2])
        yield Key(Kind.TIE, str(cable_at(place))), place, tie


def rounded(size: int) -> int:
    """Of a large thread no more is told on each of its pages, or each new cable would change them all."""
    unit = 1
    while size // unit >= _EXACT:
        unit *= 10
    return size // unit * unit


def is_rounded(size: int) -> bool:
    """Whether there may be more."""
    return size >= _EXACT


def _connected(seed: str, near: Near, place: Place) -> tuple[set[str], set[str]]:
    """All that can be reached; and what ties others though it is not here."""
    found, left, ties = {seed}, [seed], set[str]()
    while left:
        cable = left.pop()
        others = set(near(cable))
        if len(others) > 1 and not place(cable):
            ties.add(cable)
        left += others - found
        found |= others
    return found, ties


def _thread(connected: set[str], ties: set[str], place: Place) -> Thread | None:
    if len(connected) < _LEAST:
        return None
    here = sorted(filter(None, map(place, connected)))
    if len(here) + len(ties) < _LEAST:
        return None
    absent = [place_at(canonical(one)) for one in ties]
    return Thread(tuple(sorted([*here, *absent])), tuple(here))

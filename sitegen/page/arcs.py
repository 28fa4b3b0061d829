"""References as arcs over a line of cables: numbers for an SVG, whose list stands below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.page.shell import Link

STEP = 36  # from one cable to the next: fingers need as much on a phone, and so does a year
_HIGHEST, _ABOVE, _BELOW = 60, 10, 42


class Node(NamedTuple):
    """A cable, as a dot that leads to it."""

    link: Link  # `here` is the cable whose page this is; its words say it whole
    number: int
    year: str  # below the first of a year
    absent: bool
    x: int


class Arc(NamedTuple):
    """From one cable to one that it cites, whichever stands first."""

    path: str
    current: bool


@dataclass(frozen=True, slots=True)
class Arcs:
    """The whole drawing."""

    name: str
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    width: int
    height: int
    base: int


class Dot(NamedTuple):
    """What is drawn as a node: the number of a cable and the numbers of those that it cites."""

    link: Link
    number: int
    year: int
    absent: bool
    cited: tuple[int, ...]


def arcs_of(dots: Sequence[Dot], name: str) -> Arcs:
    """Dots from left to right as they come; an arc for each two of which one cites the other."""
    places = {one.number: STEP * at + STEP // 2 for at, one in enumerate(dots)}
    current = {one.number for one in dots if one.link.here}
    pairs = {tuple(sorted((one.number, to))) for one in dots for to in one.cited if to in places}
    spans = sorted((places[first], places[last], bool({first, last} & current)) for first, last in pairs)
    base = _ABOVE + max((_rise(start, end) for start, end, _ in spans), default=0)
    return Arcs(
        name,
        tuple(_nodes(dots, places.values())),
        tuple(Arc(_path(start, end, base), on) for start, end, on in spans),
        STEP * len(dots),
        base + _BELOW,
        base,
    )


def _nodes(dots: Sequence[Dot], places: Iterable[int]) -> Iterable[Node]:
    year = 0
    for one, x in zip(dots, places, strict=True):
        yield Node(one.link, one.number, str(one.year) if one.year != year else "", one.absent, x)
        year = one.year


def _rise(start: int, end: int) -> int:
    return min((end - start) * 2 // 5, _HIGHEST)


def _path(start: int, end: int, base: int) -> str:
    return f"M{start} {base}A{(end - start) / 2:g} {_rise(start, end)} 0 0 1 {end} {base}"

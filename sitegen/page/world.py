"""Posts on a map of the world, each mark as large as its traffic.

The projection is Equal Earth (Šavrič, Patterson and Jenny, 2018): no land looks larger than it is. Marks
are of the map and grow with it; the room around each in which it can be hit is of the screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

_WIDTH = 1000
_CENTRE = 11  # degrees east: the map is cut in the Bering Strait, where no land is
_TOP, _BOTTOM = 84, -57  # degrees of latitude
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_SHOWN = 95, 945  # of the width: what is beyond is sea, and is drawn only for a post there
_ROOM = 25  # around a mark
_SMALLEST, _LARGEST = 2.5, 8.0  # from the middle to the edge
Point = tuple[float, float]


class Site(NamedTuple):
    """A post where it is: latitude and longitude, and how many cables it sent."""

    name: str
    href: str
    place: Point
    cables: int
    words: str  # "Embassy Astana: 3 cables"


class Mark(NamedTuple):
    """A post on the map."""

    x: float
    y: float
    size: float
    href: str
    words: str


class World(NamedTuple):
    """The map; `land` is the path of an SVG."""

    left: int
    width: int
    height: int
    land: str
    marks: tuple[Mark, ...]
    summary: str
    note: str


def world_of(sites: Sequence[Site], land: str, summary: str, note: str) -> World | None:
    """The largest first, so that no mark is hidden. `land` is the text of the table; none, no map."""
    if not sites:
        return None
    ordered = sorted(sites, key=lambda one: (-one.cables, one.name))
    most = ordered[0].cables
    marks = tuple(_mark(one, most) for one in ordered)
    left = min(_SHOWN[0], *(round(one.x) - _ROOM for one in marks))
    right = max(_SHOWN[1], *(round(one.x) + _ROOM for one in marks))
    height = round(_projected(_BOTTOM, _CENTRE)[1])
    return World(left, right - left, height, land_path(land), marks, summary, note)


@cache
def land_path(land: str) -> str:
    """The path of all land, in whole steps."""
    lines = (line for line in land.splitlines() if line and not line.startswith("#"))
    return "".join(_ring(_corners(line)) for line in lines)


def _mark(site: Site, most: int) -> Mark:
    x, y = _projected(*site.place)
    size = round(_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(site.cables / most), 1)
    return Mark(round(x, 1), round(y, 1), size, site.href, site.words)


def _projected(latitude: float, longitude: float) -> Point:
    x, y = _equal_earth(latitude, _around(longitude) - _CENTRE)
    scale = _WIDTH / 2 / _equal_earth(0, 180)[0]
    return _WIDTH / 2 + x * scale, (_equal_earth(_TOP, 0)[1] - y) * scale


def _around(longitude: float) -> float:
    """From the Bering Strait eastward."""
    return longitude + 360 if longitude < _CENTRE - 180 else longitude


def _equal_earth(latitude: float, longitude: float) -> Point:
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    divisor = 3 * (9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1)
    y = angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return 2 * sqrt(3) * radians(longitude) * cos(angle) / divisor, y


def _corners(line: str) -> Iterator[tuple[int, int]]:
    for corner in line.split():
        longitude, latitude = map(float, corner.split(","))
        x, y = _projected(latitude, longitude)
        yield round(x), round(y)


def _ring(corners: Iterable[tuple[int, int]]) -> str:
    """M12 5l3-2 4 1z: the first corner, then steps from each to the next."""
    (x, y), *others = corners
    path = f"M{x} {y}l"
    for right, below in others:
        if (right, below) != (x, y):
            path += f" {right - x} {below - y}"
            x, y = right, below
    return path.replace(" -", "-").replace("l ", "l") + "z"

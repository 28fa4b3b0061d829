"""The text of a paragraph and what is laid over it, as well-nested inline HTML.

Notes mark passages that overlap and cross each other, entities and citations; HTML elements may
not cross. So the text is cut wherever a range begins or ends, and at each cut the elements that
end are closed, with those inside them, and what goes on is opened again. Ranges nest by layer:
links are outermost, so that no link is ever cut in two by a passage that only touches it.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import pairwise, takewhile
from typing import NamedTuple

from markupsafe import Markup, escape

END = 1 << 62
"""An offset behind every text."""


class Layer(IntEnum):
    """From the outside in."""

    LINK = 0
    FRAME = 1
    MARK = 2
    REDACTION = 3


class Range(NamedTuple):
    """Words [start, end) and the element around them."""

    start: int
    end: int
    layer: Layer
    opening: Markup
    closing: Markup


class Point(NamedTuple):
    """Something that stands between two characters: the number of a note."""

    at: int
    html: Markup


def element(name: str, **attributes: str) -> tuple[Markup, Markup]:
    """The opening and closing tag of an element; `data_kind="x"` is data-kind, `class_` is class."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    return Markup(f"<{name}{said}>"), Markup(f"</{name}>")  # noqa: S704 (values are escaped, names are ours)


def overlay(
    text: str, ranges: Iterable[Range], points: Sequence[Point] = (), window: tuple[int, int] | None = None
) -> Markup:
    """The characters [start, end) of `text` (all of it by default), escaped, with elements and points."""
    start, end = window or (0, len(text))
    laid = _laid(ranges, start, end)
    if not (laid or points):
        return escape(text[start:end])
    cuts = sorted({start, end, *(cut for one in laid for cut in one[:2]), *_inside(points, start, end)})
    weaver = _Weaver(points)
    for (here, after), active in zip(pairwise(cuts), _active(laid, cuts), strict=True):
        weaver.turn(here, active)
        weaver.out.append(escape(text[here:after]))
    weaver.turn(END, [])
    return Markup("".join(weaver.out))  # noqa: S704 (each piece is markup already)


def nearby(ranges: Iterable[Range], windows: Iterable[tuple[int, int]]) -> Iterator[tuple[Range, ...]]:
    """For each window, in the order of the text, the ranges that meet it."""
    waiting = sorted(enumerate(ranges), key=lambda one: -one[1].start)  # the next to begin is last
    met: list[tuple[int, Range]] = []
    for start, end in windows:
        while waiting and waiting[-1][1].start < end:
            met.append(waiting.pop())
        met = [one for one in met if one[1].end > start]
        yield tuple(one for _, one in sorted(met, key=lambda pair: pair[0]))


def _active(laid: Sequence[Range], cuts: Sequence[int]) -> Iterator[list[Range]]:
    """The ranges over each stretch between two cuts, outermost first."""
    waiting = sorted(enumerate(laid), key=lambda one: -one[1].start)  # the next to begin is last
    over: list[tuple[int, Range]] = []
    for here in cuts[:-1]:
        over = [one for one in over if one[1].end > here]
        begun = len(over)
        while waiting and waiting[-1][1].start <= here:
            over.append(waiting.pop())
        if len(over) > begun:
            over.sort(key=lambda one: one[0])
        yield [one for _, one in over]


class _Weaver:
    """What is open, what waits for a place to stand, and what is written."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.out: list[Markup] = []
        self._open: list[Range] = []
        self._waiting = sorted(points, key=lambda point: point.at)

    def turn(self, here: int, active: Sequence[Range]) -> None:
        """Close what ends here, print the points that may stand here, open what begins."""
        kept = [
            old
            for old, _ in takewhile(lambda pair: pair[0] == pair[1], zip(self._open, active, strict=False))
        ]
        self.out += [one.closing for one in reversed(self._open[len(kept) :])]
        if not any(one.layer is Layer.LINK for one in kept):  # a link inside a link is no HTML
            self.out += [point.html for point in self._waiting if point.at <= here]
            self._waiting = [point for point in self._waiting if point.at > here]
        self.out += [one.opening for one in active[len(kept) :]]
        self._open = list(active)


def _laid(ranges: Iterable[Range], start: int, end: int) -> list[Range]:
    """The ranges as far as they lie in [start, end), outermost first; of links that meet, the first."""
    met = (one for one in ranges if one.start < end and start < one.end)
    clipped = (one._replace(start=max(start, one.start), end=min(end, one.end)) for one in met)
    there = (one for one in clipped if one.start < one.end)
    kept: list[Range] = []
    reached = start
    for one in sorted(there, key=lambda one: (one.layer, one.start, -one.end)):
        if one.layer is Layer.LINK:
            if one.start < reached:
                continue
            reached = one.end
        kept.append(one)
    return kept


def _inside(points: Iterable[Point], start: int, end: int) -> Iterable[int]:
    return (point.at for point in points if start < point.at < end)

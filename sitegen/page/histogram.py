"""Cables over time as bars: numbers for an SVG of plain rectangles, and the same as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.address import Links, year_page
from sitegen.page.wording import MONTHS, count_of

WIDTH, HEIGHT, _BASE = 360, 92, 70
_MONTHLY_UP_TO = 4  # years; more are drawn year by year


class Bar(NamedTuple):
    """One rectangle."""

    x: float
    y: float
    width: float
    height: float
    title: str
    current: bool


class Tick(NamedTuple):
    """A label under the bars."""

    x: float
    words: str


class Row(NamedTuple):
    """A line of the table behind the picture."""

    words: str
    total: str
    href: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """Empty `bars` are not drawn."""

    name: str
    bars: tuple[Bar, ...] = ()
    ticks: tuple[Tick, ...] = ()
    rows: tuple[Row, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


class _Bin(NamedTuple):
    words: str
    total: int
    tick: str
    year: int


def histogram_of(months: Counter[tuple[int, int]], links: Links, current: int = 0) -> Histogram:
    """Month by month over a few years, year by year over many. `months` counts cables by year and
    month, 0 where that is not known; `current` is the year of the page."""
    by_year: Counter[int] = Counter()
    for (year, _), number in months.items():
        by_year[year] += number
    if not by_year:
        return Histogram("No cables")
    first, last = min(by_year), max(by_year)
    years = range(first, last + 1)
    bins = _months(months, years) if len(years) <= _MONTHLY_UP_TO else _years(by_year, years)
    unit = "month" if len(years) <= _MONTHLY_UP_TO else "year"
    span = f"{first} to {last}" if first < last else str(first)
    return Histogram(f"Cables a {unit}, {span}", _bars(bins, current), _ticks(bins), _rows(bins, links))


def _years(counts: Counter[int], years: range) -> list[_Bin]:
    step = 1 + len(years) // 8
    return [_Bin(str(year), counts[year], "" if year % step else str(year), year) for year in years]


def _months(counts: Counter[tuple[int, int]], years: range) -> list[_Bin]:
    return [
        _Bin(f"{MONTHS[month - 1]} {year}", counts[year, month], str(year) if month == 1 else "", year)
        for year in years
        for month in range(1, 13)
    ]


def _bars(bins: Sequence[_Bin], current: int) -> tuple[Bar, ...]:
    step, most = WIDTH / len(bins), max(one.total for one in bins) or 1
    bars = []
    for place, one in enumerate(bins):
        height = max(round(one.total / most * (_BASE - 8), 1), 2.0) if one.total else 0.0
        title = f"{one.words}: {count_of(one.total, 'cable')}"
        width = round(min(step * 0.76, 40), 2)
        bars.append(Bar(round(place * step, 2), _BASE - height, width, height, title, one.year == current))
    return tuple(bar for bar in bars if bar.height)


def _ticks(bins: Sequence[_Bin]) -> tuple[Tick, ...]:
    step = WIDTH / len(bins)
    return tuple(Tick(round(place * step, 2), one.tick) for place, one in enumerate(bins) if one.tick)


def _rows(bins: Sequence[_Bin], links: Links) -> tuple[Row, ...]:
    return tuple(Row(one.words, f"{one.total:,}", links.to(year_page(one.year))) for one in bins if one.total)

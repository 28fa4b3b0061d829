"""Cables or mentions over time as bars: numbers for an SVG of plain rectangles, and the same as a table."""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.address import HOME, Address, Links, month_page, year_page
from sitegen.page.wording import MONTHS, count_of, month_of

WIDTH, HEIGHT, _BASE = 360, 92, 70
_TICK = 32  # the width of a year under the bars
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
    summary: str = ""  # what the picture shows, for those who do not see it
    bars: tuple[Bar, ...] = ()
    ticks: tuple[Tick, ...] = ()
    rows: tuple[Row, ...] = ()
    counted: str = "Cables"
    undated: str = ""  # how many stand in no bar, for their month is not known
    width: int = WIDTH
    height: int = HEIGHT


NONE = Histogram("")


class _Bin(NamedTuple):
    words: str
    total: int
    tick: str
    year: int
    page: Address


def histogram_of(months: Counter[tuple[int, int]], links: Links, current: int = 0) -> Histogram:
    """Month by month over a few years, year by year over many; a single month is no picture. `months`
    counts cables by year and month, 0 where that is not known; `current` is the year of the page."""
    by_year: Counter[int] = Counter()
    for (year, _), number in months.items():
        by_year[year] += number
    if not by_year:
        return NONE
    years = range(min(by_year), max(by_year) + 1)
    if len(years) <= _MONTHLY_UP_TO:
        undated = _undated(months, years)
        drawn = _drawn(_months(months, years), "cable", "month", years, links, current, undated)
        return drawn if len(drawn.bars) > 1 or drawn.undated else NONE
    lists = {year: year_page(year) for year in by_year}
    return _drawn(_years(by_year, years, lists), "cable", "year", years, links, current)


def mentions_by_year(counts: Counter[int], lists: Mapping[int, Address], links: Links) -> Histogram:
    """Year by year; `lists` says where the mentions of each year are. A single year is no picture."""
    if len(counts) < 2:
        return NONE
    years = range(min(counts), max(counts) + 1)
    return _drawn(_years(counts, years, lists), "mention", "year", years, links)


def histogram_of_days(counts: Counter[int], year: int, month: int) -> Histogram:
    """Day by day over a month, whose table is the calendar. A single day is no picture."""
    if len(counts) < 2:
        return NONE
    words = month_of(year, month)
    bins = [
        _Bin(f"{day} {words}", counts[day], str(day) if day % 7 == 1 else "", year, HOME)
        for day in range(1, monthrange(year, month)[1] + 1)
    ]
    name = f"Cables a day, {words}"
    return Histogram(name, _summary(name, bins), _bars(bins, "cable", 0), _ticks(bins))


def _drawn(
    bins: Sequence[_Bin],
    noun: str,
    unit: str,
    years: range,
    links: Links,
    current: int = 0,
    undated: Sequence[_Bin] = (),
) -> Histogram:
    counted = f"{noun.capitalize()}s"
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    name = f"{counted} a {unit}, {span}"
    number = sum(one.total for one in undated)
    return Histogram(
        name,
        _summary(name, bins, number),
        _bars(bins, noun, current),
        _ticks(bins),
        _rows([*bins, *undated], links),
        counted,
        f"{number:,} undated" if number else "",
    )


def _summary(name: str, bins: Sequence[_Bin], undated: int = 0) -> str:
    """Cables a month, 2005 to 2007: 9 in all, 2 of them undated, most in July 2007 (4)."""
    most = max(bins, key=lambda one: one.total)
    total = sum(one.total for one in bins) + undated
    apart = f", {undated:,} of them undated" if undated else ""
    return f"{name}: {total:,} in all{apart}, most in {most.words} ({most.total:,})"


def _years(counts: Counter[int], years: range, lists: Mapping[int, Address]) -> list[_Bin]:
    step = 1 + len(years) // 8
    return [
        _Bin(str(year), counts[year], "" if year % step else str(year), year, lists.get(year, HOME))
        for year in years
    ]


def _months(months: Counter[tuple[int, int]], years: range) -> list[_Bin]:
    return [
        _Bin(
            f"{MONTHS[month - 1]} {year}",
            months[year, month],
            str(year) if month == 1 else "",
            year,
            month_page(year, month),
        )
        for year in years
        for month in range(1, 13)
    ]


def _undated(months: Counter[tuple[int, int]], years: range) -> list[_Bin]:
    return [_Bin(month_of(year, 0), months[year, 0], "", year, month_page(year, 0)) for year in years]


def _bars(bins: Sequence[_Bin], noun: str, current: int) -> tuple[Bar, ...]:
    step, most = WIDTH / len(bins), max(one.total for one in bins) or 1
    bars = []
    for place, one in enumerate(bins):
        height = max(round(one.total / most * (_BASE - 8), 1), 2.0) if one.total else 0.0
        title = f"{one.words}: {count_of(one.total, noun)}"
        width = round(min(step * 0.76, 40), 2)
        bars.append(Bar(round(place * step, 2), _BASE - height, width, height, title, one.year == current))
    return tuple(bar for bar in bars if bar.height)


def _ticks(bins: Sequence[_Bin]) -> tuple[Tick, ...]:
    """Each where its bar begins, unless it would be cut at the edge."""
    step = WIDTH / len(bins)
    places = ((round(place * step, 2), one.tick) for place, one in enumerate(bins) if one.tick)
    return tuple(Tick(*one) for one in places if one[0] <= WIDTH - _TICK)


def _rows(bins: Sequence[_Bin], links: Links) -> tuple[Row, ...]:
    return tuple(Row(one.words, f"{one.total:,}", links.to(one.page)) for one in bins if one.total)

"""Cables by year and by month, each list from its beginning."""

from collections import Counter
from collections.abc import Iterator

from sitegen.address import CABLES, Address, Links, month_page, year_page
from sitegen.archive.fact import Kind, month_name, read_month
from sitegen.cable.cable_id import YEARS
from sitegen.cable.model import CableId
from sitegen.page.days import MonthTable, month_table
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import by_day, by_month, by_year
from sitegen.page.feed import feed_link, list_feed
from sitegen.page.histogram import NONE, histogram_of, histogram_of_days
from sitegen.page.leaf import leaves_of, pager_of
from sitegen.page.list_view import IndexGroup, IndexRow, IndexView, ListingView
from sitegen.page.shell import Link, search_within, shell_of
from sitegen.page.wording import count_of, month_of

_WHOLE_UP_TO = 200  # cables of an archive, or of a year; of more only the years or the months are listed
_LEAF = 200  # cables on one page of a month


def years_sheets(edition: Edition) -> Iterator[Sheet]:
    """/cables/."""
    links, years = edition.links(CABLES), edition.archive.counts(Kind.YEAR)
    numbers = {int(year): years[year] for year in sorted(years, reverse=True)}
    total = sum(numbers.values())
    rows = tuple(
        IndexRow(links.to(year_page(one)), str(one), count_of(number, "cable"))
        for one, number in numbers.items()
    )
    whole = [summary.id for summary in edition.archive.latest()] if total <= _WHOLE_UP_TO else []
    lede = f"{count_of(total, 'cable')}, by the year and month they were sent." if years else ""
    view = IndexView(
        shell=shell_of(edition, links, "Cables", lede),
        heading="Cables",
        lede=lede,
        empty="Nothing has been published here yet.",
        histogram=histogram_of(edition.archive.months(), links),
        groups=(IndexGroup("By year", rows),) if rows else (),
        cables=by_year(whole, edition, links),
    )
    yield Sheet(CABLES, "index.html", view)


def year_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """/cables/2007/: its months, and its cables where they are not too many."""
    year, known = int(name), sorted(edition.archive.years)
    address, ids = year_page(year), edition.archive.years[year]
    links, title, lede = edition.links(address), f"Cables of {year}", count_of(len(ids), "cable")
    months = edition.archive.months()
    whole = len(ids) <= _WHOLE_UP_TO
    view = ListingView(
        shell=shell_of(edition, links, title, f"{lede} of {year}."),
        eyebrow=Link(links.to(CABLES), "Cables"),
        heading=str(year),
        lede=lede,
        feed=feed_link(address, title, links),
        histogram=histogram_of(months, links, current=year),
        groups=by_month(ids, edition, links) if whole else (),
        rows=() if whole else _months(months, year, links),
        near="Years",
        before=_year(max((one for one in known if one < year), default=0), links),
        after=_year(min((one for one in known if one > year), default=0), links),
        pager=None,
        search=search_within(links, "year", year),
    )
    yield Sheet(address, "listing.html", view)
    yield list_feed(address, title, ids, edition)


def month_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """/cables/2007/07/."""
    year, month = read_month(name)
    address, ids = month_page(year, month), edition.archive.by_month[name]
    words, title = month_of(year, month), f"Cables of {month_of(year, month)}"
    lede = count_of(len(ids), "cable")
    days = _days(ids, edition) if month else []
    for leaf in leaves_of(address, ids, _LEAF):
        links = edition.links(leaf.address)
        view = ListingView(
            shell=shell_of(edition, links, leaf.titled(title), f"{words}: {lede}."),
            eyebrow=Link(links.to(year_page(year)), str(year)),
            heading=words,
            lede=lede,
            feed=feed_link(address, title, links),
            histogram=histogram_of_days(Counter(days), year, month) if leaf.is_first else NONE,
            calendar=_calendar(address, year, month, days, links) if days and leaf.is_first else None,
            groups=by_day(leaf.items, edition, links),
            near="Months",
            before=_month(_beside(year, month, -1, edition), links) if month else None,
            after=_month(_beside(year, month, 1, edition), links) if month else None,
            pager=pager_of(leaf, address, links),
        )
        yield Sheet(leaf.address, "listing.html", view)
    yield list_feed(address, title, ids, edition)


def _days(ids: tuple[CableId, ...], edition: Edition) -> list[int]:
    """When each was sent. All that a month lists are dated but those of which none is known."""
    sent = (edition.archive.cables[one].dtg for one in ids)
    return [moment.day for moment in sent if moment]


def _calendar(address: Address, year: int, month: int, days: list[int], links: Links) -> MonthTable:
    """A day leads to where its cables begin, on whatever leaf that is."""
    hrefs: dict[int, str] = {}
    for place, day in enumerate(days):
        number = place // _LEAF + 1
        leaf = address.leaf(number) if number > 1 else address
        hrefs.setdefault(day, links.to(leaf.at(f"d{day}")))
    return month_table(year, month, Counter(days), hrefs)


def _months(months: Counter[tuple[int, int]], year: int, links: Links) -> tuple[IndexRow, ...]:
    found = sorted((month == 0, month, number) for (one, month), number in months.items() if one == year)
    return tuple(
        IndexRow(links.to(month_page(year, month)), month_of(year, month), count_of(number, "cable"))
        for _, month, number in found
    )


def _year(year: int, links: Links) -> Link | None:
    return Link(links.to(year_page(year)), str(year)) if year else None


def _beside(year: int, month: int, step: int, edition: Edition) -> str:
    """The month before (-1) or after, asked for one by one: a page that asked for all of them would be
    made again at each new cable."""
    at = year * 12 + month - 1 + step
    while at // 12 in YEARS:
        name = month_name(at // 12, at % 12 + 1)
        if edition.archive.months(Kind.MONTH, name):
            return name
        at += step
    return ""


def _month(name: str, links: Links) -> Link | None:
    return Link(links.to(month_page(*read_month(name))), month_of(*read_month(name))) if name else None

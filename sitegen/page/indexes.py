"""Lists of cables by year, TAG, post and classification, and the index over each kind of list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.address import CABLES, CLASSIFICATIONS, POSTS, TAGS, Address, Links, year_page
from sitegen.archive.fact import Kind
from sitegen.cable.model import CableId, Level
from sitegen.page.badge import badge_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import EntryGroup, by_month, by_year
from sitegen.page.histogram import Histogram, histogram_of
from sitegen.page.leaf import leaves_of, pager_of
from sitegen.page.list_view import IndexGroup, IndexRow, IndexView, ListingView
from sitegen.page.naming import (
    TAG_GROUPS,
    level_address,
    post_address,
    post_title,
    tag_address,
    tag_group,
    tag_meaning,
)
from sitegen.page.shell import Link, shell_of
from sitegen.page.wording import count_of, facts_line

_WHOLE_UP_TO = 200  # cables; a larger archive lists its years only
_LEAF = 200  # cables on one page of a list


def years_sheets(edition: Edition) -> Iterator[Sheet]:
    """/cables/."""
    links, years = edition.links(CABLES), edition.archive.counts(Kind.YEAR)
    numbers = {int(year): years[year] for year in sorted(years, reverse=True)}
    total = sum(numbers.values())
    rows = (IndexRow(links.to(year_page(one)), str(one), "", "", _cables(n)) for one, n in numbers.items())
    whole = [summary.id for summary in edition.archive.latest()] if total <= _WHOLE_UP_TO else []
    lede = f"{_cables(total)}, by the year and month they were sent." if years else ""
    listed = by_year(whole, edition, links)
    yield _index(CABLES, "Cables", lede, _groups({"By year": rows}), edition, listed)


def year_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """/cables/2007/."""
    year, known = int(name), sorted(edition.archive.years)
    address, ids = year_page(year), edition.archive.years[year]
    for leaf in leaves_of(address, ids, _LEAF):
        links = edition.links(leaf.address)
        shell = shell_of(edition, links, leaf.titled(f"Cables of {year}"), f"{_cables(len(ids))} of {year}.")
        months = edition.archive.months() if leaf.is_first else Counter()
        view = ListingView(
            shell=shell,
            eyebrow=Link(links.to(CABLES), "Cables"),
            heading=str(year),
            code="",
            badge=None,
            lede=_cables(len(ids)),
            histogram=histogram_of(months, links, current=year),
            groups=by_month(leaf.items, edition, links),
            before=_near(max((one for one in known if one < year), default=0), links),
            after=_near(min((one for one in known if one > year), default=0), links),
            pager=pager_of(leaf, address, links),
        )
        yield Sheet(leaf.address, "listing.html", view)


def tags_sheets(edition: Edition) -> Iterator[Sheet]:
    """/tags/."""
    links, tags = edition.links(TAGS), edition.archive.counts(Kind.TAG)
    groups: dict[str, list[IndexRow]] = {group: [] for group in TAG_GROUPS}
    for code in tags:
        row = IndexRow(links.to(tag_address(code)), tag_meaning(code, edition), code, "", _cables(tags[code]))
        groups[tag_group(code, edition)].append(row)
    lede = (
        "Traffic Analysis by Geography and Subject: the codes that the drafters filed their cables under. "
        "A code whose meaning is not known for certain stands alone."
    )
    yield _index(TAGS, "TAGS", lede, _groups(groups), edition)


def tag_sheets(edition: Edition, code: str) -> Iterator[Sheet]:
    """/tags/PGOV/."""
    meaning = tag_meaning(code, edition)
    title = f"TAGS {code} {meaning}".strip()
    page = _Page(
        tag_address(code), TAGS, "TAGS", meaning or code, title, Kind.TAG, code, code if meaning else ""
    )
    return _list(page, edition.archive.tags[code], edition)


def posts_sheets(edition: Edition) -> Iterator[Sheet]:
    """/posts/."""
    links, posts = edition.links(POSTS), edition.archive.counts(Kind.POST)
    rows = [
        IndexRow(
            links.to(post_address(key, edition)),
            post_title(key, edition),
            "",
            _country(key, edition),
            _cables(posts[key]),
        )
        for key in sorted(posts, key=lambda key: post_title(key, edition).split(" ", 1)[-1])
    ]
    lede = "The embassies, consulates and missions that sent these cables."
    yield _index(POSTS, "Posts", lede, _groups({"": rows}), edition)


def post_sheets(edition: Edition, key: str) -> Iterator[Sheet]:
    """/posts/astana/."""
    name = post_title(key, edition)
    page = _Page(post_address(key, edition), POSTS, "Posts", name, f"Cables from {name}", Kind.POST, key)
    return _list(page, edition.archive.posts[key], edition, _country(key, edition))


def levels_sheets(edition: Edition) -> Iterator[Sheet]:
    """/classifications/."""
    links, counts = edition.links(CLASSIFICATIONS), edition.archive.counts(Kind.LEVEL)
    levels = {Level(code): number for code, number in counts.items()}
    rows = [
        IndexRow(links.to(level_address(one)), one.words, "", "", _cables(levels[one]), badge_of(one))
        for one in sorted(levels, key=lambda level: level.rank)
    ]
    lede = "Each cable bears the level of its most sensitive paragraph."
    yield _index(CLASSIFICATIONS, "Classifications", lede, _groups({"": rows}), edition)


def level_sheets(edition: Edition, code: str) -> Iterator[Sheet]:
    """/classifications/confidential/."""
    level = Level(code)
    words = level.words.capitalize()
    page = _Page(
        level_address(level), CLASSIFICATIONS, "Classifications", words, f"{words} cables", Kind.LEVEL, level
    )
    return _list(page, edition.archive.levels[level], edition, level=level)


@dataclass(frozen=True, slots=True)
class _Page:
    """Where a list stands, what it is called and of what it is; `title` is unlike any other page's."""

    address: Address
    above: Address
    above_words: str
    heading: str
    title: str
    kind: Kind
    name: str
    code: str = ""


def _list(
    page: _Page, ids: tuple[CableId, ...], edition: Edition, detail: str = "", level: Level | None = None
) -> Iterator[Sheet]:
    """The latest first."""
    lede = facts_line([detail, _cables(len(ids))])
    for leaf in leaves_of(page.address, ids[::-1], _LEAF):
        links = edition.links(leaf.address)
        months = edition.archive.months(page.kind, page.name) if leaf.is_first else Counter()
        view = ListingView(
            shell=shell_of(edition, links, leaf.titled(page.title), f"{page.heading}: {lede}"),
            eyebrow=Link(links.to(page.above), page.above_words),
            heading=page.heading,
            code=page.code,
            badge=badge_of(level) if level else None,
            lede=lede,
            histogram=histogram_of(months, links),
            groups=by_year(leaf.items, edition, links),
            before=None,
            after=None,
            pager=pager_of(leaf, page.address, links),
        )
        yield Sheet(leaf.address, "listing.html", view)


def _near(year: int, links: Links) -> Link | None:
    return Link(links.to(year_page(year)), str(year)) if year else None


def _index(
    address: Address,
    heading: str,
    lede: str,
    groups: tuple[IndexGroup, ...],
    edition: Edition,
    cables: tuple[EntryGroup, ...] = (),
) -> Sheet:
    links = edition.links(address)
    drawn = histogram_of(edition.archive.months(), links) if cables else Histogram("")
    view = IndexView(
        shell=shell_of(edition, links, heading, lede),
        heading=heading,
        lede=lede,
        empty="No cables have been published here yet.",
        histogram=drawn,
        groups=groups,
        cables=cables,
    )
    return Sheet(address, "index.html", view)


def _groups(rows: Mapping[str, Iterable[IndexRow]]) -> tuple[IndexGroup, ...]:
    groups = (IndexGroup(heading, tuple(found)) for heading, found in rows.items())
    return tuple(group for group in groups if group.rows)


def _cables(number: int) -> str:
    return count_of(number, "cable")


def _country(key: str, edition: Edition) -> str:
    post = edition.vocabulary.posts.get(key)
    return post.country if post else ""

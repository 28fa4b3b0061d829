"""Lists of cables by year, TAG, post and classification, and the index over each kind of list."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.address import CABLES, CLASSIFICATIONS, POSTS, TAGS, Address, Links, year_page
from sitegen.cable.model import CableId, Level
from sitegen.page.badge import badge_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import EntryGroup, by_month, by_year
from sitegen.page.histogram import Histogram, histogram_of
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


def year_sheets(edition: Edition) -> Iterator[Sheet]:
    """/cables/ and /cables/2007/."""
    links = edition.links(CABLES)
    years = sorted(edition.archive.years, reverse=True)
    rows = (
        IndexRow(links.to(year_page(year)), str(year), "", "", _cables(edition.archive.years[year]))
        for year in years
    )
    cables = edition.archive.cables
    whole = by_year(cables, edition, links) if len(cables) <= _WHOLE_UP_TO else ()
    lede = f"{_cables(cables)}, by the year and month they were sent." if years else ""
    yield _index(CABLES, "Cables", lede, _groups({"By year": rows}), edition, whole)
    for year in years:
        yield _year(year, edition)


def tag_sheets(edition: Edition) -> Iterator[Sheet]:
    """/tags/ and /tags/PGOV/."""
    links, tags = edition.links(TAGS), edition.archive.tags
    groups: dict[str, list[IndexRow]] = {group: [] for group in TAG_GROUPS}
    for code in sorted(tags):
        row = IndexRow(
            links.to(tag_address(code)),
            tag_meaning(code, edition),
            code,
            "",
            _cables(tags[code]),
        )
        groups[tag_group(code, edition)].append(row)
    lede = (
        "Traffic Analysis by Geography and Subject: the codes that the drafters filed their cables under. "
        "A code whose meaning is not known for certain stands alone."
    )
    yield _index(TAGS, "TAGS", lede, _groups(groups), edition)
    for code in sorted(tags):
        meaning = tag_meaning(code, edition)
        title = f"TAGS {code} {meaning}".strip()
        page = _Page(tag_address(code), TAGS, "TAGS", meaning or code, title, code if meaning else "")
        yield _list(page, tags[code], edition)


def post_sheets(edition: Edition) -> Iterator[Sheet]:
    """/posts/ and /posts/astana/."""
    links, posts = edition.links(POSTS), edition.archive.posts
    keys = sorted(posts, key=lambda key: post_title(key, edition).split(" ", 1)[-1])
    rows = [
        IndexRow(
            links.to(post_address(key, edition)),
            post_title(key, edition),
            "",
            _country(key, edition),
            _cables(posts[key]),
        )
        for key in keys
    ]
    lede = "The embassies, consulates and missions that sent these cables."
    yield _index(POSTS, "Posts", lede, _groups({"": rows}), edition)
    for key in keys:
        name = post_title(key, edition)
        page = _Page(post_address(key, edition), POSTS, "Posts", name, f"Cables from {name}")
        yield _list(page, posts[key], edition, _country(key, edition))


def classification_sheets(edition: Edition) -> Iterator[Sheet]:
    """/classifications/ and /classifications/confidential/."""
    links, levels = edition.links(CLASSIFICATIONS), edition.archive.levels
    known = sorted(levels, key=lambda level: level.rank)
    rows = [
        IndexRow(links.to(level_address(level)), level.words, "", "", _cables(levels[level]), badge_of(level))
        for level in known
    ]
    lede = "Each cable bears the level of its most sensitive paragraph."
    yield _index(CLASSIFICATIONS, "Classifications", lede, _groups({"": rows}), edition)
    for level in known:
        words = level.words.capitalize()
        page = _Page(level_address(level), CLASSIFICATIONS, "Classifications", words, f"{words} cables")
        yield _list(page, levels[level], edition, level=level)


@dataclass(frozen=True, slots=True)
class _Page:
    """Where a list stands and what it is called; `title` is unlike any other page's."""

    address: Address
    above: Address
    above_words: str
    heading: str
    title: str
    code: str = ""


def _list(
    page: _Page, ids: tuple[CableId, ...], edition: Edition, detail: str = "", level: Level | None = None
) -> Sheet:
    links = edition.links(page.address)
    lede = facts_line([detail, _cables(ids)])
    return Sheet(
        page.address,
        "listing.html",
        ListingView(
            shell=shell_of(edition, links, page.title, f"{page.heading}: {lede}"),
            eyebrow=Link(links.to(page.above), page.above_words),
            heading=page.heading,
            code=page.code,
            badge=badge_of(level) if level else None,
            lede=lede,
            histogram=histogram_of(ids, edition, links),
            groups=by_year(ids, edition, links),
            before=None,
            after=None,
        ),
    )


def _year(year: int, edition: Edition) -> Sheet:
    address = year_page(year)
    links, ids = edition.links(address), edition.archive.years[year]
    view = ListingView(
        shell=shell_of(edition, links, f"Cables of {year}", f"{_cables(ids)} of {year}."),
        eyebrow=Link(links.to(CABLES), "Cables"),
        heading=str(year),
        code="",
        badge=None,
        lede=_cables(ids),
        histogram=histogram_of(edition.archive.cables, edition, links, current=year),
        groups=by_month(ids, edition, links),
        before=_near(max((one for one in edition.archive.years if one < year), default=0), links),
        after=_near(min((one for one in edition.archive.years if one > year), default=0), links),
    )
    return Sheet(address, "listing.html", view)


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
    drawn = histogram_of(edition.archive.cables, edition, links) if cables else Histogram("")
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


def _cables(ids: Collection[CableId]) -> str:
    return count_of(len(ids), "cable")


def _country(key: str, edition: Edition) -> str:
    post = edition.vocabulary.posts.get(key)
    return post.country if post else ""

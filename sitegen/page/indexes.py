"""Lists of cables by TAG, post and classification, the latest first, and the index over each kind of list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.address import CLASSIFICATIONS, POSTS, TAGS, Address, Links
from sitegen.archive.fact import Kind
from sitegen.cable.model import CableId, Level
from sitegen.page.badge import badge_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import by_year
from sitegen.page.feed import feed_link, list_feed
from sitegen.page.histogram import histogram_of
from sitegen.page.leaf import latest_leaves_of, pager_of
from sitegen.page.list_view import IndexGroup, IndexRow, IndexView, ListingView
from sitegen.page.naming import (
    TAG_GROUPS,
    level_address,
    post_address,
    post_name,
    post_title,
    tag_address,
    tag_group,
    tag_meaning,
)
from sitegen.page.shell import Link, search_within, shell_of
from sitegen.page.wording import count_of, facts_line
from sitegen.page.world import Site, World, world_of

_LEAF = 100  # cables on one page of a list; on the latest one up to twice as many


def tags_sheets(edition: Edition) -> Iterator[Sheet]:
    """/tags/."""
    links, tags = edition.links(TAGS), edition.archive.counts(Kind.TAG)
    groups: dict[str, list[IndexRow]] = {group: [] for group in TAG_GROUPS}
    for code in tags:
        row = IndexRow(links.to(tag_address(code)), tag_meaning(code, edition), _cables(tags[code]), code)
        groups[tag_group(code, edition)].append(row)
    lede = (
        "Traffic Analysis by Geography and Subject: the codes that the drafters filed their cables under. "
        "A code whose meaning is not known for certain stands alone."
    )
    yield _index(TAGS, "TAGS", lede, groups, edition)


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
            _cables(posts[key]),
            detail=_country(key, edition),
        )
        for key in sorted(posts, key=lambda key: post_name(key, edition).casefold())
    ]
    lede = "The embassies, consulates and missions that sent these cables."
    yield _index(POSTS, "Posts", lede, {"": rows}, edition, _world(posts, edition, links))


def _world(posts: Mapping[str, int], edition: Edition, links: Links) -> World | None:
    """A post that no table knows is in the list only."""
    known = edition.vocabulary.posts
    titles = {key: post_title(key, edition) for key in posts}
    sites = [
        Site(
            titles[key],
            links.to(post_address(key, edition)),
            place,
            number,
            f"{titles[key]}: {_cables(number)}",
        )
        for key, number in posts.items()
        if (place := known[key].place if key in known else None)
    ]
    summary = f"Map of {count_of(len(sites), 'post')}; the larger a mark, the more cables"
    lost = len(posts) - len(sites)
    where = "where it was is not known" if lost == 1 else "where they were is not known"
    note = f"{lost:,} of {count_of(len(posts), 'post')} not on the map: {where}." if lost else ""
    return world_of(sites, edition.land, summary, note)


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
        IndexRow(links.to(level_address(one)), one.words, _cables(levels[one]), badge=badge_of(one))
        for one in sorted(levels, key=lambda level: level.rank)
    ]
    lede = "Each cable bears the level of its most sensitive paragraph."
    yield _index(CLASSIFICATIONS, "Classifications", lede, {"": rows}, edition)


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
    """The latest first, and its feed."""
    lede = facts_line([detail, _cables(len(ids))])
    for leaf in latest_leaves_of(page.address, ids, _LEAF):
        links = edition.links(leaf.address)
        months = edition.archive.months(page.kind, page.name) if leaf.is_first else Counter()
        view = ListingView(
            shell=shell_of(edition, links, leaf.titled(page.title), f"{page.heading}: {lede}"),
            eyebrow=Link(links.to(page.above), page.above_words),
            heading=page.heading,
            code=page.code,
            badge=badge_of(level) if level else None,
            lede=lede,
            feed=feed_link(page.address, page.title, links),
            histogram=histogram_of(months, links),
            groups=by_year(leaf.items, edition, links),
            pager=pager_of(leaf, page.address, links),
            search=search_within(links, page.kind, page.name),
        )
        yield Sheet(leaf.address, "listing.html", view)
    yield list_feed(page.address, page.title, ids, edition)


def _index(
    address: Address,
    heading: str,
    lede: str,
    groups: Mapping[str, Iterable[IndexRow]],
    edition: Edition,
    world: World | None = None,
) -> Sheet:
    found = (IndexGroup(words, tuple(rows)) for words, rows in groups.items())
    view = IndexView(
        shell=shell_of(edition, edition.links(address), heading, lede),
        heading=heading,
        lede=lede,
        empty="Nothing has been published here yet.",
        groups=tuple(group for group in found if group.rows),
        world=world,
    )
    return Sheet(address, "index.html", view)


def _cables(number: int) -> str:
    return count_of(number, "cable")


def _country(key: str, edition: Edition) -> str:
    post = edition.vocabulary.posts.get(key)
    return post.country if post else ""

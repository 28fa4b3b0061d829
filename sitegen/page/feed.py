"""Atom feeds (RFC 4287). Their dates are the cables' and the notes' own, never the clock's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nlargest

from sitegen.address import FEED, HOME, Address, Links, cable_page
from sitegen.archive.digest import Summary
from sitegen.cable.model import CableId
from sitegen.page.apparatus import subject_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import entry_of
from sitegen.page.naming import tag_meaning
from sitegen.page.shell import Link
from sitegen.page.wording import facts_line, machine_minute

MOST = 50  # entries
EPOCH = "1970-01-01T00:00:00Z"  # of a feed that has nothing to date it by


@dataclass(frozen=True, slots=True)
class Category:
    """A TAG of a cable, the kind of a note."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A cable or a note; its address on the web is its id."""

    id: str
    title: str
    published: str
    updated: str
    author: str
    summary: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """The whole feed."""

    id: str
    language: str
    title: str
    subtitle: str
    updated: str
    author: str
    home: str
    here: str
    entries: tuple[FeedEntry, ...]


def feed_sheets(edition: Edition) -> Iterator[Sheet]:
    """/feed.xml: the cables that changed last, a new note being a change."""
    settings = edition.settings
    latest = nlargest(MOST, edition.archive.latest(), key=lambda one: (_updated(one), one.id))
    entries = _entries(latest, edition)
    yield feed_sheet(HOME, settings.title, settings.description, entries, edition, settings.base_url)


def list_feed(page: Address, title: str, ids: Sequence[CableId], edition: Edition) -> Sheet:
    """/tags/PGOV/feed.xml: of a list in the order of time, the cables that were sent last."""
    latest = (edition.archive.cables[one] for one in ids[: -MOST - 1 : -1])
    return feed_sheet(page, f"{title} · {edition.settings.title}", "", _entries(latest, edition), edition)


def feed_sheet(
    page: Address,
    title: str,
    subtitle: str,
    entries: tuple[FeedEntry, ...],
    edition: Edition,
    identity: str = "",
) -> Sheet:
    """The feed of a page; its own address is its id, unless it has another."""
    address = page.feed()
    links, settings = edition.links(address), edition.settings
    view = FeedView(
        id=identity or links.absolute(address),
        language=settings.language,
        title=title,
        subtitle=subtitle,
        updated=max((entry.updated for entry in entries), default=EPOCH),
        author=settings.publisher or settings.title,
        home=links.absolute(page),
        here=links.absolute(address),
        entries=entries,
    )
    return Sheet(address, "feed.xml", view)


def feed_link(page: Address, title: str, links: Links) -> Link:
    """The way from a list to its feed."""
    return Link(links.to(page.feed()), title)


def _entries(latest: Iterable[Summary], edition: Edition) -> tuple[FeedEntry, ...]:
    return tuple(_entry(one, edition, edition.links(FEED)) for one in latest)


def _entry(summary: Summary, edition: Edition, links: Links) -> FeedEntry:
    entry = entry_of(summary, edition, links)
    return FeedEntry(
        id=links.absolute(cable_page(summary.id)),
        title=f"{subject_of(summary)} ({summary.id})",
        published=_sent(summary),
        updated=_updated(summary),
        author=entry.post,
        summary=facts_line([entry.badge.words, entry.post, entry.day, entry.facts]),
        categories=tuple(Category(code, tag_meaning(code, edition) or code) for code in summary.tags),
    )


def _sent(summary: Summary) -> str:
    return machine_minute(summary.dtg or datetime(summary.id.year, 1, 1))


def _updated(summary: Summary) -> str:
    """The last of: when it was sent, and the days of its notes."""
    return max(_sent(summary), midnight(summary.noted)) if summary.noted else _sent(summary)


def midnight(day: date) -> str:
    """The beginning of a day."""
    return machine_minute(datetime(day.year, day.month, day.day))

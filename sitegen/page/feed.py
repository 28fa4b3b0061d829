"""The Atom feed (RFC 4287). Its dates are the cables' and the notes' own, never the clock's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sitegen.address import FEED, HOME, Links, cable_page
from sitegen.archive.digest import Digest
from sitegen.page.apparatus import subject_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import entry_of
from sitegen.page.naming import tag_meaning
from sitegen.page.wording import facts_line, machine_minute

_ENTRIES = 50
_EPOCH = "1970-01-01T00:00:00Z"  # of a feed that has nothing to date it by


@dataclass(frozen=True, slots=True)
class Category:
    """A TAG of a cable."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A cable; its address on the web is its id."""

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
    links, settings = edition.links(FEED), edition.settings
    digests = sorted(edition.archive.cables.values(), key=lambda one: (_updated(one), one.id), reverse=True)
    entries = tuple(_entry(digest, edition, links) for digest in digests[:_ENTRIES])
    view = FeedView(
        id=settings.base_url,
        language=settings.language,
        title=settings.title,
        subtitle=settings.description,
        updated=max((entry.updated for entry in entries), default=_EPOCH),
        author=settings.publisher or settings.title,
        home=links.absolute(HOME),
        here=links.absolute(FEED),
        entries=entries,
    )
    yield Sheet(FEED, "feed.xml", view)


def _entry(digest: Digest, edition: Edition, links: Links) -> FeedEntry:
    entry = entry_of(digest, edition, links)
    return FeedEntry(
        id=links.absolute(cable_page(digest.id)),
        title=f"{subject_of(digest)} ({digest.id})",
        published=_sent(digest),
        updated=_updated(digest),
        author=entry.post,
        summary=facts_line([entry.badge.words, entry.post, entry.day, entry.facts]),
        categories=tuple(Category(code, tag_meaning(code, edition) or code) for code in digest.tags),
    )


def _sent(digest: Digest) -> str:
    return machine_minute(digest.dtg or datetime(digest.id.year, 1, 1))


def _updated(digest: Digest) -> str:
    """The last of: when it was sent, and the days of its notes."""
    return max([_sent(digest), *(_midnight(note.date) for note in digest.notes if note.date)])


def _midnight(day: date) -> str:
    return machine_minute(datetime(day.year, day.month, day.day))

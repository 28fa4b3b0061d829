"""/annotations/feed.xml: the latest notes. One without a date cannot be among them."""

from collections.abc import Iterator
from datetime import date

from sitegen.address import ANNOTATIONS, NOTE_FEED, Links, cable_page
from sitegen.page.apparatus import subject_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.feed import EPOCH, MOST, Category, FeedEntry, FeedView, midnight
from sitegen.page.note_entry import ListedNote, latest_first


def note_feed_sheets(edition: Edition) -> Iterator[Sheet]:
    """The feed; an entry's id is the note's own address."""
    links, settings = edition.links(NOTE_FEED), edition.settings
    dated = [pair for pair in latest_first(edition.archive.notes()) if pair[1].date]
    entries = tuple(_entry(pair, edition, links) for pair in dated[:MOST])
    view = FeedView(
        id=links.absolute(NOTE_FEED),
        language=settings.language,
        title=f"Annotations · {settings.title}",
        subtitle="What editors say about the cables.",
        updated=max((entry.updated for entry in entries), default=EPOCH),
        author=settings.publisher or settings.title,
        home=links.absolute(ANNOTATIONS),
        here=links.absolute(NOTE_FEED),
        entries=entries,
    )
    yield Sheet(NOTE_FEED, "feed.xml", view)


def _entry(pair: ListedNote, edition: Edition, links: Links) -> FeedEntry:
    cable, note = pair
    settings, day = edition.settings, midnight(note.date or date.min)
    whole = f"{cable}" if note.label == "Cable" else f"{note.label} of {cable}"
    quote = f"“{note.quote}”: " if note.quote else ""
    return FeedEntry(
        id=links.absolute(cable_page(cable).at(f"n-{note.slug}")),
        title=f"{whole}: {subject_of(edition.archive.cables[cable])}",
        published=day,
        updated=day,
        author=note.by or settings.publisher or settings.title,
        summary=f"{quote}{note.excerpt}",
        categories=(Category(str(note.kind), note.kind.capitalize()),),
    )

"""/annotations/feed.xml: the latest notes. One without a date cannot be among them."""

from collections.abc import Iterator
from datetime import date

from sitegen.address import ANNOTATIONS, Links, cable_page
from sitegen.page.apparatus import subject_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.feed import MOST, Category, FeedEntry, feed_sheet, midnight
from sitegen.page.note_entry import ListedNote, latest_first


def note_feed_sheets(edition: Edition) -> Iterator[Sheet]:
    """The feed; an entry's id is the note's own address."""
    links, title = edition.links(ANNOTATIONS), f"Annotations · {edition.settings.title}"
    dated = [pair for pair in latest_first(edition.archive.notes()) if pair[1].date]
    entries = tuple(_entry(pair, edition, links) for pair in dated[:MOST])
    yield feed_sheet(ANNOTATIONS, title, "What editors say about the cables.", entries, edition)


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

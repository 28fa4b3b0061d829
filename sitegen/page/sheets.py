"""The sheets of each unit that `listing.py` knows."""

from collections.abc import Callable, Iterable, Iterator

from sitegen.address import NOT_FOUND
from sitegen.archive.editorial import FRONT
from sitegen.page.absent import absent_sheets, renamed_sheets, withdrawn_sheets
from sitegen.page.annotations import annotation_sheets
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entity_list import entities_sheets, entity_type_sheets
from sitegen.page.entity_page import entity_sheets
from sitegen.page.feed import feed_sheets
from sitegen.page.finder import go_sheets, numbers_sheets
from sitegen.page.glossary import glossary_sheets
from sitegen.page.headers import headers_sheets
from sitegen.page.home import home_sheets
from sitegen.page.indexes import (
    level_sheets,
    levels_sheets,
    post_sheets,
    posts_sheets,
    tag_sheets,
    tags_sheets,
)
from sitegen.page.listing import ABSENT, HOME, PROSE, RENAMED, WITHDRAWN, Unit
from sitegen.page.note_feed import note_feed_sheets
from sitegen.page.note_list import note_list_sheets
from sitegen.page.period import month_sheets, year_sheets, years_sheets
from sitegen.page.preview import absent_preview, entity_preview
from sitegen.page.prose_page import essays_sheets, not_found_sheets, prose_sheets
from sitegen.page.search import search_sheets
from sitegen.page.search_block import (
    cable_block_sheets,
    entity_block_sheets,
    note_block_sheets,
    page_block_sheets,
)
from sitegen.page.set_in import Records
from sitegen.page.sitemap import sitemap_sheets
from sitegen.page.thread_page import thread_sheets, threads_sheets

_Named = Callable[[Edition, str], Iterable[Sheet]]


def _with_preview(sheets: _Named, preview: Callable[[Edition, str], Sheet]) -> _Named:
    return lambda edition, name: (*sheets(edition, name), preview(edition, name))


_SINGLE: dict[str, Callable[[Edition], Iterable[Sheet]]] = {
    "years": years_sheets,
    "tags": tags_sheets,
    "posts": posts_sheets,
    "classifications": levels_sheets,
    "entities": entities_sheets,
    "annotations": annotation_sheets,
    "note-feed": note_feed_sheets,
    "essays": essays_sheets,
    "threads": threads_sheets,
    "go": go_sheets,
    "glossary": glossary_sheets,
    "not-found": not_found_sheets,
    "feed": feed_sheets,
    "headers": headers_sheets,
    "search": search_sheets,
    "search-entities": entity_block_sheets,
    "search-pages": page_block_sheets,
}
_NAMED: dict[str, _Named] = {
    "year": year_sheets,
    "month": month_sheets,
    "tag": tag_sheets,
    "post": post_sheets,
    "classification": level_sheets,
    "entity-type": entity_type_sheets,
    "entity": _with_preview(entity_sheets, entity_preview),
    "notes": note_list_sheets,
    "thread": thread_sheets,
    "numbers": numbers_sheets,
    ABSENT: _with_preview(absent_sheets, absent_preview),
    WITHDRAWN: _with_preview(withdrawn_sheets, absent_preview),
    "search-cables": cable_block_sheets,
    "search-notes": note_block_sheets,
    RENAMED: renamed_sheets,
}


_QUOTING: dict[str, Callable[[Edition, str, Records], Iterable[Sheet]]] = {
    HOME: home_sheets,
    PROSE: prose_sheets,
}


def unit_sheets(unit: Unit, edition: Edition, records: Records) -> Iterable[Sheet]:
    """The pages of a unit that is no cable."""
    if unit.kind in _QUOTING:
        return _QUOTING[unit.kind](edition, unit.name or FRONT, records)
    if unit.name:
        return _NAMED[unit.kind](edition, unit.name)
    return _SINGLE[unit.kind](edition)


def map_sheets(edition: Edition, files: Iterable[str]) -> Iterator[Sheet]:
    """What tells machines of every page among these files."""
    pages = (file for file in files if file.endswith(".html") and file != NOT_FOUND.file)
    return sitemap_sheets(edition, sorted(pages))

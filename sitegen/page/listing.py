"""The pages that are about more than one cable, as units that are made each by itself."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sitegen.address import NOT_FOUND
from sitegen.archive.editorial import FRONT, quotations_in
from sitegen.archive.fact import Kind
from sitegen.cable.cable_id import canonical
from sitegen.cable.model import CableId
from sitegen.page.absent import absent_sheets, renamed_sheets, withdrawn_sheets
from sitegen.page.annotations import annotation_sheets
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entity_list import entities_sheets, entity_type_sheets, types_here
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
    runs_of,
)
from sitegen.page.set_in import Records
from sitegen.page.sitemap import sitemap_sheets
from sitegen.page.thread_page import thread_sheets, threads_sheets


class Unit(NamedTuple):
    """What is made at once: a list and its leaves, an entity's pages, a cable's two pages."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind


CABLE, PICTURE = "cable", "picture"
ABSENT, WITHDRAWN, RENAMED = "absent", "withdrawn", "renamed"

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
    "home": home_sheets,
    "prose": prose_sheets,
}


def shared_units(edition: Edition) -> Iterator[Unit]:
    """All but the cables; the one prose page named "index" stands on the front page instead."""
    yield Unit("home")
    yield from map(Unit, _SINGLE)
    archive = edition.archive
    yield from (Unit("year", str(year)) for year in archive.years)
    yield from (Unit("month", month) for month in archive.by_month)
    yield from (Unit("tag", code) for code in archive.tags)
    yield from (Unit(kind, key) for key in archive.posts for kind in ("post", "numbers"))
    yield from (Unit("classification", level) for level in archive.levels)
    yield from (Unit("entity-type", kind) for kind in types_here(edition))
    yield from (Unit("entity", entity) for entity in edition.labels)
    yield from (Unit("notes", name) for name in archive.noted)
    yield from (Unit("thread", name) for name in archive.threads)
    yield from (Unit("prose", page.slug) for page in edition.prose if page.slug != FRONT)
    yield from (Unit("search-cables", str(run)) for run in runs_of(archive.counts(Kind.WORDS)))
    yield from (Unit("search-notes", str(run)) for run in runs_of(archive.counts(Kind.REMARKS)))
    yield from (Unit(ABSENT, cable) for cable in sorted(_absent(edition)))


def _absent(edition: Edition) -> set[str]:
    """Cables that are not here, and that cables, notes or pages speak of."""
    return {
        *edition.archive.absent(),
        *(one for one in edition.linked if not edition.archive.has(canonical(one))),
    }


def quoted_by(unit: Unit, edition: Edition) -> tuple[CableId, ...]:
    """The cables that a unit's page quotes."""
    page = edition.pages.get(unit.name or FRONT) if unit.kind in _QUOTING else None
    return tuple(dict.fromkeys(one.cable for one in quotations_in(page, edition.vocabulary))) if page else ()


def unit_sheets(unit: Unit, edition: Edition, records: Records) -> Iterable[Sheet]:
    """The pages of a unit that is no cable."""
    if unit.kind in _QUOTING:
        return _QUOTING[unit.kind](edition, unit.name or FRONT, records)
    if unit.name:
        return _NAMED[unit.kind](edition, unit.name)
    return _SINGLE[unit.kind](edition)


def source_of(unit: Unit, edition: Edition) -> str | None:
    """The one file that such a unit is made from, where there is one."""
    if unit.kind == PICTURE:
        return edition.pictures[unit.name].path
    if unit.kind == "entity":
        return edition.entities[unit.name].place.path
    return next((page.place.path for page in edition.prose if unit == ("prose", page.slug)), None)


def map_sheets(edition: Edition, files: Iterable[str]) -> Iterator[Sheet]:
    """What tells machines of every page among these files."""
    pages = (file for file in files if file.endswith(".html") and file != NOT_FOUND.file)
    return sitemap_sheets(edition, sorted(pages))

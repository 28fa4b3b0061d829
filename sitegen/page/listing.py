"""Which pages there are that are about more than one cable, as units that are made each by itself.

What makes them is `sheets.py`, for which all of this folder is loaded; to know which there are takes little.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sitegen.archive.editorial import FRONT, quotations_in
from sitegen.archive.fact import Kind
from sitegen.cable.cable_id import canonical
from sitegen.cable.model import CableId
from sitegen.page.edition import Edition
from sitegen.page.search_run import runs_of


class Unit(NamedTuple):
    """What is made at once: a list and its leaves, an entity's pages, a cable's two pages."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind


CABLE, PICTURE = "cable", "picture"
ABSENT, WITHDRAWN, RENAMED = "absent", "withdrawn", "renamed"
HOME, PROSE = "home", "prose"  # they quote cables
SINGLE = (
    "years",
    "tags",
    "posts",
    "classifications",
    "entities",
    "annotations",
    "note-feed",
    "essays",
    "threads",
    "go",
    "glossary",
    "not-found",
    "feed",
    "headers",
    "search",
    "search-entities",
    "search-pages",
)
"""Units of which there is one, whatever the archive holds."""


def shared_units(edition: Edition) -> Iterator[Unit]:
    """All but the cables; the one prose page named "index" stands on the front page instead."""
    yield Unit(HOME)
    yield from map(Unit, SINGLE)
    archive, types = edition.archive, {label.type for label in edition.labels.values()}
    yield from (Unit("year", str(year)) for year in archive.years)
    yield from (Unit("month", month) for month in archive.by_month)
    yield from (Unit("tag", code) for code in archive.tags)
    yield from (Unit(kind, key) for key in archive.posts for kind in ("post", "numbers"))
    yield from (Unit("classification", level) for level in archive.levels)
    yield from (Unit("entity-type", kind) for kind in sorted(types))
    yield from (Unit("entity", entity) for entity in edition.labels)
    yield from (Unit("notes", name) for name in archive.noted)
    yield from (Unit("thread", name) for name in archive.threads)
    yield from (Unit(PROSE, page.slug) for page in edition.prose if page.slug != FRONT)
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
    page = edition.pages.get(unit.name or FRONT) if unit.kind in (HOME, PROSE) else None
    return tuple(dict.fromkeys(one.cable for one in quotations_in(page, edition.vocabulary))) if page else ()


def source_of(unit: Unit, edition: Edition) -> str | None:
    """The one file that such a unit is made from, where there is one."""
    if unit.kind == PICTURE:
        return edition.pictures[unit.name].path
    if unit.kind == "entity":
        return edition.entities[unit.name].place.path
    return next((page.place.path for page in edition.prose if unit == (PROSE, page.slug)), None)

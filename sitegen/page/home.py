"""The front page: the latest cables, when they were sent, what and whom they are about."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.address import ANNOTATIONS, CABLES, ENTITIES, HOME, TAGS, Links, entity_page
from sitegen.archive.fact import Kind
from sitegen.cable.model import CableId
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import Entry, entries_of
from sitegen.page.found import found_prose
from sitegen.page.histogram import Histogram, histogram_of
from sitegen.page.latest import latest_cables, latest_clusters
from sitegen.page.list_view import IndexRow
from sitegen.page.naming import tag_address, tag_meaning
from sitegen.page.note_entry import NoteCluster
from sitegen.page.set_in import Part, Records, parts_of
from sitegen.page.shell import Shell, shell_of
from sitegen.page.wording import count_of, facts_line

_LATEST, _EXERCISES, _TAGS, _NAMES = 10, 5, 10, 8
_NOTED = 3  # cables in the list of the latest notes


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page, decided; `intro` is content/pages/index.md."""

    shell: Shell
    heading: str
    lede: str
    facts: str
    intro: Markup
    composed: tuple[Part, ...]  # what the editor set in, instead of the latest
    empty: str
    cables: tuple[Entry, ...]
    exercises: tuple[Entry, ...]  # apart, for they are no record of anything
    cables_href: str
    histogram: Histogram
    tags: tuple[IndexRow, ...]
    tags_href: str
    names: tuple[IndexRow, ...]
    names_href: str
    notes: tuple[NoteCluster, ...]
    notes_href: str


def home_sheets(edition: Edition, slug: str, records: Records) -> Iterator[Sheet]:
    """/, one page."""
    links = edition.links(HOME)
    intro, composed = _written(slug, edition, links, records)
    nothing: tuple[list[CableId], list[CableId]] = ([], [])
    cables, exercises = nothing if composed else latest_cables(edition, _LATEST, _EXERCISES)
    shown = len(cables) + len(exercises)
    view = HomeView(
        shell=shell_of(edition, links, ""),
        heading=edition.settings.title,
        lede=edition.settings.description,
        facts=_facts(edition),
        intro=intro,
        composed=composed,
        empty="No cables have been published here yet.",
        cables=entries_of(cables, edition, links),
        exercises=entries_of(exercises, edition, links),
        cables_href=links.to(CABLES) if edition.archive.size()[0] > shown else "",
        histogram=histogram_of(edition.archive.months(), links),
        tags=_tags(edition, links),
        tags_href=links.to(TAGS),
        names=_names(edition, links),
        names_href=links.to(ENTITIES),
        notes=() if composed else latest_clusters(edition, links, _NOTED),
        notes_href=links.to(ANNOTATIONS) if edition.archive.size()[2] else "",
    )
    yield Sheet(HOME, "home.html", view)
    if written := edition.pages.get(slug):
        yield found_prose(written)


def _written(slug: str, edition: Edition, links: Links, records: Records) -> tuple[Markup, tuple[Part, ...]]:
    """The introduction, and what is set in below it: all from the first heading or form on."""
    page = edition.pages.get(slug)
    parts = parts_of(page, edition, links, records) if page else ()
    if not any(one.is_set_in for one in parts):
        return Markup("").join(one.html for one in parts), ()
    start = next(at for at, one in enumerate(parts) if one.is_set_in or one.html.startswith("<h"))
    return Markup("").join(one.html for one in parts[:start]), parts[start:]


def _facts(edition: Edition) -> str:
    cables, paragraphs, notes = edition.archive.size()
    return facts_line(
        [
            count_of(cables, "cable") if cables else "",
            count_of(paragraphs, "paragraph") if paragraphs else "",
            count_of(notes, "annotation") if notes else "",
            f"{len(edition.labels):,} people, places and terms" if len(edition.labels) > 1 else "",
        ]
    )


def _tags(edition: Edition, links: Links) -> tuple[IndexRow, ...]:
    tags = edition.archive.counts(Kind.TAG)
    most = sorted(tags, key=lambda code: (-tags[code], code))[:_TAGS]
    return tuple(
        IndexRow(links.to(tag_address(code)), tag_meaning(code, edition), count_of(tags[code], "cable"), code)
        for code in most
    )


def _names(edition: Edition, links: Links) -> tuple[IndexRow, ...]:
    named = {one: number for one, number in edition.archive.named.items() if one in edition.labels}
    most = sorted(named, key=lambda one: (-named[one], edition.labels[one].name.casefold()))[:_NAMES]
    return tuple(
        IndexRow(links.to(entity_page(one)), edition.labels[one].name, count_of(named[one], "mention"))
        for one in most
    )

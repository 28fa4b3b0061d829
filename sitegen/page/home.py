"""The front page: the latest cables, when they were sent, what and whom they are about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from sitegen.address import ANNOTATIONS, CABLES, ENTITIES, HOME, TAGS, Links, entity_page
from sitegen.archive.editorial import FRONT
from sitegen.archive.fact import Kind
from sitegen.cable.model import CableId
from sitegen.note.annotation import AnnotationKind
from sitegen.note.markdown import html_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import Entry, entries_of
from sitegen.page.histogram import Histogram, histogram_of
from sitegen.page.list_view import IndexRow
from sitegen.page.naming import tag_address, tag_meaning
from sitegen.page.note_entry import NoteCluster, clusters_of, latest_first
from sitegen.page.resolve import pictures_on, resolver_of
from sitegen.page.shell import Shell, shell_of
from sitegen.page.wording import count_of, facts_line

_LATEST, _EXERCISES, _TAGS, _NAMES = 10, 5, 10, 8
_NOTED, _NOTES = 3, 2  # cables in the list of the latest notes, and notes of each


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page, decided; `intro` is content/pages/index.md."""

    shell: Shell
    heading: str
    lede: str
    facts: str
    intro: Markup
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


def home_sheets(edition: Edition) -> Iterator[Sheet]:
    """/, one page."""
    links = edition.links(HOME)
    cables, exercises = _latest(edition)
    shown = len(cables) + len(exercises)
    view = HomeView(
        shell=shell_of(edition, links, ""),
        heading=edition.settings.title,
        lede=edition.settings.description,
        facts=_facts(edition),
        intro=_intro(edition, links),
        empty="No cables have been published here yet.",
        cables=entries_of(cables, edition, links),
        exercises=entries_of(exercises, edition, links),
        cables_href=links.to(CABLES) if edition.archive.size()[0] > shown else "",
        histogram=histogram_of(edition.archive.months(), links),
        tags=_tags(edition, links),
        tags_href=links.to(TAGS),
        names=_names(edition, links),
        names_href=links.to(ENTITIES),
        notes=_notes(edition, links),
        notes_href=links.to(ANNOTATIONS),
    )
    yield Sheet(HOME, "home.html", view)


def _latest(edition: Edition) -> tuple[list[CableId], list[CableId]]:
    """The latest of the record and the latest exercises; where all are exercises, they lead."""
    records: list[CableId] = []
    exercises: list[CableId] = []
    for summary in edition.archive.latest():
        (exercises if summary.exercise else records).append(summary.id)
        if len(records) >= _LATEST and len(exercises) >= _EXERCISES:
            break
    return (records[:_LATEST], exercises[:_EXERCISES]) if records else (exercises[:_LATEST], [])


def _notes(edition: Edition, links: Links) -> tuple[NoteCluster, ...]:
    """A few of the latest notes, not all from one cable, the record before the exercises; a headnote
    is not among them, for it already introduces its cable."""
    listed = [
        pair for pair in latest_first(edition.archive.notes()) if pair[1].kind is not AnnotationKind.HEADNOTE
    ]
    cables = edition.archive.cables
    ordered = sorted(listed, key=lambda pair: cables[pair[0]].exercise)
    clusters = clusters_of(ordered, edition, links)[:_NOTED]
    return tuple(replace(one, notes=one.notes[:_NOTES]) for one in clusters)


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


def _intro(edition: Edition, links: Links) -> Markup:
    page = edition.pages.get(FRONT)
    if page is None:
        return Markup("")
    return html_of(page.body, resolver_of(edition, links), FRONT, 2, pictures_on(edition, links))


def _tags(edition: Edition, links: Links) -> tuple[IndexRow, ...]:
    tags = edition.archive.counts(Kind.TAG)
    most = sorted(tags, key=lambda code: (-tags[code], code))[:_TAGS]
    return tuple(
        IndexRow(
            links.to(tag_address(code)),
            tag_meaning(code, edition),
            code,
            "",
            count_of(tags[code], "cable"),
        )
        for code in most
    )


def _names(edition: Edition, links: Links) -> tuple[IndexRow, ...]:
    named = {one: number for one, number in edition.archive.named.items() if one in edition.labels}
    most = sorted(named, key=lambda one: (-named[one], edition.labels[one].name.casefold()))[:_NAMES]
    return tuple(
        IndexRow(
            links.to(entity_page(one)), edition.labels[one].name, "", "", count_of(named[one], "mention")
        )
        for one in most
    )

"""/annotations/: every published note, by kind, the latest first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.address import ANNOTATIONS, Links, cable_page
from sitegen.archive.digest import NoteDigest
from sitegen.cable.model import CableId
from sitegen.page.apparatus import subject_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.leaf import Pager, leaves_of, pager_of
from sitegen.page.naming import NOTE_GROUPS
from sitegen.page.shell import Link, Shell, shell_of
from sitegen.page.wording import count_of, day_of, facts_line

_LEAF = 200  # notes on one page


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """One note in a list: the words it is about, and its own first words."""

    link: Link  # "¶3"
    cable: str  # said before it to those who hear the link alone
    quote: str
    excerpt: str
    byline: str


@dataclass(frozen=True, slots=True)
class NoteCluster:
    """The notes of one cable in a list: its subject is said once."""

    link: Link  # to the cable
    subject: str
    notes: tuple[NoteEntry, ...]


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Notes of one kind."""

    id: str
    heading: str
    count: str
    clusters: tuple[NoteCluster, ...]


@dataclass(frozen=True, slots=True)
class AnnotationsView:
    """The page, decided. `empty` is said when there are no notes."""

    shell: Shell
    heading: str
    lede: str
    empty: str
    groups: tuple[NoteGroup, ...]
    pager: Pager | None


def annotation_sheets(edition: Edition) -> Iterator[Sheet]:
    """/annotations/."""
    listed = latest_notes(edition)
    kinds = list(NOTE_GROUPS)
    listed.sort(key=lambda pair: kinds.index(pair[1].kind))
    counts = Counter(note.kind for _, note in listed)
    for leaf in leaves_of(ANNOTATIONS, listed, _LEAF):
        links = edition.links(leaf.address)
        groups = (
            NoteGroup(kind.value, heading, count_of(counts[kind], "note"), clusters_of(found, edition, links))
            for kind, heading in NOTE_GROUPS.items()
            if (found := [pair for pair in leaf.items if pair[1].kind is kind])
        )
        about = "What editors say about the cables, by kind."
        total = count_of(len(listed), "note")
        view = AnnotationsView(
            shell=shell_of(edition, links, leaf.titled("Annotations"), about),
            heading="Annotations",
            lede=f"{total} by the editors, by kind, the latest first." if listed else "",
            empty="No annotations have been published yet.",
            groups=tuple(groups),
            pager=pager_of(leaf, ANNOTATIONS, links),
        )
        yield Sheet(leaf.address, "annotations.html", view)


def latest_notes(edition: Edition) -> list[tuple[CableId, NoteDigest]]:
    """The latest first; those of one day with the latest cable, in the order they stand there."""
    cables: dict[CableId, list[tuple[CableId, NoteDigest]]] = {}
    for pair in edition.archive.notes():
        cables.setdefault(pair[0], []).append(pair)
    found = [pair for pairs in reversed(cables.values()) for pair in pairs]
    return sorted(found, key=lambda pair: pair[1].date or date.min, reverse=True)


def clusters_of(
    notes: Iterable[tuple[CableId, NoteDigest]], edition: Edition, links: Links
) -> tuple[NoteCluster, ...]:
    """Notes gathered by cable, each cable where its first note stands."""
    gathered: dict[CableId, list[tuple[CableId, NoteDigest]]] = {}
    for pair in notes:
        gathered.setdefault(pair[0], []).append(pair)
    return tuple(
        NoteCluster(
            Link(links.to(cable_page(one)), str(one)),
            subject_of(edition.archive.cables[one]),
            tuple(_entry(*pair, links) for pair in found),
        )
        for one, found in gathered.items()
    )


def _entry(cable: CableId, note: NoteDigest, links: Links) -> NoteEntry:
    page = cable_page(cable).at(f"n-{note.slug}")
    return NoteEntry(
        link=Link(links.to(page), note.label),
        cable=str(cable),
        quote=note.quote,
        excerpt=note.excerpt,
        byline=facts_line([note.by, day_of(note.date) if note.date else ""]),
    )

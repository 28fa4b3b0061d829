"""/annotations/: every published note, by kind, the latest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.address import ANNOTATIONS, Links, cable_page
from sitegen.archive.digest import Digest, NoteDigest
from sitegen.cable.model import CableId
from sitegen.page.apparatus import subject_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.naming import NOTE_GROUPS
from sitegen.page.shell import Link, Shell, shell_of
from sitegen.page.wording import count_of, day_of, facts_line


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


def annotation_sheets(edition: Edition) -> Iterator[Sheet]:
    """/annotations/, one page."""
    links = edition.links(ANNOTATIONS)
    listed = latest_notes(edition)
    groups = (
        NoteGroup(kind.value, heading, count_of(len(found), "note"), clusters_of(found, links))
        for kind, heading in NOTE_GROUPS.items()
        if (found := [pair for pair in listed if pair[1].kind is kind])
    )
    view = AnnotationsView(
        shell=shell_of(edition, links, "Annotations", "What editors say about the cables, by kind."),
        heading="Annotations",
        lede=f"{count_of(len(listed), 'note')} by the editors, by kind, the latest first." if listed else "",
        empty="No annotations have been published yet.",
        groups=tuple(groups),
    )
    yield Sheet(ANNOTATIONS, "annotations.html", view)


def latest_notes(edition: Edition) -> list[tuple[Digest, NoteDigest]]:
    """The latest first; those of one day with the latest cable."""
    found = [
        (digest, note) for digest in reversed(tuple(edition.archive.cables.values())) for note in digest.notes
    ]
    return sorted(found, key=lambda pair: pair[1].date or date.min, reverse=True)


def clusters_of(notes: Iterable[tuple[Digest, NoteDigest]], links: Links) -> tuple[NoteCluster, ...]:
    """Notes gathered by cable, each cable where its first note stands."""
    gathered: dict[CableId, list[tuple[Digest, NoteDigest]]] = {}
    for pair in notes:
        gathered.setdefault(pair[0].id, []).append(pair)
    return tuple(
        NoteCluster(
            Link(links.to(cable_page(one)), str(one)),
            subject_of(found[0][0]),
            tuple(_entry(*pair, links) for pair in found),
        )
        for one, found in gathered.items()
    )


def _entry(digest: Digest, note: NoteDigest, links: Links) -> NoteEntry:
    page = cable_page(digest.id).at(f"n-{note.slug}")
    return NoteEntry(
        link=Link(links.to(page), note.label),
        cable=str(digest.id),
        quote=note.quote,
        excerpt=note.excerpt,
        byline=facts_line([note.by, day_of(note.date) if note.date else ""]),
    )

"""Notes in lists: gathered by cable, each with the words it is about and its own first words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sitegen.address import Links, cable_page
from sitegen.archive.digest import NoteDigest
from sitegen.cable.model import CableId
from sitegen.page.apparatus import subject_of
from sitegen.page.edition import Edition
from sitegen.page.shell import Link
from sitegen.page.wording import day_of, facts_line

ListedNote = tuple[CableId, NoteDigest]


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
    """Notes under one heading: of a kind, a year, a month."""

    id: str
    heading: str
    count: str
    clusters: tuple[NoteCluster, ...]


def latest_first(notes: Iterable[ListedNote]) -> list[ListedNote]:
    """Of one day those on the latest cable, in the order they stand there; those without a date last."""
    cables: dict[CableId, list[ListedNote]] = {}
    for pair in notes:
        cables.setdefault(pair[0], []).append(pair)
    found = [pair for pairs in reversed(cables.values()) for pair in pairs]
    return sorted(found, key=lambda pair: pair[1].date or date.min, reverse=True)


def clusters_of(
    notes: Iterable[ListedNote], edition: Edition, links: Links, *, says_kind: bool = False
) -> tuple[NoteCluster, ...]:
    """Notes gathered by cable, each cable where its first note stands."""
    gathered: dict[CableId, list[NoteDigest]] = {}
    for cable, note in notes:
        gathered.setdefault(cable, []).append(note)
    return tuple(
        NoteCluster(
            Link(links.to(cable_page(one)), str(one)),
            subject_of(edition.archive.cables[one]),
            tuple(_entry(one, note, links, says_kind) for note in found),
        )
        for one, found in gathered.items()
    )


def _entry(cable: CableId, note: NoteDigest, links: Links, says_kind: bool) -> NoteEntry:
    page = cable_page(cable).at(f"n-{note.slug}")
    kind = note.kind.capitalize() if says_kind else ""
    return NoteEntry(
        link=Link(links.to(page), note.label),
        cable=str(cable),
        quote=note.quote,
        excerpt=note.excerpt,
        byline=facts_line([kind, note.by, day_of(note.date) if note.date else ""]),
    )

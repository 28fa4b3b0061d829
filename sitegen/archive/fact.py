"""What one cable adds to the archive: facts, each under the key that a page asks for it by.

The archive is nothing but the facts of all cables, gathered by key; so that when a cable changes,
the keys whose facts differ say which pages may change, and no others.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from itertools import permutations
from typing import Any, NamedTuple, TypeVar

from sitegen.archive.digest import (
    AnchorDigest,
    Digest,
    MentionDigest,
    NoteDigest,
    Pointer,
    PointerKind,
    Summary,
)
from sitegen.archive.note_list import lists_of
from sitegen.cable.model import Anchor, CableId
from sitegen.note.markdown import NoteLink
from sitegen.note.picture import ShownPicture
from sitegen.search.words import Indexed, Words

ALL = "*"
"""The name that stands for every name of a kind."""


class Kind(StrEnum):
    """What a key asks for. From LABEL on, the answer is in the editors' files."""

    CABLE = "cable"  # by id: its summary
    TEXT = "text"  # by id: a digest of its record, its notes and what is linked in it
    NEAR = "near"  # by id: the cables before and after it
    NEAR_POST = "near-post"  # by id: those of its post
    ANCHORS = "anchors"  # by id
    SIZE = "size"  # all under one name: paragraphs and notes
    YEAR = "year"
    MONTH = "month"  # "2007-07"; "2007-00" where no month is known
    POST = "post"
    TAG = "tag"
    LEVEL = "level"
    MENTIONS = "mentions"  # by entity
    NAMED = "named"  # by entity: how often
    TYPE = "type"  # by type of entity
    BESIDE = "beside"  # by entity: who is named in the same paragraphs, and in which
    POINTERS = "pointers"  # by the id of the cable that is pointed to
    CITES = "cites"  # by id: the cables in its references
    CITED = "cited"  # by the id of a cable that is in the references of others
    THREAD = "thread"  # by the id of its first: see `archive.thread`, as for the next
    TIE = "tie"  # by id: its thread, and what is before and after it there
    NOTES = "notes"  # all under one name
    NOTED = "noted"  # by list: "kind/context", "by/a-editor", "year/2026"
    LINKS = "links"  # all under one name
    SHOWN = "shown"  # by picture: where notes show it
    WORDS = "words"  # by month, as MONTH: what a search finds its cables by
    REMARKS = "remarks"  # by month: what a search finds the notes on its cables by
    LABEL = "label"  # by entity: its name and type
    PROFILE = "profile"  # by entity: all that its file says
    PAGE = "page"  # by slug: a prose page
    PICTURE = "picture"  # by its path in content/images/
    LINKED = "linked"  # by the id of the cable that pages of the editors' link to
    GLOSS = "gloss"  # by kind and term: what the glossary says of it
    CALLED = "called"  # by folded name: the entities that a [[link]] may mean
    TEMPLATE = "template"  # by name: its text


class Tie(NamedTuple):
    """Where a cable stands in its thread."""

    thread: str  # the id of its first cable
    size: int  # how many cables it has: of many, no more than so many
    previous: CableId | None
    next: CableId | None


class Key(NamedTuple):
    """What a page asks for."""

    kind: Kind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"

    @property
    def number(self) -> int:
        """Short for the key, in 64 bits; two that share one make a page stale too often, no more."""
        data = str(self).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


SHARED = 10
"""Of the paragraphs that two entities share, how many are kept to be shown; all are counted."""


class Shared(NamedTuple):
    """In how many paragraphs of a cable two entities are named together, and the first of them."""

    number: int
    anchors: tuple[Anchor, ...]


VALUES: Mapping[Kind, Any] = {
    Kind.CABLE: Summary,
    Kind.TEXT: str,
    Kind.ANCHORS: tuple[AnchorDigest, ...],
    Kind.SIZE: tuple[int, int],
    Kind.YEAR: None,
    Kind.MONTH: None,
    Kind.POST: None,
    Kind.TAG: None,
    Kind.LEVEL: None,
    Kind.MENTIONS: tuple[MentionDigest, ...],
    Kind.NAMED: int,
    Kind.TYPE: None,
    Kind.BESIDE: dict[str, Shared],
    Kind.POINTERS: tuple[Pointer, ...],
    Kind.CITES: tuple[CableId, ...],
    Kind.CITED: None,
    Kind.THREAD: None,
    Kind.TIE: Tie,
    Kind.NOTES: tuple[NoteDigest, ...],
    Kind.NOTED: tuple[NoteDigest, ...],
    Kind.LINKS: tuple[NoteLink, ...],
    Kind.SHOWN: tuple[ShownPicture, ...],
    Kind.WORDS: Indexed,
    Kind.REMARKS: Indexed,
}
"""What a cable says under a key of each kind; None where it says only that it is there."""

_T = TypeVar("_T")


def facts_of(digest: Digest) -> Iterator[tuple[Key, Any]]:
    """Everything that a cable adds to the archive; no key twice."""
    summary, name = digest.summary, str(digest.id)
    yield Key(Kind.CABLE, name), summary
    yield Key(Kind.TEXT, name), digest.text
    yield Key(Kind.ANCHORS, name), digest.anchors
    yield Key(Kind.SIZE, ALL), (summary.paragraphs, summary.notes)
    yield Key(Kind.YEAR, str(summary.id.year)), None
    month = month_name(*month_at(place_of(summary)))
    yield Key(Kind.MONTH, month), None
    yield Key(Kind.WORDS, month), _indexed(digest, digest.words)
    if digest.remarks:
        yield Key(Kind.REMARKS, month), _indexed(digest, digest.remarks)
    yield Key(Kind.POST, summary.id.post), None
    if summary.level:
        yield Key(Kind.LEVEL, summary.level), None
    for tag in dict.fromkeys(summary.tags):
        yield Key(Kind.TAG, tag), None
    for entity, mentions in _grouped((one.entity, one) for one in digest.mentions).items():
        yield Key(Kind.MENTIONS, entity), mentions
        yield Key(Kind.NAMED, entity), len(mentions)
    yield from ((Key(Kind.TYPE, one), None) for one in digest.types)
    for entity, others in _beside(digest.mentions).items():
        yield Key(Kind.BESIDE, entity), others
    yield from _pointing(digest)
    if digest.notes:
        yield Key(Kind.NOTES, ALL), digest.notes
    in_lists = ((str(one), note) for note in digest.notes for one in lists_of(note))
    for listed, notes in _grouped(in_lists).items():
        yield Key(Kind.NOTED, listed), notes
    if digest.links:
        yield Key(Kind.LINKS, ALL), digest.links
    for picture, places in _grouped((one.name, one) for one in digest.pictures).items():
        yield Key(Kind.SHOWN, picture), places


def _pointing(digest: Digest) -> Iterator[tuple[Key, Any]]:
    """Whom a cable and its notes point to; and which other cables are in its references, each once."""
    for target, pointers in _grouped((str(one.target), one) for one in digest.pointers).items():
        yield Key(Kind.POINTERS, target), pointers
    references = (one.target for one in digest.pointers if one.kind is PointerKind.REFERENCE)
    cited = tuple(dict.fromkeys(target for target in references if target != digest.id))
    if cited:
        yield Key(Kind.CITES, str(digest.id)), cited
    yield from ((Key(Kind.CITED, str(one)), None) for one in cited)


def place_of(summary: Summary) -> str:
    """Where a cable stands among all, as text that sorts alike: by its date-time group, then by its id.

    One without a date-time group stands at the beginning of its year.
    """
    return place_at(summary.id, summary.dtg)


def place_at(cable: CableId, sent: datetime | None = None) -> str:
    """The place of a cable that was sent then; of one that is not here, no more than its id is known."""
    moment = f"{sent.astimezone(UTC):%Y%m%d%H%M%S}" if sent else f"{cable.year}0000000000"
    return f"{moment} {cable.year} {cable.post} {cable.number:012d}"


def cable_at(place: str) -> CableId:
    """The id of the cable that stands at a place."""
    _, year, post, number = place.split(" ")
    return CableId(int(year), post, int(number))


def month_at(place: str) -> tuple[int, int]:
    """The year of its id, and the month it was sent, 0 when that is not known or of another year."""
    year = place[15:19]
    return int(year), int(place[4:6]) if place.startswith(year) else 0


def month_name(year: int, month: int) -> str:
    """2007-07."""
    return f"{year}-{month:02d}"


def read_month(name: str) -> tuple[int, int]:
    """The year and the month of such a name."""
    year, _, month = name.partition("-")
    return int(year), int(month)


def month_names(first: str, last: str) -> Iterator[str]:
    """Every name that a key of MONTH, WORDS or REMARKS may have, from one to another."""
    for year in range(int(first[:4]), int(last[:4]) + 1):
        names = (f"{year}-{month:02d}" for month in range(13))
        yield from (name for name in names if first <= name <= last)


def _indexed(digest: Digest, words: Words) -> Indexed:
    entities = tuple(sorted({mention.entity for mention in digest.mentions}))
    tags = tuple(dict.fromkeys(digest.summary.tags))
    sent = digest.summary.dtg
    day = f"{sent.astimezone(UTC):%Y-%m-%d}" if sent else str(digest.id.year)
    return Indexed(words, day, digest.summary.level or "", tags, entities)


def _grouped(pairs: Iterator[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    groups: dict[str, list[_T]] = {}
    for name, item in pairs:
        groups.setdefault(name, []).append(item)
    return {name: tuple(found) for name, found in groups.items()}


def _beside(mentions: tuple[MentionDigest, ...]) -> dict[str, dict[str, Shared]]:
    """For each entity, the paragraphs in which it is named together with each other one."""
    paragraphs: dict[Anchor, dict[str, None]] = {}
    for mention in mentions:
        if mention.anchor:
            paragraphs.setdefault(mention.anchor, {})[mention.entity] = None
    beside: dict[str, dict[str, list[Anchor]]] = {}
    for anchor, named in paragraphs.items():
        for one, other in permutations(named, 2):
            beside.setdefault(one, {}).setdefault(other, []).append(anchor)
    return {
        one: {other: Shared(len(found), tuple(found[:SHARED])) for other, found in others.items()}
        for one, others in beside.items()
    }

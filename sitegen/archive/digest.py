"""The small, picklable summary of one cable: all that is held of every cable at once."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sitegen.archive.snippet import Snippet
from sitegen.cable.model import Anchor, CableId, Level
from sitegen.note.annotation import AnnotationKind
from sitegen.note.entity import EntityType
from sitegen.note.markdown import NoteLink
from sitegen.note.picture import ShownPicture
from sitegen.search.words import Words


class MentionDigest(NamedTuple):
    """An entity named in a paragraph."""

    entity: str
    anchor: Anchor  # "" of a name in the header
    label: str  # "¶3", "Signature"
    snippet: Snippet


class PointerKind(StrEnum):
    """Who points: the cable's own REF line, its text, an editor's note, or a page of the editors'."""

    REFERENCE = "reference"
    TEXT = "text"
    ANNOTATION = "annotation"
    PAGE = "page"  # of no cable: see `archive.editorial`


class Pointer(NamedTuple):
    """A cable (or an anchor of it) cited from somewhere."""

    kind: PointerKind
    target: CableId
    target_anchor: Anchor | None
    anchor: Anchor  # where on the citing page: "ref-a", "p3", "n-threshold"
    label: str  # "Ref A", "¶3", "note on ¶3"
    snippet: Snippet | None


class AnchorDigest(NamedTuple):
    """An id of a cable's page. What the words at each are is locked: see `sitegen.lock`."""

    anchor: Anchor
    label: str


class NoteDigest(NamedTuple):
    """A published annotation, for the lists."""

    slug: str
    kind: AnnotationKind
    by: str
    date: date | None
    label: str  # "¶3", "Ref B", "Subject", "Cable"
    quote: str
    excerpt: str  # plain text of its first words


class Summary(NamedTuple):
    """A cable as a list shows it; `noted` is the day of its latest note."""

    id: CableId
    source: str
    dtg: datetime | None
    subject: str
    level: Level | None
    captions: tuple[str, ...]
    tags: tuple[str, ...]
    origin: str  # the FM line: AMEMBASSY ASTANA
    paragraphs: int
    notes: int
    noted: date | None
    entities: int  # different ones
    standfirst: str  # the first words of its headnote

    @property
    def exercise(self) -> bool:
        return "EXERCISE" in self.captions


@dataclass(frozen=True, slots=True)
class Digest:
    """One cable, in small."""

    summary: Summary
    text: str  # a digest of all that its own pages are made of
    anchors: tuple[AnchorDigest, ...]
    mentions: tuple[MentionDigest, ...]
    types: tuple[EntityType, ...]  # of what it mentions
    pointers: tuple[Pointer, ...]
    notes: tuple[NoteDigest, ...]
    links: tuple[NoteLink, ...]  # the [[links]] its notes make, checked when all cables are known
    pictures: tuple[ShownPicture, ...]
    words: Words  # of its subject and its paragraphs
    remarks: Words | None  # of its subject and its notes

    @property
    def id(self) -> CableId:
        return self.summary.id

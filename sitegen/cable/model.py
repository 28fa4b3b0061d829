"""The record as data: what the parser understood of one cable.

Frozen, plain and picklable. Missing facts are None (one value) or () (several).
The words are those of the State Department's telegram handbook (5 FAH-2).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, NewType

from msgspec import Struct

from sitegen.source_text import Span

Anchor = NewType("Anchor", str)
"""An id inside a cable's page: "p3", "p3-2", "p0u1", "p3-a", "ref-b", "h-comment"."""


@dataclass(frozen=True, slots=True, order=True)
class CableId:
    """A canonical reference id, as 07ASTANA1848: year of the DTG, post in letters only, number."""

    year: int  # four digits, 1966-2065
    post: str  # "ASTANA", "ABUDHABI"
    number: int

    def __str__(self) -> str:
        return f"{self.year % 100:02d}{self.post}{self.number}"


class Level(StrEnum):
    """A classification level, by its portion mark; the least sensitive first."""

    UNCLASSIFIED = "U"
    SBU = "SBU"
    RESTRICTED = "R"
    CONFIDENTIAL = "C"
    SECRET = "S"  # noqa: S105 (no password)
    TOP_SECRET = "TS"  # noqa: S105

    @property
    def code(self) -> str:
        return self.value

    @property
    def words(self) -> str:
        return "SENSITIVE BUT UNCLASSIFIED" if self is Level.SBU else self.name.replace("_", " ")

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}


class Marking(NamedTuple):
    """A portion mark, normalised: "(S//NF)" is Marking(Level.SECRET, ("NF",)), printed "S/NF"."""

    level: Level
    caveats: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "/".join((self.level.code, *self.caveats))


class Addressee(Struct, frozen=True, gc=False):
    """A TO or INFO line: RUEHC/SECSTATE WASHDC PRIORITY 0007."""

    name: str
    route: str | None = None
    precedence: str | None = None
    number: str | None = None  # the message number, leading zeros kept


class Reference(Struct, frozen=True, gc=False):
    """One item of the REF block. `label` is "A", or None for an unlabelled item."""

    label: str | None
    text: str
    target: CableId | None  # None when it is no cable, or names no number
    span: Span
    anchor: Anchor  # "ref-a"; an unlabelled one is numbered by place: "ref-1"


class Heading(Struct, frozen=True, gc=False):
    """A heading, without its rule lines, re-flowed to one line."""

    text: str
    anchor: Anchor  # "h-" + slug, unique in the cable
    span: Span
    marking: Marking | None = None


class BlockKind(StrEnum):
    """How a stretch of a paragraph's text is set."""

    PROSE = "prose"
    ITEM = "item"  # "-- text", "A. text": its mark is in the text, at its start
    TABLE = "table"  # kept line by line, in columns


class Block(Struct, frozen=True, gc=False):
    """A stretch of `Paragraph.text`, [start, end); stretches do not overlap and are in order."""

    kind: BlockKind
    start: int
    end: int
    anchor: Anchor | None = None  # of a lettered item: "p3-a"


class SpanKind(StrEnum):
    """A drafter's own frame inside the text."""

    SUMMARY = "summary"
    COMMENT = "comment"
    NOTE = "note"


class Frame(Struct, frozen=True, gc=False):
    """A summary, comment or note within one paragraph: offsets in `Paragraph.text`."""

    kind: SpanKind
    start: int
    end: int


class Paragraph(Struct, frozen=True, gc=False):
    """A numbered paragraph, or an unnumbered block of the body.

    `text` is re-flowed: lines joined, page breaks, number and mark taken out; blocks (items,
    table lines) stand on lines of their own. `spans` are the pieces of the source it came from.
    """

    number: int | None
    anchor: Anchor
    marking: Marking | None
    text: str
    spans: tuple[Span, ...]
    lines: tuple[int, int]  # first and last line of the source, from 1
    blocks: tuple[Block, ...] = ()
    frames: tuple[Frame, ...] = ()


class PartKind(StrEnum):
    """What a stretch of the source is. Law 1: each non-blank character has exactly one."""

    HEADER = "header"
    MARKING = "marking"  # a paragraph's number and portion mark
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    PAGE_ARTEFACT = "page-artefact"  # page-break lines, repeated banners and captions, residue
    SIGNATURE = "signature"
    UNPARSED = "unparsed"


class Part(NamedTuple):
    """A stretch of the source and what it is."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Cable:
    """One cable. `body` holds headings and paragraphs in reading order."""

    id: CableId | None
    source: str  # the path of the file it came from
    dtg: datetime | None = None  # the date-time group: aware, UTC
    precedence: str | None = None  # a word: PRIORITY
    origin: str | None = None  # the FM line: AMEMBASSY ASTANA
    post: str | None = None  # "Astana", the post's usual spelling
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    classification: Level | None = None
    captions: tuple[str, ...] = ()  # SIPDIS, NOFORN, EXERCISE …, in order, once each
    attention: tuple[str, ...] = ()  # "DEPT FOR SCA/CEN (M. O'MARA)"
    executive_order: str | None = None  # "12958"
    declassify_on: date | str | None = None  # a date, or the text when it is none ("OADR")
    classified_by: str | None = None
    classified_by_title: str | None = None
    reasons: tuple[str, ...] = ()  # "1.4(b)"
    tags: tuple[str, ...] = ()
    subject: str = ""
    subject_marking: Marking | None = None
    references: tuple[Reference, ...] = ()
    summary: str | None = None
    body: tuple[Heading | Paragraph, ...] = ()
    signature: str | None = None
    parts: tuple[Part, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(item for item in self.body if isinstance(item, Paragraph))

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(item for item in self.body if isinstance(item, Heading))

    @property
    def exercise(self) -> bool:
        """Exercise traffic says EXERCISE EXERCISE EXERCISE in its text."""
        return "EXERCISE" in self.captions

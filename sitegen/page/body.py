"""The text of a cable as a reader gets it: headings, paragraphs, and after each the notes on it.

That order is the page's own, for screen readers and for narrow pages; a wide page floats the notes
into the margin beside their paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup
from msgspec import structs

from sitegen.cable.model import Anchor, Block, BlockKind, Heading, Paragraph
from sitegen.lock.keep import NOTHING_KEPT, Kept, anchor_words
from sitegen.lock.verdict import Gone
from sitegen.note.annotated import AnnotatedCable
from sitegen.page.anchor_words import label_of, name_of
from sitegen.page.badge import Mark, mark_of
from sitegen.page.note_view import Notes, NoteView
from sitegen.page.overlay import Layer, Point, Range, element, nearby, overlay
from sitegen.page.shell import Link

_DASH = re.compile(r"(?<![-\s]) ?(--)(?!-)")
_REDACTION = re.compile(r"(?<!\w)(?:X{5,}|x{5,})(?!\w)")


@dataclass(frozen=True, slots=True)
class ItemView:
    """A list item: its mark ("--", "A.") is in its text."""

    html: Markup
    anchor: str = ""
    label: str = ""
    name: str = ""
    also: tuple[str, ...] = ()  # ids that led here before


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph: one of prose, items or table is there."""

    prose: Markup | str = ""
    items: tuple[ItemView, ...] = ()
    table: Markup | str = ""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A numbered paragraph, or an unnumbered block."""

    anchor: str
    label: str  # "¶3"
    name: str  # "paragraph 3"
    mark: Mark | None
    stretches: tuple[Stretch, ...]
    line: Link  # to its line in the record as received
    also: tuple[str, ...] = ()
    cited: Link | None = None  # to the list of who cites it
    capitals: bool = False  # typed in capitals, as all telegrams once were: set a little smaller


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading between paragraphs."""

    anchor: str
    text: str
    mark: Mark | None
    capitals: bool  # set in small ones, as subjects are
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """An address that was published, and whose words are in the record no more."""

    anchor: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a paragraph and the notes on it, or what stands where there was one."""

    heading: HeadingView | None = None
    paragraph: ParagraphView | None = None
    tombstone: TombstoneView | None = None
    notes: tuple[NoteView, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands beside paragraphs, by their ids: the way to their lines, and to who cites them."""

    lines: Mapping[Anchor, Link]
    cited: Mapping[str, Link]


def pieces_of(
    annotated: AnnotatedCable,
    notes: Notes,
    links: Mapping[Anchor, tuple[Range, ...]],
    signs: Signs,
    aliases: Sequence[str] = (),
    explained: Mapping[Anchor, str] = MappingProxyType({}),
) -> tuple[Piece, ...]:
    """The whole body. `links` are the entities, citations and terms in each paragraph, `aliases` the patterns
    of ids that paragraphs had on an older site; `explained` says where some portion marks lead."""
    kept = annotated.kept
    older = _older_site(annotated, aliases)
    own = {item.anchor for item in annotated.cable.body} | {
        block.anchor for one in annotated.cable.paragraphs for block in one.blocks if block.anchor
    }
    gone: dict[Anchor | None, list[Piece]] = {}
    for one in kept.gone:
        if not one.anchor.startswith("ref-"):
            gone.setdefault(one.after if one.after in own else None, []).append(_tombstone(one, kept))
    pieces = gone.get(None, [])
    for item in annotated.cable.body:
        mark = mark_of(item.marking, explained.get(item.anchor, ""))
        pieces.append(_piece(item, mark, notes, links, signs, kept, older.get(item.anchor, ())))
        within = (item.anchor, *(block.anchor for block in getattr(item, "blocks", ()) if block.anchor))
        pieces += (piece for anchor in within for piece in gone.get(anchor, ()))
    return tuple(pieces)


def quoted_stretches(paragraph: Paragraph) -> tuple[Stretch, ...]:
    """The words of a paragraph on another page than its own: no ids, no notes, no links."""
    bare = structs.replace(
        paragraph, blocks=tuple(structs.replace(block, anchor=None) for block in paragraph.blocks)
    )
    return tuple(_stretches(bare, tuple(_own_ranges(bare)), (), NOTHING_KEPT))


def _older_site(annotated: AnnotatedCable, aliases: Sequence[str]) -> dict[Anchor, tuple[str, ...]]:
    """The first paragraph of each number, under the ids that it had on an older site; no id twice."""
    numbered = {one.number: one.anchor for one in reversed(annotated.cable.paragraphs) if one.number}
    owners: dict[str, Anchor] = {}
    for number, anchor in sorted(numbered.items()):
        for pattern in aliases:
            owners.setdefault(pattern.replace("{n}", str(number)), anchor)
    found: dict[Anchor, tuple[str, ...]] = {}
    for name, anchor in owners.items():
        found[anchor] = (*found.get(anchor, ()), name)
    return found


def _tombstone(one: Gone, kept: Kept) -> Piece:
    return Piece(tombstone=TombstoneView(one.anchor, anchor_words(one.anchor), kept.also.get(one.anchor, ())))


def _piece(
    item: Heading | Paragraph,
    mark: Mark | None,
    notes: Notes,
    links: Mapping[Anchor, tuple[Range, ...]],
    signs: Signs,
    kept: Kept,
    older: tuple[str, ...],
) -> Piece:
    also = (*kept.also.get(item.anchor, ()), *older)
    if isinstance(item, Heading):
        return Piece(heading=HeadingView(item.anchor, item.text, mark, item.text.isupper(), also))
    ranges = (*notes.ranges.get(item.anchor, ()), *links.get(item.anchor, ()), *_own_ranges(item))
    stretches = tuple(_stretches(item, ranges, notes.points.get(item.anchor, ()), kept))
    label = "¶" if item.number is None else label_of(item.anchor)
    line, cited = signs.lines[item.anchor], signs.cited.get(item.anchor)
    loud = item.text.isupper()
    view = ParagraphView(item.anchor, label, name_of(item.anchor), mark, stretches, line, also, cited, loud)
    return Piece(paragraph=view, notes=notes.after.get(item.anchor, ()))


def _own_ranges(paragraph: Paragraph) -> Iterator[Range]:
    """What the text itself holds: the drafter's frames, dashes, and what was blacked out."""
    for frame in paragraph.frames:
        yield Range(frame.start, frame.end, Layer.FRAME, *element("span", class_=f"frame-{frame.kind}"))
    for dash in _DASH.finditer(paragraph.text) if "--" in paragraph.text else ():  # browsers cut it in two
        yield Range(*dash.span(1), Layer.REDACTION, *element("span", class_="dash"))
    for start, end in withheld_in(paragraph.text):
        shape = element("span", class_="redaction", title="Blacked out in the source")
        yield Range(start, end, Layer.REDACTION, *shape)


def withheld_in(text: str) -> Iterator[tuple[int, int]]:
    """What the source blacks out. Most texts hold none, and are not searched."""
    if "XXXXX" in text or "xxxxx" in text:
        yield from (match.span() for match in _REDACTION.finditer(text))


def _stretches(
    paragraph: Paragraph, ranges: Sequence[Range], points: Sequence[Point], kept: Kept
) -> Iterator[Stretch]:
    items: list[ItemView] = []
    blocks = list(blocks_of(paragraph))
    near = nearby(ranges, ((block.start, block.end) for block in blocks))
    for (block, own), laid in zip(_with_points(blocks, points), near, strict=True):
        html = overlay(paragraph.text, laid, own, (block.start, block.end))
        if block.kind is BlockKind.ITEM:
            items.append(_item(html, block.anchor, kept))
            continue
        if items:
            yield Stretch(items=tuple(items))
            items = []
        yield Stretch(table=html) if block.kind is BlockKind.TABLE else Stretch(prose=html)
    if items:
        yield Stretch(items=tuple(items))


def _item(html: Markup, anchor: Anchor | None, kept: Kept) -> ItemView:
    if not anchor:
        return ItemView(html)
    label = "¶" if "u" in anchor.partition("-")[0] else label_of(anchor)  # nobody numbered its paragraph
    return ItemView(html, anchor, label, name_of(anchor), kept.also.get(anchor, ()))


def blocks_of(paragraph: Paragraph) -> Iterator[Block]:
    """The blocks of a paragraph, tables joined; text that no block claims is prose, for no word is lost."""
    reached = 0
    held: Block | None = None
    for block in (*paragraph.blocks, Block(BlockKind.PROSE, len(paragraph.text), len(paragraph.text))):
        gap = paragraph.text[reached : block.start]
        if held and held.kind is block.kind is BlockKind.TABLE and not gap.strip():
            held = structs.replace(held, end=block.end)
        else:
            yield from (one for one in (held, _prose(reached, gap)) if one)
            held = block
        reached = block.end
    if held and (held.start < held.end or not paragraph.text):
        yield held


def _prose(start: int, text: str) -> Block | None:
    before = len(text) - len(text.lstrip())
    words = text.strip()
    return Block(BlockKind.PROSE, start + before, start + before + len(words)) if words else None


def _with_points(
    blocks: Iterable[Block], points: Sequence[Point]
) -> Iterator[tuple[Block, tuple[Point, ...]]]:
    """Each block with the points that stand in it: those before the next block begins."""
    listed = list(blocks)
    limits = [*(block.start + 1 for block in listed[1:]), None]
    left = list(points)
    for block, limit in zip(listed, limits, strict=True):
        here = [point for point in left if limit is None or point.at < limit]
        left = [point for point in left if point not in here]
        yield block, tuple(here)

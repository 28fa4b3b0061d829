"""A cable under the addresses that it has published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from sitegen.cable.anchor import anchor_label
from sitegen.cable.model import Anchor, Block, Cable, Heading, Paragraph
from sitegen.diagnostic import Diagnostic, Place
from sitegen.lock.line import Line, text_of
from sitegen.lock.spot import Spot, entries_of, spots_of
from sitegen.lock.verdict import Change, Fate, Gone, Verdict, compare
from sitegen.source_text import SourceText

_HINTS = {
    Fate.CHANGED: "if they are right as they are now: {accept}",
    Fate.SPLIT: "its address leads to the first of them; if that is right: {accept}",
    Fate.MERGED: "its address leads there; if that is right: {accept}",
    Fate.MOVED: "its address leads there; if that is right: {accept}",
    Fate.REMOVED: "put it back, or let a tombstone stand there: {accept}",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The addresses of a cable beyond the anchors that its record gives it."""

    also: Mapping[Anchor, tuple[Anchor, ...]] = field(default_factory=dict)  # an anchor: its older ones
    gone: tuple[Gone, ...] = ()


NOTHING_KEPT = Kept()


@dataclass(frozen=True, slots=True)
class Held:
    """A cable held to its lock. `line` is the lock once all that was told is accepted."""

    cable: Cable
    kept: Kept
    line: str
    told: tuple[Diagnostic, ...] = ()


def hold(cable: Cable, source: SourceText, locked: Line | None) -> Held:
    """The cable, under the addresses it has published, and what became of them."""
    fresh = Line(entries_of(cable))
    if locked is None or locked == fresh:
        return Held(cable, NOTHING_KEPT, text_of(cable.id, fresh))
    spots = tuple(spots_of(cable))
    verdict = compare(locked, spots)
    kept = Kept(_by_now(verdict.also), verdict.gone)
    told = tuple(_told(verdict, cable, spots, source))
    return Held(_renamed(cable, verdict.names), kept, text_of(cable.id, verdict.line), told)


def anchor_words(anchor: str) -> str:
    """An address as a reader calls it: "¶3", "Ref B", "the heading h-comment"."""
    if anchor.startswith("ref-"):
        return f"Ref {anchor.removeprefix('ref-').upper()}"
    return f"the heading {anchor}" if anchor.startswith("h-") else anchor_label(anchor)


def _by_now(also: Mapping[Anchor, Anchor]) -> dict[Anchor, tuple[Anchor, ...]]:
    found: dict[Anchor, tuple[Anchor, ...]] = {}
    for old, now in sorted(also.items()):
        found[now] = (*found.get(now, ()), old)
    return found


def _renamed(cable: Cable, names: Sequence[Anchor]) -> Cable:
    """Its places under these names, in the order of `spots_of`."""
    given = iter(names)
    references = tuple(structs.replace(one, anchor=next(given)) for one in cable.references)
    body = tuple(_named(item, given) for item in cable.body)
    return replace(cable, references=references, body=body)


def _named(item: Heading | Paragraph, given: Iterator[Anchor]) -> Heading | Paragraph:
    if isinstance(item, Heading):
        return structs.replace(item, anchor=next(given))
    anchor = next(given)
    blocks: tuple[Block, ...] = tuple(
        structs.replace(block, anchor=next(given)) if block.anchor else block for block in item.blocks
    )
    return structs.replace(item, anchor=anchor, blocks=blocks)


def _told(verdict: Verdict, cable: Cable, spots: Sequence[Spot], source: SourceText) -> Iterator[Diagnostic]:
    spans = dict(zip(verdict.names, (spot.span for spot in spots), strict=True))
    stood = {one.anchor: one.after for one in verdict.gone}
    for change in verdict.changes:
        at = change.to[0] if change.to else stood.get(change.anchor)
        line, column = source.position(spans[at].start) if at in spans else (1, 1)
        hint = _HINTS[change.fate].format(accept=f"sitegen lock --accept {cable.id}")
        place = Place(source.path, line, column)
        yield Diagnostic(place, f"address-{change.fate}", _message(change), hint)


def _message(change: Change) -> str:
    name = anchor_words(change.anchor)
    now = " and ".join(anchor_words(one) for one in change.to)
    if change.fate is Fate.CHANGED:
        return f"the words of {name} are not those that were published"
    if change.fate is Fate.SPLIT:
        return f"{name} was published as one, and is now {now}"
    if change.fate is Fate.MERGED:
        return f"{name} was published by itself, and is now part of {now}"
    if change.fate is Fate.MOVED:
        return f"what was published as {name} is now {now}"
    return f"{name} was published, and its words are no longer in the record"

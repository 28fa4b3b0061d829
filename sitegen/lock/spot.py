"""The places of a cable that have an address: its references, headings, paragraphs and lettered items."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.cable.model import Anchor, Cable, Paragraph
from sitegen.lock.line import Entry
from sitegen.lock.mark import mark_of, whole_of
from sitegen.source_text import Span

_NUMBER_AT_END = re.compile(r"(?:(?<=u)|-)[0-9]+$")


class Spot(NamedTuple):
    """A place with an address, as the record has it now."""

    anchor: Anchor
    mark: str
    text: str
    span: Span


def spots_of(cable: Cable) -> Iterator[Spot]:
    """Every place of a cable that has an address, in reading order."""
    for reference in cable.references:
        yield Spot(reference.anchor, whole_of(reference.text), reference.text, reference.span)
    for item in cable.body:
        if not isinstance(item, Paragraph):
            yield Spot(item.anchor, "", item.text, item.span)
            continue
        span = item.spans[0] if item.spans else Span(0, 0)
        yield Spot(item.anchor, mark_of(item.text), item.text, span)
        for block in item.blocks:
            if block.anchor:
                words = item.text[block.start : block.end]
                yield Spot(block.anchor, mark_of(words), words, span)


def entries_of(cable: Cable) -> tuple[Entry, ...]:
    """What a lock says of a cable that never was another."""
    return tuple(Entry(spot.anchor, spot.mark) for spot in spots_of(cable))


def family_of(anchor: str) -> str:
    """What an anchor shares with those that differ from it by place alone: "p3" and "p3-2", "p3u1" and
    "p3u2", "ref-1" and "ref-2"."""
    return _NUMBER_AT_END.sub("", anchor)


def is_text(anchor: str) -> bool:
    """Of a paragraph or an item of one."""
    return anchor.startswith("p")

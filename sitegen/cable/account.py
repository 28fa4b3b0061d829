"""Law 1: each non-blank character of a source belongs to exactly one part."""

import re
from collections.abc import Iterable, Iterator
from itertools import repeat
from operator import itemgetter

from sitegen.cable.claim import Claim
from sitegen.cable.model import Part, PartKind
from sitegen.source_text import Span

_WORDS = re.compile(r"\S(?:[^\r\n]*\S)?")
_PLACE, _KIND = itemgetter(0, 1), itemgetter(2)  # of a claim


def parts_of(text: str, claims: Iterable[Claim]) -> tuple[Part, ...]:
    """The claims in order, disjoint and trimmed; between them, what nobody claimed, as `unparsed`.

    (The parts are made in one sweep: a cable has 50.)
    """
    found = _filled(text, sorted(claims))
    spans = map(tuple.__new__, repeat(Span), map(_PLACE, found))
    return tuple(map(tuple.__new__, repeat(Part), zip(map(_KIND, found), spans, strict=True)))


def unparsed_share(text: str, parts: Iterable[Part]) -> float:
    """The share of the non-blank characters that no reader understood."""
    unread = sum(
        len("".join(text[part.span.start : part.span.end].split()))
        for part in parts
        if part.kind is PartKind.UNPARSED
    )
    return unread / max(1, len("".join(text.split())))


def _filled(text: str, claims: list[Claim]) -> list[Claim]:
    filled: list[Claim] = []
    reached = 0
    for start, end, kind in claims:
        if start < reached:
            start = reached
        words = text[start:end].rstrip()
        if not words:
            continue
        end = start + len(words)
        start = end - len(words.lstrip())
        if reached < start and not text[reached:start].isspace():
            filled += _unclaimed(text, reached, start)
        filled.append((start, end, kind))
        reached = end
    filled += _unclaimed(text, reached, len(text))
    return filled


def _unclaimed(text: str, start: int, end: int) -> Iterator[Claim]:
    for match in _WORDS.finditer(text, start, end):
        yield *match.span(), PartKind.UNPARSED

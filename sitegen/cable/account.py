"""Law 1: each non-blank character of a source belongs to exactly one part."""

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from sitegen.cable.model import Part, PartKind
from sitegen.source_text import Span

_WORDS = re.compile(r"\S(?:[^\r\n]*\S)?")
_BLANKS = re.compile(r"\s*")


def parts_of(text: str, claims: Iterable[Part]) -> tuple[Part, ...]:
    """The claims in order, disjoint and trimmed; between them, what nobody claimed, as `unparsed`."""
    return tuple(_filled(text, sorted(claims, key=itemgetter(1))))


def unparsed_share(text: str, parts: Iterable[Part]) -> float:
    """The share of the non-blank characters that no reader understood."""
    unread = sum(
        len("".join(text[part.span.start : part.span.end].split()))
        for part in parts
        if part.kind is PartKind.UNPARSED
    )
    return unread / max(1, len("".join(text.split())))


def _filled(text: str, claims: list[Part]) -> Iterator[Part]:
    reached = 0
    for part in claims:
        kind, (start, end) = part
        if start < reached or start >= end or text[start].isspace() or text[end - 1].isspace():
            words = _trimmed(text, max(start, reached), end)
            if not words:
                continue
            part = Part(kind, words)
            start, end = words
        if reached < start and not text[reached:start].isspace():
            yield from _unclaimed(text, reached, start)
        yield part
        reached = end
    yield from _unclaimed(text, reached, len(text))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1].isspace():
        end -= 1
    match = _BLANKS.match(text, start, end)
    start = match.end() if match else start
    return Span(start, end) if start < end else None


def _unclaimed(text: str, start: int, end: int) -> Iterator[Part]:
    for match in _WORDS.finditer(text, start, end):
        yield Part(PartKind.UNPARSED, Span(match.start(), match.end()))

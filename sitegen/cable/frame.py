"""The drafter's own frames: SUMMARY … END SUMMARY, COMMENT … END COMMENT, NOTE … END NOTE.

A frame may open with a word (`Summary:`) or a heading, may cross paragraphs, and often has no end:
then it ends with its paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from sitegen.cable.model import Frame, Heading, Paragraph, SpanKind

_WORD = (
    r"(?a:(?P<word>SUMMARY|COMMENT|NOTE))"  # ASCII: or "ſummary" would be one
    r"(?: (?:AND|/|&) (?:SUMMARY|COMMENT|INTRODUCTION|ACTION(?: REQUEST)?|BACKGROUND))?"
)
_EVENT = re.compile(
    rf"(?P<end>\bEND(?: OF)? (?a:(?P<what>SUMMARY|COMMENT|NOTE))\b(?: AND \w+)?\.?\)?)"
    rf"|(?P<open>(?:\A|(?<=[(\s.]))(?:BEGIN |[A-Z]{{3,8}} )?{_WORD}(?: CONTINUED)?"
    r" ?(?:[:.]|--|-)(?=[\s)]|\Z)\s*)",
    re.IGNORECASE,
)
_HEADING = re.compile(rf"(?:\([A-Z/ ]{{1,8}}\)\s*)?(?:BEGIN |EXECUTIVE |[A-Z]+ )?{_WORD}\W*", re.IGNORECASE)
_FARTHEST = 8  # paragraphs after which an END no longer belongs to a beginning


def framed(body: tuple[Heading | Paragraph, ...]) -> tuple[Heading | Paragraph, ...]:
    """The body with the frames of each paragraph."""
    return tuple(_framed(body))


def summary_of(body: tuple[Heading | Paragraph, ...]) -> str | None:
    """The words of the summary, without the words that frame it."""
    pieces = [
        item.text[frame.start : frame.end]
        for item in body
        if isinstance(item, Paragraph)
        for frame in item.frames
        if frame.kind is SpanKind.SUMMARY
    ]
    return "\n\n".join(piece for piece in pieces if piece) or None


def _framed(body: tuple[Heading | Paragraph, ...]) -> Iterator[Heading | Paragraph]:
    under: SpanKind | None = None  # a heading that frames what follows, until the next heading
    carried: SpanKind | None = None  # a frame open at the end of the paragraph before
    for index, item in enumerate(body):
        if isinstance(item, Heading):
            match = _HEADING.fullmatch(item.text)
            under, carried = SpanKind(match["word"].lower()) if match else None, None
            yield item
            continue
        frames, still_open, ended = _frames_in(item.text, carried or under)
        if ended is under:
            under = None
        carried = still_open if still_open and _ends_later(body, index, still_open) else None
        yield replace(item, frames=frames) if frames else item


def _frames_in(
    text: str, entered: SpanKind | None
) -> tuple[tuple[Frame, ...], SpanKind | None, SpanKind | None]:
    """The frames of one text, the one still open at its end, and the last one that was ended."""
    frames: list[Frame] = []
    kind, start, ended = entered, 0, None
    for match in _events(text):
        if match["open"]:
            if kind is None or not text[start : match.start()].strip(" ("):
                kind, start = SpanKind(match["word"].lower()), match.end()
            continue
        what = SpanKind(match["what"].lower())
        if kind is what or (kind is None and what is SpanKind.SUMMARY and not frames):
            frames.append(_frame(what, text, start, match.start()))
            kind, ended = None, what
    if kind:
        frames.append(_frame(kind, text, start, _close(text, start)))
    opened = kind if kind and _close(text, start) == len(text) else None
    return tuple(frame for frame in frames if frame.start < frame.end), opened, ended


def _events(text: str) -> Iterator[re.Match[str]]:
    """Beginnings and ends of frames; most texts name none, and are not searched."""
    upper = text.upper()
    if "SUMMARY" in upper or "COMMENT" in upper or "NOTE" in upper:
        yield from _EVENT.finditer(text)


def _close(text: str, start: int) -> int:
    """Where a frame without END ends: "(Note: …)" with its bracket, any other with the text."""
    before = text[:start].rstrip()
    opening = before.rfind("(", max(0, len(before) - 24))
    if opening >= 0 and ")" not in before[opening:]:
        shut = text.find(")", start)
        return shut if shut >= 0 else len(text)
    return len(text)


def _frame(kind: SpanKind, text: str, start: int, end: int) -> Frame:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Frame(kind, start, start + len(words.strip(" \n(")))


def _ends_later(body: tuple[Heading | Paragraph, ...], index: int, kind: SpanKind) -> bool:
    for item in body[index + 1 : index + 1 + _FARTHEST]:
        if isinstance(item, Heading):
            return False
        for match in _events(item.text):
            word = match["what"] if match["end"] else match["word"]
            if SpanKind(word.lower()) is kind:
                return bool(match["end"])
    return False

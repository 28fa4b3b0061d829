"""The drafter's own frames: SUMMARY … END SUMMARY, COMMENT … END COMMENT, NOTE … END NOTE.

A frame may open with a word (`Summary:`) or a heading, may cross paragraphs, and often has no end:
then it ends with its paragraph.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sitegen.cable.model import Frame, Heading, Paragraph, SpanKind

_WORDS = {"SUMMARY": SpanKind.SUMMARY, "COMMENT": SpanKind.COMMENT, "NOTE": SpanKind.NOTE}
_AND = r"(?:(?: AND | ?/ ?| & )[A-Z]+(?: [A-Z]+){0,2}?)?"
_CONTINUED = r"(?:,? ?\(?CONT(?:INUED|['’]?D)?\.?\)?)?"
_MARK = r"(?:\([A-Z]{1,3}(?:/{1,2}[A-Z]{2,6})?\)\s?)"
# Behind the word a mark is left out of the frame's words: "(EU) leaders" must keep theirs.
_PORTION = r"(?-i:\((?:SBU|TS|[UCSR])(?:/{1,2}[A-Z]{2,6})?\)\s?)"
# What stands right before the word, within so many characters.
_REACH = 28
_END = re.compile(
    r"(?:\A|(?<=[^A-Za-z]))\(?END(?:ING)?[ \n]?(?:OF )?"
    r"(?:(?!THE |THIS |HIS |ITS |OUR |A )[A-Z]{2,12} (?:(?:[A-Z]{2,12} )?AND )?)?\Z",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\A|[(\[\n<{]|(?<=[.!?:;)\]\"”'’–—-])[ ](?:// ?)?)"
    r"(?P<words>(?:(?:ACTION REQUEST|KEY POINTS) AND )?(?:(?:[A-Z][A-Za-z'’]{2,11}|AND|and) ){0,2})\Z"
)
_NO_PREFIX = re.compile(r"(?:The|This|That|His|Her|Our|Their|Its|Please|THE|THIS|HIS|HER|OUR|PLEASE)\b")
_FIXED_PREFIX = re.compile(
    r"(?:(?P<begins>BEGIN|START)|EXECUTIVE|(?:INTRODUCTION|OVERVIEW|ACTION REQUEST|KEY POINTS) AND)? ?",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"\W{{0,3}}{_MARK}?[\"“(\[]?")  # at a text's beginning
_STOP = re.compile(
    rf"S?[\"”]?{_AND}{_CONTINUED}(?: {_MARK})?[ ]?"
    r"(?:(?P<dot>\.|\.{3})(?=\s|\Z)|[:;](?!\*)|(?:--?|[–—])(?=\s|\Z)"
    rf"|(?P<shut>\))|(?P<dressed>(?:[\]>]|//|[:.]?\*{{1,3}}):?(?=\s|\Z)))[\"”]?\s*{_PORTION}?",
    re.IGNORECASE,
)
_DRESSED = frozenset("[</*-")
_DRESS = frozenset("[</*")  # "[Summary]", "//SUMMARY//", "*Summary:*"
_UNDRESSED = re.compile(r"(?<=\s)(?:[<*]{1,3}|/{2,3}|--)\s?\Z")  # what stands before "END SUMMARY//"
_BY = re.compile(r" (?:to|from|by) [A-Za-z' ]{2,24}:", re.IGNORECASE)  # "(Note from Post: …)"
_END_OF = {word: re.compile(rf"\bEND (?:OF )?(?:[A-Z]{{2,12}} )?{word}\b") for word in _WORDS}
_MARKED = re.compile(rf" {_PORTION}(?=[A-Z])")
_HEADING = re.compile(
    rf"{_MARK}?(?:(?!SUMMARY|COMMENT)[A-Z]+ (?:AND )?)?"
    rf"(?a:(?P<word>SUMMARY|COMMENT|NOTE))S?{_AND}{_CONTINUED}\W*",
    re.IGNORECASE,
)
_FARTHEST = 8  # paragraphs after which an END no longer belongs to a beginning
_LONGEST_SUMMARY = 4  # paragraphs below a heading SUMMARY, when nothing says where it ends


class _Event(Struct, frozen=True, gc=False):
    """A frame's beginning (`end` is where its words begin), or its end (`start` is where they end)."""

    kind: SpanKind
    opens: bool
    start: int
    end: int


def framed(body: tuple[Heading | Paragraph, ...]) -> tuple[Heading | Paragraph, ...]:
    """The body with the frames of each paragraph."""
    events = [[] if isinstance(item, Heading) else _events(item.text) for item in body]
    return tuple(_framed(body, events))


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


def _framed(
    body: tuple[Heading | Paragraph, ...], events: list[list[_Event]]
) -> Iterator[Heading | Paragraph]:
    under: SpanKind | None = None  # a heading that frames what follows, until the next heading
    carried: SpanKind | None = None  # a frame open at the end of the paragraph before
    loose = False  # whether the summary is a text without number
    for index, item in enumerate(body):
        if isinstance(item, Heading):
            match = _HEADING.fullmatch(item.text)
            under, carried = _WORDS[match["word"].upper()] if match else None, None
            if under is SpanKind.SUMMARY and _is_endless(body, events, index):
                under, carried = None, SpanKind.SUMMARY
            loose = under is SpanKind.SUMMARY and _is_loose(body[index + 1 : index + 2])
            yield item
            continue
        if loose and item.number is not None:
            under, loose = None, False  # the paragraphs begin
        if not events[index] and not (carried or under):
            yield item
            continue
        frames, still_open, ended = _frames_in(item.text, events[index], carried or under)
        if ended is under:
            under = None
        carried = still_open if still_open and _ends_later(body, events, index, still_open) else None
        yield replace(item, frames=frames) if frames else item


def _frames_in(
    text: str, events: list[_Event], entered: SpanKind | None
) -> tuple[tuple[Frame, ...], SpanKind | None, SpanKind | None]:
    """The frames of one text, the one still open at its end, and the last one that was ended."""
    frames: list[Frame] = []
    kind, start, ended = entered, 0, None
    for event in events:
        if event.opens:
            if kind is None or (event.start - start < 4 and not text[start : event.start].strip(" (")):
                kind, start = event.kind, event.end
            continue
        if kind is event.kind or (kind is None and event.kind is SpanKind.SUMMARY and not frames):
            frames.append(_frame(event.kind, text, start, event.start))
            kind, ended = None, event.kind
    opened = None
    if kind:
        end = _close(text, start)
        frames.append(_frame(kind, text, start, end))
        opened = kind if end == len(text) else None
    return tuple(frame for frame in frames if frame.start < frame.end), opened, ended


def _events(text: str) -> list[_Event]:
    """Beginnings and ends of frames; the text is looked at only around the words that make one."""
    upper = text.upper()
    if len(upper) != len(text):  # "ß" has two capitals
        upper = "".join([char.upper() if char.isascii() else char for char in text])
    found: list[tuple[int, str]] = []
    for word in _WORDS:
        at = upper.find(word) if word in upper else -1
        while at >= 0:
            found.append((at, word))
            at = upper.find(word, at + 1)
    if not found:
        return []
    at = upper.find("END SUM")
    while at >= 0:
        if not upper.startswith("MARY", at + 7):
            found.append((at, "SUM"))
        at = upper.find("END SUM", at + 1)
    events: list[_Event] = []
    reached = 0
    for at, word in sorted(found):
        event = _short_end(text, at) if word == "SUM" else _event(text, upper, at, word)
        if event and event.start >= reached:  # "Summary and Comment:" is one
            events.append(event)
            reached = event.end
    return events


def _short_end(text: str, at: int) -> _Event | None:
    after = text[at + 7 : at + 8]
    return None if after.isalnum() else _Event(SpanKind.SUMMARY, False, at, at + 7)


def _event(text: str, upper: str, at: int, word: str) -> _Event | None:
    end = at + len(word)
    if text[end : end + 1].isalpha() and upper[end : end + 2] not in ("S:", "S."):
        return None
    kind = _WORDS[word]
    before = text[max(0, at - _REACH) : at]
    if match := _END.search(before):
        return _Event(kind, False, at - len(match[0]), end)
    lead = _LEAD.fullmatch(text, 0, at) if at <= 14 else None
    stop = _STOP.match(text, end)
    if not stop and text[at - 1 : at] in ("(", "[") and (by := _BY.match(text, end)):
        return _Event(kind, True, at, by.end())
    if not stop:
        if lead and kind is SpanKind.SUMMARY and (marked := _MARKED.match(text, end)):
            return _Event(kind, True, 0, marked.end())  # "SUMMARY (C) The words ..."
        # "SUMMARY The words ... END SUMMARY."
        ended = kind is SpanKind.SUMMARY and _END_OF[word].search(upper, end)
        bare = (lead or upper[:at] == "BEGIN ") and ended and text[end:].lstrip(" (")[:1].isupper()
        return _Event(kind, True, 0, end) if bare else None
    if (stop["shut"] and "(" not in before[-7:]) or (stop["dressed"] and text[at - 1 : at] not in _DRESS):
        return None
    if lead:
        return _Event(kind, True, 0, stop.end())
    opening = _BEFORE.search(before)
    if not opening or not _may_open(opening, kind, dotted=bool(stop["dot"])):
        return None
    if text[at].islower() and not _is_bracketed(opening) and not _END_OF[word].search(upper, end):
        return None  # "of note: …" in mid-sentence; but "Embassy comment: … End Embassy comment."
    return _Event(kind, True, at - len(opening["words"]), stop.end())


def _may_open(opening: re.Match[str], kind: SpanKind, *, dotted: bool) -> bool:
    """Whether what stands right before the word may begin a frame with it."""
    if _NO_PREFIX.match(opening["words"]):
        return False
    return bool(_FIXED_PREFIX.fullmatch(opening["words"])) or not (kind is SpanKind.SUMMARY or dotted)


def _is_bracketed(opening: re.Match[str]) -> bool:
    return opening[0][:1] in ("(", "[")


def _close(text: str, start: int) -> int:
    """Where a frame without END ends: "(Note: …)" with its bracket, any other with the text."""
    before = text[max(0, start - 32) : start].rstrip()
    opening = before.rfind("(", max(0, len(before) - 24))
    if opening >= 0 and ")" not in before[opening:]:
        shut = text.find(")", start)
        return shut if shut >= 0 else len(text)
    return len(text)


def _frame(kind: SpanKind, text: str, start: int, end: int) -> Frame:
    words = text[start:end]
    bare = _UNDRESSED.sub("", words) if words.rstrip()[-1:] in _DRESSED else words
    return Frame(kind, end - len(words.lstrip()), start + len(bare.rstrip(" \n([")))


def _is_loose(following: tuple[Heading | Paragraph, ...]) -> bool:
    return any(isinstance(item, Paragraph) and item.number is None for item in following)


def _is_endless(body: tuple[Heading | Paragraph, ...], events: list[list[_Event]], index: int) -> bool:
    """Below a heading SUMMARY, whether nothing says for several paragraphs where it ends."""
    for count, item in enumerate(body[index + 1 : index + 2 + _FARTHEST]):
        if isinstance(item, Heading):
            return False
        if any(event.kind is SpanKind.SUMMARY and not event.opens for event in events[index + 1 + count]):
            return False
        if count == _LONGEST_SUMMARY:
            return True
    return False


def _ends_later(
    body: tuple[Heading | Paragraph, ...], events: list[list[_Event]], index: int, kind: SpanKind
) -> bool:
    for later, item in enumerate(body[index + 1 : index + 1 + _FARTHEST], start=index + 1):
        if isinstance(item, Heading):
            return False
        for event in events[later]:
            if event.kind is kind:
                return not event.opens
    return False

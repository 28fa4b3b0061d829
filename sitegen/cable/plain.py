r"""The record as plain text: what conversions made of its signs is undone before it is read.

Odd blanks (a tab, a form feed, a blank that does not break) are read as blanks; Markdown escapes
(`\$50 million`) and signs without width are left out. What else a way of sending, a markup or a spelling
does is undone one kind after the other (`transport.py`, `markup.py`, `spelling.py`). The readers see the
plain text; every offset they give is put back to the record's own.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from operator import itemgetter
from typing import NamedTuple

from msgspec import structs

from sitegen.cable.account import parts_of
from sitegen.cable.claim import Notice
from sitegen.cable.edit import Conversion, Edit
from sitegen.cable.markup import MARKDOWN, MARKUPS
from sitegen.cable.model import Cable, Heading, Paragraph, Part, PartKind
from sitegen.cable.spelling import ENCODING, SPELLINGS
from sitegen.cable.transport import TRANSPORTS
from sitegen.source_text import SourceText, Span

_BLANKS = "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
# Letters and figures as wide as Chinese ones, hyphens that do not break, and lines drawn in boxes.
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_WIDE_FIGURES = "０１２３４５６７８９"  # no text has the letters alone
_DRAWN = {"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2500": "-", "\u2501": "-", "\u2550": "="}
_ALIKE = str.maketrans(_DRAWN) | _WIDE
_TO_PLAIN = str.maketrans(_BLANKS, " " * len(_BLANKS)) | _ALIKE
_WITHOUT_WIDTH = "\0\x02\x03\a\x1a\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ODD = (*_BLANKS, *_WITHOUT_WIDTH, *_DRAWN, *_WIDE_FIGURES, "\\")
_ODD_ASCII = tuple(filter(str.isascii, _ODD))
_ADDED = re.compile(rf"\\(?=[$\-.\[\]()*_#+!`~<>&|{{}}\\'\"]|\r?\n)|[{_WITHOUT_WIDTH}]")
# In order: what was done last is undone first. Escapes are taken out between bold words and brackets.
_BEFORE = (*TRANSPORTS, *MARKUPS, ENCODING, *MARKDOWN)
_SIGNS = frozenset[str]().union(*(conversion.signs for conversion in (*_BEFORE, *SPELLINGS)))
_START = itemgetter(0)


class _Step(NamedTuple):
    """One kind undone: where in the text that came of it how much of the one before was left out."""

    places: tuple[int, ...]  # offsets behind which there is a shift more
    shifts: tuple[int, ...]  # up to each of them, and behind the last
    gone: frozenset[int]  # places where something was left out, and no word stands for it

    def offset(self, at: int) -> int:
        return at + self.shifts[bisect_left(self.places, at)]

    def start(self, at: int) -> int:
        """Where what begins there begins: behind what was left out before it."""
        return at + self.shifts[bisect_right(self.places, at)] if at in self.gone else self.offset(at)


class Plain(NamedTuple):
    """The text to read, and how its offsets are put back to the record's."""

    source: SourceText
    heads: frozenset[str] = frozenset()  # the first two letters of each line
    signs: frozenset[str] = frozenset()  # those in it that a conversion may have left
    steps: tuple[_Step, ...] = ()
    notices: tuple[Notice, ...] = ()  # with offsets of the record

    def offset(self, at: int) -> int:
        """An offset of the plain text as one of the record."""
        return reduce(lambda reached, step: step.offset(reached), reversed(self.steps), at)

    def start(self, at: int) -> int:
        """The same of an offset where something begins."""
        return reduce(lambda reached, step: step.start(reached), reversed(self.steps), at)

    def span(self, span: Span) -> Span:
        return Span(self.start(span.start), self.offset(span.end))

    def undone(self, conversion: Conversion) -> "Plain":
        """The text without what a conversion did, if it did anything."""
        if self.heads.isdisjoint(conversion.heads) and self.signs.isdisjoint(conversion.signs):
            return self
        if not (edits := list(conversion.edits(self.source.text))):
            return self
        notice = Notice(conversion.code, self.offset(edits[0].start), conversion.message)
        edited, step = _edited(self.source.text, edits)
        return _plain(SourceText(edited, self.source.path), (*self.steps, step), (*self.notices, notice))


def plain_of(source: SourceText) -> Plain:
    """The record's plain text; most are plain as they stand."""
    plain = reduce(Plain.undone, _BEFORE, _plain(source))
    return reduce(Plain.undone, SPELLINGS, _without_odd_signs(plain))


def _without_odd_signs(plain: Plain) -> Plain:
    text = plain.source.text
    odd = _ODD_ASCII if text.isascii() else _ODD
    if not any(map(text.__contains__, odd)):
        return plain
    added = [match.start() for match in _ADDED.finditer(text)]
    edited, step = _edited(text, [Edit(at, at + 1, "") for at in added])
    told = (notice._replace(offset=plain.offset(notice.offset)) for notice in _notices(plain.source, added))
    steps = (*plain.steps, step) if added else plain.steps
    source = SourceText(edited.translate(_TO_PLAIN), plain.source.path)
    return _plain(source, steps, (*plain.notices, *told))


def _plain(source: SourceText, steps: tuple[_Step, ...] = (), notices: tuple[Notice, ...] = ()) -> Plain:
    heads = frozenset([text[:2] for text in source.texts])
    return Plain(source, heads, frozenset(filter(source.text.__contains__, _SIGNS)), steps, notices)


def _edited(text: str, edits: Iterable[Edit]) -> tuple[str, _Step]:
    """The text with these stretches, which are in order, written anew; one within another is let be."""
    pieces: list[str] = []
    places: list[int] = []
    shifts = [0]
    gone: list[int] = []
    reached = length = 0
    for start, end, words in edits:
        if start < reached:
            continue
        pieces += (text[reached:start], words)
        length += start - reached
        longer = len(words) - (end - start)
        for place in range(length + len(words) - longer, length + len(words)) if longer > 0 else ():
            places.append(place)
            shifts.append(shifts[-1] - 1)
        if longer < 0:
            places.append(length + max(0, len(words) - 1))
            shifts.append(shifts[-1] - longer)
        if not words:
            gone.append(length)
        length += len(words)
        reached = end
    pieces.append(text[reached:])
    return "".join(pieces), _Step(tuple(places), tuple(shifts), frozenset(gone))


def restored(cable: Cable, plain: Plain, source: SourceText) -> Cable:
    """The cable with every offset as one of the record."""
    if not plain.steps:
        return cable
    claims = [(*plain.span(part.span), part.kind) for part in cable.parts]
    unread = [Span(start, end) for start, end, kind in claims if kind is PartKind.UNPARSED]
    return replace(
        cable,
        references=tuple(structs.replace(found, span=plain.span(found.span)) for found in cable.references),
        body=tuple(_restored_item(item, plain, source) for item in cable.body),
        parts=tuple(_restored_part(part, unread) for part in parts_of(source.text, claims)),
    )


def restored_notices(notices: Iterable[Notice], plain: Plain) -> tuple[Notice, ...]:
    """What was told of the plain text, told of the record."""
    return tuple(
        notice._replace(offset=plain.start(notice.offset) if notice.offset >= 0 else -1) for notice in notices
    )


def _restored_part(part: Part, unread: list[Span]) -> Part:
    """What lies between the readers' parts was left out: an artefact of the conversion."""
    if part.kind is not PartKind.UNPARSED:
        return part
    last = bisect_right(unread, part.span.end, key=_START) - 1
    read = last < 0 or unread[last].end <= part.span.start
    return Part(PartKind.PAGE_ARTEFACT, part.span) if read else part


def _restored_item(item: Heading | Paragraph, plain: Plain, source: SourceText) -> Heading | Paragraph:
    if isinstance(item, Heading):
        return structs.replace(item, span=plain.span(item.span))
    first, last = (plain.source.lines[number - 1] for number in item.lines)
    spans = tuple(plain.span(span) for span in item.spans)
    start, end = plain.start(first.start), spans[-1].end if spans else plain.offset(last.end)
    lines = source.line_at(start), source.line_at(max(start, end - 1))
    return structs.replace(item, spans=spans, lines=lines)


def _notices(source: SourceText, added: list[int]) -> Iterator[Notice]:
    told = 0  # the last line told of
    for at in added:
        if source.text[at] == "\\" and (number := source.line_at(at)) > told:
            told = number
            yield Notice("markdown-unescaped", at, "Markdown escapes (as in \\$) are taken out of the text")

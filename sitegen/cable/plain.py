r"""The record as plain text: what a conversion put between its signs is taken out before it is read.

Odd blanks (a tab, a form feed, a blank that does not break) are read as blanks; Markdown escapes
(`\$50 million`), signs without width and the "Â" of a "¶" read in a wrong encoding are left out. The
readers see the plain text; every offset they give is put back to the record's own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from msgspec import structs

from sitegen.cable.account import parts_of
from sitegen.cable.claim import Notice
from sitegen.cable.model import Cable, Heading, Paragraph, Part, PartKind
from sitegen.source_text import SourceText, Span

_BLANKS = "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_TO_BLANK = str.maketrans(_BLANKS, " " * len(_BLANKS))
_WITHOUT_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ODD = (*_BLANKS, *_WITHOUT_WIDTH, "\\", "Â")
_ODD_ASCII = tuple(filter(str.isascii, _ODD))
_ADDED = re.compile(rf"\\(?=[$\-.\[\]()*_#+!`~<>&|{{}}\\])|[{_WITHOUT_WIDTH}]|Â(?=¶)")


class Plain(NamedTuple):
    """The text to read, and where in the record something was left out of it."""

    source: SourceText
    added: tuple[int, ...]  # offsets in the plain text before which one sign was left out
    notices: tuple[Notice, ...]  # with offsets of the record

    def offset(self, at: int) -> int:
        """An offset of the plain text as one of the record."""
        return at + bisect_left(self.added, at) if self.added else at

    def span(self, span: Span) -> Span:
        return Span(self.offset(span.start), self.offset(span.end))


def plain_of(source: SourceText) -> Plain:
    """The record's plain text; most are plain as they stand."""
    text = source.text
    odd = _ODD_ASCII if text.isascii() else _ODD
    if not any(map(text.__contains__, odd)):  # each a search in C: far quicker than one pattern
        return Plain(source, (), ())
    found = [match.start() for match in _ADDED.finditer(text)]
    added = tuple(at - count for count, at in enumerate(found))
    plain = SourceText(_ADDED.sub("", text).translate(_TO_BLANK), source.path)
    return Plain(plain, added, tuple(_notices(source, found)))


def restored(cable: Cable, plain: Plain, source: SourceText) -> Cable:
    """The cable with every offset as one of the record."""
    parts = parts_of(source.text, ((*plain.span(part.span), part.kind) for part in cable.parts))
    return replace(
        cable,
        references=tuple(structs.replace(found, span=plain.span(found.span)) for found in cable.references),
        body=tuple(_restored_item(item, plain) for item in cable.body),
        parts=tuple(_restored_part(part, source) for part in parts),
    )


def restored_notices(notices: Iterable[Notice], plain: Plain) -> tuple[Notice, ...]:
    """What was told of the plain text, told of the record."""
    return tuple(notice._replace(offset=plain.offset(notice.offset)) for notice in notices)


def _restored_part(part: Part, source: SourceText) -> Part:
    """What is nothing but signs left out is an artefact of the conversion."""
    left = part.kind is PartKind.UNPARSED and not source.slice(part.span).strip(_WITHOUT_WIDTH + "\\Â")
    return Part(PartKind.PAGE_ARTEFACT, part.span) if left else part


def _restored_item(item: Heading | Paragraph, plain: Plain) -> Heading | Paragraph:
    if isinstance(item, Heading):
        return structs.replace(item, span=plain.span(item.span))
    return structs.replace(item, spans=tuple(plain.span(span) for span in item.spans))


def _notices(source: SourceText, added: list[int]) -> Iterator[Notice]:
    told = 0  # the last line told of
    for at in added:
        if source.text[at] == "\\" and (number := source.line_at(at)) > told:
            told = number
            yield Notice("markdown-unescaped", at, "Markdown escapes (as in \\$) are taken out of the text")

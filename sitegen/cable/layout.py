"""What the printer did to a cable: page-break lines, taken out before anything is read.

`ASTANA 00001848 002 OF 003` stands alone between blank lines, or in the middle of a sentence
(08BRASILIA351 has it at the end of the subject). Older cables print `PAGE 02 HARARE 06677 ...`.
A page break never ends a paragraph, so a line that was nothing else is gone, not blank.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from sitegen.cable.claim import Claim, Notice, cut
from sitegen.cable.model import PartKind
from sitegen.cable.sentence import ends_sentence
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line, SourceText, Span

# "TEL AVIV 00002652  001.2 OF 005": eight digits, then the page, with a decimal in later years.
# (Two noughts first, for speed: the search goes from one pair to the next. No post sent a million a year.)
_BREAK = re.compile(r"00(?P<number>\d{6}) {1,4}\d{3}(?:\.\d)? {1,3}[Oo][Ff] {1,3}\d{3}(?!\d)")
# "PAGE 02 HARARE 06677 01 OF 03 291400Z" (00HARARE6677), "PAGE 02        STATE   015113  182333Z".
_PAGE = re.compile(
    r"PAGE(?<!\w.{4}) {1,3}\d\d {1,12}"
    r"(?:[A-Z][A-Z ]{2,30}?\d{3,6} {1,4}(?:\d\d OF \d\d {1,4})?\d{6}Z"
    r"|[A-Z][A-Z ]{2,30}?\d{3,6}(?: {1,4}\d\d OF \d\d)?(?= {0,4}(?:\r?\n|\Z))"
    r"|R[A-Z]{4,6} ?\d{3,5}\b(?: {1,3}(?:[A-Z] ){3,14}[A-Z]\b)?)"
)
# What the archives stamped on each page of 1973 to 1979, on one line or five.
_STAMP = re.compile(
    r"(?<!')(?:Margaret P\. Grafeld|Sheryl P\. Walter)\s{1,40}Declassified/Released\s{1,40}"
    r"US Department of State\s{1,40}EO Systematic Review\s{1,40}\d\d [A-Z]{3} \d{4}"
)
_BANNER = re.compile(r"\s*(?:(?:TOP )?SECRET|CONFIDENTIAL|UNCLASSIFIED|LIMITED OFFICIAL USE)?\s*")
_WIDEST = 80  # of a centred banner
_BANNER_LINES = 12  # blank lines and banners between a page and the next
_PAGE_BANNER = re.compile(r"\b(?:CONFIDENTIAL|SECRET|UNCLASSIFIED)\s{1,20}\Z")
_START = attrgetter("start")  # of a line
_BANNER_REACH = 34
_NAME_REACH = 32  # "BANDAR SERI BEGAWAN" and some blanks: how far left of the digits a name may begin


class Sheet(NamedTuple):
    """A cable without its page breaks."""

    lines: tuple[Line, ...]
    artefacts: tuple[Claim, ...]
    notices: tuple[Notice, ...]
    page_words: str  # post and number of the first page break, "ASTANA 00001848", or ""


def sheet_of(source: SourceText, vocabulary: Vocabulary) -> Sheet:
    """The source's lines with the page breaks cut out; a line cut in two keeps its number."""
    spans = tuple(_breaks(source, vocabulary))
    artefacts = tuple((*span, PartKind.PAGE_ARTEFACT) for span in spans)
    notices = tuple(
        Notice(
            "page-break-removed",
            _first_word(source, span),
            f"page break taken out: {_short(source.slice(span))}",
        )
        for span in spans
    )
    first = next((m for m in (_BREAK.search(source.slice(span)) for span in spans) if m), None)
    words = f"{first.string[: first.start()]}{first['number']}" if first else ""
    return Sheet(without(source.lines, spans), artefacts, notices, words)


def without(lines: tuple[Line, ...], spans: Iterable[Span]) -> tuple[Line, ...]:
    """The lines with these spans cut out; a line of which nothing remains is gone."""
    touched = _touched(lines, sorted(spans)) if spans else {}
    if not touched:
        return lines
    return spliced(lines, {index: _remains(lines[index], cuts) for index, cuts in touched.items()})


def spliced(lines: tuple[Line, ...], pieces: Mapping[int, Iterable[Line]]) -> tuple[Line, ...]:
    """The lines with others in the place of some, which are named in order."""
    kept: list[Line] = []
    done = 0
    for index, instead in pieces.items():
        kept += lines[done:index]
        kept += instead
        done = index + 1
    return (*kept, *lines[done:])


def _touched(lines: tuple[Line, ...], spans: list[Span]) -> dict[int, list[Span]]:
    """The lines that the spans cut, by place, in order; most spans are one whole line."""
    touched: dict[int, list[Span]] = {}
    for span in spans:
        first = max(0, bisect_right(lines, span.start, key=_START) - 1)
        for index in range(first, bisect_left(lines, span.end, first, key=_START)):
            if lines[index].end > span.start:
                touched.setdefault(index, []).append(span)
    return touched


def _remains(line: Line, cuts: list[Span]) -> Iterator[Line]:
    start, end = cuts[0]
    if line.start <= start and end <= line.end and end - start == len(line.text.strip()):
        return  # all its words, as most are
    reached = 0
    for start, end in (*cuts, (line.end, line.end)):
        piece = cut(line, reached, start - line.start)
        if reached < start - line.start and piece.text.strip():
            yield piece
        reached = max(reached, end - line.start)


def _breaks(source: SourceText, vocabulary: Vocabulary) -> Iterator[Span]:
    found = [
        _with_name(source, match, vocabulary)
        for match in _BREAK.finditer(source.text)
        if not source.text[match.start() - 1 : match.start()].isdigit()
    ]
    if "PAGE" in source.text:
        found += [_with_banner(source, *match.span()) for match in _PAGE.finditer(source.text)]
        if "Declassified/Released" in source.text:
            found += [Span(*match.span()) for match in _STAMP.finditer(source.text)]
    reached = 0
    for span in sorted(found):
        if span.start >= reached:
            yield span
            reached = span.end


def _with_banner(source: SourceText, start: int, end: int) -> Span:
    """The banner right before it; and, in mid-sentence, the banners and blank lines around it (1973-79)."""
    first = last = source.line_at(start) - 1
    lines = source.lines
    while first and last - first < _BANNER_LINES and _BANNER.fullmatch(lines[first - 1].text[:_WIDEST]):
        first -= 1
    alone = (
        start - lines[last].start == _indent(lines[last].text)
        and not lines[last].text[end - lines[last].start :].strip()
    )
    if alone and first and first < last and not ends_sentence(lines[first - 1].text):
        while last + 1 < len(lines) and last - first < 2 * _BANNER_LINES and not lines[last + 1].text.strip():
            last += 1
        return Span(lines[first].start, lines[last].end)
    banner = _PAGE_BANNER.search(source.text[max(0, start - _BANNER_REACH) : start])
    return Span(start - (len(banner[0]) if banner else 0), end)


def _with_name(source: SourceText, match: re.Match[str], vocabulary: Vocabulary) -> Span:
    """The digits and the post's name before them: alone on the line, or the longest name known."""
    line = source.lines[source.line_at(match.start()) - 1]
    before = source.text[max(line.start, match.start() - _NAME_REACH) : match.start()]
    words = before.split()
    alone = match.start() - line.start <= _NAME_REACH and len(words) <= 4
    if alone and all(word.isalpha() for word in words) and not source.text[match.end() : line.end].strip():
        return Span(line.start + _indent(line.text), match.end())
    for count in range(min(4, len(words)), 0, -1):
        name = " ".join(words[-count:])
        if any(char.isdigit() for char in name):
            continue  # "REF: BARCELONA 148 MADRID 00002632 001.2 OF 002"
        if vocabulary.knows(name) or (count == 1 and name.isalpha() and name.isupper()):
            return Span(match.start() - len(before) + before.rindex(words[-count]), match.end())
    return Span(*match.span())


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _first_word(source: SourceText, span: Span) -> int:
    return span.start + _indent(source.slice(span))


def _short(text: str) -> str:
    return " ".join(text.split())

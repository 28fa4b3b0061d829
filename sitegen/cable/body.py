"""The body: headings, numbered paragraphs and unnumbered blocks, in reading order.

The numbers divide the body into sections; a section is the text of its paragraph, then headings,
then text that stands below a heading and has no number of its own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sitegen.cable.anchor import Anchors
from sitegen.cable.chunk import merged
from sitegen.cable.claim import Claim, Notice, claim, cut, span_of
from sitegen.cable.classification import marking_of, read_marking
from sitegen.cable.frame import framed
from sitegen.cable.heading import (
    HEADING,
    TEXT,
    Piece,
    heading_text,
    is_title_below_number,
    pieces_of,
    ruled_heading,
)
from sitegen.cable.model import Anchor, Heading, Marking, Paragraph, PartKind
from sitegen.cable.number import Start
from sitegen.cable.paragraph import Flow, Row, flow_of
from sitegen.cable.running import Run, paragraph_of, run_of
from sitegen.cable.title import labelled
from sitegen.cable.unit import Unit, units_of
from sitegen.source_text import Line, SourceText, Span

_LEVEL = r"TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|S E C R E T|C O N F I D E N T I A L|TS|SBU|LOU|[CSU]"
_ENTIRE = re.compile(
    rf"\s{{0,40}}(?P<number>¶?\s?1{{1,2}}[.,)]\s{{0,4}})?\(?\s?(?a:(?:(?P<level>{_LEVEL})(?P<caveat>/{{1,2}}NF|/{{1,2}}NOFORN)?\s?\)?[\s/(-]{{1,4}}ENTIRE\s+TEXT"
    rf"|ENTIRE\s+TEXT[\s:/-]{{1,4}}(?:IS\s)?\(?(?P<after>{_LEVEL}))(?!\w))\s?\){{0,2}}\.?",
    re.IGNORECASE,
)
_START = attrgetter("start")  # of a line
_MARKING, _PARAGRAPH = PartKind.MARKING, PartKind.PARAGRAPH
_TOP = 12  # lines of the body in which a mark of the entire text is looked for


class Body(NamedTuple):
    """The body read."""

    items: tuple[Heading | Paragraph, ...]
    claims: tuple[Claim, ...]
    notices: tuple[Notice, ...]


class _Section(Struct, frozen=True, gc=False):
    start: Start | None  # None above the first numbered paragraph
    lines: tuple[Line, ...]
    followed: bool


class _EntireMark(Struct, frozen=True, gc=False):
    """(C - ENTIRE TEXT): the mark of every paragraph, before 1990; and the line that says nothing else."""

    marking: Marking
    line: Line | None


def read_body(source: SourceText, lines: tuple[Line, ...], starts: tuple[Start, ...]) -> Body:
    """The body's items; `lines` are without header, page breaks, end marks and signature."""
    anchors = Anchors()
    items: list[Heading | Paragraph] = []
    claims: list[Claim] = []
    notices: list[Notice] = []
    last = blocks = 0  # the last number, and the unnumbered blocks since
    whole = _entire_mark(lines)
    if whole and whole.line:
        claims.append(claim(_MARKING, whole.line))
        lines = tuple(line for line in lines if line is not whole.line)
    for section in _sections(lines, starts):
        last, blocks = (section.start.number, 0) if section.start else (last, blocks)
        for element in _elements(section):
            if isinstance(element, Run):
                start = element.start
                marking = start.marking or (whole.marking if whole else None)
                items.append(paragraph_of(element, marking, anchors))
                claims.append((start.offset, start.text_offset, _MARKING))
                claims.append((*element.span, _PARAGRAPH))
                if start.written:
                    notices += _notices_of(start, ())
                continue
            if isinstance(element, Piece):
                heading = element.kind is HEADING
                kind = PartKind.HEADING if heading else PartKind.PAGE_ARTEFACT
                claims += [claim(kind, line) for line in element.lines]
                if heading:
                    items.append(_heading_of(element, anchors))
                continue
            blocks += 0 if element.start else 1
            anchor = anchors.paragraph(last) if element.start else anchors.unnumbered(last, blocks)
            if whole and not element.marking:
                element = replace(element, marking=whole.marking)
            flow = flow_of(element.rows, anchor, anchors)
            paragraph = _paragraph_of(source, element, anchor, flow)
            items.append(paragraph)
            claims += [(*span, _MARKING) for span in element.marks]
            claims += [(*span, _PARAGRAPH) for span in paragraph.spans]
            if flow.rejoined or element.start:
                notices += _notices_of(element.start, flow.rejoined)
    return Body(framed(tuple(items)), tuple(claims), tuple(notices))


def _paragraph_of(source: SourceText, unit: Unit, anchor: Anchor, flow: Flow) -> Paragraph:
    spans = _spans_of(source, unit.rows)
    return Paragraph(
        unit.start.number if unit.start else None,
        anchor,
        unit.marking,
        flow.text,
        spans,
        _lines_of(source, unit, spans),
        flow.blocks,
    )


def _entire_mark(lines: tuple[Line, ...]) -> _EntireMark | None:
    """It stands on its own line above the text, or is all or the beginning of the first paragraph."""
    top = lines[:_TOP]
    if "ENTIRE" not in "\n".join([line.text for line in top]).upper():
        return None
    for line in top:
        if match := _ENTIRE.match(line.text):
            alone = not (match["number"] or line.text[match.end() :].strip())
            level = match["level"] or match["after"]
            level = "".join(level.split()) if level[1:2] == " " else level  # "S E C R E T"
            return _EntireMark(marking_of(level, match["caveat"] or ""), line if alone else None)
    return None


def _sections(lines: tuple[Line, ...], starts: tuple[Start, ...]) -> Iterator[_Section]:
    """The lines between one number and the next; `lines` have a new line at each start."""
    begun: Start | None = None
    first = 0
    for start in starts:
        at = bisect_left(lines, start.offset, first, key=_START)
        while at < len(lines) and lines[at].start == start.offset and not lines[at].text:
            at += 1
        if at == len(lines) or lines[at].start != start.offset:
            continue  # its line is the header's, or the signature's
        if begun or at > first:
            yield _section(begun, lines[first:at], followed=True)
        begun, first = start, at
    if begun or lines:
        yield _section(begun, lines[first:], followed=False)


def _section(start: Start | None, lines: tuple[Line, ...], *, followed: bool) -> _Section:
    if start:
        lines = (cut(lines[0], start.text_offset - lines[0].start), *lines[1:])
    return _Section(start, lines, followed)


def _elements(section: _Section) -> Iterable[Run | Piece | Unit]:
    """What the section is made of: most are running text with nothing below it but headings."""
    run = run_of(section.start, section.lines) if section.start else None
    if run is None:
        return _with_care(section)
    if not run.below:
        return (run,)
    if ruled := ruled_heading(run.below):
        return (run, *ruled)
    pieces = pieces_of(run.below, followed=section.followed, numbered=False)
    if any(piece.kind is TEXT for piece in pieces):
        return _with_care(section)
    return (run, *pieces)


def _with_care(section: _Section) -> Iterator[Piece | Unit]:
    """Headings and rules as pieces, texts as units, in order."""
    start = section.start
    held: list[Row] = []
    if start and not start.marking and section.followed and is_title_below_number(section.lines):
        yield from units_of(start, [])
        start = None
    for piece in pieces_of(section.lines, followed=section.followed, numbered=start is not None):
        if piece.kind is TEXT:
            held += _rows_of(piece)
            continue
        # 09HARARE888: "¶1. SUMMARY" is boxed, so that the title stands before its paragraph's text.
        if piece.kind is HEADING and held:
            yield from units_of(start, held)
            start, held = None, []
        yield piece
    if held or start:
        yield from units_of(start, held)


def _rows_of(piece: Piece) -> list[Row]:
    if piece.running and (line := merged(piece.lines)):
        return [Row(line, blank_above=True)]
    return [Row(line, index == 0) for index, line in enumerate(piece.lines)]


def _heading_of(piece: Piece, anchors: Anchors) -> Heading:
    first, last = span_of(piece.lines[0]), span_of(piece.lines[-1])
    words, marking = _marked_heading(heading_text(piece.lines))
    return Heading(words, anchors.heading(words), Span(first.start, last.end), marking)


def _marked_heading(text: str) -> tuple[str, Marking | None]:
    """A heading's mark stands before it, or after: "Next Steps (SBU)"."""
    if "(" not in text:
        return text, None
    if (marked := read_marking(text)) and text[marked[1] :].strip():
        return text[marked[1] :].strip(), marked[0]
    label, words = labelled(text)
    if label and (marked := read_marking(words)) and words[marked[1] :].strip():
        return f"{label} {words[marked[1] :].strip()}", marked[0]  # "II. (S) Conditions" (09PESHAWAR41)
    at = text.rfind("(")
    if at > 0 and (marked := read_marking(text[at:])) and at + marked[1] == len(text):
        return text[:at].strip(), marked[0]
    return text, None


def _spans_of(source: SourceText, rows: tuple[Row, ...]) -> tuple[Span, ...]:
    """The rows' spans, joined where only blanks lie between them."""
    if len(rows) == 1:
        span = span_of(rows[0].line)
        return (span,) if span.start < span.end else ()
    spans: list[Span] = []
    start = end = -1
    for row in rows:
        span = span_of(row.line)
        if span.start == span.end:
            continue
        if end >= 0 and not source.text[end : span.start].strip():
            end = span.end
            continue
        if end >= 0:
            spans.append(Span(start, end))
        start, end = span
    return (*spans, Span(start, end)) if end >= 0 else ()


def _lines_of(source: SourceText, unit: Unit, spans: tuple[Span, ...]) -> tuple[int, int]:
    pieces = [*unit.marks, *spans]
    if not pieces:
        return (1, 1)
    return source.line_at(pieces[0].start), source.line_at(pieces[-1].end - 1)


def _notices_of(start: Start | None, rejoined: tuple[int, ...]) -> Iterator[Notice]:
    if start and start.written:
        yield Notice("number-repaired", start.offset, f"{start.written} is read as ¶{start.number}")
    for offset in rejoined:
        yield Notice("paragraph-rejoined", offset, "a sentence cut by a blank line is put together again")

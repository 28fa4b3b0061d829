"""The body: headings, numbered paragraphs and unnumbered blocks, in reading order.

The numbers divide the body into sections; a section is the text of its paragraph, then headings,
then text that stands below a heading and has no number of its own.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.cable.anchor import Anchors
from sitegen.cable.claim import Notice, cut, span_of
from sitegen.cable.classification import read_marking
from sitegen.cable.frame import framed
from sitegen.cable.heading import Piece, PieceKind, ends_sentence, goes_on, heading_text, pieces_of
from sitegen.cable.model import Anchor, Heading, Marking, Paragraph, Part, PartKind
from sitegen.cable.number import Start
from sitegen.cable.paragraph import Flow, Row, flow_of, is_item
from sitegen.source_text import Line, SourceText, Span

# "Visit Embassy Madrid's Classified Website", below the last paragraph of 198 cables.
_WEBSITE = re.compile(r"[\s*]*(?:V(?i:isit)\b|Y(?i:ou can also access)\b|F(?i:or more reporting)\b)")


class Body(NamedTuple):
    """The body read."""

    items: tuple[Heading | Paragraph, ...]
    claims: tuple[Part, ...]
    notices: tuple[Notice, ...]


class _Section(NamedTuple):
    start: Start | None  # None above the first numbered paragraph
    lines: tuple[Line, ...]
    followed: bool


class _Unit(NamedTuple):
    """The rows of one paragraph, numbered when `start` is known."""

    start: Start | None
    marking: Marking | None
    marks: tuple[Span, ...]  # its number and mark
    rows: tuple[Row, ...]


def read_body(source: SourceText, lines: tuple[Line, ...], starts: tuple[Start, ...]) -> Body:
    """The body's items; `lines` are without header, page breaks, end marks and signature."""
    anchors = Anchors()
    items: list[Heading | Paragraph] = []
    claims: list[Part] = []
    notices: list[Notice] = []
    last = blocks = 0  # the last number, and the unnumbered blocks since
    for section in _sections(lines, starts):
        last, blocks = (section.start.number, 0) if section.start else (last, blocks)
        for element in _elements(section):
            if isinstance(element, Piece):
                claims += _claims_of(element)
                items += [_heading_of(element, anchors)] if element.kind is PieceKind.HEADING else []
                continue
            blocks += 0 if element.start else 1
            anchor = anchors.paragraph(last) if element.start else anchors.unnumbered(last, blocks)
            flow = flow_of(element.rows, anchor, anchors)
            paragraph = _paragraph_of(source, element, anchor, flow)
            items.append(paragraph)
            claims += [Part(PartKind.MARKING, span) for span in element.marks]
            claims += [Part(PartKind.PARAGRAPH, span) for span in paragraph.spans]
            notices += _notices_of(element, flow)
    return Body(framed(tuple(items)), tuple(claims), tuple(notices))


def _paragraph_of(source: SourceText, unit: _Unit, anchor: Anchor, flow: Flow) -> Paragraph:
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


def _sections(lines: tuple[Line, ...], starts: tuple[Start, ...]) -> Iterator[_Section]:
    """The lines between one number and the next; `lines` have a new line at each start."""
    by_offset = {start.offset: start for start in starts}
    current: Start | None = None
    section: list[Line] = []
    for line in lines:
        if (start := by_offset.get(line.start)) and line.text:
            if current or section:
                yield _Section(current, tuple(section), followed=True)
            current, section = start, [cut(line, start.text_offset - line.start)]
        else:
            section.append(line)
    if current or section:
        yield _Section(current, tuple(section), followed=False)


def _elements(section: _Section) -> Iterator[Piece | _Unit]:
    """Headings and rules as pieces, texts as units, in order."""
    start = section.start
    held: list[Row] = []
    for piece in pieces_of(section.lines, followed=section.followed, numbered=start is not None):
        if piece.kind is PieceKind.TEXT:
            held += (Row(line, index == 0) for index, line in enumerate(piece.lines))
            continue
        # 09HARARE888: "¶1. SUMMARY" is boxed, so that the title stands before its paragraph's text.
        if piece.kind is PieceKind.HEADING and held:
            yield from _units(start, held)
            start, held = None, []
        yield piece
    if held or start:
        yield from _units(start, held)


def _units(start: Start | None, rows: list[Row]) -> Iterator[_Unit]:
    """One unit of all rows, but for blocks with a mark of their own and, without number, new blocks."""
    marks = (Span(start.offset, start.text_offset),) if start else ()
    unit = _Unit(start, start.marking if start else None, marks, ())
    held: list[Row] = []
    for row in rows:
        marked = read_marking(row.line.text) if "(" in row.line.text[:8] else None
        if marked and start and not unit.marking and not any(r.line.text.strip() for r in held):
            # "1." alone on its line, and the mark on the next (cable-format, section 10)
            mark = span_of(cut(row.line, 0, marked[1]))
            unit = unit._replace(marking=marked[0], marks=(*unit.marks, mark))
            held.append(Row(cut(row.line, marked[1]), row.blank_above))
            continue
        if (held or (marked and not start)) and _opens_unit(
            row, held, marked=bool(marked), numbered=bool(unit.start)
        ):
            if held:
                yield unit._replace(rows=tuple(held))
            unit, held = _Unit(None, marked[0] if marked else None, (), ()), []
            if marked:
                unit = unit._replace(marks=(span_of(cut(row.line, 0, marked[1])),))
                row = Row(cut(row.line, marked[1]), row.blank_above)
        held.append(row)
    yield unit._replace(rows=tuple(held))


def _opens_unit(row: Row, held: list[Row], *, marked: bool, numbered: bool) -> bool:
    """Whether a row begins an unnumbered block of its own."""
    before = held[-1].line.text if held else ""
    apart = row.blank_above or ends_sentence(before)
    if marked or _WEBSITE.match(row.line.text[:200]):
        return apart and (not held or ends_sentence(before) or row.blank_above)
    if numbered or not row.blank_above or goes_on(before, row.line.text):
        return False
    return not is_item(row.line.text)


def _heading_of(piece: Piece, anchors: Anchors) -> Heading:
    text = heading_text(piece.lines)
    marked = read_marking(text)
    words = text[marked[1] :].strip() if marked else text
    first, last = span_of(piece.lines[0]), span_of(piece.lines[-1])
    return Heading(
        words or text,
        anchors.heading(words),
        Span(first.start, last.end),
        marked[0] if marked and words else None,
    )


def _claims_of(piece: Piece) -> Iterator[Part]:
    kind = PartKind.HEADING if piece.kind is PieceKind.HEADING else PartKind.PAGE_ARTEFACT
    for line in piece.lines:
        yield Part(kind, span_of(line))


def _spans_of(source: SourceText, rows: tuple[Row, ...]) -> tuple[Span, ...]:
    """The rows' spans, joined where only blanks lie between them."""
    spans: list[Span] = []
    for row in rows:
        span = span_of(row.line)
        if span.start == span.end:
            continue
        if spans and not source.text[spans[-1].end : span.start].strip():
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)


def _lines_of(source: SourceText, unit: _Unit, spans: tuple[Span, ...]) -> tuple[int, int]:
    pieces = [*unit.marks, *spans]
    return (source.line_at(pieces[0].start), source.line_at(pieces[-1].end - 1)) if pieces else (1, 1)


def _notices_of(unit: _Unit, flow: Flow) -> Iterator[Notice]:
    start = unit.start
    if start and start.written:
        yield Notice("number-repaired", start.offset, f"{start.written} is read as ¶{start.number}")
    for offset in flow.rejoined:
        yield Notice("paragraph-rejoined", offset, "a sentence cut by a blank line is put together again")

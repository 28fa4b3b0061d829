"""A section's running rows divided into paragraphs: its own, and blocks that have no number.

A block of its own begins with a portion mark, with the post's web site, or, where no number stands above it,
below a blank line.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sitegen.cable.claim import cut, span_of
from sitegen.cable.classification import read_marking
from sitegen.cable.model import Marking
from sitegen.cable.number import Start
from sitegen.cable.paragraph import Row, is_item
from sitegen.cable.sentence import ends_sentence, goes_on
from sitegen.source_text import Span

# "Visit Embassy Madrid's Classified Website", below the last paragraph of 198 cables.
_WEBSITE = re.compile(
    r"[\s*]*(?:V(?i:isit)\b(?=.{0,120}(?i:web|http|www|home ?page|\bsite|classified|\bat\s*\Z))"
    r"|O(?i:ur (?:classified )?web ?site)\b|Y(?i:ou can also access)\b|F(?i:or more reporting)\b)"
)
_LETTERED = re.compile(r"\s{0,6}¶?\((?P<letter>[A-Za-z])\)\s")
_WITHHELD = ("XXXX", "xxxxx")
_OPENING = frozenset("(*VOYF")  # how a mark and a web site begin


class Unit(Struct, frozen=True, gc=False):
    """The rows of one paragraph, numbered when `start` is known."""

    start: Start | None
    marking: Marking | None
    marks: tuple[Span, ...]  # its number and mark
    rows: tuple[Row, ...]


def units_of(start: Start | None, rows: list[Row]) -> Iterator[Unit]:
    """One unit of all rows, but for blocks with a mark of their own and, without number, new blocks."""
    marks = (Span(start.offset, start.text_offset),) if start else ()
    unit = Unit(start, start.marking if start else None, marks, ())
    if len(rows) == 1 and unit.marking:
        yield replace(unit, rows=tuple(rows))
        return
    held: list[Row] = []
    letters = _letters_of(rows)
    for row in rows:
        text = row.line.text
        if held and (unit.start or not row.blank_above) and text.lstrip()[:1] not in _OPENING:
            held.append(row)  # most lines
            continue
        marked = read_marking(text) if "(" in text[:8] and not _is_letter(text, letters) else None
        if marked and unit.start and not unit.marking and not any(r.line.text.strip() for r in held):
            # "1." alone on its line, and the mark on the next (cable-format, section 10)
            mark = span_of(cut(row.line, 0, marked[1]))
            unit = replace(unit, marking=marked[0], marks=(*unit.marks, mark))
            held.append(Row(cut(row.line, marked[1]), row.blank_above))
            continue
        if (held or (marked and not start)) and _opens_unit(
            row, held, marked=bool(marked), numbered=bool(unit.start)
        ):
            if held:
                yield replace(unit, rows=tuple(held))
            unit, held = Unit(None, marked[0] if marked else None, (), ()), []
            if marked:
                unit = replace(unit, marks=(span_of(cut(row.line, 0, marked[1])),))
                row = Row(cut(row.line, marked[1]), row.blank_above)
        held.append(row)
    yield replace(unit, rows=tuple(held))


def _letters_of(rows: list[Row]) -> frozenset[str]:
    """The letters in brackets that rows begin with; a portion mark has no neighbours in the alphabet."""
    found = (_LETTERED.match(row.line.text) for row in rows if "(" in row.line.text[:8])
    return frozenset(match["letter"] for match in found if match)


def _is_letter(text: str, letters: frozenset[str]) -> bool:
    """Whether "(c)" is the third of a list's letters: "(b)" or "(d)" stands in the same paragraph."""
    match = _LETTERED.match(text)
    return match is not None and any(chr(ord(match["letter"]) + step) in letters for step in (-1, 1))


def _opens_unit(row: Row, held: list[Row], *, marked: bool, numbered: bool) -> bool:
    """Whether a row begins an unnumbered block of its own."""
    before = held[-1].last if held else ""
    apart = row.blank_above or ends_sentence(before)
    if marked or _WEBSITE.match(row.line.text[:200]):
        return apart or (marked and before.rstrip().endswith(_WITHHELD))
    alone = bool(held) and not any(
        r.line.text.strip() for r in held
    )  # a mark, and its text below a blank line
    if numbered or alone or not row.blank_above or goes_on(before, row.line.text):
        return False
    return not is_item(row.line.text)

"""Decisions: what an editor has said, once and for all, that some words of a cable name.

`content/entities/decisions.csv`, one row a decision; it beats every rule of `mention.py`. An empty
`paragraph` means the whole cable, an empty `occurrence` every time the words stand there, and the
entity `none` that they name nothing we know.

A row may be what keeps a wrong link from a person, so that a fault never frees its words: a row
that cannot be read leaves them unlinked in its cable (in every cable, when that is what cannot be
read), and a file or row whose words cannot be read is `decision-file-unreadable`, which must stop
the build.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.entity import Entity
from sitegen.note.manuscript import Manuscript, manuscript_of
from sitegen.note.near import did_you_mean
from sitegen.note.partial_date import read_day
from sitegen.note.table import QUOTES, header_of, other_separator, rows_of

COLUMNS = ("cable", "paragraph", "words", "occurrence", "entity", "by", "date", "reason")
NONE = "none"
_UNREADABLE = "decision-file-unreadable"
_PARAGRAPH = re.compile(
    r"(?:[¶p]\s*)?(?P<number>[0-9]{1,4})"
    r"(?:(?P<rest>u[0-9]+|-[0-9]+)|\s*\((?P<again>[1-9][0-9]?)\))?",
    re.IGNORECASE,
)
_COUNT = re.compile("[1-9][0-9]{0,3}")


class Decision(NamedTuple):
    """These words of this cable name this entity, or (entity None) no entity."""

    cable: CableId | None  # None, of a row that cannot be read: every cable
    paragraph: str  # its anchor, "p3"; "" for every paragraph
    words: str
    occurrence: int  # in that paragraph, from 1; 0 for every one
    entity: str | None
    by: str
    date: date | None
    reason: str
    place: Place
    readable: bool = True  # of one that is not, only the words count, and they are not linked


def read_decisions(
    csv_text: str, path: str, vocabulary: Vocabulary
) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """The rows of decisions.csv, and what was wrong with them."""
    manuscript = manuscript_of(csv_text, path)
    try:
        rows = tuple(rows_of(manuscript))
    except csv.Error as error:
        place = manuscript.place(1)
        return (), (manuscript.problem(_UNREADABLE, place, f"this file is no CSV: {error}", QUOTES),)
    header = header_of(rows[0][1]) if rows else []
    if problems := tuple(_header_problems(header, manuscript)) if rows else ():
        return (), problems
    decisions: list[Decision] = []
    found: list[Diagnostic] = []
    for line, cells in rows[1:]:
        row = dict.fromkeys(header, "") | dict(zip(header, map(str.strip, cells), strict=False))
        faults = tuple(_row_problems(row, cells[len(header) :], line, manuscript, vocabulary))
        found += faults
        if row["words"]:
            decisions.append(_decision(row, manuscript.place(line), vocabulary, readable=not faults))
    return tuple(decisions), tuple(found)


def decision_problems(decisions: Iterable[Decision], entities: Iterable[Entity]) -> tuple[Diagnostic, ...]:
    """Decisions for an entity that is not there."""
    known = {entity.id for entity in entities}
    return tuple(
        Diagnostic(
            decision.place,
            "decision-entity-unknown",
            f"no entity has the id {decision.entity!r}",
            did_you_mean(decision.entity, known) or f"write {NONE} for words that name no entity",
        )
        for decision in decisions
        if decision.entity is not None and decision.entity not in known
    )


def _header_problems(header: list[str], manuscript: Manuscript) -> Iterator[Diagnostic]:
    missing = [column for column in COLUMNS if header.count(column) != 1]
    if missing:
        message = f"the first line must name each column once; look for: {', '.join(missing)}"
        hint = other_separator(manuscript.lines[0]) or ",".join(COLUMNS)
        yield manuscript.problem(_UNREADABLE, manuscript.place(1), message, hint)


def _row_problems(
    row: Mapping[str, str], rest: list[str], line: int, manuscript: Manuscript, vocabulary: Vocabulary
) -> Iterator[Diagnostic]:
    place = manuscript.place(line)
    if any(cell.strip() for cell in rest):
        yield manuscript.problem("decision-row", place, "this row has more cells than columns", QUOTES)
    if not row["words"]:
        message = "this row says no words, so that no one can tell which must not be linked"
        yield manuscript.problem(
            _UNREADABLE, place, message, "copy the words from the cable, or delete the row"
        )
    if read_id(row["cable"], vocabulary) is None:
        yield manuscript.problem("decision-row", place, _wrong("cable", row), "write its id, as 07ASTANA1848")
    for column, is_right, hint in _CELLS:
        if not is_right(row[column]):
            yield manuscript.problem("decision-row", place, _wrong(column, row), hint)


def _wrong(column: str, row: Mapping[str, str]) -> str:
    value = row[column]
    return f"{value!r} is no {column}" if value else f"this row says no {column}"


_CELLS: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("paragraph", lambda value: not value or _PARAGRAPH.fullmatch(value), "write its number, or nothing"),
    ("occurrence", lambda value: not value or _COUNT.fullmatch(value), "write 1, 2 … or nothing"),
    ("entity", bool, f"write an entity's id, or {NONE}"),
    ("date", lambda value: not value or read_day(value), "write it as 2007-07-09"),
)


def _decision(row: Mapping[str, str], place: Place, vocabulary: Vocabulary, readable: bool) -> Decision:
    cable = read_id(row["cable"], vocabulary)
    if not readable:
        return Decision(cable, "", row["words"], 0, None, "", None, "", place, readable=False)
    paragraph = _PARAGRAPH.fullmatch(row["paragraph"])
    return Decision(
        cable=cable,
        paragraph=_anchor(paragraph) if paragraph else "",
        words=row["words"],
        occurrence=int(row["occurrence"] or 0),
        entity=None if row["entity"].casefold() == NONE else row["entity"],
        by=row["by"],
        date=read_day(row["date"]),
        reason=row["reason"],
        place=place,
    )


def _anchor(paragraph: re.Match[str]) -> str:
    """`¶6` is p6, and `¶6 (2)`, the second of that number, p6-2."""
    number, rest, again = paragraph.group("number", "rest", "again")
    return f"p{number}-{again}" if again and again != "1" else f"p{number}{(rest or '').lower()}"

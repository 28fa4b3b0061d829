"""Decisions: what an editor has said, once and for all, that some words of a cable name.

`content/entities/decisions.csv`, one row a decision; it beats every rule of `mention.py`. An empty
`paragraph` means the whole cable, an empty `occurrence` every time the words stand there, and the
entity `none` that they name nothing we know.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import CableId
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.entity import Entity
from sitegen.note.manuscript import Manuscript, manuscript_of
from sitegen.note.near import did_you_mean
from sitegen.note.partial_date import read_day

COLUMNS = ("cable", "paragraph", "words", "occurrence", "entity", "by", "date", "reason")
NONE = "none"
_PARAGRAPH = re.compile(r"(?:[¶p]\s*)?([0-9]{1,4}(?:u[0-9]+|-[0-9]+)?)", re.IGNORECASE)
_COUNT = re.compile("[1-9][0-9]{0,3}")


class Decision(NamedTuple):
    """These words of this cable name this entity, or (entity None) no entity."""

    cable: CableId
    paragraph: str  # its anchor, "p3"; "" for every paragraph
    words: str
    occurrence: int  # in that paragraph, from 1; 0 for every one
    entity: str | None
    by: str
    date: date | None
    reason: str
    place: Place


def read_decisions(csv_text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """The rows of decisions.csv, and those that could not be read."""
    manuscript = manuscript_of(csv_text, path)
    rows = _rows(manuscript)
    header = [column.strip().casefold() for column in next(rows, (1, [""]))[1]]
    problems = list(_header_problems(header, manuscript)) if csv_text.strip() else []
    decisions = []
    for line, cells in rows if not problems else ():
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        faults = tuple(_row_problems(row, line, manuscript))
        problems += faults
        if not faults and any(row.values()):
            decisions.append(_decision(row, manuscript.place(line)))
    return tuple(decisions), tuple(problems)


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


def _rows(manuscript: Manuscript) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line each begins on."""
    reader = csv.reader(f"{line}\n" for line in manuscript.lines)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _header_problems(header: list[str], manuscript: Manuscript) -> Iterator[Diagnostic]:
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        message = f"the first line must name the columns; missing: {', '.join(missing)}"
        yield manuscript.problem("decision-columns", manuscript.place(1), message, ",".join(COLUMNS))


def _row_problems(row: Mapping[str, str], line: int, manuscript: Manuscript) -> Iterator[Diagnostic]:
    for column, wrong, hint in _WRONG:
        value = row.get(column, "")
        if wrong(value):
            message = f"{value!r} is no {column}" if value else f"this row says no {column}"
            yield manuscript.problem("decision-row", manuscript.place(line), message, hint)


_WRONG: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("cable", lambda value: read_id(value) is None, "write its id, as 07ASTANA1848"),
    (
        "paragraph",
        lambda value: bool(value) and not _PARAGRAPH.fullmatch(value),
        "write its number, or nothing",
    ),
    ("words", lambda value: not value, "copy the words from the cable"),
    ("occurrence", lambda value: bool(value) and not _COUNT.fullmatch(value), "write 1, 2 … or nothing"),
    ("entity", lambda value: not value, f"write an entity's id, or {NONE}"),
    ("date", lambda value: bool(value) and read_day(value) is None, "write it as 2007-07-09"),
)


def _decision(row: Mapping[str, str], place: Place) -> Decision:
    cable = read_id(row["cable"])
    assert cable  # noqa: S101 (a row without one has a problem)
    paragraph = _PARAGRAPH.fullmatch(row.get("paragraph", ""))
    return Decision(
        cable=cable,
        paragraph=f"p{paragraph[1].lower()}" if paragraph else "",
        words=row["words"],
        occurrence=int(row.get("occurrence") or 0),
        entity=None if row["entity"].casefold() == NONE else row["entity"],
        by=row.get("by", ""),
        date=read_day(row.get("date", "")),
        reason=row.get("reason", ""),
        place=place,
    )

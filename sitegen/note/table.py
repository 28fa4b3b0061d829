"""A table that an editor keeps as CSV: its rows, and where each cell begins."""

import csv
import re
from collections.abc import Iterator

from sitegen.note.manuscript import Manuscript

QUOTES = "put words that hold a comma in quotation marks, and write a mark within them twice"
_CELL = re.compile(r'\s*(?:"(?:[^"]|"")*"|[^,]*)(?:,|\Z)')


def rows_of(manuscript: Manuscript, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line each begins on; csv.Error of what is no CSV."""
    # Strict, or a quotation mark that is never closed would swallow the rows below it.
    reader = csv.reader((f"{line}\n" for line in manuscript.lines), strict=True, delimiter=separator)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def other_separator(line: str) -> str:
    """What to do about a first line whose cells a spreadsheet parted without commas; "" of any other."""
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if mark in line and "," not in line:
            return f"its cells stand between {name}: save it as CSV with commas between them, in UTF-8"
    return ""


def header_of(cells: list[str]) -> list[str]:
    """The names of the columns, however they are capitalised."""
    return [column.strip().casefold() for column in cells]


def column_of(line: str, index: int) -> int:
    """The column, from 1, in which a cell of this line begins; 1 of one that is on another line."""
    start = 0
    for _ in range(index):
        found = _CELL.match(line, start)
        if not found or line[found.end() - 1 : found.end()] != ",":
            return 1
        start = found.end()
    return start + 1

r"""The dump of 2011: rows of eight columns, a cable a row, a quarter of a million of them in one file.

    "1","12/28/1966 18:48","66EXAMPLETOWN1","Embassy Exampletown","SECRET","66STATE1|66STATE2","header","body"

Number, date, reference id, origin, classification, references, header, body. Fields hold line ends; a quote
in a field is `\"` and a backslash `\\`, in other exports `""`. There is no row of names.

A quote that is not closed would make one field of all that follows. So rows are not found by their quotes
but by how they begin: a number in quotes and a quote after it, at a line's start. No field can hold that,
for its own quotes are escaped. It costs a look at each line, needs the memory of one row, and finds the next
row after any damage.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sitegen.cable.cable_id import read_id
from sitegen.cable.stated import Stated
from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.decode import decode
from sitegen.form.reading import Reading, record_text
from sitegen.source_text import SourceText

LARGEST_ROW = 5_000_000
"""Bytes. The longest cable known has some 300,000; what is larger is an unclosed quote."""

COLUMNS = 8
FIRST_ROW = re.compile(rb'"?\d{1,9}"?,"?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d')
"""How a file begins that is a dump whatever its name."""

ROW_START = re.compile(rb'"\d{1,9}","')
_BARE_START = re.compile(rb"\d{1,9},\"?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d")  # numbers without quotes
_NAMED = re.compile(rb'(?:\xef\xbb\xbf)?"?(\d{1,9})"?,"?[^",\n]{0,40}"?,"?([^",\n]{1,60})?')
_QUOTED = re.compile(r'"[^"\\]*+(?:(?:""|\\.)[^"\\]*+)*+"', re.DOTALL)
_FIELD = re.compile(
    rf'(?:{_QUOTED.pattern}|[^",\n]*+)(?:,|\s*+\Z)', re.DOTALL
)  # with the comma, or the row's end, after it
_ESCAPED = ('"', "\\")
_BACKSLASH = re.compile(r"\\(.?)", re.DOTALL)
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d)(?::\d\d)?(?: ([AP])M)?", re.IGNORECASE)
_FURTHEST_ZONE = timedelta(hours=15)
_QUOTE_HINT = (
    r'in a field a quote is written \" or "", a backslash \\; only the last quote of a field stands alone'
)

csv.field_size_limit(LARGEST_ROW)  # the library's own limit, 131,072, is below the longest cables


class Row(NamedTuple):
    """A stretch of a dump that begins as a row does; `data` is empty when it is too long for one."""

    data: bytes
    line: int  # of its first line, from 1
    start: int  # offsets of its bytes in the file
    end: int


class RowRead(NamedTuple):
    """A row as a record. `key` names it in its dump; "" when it is too damaged to have a name."""

    key: str
    reading: Reading


def rows_of(pieces: Iterable[bytes]) -> Iterator[Row]:
    """The rows of a dump, from its lines or parts of them, holding one row at a time."""
    starts: tuple[re.Pattern[bytes], ...] = (ROW_START, _BARE_START)
    held: list[bytes] = []
    start = end = 0
    line = first = 1
    fresh = True  # at the start of a line
    for piece in pieces:
        if fresh and (begun := next((one for one in starts if one.match(piece)), None)):
            starts = (begun,)
            if end > start:
                yield Row(b"".join(held), first, start, end)
                held, start, first = [], end, line
        end += len(piece)
        if end - start <= LARGEST_ROW:
            held.append(piece)
        else:
            held.clear()
        fresh = piece.endswith(b"\n")
        line += fresh
    if end > start:
        yield Row(b"".join(held), first, start, end)


def read_row(row: Row, path: str) -> RowRead:
    """A row as a record of its own, named `path#07ASTANA1848`; its faults are told by the dump's line."""
    if not row.data:
        size = f"{(row.end - row.start) / 1e6:.1f} MB, and no cable has {LARGEST_ROW / 1e6:.0f} MB"
        return _unread(row, path, _Fault(f"from here on no row begins for {size}", _QUOTE_HINT))
    decoded, told = decode(row.data, path)
    if decoded is None:
        place, message = told[-1].place, told[-1].message.replace("the file", "the row")
        hint = "see what stands there in the dump"
        return _unread(row, path, _Fault(message, hint, place.line or 1, place.column or 1))
    told = tuple(_moved(found, row) for found in told)
    fields, fault = _fields(decoded.text)
    if fields is None:
        return _unread(row, path, fault or _Fault("it cannot be read"), told)
    read = _record(fields, path)
    if isinstance(read, _Fault):
        return _unread(row, path, read, told)
    if fault:
        told += (_told(row, path, fault),)
    return read._replace(reading=read.reading._replace(diagnostics=told))


class _Fault(NamedTuple):
    """What is wrong with a row, and at which line and column of it."""

    message: str
    hint: str = ""
    line: int = 1
    column: int = 1
    shown: str = ""


def _record(fields: list[str], path: str) -> RowRead | _Fault:
    number, date, reference, origin, classification, references, header, body = fields
    number = number.strip()
    if not number.isdecimal():
        hint = "a dump has no row of names: if this is one, remove it"
        return _Fault("the first column is no row number", hint, shown=",".join(fields)[:200])
    if not (text := record_text(header, body)).strip():
        return _Fault(f"row {number} has no text: its header and body are empty")
    stated = Stated(
        by="the dump's row",
        id=reference.strip(),
        date=_date_of(date),
        date_within=_FURTHEST_ZONE,
        date_note="as the row has it, without a zone",
        origin=origin.strip(),
        classification=classification.strip(),
        references=tuple(filter(None, map(str.strip, references.split("|")))),
    )
    key = str(read_id(reference) or number)
    return RowRead(key, Reading(SourceText(text, f"{path}#{key}"), stated))


def _fields(text: str) -> tuple[list[str] | None, _Fault | None]:
    """The columns of a row; what is wrong with it, or with what stands between it and the next."""
    fault: _Fault | None = None
    for escape in ("\\", None):
        rows = _parsed(text, escape)
        try:
            first = next(rows, [])
        except csv.Error as error:
            fault = fault or _quote_fault(text, str(error))
            continue
        if len(first) == COLUMNS:
            return first, _glued(text, first, rows)
        message = f"the row has {len(first)} columns and not {COLUMNS}"
        fault = fault or _Fault(message, _QUOTE_HINT, shown=text.partition("\n")[0])
    return None, fault


def _parsed(text: str, escape: str | None) -> Iterator[list[str]]:
    """Rows that are not blank. A lone backslash is a backslash: the library would drop it."""
    if escape and escape in text:
        text = _BACKSLASH.sub(lambda found: found[0] if found[1] in _ESCAPED else "\\" + found[0], text)
    lines = [f"{line}\n" for line in text.removesuffix("\n").split("\n")]
    return filter(None, csv.reader(lines, doublequote=True, escapechar=escape, strict=True))


def _glued(text: str, first: list[str], more: Iterator[list[str]]) -> _Fault | None:
    """What stands below a row that is sound, above the next one."""
    try:
        if next(more, None) is None:
            return None
    except csv.Error:
        pass
    line = 2 + sum(field.count("\n") for field in first)
    lines = text.split("\n")
    while line < len(lines) and not lines[line - 1].strip():
        line += 1
    message = "this is no row, for it does not begin with a number in quotes; it is not read"
    return _Fault(message, _QUOTE_HINT, line, 1, lines[line - 1])


def _quote_fault(text: str, error: str) -> _Fault:
    """Where the field begins that has no end, or the quote stands that ends a field too soon."""
    at = 0
    while at < len(text) and (field := _FIELD.match(text, at)) and field.end() > at:
        at = field.end()
    message = "the field that begins here is not closed; the row is not read"
    if "unexpected end" not in error and (quoted := _QUOTED.match(text, at)):
        at = quoted.end() - 1
        message = "a quote that is not escaped; the row is not read"
    source = SourceText(text)
    line, column = source.position(min(at, max(0, len(text) - 1)))
    return _Fault(message, _QUOTE_HINT, line, column, source.lines[line - 1].text)


def _unread(row: Row, path: str, fault: _Fault, told: tuple[Diagnostic, ...] = ()) -> RowRead:
    return RowRead(key_of(row), Reading(None, diagnostics=(*told, _told(row, path, fault))))


def _told(row: Row, path: str, fault: _Fault) -> Diagnostic:
    place = Place(path, row.line + fault.line - 1, fault.column, 1)
    return Diagnostic(place, "dump-row-damaged", fault.message, fault.hint, fault.shown)


def _moved(found: Diagnostic, row: Row) -> Diagnostic:
    """The decoder counts lines from the row's own first."""
    return replace(found, place=found.place._replace(line=found.place.line + row.line - 1))


def key_of(row: Row) -> str:
    """The name of a row from its first bytes: its cable's id, else its number, else ""."""
    if not (named := _NAMED.match(row.data)):
        return ""
    cable = read_id((named[2] or b"").decode("latin-1"))
    return str(cable or named[1].decode("ascii"))


def _date_of(words: str) -> datetime | None:
    """`7/9/2007 0:09`: month first."""
    match = _DATE.fullmatch(words.strip())
    if not match:
        return None
    month, day, year, hour, minute = (int(match[group]) for group in range(1, 6))
    if match[6]:
        hour = hour % 12 + (12 if match[6].upper() == "P" else 0)
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None

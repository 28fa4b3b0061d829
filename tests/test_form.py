"""The forms in which cables come: what tells them, what is in them, and what is told of a damaged one."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cable_record import VOCABULARY
from case_file import check
from conftest import ROOT, SHARED
from hypothesis import given
from hypothesis import strategies as st

from sitegen.cable.json_form import json_of
from sitegen.cable.parse import parse
from sitegen.cable.stated import Stated
from sitegen.diagnostic import Diagnostic
from sitegen.form.dump import LARGEST_ROW, read_row, rows_of
from sitegen.form.forms import Form, form_of
from sitegen.form.page import read_page
from sitegen.form.reading import Reading

TELEGRAM = b"R 090009Z JUL 07\nFM AMEMBASSY EXAMPLETOWN\n"
ARCHIVES_OF_1975 = b"CONFIDENTIAL\n\nPAGE 01  EXAMPL 02069  041125Z\n\n56\nACTION NEA-10\n"
LABELLED = b"UNCLASSIFIED\nSBU\n\nMRN: 10 EXAMPLETOWN 123\nDate/DTG: Jan 05, 2010 / 051200Z JAN 10\n"
ROW = b'"1","7/9/2007 0:09","07EXAMPLETOWN1","Embassy Exampletown","SECRET","","FM X","1. (S) Words."\n'


@pytest.mark.parametrize(
    ("head", "path", "form"),
    [
        (TELEGRAM, "a.txt", Form.TEXT),
        (TELEGRAM, "a", Form.TEXT),
        (TELEGRAM, "a.html", Form.PAGE),  # a piece of a page, perhaps: the name decides
        (ARCHIVES_OF_1975, "a.txt", Form.TEXT),
        (LABELLED, "a.txt", Form.TEXT),
        ((ROOT / "content/cables/07ASTANA1848.txt").read_bytes(), "seed.txt", Form.TEXT),  # Markdown
        (b"", "empty.csv", Form.TEXT),  # the decoder says what it is
        (b"<?xml version='1.0'?>\n<!DOCTYPE html>", "a.txt", Form.PAGE),
        (b"\xef\xbb\xbf\n  <HTML>", "a", Form.PAGE),
        (b"<NAME> SPOKE FIRST", "a.txt", Form.TEXT),
        (ROW, "a.csv", Form.DUMP),
        (ROW, "a.txt", Form.DUMP),
        (b"\xef\xbb\xbf" + ROW, "a", Form.DUMP),
        (b"number,date,id\n" + ROW, "a.csv", Form.DUMP),
        (b"number,date,id\n" + ROW, "a.txt", Form.TEXT),
        (ROW.replace(b'"', b""), "a.csv", Form.DUMP),
        (b"PK\x03\x04", "a.txt", Form.ZIP),
        (b"\x1f\x8b\x08\x00", "a.csv", Form.GZIP),
    ],
)  # fmt: skip
def test_a_form_is_told_by_content_first_and_by_name_second(head: bytes, path: str, form: Form) -> None:
    assert form_of(head, path) is form


@pytest.mark.parametrize(
    ("head", "path", "message"),
    [
        (b"%PDF-1.4\x00", "scan.txt", "this is a PDF, which is not read"),
        (b"{\\rtf1", "a.txt", "this is a word processor's file (RTF), which is not read"),
        (b"name,age\nA,1\n", "list.csv", "its name says .csv, but no line begins a row of the dump"),
        (b"nothing", "a.zip", "its name says .zip, but it is no ZIP archive"),
        (b"nothing", "a.csv.gz", "its name says .gz, but it is not packed with gzip"),
        (bytes(257) + b"ustar", "a.txt", "this is a tar archive, which is not read"),
    ],
)
def test_what_is_no_form_is_told_and_not_guessed(head: bytes, path: str, message: str) -> None:
    found = form_of(head, path)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.message) == ("form-unknown", message)
    assert found.hint


def _shown(reading: Reading) -> str:
    stated = reading.stated
    facts = (stated.id, stated.date and f"{stated.date:%Y-%m-%d %H:%M}", stated.origin, stated.classification,
             " ".join(stated.references), " ".join(stated.tags))  # fmt: skip
    said = f"{stated.by}: {'; '.join(filter(None, facts))}" if stated.by else "nothing stated"
    text = reading.source.text if reading.source else "no text"
    return "\n".join([said, *(f"| {line}".rstrip() for line in text.split("\n"))])


def test_pages(golden: bool) -> None:
    def of_page(html: str) -> tuple[str, tuple[Diagnostic, ...]]:
        reading = read_page(html.encode(), "saved.html")
        return _shown(reading), reading.diagnostics

    check("form/page.txt", of_page, golden)


def test_dumps(golden: bool) -> None:
    def of_dump(rows: str) -> tuple[str, list[Diagnostic]]:
        reads = [(row, read_row(row, "cables.csv")) for row in rows_of(io.BytesIO(rows.encode() + b"\n"))]
        told = [found for _, read in reads for found in read.reading.diagnostics]
        return "\n".join(
            f"#{read.key} at line {row.line}, {_shown(read.reading)}" for row, read in reads
        ), told

    check("form/dump.txt", of_dump, golden)


def test_stated_facts(golden: bool) -> None:
    def of_page(html: str) -> tuple[str, list[Diagnostic]]:
        reading = read_page(html.encode(), "saved.html")
        assert reading.source
        cable, told = parse(reading.source, VOCABULARY, reading.stated)
        facts = json_of(cable, (), reading.source)
        shown = ("id", "date", "from", "post", "classification", "captions", "tags")
        about = ("stated", "id-", "dtg-", "classification-")
        return "\n".join(f"{name}: {facts[name]}" for name in shown), [
            found for found in told if found.code.startswith(about)
        ]

    check("form/stated.txt", of_page, golden)


def test_nothing_stated_changes_nothing() -> None:
    reading = read_row(next(rows_of([ROW])), "d.csv").reading
    assert reading.source
    plain, _ = parse(reading.source, VOCABULARY)
    assert parse(reading.source, VOCABULARY, Stated())[0] == plain


@pytest.mark.parametrize("page", sorted((SHARED / "cables-html").glob("*.html")), ids=lambda path: path.stem)
def test_the_text_of_a_saved_page_is_the_record_letter_by_letter(page: Path) -> None:
    reading = read_page(page.read_bytes(), page.name)
    record = (SHARED / "cables" / f"{page.stem}.txt").read_bytes().decode()
    assert reading.source
    assert reading.source.text == record
    assert reading.stated.id == page.stem
    cable, told = parse(reading.source, VOCABULARY, reading.stated)
    assert str(cable.id) == page.stem
    assert not [found for found in told if found.code == "stated-conflict"]


def rows(count: int) -> Iterator[bytes]:
    """Lines of a dump of so many rows."""
    for number in range(1, count + 1):
        text = ROW.replace(b'"1"', b'"%d"' % number).replace(b"TOWN1", b"TOWN%d" % number)
        yield from io.BytesIO(text.replace(b"1. (S)", b'SUBJECT: A \\"FAIR\\"\n\n1. (S)'))


def test_a_dump_is_read_row_by_row_and_no_further_than_asked() -> None:
    reached = 0

    def counted() -> Iterator[bytes]:
        nonlocal reached
        for line in rows(2000):
            reached += 1
            yield line

    found = rows_of(counted())
    keys = [read_row(next(found), "d.csv").key for _ in range(10)]
    assert keys == [f"07EXAMPLETOWN{number}" for number in range(1, 11)]
    assert reached <= 3 * 11
    assert sum(1 for _ in found) == 1990


def test_a_row_is_found_again_by_its_place() -> None:
    data = b"".join(rows(2000))
    for row in rows_of(io.BytesIO(data)):
        assert data[row.start : row.end] == row.data
        assert data.count(b"\n", 0, row.start) + 1 == row.line


def test_a_giant_row_is_told_and_let_go() -> None:
    filler = (b"x" * 60_000 for _ in range(2 * LARGEST_ROW // 60_000))
    found = list(rows_of([*rows(1), b'"2","7/9/2007 0:09","07EXAMPLETOWN2","', *filler, b"\n", *rows(1)]))
    assert [len(row.data) < 1000 for row in found] == [True, True, True]
    (told,) = read_row(found[1], "d.csv").reading.diagnostics
    assert (told.code, told.place.line) == ("dump-row-damaged", 4)
    assert read_row(found[2], "d.csv").reading.source


FIELD = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('"\\,\n'), max_size=40)


@given(header=FIELD, body=FIELD, doubled=st.booleans())
def test_any_text_comes_out_of_a_row_as_it_went_in(header: str, body: str, doubled: bool) -> None:
    def quoted(text: str) -> str:
        text = text.replace("\\", "\\\\") if not doubled or '"' not in text else text.replace("\\", "")
        return f'"{text.replace(chr(34), chr(34) * 2 if doubled else chr(92) + chr(34))}"'

    if doubled:
        header, body = header.replace("\\", ""), body.replace("\\", "")
    text = "\n".join(filter(None, (header, body)))
    line = f'"1","7/9/2007 0:09","07EXAMPLETOWN1","","","",{quoted(header)},{quoted(body)}\n'
    (row,) = rows_of(io.BytesIO(line.encode()))
    source = read_row(row, "d.csv").reading.source
    assert (source.text if source else "") == (text if text.strip() else "")


@given(
    st.lists(st.sampled_from([ROW, b'"', b"\\", b"\n", b",", b'"2","', b"\0", b"\xe9", b"x"]), max_size=30)
)
def test_no_dump_is_too_damaged_to_be_told(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    found = list(rows_of(io.BytesIO(data)))
    assert b"".join(row.data for row in found) == data
    for row in found:
        reading = read_row(row, "d.csv").reading
        assert reading.source or reading.diagnostics


@given(
    st.lists(st.sampled_from(["<", ">", "<pre>", "<code>", "</pre>", "<a href='", "&#", "&lt;", "x", "<!--"]))
)
def test_no_page_is_too_damaged_to_be_told(pieces: list[str]) -> None:
    reading = read_page("".join(pieces).encode(), "a.html")
    assert reading.source or reading.diagnostics


def packed(**members: bytes) -> bytes:
    """A ZIP archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def test_what_is_packed_is_told_by_its_bytes() -> None:
    assert form_of(packed(a=b"x"), "download") is Form.ZIP
    assert form_of(gzip.compress(b"x"), "download") is Form.GZIP

"""Several telegrams in one file: parted where that is certain, else told; a quoted one is never torn."""

from pathlib import Path

import pytest
from cable_record import VOCABULARY
from conftest import SHARED

from sitegen.cable.vocabulary import Vocabulary
from sitegen.form.telegram import Parted, parted, parted_page
from sitegen.site import parting
from sitegen.site.importing import Shelf, records_of
from sitegen.site.locate import locate
from sitegen.site.record import load_record
from sitegen.site.stream import stream
from sitegen.source_text import SourceText

SENT = """VZCZCXRO{number:04}
PP RUEHC
DE RUEHTA #{number:04} 1900910
ZNY CCCCC ZZH
P 0912{minute:02}Z JUL 07
FM AMEMBASSY ASTANA
TO RUEHC/SECSTATE WASHDC PRIORITY 0007
INFO RUEHNO/USMISSION USNATO 2224
BT
C O N F I D E N T I A L {section}ASTANA {number:06}

SIPDIS

E.O. 12958: DECL: 07/06/2017
TAGS: PGOV, PREL, KZ
SUBJECT: THE FAIR OF {number}

{first}. (C) Summary: The fair opened. End summary.

{second}. (C) It was said that {number} were there.{more}

EXAMPLE
BT
#{number:04}

NNNN

"""
RECORD = """                        CONFIDENTIAL

PAGE 01        TEHRAN  0{number}  041125Z

62
ACTION NEA-10

INFO  OCT-01  ISO-00  CIAE-00  /056 W
                        ---------------------     012345
R 041040Z MAR 75
FM AMEMBASSY TEHRAN
TO SECSTATE WASHDC 5678

C O N F I D E N T I A L TEHRAN {number}

E.O. 11652: GDS
TAGS: PFOR, IR
SUBJ: A FAIR

1. ONE AND A FAIR.

2. TWO.
HELMS


                        CONFIDENTIAL




NNN

"""
LABELLED = """UNCLASSIFIED
SBU

MRN: 10 EXAMPLETOWN {number}
Date/DTG: Jan 05, 2010 / 051200Z JAN 10
From: AMEMBASSY EXAMPLETOWN
Action: WASHDC, SECSTATE ROUTINE
E.O.: 13526
TAGS: PGOV, LU
Captions: SENSITIVE
Subject: A FAIR

1. (SBU) One.

2. (U) Two.

Signature: Example

Drafted By: EXAMPLETOWN:Example, Jane
Dissemination Rule: Archive Copy

UNCLASSIFIED
SBU

"""


def sent(number: int, more: str = "", section: str = "", first: int = 1) -> str:
    return SENT.format(
        number=number, minute=number % 60, more=more, section=section, first=first, second=first + 1
    )


def head_and_text(number: int) -> str:
    """From the classification line to the signature."""
    return "C O N F" + sent(number).split("\nC O N F", 1)[1].split("\nBT\n", 1)[0] + "\n"


def dated(number: int) -> str:
    who = f"R 0912{number % 60:02}Z JUL 07\nFM AMEMBASSY ASTANA\nTO SECSTATE WASHDC\n\n"
    return f"{who}{head_and_text(number)}\n"


def quoting(opening: str, quoted: str, shutting: str) -> str:
    return sent(48, f"\n\n3. (C) {opening}\n\n{quoted}\n{shutting}")


TWO = ["07ASTANA48", "07ASTANA49"]
CERTAIN = [
    ("two transmissions", sent(48) + sent(49), TWO),
    ("three transmissions", sent(48) + sent(49) + sent(50), [*TWO, "07ASTANA50"]),
    ("line ends of Windows", (sent(48) + sent(49)).replace("\n", "\r\n"), TWO),
    ("a rule between", f"{sent(48)}==========\n\n{sent(49)}", TWO),
    ("date and sender, below a signature", dated(48) + dated(49), TWO),
    ("records of 1975", RECORD.format(number=2069) + RECORD.format(number=2070),
     ["75TEHRAN2069", "75TEHRAN2070"]),
    ("labelled form", LABELLED.format(number=1) + LABELLED.format(number=2),
     ["10EXAMPLETOWN1", "10EXAMPLETOWN2"]),
    ("a quotation in the first", quoting("BEGIN TEXT", dated(7), "END TEXT") + sent(49), TWO),
]  # fmt: skip
DOUBTFUL = [
    ("the same cable twice", sent(48) + sent(48)),
    ("no date, so no id", head_and_text(48) + "\n" + head_and_text(49)),
    ("quoted without a word", quoting("Astana wrote this.", dated(49), "")),
    ("quoted and not shut", quoting("Following is a repeat of Astana 49:", sent(49), "")),
    ("opened, signed and not shut", quoting("BEGIN TEXT", "Words.", "") + sent(49)),
]
ONE = [
    ("one", sent(48)),
    ("sections, each with its head", sent(48, section="SECTION 01 OF 02 ")
     + sent(48, section="SECTION 02 OF 02 ", first=3)),
    ("quoted between two words", quoting("The text: BEGIN TEXT", sent(49), "END TEXT.")),
    ("QUOTE and UNQUOTE", quoting("Please pass to the ministry.\n\nQUOTE", dated(49), "UNQUOTE")),
    ("the numbers go on below", quoting("Astana wrote.", sent(49), "4. (C) Comment: So much.")),
    ("a subject in a list", sent(48, "\n\nSUBJECT: A FAIR\nTAGS: PREL\nSUBJECT: ANOTHER")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "cables"), CERTAIN, ids=[case[0] for case in CERTAIN])
def test_what_is_certain_is_parted(name: str, text: str, cables: list[str]) -> None:
    source = SourceText(text, "two.txt")
    telegrams, told = parted(source, VOCABULARY)
    assert [it.key for it in telegrams] == cables, name
    assert not told
    assert "".join(text[it.start : it.end] for it in telegrams) == text
    assert [source.lines[it.line - 1].start for it in telegrams] == [it.start for it in telegrams]


@pytest.mark.parametrize(("name", "text"), DOUBTFUL, ids=[case[0] for case in DOUBTFUL])
def test_what_is_doubtful_is_one_record_and_told(name: str, text: str) -> None:
    telegrams, told = parted(SourceText(text, "two.txt"), VOCABULARY)
    assert telegrams == (), name
    assert [found.code for found in told] == ["telegram-within"]


@pytest.mark.parametrize(("name", "text"), ONE, ids=[case[0] for case in ONE])
def test_what_quotes_or_repeats_a_head_is_never_torn(name: str, text: str) -> None:
    assert parted(SourceText(text, "one.txt"), VOCABULARY) == ((), ()), name


def test_no_cable_of_the_release_is_torn() -> None:
    files = sorted((SHARED / "cables").glob("*.txt"))
    assert len(files) == 40
    for file in files:
        text = file.read_bytes().decode()
        assert parted(SourceText(text, file.name), VOCABULARY) == ((), ()), file.name


def test_a_name_that_is_neither_cable_is_told_and_nothing_is_parted() -> None:
    telegrams, told = parted(SourceText(sent(48) + sent(49), "07ASTANA7.txt"), VOCABULARY)
    assert (telegrams, [found.place.line for found in told]) == ((), [sent(48).count("\n") + 1])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "two.txt"
    file.write_bytes((sent(48) + sent(49)).encode("utf-16"))
    return file


def test_each_has_its_own_lines_and_is_told_by_the_files(file: Path) -> None:
    first, second = stream(file, "two.txt")
    assert first.source == SourceText(sent(48), "two.txt#07ASTANA48")
    assert second.source == SourceText(sent(49), "two.txt#07ASTANA49")
    assert first.diagnostics == ()
    assert [(it.code, str(it.place)) for it in second.diagnostics] == [("telegram-parted", "two.txt:28:1")]
    assert second.diagnostics[0].source_line == "VZCZCXRO0049"


def test_a_build_and_an_import_do_the_same(file: Path, tmp_path: Path) -> None:
    located = locate(tmp_path, ["two.txt"])
    assert [load_record(tmp_path, it) for it in located.records] == list(stream(file, "two.txt"))
    shelf = Shelf(tmp_path / "cables", "cables")
    for record in records_of([str(file)]):
        shelf.put(record)
    written = sorted((tmp_path / "cables").iterdir())
    assert [(it.name, it.read_text("utf-8")) for it in written] == [
        ("07ASTANA48.txt", sent(48)),
        ("07ASTANA49.txt", sent(49)),
    ]


def test_of_two_saved_pages_none_has_the_table_of_the_other(tmp_path: Path) -> None:
    names = ("06BUCHAREST576", "09HARARE888")
    pages = [(SHARED / f"cables-html/{name}.html").read_bytes() for name in names]
    (tmp_path / "two.html").write_bytes(b"".join(pages))
    records = list(stream(tmp_path / "two.html", "two.html"))
    for name, page, record in zip(names, pages, records, strict=True):
        (tmp_path / f"{name}.html").write_bytes(page)
        (alone,) = stream(tmp_path / f"{name}.html", "one.html")
        assert record.source
        assert alone.source
        assert (record.source.path, record.source.text) == (f"two.html#{name}", alone.source.text)
        assert record.stated == alone.stated
    located = locate(tmp_path, ["two.html"])
    assert [load_record(tmp_path, it) for it in located.records] == records
    assert [it.key for it in parted_page(SourceText(pages[0].decode())).telegrams] == []


def test_a_file_is_parted_once_for_all_its_telegrams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a file of many would cost the square of their number."""
    asked: list[str] = []

    def counted(source: SourceText, vocabulary: Vocabulary) -> Parted:
        asked.append(source.path)
        return parted(source, vocabulary)

    monkeypatch.setattr(parting, "parted", counted)
    (tmp_path / "many.txt").write_text("".join(sent(number) for number in range(60, 70)), "utf-8")
    records = locate(tmp_path, ["many.txt"]).records
    assert [it.source and it.source.path for it in (load_record(tmp_path, one) for one in records)] == [
        f"many.txt#07ASTANA{number}" for number in range(60, 70)
    ]
    assert asked == ["many.txt"]

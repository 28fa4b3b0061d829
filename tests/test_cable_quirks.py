"""One line of a clean cable, written in each way that cables write it, in files named for the quirk.

A file's name begins with the section of the reference of the format (`cable-format.md`) that tells of the
quirk. A row is the line that is replaced, what is written there (" / " is the end of a line), and what
is to be read: fields of `inspect --json`, some of them in a shorter form (see `understood`). What takes more
than a line stands in a case of its own (`test_cable_cases.py`), in the same folder under the same kind of
name. `quirk.list` says which quirks there are.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cable_record import read

from sitegen.cable.json_form import json_of
from sitegen.cable.model import BlockKind
from sitegen.source_text import SourceText

FOLDER = Path(__file__).parent / "cases/cable/quirk"
LIST = [
    line
    for line in FOLDER.with_suffix(".list").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def rows() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.table")):
        for row in path.read_text(encoding="utf-8").splitlines():
            if row and not row.startswith("#"):
                line, rest = row.split(" | ", 1)
                written, _, facts = rest.rpartition(" | {")
                yield pytest.param(line, written, "{" + facts, id=f"{path.stem}: {row}")


CLEAN = {
    "dtg": "R 090009Z JUL 07",
    "origin": "FM AMEMBASSY ASTANA\nTO SECSTATE WASHDC 0007",
    "cls": "C O N F I D E N T I A L ASTANA 000012\n",
    "cap": "SIPDIS\n",
    "eo": "E.O. 12958: DECL: 07/06/2017",
    "tags": "TAGS: PGOV, PREL",
    "subj": "SUBJECT: A FAIR\n",
    "ref": "",
    "by": "Classified By: DCM Jane Example for reasons 1.4 (b) and (d).\n",
    "body": "1. (C) One.",
    "two": "\n2. (C) Two.\n",
    "sign": "EXAMPLE\n",
}


def understood(text: str) -> dict[str, object]:
    """What is read of a text, as the tables say it: lists for references, facts of the first paragraph."""
    cable, diagnostics = read(text)
    first = cable.paragraphs[0]
    return json_of(cable, diagnostics, SourceText(text)) | {
        "to": [[a.name, a.route, a.precedence, a.number] for a in cable.to],
        "info": [[a.name, a.route, a.precedence, a.number] for a in cable.info],
        "references": [[r.label, r.text, str(r.target) if r.target else None] for r in cable.references],
        "numbers": [paragraph.number for paragraph in cable.paragraphs],
        "marking": str(first.marking) if first.marking else None,
        "text": first.text,
        "items": sum(block.kind is BlockKind.ITEM for block in first.blocks),
        "tables": sum(block.kind is BlockKind.TABLE for block in first.blocks),
        "attention": list(cable.attention),
        "subject_marking": str(cable.subject_marking) if cable.subject_marking else None,
        "unparsed": [text[start:end] for kind, (start, end) in cable.parts if kind == "unparsed"],
        "frames": [[str(f.kind), first.text[f.start : f.end]] for f in first.frames],
    }


@pytest.mark.parametrize(("line", "written", "facts"), list(rows()))
def test_a_line_written_in_another_way(line: str, written: str, facts: str) -> None:
    check(line, written, facts)


def check(line: str, written: str, facts: str) -> None:
    expected = {"numbers": [1, 2], "signature": "EXAMPLE"} | json.loads(facts)
    found = understood(text_of(line, written))
    assert {name: found[name] for name in expected} == expected


def text_of(line: str, written: str) -> str:
    """The clean cable with one line written otherwise."""
    assert line in CLEAN
    lines = written.replace(" / ", "\n")
    lines += "" if line in ("dtg", "origin", "eo", "tags", "body") else "\n"
    return "\n".join((CLEAN | {line: lines}).values())


@pytest.mark.parametrize("quirk", LIST)
def test_each_quirk_of_the_format_has_a_case(quirk: str) -> None:
    for name in quirk.rpartition(": ")[2].split():
        assert any((FOLDER / f"{name}{kind}").exists() for kind in (".table", ".txt")), name


def test_each_case_is_named_for_a_section_of_the_format() -> None:
    sections = {quirk.split()[0] for quirk in LIST} | {"12"}
    for path in FOLDER.iterdir():
        assert path.stem.split("-")[0] in sections, f"{path.name}: its name begins with no section's number"

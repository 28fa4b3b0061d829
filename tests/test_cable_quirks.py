"""One line of a clean cable, written in each way that cables write it (cable-format.md, sections 1 to 4)."""

import json
from pathlib import Path

import pytest
from cable_record import read

from sitegen.cable.json_form import json_of
from sitegen.source_text import SourceText

TABLES = sorted((Path(__file__).parent / "cases/cable/quirk").glob("*.table"))
ROWS = [
    pytest.param(*line.split(" | "), id=f"{path.stem}: {line.split(' | ')[1]}")
    for path in TABLES
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
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
    "end": "\n2. (C) Two.\n\nEXAMPLE\n",
}


@pytest.mark.parametrize(("line", "written", "facts"), ROWS)
def test_a_line_written_in_another_way(line: str, written: str, facts: str) -> None:
    lines = written.replace(" / ", "\n") + ("" if line in ("dtg", "eo", "tags", "body") else "\n")
    text = "\n".join((CLEAN | {line: lines}).values())
    cable, diagnostics = read(text)
    understood = json_of(cable, diagnostics, SourceText(text))
    understood["references"] = [
        [r.label, r.text, str(r.target) if r.target else None] for r in cable.references
    ]
    first = cable.paragraphs[0]
    understood["marking"], understood["text"] = str(first.marking) if first.marking else None, first.text
    expected = json.loads(facts)
    assert {name: understood[name] for name in expected} == expected
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2]
    assert cable.signature == "EXAMPLE"

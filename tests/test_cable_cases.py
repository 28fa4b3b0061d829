"""Tables of cases: a cable, what is to be understood of it, and what is to be said about it.

A case is a title, an input, a JSON object of expected facts and the expected diagnostics as
`code@line`, each closed by a line with a single dot. `@header` stands for a clean header of
eight lines. Beside the fields of `inspect --json` there are `anchors`, `marks` and `texts` of the paragraphs,
the anchors of `items` and headings, `attention`, and what is `unparsed` or a `page-artefact`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cable_record import codes, read

from sitegen.cable.json_form import json_of
from sitegen.source_text import SourceText

CASES = Path(__file__).parent / "cases" / "cable"
HEADER = """\
R 090009Z JUL 07
FM AMEMBASSY EXAMPLETOWN
TO RUEHC/SECSTATE WASHDC 0007
C O N F I D E N T I A L EXAMPLETOWN 000012
SIPDIS
TAGS: PGOV, PREL
SUBJECT: A FAIR
"""


def cases() -> Iterator[object]:
    for path in sorted(CASES.rglob("*.txt")):
        pieces = path.read_text(encoding="utf-8").split("\n.\n")
        assert len(pieces) % 4 in (0, 1), f"{path.name}: a case is title, input, facts and diagnostics"
        for title, given, facts, told in zip(*(pieces[i::4] for i in range(4)), strict=False):
            name = f"{path.stem}: {title.strip()}"
            yield pytest.param(given.replace("@header", HEADER), json.loads(facts), told.split(), id=name)


def test_there_are_cases() -> None:
    assert len(list(cases())) > 30


@pytest.mark.parametrize(("given", "facts", "told"), list(cases()))
def test_case(given: str, facts: dict[str, object], told: list[str]) -> None:
    check(given, facts, told)


def check(given: str, facts: dict[str, object], told: list[str]) -> None:
    cable, diagnostics = read(given)
    understood = json_of(cable, diagnostics, SourceText(given))
    understood["anchors"] = [paragraph.anchor for paragraph in cable.paragraphs]
    understood["marks"] = [str(p.marking) if p.marking else None for p in cable.paragraphs]
    understood["texts"] = [paragraph.text for paragraph in cable.paragraphs]
    understood["attention"] = list(cable.attention)
    understood["items"] = [block.anchor for p in cable.paragraphs for block in p.blocks if block.anchor]
    understood["heading_anchors"] = [heading.anchor for heading in cable.headings]
    for kind in ("unparsed", "page-artefact"):
        spans = [part.span for part in cable.parts if part.kind == kind]
        understood[kind] = [given[start:end] for start, end in spans]
    assert {key: understood[key] for key in facts} == facts
    assert codes(diagnostics) == sorted(told)

"""What a reader must get from the seed cable, damaged as it is, and from copies with other damage."""

import re

import pytest
from cable_record import SEED, codes, read, text_of

from sitegen.cable.json_form import json_of
from sitegen.cable.model import Cable
from sitegen.source_text import SourceText

TEXT = text_of(SEED)
CABLE, DIAGNOSTICS = read(TEXT, str(SEED))
FACTS = json_of(CABLE, DIAGNOSTICS, SourceText(TEXT, str(SEED)))
MARKS = ["C", "C", "C", "SBU", "C", "SBU", "C", "C", "SBU", "C", "C", "C"]


def marks_of(cable: Cable) -> list[str]:
    return [str(paragraph.marking) for paragraph in cable.paragraphs]


def test_the_header() -> None:
    expected = {
        "id": "07ASTANA1848",
        "date": "2007-07-09T00:09:00Z",
        "precedence": "PRIORITY",
        "from": "AMEMBASSY ASTANA",
        "post": "Astana",
        "to": [{"name": "SECSTATE WASHDC", "route": "RUEHC", "precedence": "PRIORITY", "number": "0007"}],
        "classification": "CONFIDENTIAL",
        "captions": ["SIPDIS"],
        "executive_order": "12958",
        "declassify_on": "2017-07-06",
        "classified_by": "Kevin Milas",
        "classified_by_title": "CDA",
        "reasons": ["1.4(b)", "1.4(d)"],
        "tags": ["PGOV", "PHUM", "PREL", "KZ"],
        "subject": "KAZAKHSTAN: GOVERNMENT AND OPPOSITION VIEWS ON UPCOMING PARLIAMENTARY ELECTIONS",
        "references": [],
        "headings": [
            "Government: Opposition Will Fail in Fair Elections",
            "Opposition: Results Will Be Determined by Astana",
            "Zhakiyanov Sees Shortcomings on Both Sides",
            "Comment",
        ],
        "signature": "MILAS",
    }
    assert {key: FACTS[key] for key in expected} == expected
    assert [addressee.name for addressee in CABLE.info] == [
        "CIS COLLECTIVE",
        "USMISSION USNATO",
        "USMISSION USOSCE",
    ]


FIELDS = """
id source date precedence from post to info classification captions executive_order declassify_on
classified_by classified_by_title reasons tags subject references summary headings paragraphs
signature parts diagnostics
"""


def test_the_fields_of_the_contract_and_their_order() -> None:
    assert " ".join(FACTS) == " ".join(FIELDS.split())


def test_twelve_whole_paragraphs() -> None:
    paragraphs = CABLE.paragraphs
    assert [paragraph.anchor for paragraph in paragraphs] == [f"p{number}" for number in range(1, 13)]
    assert [paragraph.number for paragraph in paragraphs] == list(range(1, 13))
    assert marks_of(CABLE) == MARKS
    for paragraph in paragraphs:
        assert "\n" not in paragraph.text
        assert not re.search(r"\\|00001848|^\W*\d|^\((?:C|SBU)\)|MILAS|¶", paragraph.text)
        assert paragraph.text[0].isupper()
        assert paragraph.text[-1] in '.)"'
    assert "the Social Democrats would receive 30% of the vote" in paragraphs[6].text
    assert "including $50 million each from" in paragraphs[7].text
    assert paragraphs[11].text.endswith("election results.")
    assert [len(paragraph.spans) for paragraph in paragraphs] == [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 2]


def test_the_summary_without_the_words_that_frame_it() -> None:
    assert CABLE.summary
    assert CABLE.summary.startswith("While some in the government")
    assert CABLE.paragraphs[0].text.startswith("Summary: While some")
    assert "End summary" not in CABLE.summary


def test_every_repair_is_told_with_its_line() -> None:
    numbers = [31, 35, 37, 41, 45, 47, 49, 55, 57, 61]
    assert codes(DIAGNOSTICS) == sorted(
        [
            "caption-repeated@18",
            "tags-unlinked@24",
            *(f"number-repaired@{line}" for line in numbers),
            "paragraph-rejoined@43",
            "page-break-removed@51",
            "paragraph-rejoined@53",
            "markdown-unescaped@55",
            "page-break-removed@69",
            "paragraph-rejoined@71",
            "signature-glued@72",
        ]
    )
    assert [diagnostic.place.line for diagnostic in DIAGNOSTICS] == sorted(
        diagnostic.place.line for diagnostic in DIAGNOSTICS
    )


def numbered(form: str, ten: str) -> str:
    """The seed with its paragraph numbers written in another way."""
    text = re.sub(
        r"(?m)^(?:1([1-9])|1(?=0)|¶(?=1))(0|1\d)?[.,] \(", lambda m: f"\0{m[1] or m[2].rjust(2, '1')} (", TEXT
    )
    return re.sub(r"\0(\d+)", lambda m: ten if m[1] == "10" and ten else form.format(m[1]), text)


@pytest.mark.parametrize(
    ("form", "ten"),
    [
        ("¶{}.", ""),
        ("¶{}. ", ""),
        ("{}.", ""),
        ("1{}.", ""),
        ("1{}.", "10."),
        ("1{}.", "10,"),
        ("1{}.", "10)"),
        ("¶{}.", "110."),
        ("¶ {}.", ""),
    ],
)
def test_same_words_same_anchors_however_the_numbers_are_written(form: str, ten: str) -> None:
    copy, _ = read(numbered(form, ten), "07ASTANA1848.txt")
    assert [(p.anchor, p.marking, p.text) for p in copy.paragraphs] == [
        (p.anchor, p.marking, p.text) for p in CABLE.paragraphs
    ]
    assert [h.anchor for h in copy.headings] == [h.anchor for h in CABLE.headings]


def test_a_clean_copy_needs_no_repair_of_numbers() -> None:
    _, diagnostics = read(numbered("¶{}.", ""), "07ASTANA1848.txt")
    assert "number-repaired" not in {diagnostic.code for diagnostic in diagnostics}


def test_marks_glued_to_their_numbers() -> None:
    copy, _ = read(numbered("{}.", "").replace(". (C) ", ".(C) "), "07ASTANA1848.txt")
    assert marks_of(copy) == MARKS


def test_the_text_gives_the_id_that_the_name_gives() -> None:
    assert str(read(TEXT, "anything.txt")[0].id) == "07ASTANA1848"

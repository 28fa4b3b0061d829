"""A reader who prints: every sheet holds something, and what belongs together is not parted."""

import re
from io import BytesIO

import pytest
from conftest import CABLE
from playwright.sync_api import Page
from pypdf import PdfReader

FURNITURE = re.compile(r"(CONFIDENTIAL|Thesitegensamplearchive|\d+/\d+)*")
"""What stands on a sheet besides the page: its classification, the name of the site, its number."""


FOLD = """[...document.querySelectorAll(".facts dd")].find(it => it.innerText.includes("USNATO")).innerHTML =
    "<details><summary>8 addressees</summary><ul><li>USMISSION USNATO</li></ul></details>";"""
"""The addressees of a cable as those of one that went to more."""


def sheets(page: Page, address: str) -> list[list[str]]:
    """The lines of each sheet of the printed page, or of the one that is open."""
    if address:
        page.goto(address, wait_until="networkidle")
    printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    lines = [[line.strip() for line in sheet.extract_text().splitlines()] for sheet in printed.pages]
    return [[line for line in sheet if not FURNITURE.fullmatch(line.replace(" ", ""))] for sheet in lines]


@pytest.mark.parametrize("cable", [CABLE, "cable/07PORTSAMPLE212/"])
def test_no_sheet_is_empty(page: Page, sample_url: str, cable: str) -> None:
    printed = sheets(page, sample_url + cable)
    assert all(len(lines) > 3 for lines in printed), [len(lines) for lines in printed]
    assert "07" in printed[0][0]  # the cable begins on the first, under the name of the site


def test_a_heading_is_not_the_last_line_of_a_sheet(page: Page, sample_url: str) -> None:
    last = [lines[-1] for lines in sheets(page, sample_url + CABLE)]
    assert not {"Cite this cable", "Named in this cable", "Cited by", "Notes"}.intersection(last)
    assert not [line for line in last if re.fullmatch(r"¶\d+", line)]


def test_a_quotation_stays_with_its_source(page: Page, sample_url: str) -> None:
    for lines in sheets(page, sample_url + "six-weeks-before/"):
        assert not lines[0].startswith("07ASTANA1848")


def test_paper_offers_no_files(page: Page, sample_url: str) -> None:
    said = "\n".join(line for lines in sheets(page, sample_url + CABLE) for line in lines)
    assert "Bluebook" in said
    assert "reference managers" not in said


def test_folded_addressees_are_on_paper(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    page.evaluate(FOLD)
    said = "\n".join(line for lines in sheets(page, "") for line in lines)
    assert "USMISSION USNATO" in said

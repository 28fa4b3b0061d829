"""Citations: what each style makes of a cable, with and without a paragraph."""

from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from html5lib import parse

from sitegen.page.bibliography import Cited
from sitegen.page.citing import PLACE, SUBJECT, URL, citations_of
from sitegen.site.packaged import citation_styles

CABLE = Cited(
    id="07ASTANA1848",
    title="ELECTIONS & <THE> {OPPOSITION}",
    author="U.S. Embassy Astana",
    day=date(2007, 9, 7),
    year=2007,
    level="CONFIDENTIAL",
    archive="The Reader",
    publisher="",
    url="https://host.example/cable/07ASTANA1848/",
    tags=(),
)
AT = "https://host.example/cable/07ASTANA1848/"
SAID = {
    "Chicago": "U.S. Embassy Astana, “ELECTIONS & <THE> {OPPOSITION},” diplomatic cable 07ASTANA1848,"
    f" September 7, 2007, para. 3, The Reader, {AT}.",
    "MLA": "U.S. Embassy Astana. “ELECTIONS & <THE> {OPPOSITION}.” The Reader, diplomatic cable 07ASTANA1848,"
    f" 7 Sept. 2007, par. 3, {AT}.",
    "Bluebook": "Cable 07ASTANA1848 from U.S. Embassy Astana, ELECTIONS & <THE> {OPPOSITION} ¶ 3"
    f" (Sept. 7, 2007), The Reader, {AT}.",
}
PLACES = {"Chicago": "para. 3, ", "MLA": "par. 3, ", "Bluebook": "¶ 3 "}


def said(cited: Cited, place: str = "") -> dict[str, str]:
    """The citation in each style, at paragraph `place` when it is given."""

    def text(part) -> str:
        if part.role != PLACE:
            return part.text
        return part.text.replace("{}", place) if place else ""

    return {one.style: "".join(map(text, one.parts)) for one in citations_of(cited, citation_styles())}


def test_each_style_names_the_paragraph_in_its_own_place() -> None:
    assert said(CABLE, "3") == SAID


def test_without_a_paragraph_nothing_else_differs() -> None:
    assert said(CABLE) == {name: text.replace(PLACES[name], "") for name, text in SAID.items()}


def test_a_record_without_a_subject_is_cited_by_its_id_and_given_no_title() -> None:
    untitled = said(CABLE._replace(title=""), "3")
    assert untitled == {
        "Chicago": "U.S. Embassy Astana, diplomatic cable 07ASTANA1848, September 7, 2007, para. 3,"
        f" The Reader, {AT}.",
        "MLA": f"U.S. Embassy Astana. The Reader, diplomatic cable 07ASTANA1848, 7 Sept. 2007, par. 3, {AT}.",
        "Bluebook": f"Cable 07ASTANA1848 from U.S. Embassy Astana ¶ 3 (Sept. 7, 2007), The Reader, {AT}.",
    }


def test_the_subject_and_the_address_can_be_told_from_the_rest() -> None:
    for one in citations_of(CABLE, citation_styles()):
        assert [part.text for part in one.parts if part.role == SUBJECT] == [CABLE.title]
        assert [part.text for part in one.parts if part.role == URL] == [CABLE.url]


@pytest.mark.parametrize("day", [date(1973, month, 31 if month == 12 else 1) for month in range(1, 13)])
def test_every_month_is_named(day: date) -> None:
    found = said(CABLE._replace(day=day, year=day.year))
    assert f"{day:%B} {day.day}, 1973" in found["Chicago"]
    short = f"{day:%B}" if len(f"{day:%B}") < 5 else f"{day:%b}".replace("Sep", "Sept") + "."
    assert f"{day.day} {short} 1973" in found["MLA"]
    assert f"({short} {day.day}, 1973)" in found["Bluebook"]


def test_a_cable_without_a_day_has_its_year() -> None:
    found = said(CABLE._replace(day=None, year=1973), "2")
    assert "cable 07ASTANA1848, 1973, para. 2, " in found["Chicago"]
    assert "cable 07ASTANA1848, 1973, par. 2, " in found["MLA"]
    assert "¶ 2 (1973), " in found["Bluebook"]


@pytest.mark.parametrize("title", ["WHAT NEXT?", "THE END.", "NO!"])
def test_a_subject_that_ends_its_sentence_gets_no_second_stop(title: str) -> None:
    assert f"“{title}” The Reader" in said(CABLE._replace(title=title))["MLA"]


def test_the_readme_cites_a_paragraph_as_its_page_does(sample: Path) -> None:
    page = parse((sample / "cable/07ASTANA1848/index.html").read_text("utf-8"), namespaceHTMLElements=False)
    chicago = page.find(".//dd[@class='cite-as']")
    chicago.find("span[@data-place]").text = (
        chicago.find("span[@data-place]").get("data-place").replace("{}", "7")
    )
    chicago.find("span[@class='url']").text += "#p7"
    footnote = "".join(chicago.itertext()).removesuffix(".")
    assert f"| a footnote | {footnote}; " in (ROOT / "README.md").read_text("utf-8")

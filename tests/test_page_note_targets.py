"""A note of every sort on one page: what is marked, what leads where, where the note stands."""

import xml.etree.ElementTree as ET

import html5lib
import pytest
from page_site import FIRST, SECOND, annotated_of, pages_of

NOTES = """## cable
kind: headnote
A wet day.[^1] See [[08EXAMPLETOWN44 ¶2|a dry one]].

[^1]: Said by [[Harvest Fair]] itself, and once more[^2].

[^2]: A footnote of a footnote.

## subject
kind: context
In capitals.

## ref A
kind: source
Lost.

## ¶1 "opened under rain"
kind: context
See [[¶4]].[^1]

[^1]: The same number in another note.

## ¶1 "under rain on July 2"
kind: dispute
It overlaps.

## ¶1 "rain"
kind: identification
It is within.

## ¶2-4
kind: summary
Three paragraphs.

## ¶2-a
kind: correction
An item.
"""


@pytest.fixture(scope="module")
def page() -> ET.Element:
    cables = [annotated_of(FIRST, NOTES), annotated_of(SECOND)]
    pages = pages_of(cables)
    tree = html5lib.parse(pages["cable/07EXAMPLETOWN12/index.html"], namespaceHTMLElements=False)
    assert isinstance(tree, ET.Element)
    return tree


def by_id(page: ET.Element, name: str) -> ET.Element:
    (found,) = [one for one in page.iter() if one.attrib.get("id") == name]
    return found


def said(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def marked(page: ET.Element, note: str) -> str:
    """The words that a note marks, without the numbers of notes among them."""
    marks = [one for one in page.iter("mark") if one.attrib.get("aria-details") == note]
    numbers = {one for mark in marks for one in mark.iter("a") if one.attrib.get("class") == "noteref"}
    words = []
    for mark in marks:
        parents = {child: parent for parent in mark.iter() for child in parent}
        for one in mark.iter():
            if one not in numbers:
                words.append(one.text or "")
            if one in parents:
                words.append(one.tail or "")
    return "".join(words)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("n-opened-under-rain", "opened under rain"),
        ("n-under-rain-on-july-2", "under rain on July 2"),
        ("n-rain", "rain"),
        ("n-p2-a", "A. rain, as in para 1;"),
        ("n-p2-4", ""),  # to wash three paragraphs would mark nothing
        ("n-subject", ""),
    ],
)
def test_each_marks_its_own_words_though_they_overlap(page: ET.Element, note: str, words: str) -> None:
    assert marked(page, note) == words


@pytest.mark.parametrize(
    ("note", "places"),
    [
        ("n-subject", ["h1"]),
        ("n-ref-a", ["ref-a"]),
        ("n-opened-under-rain", ["p1"]),
        ("n-rain", ["p1"]),
        ("n-p2-4", ["p2", "p3", "p4"]),
        ("n-p2-a", ["p2-a"]),
        ("n-cable", []),
    ],
)
def test_its_number_stands_where_it_speaks_of(page: ET.Element, note: str, places: list[str]) -> None:
    parents = {child: parent for parent in page.iter() for child in parent}
    found = []
    for sign in page.iter("a"):
        if sign.attrib.get("class") == "noteref" and sign.attrib["href"] == f"#{note}":
            above = parents[sign]
            while "id" not in above.attrib and above.tag != "h1":
                above = parents[above]
            found.append(above.attrib.get("id", above.tag))
    assert found == places


def test_a_note_on_several_paragraphs_follows_the_last(page: ET.Element) -> None:
    order = [
        one.attrib["id"]
        for one in page.iter()
        if one.attrib.get("id", "") in ("p2", "p4", "n-p2-4", "n-p2-a")
    ]
    assert order == ["p2", "n-p2-a", "p4", "n-p2-4"]
    assert said(by_id(page, "n-p2-4")).startswith("7 Summary · ¶2–4")


def test_links_of_notes_lead_to_cables_paragraphs_and_entities(page: ET.Element) -> None:
    hrefs = {said(one): one.attrib["href"] for one in by_id(page, "n-cable").iter("a")}
    assert hrefs["a dry one"] == "../08EXAMPLETOWN44/#p2"
    assert hrefs["Harvest Fair"] == "../../entities/harvest-fair/"
    assert {said(one): one.attrib["href"] for one in by_id(page, "n-opened-under-rain").iter("a")}[
        "¶4"
    ] == "#p4"


def test_footnotes_lead_to_their_own_note_and_back(page: ET.Element) -> None:
    for note, count in (("n-cable", 2), ("n-opened-under-rain", 1)):
        inside = by_id(page, note)
        ids = {one.attrib["id"] for one in inside.iter() if "id" in one.attrib}
        links = [one for one in inside.iter("a") if "footnote" in one.attrib.get("class", "")]
        links += [one for sup in inside.iter("sup") for one in sup]
        assert len(links) == 2 * count
        assert {one.attrib["href"].removeprefix("#") for one in links} <= ids

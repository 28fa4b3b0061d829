"""The page of an entity: who it is, where it is named and with whom, and its feed."""

from dataclasses import replace

import feedparser
import pytest
from page_site import FIRST, HARVEST, SECOND, annotated_of, edition_of, pages_of
from test_page_sheets import CABLE, HTML, by_id, site, tree_of, words

from sitegen.archive.fact import Key, Kind
from sitegen.note.entity import EntityType
from sitegen.page.entity_page import entity_sheets


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return site()


def test_an_entitys_page(pages: dict[str, str]) -> None:
    page = words(tree_of(pages["entities/harvest-fair/index.html"]).find(f".//{HTML}main"))
    assert "4 mentions in 2 cables" in page or "3 mentions in 2 cables" in page
    assert "The Fair (2005–2007)" in page
    assert "parish register 17" in page
    assert 'href="https://www.wikidata.org/wiki/Q1"' in pages["entities/harvest-fair/index.html"]


def test_an_entitys_companions_show_the_paragraphs_they_share() -> None:
    town = replace(HARVEST, id="exampletown", type=EntityType.PLACE, name="July", aliases=())
    cables = [annotated_of(text, entities=(HARVEST, town)) for text in (FIRST, SECOND)]
    pages = pages_of(cables, [HARVEST, town])
    company = tree_of(pages["entities/exampletown/index.html"]).find(f".//{HTML}ul[@class='rows']")
    assert words(company).startswith("Harvest Fair 1 paragraph with Harvest Fair 07EXAMPLETOWN12 ¶1 ")
    assert company is not None
    hrefs = [one.attrib["href"] for one in company.iter(f"{HTML}a")]
    assert hrefs == ["../harvest-fair/", "../../cable/07EXAMPLETOWN12/#p1"]


def test_an_entitys_mentions_by_year_lead_to_the_first_of_the_year(pages: dict[str, str]) -> None:
    page = tree_of(pages["entities/harvest-fair/index.html"])
    rows = [[words(cell) for cell in row] for row in page.iter(f"{HTML}tr")]
    assert rows == [["When", "Mentions"], ["2007", "2"], ["2008", "1"]]
    bars = [words(bar) for bar in page.iter("{http://www.w3.org/2000/svg}rect")]
    assert bars == ["2007: 2 mentions", "2008: 1 mention"]
    for row, cable in (("y2007", "07EXAMPLETOWN12"), ("y2008", "08EXAMPLETOWN44")):
        assert words(by_id(pages["entities/harvest-fair/index.html"], row)).startswith(cable)


def test_of_a_cable_that_names_an_entity_very_often_the_first_mentions_are_listed() -> None:
    often = FIRST.replace("4. (U) It was wet.", f"4. (U) {'The Harvest Fair was wet. ' * 80}")
    cable = annotated_of(often)
    page = pages_of([cable])["entities/harvest-fair/index.html"]
    said = tree_of(page).find(f".//{HTML}ul[@class='mentions']")
    assert said is not None
    assert len(said) == 51
    assert words(said[-1]) == "and 32 more in this cable"
    assert said[-1][0].attrib["href"] == "../../cable/07EXAMPLETOWN12/#named"


def test_an_entitys_feed_is_of_the_cables_that_name_it(pages: dict[str, str]) -> None:
    feed = feedparser.parse(pages["entities/harvest-fair/feed.xml"])
    assert not feed.bozo
    assert feed.feed.title == "Harvest Fair · The Reader"
    assert feed.feed.id == "https://host.example/archive/entities/harvest-fair/feed.xml"
    assert feed.feed.updated == "2026-03-02T00:00:00Z"
    assert [entry.link for entry in feed.entries] == [
        "https://host.example/archive/cable/08EXAMPLETOWN44/",
        "https://host.example/archive/cable/07EXAMPLETOWN12/",
    ]
    page = tree_of(pages["entities/harvest-fair/index.html"])
    announced = [one.attrib["href"] for one in page.iter(f"{HTML}link") if one.attrib["rel"] == "alternate"]
    assert announced == ["../../feed.xml", "feed.xml"]


def test_a_feed_of_an_entity_that_no_cable_names_is_empty_and_valid() -> None:
    cable = annotated_of(SECOND, entities=())
    feed = feedparser.parse(pages_of([cable])["entities/harvest-fair/feed.xml"])
    assert not feed.bozo
    assert (feed.feed.updated, feed.entries) == ("1970-01-01T00:00:00Z", [])


def test_the_page_of_an_entity_asks_for_no_label_but_those_of_its_namesakes() -> None:
    town = replace(HARVEST, id="exampletown", type=EntityType.PLACE, name="Exampletown", body="")
    namesake = replace(town, id="exampletown-2", name="Exampletown")
    edition = edition_of([annotated_of(FIRST)], [HARVEST, town, namesake])
    edition.archive.asked.clear()
    assert list(entity_sheets(edition, "exampletown"))
    labels = {key.name for key in edition.archive.asked if key.kind is Kind.LABEL}
    assert labels == {"exampletown", "exampletown-2"}
    assert Key(Kind.CALLED, "exampletown") in edition.archive.asked


def test_who_classified_is_linked_both_ways() -> None:
    person = replace(HARVEST, id="j-example", type=EntityType.PERSON, name="J. Example", aliases=())
    record = FIRST.replace("Ambassador J. Example for", "J. Example, CDA, for")
    cable = annotated_of(record, entities=[person])
    pages = pages_of([cable], [person])
    field = by_id(pages[CABLE], "classified-by")
    assert [one.attrib["href"] for one in field.iter(f"{HTML}a")] == ["../../entities/j-example/"]
    said = tree_of(pages["entities/j-example/index.html"]).find(f".//{HTML}ul[@class='mentions']")
    assert words(said).startswith("Classified by J. Example")
    assert f"{said[0][0].attrib['href']}" == "../../cable/07EXAMPLETOWN12/#classified-by"  # type: ignore[index]


def test_an_entity_nobody_names_says_so() -> None:
    pages = pages_of([])
    assert "No published cable names it yet." in pages[f"entities/{HARVEST.id}/index.html"]

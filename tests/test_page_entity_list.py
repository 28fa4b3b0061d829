"""Lists of people, places …: each from A to Z, with what each is, when any was named, and a feed."""

from collections.abc import Iterable
from dataclasses import replace

import feedparser
import pytest
from page_site import FIRST, HARVEST, SECOND, annotated_of, pages_of
from test_page_sheets import HTML, html_pages, lost, tree_of, words

from sitegen.note.entity import Entity, EntityType
from sitegen.page import entity_list

BASE = "https://host.example/archive/"
WIND = replace(HARVEST, id="wind", type=EntityType.TERM, name="rain", aliases=(), body="Wet.")
NOBODY = replace(HARVEST, id="nobody", type=EntityType.PERSON, name="Anna Nobody", aliases=(), body="")
FAIR = replace(HARVEST, id="a-fair", name="A Fair of Old", aliases=())


def site(entities: Iterable[Entity] = (HARVEST, WIND, NOBODY, FAIR)) -> dict[str, str]:
    cables = [annotated_of(text, entities=tuple(entities)) for text in (FIRST, SECOND)]
    return pages_of(cables, entities)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return site()


def test_each_type_that_is_here_has_a_list(pages: dict[str, str]) -> None:
    made = {file for file in pages if file.startswith("entities/type/") and file.endswith(".html")}
    assert made == {f"entities/type/{kind}/index.html" for kind in ("person", "event", "term")}
    assert lost(pages, BASE) == []


def test_a_list_says_what_each_is_and_when_cables_named_any(pages: dict[str, str]) -> None:
    page = tree_of(pages["entities/type/event/index.html"])
    main = page.find(f".//{HTML}main")
    assert "Events 2 events · named in 2 cables · Feed of these cables" in words(main)
    rows = [words(one) for one in page.iterfind(f".//{HTML}ul[@class='rows described']/{HTML}li")]
    assert rows == [
        "A Fair of Old Held yearly; see 07EXAMPLETOWN12 ¶1. not named",
        "Harvest Fair Held yearly; see 07EXAMPLETOWN12 ¶1. 3 mentions",
    ]
    table = [[words(cell) for cell in row] for row in page.iter(f"{HTML}tr")]
    assert table == [["When", "Cables"], ["July 2007", "1"], ["August 2008", "1"]]
    assert page.find(".//{http://www.w3.org/2000/svg}svg").attrib["role"] == "img"  # type: ignore[union-attr]


def test_what_no_cable_names_is_listed_too(pages: dict[str, str]) -> None:
    page = pages["entities/type/person/index.html"]
    assert "1 person · named in 0 cables" in page
    assert "Anna Nobody" in page
    assert "<svg" not in page


def test_the_feed_is_of_the_cables_that_name_any(pages: dict[str, str]) -> None:
    feed = feedparser.parse(pages["entities/type/event/feed.xml"])
    assert not feed.bozo
    assert feed.feed.title == "Cables that name events · The Reader"
    assert [one.id for one in feed.entries] == [
        f"{BASE}cable/08EXAMPLETOWN44/",
        f"{BASE}cable/07EXAMPLETOWN12/",
    ]
    assert 'title="Cables that name events" href="feed.xml"' in pages["entities/type/event/index.html"]
    assert not feedparser.parse(pages["entities/type/person/feed.xml"]).entries


def test_a_list_is_reached_from_the_index_and_from_each_of_it(pages: dict[str, str]) -> None:
    index = tree_of(pages["entities/index.html"])
    heads = {words(one): one[0].attrib["href"] for one in index.iter(f"{HTML}h2")}
    assert heads == {"People": "type/person/", "Events": "type/event/", "Terms": "type/term/"}
    assert '<a href="../type/event/">Event</a>' in pages["entities/harvest-fair/index.html"]


def test_a_long_list_has_pages_that_cables_do_not_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entity_list, "_LEAF", 1)
    pages = site()
    first, second = (pages[f"entities/type/event/{leaf}index.html"] for leaf in ("", "2/"))
    assert ("A Fair of Old" in first, "Harvest Fair" in second) == (True, True)
    assert ("<svg" in first, "<svg" in second) == (True, False)
    assert "Events named in cables, page 2" in second
    assert len(html_pages(pages)) == len(
        {words(one.find(f".//{HTML}title")) for one in html_pages(pages).values()}
    )


def test_of_many_the_index_shows_those_named_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entity_list, "_SHOWN", 1)
    index = site()["entities/index.html"]
    assert "Harvest Fair" in index
    assert "A Fair of Old" not in index
    assert '<a href="type/event/">All 2 events</a>' in index

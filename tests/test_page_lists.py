"""What each list has, whatever it lists: time drawn and in a table, a feed, pages that keep their numbers."""

import re
from collections.abc import Iterator

import feedparser
import pytest
from page_site import FIRST, SECOND
from test_page_period import july, site
from test_page_sheets import html_pages

from sitegen.page import entity_list, entity_page, indexes, period

SINGLE = "classifications/confidential/"  # has one cable
LISTS = ["cables/2007/07/", "posts/exampletown/", "tags/PGOV/", SINGLE]
LISTS += ["entities/type/event/", "entities/harvest-fair/"]
Site = dict[str, str]


@pytest.fixture(scope="module")
def pages() -> Site:
    return site(FIRST, july(14, 9), SECOND)


@pytest.mark.parametrize("name", ["cables/2007/", *(one for one in LISTS if one != SINGLE)])
def test_when_is_said_in_a_picture_and_in_a_table_and_there_is_a_feed(name: str, pages: Site) -> None:
    (page,) = html_pages({"index.html": pages[f"{name}index.html"]}).values()
    drawn = page.find(".//{*}svg")
    assert drawn is not None
    assert drawn.get("role") == "img"
    assert "in all, most in" in (drawn.get("aria-label") or "")
    assert page.find(".//{*}table") is not None
    assert page.find(".//{*}head/{*}link[@type='application/atom+xml'][@href='feed.xml']") is not None
    assert page.find(".//{*}main//{*}a[@href='feed.xml']") is not None
    read = feedparser.parse(pages[f"{name}feed.xml"])
    assert not read.bozo
    assert read.entries


def test_a_single_bar_is_no_picture(pages: Site) -> None:
    assert "<svg" not in pages[f"{SINGLE}index.html"]
    assert "When they were sent" not in pages[f"{SINGLE}index.html"]


@pytest.fixture(scope="module")
def grown() -> Iterator[tuple[Site, Site]]:
    """A site whose pages list one thing each, and the same when a cable has come."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (entity_list, entity_page, indexes, period):
            patched.setattr(module, "_LEAF", 1)
        records = FIRST, july(13, 3), july(14, 9)
        yield site(*records), site(*records, july(15, 31))


@pytest.mark.parametrize("name", LISTS)
def test_a_newer_cable_moves_nothing_to_another_number(name: str, grown: tuple[Site, Site]) -> None:
    before, after = (numbered(name, pages) for pages in grown)
    assert before.items() <= after.items()
    assert len(after) > len(before) or name.startswith("entities/type/")  # to which no cable adds


def numbered(name: str, pages: Site) -> dict[str, frozenset[str]]:
    """What is on each page that has a number."""
    files = (file for file in pages if re.fullmatch(rf"{name}\d+/index\.html", file))
    return {file: frozenset(re.findall(r"\d\d[A-Z]+\d+|Harvest Fair", pages[file])) for file in files}

"""From an id in any spelling to its cable, and from an address that leads nowhere to the ids near it."""

from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import CABLE
from playwright.sync_api import Page, expect

SPELLINGS = [
    "07ASTANA1848", "07 ASTANA 1848", "2007ASTANA1848", "astana 1848 07", "Astana 1848 (07)",
    "ASTANA 1848 2007",
    "astana 07 01848", "07astana001848", "07-ASTANA-1848", "07ASTANA1848_a", "07 AMEMBASSY ASTANA 1848",
    "07SECTION01OF03ASTANA1848", "  07 ástana 1848. ", "1848 astana 07", "REF: 07 ASTANA 1848",
    "reftel (B) 07 ASTANA 1848",
]  # fmt: skip
PLACES = [
    ("?ref=07ASTANA1848&p=5", "#p5"),
    ("?ref=07ASTANA1848#p5", "#p5"),
    ("?ref=07ASTANA1848&p=3-5", "?to=p5#p3"),
    ("?ref=07ASTANA1848&to=p5#p3", "?to=p5#p3"),
    ("?ref=07ASTANA1848%20%C2%B63", "#p3"),
    ("?ref=astana%201848%20(07),%20paras%203-5", "?to=p5#p3"),
]


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_any_spelling_leads_to_the_cable(spelled: str, page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}go/?ref={quote(spelled)}")
    expect(page).to_have_url(f"{sample_url}{CABLE}")


@pytest.mark.parametrize(("asked", "tail"), PLACES)
def test_the_place_in_it_is_kept(asked: str, tail: str, page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}go/{asked}")
    expect(page).to_have_url(f"{sample_url}{CABLE}{tail}")


def test_a_list_that_cannot_be_loaded(tab: Page, sample_url: str) -> None:
    tab.route("**/go/ASTANA.js", lambda route: route.abort())
    tab.goto(f"{sample_url}go/?ref=07ASTANA1848")
    expect(tab.locator(".found p")).to_contain_text("could not be loaded")
    tab.unroute("**/go/ASTANA.js")
    tab.keyboard.press("Tab")
    tab.get_by_label("The id, in any spelling").press("Enter")
    expect(tab).to_have_url(f"{sample_url}{CABLE}")


def test_an_id_that_is_typed(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}go/")
    expect(page.get_by_text("needs script")).to_have_count(0)
    page.get_by_label("The id, in any spelling").fill("astana 1848 07")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{sample_url}{CABLE}")


def found(page: Page) -> list[str]:
    expect(page.locator(".found p")).to_be_visible()
    return page.locator(".found a").all_inner_texts()


@pytest.mark.parametrize(
    ("spelled", "said", "near"),
    [
        ("07ASTANA1884", "07ASTANA1884 is not in this archive. Is it one of these?", ["07ASTANA1848"]),
        ("06 Astana 1848", "06ASTANA1848 is not in this archive. Is it one of these?", ["07ASTANA1848"]),
        ("07 ASTNAA 1848", "07ASTNAA1848 is not in this archive. Is it one of these?", ["07ASTANA1848"]),
        ("07ANKARA5", "07ANKARA5 is not in this archive.", []),
        ("elections", "“elections” cannot be read as the id of a cable.", []),
        ("<b>1</b>", "“<b>1</b>” cannot be read as the id of a cable.", []),
    ],
)
def test_what_is_not_here_is_said_with_what_is_near(
    spelled: str, said: str, near: list[str], tab: Page, sample_url: str
) -> None:
    tab.goto(f"{sample_url}go/?ref={quote(spelled)}#p5")
    assert found(tab) == near
    expect(tab.locator(".found p")).to_contain_text(said)
    if near:
        tab.locator(".found a").click()
        expect(tab).to_have_url(f"{sample_url}{CABLE}#p5")


def test_a_cable_that_is_only_cited_has_its_page(page: Page, sample: Path, sample_url: str) -> None:
    pages = sorted(one.name for one in (sample / "cable").iterdir() if not (one / "source").is_dir())
    page.goto(f"{sample_url}go/?ref={pages[0].lower()}")
    expect(page).to_have_url(f"{sample_url}cable/{pages[0]}/")


@pytest.mark.parametrize(
    "path",
    ["cable/07ASTANA1884/", "cable/07astana1848/source/", "x/07-astana-1848.html", "threads/07ASTANA1848/"],
)
@pytest.mark.parametrize("site", ["sample_url", "below_url"])
def test_an_address_that_leads_nowhere(
    path: str, site: str, tab: Page, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(site)
    tab.goto(f"{url}{path}?to=p5#p3")
    assert found(tab) == ["07ASTANA1848"]
    tab.locator(".found a").click()
    expect(tab).to_have_url(f"{url}{CABLE}?to=p5#p3")


def test_below_a_sub_path(page: Page, below_url: str) -> None:
    page.goto(f"{below_url}go/?ref=astana+1848+07")
    expect(page).to_have_url(f"{below_url}{CABLE}")


def test_a_copy_on_the_disk(page: Page, sample_offline: Path) -> None:
    there = sample_offline.as_uri()
    page.goto(f"{there}/go/index.html?ref=astana%201848%2007&p=5")
    expect(page).to_have_url(f"{there}/{CABLE}index.html#p5")
    page.goto(f"{there}/go/index.html?ref=07ASTANA1884")
    assert found(page) == ["07ASTANA1848"]


@pytest.mark.parametrize("path", ["go/?ref=07ASTANA1848", "404.html"])
def test_without_script_the_page_says_where_to_look(path: str, unscripted: Page, sample_url: str) -> None:
    page = unscripted
    page.goto(sample_url + path)
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("/cable/07ASTANA1848/")
    page.get_by_role("main").get_by_role("link").nth(1).click()
    expect(page).to_have_url(f"{sample_url}cables/")

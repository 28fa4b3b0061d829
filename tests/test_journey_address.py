"""Addresses that a reader makes and opens: paragraphs, ranges of them, words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CABLE, SELECT_WORDS, hosted
from playwright.sync_api import Page, expect

from sitegen.cli.main import outcome_of
from sitegen.site.build import build
from sitegen.site.order import Order
from sitegen.site.starter import found_site
from sitegen.site.target import target_of


def mark(page: Page, number: int):
    return page.get_by_role("link", name=f"Link to paragraph {number}", exact=True)


def copied(page: Page) -> str:
    expect(page.locator("[role=status]")).to_contain_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def lit(page: Page) -> list[str]:
    return list(page.evaluate("[...document.querySelectorAll('.para.lit, .para:target')].map(one => one.id)"))


def test_a_paragraph_then_a_range_then_another_paragraph(reader: Page, sample_url: str) -> None:
    mark(reader, 3).click()
    assert copied(reader) == f"{sample_url}{CABLE}#p3"
    mark(reader, 5).click(modifiers=["Shift"])
    expect(reader).to_have_url(f"{sample_url}{CABLE}?to=p5#p3")
    expect(reader.locator("[role=status]")).to_have_text("Copied the address of paragraph 3 to paragraph 5")
    assert copied(reader) == f"{sample_url}{CABLE}?to=p5#p3"
    assert lit(reader) == ["p3", "p4", "p5"]
    mark(reader, 7).click()
    expect(reader).to_have_url(f"{sample_url}{CABLE}#p7")
    assert lit(reader) == ["p7"]
    reader.go_back()
    expect(reader).to_have_url(f"{sample_url}{CABLE}?to=p5#p3")
    assert lit(reader) == ["p3", "p4", "p5"]


def test_a_second_click_leads_back_to_the_paragraph(reader: Page) -> None:
    mark(reader, 3).click()
    top = "document.querySelector('#p3').getBoundingClientRect().top"
    there = reader.evaluate(top)
    reader.evaluate("scrollBy({ top: -60, behavior: 'instant' })")
    assert reader.evaluate(top) != there
    mark(reader, 3).click()
    assert abs(reader.evaluate(top) - there) < 1


def test_a_range_backwards_by_keyboard(reader: Page, sample_url: str) -> None:
    tabs = len(reader.context.pages)
    mark(reader, 8).focus()
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile("#p8$"))
    mark(reader, 6).focus()
    reader.keyboard.press("Shift+Enter")
    expect(reader).to_have_url(f"{sample_url}{CABLE}?to=p8#p6")
    assert lit(reader) == ["p6", "p7", "p8"]
    assert len(reader.context.pages) == tabs


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("?to=p5#p3", ["p3", "p4", "p5"]),
        ("?to=p3#p5", ["p5"]),  # no range
        ("?to=p99#p3", ["p3"]),
        ("?to=p5", []),
        ("?to=%22%3E#p3", ["p3"]),
    ],
)
def test_a_range_that_is_opened(address: str, ids: list[str], page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE + address)
    assert lit(page) == ids


def test_a_range_without_script_leads_to_its_first_paragraph(unscripted: Page, sample_url: str) -> None:
    unscripted.goto(f"{sample_url}{CABLE}?to=p9#p7")
    expect(unscripted.locator("#p7")).to_be_in_viewport()


WORDS = [
    ("p1", "the opposition itself is uniting", "the%20opposition%20itself%20is%20uniting"),
    ("p4", "Tuyakbay", "Ambassador%2C%20opposition%20leaders%20Zharmakhan-,Tuyakbay"),  # whom ¶1 names too
]


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize(("anchor", "words", "written"), WORDS)
def test_words_that_are_selected_are_in_the_address(
    anchor: str, words: str, written: str, by: str, reader: Page, sample_url: str
) -> None:
    assert reader.evaluate(SELECT_WORDS, [anchor, words])
    link = mark(reader, int(anchor[1:]))
    if by == "mouse":
        link.click()
    else:
        link.focus()
        reader.keyboard.press("Enter")
    address = copied(reader)
    assert address.startswith(f"{sample_url}{CABLE}#{anchor}:~:text={written}")
    reader.goto("about:blank")
    reader.goto(address)
    # Where a browser finds the words, it goes to their own element.
    expect(reader.locator(f"#{anchor} .text :target")).to_have_count(1)
    expect(reader.locator(f"#{anchor} .label")).to_be_in_viewport()


def test_words_of_another_paragraph_are_not(reader: Page, sample_url: str) -> None:
    assert reader.evaluate(SELECT_WORDS, ["p4", "Right-Drive Cars"])
    mark(reader, 6).click()
    assert copied(reader) == f"{sample_url}{CABLE}#p6"


@pytest.fixture
def moved_url(tmp_path: Path) -> Iterator[str]:
    """A locked site, whose cable then lost ¶2, had its ¶4 numbered 5, and then got another id."""
    root = tmp_path / "site"
    found_site(root)
    target = target_of(root, root / "output", "output")
    old, new = (root / f"content/cables/09EXAMPLETOWN{number}.txt" for number in (14, 15))
    assert outcome_of(["-C", str(root), "lock"]) == 0
    text = old.read_text("utf-8")
    text = text[: text.index("2. (U) The mayor")] + text[text.index("3. (C) A member") :]
    text = text.replace("4. (C) A good", "5. (C) A good")
    old.write_text(text, "utf-8")
    assert outcome_of(["-C", str(root), "lock", "--accept"]) == 0
    lock = root / "content/lock/2009.txt"
    held = lock.read_text("utf-8")
    old.unlink()
    new.write_text(text.replace("000014", "000015").replace("0014", "0015"), "utf-8")
    lock.write_text(f"09EXAMPLETOWN14 =09EXAMPLETOWN15\n{held.replace('TOWN14', 'TOWN15')}", "utf-8")
    assert build(Order(root, target)).committed
    yield from hosted(root / "output")


def test_old_addresses_lead_to_the_words_or_say_they_are_gone(tab: Page, moved_url: str) -> None:
    tab.goto(f"{moved_url}cable/09EXAMPLETOWN14/#p4")
    expect(tab).to_have_url(f"{moved_url}cable/09EXAMPLETOWN15/#p4")
    expect(tab.locator("#p5")).to_contain_text("A good day")
    expect(tab.locator("#p5 .label")).to_be_in_viewport()
    tint = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    assert tab.evaluate(tint.format("#p5")) != tab.evaluate(tint.format("#p3"))
    tab.goto(f"{moved_url}cable/09EXAMPLETOWN14/?to=p4#p3")
    expect(tab).to_have_url(f"{moved_url}cable/09EXAMPLETOWN15/?to=p4#p3")
    assert lit(tab) == ["p3", "p5"]
    tab.goto(f"{moved_url}cable/09EXAMPLETOWN14/#p2")
    expect(tab.locator("#p2")).to_have_text("¶2 was published here, and is no longer in the record.")
    expect(tab.locator("#p2")).to_be_in_viewport()
    assert tab.evaluate(tint.format("#p2")) != tab.evaluate(tint.format("#p3"))

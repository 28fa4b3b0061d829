"""The menu at a paragraph: what a reader copies of it."""

import json
import re
from pathlib import Path

import bibtexparser
import pytest
import rispy
from conftest import CABLE, SELECT_WORDS, Tabs
from html5lib import parse
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect


def opened(page: Page, number: int) -> None:
    page.get_by_role("button", name=f"Copy paragraph {number}", exact=True).click()
    expect(page.get_by_role("group", name=f"Copy paragraph {number} as")).to_be_visible()


def copied(page: Page, number: int, way: str) -> str:
    opened(page, number)
    page.get_by_role("button", name=way, exact=True).click()
    expect(page.locator("[role=status]")).to_have_text(f"Copied paragraph {number}: {way}")
    expect(page.get_by_role("group", name=re.compile("Copy paragraph"))).to_be_hidden()
    return str(page.evaluate("navigator.clipboard.readText()"))


def address(page: Page) -> str:
    return str(page.locator(".cite-as .url").first.text_content())


def words_of(page: Page, number: int) -> str:
    """The paragraph as it is read, without the signs of notes."""
    script = """id => { const one = document.querySelector(`#${id} .text`).cloneNode(true);
      one.querySelectorAll('.noteref, .pilcrow').forEach(sign => sign.remove());
      return one.textContent.trim().split(/\\s+/).join(' '); }"""
    return str(page.evaluate(script, f"p{number}"))


def test_the_address_and_the_words(reader: Page) -> None:
    url = f"{address(reader)}#p3"
    assert copied(reader, 3, "Link") == url
    assert copied(reader, 3, "Quotation") == f"“{words_of(reader, 3)}” (07ASTANA1848 ¶3, {url})"


@pytest.mark.parametrize("number", [1, 3, 4, 9])
def test_markdown_says_the_paragraphs_own_words(number: int, reader: Page) -> None:
    words = words_of(reader, number)
    markdown = copied(reader, number, "Markdown")
    assert all(re.match("> |>$", line) for line in markdown.splitlines())
    html = MarkdownIt().render(markdown)
    assert html.startswith("<blockquote>")
    assert f'<a href="{address(reader)}#p{number}">07ASTANA1848 ¶{number}</a>' in html
    said = "".join(parse(html.rpartition("<p>")[0], namespaceHTMLElements=False).itertext())
    assert " ".join(said.split()) == words


def test_a_citation_names_the_paragraph_and_its_address(reader: Page) -> None:
    url = f"{address(reader)}#p3"
    chicago = copied(reader, 3, "Chicago")
    assert chicago.startswith("U.S. Embassy Astana, “KAZAKHSTAN: GOVERNMENT AND OPPOSITION VIEWS ON")
    assert "July 9, 2007, para. 3, " in chicago
    assert chicago.endswith(f", {url}.")
    assert "9 July 2007, par. 3, " in copied(reader, 3, "MLA")
    assert " ¶ 3 (July 9, 2007), " in copied(reader, 3, "Bluebook")
    assert "para. 3" not in (reader.locator(".cite-as").first.text_content() or "")


def test_a_block_without_a_number_is_cited_by_its_address(reader: Page, sample_url: str) -> None:
    reader.goto(f"{sample_url}cable/05NEWDRILL31/")
    block = reader.locator(".para[id*=u]").first
    block.locator(".opener").click()
    reader.get_by_role("button", name="Chicago", exact=True).click()
    expect(reader.locator("[role=status]")).to_contain_text("Copied")
    said = reader.evaluate("navigator.clipboard.readText()")
    assert said.endswith(f"/cable/05NEWDRILL31/#{block.get_attribute('id')}.")
    assert "para." not in said


def test_reference_managers_take_what_is_copied(reader: Page) -> None:
    url = f"{address(reader)}#p3"
    (entry,) = bibtexparser.parse_string(copied(reader, 3, "BibTeX")).entries
    assert (entry.key, entry["url"], entry["pagination"]) == ("07ASTANA1848-p3", url, "paragraph")
    assert "07ASTANA1848" in entry["howpublished"]
    (record,) = rispy.loads(copied(reader, 3, "RIS"))
    assert (record["id"], record["urls"], record["accession_number"]) == (
        "07ASTANA1848-p3",
        [url],
        "07ASTANA1848",
    )
    (item,) = json.loads(copied(reader, 3, "CSL-JSON"))
    assert (item["id"], item["URL"], item["number"]) == ("07ASTANA1848-p3", url, "07ASTANA1848")


def test_only_the_words_selected_are_quoted(reader: Page) -> None:
    assert reader.evaluate(SELECT_WORDS, ["p1", "the opposition itself is uniting"])
    quotation = copied(reader, 1, "Quotation")
    assert quotation.startswith("“the opposition itself is uniting” (07ASTANA1848 ¶1, ")
    assert quotation.endswith("#p1:~:text=the%20opposition%20itself%20is%20uniting)")


def test_the_menu_by_keyboard_alone(reader: Page) -> None:
    mark = reader.get_by_role("link", name="Link to paragraph 5", exact=True)
    mark.focus()
    opener = reader.get_by_role("button", name="Copy paragraph 5", exact=True)
    for _ in range(4):
        if opener.evaluate("one => one === document.activeElement"):
            break
        reader.keyboard.press("Tab")
    expect(opener).to_be_focused()
    reader.keyboard.press("Enter")
    menu = reader.get_by_role("group", name="Copy paragraph 5 as")
    expect(menu).to_be_visible()
    reader.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Link", exact=True)).to_be_focused()
    reader.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()
    reader.keyboard.press("Enter")
    for _ in range(2):
        reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader.locator("[role=status]")).to_have_text("Copied paragraph 5: Quotation")
    expect(opener).to_be_focused()


def test_from_an_open_menu_to_that_of_another_paragraph(reader: Page) -> None:
    for number in (2, 4):
        reader.get_by_role("button", name=f"Copy paragraph {number}", exact=True).focus()
        reader.keyboard.press("Enter")
        expect(reader.get_by_role("group", name=f"Copy paragraph {number} as")).to_be_visible()
    reader.get_by_role("button", name="Link", exact=True).click()
    expect(reader.locator("[role=status]")).to_have_text("Copied paragraph 4: Link")
    assert reader.evaluate("navigator.clipboard.readText()") == f"{address(reader)}#p4"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_stays_within_the_screen(width: int, reader: Page) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    opened(reader, 2)
    box = reader.get_by_role("group", name="Copy paragraph 2 as").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_a_page_from_the_disk_leads_to_the_file_instead(reader_tabs: Tabs, sample_offline: Path) -> None:
    with reader_tabs.open() as page:
        page.goto((sample_offline / CABLE / "index.html").as_uri())
        opened(page, 3)
        page.get_by_role("button", name="Chicago", exact=True).click()
        expect(page.locator("[role=status]")).to_have_text("Copied paragraph 3: Chicago")
        opened(page, 3)
        page.get_by_role("button", name="CSL-JSON", exact=True).click()
        page.wait_for_url("**/index.csl.json")


def test_without_script_all_citations_are_there(unscripted: Page, sample_url: str) -> None:
    unscripted.goto(sample_url + CABLE)
    expect(unscripted.get_by_role("button")).to_have_count(0)
    expect(unscripted.locator(".cite-as")).to_have_count(3)


def test_the_button_comes_last_and_moves_nothing(page: Page, sample_url: str) -> None:
    """In a label that says where its paragraph is cited, too."""
    page.goto(f"{sample_url}cable/07NEWDRILL340/")
    label = page.locator("#p2 .label")
    expect(label).to_contain_text("cited in 1 place")
    expect(label.locator("> :last-child")).to_have_class("opener")

"""A long cable while it is read; on every page, lines of a good length and nothing that jumps."""

import pytest
from conftest import CABLE
from playwright.sync_api import Page, expect
from test_journey import SHIFTED

SIZES = [(360, 740), (1280, 900)]

# How many letters each line of a paragraph has, but its last.
LINES = """() => [...document.querySelectorAll(".text > p, .prose > p")].flatMap((block) => {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const lines = new Map();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(".noteref")) continue;
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      const line = box && Math.round((box.top + box.bottom) / 16);
      if (box) lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""


@pytest.fixture(params=SIZES, ids=lambda size: str(size[0]))
def sized(request: pytest.FixtureRequest, page: Page) -> Page:
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})
    return page


def test_level_and_subject_stay_and_say_how_far_one_has_come(sized: Page, sample_url: str) -> None:
    sized.goto(sample_url + CABLE)
    running = sized.locator(".running")
    expect(running).to_be_hidden()
    assert come(sized, 0) < 0.05
    assert come(sized, 0.5) == pytest.approx(0.5, abs=0.02)
    expect(running).to_be_visible()
    expect(running).to_contain_text("07ASTANA1848 KAZAKHSTAN: GOVERNMENT AND OPPOSITION VIEWS")
    band = sized.locator(".aloft .band")
    expect(band).to_have_text("CONFIDENTIAL")
    assert (band.bounding_box() or {})["y"] == 0
    assert come(sized, 1) > 0.99


def come(page: Page, far: float) -> float:
    """How much of the line is drawn when so much of the page is behind one."""
    page.evaluate(f"scrollTo(0, {far} * (document.documentElement.scrollHeight - innerHeight))")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    line = "getComputedStyle(document.querySelector('.aloft'), '::after').transform"
    return float(page.evaluate(f"parseFloat({line}.slice(7)) || 0"))


def test_contents_lead_to_each_heading_below_what_stays(sized: Page, sample_url: str) -> None:
    sized.goto(sample_url + CABLE)
    if (folded := sized.get_by_text("In this cable", exact=True)).is_visible():
        folded.click()
    contents = sized.get_by_role("navigation", name="Contents of this cable").get_by_role("link")
    headings = sized.locator(".body .head")
    assert contents.all_inner_texts() == headings.all_inner_texts()
    for place in range(contents.count()):
        contents.nth(place).click()
        expect(headings.nth(place)).to_be_in_viewport()
        kept = sized.locator(".running").bounding_box()
        top = headings.nth(place).bounding_box()
        assert kept
        assert top
        assert top["y"] >= kept["y"] + kept["height"], place


def test_lines_are_of_sixty_to_seventy_five_letters(page: Page, sample_url: str) -> None:
    for path in (CABLE, "six-weeks-before/"):
        for width in (1024, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(sample_url + path)
            lines = page.evaluate(LINES)
            assert 60 <= sum(lines) / len(lines) <= 75, (path, width)


@pytest.mark.parametrize("path", ["search/", "search/?q=ferry"])
def test_nothing_jumps_while_one_searches(sized: Page, sample_url: str, path: str) -> None:
    """Nor on any other type of page: see test_journey."""
    sized.goto(sample_url + path)
    assert sized.evaluate(SHIFTED) == 0


def test_a_letter_that_is_typed_is_no_key(page: Page, sample_url: str) -> None:
    page.goto(sample_url + "search/")
    page.get_by_role("searchbox").press_sequentially("j/k?")
    expect(page.get_by_role("searchbox")).to_have_value("j/k?")
    expect(page.get_by_role("dialog")).to_have_count(0)


# How far each fact of the header begins below its term, and how much of a term its column cannot hold.
FACTS = """() => [...document.querySelectorAll(".facts > div")].map(({ children: [term, fact] }) => [
  Math.abs(fact.getBoundingClientRect().top - term.getBoundingClientRect().top),
  term.scrollWidth - term.clientWidth])"""


def test_a_phone_comes_to_the_text_soon_and_nothing_is_folded_where_there_is_room(
    page: Page, sample_url: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(sample_url + CABLE)
    heard = page.locator(".particulars").aria_snapshot
    assert page.locator(".body").bounding_box()["y"] < 2 * 740  # type: ignore[index]
    assert "SECSTATE WASHDC" not in heard()
    assert "Zhakiyanov Sees Shortcomings" not in heard()
    page.set_viewport_size({"width": 1280, "height": 740})
    assert "SECSTATE WASHDC" in heard()
    assert "Zhakiyanov Sees Shortcomings" in heard()
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(media="print")
    assert "SECSTATE WASHDC" in heard()


def test_what_a_screen_reader_hears_of_the_notes_above_the_text(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    title = page.locator(".title").aria_snapshot()
    assert 'PARLIAMENTARY ELECTIONS" [level=1]' in title
    assert 'link "Note 1, context, on the subject"' in title
    assert 'note "About this cable"' in title
    assert 'note "Source, on this cable"' in title


def test_on_a_phone_a_fact_stands_beside_its_term(page: Page, sample_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(sample_url + CABLE)
    page.get_by_text("Header", exact=True).click()
    found = page.evaluate(FACTS)
    assert len(found) > 8
    assert all(below < 4 and missing <= 0 for below, missing in found), found


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_masthead_begins_and_ends_where_the_page_does(page: Page, sample_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(sample_url)
    left = {
        one: page.locator(one).first.bounding_box()["x"]  # type: ignore[index]
        for one in (".site", "h1", ".colophon li")
    }
    assert len(set(left.values())) == 1, left


# The days below notes that begin on one line and end on the next.
CUT_DAYS = """() => [...document.querySelectorAll(".note .by")].map((by) => {
  const { data } = by.firstChild;
  const found = /\\d+ \\w+ \\d{4}/.exec(data);
  const range = document.createRange();
  range.setStart(by.firstChild, found.index);
  range.setEnd(by.firstChild, found.index + found[0].length);
  return range.getClientRects().length;
}).filter((lines) => lines !== 1).length"""


def test_on_a_phone_the_day_of_a_note_stands_on_one_line(page: Page, sample_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(sample_url + CABLE)
    assert page.evaluate(CUT_DAYS) == 0


# How often, in columns of many widths, a dash of two signs begins on one line and ends on the next.
CUT_DASHES = """() => {
  const text = document.querySelector("#p12 .text");
  const signs = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const dashes = [];
  while (signs.nextNode()) {
    for (const { index } of signs.currentNode.data.matchAll(/--/g)) dashes.push([signs.currentNode, index]);
  }
  let cut = 0;
  for (let width = 250; width < 450; width++) {
    text.style.width = `${width}px`;
    for (const [node, at] of dashes) {
      range.setStart(node, at);
      range.setEnd(node, at + 2);
      if ([...range.getClientRects()].filter((one) => one.width).length > 1) cut++;
    }
  }
  return [dashes.length, cut];
}"""


def test_a_dash_of_two_signs_is_never_cut(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    assert page.evaluate(CUT_DASHES) == [2, 0]


def test_a_browser_whose_style_sheet_unfolds_nothing_has_it_unfolded_all_the_same(
    page: Page, sample_url: str
) -> None:
    page.add_init_script("CSS.supports = () => false")  # as before ::details-content
    page.route("**/style.*.css", lambda route: route.fulfill(body=""))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(sample_url + CABLE)
    closed = page.locator(".fold:not([open])")
    expect(closed).to_have_count(0)
    page.set_viewport_size({"width": 360, "height": 740})
    expect(closed).to_have_count(2)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(closed).to_have_count(0)

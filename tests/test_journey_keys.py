"""A reader with a keyboard alone: all is reached and seen; keys of one letter can be turned off."""

import re

import pytest
from conftest import CABLE
from playwright.sync_api import Page, expect

FOCUSED = "document.activeElement.closest('.para')?.id"


def test_j_and_k_go_from_paragraph_to_paragraph(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    seen = []
    for _ in range(
        14
    ):  # two more than there are: the last ones, which cannot come to the top, are reached too
        page.keyboard.press("j")
        seen.append(page.evaluate(FOCUSED))
    assert seen == [f"p{number}" for number in range(1, 13)] + ["p12"] * 2
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == "p11"
    page.mouse.wheel(0, -100_000)  # elsewhere: on from what is being read there
    page.wait_for_function("scrollY === 0")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == "p1"


def test_two_tabs_lead_past_the_header_to_the_first_paragraph(unscripted: Page, sample_url: str) -> None:
    unscripted.goto(sample_url + CABLE)
    for key in ("Tab", "Tab"):
        unscripted.keyboard.press(key)
    expect(unscripted.get_by_role("link", name="Skip to the paragraphs")).to_be_focused()
    expect(unscripted.get_by_role("link", name="Skip to the paragraphs")).to_be_in_viewport()
    for key in ("Enter", "Tab"):
        unscripted.keyboard.press(key)
    expect(unscripted.get_by_role("link", name="Link to paragraph 1", exact=True)).to_be_focused()
    expect(unscripted.get_by_role("region", name="Paragraphs")).to_contain_text("Summary: While some")


def test_keys_say_what_they_do_and_can_be_turned_off(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("next paragraph")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) is None
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    for _ in range(2):
        page.keyboard.press("j")
        assert page.evaluate(FOCUSED) is None
        page.reload()
    page.get_by_role("button", name="Keys").press("Enter")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Close").press("Enter")
    page.keyboard.press("k")  # back from the footer
    assert page.evaluate(FOCUSED) == "p12"


@pytest.mark.parametrize("key", ["Control+j", "Alt+k", "Meta+j"])
def test_the_browsers_own_keys_are_left_to_it(key: str, page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    page.keyboard.press(key)
    assert page.evaluate(FOCUSED) is None


def test_no_paragraphs_no_keys_for_them(page: Page, sample_url: str) -> None:
    page.goto(sample_url + "tags/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).not_to_contain_text("paragraph")


# How many controls there are; from then on what takes the focus is looked at when it does.
FOCUSABLE = """() => {
  [window.seen, window.order] = [[], []];
  addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    const before = order.at(-1);
    order.push(target);
    seen.push({
      name: target.outerHTML.slice(0, 120),
      label: target.ariaLabel || target.getAttribute("href") || "",
      shown: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
      onward: !before || !!(before.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING),
    });
  });
  return [...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true })).length;
}"""


def test_all_of_a_cable_by_tab_alone(page: Page, sample_url: str) -> None:
    """Every control takes the focus once, in the order of the page, and shows that it has it; the notes where
    their paragraphs are."""
    page.goto(sample_url + CABLE)
    wanted = page.evaluate(FOCUSABLE)
    for _ in range(wanted):
        page.keyboard.press("Tab")
    seen = page.evaluate("seen")
    assert len(seen) == wanted
    assert [one["name"] for one in seen if not one["shown"]] == []
    assert [one["name"] for one in seen if not one["onward"]] == []
    assert page.evaluate("new Set(order).size") == wanted
    labels = [one["label"] for one in seen]
    paragraphs = [label for label in labels if label.startswith("Link to paragraph")]
    assert paragraphs == [f"Link to paragraph {number}" for number in range(1, 13)]
    between = labels[labels.index(paragraphs[0]) : labels.index(paragraphs[2])]
    assert any(re.search("^note", label, re.IGNORECASE) for label in between), between

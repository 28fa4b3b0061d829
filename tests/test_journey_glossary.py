"""A reader who has no mouse gets to know what a word means."""

import re

from playwright.sync_api import Page, expect

CABLE = "cable/07ASTANA1848/"


def test_by_touch_and_by_keyboard_without_script(unscripted: Page, sample_url: str) -> None:
    page = unscripted
    page.goto(sample_url + CABLE)
    page.locator(".text a.term").tap()
    expect(page).to_have_url(re.compile(r"/glossary/#term-administrative-resources$"))
    expect(page.locator("div:target")).to_contain_text("means of the state put to work for a party")
    page.goto(sample_url + CABLE)
    page.get_by_role("link", name="SIPDIS").focus()
    page.keyboard.press("Enter")
    expect(page.locator("div:target")).to_contain_text("SIPRNet distribution")
    expect(page.locator("div:target")).to_be_in_viewport()

"""A reader has every mention of a name linked; the choice stays with the reader."""

from playwright.sync_api import Page, expect

CABLE = "cable/07ASTANA1848/"


def test_every_mention_is_a_link_when_a_reader_wants_it(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    paragraph, text = page.locator("#p8"), page.locator("#p8 .text").inner_text()
    linked = paragraph.locator("a.entity", has_text="Nur Otan")
    expect(linked).to_have_count(1)
    choice = page.get_by_label("Link names wherever they stand")
    choice.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_contain_text("Every mention of a name is a link")
    expect(linked).to_have_count(3)
    assert page.locator("#p8 .text").inner_text() == text
    assert len(set(linked.evaluate_all("all => all.map(one => one.href)"))) == 1
    expect(page.locator("a a")).to_have_count(0)

    page.reload()
    expect(choice).to_be_checked()
    expect(linked).to_have_count(3)
    choice.uncheck()
    expect(linked).to_have_count(1)
    assert page.locator("#p8 .text").inner_text() == text
    page.reload()
    expect(choice).not_to_be_checked()

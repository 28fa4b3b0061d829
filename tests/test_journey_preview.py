"""A reader points at a link, or comes to it with the keyboard, and sees where it leads."""

from pathlib import Path

from playwright.sync_api import Page, expect

CABLE = "cable/07ASTANA1848/"


def test_pointed_at_an_entity_says_what_it_is(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    peek = page.locator(".peek")
    expect(peek).to_be_hidden()
    page.locator("#p2 a.entity").first.hover()
    expect(peek).to_be_visible()
    expect(peek).to_contain_text("mention")
    peek.hover()
    page.wait_for_timeout(400)
    expect(peek).to_be_visible()  # the pointer may go over it
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()


def test_with_the_keyboard_and_nothing_is_in_the_way(page: Page, sample_url: str) -> None:
    page.goto(sample_url + "six-weeks-before/")
    peek = page.locator(".peek")
    link = page.get_by_role("link", name="07ASTANA1848", exact=True).first
    page.keyboard.press("Tab")
    while not link.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
    expect(peek).to_contain_text("CONFIDENTIAL · Embassy Astana · 9 July 2007")
    expect(peek).to_have_attribute("aria-hidden", "true")
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(sample_url + CABLE)


def test_a_paragraph_of_another_cable_and_of_the_same(page: Page, sample_url: str) -> None:
    page.goto(sample_url + "entities/rukhaniyat/")
    page.locator(".mentions a[href$='#p6']").first.hover()
    expect(page.locator(".peek")).to_contain_text("¶6 · SBU · Abilov also complained")
    asked: list[str] = []
    page.goto(sample_url + CABLE)
    page.on("request", lambda request: asked.append(request.url))
    page.locator(".said a[href='#p12']").first.hover()
    expect(page.locator(".peek")).to_contain_text("Given the Kazakhstani government")
    assert [url for url in asked if not url.endswith(".svg")] == []  # the icon is asked for late


def test_a_reference_in_the_header_shows_what_it_refers_to(page: Page, sample_url: str) -> None:
    page.goto(sample_url + "cable/07PORTSAMPLE212/")
    page.locator(".facts a[href='#ref-b']").hover()
    expect(page.locator(".peek")).to_contain_text("NEW DRILL 340 EXERCISE: A WEEK OF WEATHER")


def test_a_link_in_two_lines_is_not_covered(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    broken = "all => all.findIndex((one) => one.getClientRects().length === 2)"
    place = page.locator(".text a.entity").evaluate_all(broken)
    assert place >= 0
    link = page.locator(".text a.entity").nth(place)
    link.hover()
    expect(page.locator(".peek")).to_be_visible()
    shown, words = page.locator(".peek").bounding_box(), link.bounding_box()
    assert shown
    assert words
    assert shown["y"] >= words["y"] + words["height"] or shown["y"] + shown["height"] <= words["y"]


def test_a_copy_on_the_disk_shows_what_is_in_the_page(page: Page, sample_offline: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((sample_offline / CABLE / "index.html").as_uri())
    page.locator("#p2 a.entity").first.hover()
    page.wait_for_timeout(500)
    expect(page.locator(".peek")).to_be_hidden()
    page.locator(".said a[href='#p12']").first.hover()
    expect(page.locator(".peek")).to_be_visible()
    assert said == []

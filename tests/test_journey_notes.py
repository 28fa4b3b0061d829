"""A reader hides notes; the choice stays with the reader."""

import pytest
from playwright.sync_api import Page, expect

CABLE = "cable/07ASTANA1848/"


def shown(page: Page) -> set[str]:
    kinds = page.locator(".cable .note").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.kind)"
    )
    return set(kinds)


def box(page: Page, name: str):
    return page.get_by_role("group", name="Notes to show").get_by_label(name, exact=True)


def test_notes_of_a_kind_are_hidden_with_their_marks_and_stay_so(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    every = shown(page)
    assert {"context", "headnote"} < every
    page.get_by_text("Notes to show").first.click()
    expect(box(page, "All")).to_be_checked()
    box(page, "Context").uncheck()
    expect(page.get_by_role("status")).to_contain_text("Hidden: notes of the kind context")
    assert shown(page) == every - {"context"}
    expect(box(page, "All")).not_to_be_checked()
    notes = page.locator(".note[data-kind=context]").evaluate_all("all => all.map(one => one.id)")
    for note in notes:
        for sign in page.locator(f".noteref[href='#{note}']").all():
            expect(sign).to_be_hidden()
        expect(page.locator(f"mark[aria-details='{note}']")).to_have_count(0)

    page.reload()
    assert shown(page) == every - {"context"}
    page.goto(f"{sample_url}cable/07PORTSAMPLE212/")
    assert "context" not in shown(page)

    page.goto(f"{sample_url}{CABLE}#{notes[0]}")  # who is led to a note sees it
    expect(page.locator(f"#{notes[0]}")).to_be_in_viewport()
    expect(box(page, "Context")).to_be_checked()
    page.goto(sample_url + CABLE)
    assert "context" not in shown(page)
    page.get_by_role("link", name="Link to paragraph 3", exact=True).click()
    box(page, "All").check()
    expect(page).to_have_url(f"{sample_url}{CABLE}#p3")  # the place one reads at stays
    assert shown(page) == every
    box(page, "All").uncheck()
    assert shown(page) == set()
    page.reload()
    assert shown(page) == set()


@pytest.mark.parametrize("kept", ["nonsense", "{}", "7", '["context", 1]'])
def test_whatever_is_kept_there_the_notes_are_readable(kept: str, page: Page, sample_url: str) -> None:
    page.goto(sample_url)
    page.evaluate("kept => localStorage.setItem('sitegen: hidden notes', kept)", kept)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(sample_url + CABLE)
    assert "headnote" in shown(page)
    assert not faults


def test_without_script_there_is_no_choice(unscripted: Page, sample_url: str) -> None:
    unscripted.goto(sample_url + CABLE)
    assert shown(unscripted) >= {"context", "headnote"}
    expect(unscripted.locator(".choice")).to_have_count(0)


ON_PAPER = """() => {
  const top = (one) => one.getBoundingClientRect().top;
  const notes = [...document.querySelectorAll("main .note")].filter((one) => one.checkVisibility());
  notes.sort((one, other) => top(one) - top(other));
  return { names: notes.map((one) => one.getAttribute("aria-label")), tops: notes.map(top),
    text: document.querySelector(".signature").getBoundingClientRect().bottom,
    after: top(document.querySelector(".apparatus")),
    said: getComputedStyle(notes.at(-1) ?? document.body, "::before").content,
    heading: getComputedStyle(document.querySelector(".body"), "::before").content };
}"""


def test_on_paper_numbered_notes_stand_behind_the_text(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    page.emulate_media(media="print")
    found = page.evaluate(ON_PAPER)
    numbered = [
        (name, top) for name, top in zip(found["names"], found["tops"], strict=True) if name[:5] == "Note "
    ]
    assert [int(name.split(",")[0].removeprefix("Note ")) for name, _ in numbered] == list(range(1, 18))
    assert all(found["text"] < top < found["after"] for _, top in numbered)
    assert len(found["names"]) == len(numbered) + 2  # the headnotes stay where they introduce it
    assert found["heading"] == '"Notes"'
    assert found["said"] == f'"{found["names"][-1]}"'
    expect(page.locator(".notes .back").first).to_be_hidden()
    page.emulate_media(media="screen")
    assert page.evaluate(ON_PAPER)["heading"] == "none"


def test_notes_that_a_reader_hides_are_not_on_paper(page: Page, sample_url: str) -> None:
    page.goto(sample_url + CABLE)
    page.get_by_text("Notes to show").first.click()
    box(page, "All").uncheck()
    page.emulate_media(media="print")
    found = page.evaluate(ON_PAPER)
    assert (found["names"], found["heading"]) == ([], "none")

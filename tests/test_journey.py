"""A reader's way through the sample site, in a real browser."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest
from conftest import ROOT, barriers, sitegen
from playwright.sync_api import Page, expect


def test_from_the_home_page_to_a_paragraph_and_on(page: Page, sample_url: str) -> None:
    page.goto(sample_url)
    page.get_by_role("link", name="All TAGS").click()
    page.get_by_role("link", name=re.compile("^PGOV")).click()
    expect(page).to_have_url(re.compile(r"/tags/PGOV/$"))
    page.get_by_role("link", name=re.compile("KAZAKHSTAN: GOVERNMENT AND OPPOSITION")).first.click()
    expect(page).to_have_url(re.compile(r"/cable/07ASTANA1848/$"))

    page.get_by_role("link", name="Link to paragraph 7", exact=True).click()
    expect(page).to_have_url(re.compile(r"#p7$"))
    expect(page.locator("#p7")).to_be_in_viewport()
    background = "node => getComputedStyle(node).backgroundColor"
    assert page.locator("#p7").evaluate(background) != page.locator("#p6").evaluate(background)

    note = page.locator("a[role=doc-noteref]").first
    note.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#n-"))
    expect(page.locator("aside:target")).to_be_in_viewport()

    page.locator("#p2").get_by_role("link", name="Nur Otan").first.click()
    expect(page).to_have_url(re.compile(r"/entities/nur-otan/$"))
    page.locator("a[href*='07ASTANA1848/#p8']").first.click()
    expect(page).to_have_url(re.compile(r"/cable/07ASTANA1848/#p8$"))
    expect(page.locator("#p8")).to_be_in_viewport()


def test_the_record_as_received_and_back(page: Page, sample_url: str) -> None:
    page.goto(sample_url + "cable/07ASTANA1848/source/#L31")
    expect(page.locator("#L31")).to_be_in_viewport()
    expect(page.locator("#L31")).to_contain_text("11. (C) Summary: While some")
    page.locator("#L31").get_by_role("link", name=re.compile("¶|paragraph")).first.click()
    expect(page).to_have_url(re.compile(r"/cable/07ASTANA1848/#p1$"))


def test_whole_without_script(unscripted: Page, sample_url: str) -> None:
    unscripted.goto(sample_url + "cable/07ASTANA1848/#p12")
    expect(unscripted.locator("#p12")).to_be_in_viewport()
    expect(unscripted.locator("#p12")).to_contain_text("mutual understanding regarding the election results.")
    assert unscripted.locator("aside[id^=n-]").count() >= 8


def test_an_unknown_address_at_any_depth_finds_its_way_home(tab: Page, sample_url: str) -> None:
    # The canonical host is example.org; the 404 page's links start at the root of whatever host serves it.
    answer = tab.goto(sample_url + "no/such/page")
    assert answer is not None
    assert answer.status == 404
    tab.locator("header").get_by_role("link").first.click()
    expect(tab).to_have_url(sample_url)


# One of every type of page.
SHOWN = [
    *("", "404.html", "about/", "essays/", "six-weeks-before/", "go/", "glossary/"),
    *("cables/", "cables/2007/", "cables/2007/07/", "tags/", "tags/PGOV/", "posts/", "posts/astana/"),
    *("classifications/", "classifications/confidential/", "threads/", "threads/75EXAMPLETOWN97/"),
    *("cable/07ASTANA1848/", "cable/07ASTANA1848/source/", "cable/07NEWDRILL340/", "cable/07PORTSAMPLE212/"),
    *("cable/06EXAMPLETOWN412/", "entities/", "entities/type/organization/", "entities/nur-otan/"),
    *("annotations/", "annotations/by/sitegen-editors/", "annotations/kind/context/"),
]


SHIFTED = """() => new Promise((resolve) => {
  let moved = 0;
  const watch = (list) => { for (const one of list.getEntries()) moved += one.value; };
  const observer = new PerformanceObserver(watch);
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => { watch({ getEntries: () => observer.takeRecords() }); resolve(moved); }, 150);
})"""

# The words of the page that a browser without script does not read, and how many it has in all.
LOST_WORDS = """async () => {
  const ours = ".opener, .choice, .menu, .live, noscript, [hidden], .finder";
  const words = (page) => {
    const walker = document.createTreeWalker(page.querySelector("main"), NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest(ours)) found.add(walker.currentNode.data.trim());
    }
    return found;
  };
  const sent = await (await fetch(location)).text();
  const plain = words(new DOMParser().parseFromString(sent, "text/html"));
  const shown = [...words(document)].filter(Boolean);
  return [shown.filter((one) => !plain.has(one)), shown.length];
}"""


ALIKE = "<p>Words of a <a href='#'>link</a>.</p>"


PALE = {
    "p:nth-of-type(%d) { color: #999 }": "color-contrast",
    "p:nth-of-type(%d) { opacity: .4 }": "color-contrast",
    "p:nth-of-type(%d) a { color: #222; text-decoration: none }": "link-in-text-block",
}


@pytest.mark.parametrize("at", [3, 90])
@pytest.mark.parametrize("style", PALE)
def test_one_pale_word_among_many_alike_is_in_the_way(style: str, at: int, tab: Page) -> None:
    whole = f"<!doctype html><html lang=en><title>A</title><style>%s</style><main>{ALIKE * 120}</main>"
    tab.set_content(whole % "")
    assert barriers(tab) == []
    tab.set_content(whole % (style % at))
    assert {rule for rule, _ in barriers(tab, of_colours_only=True)} == {PALE[style]}


@pytest.mark.parametrize("path", SHOWN)
def test_every_type_of_page(tab: Page, sample_url: str, path: str) -> None:
    """Nothing jumps, is in a reader's way, wider than the screen, told on the console or asked of another
    host; and what script adds are controls: no word of a page is lost without it."""
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("request", lambda request: told.append(request.url) if sample_url not in request.url else None)
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme="light")
        tab.goto(sample_url + path)
        assert tab.evaluate(SHIFTED) == 0, width
        assert not barriers(tab), width
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        tab.emulate_media(color_scheme="dark")
        assert not barriers(tab, of_colours_only=True), width
    lost, number = tab.evaluate(LOST_WORDS)
    assert (lost, number > 0) == ([], True)
    assert not told, told


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the sample site under `sitegen serve`; its folder and the address it printed."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "content", site / "content")
    shutil.copy(ROOT / "site.toml", site / "site.toml")
    words = [sys.executable, "-u", "-m", "sitegen", "serve", "--port", "0"]
    with subprocess.Popen(words, cwd=site, stdout=PIPE, stderr=STDOUT, text=True) as server:
        assert server.stdout is not None
        told = []
        for line in server.stdout:
            told.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S*", line):
                break
        else:
            pytest.fail("".join(told))
        yield site, found[0]
        server.terminate()
        server.stdout.read()


def test_a_change_on_disk_shows_in_the_browser(served: tuple[Path, str], tab: Page) -> None:
    site, url = served
    page = tab
    page.goto(url + "cable/07ASTANA1848/#p3")
    notes = site / "content/annotations/07ASTANA1848.md"
    before = notes.read_text(encoding="utf-8")
    added = '\n## ¶9 "7% threshold"\nkind: context\n\nWritten while you were reading.\n'
    notes.write_text(before + added, encoding="utf-8")
    note = page.locator("aside").filter(has_text="Written while you were reading.")
    expect(note).to_be_visible(timeout=15_000)
    assert page.url.endswith("#p3")

    # A mistake is told on top of the page; mended, the page goes on.
    notes.write_text(before + added.replace("¶9", "¶99"), encoding="utf-8")
    expect(page.get_by_text("no paragraph ¶99")).to_be_visible(timeout=15_000)
    notes.write_text(before, encoding="utf-8")
    expect(page.get_by_text("no paragraph ¶99")).to_have_count(0, timeout=15_000)
    expect(note).to_have_count(0)


def test_a_preview_leaves_no_trace_in_the_output(sample: Path) -> None:
    assert sitegen("--help").returncode == 0
    assert not list(sample.rglob("live*.js"))
    assert not [page for page in sample.rglob("*.html") if "_live" in page.read_text(encoding="utf-8")]

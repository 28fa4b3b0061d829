"""A reader who searches while files are missing, damaged or of another build."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import StaticHost, hosted
from playwright.sync_api import Browser, Page, Route, expect
from search_page import SAID, count, look_for
from search_site import build_in_blocks, put_site


@pytest.fixture
def flawed(tab: Page, sample_url: str) -> Page:
    """A page that may have faults on its console."""
    tab.goto(f"{sample_url}search/")
    return tab


def half(route: Route) -> None:
    body = route.fetch().text()
    route.fulfill(body=body[: len(body) // 2], content_type="text/javascript")


@pytest.mark.parametrize("fault", ["offline", "missing", "half"])
def test_what_cannot_be_loaded_is_told_and_the_rest_is_found(fault: str, flawed: Page) -> None:
    spoil = {
        "offline": lambda route: route.abort(),
        "missing": lambda route: route.fulfill(status=404, body="no such file"),
        "half": half,
    }
    flawed.route("**/search/notes-*/t-*", spoil[fault])
    look_for(flawed, "threshold ")
    rest = count(flawed)
    assert rest
    told = flawed.locator("#told")
    expect(told).to_contain_text(re.compile(r"1 of 4 parts of the index could not be searched \(notes-\S+ "))
    flawed.unroute("**/search/notes-*/t-*")
    status = flawed.get_by_role("status").first
    before = status.inner_text()
    told.get_by_role("button", name="Try again").click()
    expect(status).to_be_focused()
    expect(status).not_to_have_text(before)
    expect(told).to_be_empty()
    assert count(flawed) > rest
    flawed.route("**/cable/*/passages.js*", spoil[fault])
    flawed.reload()
    assert count(flawed) > rest
    expect(flawed.get_by_text("Its words could not be loaded.").first).to_be_visible()
    expect(told).to_contain_text(
        re.compile(r"^\d of the \d results shown could not be loaded; the others stand\.")
    )


def test_what_the_missing_parts_may_have_is_not_said_to_be_nowhere(flawed: Page) -> None:
    terms = re.compile(r"/search/(cables|notes|entities)[^/]*/t-")
    flawed.route(terms, lambda route: route.fulfill(status=503))
    look_for(flawed, "mazhilis threshold ")
    expect(flawed.locator("#found")).to_have_text(re.compile("^In what could be read there is nothing"))
    told = flawed.locator("#told")
    expect(told).to_contain_text("3 of 4 parts")
    for part in ("cables-", "notes-", "entities"):
        expect(told).to_contain_text(
            re.compile(rf"\W{part}\S* could not be loaded \(the host says 503\)[;)]")
        )
    flawed.unroute(terms)
    look_for(flawed, "mazhilis threshold")
    count(flawed)


@pytest.mark.parametrize(
    ("file", "narrowed", "said"),
    [
        (
            "post",
            "post=NOWHERE",
            "The filter “Post” could not be loaded (the host says 503): it is left out.",
        ),
        ("ids-0", "tag=PGOV", "results shown could not be loaded; the others stand."),
    ],
)
def test_results_stand_without_what_is_beside_them(file: str, narrowed: str, said: str, flawed: Page) -> None:
    files = re.compile(rf"/search/cables-[^/]+/{file}\.js")
    flawed.route(files, lambda route: route.fulfill(status=503))
    look_for(flawed, "threshold ")
    whole = count(flawed)
    told = flawed.locator("#told")
    expect(told).to_contain_text(said)
    look_for(flawed, "opposition ")
    count(flawed)
    flawed.goto(f"{flawed.url.partition('?')[0]}?q=threshold&{narrowed}")
    expect(flawed.locator("#found")).to_have_text(SAID)
    expect(told).to_contain_text(said)
    flawed.unroute(files)
    flawed.goto(f"{flawed.url.partition('?')[0]}?q=threshold")
    assert count(flawed) == whole
    expect(told).to_be_empty()


def test_what_fails_of_more_results_is_told_once_above(flawed: Page) -> None:
    look_for(flawed, "con")
    shown = flawed.locator("#results article")
    expect(shown).to_have_count(10)
    passages = "**/passages.js*"
    flawed.route(passages, lambda route: route.fulfill(status=503))
    flawed.get_by_role("button", name="More results").click()
    told = flawed.locator("#told")
    expect(told).to_contain_text(
        re.compile(r"^(\d+) of the 1\1 results shown could not be loaded; the others stand\.")
    )
    number = shown.count()
    flawed.unroute(passages)
    told.get_by_role("button", name="Try again").click()
    expect(told).to_be_empty()
    expect(shown).to_have_count(number)
    expect(flawed.get_by_text("could not be loaded")).to_have_count(0)


def test_half_a_file_is_not_asked_of_the_cache_again(sample: Path, chromium: Browser) -> None:
    """A host that breaks off once, and says that browsers may keep what they have got."""
    halved: list[str] = []

    class Breaking(StaticHost):
        def do_GET(self) -> None:  # noqa: N802
            if not re.search(r"/search/notes-[^/]+/t-", self.path):
                super().do_GET()
                return
            data = Path(self.translate_path(self.path)).read_bytes()
            if self.path not in halved:
                halved.append(self.path)
                data = data[: len(data) // 2]
            self.send_response(200)
            self.send_header("Cache-Control", "max-age=86400")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    for url in hosted(sample, host=Breaking):
        page = chromium.new_page()
        page.goto(f"{url}search/")
        for _ in range(2):
            look_for(page, "threshold ")
            count(page)
            expect(page.locator("#told")).to_be_empty()
            page.reload()
        assert len(halved) == 1
        page.close()


def test_a_browser_that_refuses_so_many_addresses_shows_what_is_found(flawed: Page) -> None:
    """As Safari does after a hundred in half a minute."""
    refusing = (
        "history.pushState = history.replaceState = () => { throw new DOMException('', 'SecurityError') }"
    )
    flawed.evaluate(f"() => {{ {refusing} }}")
    look_for(flawed, "threshold ")
    found = count(flawed)
    flawed.locator("#q").fill("the threshold")
    flawed.keyboard.press("Enter")
    expect(flawed.locator("#told")).to_contain_text("the")  # which is not looked for
    assert count(flawed) == found


def test_files_of_two_builds_are_told_apart(flawed: Page) -> None:
    def other(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.text().replace(" ", "  ", 1))

    flawed.route("**/search/notes-*/t-*", other)
    look_for(flawed, "threshold ")
    expect(flawed.locator("#told")).to_contain_text("is of another build of this site")
    flawed.unroute("**/search/notes-*/t-*")
    flawed.get_by_role("button", name="Try again").click()
    expect(flawed.locator("#told")).to_be_empty()
    flawed.route(
        "**/search/index.js", lambda route: route.fulfill(body='sitegenFound("search/index",{"format":1});\n')
    )
    flawed.reload()
    look_for(flawed, "opposition ")
    expect(flawed.locator("#found")).to_contain_text(
        "was made by another version than this page: load the page anew"
    )


def test_a_site_that_is_published_anew_is_searched_anew(flawed: Page) -> None:
    """The page holds the head of a build that the host no longer has; its files have other fingerprints."""
    head = re.compile(r"/search/cables-[^/]+/index\.js$")

    def former(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=re.sub(r":.{4}(?=[ \"])", ":0000", reply.text()))

    flawed.route(head, former)
    look_for(flawed, "threshold ")
    told = flawed.locator("#told")
    expect(told).to_contain_text("is of another build of this site")
    flawed.unroute(head)
    told.get_by_role("button", name="Try again").click()
    expect(told).to_be_empty()
    expect(flawed.get_by_role("link", name=re.compile("07ASTANA1848, paragraph")).first).to_be_visible()


def test_without_the_index_the_last_results_stay(flawed: Page) -> None:
    flawed.route("**/search/index.js*", lambda route: route.abort())
    flawed.reload()
    look_for(flawed, "opposition ")
    expect(flawed.get_by_role("status").first).to_have_text("The index of the search could not be loaded.")
    flawed.unroute("**/search/index.js*")
    flawed.get_by_role("button", name="Try again").click()
    count(flawed)


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose words are in so many parts that results are put in order by some of them."""
    site = tmp_path_factory.mktemp("parted")
    put_site(site)
    build_in_blocks(site)
    yield from hosted(site / "output")


PARTS = re.compile(r"/search/cables-[^/]+/t-[^/]*-\d+\.js")


def test_a_part_of_a_common_word_that_fails_is_told_as_any_other_file(flawed: Page, parted: str) -> None:
    flawed.goto(f"{parted}search/?q=bridge+minister+&kind=cables")
    shown = flawed.locator("#results article")
    expect(shown).to_have_count(10)
    flawed.route(PARTS, lambda route: route.fulfill(status=503))
    look_for(flawed, '"bridge minister" ')
    told = flawed.locator("#told")
    expect(told).to_contain_text(
        re.compile(r"^\d+ of \d+ parts of the index could not be searched \(cables-")
    )
    expect(told).to_contain_text("could not be loaded (the host says 503)")
    expect(told).to_contain_text("what is shown is from the rest.")
    expect(flawed.locator("#found")).not_to_contain_text("The index of the search")
    flawed.unroute(PARTS)
    flawed.get_by_role("button", name="Try again").click()
    expect(told).to_be_empty()
    expect(shown).not_to_have_count(0)

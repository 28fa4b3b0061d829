"""A reader who searches: on a host, below a sub-path, from the disk, by keyboard, and with files missing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CABLE, StaticHost, barriers, hosted, sitegen
from playwright.sync_api import Browser, Page, Route, expect

APART = r"(?:, and (\d+) (?:cable|document)s? with the words in different paragraphs)?"
HITS = re.compile(rf"^(\d+) hits? in (\d+) (?:cable|document)s?{APART}$")


@pytest.fixture
def search(page: Page, sample_url: str) -> Page:
    page.goto(f"{sample_url}search/")
    return page


def look_for(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    expect(page.locator("#found")).to_have_attribute("data-of", words)


def numbers(page: Page) -> list[int]:
    """Of hits, of what they are in, and of what has the words apart, when they are there."""
    status = page.get_by_role("status").first
    expect(status).to_have_text(HITS)
    found = HITS.match(status.inner_text())
    assert found
    return [int(one or 0) for one in found.groups()]


def count(page: Page) -> int:
    """Of hits."""
    return numbers(page)[0]


def documents(page: Page) -> int:
    """Of all that is found."""
    return sum(numbers(page)[1:])


def test_words_lead_to_the_paragraph_which_shows_them(search: Page) -> None:
    look_for(search, "threshold parliament")
    link = search.get_by_role("link", name="07ASTANA1848, paragraph 3", exact=True)
    expect(search.locator("li", has=link).locator("mark")).to_have_text(["parliament", "threshold"])
    link.click()
    expect(search).to_have_url(re.compile(r"/cable/07ASTANA1848/\?q=threshold%20parliament#p3$"))
    expect(search.locator("#p3")).to_be_in_viewport()
    expect(search.get_by_role("region", name="Words found")).to_contain_text(re.compile(r"\d+ of \d+ hits"))


def test_next_and_previous_hit(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}{CABLE}?q=corruption")
    bar = page.get_by_role("region", name="Words found")
    expect(bar).to_contain_text(re.compile(r"^1 of (\d+) hits"))
    marked = "[...CSS.highlights.get('found')].map(String)"
    assert {one.lower() for one in page.evaluate(marked)} == {"corruption", "corrupt"}
    bar.get_by_role("button", name="Next hit").click()
    expect(bar).to_contain_text("2 of")
    top = "[...CSS.highlights.get('found-here')][0].getBoundingClientRect().top"
    page.wait_for_function(f"{top} > 0 && {top} < innerHeight")
    bar.get_by_role("button", name="Previous hit").click()
    bar.get_by_role("button", name="Previous hit").click()
    expect(bar).to_contain_text(re.compile(r"^(\d+) of \1 hits"))
    bar.get_by_role("button", name="Take the marks away").click()
    expect(bar).to_have_count(0)
    assert page.evaluate("CSS.highlights.size") == 0


HERE = "[...CSS.highlights.get('found-here')][0]"


def test_the_bar_passes_over_hidden_notes(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}{CABLE}")
    hidden = "[...document.querySelectorAll('.note')].map(one => one.dataset.kind)"
    page.evaluate(f"localStorage.setItem('sitegen: hidden notes', JSON.stringify({hidden}))")
    page.goto(f"{sample_url}{CABLE}?q=party")
    bar = page.get_by_role("region", name="Words found")
    expect(bar).to_contain_text(re.compile(r"^1 of \d+ hits"))
    number = int(bar.inner_text().split()[2])
    assert 1 < number < page.evaluate("CSS.highlights.get('found').size")
    for name in ("Next hit", "Previous hit"):
        for _ in range(number):
            bar.get_by_role("button", name=name).click()
            assert page.evaluate(f"{HERE}.startContainer.parentElement.checkVisibility()")
        expect(bar).to_contain_text(f"1 of {number} hits")


def test_a_heading_is_of_the_paragraph_below_it(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}{CABLE}?q=fair+elections#p2")
    expect(page.get_by_role("region", name="Words found")).to_be_visible()
    assert page.evaluate(f"!!{HERE}.startContainer.parentElement.closest('.head')")


def test_the_first_mark_is_in_view_in_a_long_paragraph(page: Page, sample_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 320})
    page.goto(f"{sample_url}{CABLE}?q=sector#p1")
    page.wait_for_function(
        f"CSS.highlights.has('found-here') && {HERE}.getBoundingClientRect().bottom < innerHeight"
        f" && {HERE}.getBoundingClientRect().top > 0"
    )
    assert page.evaluate(f"!!{HERE}.startContainer.parentElement.closest('#p1')")


def test_words_in_different_paragraphs_of_one_cable(search: Page) -> None:
    look_for(search, "corruption threshold ")
    status = search.locator("#found")
    expect(status).to_have_text("No paragraph has all of this. 1 cable has it in different paragraphs.")
    entry = search.locator("#results article")
    expect(entry).to_contain_text("All of this, but in different paragraphs:")
    marked = {words.lower() for words in entry.locator("li mark").all_inner_texts()}
    assert {"corrupt", "threshold"} <= marked


def test_pages_are_found_under_their_headings(search: Page) -> None:
    look_for(search, "not a word of it is changed")
    link = search.get_by_role("link", name="About, Who speaks", exact=True)
    expect(search.locator("article", has=link).locator(".meta")).to_have_text("Page")
    link.click()
    expect(search).to_have_url(re.compile(r"/about/\?q=\S+#about-who-speaks$"))
    expect(search.locator("#about-who-speaks")).to_be_in_viewport()
    expect(search.get_by_role("region", name="Words found")).to_be_visible()


def test_the_front_page_is_marked_too(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}?q=invented")
    expect(page.get_by_role("region", name="Words found")).to_contain_text("1 of")


def test_phrases_minus_and_what_is_being_written(search: Page) -> None:
    look_for(search, "election vote ")
    both = count(search)
    look_for(search, '"campaign election" ')
    expect(search.get_by_role("status").first).to_contain_text("Nothing was found")
    look_for(search, '"parliamentary elections"')
    count(search)
    expect(search.locator("#results mark").first).to_have_text(
        re.compile("^(upcoming )?parliamentary elections$", re.I)
    )
    look_for(search, "election vote -threshold ")
    assert count(search) < both
    look_for(search, "electi")
    typed = count(search)
    look_for(search, "election ")
    assert count(search) == typed


def test_filters_have_counts_and_stand_in_the_address(search: Page) -> None:
    look_for(search, "ferry")
    whole = count(search)
    filters = search.get_by_role("group", name="Filters")
    number = int(
        filters.locator("li", has=search.get_by_role("button", name="Cables")).locator(".n").inner_text()
    )
    filters.get_by_role("button", name="Cables").click()
    assert 0 < count(search) < whole
    assert documents(search) == number
    expect(filters.get_by_role("button", name="Cables")).to_have_attribute("aria-pressed", "true")
    expect(search).to_have_url(re.compile(r"\?q=ferry&kind=cables$"))
    filters.get_by_text("TAGS").click()
    tag = filters.locator("li", has=search.locator("code")).first
    number = int(tag.locator(".n").inner_text())
    tag.get_by_role("button").click()
    assert documents(search) == number
    search.get_by_label("Order").select_option("oldest")
    expect(search).to_have_url(re.compile(r"sort=oldest"))
    days = search.locator("#results time").evaluate_all("all => all.map(one => one.dateTime)")
    assert days == sorted(days)
    search.reload()
    assert documents(search) == number
    expect(search.get_by_role("searchbox")).to_have_value("ferry")
    for _ in range(3):
        search.go_back()
    expect(search.get_by_role("status").first).to_have_text(re.compile(rf"^{whole} hits"))


def test_a_filter_that_is_pressed_keeps_the_focus(search: Page) -> None:
    look_for(search, "ferry")
    button = search.get_by_role("group", name="Filters").get_by_role("button", name="Cables")
    button.focus()
    search.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()


def test_more_results_and_all_of_a_filter_keep_the_focus(search: Page) -> None:
    look_for(search, "con")
    number = documents(search)
    shown = search.locator("#results article")
    expect(shown).to_have_count(10)
    search.evaluate("further.click(), further.click(), further.click()")
    expect(search.locator("#results article:nth-child(11) a").first).to_be_focused()
    expect(shown).to_have_count(min(20, number))
    group = search.locator("#filters details", has=search.get_by_text("TAGS", exact=True))
    group.get_by_text("TAGS", exact=True).click()
    group.get_by_role("button", name=re.compile(r"^All \d+")).click()
    expect(group.get_by_role("button").nth(8)).to_be_focused()


def test_with_the_keyboard_alone(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}{CABLE}")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/search/$"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("mazhilis threshold")
    count(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=mazhilis%20threshold"))


def test_a_screen_reader_is_told_what_became_of_it(search: Page) -> None:
    status = search.locator("#found")
    expect(status).to_have_role("status")
    expect(status).to_have_text("Type a word to begin.")
    look_for(search, "opposition")
    count(search)
    look_for(search, "zzzzzz")
    expect(status).to_contain_text("Nothing was found")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("   ", "Type a word to begin."),
        ("the of", "These words stand in nearly every text"),
        (".*[](\\", "There is no word in this"),
        ("-election", "Say also what is to be found"),
        ("<script>alert(1)</script> <b>", "Nothing was found"),
        ("القاهرة", "Nothing was found"),
    ],
)
def test_what_cannot_be_found_is_said(words: str, said: str, search: Page) -> None:
    look_for(search, words)
    expect(search.get_by_role("status").first).to_contain_text(said)
    expect(search.get_by_role("searchbox")).to_have_value(words)


def test_which_word_is_nowhere_is_said(search: Page) -> None:
    look_for(search, "election zzzzzz ")
    expect(search.get_by_role("status").first).to_contain_text("Nothing was found")
    expect(search.locator("#told")).to_have_text("Nowhere in this archive: zzzzzz.")
    expect(search.locator("#filters")).to_be_hidden()
    look_for(search, "election ")
    count(search)
    expect(search.locator("#told")).to_be_empty()
    expect(search.locator("#filters")).to_be_visible()


def test_odd_queries_find_what_they_can(search: Page) -> None:
    told = search.locator("#told")
    look_for(search, 'the election of "parliamentary elec')
    count(search)
    expect(told).to_contain_text("nearly every text has it: the, of")
    expect(told).to_contain_text("quotation marks are not closed")
    look_for(search, "election " * 1_111)
    count(search)
    expect(told).to_contain_text("only its first 32 words")
    look_for(search, "<b>election</b> b*")
    expect(search.locator("#results b")).to_have_count(0)


def test_the_stop_words_of_a_phrase_are_told(search: Page) -> None:
    look_for(search, '"president of the"')
    count(search)
    expect(search.locator("#told")).to_have_text("Not looked for, because nearly every text has it: of, the.")
    expect(search.locator("#how")).to_contain_text('"a phrase" for words in a row')


def test_the_same_address_is_not_kept_twice(page: Page, sample_url: str) -> None:
    page.goto(sample_url)
    page.goto(f"{sample_url}search/?q=fair%20elections")
    count(page)
    before = page.evaluate("history.length")
    for _ in range(3):
        page.get_by_role("searchbox").press("Enter")
    assert page.evaluate("history.length") == before
    page.go_back()
    expect(page).to_have_url(sample_url)


def test_a_beginning_needs_three_letters(search: Page) -> None:
    told = search.locator("#told")
    look_for(search, "ir* ")
    expect(told).to_contain_text("A beginning needs three letters: ir is looked for as a word.")
    look_for(search, "ele* ")
    count(search)
    expect(told).to_be_empty()


@pytest.mark.parametrize("minus", ["-", "−", "–", "—"])
def test_any_dash_is_a_minus(minus: str, search: Page) -> None:
    look_for(search, "election ")
    whole = count(search)
    look_for(search, f"election {minus}threshold ")
    assert count(search) < whole


def test_without_script_it_leads_to_the_lists(chromium: Browser, sample_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample_url}search/")
    expect(page.get_by_text("Searching needs a script")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.locator("main").get_by_role("link", name="by TAGS").click()
    expect(page).to_have_url(f"{sample_url}tags/")
    context.close()


def test_search_within(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}tags/PGOV/")
    page.get_by_role("link", name="Search within").click()
    expect(page.get_by_role("status").first).to_have_text("Type words to look for within PGOV.")
    look_for(page, "opposition")
    count(page)
    expect(page).to_have_url(re.compile(r"tag=PGOV"))
    button = page.get_by_role("group", name="Filters").get_by_role("button", name="PGOV")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(f"{sample_url}entities/nur-otan/")
    page.get_by_role("link", name="Search within").click()
    expect(page).to_have_url(re.compile(r"/search/\?entity=nur-otan$"))
    expect(page.get_by_role("status").first).to_have_text("Type words to look for within Nur Otan.")
    page.goto(f"{sample_url}search/?level=C&year=2007&kind=notes")
    expect(page.get_by_role("status").first).to_have_text(
        "Type words to look for within Annotations, 2007, Confidential."
    )


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample below a sub-path."""
    output = tmp_path_factory.mktemp("below") / "output"
    done = sitegen("build", "--output", str(output), "--base-url", "http://127.0.0.1/an/archive/")
    assert done.returncode == 0, done.stderr
    yield from hosted(output, "/an/archive/")


def test_below_a_sub_path(page: Page, below: str) -> None:
    page.goto(f"{below}search/?q=threshold")
    count(page)
    page.get_by_role("link", name=re.compile("07ASTANA1848, paragraph")).first.click()
    expect(page).to_have_url(re.compile("/an/archive/cable/07ASTANA1848/"))


def test_from_the_disk(page: Page, tmp_path: Path) -> None:
    output = tmp_path / "with a blank"
    done = sitegen("build", "--offline", "--output", str(output))
    assert done.returncode == 0, done.stderr
    page.goto(f"{output.as_uri()}/index.html")
    page.locator(".masthead").get_by_role("link", name="Search").click()
    look_for(page, "threshold")
    count(page)
    page.get_by_role("link", name=re.compile("07ASTANA1848, paragraph")).first.click()
    expect(page).to_have_url(re.compile(r"/cable/07ASTANA1848/index\.html\?q=threshold#p\d+$"))
    expect(page.get_by_role("region", name="Words found")).to_be_visible()


@pytest.fixture
def flawed(chromium: Browser, sample_url: str) -> Iterator[Page]:
    """A page that may have faults on its console."""
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{sample_url}search/")
    yield page
    context.close()


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
        ("ids-0", "tag=PGOV", "Of some results it could not be loaded where they are."),
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
    expect(flawed.locator("#found")).to_have_text(HITS)
    expect(told).to_contain_text(said)
    flawed.unroute(files)
    flawed.goto(f"{flawed.url.partition('?')[0]}?q=threshold")
    assert count(flawed) == whole
    expect(told).to_be_empty()


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_accessible_with_results(width: int, scheme: str, chromium: Browser, sample_url: str) -> None:
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    for path in ("search/", "search/?q=elections&kind=cables", f"{CABLE}?q=opposition#p3"):
        page.goto(sample_url + path)
        page.wait_for_timeout(300)
        assert not barriers(page), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()

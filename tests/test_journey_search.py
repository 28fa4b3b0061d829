"""A reader who searches: on a host, below a sub-path, from the disk, and by keyboard."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import CABLE, barriers
from playwright.sync_api import Page, expect
from search_page import count, documents, look_for


@pytest.fixture
def search(page: Page, sample_url: str) -> Page:
    page.goto(f"{sample_url}search/")
    return page


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
    line = "getComputedStyle(document.querySelector('.text'), '::highlight(found)').textDecorationLine"
    assert page.evaluate(line) == "underline"  # words with a note have none
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


@pytest.mark.parametrize(("words", "said"), [("corruption", "1 of 4 hits"), ("boycott", "1 of 1 hit")])
def test_hits_are_counted(words: str, said: str, page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}{CABLE}?q={words}")
    expect(page.get_by_role("region", name="Words found").get_by_role("status")).to_have_text(said)


def test_keys_lead_from_hit_to_hit(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}{CABLE}?q=party")
    bar = page.get_by_role("region", name="Words found")
    expect(bar).to_contain_text("1 of")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(bar).to_contain_text("3 of")
    page.keyboard.press("p")
    expect(bar).to_contain_text("2 of")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.locator("dl")).to_contain_text(re.compile("n ?next hit ?p ?previous hit"))
    page.keyboard.press("Escape")
    bar.get_by_role("button", name="Take the marks away").click()
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(keys.locator("dl")).to_contain_text("next paragraph")
    expect(keys.locator("dl")).not_to_contain_text("hit")


def test_the_bar_is_what_the_tab_key_comes_to_first(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}{CABLE}?q=party")
    bar = page.get_by_role("region", name="Words found")
    expect(bar).to_contain_text("1 of")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(bar.get_by_role("button", name="Previous hit")).to_be_focused()


@pytest.mark.parametrize("place", [f"{CABLE}?q=party#p3", "about/?q=word#about-who-speaks"])
def test_the_bar_is_one_step_back_from_where_the_search_led_to(
    place: str, page: Page, sample_url: str
) -> None:
    page.goto(sample_url + place)
    expect(page.get_by_role("region", name="Words found")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Take the marks away")).to_be_focused()


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
    expect(status).to_have_text("No paragraph has all of this. It is in different paragraphs of 1 cable.")
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
    look_for(search, '"campaign election" ')
    expect(search.get_by_role("status").first).to_contain_text("Nothing was found")
    expect(search.locator("#told")).to_have_text("There is something for: campaign election")
    look_for(search, '"parliamentary elections"')
    count(search)
    expect(search.locator("#results mark").first).to_have_text(
        re.compile("^(upcoming )?parliamentary elections$", re.I)
    )
    look_for(search, "electi")
    typed = count(search)
    look_for(search, "election ")
    assert count(search) == typed


@pytest.mark.parametrize("one", ["threshold", '"fair elections"', "corrupt*"])
def test_a_minus_leaves_out_the_documents_that_have_it(one: str, search: Page) -> None:
    numbers = []
    for words in ("election ", f"election {one} ", f"election -{one} "):
        look_for(search, words)
        numbers.append(documents(search))
    every, having, rest = numbers
    assert having + rest == every
    assert having
    assert rest


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
    expect(search.get_by_role("status").first).to_have_text(re.compile(rf"^{whole} passages"))


def test_years_of_a_filter_add_up_and_tags_narrow(search: Page) -> None:
    """A cable has one year, and several TAGS. Their counts say what a press would leave, or add."""
    look_for(search, "exercise")
    filters = search.get_by_role("group", name="Filters")
    ids = search.locator("#results article .id")
    filters.get_by_role("button", name="Cables").click()
    for year, number in (("2005", 1), ("2006", 3)):
        filters.get_by_role("button", name=year).click()
        expect(ids).to_have_count(number)
    assert {one[:2] for one in ids.all_inner_texts()} == {"05", "06"}
    expect(search).to_have_url(re.compile(r"\?q=exercise&kind=cables&year=2005&year=2006$"))
    filters.get_by_text("TAGS").click()
    tags = filters.locator("li", has=search.locator("code"))
    of_both = tags.filter(has_text="KPAO")
    of_both.get_by_role("button").click()
    expect(ids).to_have_count(2)
    assert {*ids.all_inner_texts()} == {"05NEWDRILL31", "06TESTHAVEN203"}
    expect(tags.filter(has_text="EWWT")).to_have_count(0)  # none of these two has it
    of_one = tags.filter(has_text="TPHY")
    expect(of_one.locator(".n")).to_have_text("1")
    of_one.get_by_role("button").click()
    expect(ids).to_have_text(["06TESTHAVEN203"])
    search.reload()
    expect(ids).to_have_text(["06TESTHAVEN203"])
    expect(filters.locator("[aria-pressed=true]")).to_have_count(5)
    of_one.get_by_role("button").click()
    of_both.get_by_role("button").click()
    filters.get_by_role("button", name="2006").click()
    expect(ids).to_have_text(["05NEWDRILL31"])


def test_all_filters_are_taken_away_at_once(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}search/?q=ferry&kind=notes&year=1975&tag=KPAO")
    status = page.locator("#found")
    expect(status).to_have_text("Nothing is left with these filters.")
    without = page.get_by_role("group", name="Filters").get_by_role("button", name="Without filters")
    without.click()
    count(page)
    expect(status).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=ferry$"))
    expect(without).to_have_count(0)
    page.go_back()
    expect(status).to_have_text("Nothing is left with these filters.")


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


def test_who_comes_back_finds_all_that_was_shown(search: Page) -> None:
    look_for(search, "con")
    number = documents(search)
    shown = search.locator("#results article")
    search.get_by_role("button", name="More results").click()
    expect(shown).to_have_count(min(20, number))
    link = shown.nth(15).get_by_role("link").first
    name = link.inner_text()
    link.click()
    expect(search.get_by_role("region", name="Words found")).to_be_visible()
    search.go_back()
    expect(shown).to_have_count(min(20, number))
    expect(shown.nth(15).get_by_role("link").first).to_have_text(name)
    expect(shown.nth(15).get_by_role("link").first).to_be_in_viewport()
    expect(shown.nth(15).get_by_role("link").first).to_be_focused()
    look_for(search, "the election")
    count(search)
    expect(shown).to_have_count(10)


def test_the_tab_key_goes_as_the_eye_does(search: Page) -> None:
    """Filters stand above the results, or on the right of them."""
    look_for(search, "ferry")
    count(search)
    for width, goal in ((360, search.get_by_label("Order")), (1280, search.locator("#results a").first)) * 2:
        search.set_viewport_size({"width": width, "height": 800})
        search.get_by_role("searchbox").focus()
        search.keyboard.press("Tab")
        search.keyboard.press("Tab")
        expect(goal).to_be_focused()


def test_on_a_telephone_filters_that_are_set_leave_room_for_results(page: Page, sample_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{sample_url}search/?q=ferry&kind=cables&year=2007&year=2006&tag=ECON&tag=EWWT")
    count(page)
    expect(page.locator("#filters details[open]")).to_have_count(0)
    groups = page.locator("#filters summary")
    told = ["Found in: Cables", "Year: 2007 or 2006", re.compile("TAGS: Economic conditions and W")]
    expect(groups).to_contain_text(told)
    expect(page.locator("#results article").first).to_be_in_viewport()
    groups.filter(has_text="Year").click()
    expect(groups.get_by_text(": 2007")).to_be_hidden()
    page.get_by_role("group", name="Filters").get_by_role("button", name="2007").click()
    expect(page).to_have_url(re.compile(r"kind=cables&year=2006&tag=ECON&tag=EWWT$"))


def test_a_search_has_a_title_of_its_own(search: Page) -> None:
    expect(search).to_have_title("Search · The sitegen sample archive")
    look_for(search, "ferry timetable ")
    expect(search).to_have_title("ferry timetable · Search · The sitegen sample archive")


def test_a_long_query_leads_to_addresses_that_hosts_take(search: Page) -> None:
    words = "election " * 1_111
    look_for(search, words)
    count(search)
    search.keyboard.press("Enter")
    link = search.locator("#results a").first
    assert len(link.get_attribute("href") or "") < 2_000
    assert len(search.url) < 2_000
    expect(search.get_by_role("searchbox")).to_have_value(words)
    link.click()
    expect(search.get_by_role("region", name="Words found")).to_be_visible()


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


def test_remarks_are_told_to_a_screen_reader_once(search: Page) -> None:
    told = search.locator("#told")
    expect(told).to_have_attribute("aria-live", "polite")
    look_for(search, "the elec")
    one = told.get_by_text("nearly every text has it: the.").element_handle()
    look_for(search, "the election")
    count(search)
    assert one.evaluate("one => one.isConnected")
    look_for(search, "election")
    expect(told).to_be_empty()


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
    expect(search.locator("#told li")).to_have_text(
        [
            "In no text of this archive: zzzzzz. Headers and signatures of cables are not searched.",
            "There is something for: election",
        ]
    )
    expect(search.locator("#filters")).to_be_hidden()
    look_for(search, "election ")
    count(search)
    expect(search.locator("#told")).to_be_empty()
    expect(search.locator("#filters")).to_be_visible()


def test_what_is_found_with_a_word_less_is_offered(search: Page) -> None:
    look_for(search, "corruption mazhilis ferry ")
    expect(search.locator("#found")).to_contain_text("Nothing was found")
    offer = search.locator("#told").get_by_role("button", name="corruption mazhilis", exact=True)
    offer.click()
    expect(search.get_by_role("searchbox")).to_have_value("corruption mazhilis")
    expect(search.get_by_role("searchbox")).to_be_focused()
    expect(search.locator("#results article")).not_to_have_count(0)
    expect(search).to_have_url(re.compile(r"q=corruption\+mazhilis$"))
    look_for(search, "corruption mazhilis ferry -election ")
    expect(search.locator("#told")).to_be_empty()
    look_for(search, "ferry -ferry ")
    expect(search.locator("#found")).to_have_text(
        "Nothing was found that has all of this, and none of what has a minus."
    )


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


def test_or_in_capitals_is_said_to_be_no_sign(search: Page) -> None:
    told = search.locator("#told")
    look_for(search, "election OR threshold ")
    expect(told).to_have_text(
        "All words are looked for, and not one or the other: OR is no sign here. Search for each by itself."
    )
    look_for(search, "election or threshold ")
    expect(told).to_have_text("Not looked for, because nearly every text has it: or.")


def test_the_stop_words_of_a_phrase_are_told(search: Page) -> None:
    look_for(search, '"president of the"')
    count(search)
    expect(search.locator("#told")).to_have_text("Not looked for, because nearly every text has it: of, the.")
    expect(search.locator("#how")).to_contain_text('"a phrase" for words in a row')


def test_a_possessive_is_no_stop_word(search: Page) -> None:
    look_for(search, "Kazakhstan's elections ")
    count(search)
    expect(search.locator("#told")).to_be_empty()


def test_each_query_that_was_asked_is_one_step_back(search: Page) -> None:
    before = search.evaluate("history.length")
    field = search.get_by_role("searchbox")
    for words in ("ferry", "corruption", "threshold"):
        for letters in range(4, len(words) + 1):
            look_for(search, words[:letters])
        field.press("Enter")
    assert search.evaluate("history.length") == before + 2
    for words in ("corruption", "ferry"):
        search.go_back()
        expect(field).to_have_value(words)
        expect(search.locator("#found")).to_have_attribute("data-of", words)
    search.locator("#results a").first.click()
    expect(search.get_by_role("region", name="Words found")).to_be_visible()
    search.go_back()
    look_for(search, "opposition")
    search.go_back()
    expect(field).to_have_value("ferry")


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
    expect(told).to_have_text("A beginning needs three letters: ir is looked for as a word.")
    look_for(search, "ele* ")
    count(search)
    expect(told).to_be_empty()


@pytest.mark.parametrize("minus", ["-", "−", "–", "—"])
def test_any_dash_is_a_minus(minus: str, search: Page) -> None:
    look_for(search, "election ")
    whole = documents(search)
    look_for(search, f"election {minus}threshold ")
    assert documents(search) < whole


def test_without_script_it_leads_to_the_lists(unscripted: Page, sample_url: str) -> None:
    page = unscripted
    page.goto(f"{sample_url}search/")
    expect(page.get_by_text("Searching needs a script")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.locator("main").get_by_role("link", name="by TAGS").click()
    expect(page).to_have_url(f"{sample_url}tags/")


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


def test_below_a_sub_path(page: Page, below_url: str) -> None:
    page.goto(f"{below_url}search/?q=threshold")
    count(page)
    page.get_by_role("link", name=re.compile("07ASTANA1848, paragraph")).first.click()
    expect(page).to_have_url(re.compile("/an/archive/cable/07ASTANA1848/"))


def test_from_the_disk(page: Page, sample_offline: Path, tmp_path: Path) -> None:
    output = shutil.copytree(sample_offline, tmp_path / "with a blank")
    page.goto(f"{output.as_uri()}/index.html")
    page.locator(".masthead").get_by_role("link", name="Search").click()
    look_for(page, "threshold")
    count(page)
    page.get_by_role("link", name=re.compile("07ASTANA1848, paragraph")).first.click()
    expect(page).to_have_url(re.compile(r"/cable/07ASTANA1848/index\.html\?q=threshold#p\d+$"))
    expect(page.get_by_role("region", name="Words found")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_accessible_with_results(width: int, tab: Page, sample_url: str) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    for path in ("search/", "search/?q=elections&kind=cables", f"{CABLE}?q=opposition#p3"):
        tab.emulate_media(color_scheme="light")
        tab.goto(sample_url + path)
        tab.wait_for_timeout(300)
        assert not barriers(tab), path
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        tab.emulate_media(color_scheme="dark")
        assert not barriers(tab, of_colours_only=True), path


def test_a_cable_and_its_notes_are_not_two_documents(search: Page) -> None:
    look_for(search, "threshold")
    said = re.compile(r"^\d+ passages in \d cables?(,| and) the notes to \d cables?")
    expect(search.locator("#found")).to_have_text(said)
    entries = search.locator("#results article", has_text="07ASTANA1848")
    metas = entries.locator(".meta").all_inner_texts()
    assert sorted(one.splitlines()[0] for one in metas) == ["07ASTANA1848", "Annotations on"]


def test_passages_of_one_result_begin_in_one_line(search: Page) -> None:
    look_for(search, "opposition election ")
    count(search)
    for entry in search.locator("#results article").all():
        left = "all => all.map(one => one.getBoundingClientRect().left)"
        assert len(set(entry.locator(".snippet").evaluate_all(left))) < 2

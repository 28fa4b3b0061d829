"""The search, as a browser runs it, finds what a plain reading of all published texts finds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import hosted
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect
from search_site import (
    WORDS,
    Clause,
    Units,
    build_in_blocks,
    most_in,
    plainly_found,
    put_site,
    terms_of,
    units_of,
    words_in,
)

from sitegen.search.terms import STOP_WORDS

FIND = """async (query) => {
  const { clauses } = sitegenTerms.parse(query);
  const { documents, failed } = await sitegenFinder.find(clauses, { isExact: true });
  if (failed.length) throw failed[0].fault;
  const found = documents.map(async ({ block, document, units, isWhole }) => {
    const id = await block.id(document);
    return units.map(({ unit }) => [block.kind, id, unit, isWhole]);
  });
  return (await Promise.all(found)).flat();
}"""


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("searched")
    put_site(site)
    build_in_blocks(site)
    assert len(list((site / "output/search").glob("cables-*"))) > 2
    assert len(list((site / "output/search").glob("cables-*/t-*-1.js"))) > 20
    return site / "output"


@pytest.fixture(scope="module")
def units(searched: Path) -> Units:
    return units_of(searched)


@pytest.fixture(scope="module")
def finder(searched: Path, chromium: Browser) -> Iterator[Page]:
    for url in hosted(searched):
        page = chromium.new_page()
        page.goto(f"{url}search/")
        yield page
        page.close()


SAID = st.sampled_from([word for word in WORDS if word.isascii() and words_in(word) == [word.lower()]])
PLAIN = SAID.filter(lambda word: word.lower() not in STOP_WORDS)
BEGUN = st.builds(lambda word, size: word[:size], PLAIN, st.integers(3, 12)).filter(
    lambda word: word.lower() not in STOP_WORDS and len(word) > 2
)
PHRASES = st.lists(SAID, min_size=2, max_size=3).filter(
    lambda words: any(word.lower() not in STOP_WORDS for word in words)
)
UNWANTED = st.sampled_from([False, False, False, True])
CLAUSES = st.one_of(
    st.builds(lambda word, no: Clause((word,), no), PLAIN, UNWANTED),
    st.builds(lambda word, no: Clause((word,), no, True), BEGUN, UNWANTED),
    st.builds(lambda words, no: Clause(tuple(words), no), PHRASES, UNWANTED),
    st.builds(lambda words, last, no: Clause((*words, last), no, True), PHRASES, BEGUN, UNWANTED),
)


@settings(max_examples=150, deadline=None)
@given(
    clauses=st.lists(CLAUSES, min_size=1, max_size=4).filter(lambda one: not all(c.is_unwanted for c in one))
)
def test_the_index_answers_as_a_plain_scan_does(clauses: list[Clause], finder: Page, units: Units) -> None:
    query = " ".join(map(str, clauses)) + " "
    found = set(map(tuple, finder.evaluate(FIND, query)))
    assert found == plainly_found(units, clauses), query


ORDER = """async (query) => {
  const { documents, worth, failed } = await sitegenFinder.find(sitegenTerms.parse(query).clauses);
  if (failed.length) throw failed[0].fault;
  sitegenFinder.order(documents, "");
  const found = await Promise.all(documents.map(async ({ block, document, rough }) => (
    [[block.kind, await block.id(document)], rough, [block.dates[document], block.name, document]])));
  return [found, worth, documents.some(({ units }) => !units)];
}"""


@settings(max_examples=150, deadline=None)
@given(
    clauses=st.lists(CLAUSES, min_size=1, max_size=4).filter(lambda one: not all(c.is_unwanted for c in one))
)
def test_by_outlines_the_same_is_found_in_the_order_that_is_told(
    clauses: list[Clause], finder: Page, units: Units
) -> None:
    query = " ".join(map(str, clauses)) + " "
    found, worth, is_rough = finder.evaluate(ORDER, query)
    most = most_in(units, clauses)
    assert {tuple(one) for one, *_ in found} == most.keys(), query
    assert len(found) == len(most), query
    if is_rough:
        for one, score, _ in found:
            told = sum(weight * each for weight, each in zip(most[tuple(one)], worth, strict=True))
            assert score == pytest.approx(told), query
        assert found == sorted(found, key=lambda one: one[1:], reverse=True), query


@pytest.mark.parametrize(
    ("query", "is_known"),
    [
        ("bridge ", False),
        ("bridge river ", False),
        ("minist", False),
        ('"river ministers" bridge ', False),
        ("bridge -river ", False),
        ('bridge -"river ministers" ', False),
        ('"river ministers" ', True),
    ],
)
def test_units_are_looked_up_only_where_they_must(query: str, is_known: bool, finder: Page) -> None:
    """In blocks with an outline of a word of none; of phrases in any."""
    script = """async (query) => {
      const { documents } = await sitegenFinder.find(sitegenTerms.parse(query).clauses);
      const cables = documents.filter(({ block }) => block.kind === "cables");
      const rough = new Set(cables.filter(({ units }) => !units).map(({ block }) => block));
      return [rough.size, cables.some(({ block, units }) => rough.has(block) && units)];
    }"""
    rough, some_known = finder.evaluate(script, query)
    assert (rough > 0) is (query != '"river ministers" ')
    assert some_known is (is_known and rough > 0)


@pytest.mark.parametrize(
    "query",
    ["bridge ", "oppos", "bridge river ", "minist elect", '"river ministers" ', 'grain "market place" happi'],
)
def test_what_is_shown_has_the_hits_that_the_index_has(query: str, finder: Page) -> None:
    script = """async (query) => {
      const { clauses } = sitegenTerms.parse(query);
      const { documents, worth } = await sitegenFinder.find(clauses, { isExact: true });
      const found = await Promise.all(documents.map(async ({ block, document, units, isWhole, score }) => {
        const id = await block.id(document);
        const folder = { entities: `entities/${id}`, pages: id }[block.kind] ?? `cable/${id}`;
        const says = await sitegenFinder.load(`${folder}/passages`.replace("index/", ""));
        const passages = sitegenFinder.passagesIn(says, block.kind);
        const again = sitegenFinder.foundIn(passages, block.kind, clauses, worth);
        return [[units, isWhole, score], [again.units, again.isWhole, again.score]];
      }));
      return found;
    }"""
    found = finder.evaluate(script, query)
    assert len(found) > 2
    for by_index, by_passages in found:
        assert by_index == by_passages


@pytest.mark.parametrize(
    "word", ["étienne", "ETIENNE", "Café", "москва", "القاهرة", "東京", "ﬁsh", "übermut", "7"]
)
def test_words_of_any_script_are_found_as_folded(word: str, finder: Page, units: Units) -> None:
    found = {(kind, cable, unit) for kind, cable, unit, _ in finder.evaluate(FIND, f"{word} ")}
    (term,) = terms_of(word)
    assert found == {(one.kind, one.id, one.number) for one in units if term in one.terms}
    assert found


@pytest.mark.parametrize(
    "query", ["07ASTANA3", "ASTANA3", "ASTANA 3", "astana 000003 ", "07 Astana 3", "2007 ASTANA 3 "]
)
def test_a_cable_is_found_by_its_id(query: str, finder: Page) -> None:
    assert ["cables", "07ASTANA3", 0, True] in finder.evaluate(FIND, query)
    assert not finder.evaluate(FIND, query.replace("3", "8888"))


ENDS = """
s es ed ing ingly edly eed eedly ies y ation ization izer alism aliti fulness ousness iveness bli ogist li
ment ance ence able ible ant ent ion er ous ive ize iti al ic e ll ative icate ness ful
"""
STEMS = "hop hopp succ proc inn out gener commun past emerg add egg fall be enj news sk geo"


def test_both_languages_make_the_same_terms(
    finder: Page, units: Units, working_set: tuple[Path, ...]
) -> None:
    """The script's stemmer is its own; the index is made with Snowball's."""
    ends, stems = ENDS.split(), STEMS.split()
    text = " ".join(path.read_text("utf-8", "replace") for path in working_set)
    text += " ".join(f"{stem}{end}{more}" for stem in stems for end in ends for more in ("", *ends[:12]))
    text += " Straße ΟΔΟΣ ǅungla İstanbul Ærø ½ naïve e\u0301t\u00e9 ﷺ 10\u00b2 O’Mara x_y"
    text += " 𝐌inisters ᴬrunning area51s U.S.-led X.Y.Zed a.b.c_d x_y.z e\u0301.u.s é.u ab.c.d u.s\u0301 "
    told = finder.evaluate("(text) => sitegenTerms.words(text).map((one) => one.term)", text)
    assert told == terms_of(text)


@pytest.mark.parametrize("sort", ["", "newest", "oldest"])
def test_orders(sort: str, finder: Page) -> None:
    script = """async ([query, sort]) => {
      const { documents } = await sitegenFinder.find(sitegenTerms.parse(query).clauses, { isExact: !sort });
      sitegenFinder.order(documents, sort);
      return documents.map(({ block, document, isWhole, score }) => [!isWhole, -score, block.days[document]]);
    }"""
    found = finder.evaluate(script, ["bridge river ministers ", sort])
    if sort:
        days = [day for *_, day in found]
        dated = [day for day in days if day]
        assert days == [*dated, *[""] * (len(days) - len(dated))]
        assert dated == sorted(dated, reverse=sort == "newest")
        assert len(set(dated)) > 10
        return
    assert {apart for apart, *_ in found} == {True, False}
    assert [one[:2] for one in found] == sorted(one[:2] for one in found)


def test_the_best_comes_first(finder: Page) -> None:
    score = """async (query) => {
      const { documents } = await sitegenFinder.find(sitegenTerms.parse(query).clauses, { isExact: true });
      return documents.flatMap((one) => one.units.map(({ unit, score }) => [one.block.kind, unit, score]));
    }"""
    found = finder.evaluate(score, "ministers ")
    subjects = [one for kind, unit, one in found if kind == "cables" and not unit]
    others = [one for kind, unit, one in found if kind == "cables" and unit]
    assert min(subjects) > sum(others) / len(others)


def test_the_page_shows_what_is_known_by_outlines(finder: Page, page: Page) -> None:
    for query, sort in (
        ("bridge", ""),
        ("bridge+river", ""),
        ("bridge+river", "newest"),
        ("minist", "oldest"),
    ):
        page.goto(f"{finder.url}?q={query}&sort={sort}")
        expect(page.locator("#found")).to_have_text(re.compile(r"^\d+ cables"))
        results = page.locator("#results article")
        expect(results).to_have_count(10)
        for result in results.all():
            expect(result.locator("mark").first).to_be_visible()
        apart = [result.get_by_text("All of this, but in different").count() for result in results.all()]
        assert set(apart) == ({0, 1} if "+" in query else {0})
        assert sort or apart == sorted(apart)
        assert (page.get_by_text("in very many documents").count() > 0) is ("+" in query and not sort)
        page.get_by_role("button", name="More results").click()
        expect(results).to_have_count(20)


LOOKED = """async ([query, how]) => {
  const { documents, left, worth } = await sitegenFinder.find(sitegenTerms.parse(query).clauses, how);
  const cables = documents.filter(({ block }) => block.kind === "cables");
  const found = cables.map(async ({ block, document }) => [block.days[document], await block.id(document)]);
  return [(await Promise.all(found)).sort(), left, worth];
}"""


@pytest.mark.parametrize(
    ("how", "years"),
    [
        ({}, {"2004", "2005", "2006", "2007", "2008"}),
        ({"most": 1}, {"2006", "2007", "2008"}),
        ({"most": 1, "sort": "oldest"}, {"2004", "2005", "2008"}),
        ({"most": 1, "years": ["2004"]}, {"2004", "2005", "2008"}),
    ],
)
def test_a_phrase_of_very_common_words_is_looked_up_in_some_blocks_first(
    how: dict[str, object], years: set[str], finder: Page
) -> None:
    """And in those where it costs nothing (of 2008). The words are weighed by all blocks."""
    every, _, worth = finder.evaluate(LOOKED, ['"oppose ministers" ', {}])
    some, left, same = finder.evaluate(LOOKED, ['"oppose ministers" ', how])
    assert some == [one for one in every if one[0][:4] in years]
    assert {day[:4] for day, _ in some} == years
    assert (left > 0) is bool(how)
    assert len(some) + left >= len(every)
    assert same == worth


def test_a_phrase_with_a_minus_is_looked_up_in_some_blocks_first(finder: Page) -> None:
    query = 'bridge -"oppose ministers" '
    every, none, _ = finder.evaluate(LOOKED, [query, {}])
    some, left, _ = finder.evaluate(LOOKED, [query, {"most": 1}])
    assert not none
    assert len(some) + left >= len(every)
    assert len(some) < len(every)
    assert all(one in every for one in some)


def test_the_rest_is_looked_through_when_it_is_asked_for(finder: Page, page: Page) -> None:
    def hasty(route: Route) -> None:
        script = route.fetch().text()
        assert script.count("ENOUGH=120") == 1
        route.fulfill(body=script.replace("ENOUGH=120", "ENOUGH=1"), content_type="text/javascript")

    page.route("**/finder.*.js", hasty)
    page.goto(f"{finder.url}?q=%22oppose+ministers%22+")
    status = page.locator("#found")
    expect(status).to_have_text(re.compile(r"^\d cables? so far\.$"))
    told = page.locator("#told")
    expect(told).to_contain_text(
        re.compile(r"the latest were looked through for it, and \d+ others are left\.")
    )
    page.get_by_label("Order").select_option("oldest")
    expect(told).to_contain_text("the oldest were looked through")
    told.get_by_role("button", name="Look through the rest").click()
    expect(status).to_be_focused()
    expect(status).to_have_text(re.compile(r"^\d+ passages in 5 cables$"))
    expect(told).to_be_empty()
    page.reload()
    expect(status).to_have_text(re.compile(r"^\d+ passages in 5 cables$"))
    page.get_by_role("searchbox").fill('"oppose ministers"')
    page.keyboard.press("Enter")
    told.get_by_role("button", name="Look through the rest").click()
    expect(told).to_be_empty()
    page.go_back()
    expect(status).to_have_text(re.compile(r"^\d+ passages in 5 cables$"))
    page.locator("#results a").first.click()
    expect(page).to_have_url(re.compile(r"/cable/"))
    page.go_back()
    expect(status).to_have_text(re.compile(r"^\d+ passages in 5 cables$"))

"""Every page of a small site of strings: valid, whole, each id once, each link leading somewhere."""

import html
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import html5lib
import pytest
from page_site import (
    FIRST,
    HARVEST,
    NOTES,
    SECOND,
    annotated_of,
    edition_of,
    pages_of,
    printed,
    sheets_of,
    theme_of,
)

from sitegen.address import Address
from sitegen.note.entity import EntityType
from sitegen.page import sitemap
from sitegen.page.asset import fingerprinted, shortened

HTML = "{http://www.w3.org/1999/xhtml}"
CABLE = "cable/07EXAMPLETOWN12/index.html"
SOURCE = "cable/07EXAMPLETOWN12/source/index.html"


def site(**how: bool) -> dict[str, str]:
    return pages_of([annotated_of(FIRST, NOTES), annotated_of(SECOND)], **how)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return site()


def tree_of(page: str) -> ET.Element:
    tree = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True).parse(page)
    assert isinstance(tree, ET.Element)
    return tree


def html_pages(pages: dict[str, str]) -> dict[str, ET.Element]:
    return {file: tree_of(page) for file, page in pages.items() if file.endswith(".html")}


def words(element: ET.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def by_id(page: str, name: str) -> ET.Element:
    found = tree_of(page).find(f".//*[@id='{name}']")
    assert found is not None, name
    return found


def test_each_id_stands_once(pages: dict[str, str]) -> None:
    for file, tree in html_pages(pages).items():
        ids = Counter(element.attrib["id"] for element in tree.iter() if "id" in element.attrib)
        assert [name for name, count in ids.items() if count > 1] == [], file


def test_the_ids_are_those_of_the_design(pages: dict[str, str]) -> None:
    ids = {element.attrib.get("id") for element in tree_of(pages[CABLE]).iter()}
    assert {"p1", "p2", "p2-a", "p2-b", "p3", "p4", "ref-a", "h-how-it-rained", "h-comment"} <= ids
    assert sum(str(one).startswith("n-") for one in ids) == NOTES.count("## ")


def lost(pages: dict[str, str], base: str) -> list[tuple[str, str]]:
    trees = html_pages(pages)
    ids = {file: {element.attrib.get("id") for element in tree.iter()} for file, tree in trees.items()}
    found = []
    for file, tree in trees.items():
        for element in tree.iter(f"{HTML}a"):
            target = urljoin(base + file.removesuffix("index.html"), element.attrib["href"])
            parts = urlsplit(target)
            if not target.startswith(base):
                continue
            path = unquote(parts.path.removeprefix(urlsplit(base).path))
            where = f"{path}index.html" if path.endswith("/") or not path else path
            if where not in pages or (parts.fragment and unquote(parts.fragment) not in ids[where]):
                found.append((file, element.attrib["href"]))
    return found


def test_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    assert lost(pages, "https://host.example/archive/") == []


def test_an_offline_copy_names_its_files() -> None:
    for file, tree in html_pages(site(offline=True)).items():
        hrefs = [element.attrib["href"] for element in tree.iter(f"{HTML}a")]
        assert not [one for one in hrefs if one.partition("#")[0].endswith("/")] or file == "404.html", file


def test_no_page_holds_inline_script_or_style(pages: dict[str, str]) -> None:
    for file, tree in html_pages(pages).items():
        for element in tree.iter():
            assert "style" not in element.attrib, file
            assert element.tag not in (f"{HTML}style",), file
            data = element.attrib.get("type") == "application/ld+json"  # which no browser runs
            assert element.tag != f"{HTML}script" or data or not element.text, file


def test_the_text_of_the_record_is_whole(pages: dict[str, str]) -> None:
    record = annotated_of(FIRST, NOTES)
    for paragraph in record.cable.paragraphs:
        shown = by_id(pages[CABLE], paragraph.anchor).find(f"{HTML}div[@class='text']")
        assert shown is not None
        for sign in [*shown.iter(f"{HTML}a")]:
            if sign.attrib.get("class") in ("noteref", "pilcrow"):
                sign.text = ""
        assert words(shown) == " ".join(paragraph.text.split())


def test_header_facts(pages: dict[str, str]) -> None:
    tree = tree_of(pages[CABLE])
    assert words(tree.find(f".//{HTML}header//{HTML}time")) == "3 July 2007, 09:00 UTC"
    facts = tree.find(f".//{HTML}dl[@class='facts']")
    assert facts is not None
    found = {words(row[0]): words(row[1]) for row in facts}
    assert "Date" not in found
    assert found["From"] == "AMEMBASSY EXAMPLETOWN"
    assert found["Info"].startswith("7 addressees")
    assert found["TAGS"] == "PGOV Internal governmental affairs KZ Kazakhstan XQZZ".replace(
        " KZ", "KZ"
    ).replace("stan XQZZ", "stanXQZZ")
    assert found["Declassify on"] == "3 July 2017"
    assert found["Reasons"] == "1.4(b)"


def test_classification_is_said_at_the_top_and_the_bottom(pages: dict[str, str]) -> None:
    bands = [
        words(one) for one in tree_of(pages[CABLE]).iter(f"{HTML}p") if one.attrib.get("class") == "band"
    ]
    assert bands == ["CONFIDENTIAL", "CONFIDENTIAL"]
    assert "EXERCISE" in words(tree_of(pages[CABLE]).find(f".//{HTML}article//{HTML}p"))


def test_a_note_stands_right_after_its_paragraph(pages: dict[str, str]) -> None:
    body = tree_of(pages[CABLE]).find(f".//{HTML}section[@class='body']")
    assert body is not None
    pieces = [list(one) if one.attrib.get("class") == "piece" else [one] for one in body]
    order = [one.attrib.get("id") or one.attrib.get("class") for piece in pieces for one in piece]
    assert order[:5] == ["p1", "notes", "h-how-it-rained", "p2", "notes"]


def test_a_record_without_text_says_so() -> None:
    bare = annotated_of(FIRST.partition("SUBJECT:")[0])
    page = printed(sheets_of([bare], edition_of([bare])), theme_of())[CABLE]
    assert "This record has a header and no text." in page
    assert 'href="#text"' not in page


def test_a_link_within_its_own_cable_is_only_a_pilcrow() -> None:
    cable = annotated_of(FIRST, "---\nby: A\n---\n## ¶1\nkind: context\nSee [[07EXAMPLETOWN12 ¶3]].\n")
    page = pages_of([cable])[CABLE]
    assert 'See <a href="#p3">¶3</a>.' in page


def test_only_the_first_mention_in_a_paragraph_is_a_link(pages: dict[str, str]) -> None:
    first = by_id(pages[CABLE], "p1")
    assert [words(one) for one in first.iter(f"{HTML}a") if one.attrib.get("class") == "entity"] == [
        "Harvest Fair"
    ]


def test_the_other_mentions_in_a_paragraph_say_where_they_would_lead(pages: dict[str, str]) -> None:
    others = [one for one in by_id(pages[CABLE], "p1").iter(f"{HTML}span") if "data-href" in one.attrib]
    assert [(words(one), one.attrib["data-href"]) for one in others] == [
        ("Harvest Fair", "../../entities/harvest-fair/")
    ]


def test_a_name_is_found_where_a_line_of_the_record_ends_within_it() -> None:
    for broken in ("Harvest\nFair", "Harvest-\nFair", "Harvest  \n  Fair"):
        cable = annotated_of(FIRST.replace("The Harvest Fair opened", f"The {broken} opened"))
        assert [one.anchor for one in cable.mentions] == ["p1", "p1"], broken


def test_a_cable_of_ten_thousand_mentions_has_a_page_of_its_own_size() -> None:
    """In one paragraph, in the items of a list: it is read and drawn in a time that grows with its length."""
    item = "\n-- The Harvest Fair was said in ref A to be wet."
    often = FIRST.replace("4. (U) It was wet.", "4. (U) They were:\n" + item * 3000)
    often = often.replace("3. Nobody", "3. " + "The Harvest Fair met the Harvest Fair. " * 3500 + "Nobody")
    cable = annotated_of(often)
    assert len(cable.mentions) == 2 + 3000 + 7000
    sheets = sheets_of([cable], edition_of([cable]))
    drawn = {
        file: sheet for file, sheet in sheets.items() if file in (CABLE, "entities/harvest-fair/index.html")
    }
    pages = printed(drawn, theme_of())
    first = [one for one in by_id(pages[CABLE], "p3").iter(f"{HTML}a") if one.attrib["class"] == "entity"]
    assert len(first) == 1
    assert len(pages["entities/harvest-fair/index.html"]) < 40_000
    assert "10,002 mentions in 1 cable" in pages["entities/harvest-fair/index.html"]


def test_citations_lead_to_the_cable_or_to_the_page_that_says_it_is_not_here(pages: dict[str, str]) -> None:
    absent = [
        one.attrib["href"]
        for one in by_id(pages[CABLE], "p1").iter(f"{HTML}a")
        if one.attrib.get("class") == "cite"
    ]
    here = [
        one.attrib["href"]
        for one in by_id(pages["cable/08EXAMPLETOWN44/index.html"], "p1").iter(f"{HTML}a")
        if one.attrib.get("class") == "cite"
    ]
    assert absent == ["../06NOWHERE5/"]
    assert here == ["../07EXAMPLETOWN12/"]


def test_an_absent_cable_is_said_to_be_so(pages: dict[str, str]) -> None:
    assert "not in this archive" in words(by_id(pages[CABLE], "ref-a"))
    page = pages["cable/06NOWHERE5/index.html"]
    assert 'href="../08EXAMPLETOWN44/' in page
    assert 'href="../07EXAMPLETOWN12/#ref-a"' in page


def test_cited_by_before_and_after(pages: dict[str, str]) -> None:
    page = words(tree_of(pages[CABLE]).find(f".//{HTML}section[@class='apparatus']"))
    assert "Cited by 08EXAMPLETOWN44 Ref A, in its references" in page
    assert "After · 5 August 2008 08EXAMPLETOWN44" in page
    assert '<link rel="next" href="../08EXAMPLETOWN44/">' in pages[CABLE]


def test_the_source_page_is_the_record(pages: dict[str, str]) -> None:
    lines = [
        one for one in tree_of(pages[SOURCE]).iter(f"{HTML}li") if one.attrib.get("id", "").startswith("L")
    ]
    assert [one.attrib["id"] for one in lines] == [f"L{number}" for number in range(1, FIRST.count("\n") + 1)]
    shown = ["".join(one.find(f"{HTML}code").itertext()) for one in lines]  # type: ignore[union-attr]
    assert "\n".join(shown) + "\n" == FIRST


def test_a_line_leads_to_its_paragraph_and_back(pages: dict[str, str]) -> None:
    number = FIRST.splitlines().index("3. Nobody from abroad.") + 1
    assert f'href="source/#L{number}"' in pages[CABLE]
    assert "../#p3" in [one.attrib["href"] for one in by_id(pages[SOURCE], f"L{number}").iter(f"{HTML}a")]


def test_each_page_has_a_title_of_its_own() -> None:
    town = replace(HARVEST, id="exampletown", type=EntityType.PLACE, name="Embassy Exampletown")
    namesake = replace(town, id="exampletown-2")
    cable = annotated_of(FIRST)
    pages = pages_of([cable], [HARVEST, town, namesake])
    titles = Counter(words(tree.find(f".//{HTML}title")) for tree in html_pages(pages).values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_exercises_stand_apart_from_the_record_on_the_front_page(pages: dict[str, str]) -> None:
    front = tree_of(pages["index.html"])
    latest = words(front.find(f".//{HTML}section[@class='latest']"))
    assert "08EXAMPLETOWN44" in latest
    assert "07EXAMPLETOWN12" not in latest
    assert "07EXAMPLETOWN12" in words(front.find(f".//{HTML}section[@class='exercises']"))


def test_a_tag_that_nobody_knows_stands_alone(pages: dict[str, str]) -> None:
    assert words(tree_of(pages["tags/XQZZ/index.html"]).find(f".//{HTML}h1")) == "XQZZ"
    assert (
        words(tree_of(pages["tags/PGOV/index.html"]).find(f".//{HTML}h1")) == "Internal governmental affairs"
    )


def test_a_person_in_the_tags_has_a_page() -> None:
    cable = annotated_of(FIRST.replace("TAGS: PGOV, KZ, XQZZ", "TAGS: OVIP (CLINTON, HILLARY), PGOV"))
    files = sheets_of([cable], edition_of([cable]))
    assert [file for file in files if "clinton" in file.lower()], sorted(files)


def test_a_post_no_table_knows_is_called_what_its_cables_say(pages: dict[str, str]) -> None:
    assert words(tree_of(pages["posts/exampletown/index.html"]).find(f".//{HTML}h1")) == "Embassy Exampletown"


def test_the_feed_is_atom_and_dated_by_its_sources(pages: dict[str, str]) -> None:
    feed = feedparser.parse(pages["feed.xml"])
    assert not feed.bozo
    assert feed.feed.updated == "2026-03-02T00:00:00Z"
    assert [entry.id for entry in feed.entries] == [
        "https://host.example/archive/cable/07EXAMPLETOWN12/",
        "https://host.example/archive/cable/08EXAMPLETOWN44/",
    ]


def test_the_sitemap_lists_every_page_but_the_404(pages: dict[str, str]) -> None:
    base = "https://host.example/archive/"
    listed = {html.unescape(one) for one in re.findall("<loc>(.*?)</loc>", pages["sitemap.xml"])}
    made = {base + file.removesuffix("index.html") for file in pages if file.endswith("index.html")}
    assert listed == made
    assert pages["robots.txt"].endswith(f"Sitemap: {base}sitemap.xml\n")


def test_a_long_sitemap_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "_LIMIT", 5)
    pages = site()
    parts = re.findall("<loc>https://host.example/archive/(.*?)</loc>", pages["sitemap.xml"])
    assert parts[:2] == ["sitemap-1.xml", "sitemap-2.xml"]
    assert all(part in pages for part in parts)


def test_the_404_page_links_from_the_root(pages: dict[str, str]) -> None:
    tree = tree_of(pages["404.html"])
    assert {one.attrib["href"].startswith("/archive/") for one in tree.iter(f"{HTML}a")} - {False} == {True}
    assert 'rel="canonical"' not in pages["404.html"]


def test_a_live_page_listens(pages: dict[str, str]) -> None:
    assert "live.js" not in pages[CABLE]
    assert 'data-events="../../_live"' in site(live=True)[CABLE]


def test_a_site_with_nothing_in_it_reads_well() -> None:
    pages = pages_of([], entities=())
    assert "No cables have been published here yet." in pages["index.html"]
    assert "No people, places or organisations" in pages["entities/index.html"]
    assert "No annotations have been published yet." in pages["annotations/index.html"]
    assert not feedparser.parse(pages["feed.xml"]).bozo
    assert lost(pages, "https://host.example/archive/") == []


def test_fingerprints() -> None:
    one, two = fingerprinted("style.css", b"a"), fingerprinted("style.css", b"b")
    assert one == fingerprinted("style.css", b"a")
    assert one.address != two.address
    assert re.fullmatch(r"assets/style\.[0-9a-f]{8}\.css", one.address.path)
    assert isinstance(one.address, Address)


def test_what_ships_shortened_is_whole() -> None:
    style = b"/* why */\n.a > .b {\n  color: light-dark(#fff, #000);\n}\n"
    assert shortened("style.css", style) == b".a>.b{color:light-dark(#fff,#000)}"
    assert shortened("site.js", b'// why\nconst a = "//  kept"; // and why\n') == b'const a="//  kept";'
    assert shortened("icon.svg", b"<svg>  </svg>") == b"<svg>  </svg>"


def test_a_poor_record_is_given_nothing_of_its_own_and_says_what_it_has() -> None:
    poor = """FM AMEMBASSY EXAMPLETOWN
TO SECSTATE WASHDC
UNCLAS EXAMPLETOWN 000045
R 050900Z AUG 08
TAGS: PGOV

SOME TEXT WITHOUT A NUMBER:

A. THE FIRST ITEM OF THE TEXT.
B. THE SECOND ITEM OF IT.

1. A paragraph with one, in small letters.
"""
    annotated = annotated_of(poor)
    undated = replace(annotated, cable=replace(annotated.cable, dtg=None, subject=""))
    pages = pages_of([undated])
    page = pages["cable/08EXAMPLETOWN45/index.html"]
    assert "<h1>Cable 08EXAMPLETOWN45</h1>" in page  # and not in the letters of a subject
    assert '<h3><a href="../../cable/08EXAMPLETOWN45/">' in pages["posts/exampletown/index.html"]
    assert '<time datetime="2008">2008</time>' in page
    assert re.findall(r'class="pilcrow" href="#p0u1[^>]*>([^<]*)<', page) == ["¶", "¶", "¶"]
    assert page.count('<div class="text loud">') == 1
    assert page.count('<div class="text">') == 1

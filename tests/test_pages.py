"""Every page of the sample site: valid, whole, and each link of it leads somewhere."""

import gzip
import json
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import html5lib
import pytest
from conftest import BELOW

HTML = "{http://www.w3.org/1999/xhtml}"


def tree_of(page: Path) -> ET.Element:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True)
    tree = parser.parse(page.read_text(encoding="utf-8"))
    assert isinstance(tree, ET.Element)
    return tree


Site = dict[str, ET.Element]


def site_of(output: Path) -> Site:
    return {page.relative_to(output).as_posix(): tree_of(page) for page in sorted(output.rglob("*.html"))}


@pytest.fixture(scope="module")
def pages(sample: Path) -> Site:
    return site_of(sample)


def ids_of(tree: ET.Element) -> list[str]:
    return [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]


def targets(tree: ET.Element) -> list[str]:
    named = [element.attrib.get("href") or element.attrib.get("src") for element in tree.iter()]
    return [target for target in named if target is not None]


def test_the_addresses_of_the_design_are_there(sample: Path) -> None:
    folders = (
        *("", "cables/", "cables/2007/", "cable/07ASTANA1848/", "cable/07ASTANA1848/source/"),
        *("tags/", "tags/PGOV/", "tags/KZ/", "posts/", "posts/astana/", "classifications/confidential/"),
        *("entities/", "entities/type/person/", "entities/nur-otan/", "annotations/", "about/"),
        *("threads/", "go/"),
        *("annotations/kind/context/", "annotations/by/sitegen-editors/", "annotations/year/2026/"),
    )
    files = ("404.html", "feed.xml", "sitemap.xml", "robots.txt", ".nojekyll")
    forms = [f"cable/07ASTANA1848/index.{suffix}" for suffix in ("json", "txt", "bib", "ris", "csl.json")]
    wanted = [f"{folder}index.html" for folder in folders] + list(files) + forms
    assert [name for name in wanted if not (sample / name).is_file()] == []


def test_ids_are_unique_on_each_page(pages: Site) -> None:
    for name, tree in pages.items():
        assert [which for which, count in Counter(ids_of(tree)).items() if count > 1] == [], name


def test_no_page_holds_inline_script_or_style(pages: Site) -> None:
    for name, tree in pages.items():
        for element in tree.iter():
            assert element.tag != f"{HTML}style", name
            assert "style" not in element.attrib, (name, element.attrib)
            assert not [key for key in element.attrib if key.startswith("on")], name
            if element.tag == f"{HTML}script" and (element.text or "").strip():
                assert element.attrib["type"] == "application/ld+json", name  # data, which no browser runs
                assert json.loads(element.text or "")["@context"] == "https://schema.org"


def test_every_page_says_what_it_is(pages: Site) -> None:
    titles = Counter(tree.findtext(f".//{HTML}title") for tree in pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title] == []
    for name, tree in pages.items():
        headings = list(tree.iter(f"{HTML}h1"))
        assert len(headings) == 1, name
        assert tree.attrib.get("lang") == "en", name


def home_of(pages: Site) -> str:
    """The site's own address, as its home page gives it."""
    canonical = pages["index.html"].find(f".//{HTML}link[@rel='canonical']")
    assert canonical is not None
    return canonical.attrib["href"]


def lost(pages: Site, output: Path, base: str) -> list[tuple[str, str]]:
    """Links that lead nowhere, with the page they stand on."""
    ids = {name: set(ids_of(tree)) for name, tree in pages.items()}
    found = []
    for name, tree in pages.items():
        here = urljoin(base, name.removesuffix("index.html"))
        for target in targets(tree):
            reached = urljoin(here, target)
            if not reached.startswith(base):
                if urlsplit(reached).netloc == urlsplit(base).netloc:
                    found.append((name, target))
                continue
            path = unquote(urlsplit(reached).path.removeprefix(urlsplit(base).path))
            file = f"{path}index.html" if path.endswith("/") or not path else path
            fragment = unquote(urlsplit(reached).fragment)
            if not (output / file).is_file() or (fragment and fragment not in ids.get(file, {fragment})):
                found.append((name, target))
    return found


def test_every_link_leads_somewhere(pages: Site, sample: Path) -> None:
    assert lost(pages, sample, home_of(pages)) == []


def test_every_link_leads_somewhere_below_a_sub_path(sample_below: Path) -> None:
    assert lost(site_of(sample_below), sample_below, BELOW) == []


def test_an_offline_copy_links_by_file_name(sample_offline: Path) -> None:
    for name, tree in site_of(sample_offline).items():
        if name == "404.html":
            continue
        folder = (sample_offline / name).parent
        for target in targets(tree):
            if not urlsplit(target).scheme and not target.startswith("#"):
                assert (folder / unquote(urlsplit(target).path)).is_file(), (name, target)


def test_described_things_exist(pages: Site) -> None:
    for name, tree in pages.items():
        ids = set(ids_of(tree))
        for element in tree.iter():
            for attribute in ("aria-details", "aria-describedby", "aria-labelledby", "for"):
                for described in element.attrib.get(attribute, "").split():
                    assert described in ids, (name, attribute, described)


@pytest.mark.parametrize("name", ["feed.xml", "annotations/feed.xml"])
def test_feed(name: str, sample: Path) -> None:
    feed = feedparser.parse((sample / name).read_bytes())
    assert not feed.bozo, feed.bozo_exception
    assert feed.feed.id
    assert feed.feed.updated
    assert all(entry.id and entry.updated and entry.link for entry in feed.entries)
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids)) > 0


def test_sitemap(sample: Path, pages: Site) -> None:
    sitemap = ET.parse(sample / "sitemap.xml")
    urls = [
        element.text or "" for element in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    here = {url.removeprefix(home_of(pages)) for url in urls}
    assert len(here) == len(urls)
    assert here == {name.removesuffix("index.html") for name in pages if name != "404.html"}


def test_a_first_visit_is_small(sample: Path) -> None:
    """The seed is longer than the median cable, and has nineteen notes."""
    (style,), (script,) = (list(sample.glob(f"assets/{name}")) for name in ("style.*.css", "site.*.js"))
    assert style.stat().st_size < 25_000
    assert script.stat().st_size < 15_000
    page = sample / "cable/07ASTANA1848/index.html"
    assert sum(len(gzip.compress(one.read_bytes())) for one in (page, style)) < 30_000


def test_a_page_loads_one_script_of_its_own_accord(pages: Site) -> None:
    """But for those that are a program; what marks the words of a search is named, and not loaded."""
    programs = {"search/index.html": ["site", "terms", "finder", "search"]}
    programs |= {page: ["site", "go"] for page in ("go/index.html", "404.html")}
    for name, tree in pages.items():
        scripts = [element.attrib["src"] for element in tree.iter(f"{HTML}script") if "src" in element.attrib]
        stems = [Path(script).name.partition(".")[0] for script in scripts]
        assert stems == programs.get(name, ["site"]), name

"""Every address, and every way one page links to another: a table of here × there × host."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import address
from sitegen.address import Address, Links

SEED = address.cable_page("07ASTANA1848")

WRITTEN = [
    (address.HOME, "", "index.html"),
    (SEED, "cable/07ASTANA1848/", "cable/07ASTANA1848/index.html"),
    (
        address.cable_source("07ASTANA1848", 31),
        "cable/07ASTANA1848/source/",
        "cable/07ASTANA1848/source/index.html",
    ),
    (address.year_page(2007), "cables/2007/", "cables/2007/index.html"),
    (address.tag_page("PGOV"), "tags/PGOV/", "tags/PGOV/index.html"),
    (address.post_page("astana"), "posts/astana/", "posts/astana/index.html"),
    (
        address.classification_page("confidential"),
        "classifications/confidential/",
        "classifications/confidential/index.html",
    ),
    (address.entity_page("nur-otan"), "entities/nur-otan/", "entities/nur-otan/index.html"),
    (address.FEED, "feed.xml", "feed.xml"),
    (address.NOT_FOUND, "404.html", "404.html"),
]


@pytest.mark.parametrize(("written", "path", "file"), WRITTEN)
def test_addresses_are_those_of_the_design(written: Address, path: str, file: str) -> None:
    assert (written.path, written.file) == (path, file)


LINKED = [
    # here, there, online, offline
    (address.HOME, address.HOME, "./", "index.html"),
    (address.HOME, SEED, "cable/07ASTANA1848/", "cable/07ASTANA1848/index.html"),
    (SEED, address.HOME, "../../", "../../index.html"),
    (SEED, SEED, "./", "index.html"),
    (SEED, SEED.at("p5"), "#p5", "#p5"),
    (SEED, address.cable_source("07ASTANA1848", 31), "source/#L31", "source/index.html#L31"),
    (SEED, address.FEED, "../../feed.xml", "../../feed.xml"),
    (SEED, address.tag_page("PGOV"), "../../tags/PGOV/", "../../tags/PGOV/index.html"),
    (address.cable_source("07ASTANA1848"), SEED.at("p1"), "../#p1", "../index.html#p1"),
    (None, SEED, "/archive/cable/07ASTANA1848/", "/archive/cable/07ASTANA1848/"),
    (None, address.HOME, "/archive/", "/archive/"),
    (address.HOME, address.prose_page("tag: ¶"), "tag%3A%20%C2%B6/", "tag%3A%20%C2%B6/index.html"),
]


@pytest.mark.parametrize(("here", "there", "online", "offline"), LINKED)
def test_links(here: Address | None, there: Address, online: str, offline: str) -> None:
    base = "https://host.example/archive/"
    assert Links(base, here).to(there) == online
    if here is not None:
        assert Links(base, here, offline=True).to(there) == offline


segment = st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1, max_size=8).filter(
    lambda text: text not in (".", "..")
)
pages = st.lists(segment, max_size=4).map(lambda names: Address("".join(f"{name}/" for name in names)))


@given(pages, pages, st.sampled_from(["https://h/", "https://h/a/", "https://h/a/b/"]))
def test_a_browser_follows_every_link_to_its_page(here: Address, there: Address, base: str) -> None:
    links = Links(base, here)
    reached = urljoin(links.absolute(here), links.to(there))
    assert unquote(urlsplit(reached).path) == unquote(urlsplit(base).path) + there.path

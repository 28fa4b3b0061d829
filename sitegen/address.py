"""Every address of the site, and how one page links to another.

An `Address` is a place in the output, without host or prefix. `Links` turns one into what an
`href` holds, relative to the page it stands on, so that a site works at the root of a host, below
a sub-path, and (offline) as a folder opened from the disk. No other module knows where a page is.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit


class Address(NamedTuple):
    """A page ("cable/07ASTANA1848/", the home page is "") or a file ("feed.xml"), and a place in it."""

    path: str
    fragment: str = ""

    def at(self, fragment: str) -> "Address":
        """The same page, at this id."""
        return Address(self.path, fragment)

    def leaf(self, number: int) -> "Address":
        """A page of a long list by its number: …/2/."""
        return Address(f"{self.path}{number}/")

    def preview(self) -> "Address":
        """What links to this page show of it: …/preview.json."""
        return Address(f"{self.path}preview.json")

    def feed(self) -> "Address":
        """The Atom feed of a list: …/feed.xml."""
        return Address(f"{self.path}feed.xml")

    @property
    def file(self) -> str:
        """Where the output holds it, with "/" between folders."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path


_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*").fullmatch  # of such a path nothing is to be quoted

HOME = Address("")
CABLES = Address("cables/")
TAGS = Address("tags/")
POSTS = Address("posts/")
CLASSIFICATIONS = Address("classifications/")
ENTITIES = Address("entities/")
ANNOTATIONS = Address("annotations/")
ESSAYS = Address("essays/")
THREADS = Address("threads/")
GO = Address("go/")
GLOSSARY = Address("glossary/")
SEARCH = Address("search/")
NOT_FOUND = Address("404.html")
FEED = Address("feed.xml")
SITEMAP = Address("sitemap.xml")
ROBOTS = Address("robots.txt")
REDIRECTS = Address("_redirects")
"""Rules that several hosts follow: an old path, a new one, a status."""
HEADERS = Address("_headers")
"""What they are asked to say with each file."""


def cable_page(cable_id: object) -> Address:
    """The reading page of a cable; `cable_id` prints as 07ASTANA1848."""
    return Address(f"cable/{cable_id}/")


def cable_source(cable_id: object, line: int = 0) -> Address:
    """The record as received, at a line (`#L31`) when one is given."""
    return Address(f"cable/{cable_id}/source/", f"L{line}" if line else "")


def cable_passages(cable_id: object) -> Address:
    """What a search shows of a cable, as a script that hands it over."""
    return Address(f"cable/{cable_id}/passages.js")


def cable_form(cable_id: object, suffix: str) -> Address:
    """A form of a cable that programs read: /cable/07ASTANA1848/index.json."""
    return Address(f"cable/{cable_id}/index.{suffix}")


def cable_annotations(cable_id: object) -> Address:
    """The notes on a cable for programs, as W3C Web Annotations."""
    return Address(f"cable/{cable_id}/annotations.jsonld")


def year_page(year: int) -> Address:
    """Every cable of a year."""
    return Address(f"cables/{year}/")


def month_page(year: int, month: int) -> Address:
    """Every cable of a month: /cables/2007/07/; month 0 is for those of which none is known."""
    return Address(f"cables/{year}/{month:02d}/" if month else f"cables/{year}/undated/")


def tag_page(code: str) -> Address:
    """Cables under a TAGS code; the code of a person ("CLINTON, HILLARY") is slugged by the caller."""
    return Address(f"tags/{code}/")


def post_page(slug: str) -> Address:
    """Cables a post sent: /posts/abu-dhabi/."""
    return Address(f"posts/{slug}/")


def classification_page(slug: str) -> Address:
    """Cables of a level: /classifications/top-secret/."""
    return Address(f"classifications/{slug}/")


def entity_page(entity_id: str) -> Address:
    """A person, place, organisation, event, programme or term."""
    return Address(f"entities/{entity_id}/")


def entity_type_page(name: str) -> Address:
    """The people, the places …: /entities/type/person/."""
    return Address(f"entities/type/{name}/")


def note_list_page(name: object) -> Address:
    """Notes of one kind, editor or year: /annotations/kind/context/."""
    return Address(f"annotations/{name}/")


def thread_page(name: str) -> Address:
    """Cables that references connect; `name` is the id of the first of them."""
    return Address(f"threads/{name}/")


def go_table(name: str) -> Address:
    """What the script of /go/ asks: the posts, or the numbers of one."""
    return Address(f"go/{name}.js")


def entity_passages(entity_id: str) -> Address:
    """What a search shows of an entity."""
    return Address(f"entities/{entity_id}/passages.js")


def prose_passages(slug: str, *, is_front: bool = False) -> Address:
    """What a search shows of an ordinary page, or of the words on the front page."""
    return Address("passages.js" if is_front else f"{slug}/passages.js")


def search_file(name: str) -> Address:
    """A file of the index of the search: "cables-2007-01/t-ast"."""
    return Address(f"search/{name}.js")


def prose_page(slug: str) -> Address:
    """An ordinary page, from content/pages/about.md to /about/."""
    return Address(f"{slug}/")


def asset(name: str) -> Address:
    """A style sheet, script or picture, under its fingerprinted name."""
    return Address(f"assets/{name}")


RESERVED = frozenset(
    address.path.partition("/")[0]
    for address in (
        CABLES, TAGS, POSTS, CLASSIFICATIONS, ENTITIES, ANNOTATIONS, ESSAYS, THREADS, GO, GLOSSARY, SEARCH,
        cable_page(""), asset(""),
    )
)  # fmt: skip
"""First segments that are the site's own: no page of the editors' may have one for its name."""


@dataclass(frozen=True, slots=True)
class Links:
    """Links as they stand on the page `here`.

    `base_url` is the site's own address, ending in "/". With `here` None the page may be served at
    any depth (404), so that links start at the root of the host.
    """

    base_url: str
    here: Address | None
    offline: bool = False

    def to(self, address: Address) -> str:
        """What an `href` on this page holds."""
        fragment = f"#{address.fragment}" if address.fragment else ""
        if self.here is None:
            return urlsplit(self.base_url).path + _quoted(address.path) + fragment
        if address.path == self.here.path and fragment:
            return fragment
        relative = _relative(address.file, self.here.file)
        if not self.offline and address.file.endswith("index.html"):
            relative = relative.removesuffix("index.html") or "./"
        return _quoted(relative) + fragment

    def absolute(self, address: Address) -> str:
        """The full URL: for feeds, canonical links and what a reader copies."""
        fragment = f"#{address.fragment}" if address.fragment else ""
        return self.base_url + _quoted(address.path) + fragment


def _quoted(path: str) -> str:
    return path if _PLAIN(path) else quote(path)


def _relative(file: str, here: str) -> str:
    """The way from the folder of one file to another file: "../../tags/PGOV/index.html"."""
    there, start = file.split("/"), _folders(here)
    shared = 0
    for one, other in zip(there[:-1], start, strict=False):
        if one != other:
            break
        shared += 1
    return "../" * (len(start) - shared) + "/".join(there[shared:])


@lru_cache(maxsize=16)
def _folders(file: str) -> list[str]:
    """Of the page that is being made, for each of its links."""
    return file.split("/")[:-1]

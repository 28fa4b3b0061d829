"""Links of pages and entities in plain Markdown, [about](../about/), that lead to no page of the site.

Only addresses of pages are looked at: other files may be put beside the site by hand.
"""

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.address import GLOSSARY, HOME, Address, Links, entity_page, prose_page
from sitegen.archive.catalogue import Archive
from sitegen.archive.editorial import FRONT
from sitegen.cable.anchor import anchor_label
from sitegen.cable.cable_id import canonical
from sitegen.cable.model import Anchor
from sitegen.diagnostic import Diagnostic
from sitegen.note.body_fault import plain_links_of
from sitegen.note.entity import Entity
from sitegen.note.near import did_you_mean
from sitegen.note.prose import ProsePage
from sitegen.site.desk import Desk

_PAGE = re.compile(r"(?:.*/)?(?:[^./]*|.*\.(?:html?|md))")
_NEAR = re.compile(r"[^/]+/index\.html")  # what a slip may have meant: no file of a script, and no cable
_IN_CABLE = re.compile(r"cable/([A-Z0-9-]+)/")
_NUMBERED = re.compile(r"p\d[\w-]*")


def lost_page_links(desk: Desk, archive: Archive, made: Collection[str]) -> Iterator[Diagnostic]:
    """Each at its words; `made` are the files of the output."""
    bodies: list[tuple[Address, Entity | ProsePage]] = [
        *((entity_page(one.id), one) for one in desk.entities.values()),
        *((HOME if one.slug == FRONT else prose_page(one.slug), one) for one in desk.prose),
    ]
    for here, one in bodies:
        links = Links(desk.settings.base_url, here)
        for href, place in plain_links_of(one.body, one.place.path, one.body_line):
            if fault := _fault(href, links, archive, made):
                yield Diagnostic(place, "link-page-missing", *fault)


def _fault(href: str, links: Links, archive: Archive, made: Collection[str]) -> tuple[str, str] | None:
    write = f"write an address as seen from this page, as {links.to(GLOSSARY)}"
    url = urlsplit(urljoin(links.absolute(links.here or HOME), href))
    base = urlsplit(links.base_url)
    if url.netloc != base.netloc or not url.path.startswith(base.path):
        return f"{href} leads out of the site, which stands at {links.base_url}", write
    path = unquote(url.path[len(base.path) :])
    page = Address(path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path)
    if not _PAGE.fullmatch(path):
        return None
    if page.file not in made and f"{page.path}/index.html" not in made:
        near = (one.removesuffix("index.html") for one in made if _NEAR.fullmatch(one))
        hint = did_you_mean(href.removesuffix(".md"), (links.to(Address(one)) for one in near))
        return f"{href} leads to no page of the site", hint or write
    return _unplaced(page, url.fragment, archive)


def _unplaced(page: Address, anchor: str, archive: Archive) -> tuple[str, str] | None:
    """A paragraph that its cable has not. What else has an id is the page's own."""
    match = _IN_CABLE.fullmatch(page.path) if _NUMBERED.fullmatch(anchor) else None
    cable = canonical(match[1]) if match else None
    if not cable or cable not in archive.cables or archive.has(cable, Anchor(anchor)):
        return None
    return f"no {anchor_label(anchor)} in {cable}", f"name a paragraph that it has, as [[{cable} ¶1]]"

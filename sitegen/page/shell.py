"""What surrounds every page: head, masthead, footer. `base.html` draws it."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from sitegen.address import (
    ANNOTATIONS,
    CABLES,
    ENTITIES,
    FEED,
    GLOSSARY,
    HOME,
    NOT_FOUND,
    POSTS,
    SEARCH,
    TAGS,
    Address,
    Links,
    asset,
)
from sitegen.page.badge import Badge
from sitegen.page.edition import Edition

_NAVIGATION = (
    (CABLES, "Cables"),
    (ENTITIES, "People & places"),
    (TAGS, "TAGS"),
    (POSTS, "Posts"),
    (ANNOTATIONS, "Annotations"),
    (SEARCH, "Search"),
)
_LIVE = Address("_live")


class Link(NamedTuple):
    """Words that lead somewhere; `here` when they lead to the section this page is in."""

    href: str
    words: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of one page. What is "" is not drawn."""

    language: str
    site: str
    title: str  # of the document
    description: str
    canonical: str
    home: str
    navigation: tuple[Link, ...]
    pages: tuple[Link, ...]
    publisher: str
    feed: str
    style: str
    icon: str
    script: str
    found_script: str
    found_style: str
    terms_script: str
    live_script: str = ""
    live_events: str = ""
    band: Badge | None = None


def shell_of(
    edition: Edition, links: Links, title: str, description: str = "", band: Badge | None = None
) -> Shell:
    """The frame of the page that `links` stand on."""
    settings = edition.settings
    return Shell(
        language=settings.language,
        site=settings.title,
        title=f"{title} · {settings.title}" if title else settings.title,
        description=" ".join((description or settings.description or settings.title).split()),
        canonical=links.absolute(links.here) if links.here not in (None, NOT_FOUND) else "",
        home=links.to(HOME),
        navigation=_navigation(edition, links),
        pages=tuple(
            Link(links.to(page), words) for page, words in (*edition.prose_links, (GLOSSARY, "Glossary"))
        ),
        publisher=settings.publisher,
        feed=links.to(FEED),
        style=asset_link(edition, links, "style.css"),
        icon=asset_link(edition, links, "icon.svg"),
        script=asset_link(edition, links, "site.js"),
        found_script=asset_link(edition, links, "found.js"),
        found_style=asset_link(edition, links, "found.css"),
        terms_script=asset_link(edition, links, "terms.js"),
        live_script=asset_link(edition, links, "live.js") if edition.live else "",
        live_events=links.to(_LIVE) if edition.live else "",
        band=band,
    )


def _navigation(edition: Edition, links: Links) -> tuple[Link, ...]:
    here = links.here.path if links.here else ""
    return tuple(
        Link(links.to(page), words, here.startswith(page.path)) for page, words in edition.filled(_NAVIGATION)
    )


def asset_link(edition: Edition, links: Links, name: str) -> str:
    """The address of a file of the theme."""
    return links.to(edition.assets.get(name, asset(name)))


def search_within(links: Links, facet: str, value: object) -> str:
    """The search page, with a filter set; those that there are, are in docs/search-index.md."""
    return f"{links.to(SEARCH)}?{urlencode({facet: str(value)})}"

"""The editors' own pages, and the page for addresses that lead nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.address import CABLES, ENTITIES, HOME, NOT_FOUND, TAGS, prose_page
from sitegen.note.markdown import html_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.finder import Finder, finder_of
from sitegen.page.resolve import pictures_on, resolver_of
from sitegen.page.shell import Link, Shell, shell_of


@dataclass(frozen=True, slots=True)
class ProseView:
    """An ordinary page."""

    shell: Shell
    heading: str
    html: Markup


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What to do when an address leads nowhere."""

    shell: Shell
    heading: str
    ways: tuple[Link, ...]
    finder: Finder


def prose_sheets(edition: Edition, slug: str) -> Iterator[Sheet]:
    """/about/ and its like."""
    page = edition.pages[slug]
    address = prose_page(page.slug)
    links = edition.links(address)
    html = html_of(page.body, resolver_of(edition, links), page.slug, 2, pictures_on(edition, links))
    shell = shell_of(edition, links, page.title, page.description)
    yield Sheet(address, "page.html", ProseView(shell, page.title, html))


def not_found_sheets(edition: Edition) -> Iterator[Sheet]:
    """404.html is served at any depth, so that its links begin at the root of the host.

    A copy for the disk has no host: there it is opened where it lies, at the root of the folder.
    """
    links = edition.links(NOT_FOUND if edition.offline else None)
    ways = ((HOME, "The front page"), (CABLES, "All cables"), (ENTITIES, "People & places"), (TAGS, "TAGS"))
    view = NotFoundView(
        shell=shell_of(edition, links, "Nothing at this address"),
        heading="Nothing at this address",
        ways=tuple(Link(links.to(address), words) for address, words in ways),
        finder=finder_of(edition, links),
    )
    yield Sheet(NOT_FOUND, "404.html", view)

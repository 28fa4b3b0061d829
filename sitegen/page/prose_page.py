"""The editors' own pages, and the page for addresses that lead nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.address import CABLES, ENTITIES, ESSAYS, HOME, NOT_FOUND, SEARCH, TAGS, prose_page
from sitegen.note.prose import ProseKind
from sitegen.page.edition import Edition, Sheet
from sitegen.page.finder import Finder, finder_of
from sitegen.page.found import found_prose
from sitegen.page.set_in import CardView, Part, Records, byline_of, card_of, parts_of
from sitegen.page.shell import Link, Shell, shell_of

_WAYS = (
    (HOME, "The front page"),
    (CABLES, "All cables"),
    (ENTITIES, "People & places"),
    (TAGS, "TAGS"),
    (SEARCH, "Search"),
)


@dataclass(frozen=True, slots=True)
class ProseView:
    """An ordinary page."""

    shell: Shell
    above: Link | None
    heading: str
    byline: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class EssaysView:
    """The essays, the latest first."""

    shell: Shell
    heading: str
    lede: str
    essays: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What to do when an address leads nowhere."""

    shell: Shell
    heading: str
    ways: tuple[Link, ...]
    finder: Finder


def prose_sheets(edition: Edition, slug: str, records: Records) -> Iterator[Sheet]:
    """/about/ and its like."""
    page = edition.pages[slug]
    address = prose_page(page.slug)
    links = edition.links(address)
    shell = shell_of(edition, links, page.title, page.description)
    parts = parts_of(page, edition, links, records)
    above = Link(links.to(ESSAYS), "Essays") if page.kind is ProseKind.ESSAY else None
    yield Sheet(address, "page.html", ProseView(shell, above, page.title, byline_of(page), parts))
    yield found_prose(page)


def essays_sheets(edition: Edition) -> Iterator[Sheet]:
    """/essays/, when there is one."""
    essays = [page for slug in edition.pages if (page := edition.pages[slug]).kind is ProseKind.ESSAY]
    essays.sort(key=lambda page: (page.written or date.min, page.slug), reverse=True)
    links, lede = edition.links(ESSAYS), "What editors write across cables, with the words of the cables."
    shell = shell_of(edition, links, "Essays", lede)
    if essays:
        cards = tuple(card_of(page, links) for page in essays)
        yield Sheet(ESSAYS, "essays.html", EssaysView(shell, "Essays", lede, cards))


def not_found_sheets(edition: Edition) -> Iterator[Sheet]:
    """404.html is served at any depth, so that its links begin at the root of the host.

    A copy for the disk has no host: there it is opened where it lies, at the root of the folder.
    """
    links = edition.links(NOT_FOUND if edition.offline else None)
    view = NotFoundView(
        shell=shell_of(edition, links, "Nothing at this address"),
        heading="Nothing at this address",
        ways=tuple(Link(links.to(address), words) for address, words in edition.filled(_WAYS)),
        finder=finder_of(edition, links),
    )
    yield Sheet(NOT_FOUND, "404.html", view)

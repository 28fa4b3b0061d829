"""The cables that the editors' own pages link to or quote: prose pages and the entries of entities."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen.address import HOME, Address, entity_page, prose_page
from sitegen.archive.snippet import Snippet, snippet_of
from sitegen.cable.model import Anchor, CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.note.entity import Entity
from sitegen.note.insert import Quotation, read_insert
from sitegen.note.locator import read_locator
from sitegen.note.markdown import inserts_of, link_passages_of
from sitegen.note.prose import ProseKind, ProsePage

FRONT = "index"
"""The slug of the prose page that introduces the front page: content/pages/index.md."""


class PageLink(NamedTuple):
    """A page of the editors' that links to a cable, or to an anchor of it."""

    address: Address
    title: str
    target: CableId
    target_anchor: Anchor | None
    snippet: Snippet | None
    how: str  # in words


def page_links(
    prose: Iterable[ProsePage], entities: Iterable[Entity], vocabulary: Vocabulary
) -> dict[str, tuple[PageLink, ...]]:
    """By the id of the cable: who links to it, once a page for each place."""
    found: dict[str, dict[tuple[Address, Anchor | None], PageLink]] = {}
    for one in _links(prose, entities, vocabulary):
        found.setdefault(str(one.target), {}).setdefault((one.address, one.target_anchor), one)
    return {cable: tuple(links.values()) for cable, links in sorted(found.items())}


def _links(
    prose: Iterable[ProsePage], entities: Iterable[Entity], vocabulary: Vocabulary
) -> Iterator[PageLink]:
    prose = tuple(prose)
    pages = [(_address(it), it.title, "a page of this site", it.body) for it in prose]
    pages += [(entity_page(it.id), it.name, f"in the entry of this {it.type}", it.body) for it in entities]
    for address, title, how, body in pages:
        for passage in link_passages_of(body) if "[[" in body else ():
            locator = read_locator(passage.target, vocabulary)
            if locator and locator.cable:
                snippet = snippet_of(passage.text, passage.start, passage.end)
                yield PageLink(address, title, locator.cable, locator.anchor or None, snippet, how)
    for page in prose:
        how = "quoted in an essay" if page.kind is ProseKind.ESSAY else "quoted on a page of this site"
        for one in quotations_in(page, vocabulary):
            yield PageLink(_address(page).at(one.id), page.title, one.cable, one.anchor, None, how)


def quotations_in(page: ProsePage, vocabulary: Vocabulary) -> tuple[Quotation, ...]:
    """The paragraphs that a page quotes, in its order."""
    found = inserts_of(page.body, page.place.path, page.body_line)
    read = (read_insert(one.words, vocabulary) for one in found if one.is_alone)
    return tuple(one for one in read if isinstance(one, Quotation))


def _address(page: ProsePage) -> Address:
    return HOME if page.slug == FRONT else prose_page(page.slug)

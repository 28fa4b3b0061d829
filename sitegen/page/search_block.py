"""The blocks of the search index, each a unit of the build: runs of months of cables, of the notes on
them, all entities and all pages. What stands in their files is docs/search-index.md's to say."""

from collections.abc import Iterable, Iterator, Mapping

from sitegen.address import search_file
from sitegen.archive.fact import month_names
from sitegen.cable.model import CableId, Level
from sitegen.page.edition import Edition, Sheet
from sitegen.page.found import day_written, entity_passages_of, prose_passages_of
from sitegen.page.naming import post_title, tag_meaning
from sitegen.page.search_run import Run
from sitegen.search.block import Document, block_files
from sitegen.search.file import called_with
from sitegen.search.words import Indexed, words_of

CABLES, NOTES, ENTITIES, PAGES = "cables", "notes", "entities", "pages"


def block_name(kind: str, run: Run) -> str:
    """The folder of a block: cables-2007-01."""
    return f"{kind}-{run.first}"


def cable_block_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """The cables of some months."""
    run = Run(*name.split(" "))
    found = _in_months(run, edition.archive.words)
    yield from _sheets(block_name(CABLES, run), found, edition)


def note_block_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """The notes on the cables of some months."""
    run = Run(*name.split(" "))
    found = _in_months(run, edition.archive.remarks)
    yield from _sheets(block_name(NOTES, run), found, edition)


def entity_block_sheets(edition: Edition) -> Iterator[Sheet]:
    """Who and what the cables name."""
    ids = sorted(edition.labels)
    documents = [
        Document(one, "", words_of(entity_passages_of(edition.entities[one])), {"entity": (one,)})
        for one in ids
    ]
    yield from _sheets(ENTITIES, documents, edition)


def page_block_sheets(edition: Edition) -> Iterator[Sheet]:
    """The editors' own pages."""
    pages = [edition.pages[slug] for slug in sorted(edition.pages)]
    documents = [Document(one.slug, day_written(one), words_of(prose_passages_of(one)), {}) for one in pages]
    yield from _sheets(PAGES, documents, edition)


def _in_months(run: Run, facts: Mapping[str, Iterable[tuple[CableId, Indexed]]]) -> list[Document]:
    return [
        _document(cable, indexed)
        for month in month_names(run.first, run.last)
        for cable, indexed in facts.get(month, ())
    ]


def _document(cable: CableId, indexed: Indexed) -> Document:
    filed = {
        "post": (cable.post,),
        "level": (indexed.level,) if indexed.level else (),
        "tag": indexed.tags,
        "entity": indexed.entities,
    }
    return Document(str(cable), indexed.day, indexed.words, filed)


def _sheets(name: str, documents: list[Document], edition: Edition) -> Iterator[Sheet]:
    filed = {(facet, one) for document in documents for facet, ones in document.filed.items() for one in ones}
    called: dict[str, dict[str, str]] = {"post": {}, "level": {}, "tag": {}, "entity": {}}
    for facet, one in sorted(filed):
        called[facet][one] = _called(facet, one, edition)
    for file, text in block_files(documents, called):
        address = search_file(f"{name}/{file}")
        yield Sheet(address, "", called_with(address.path, text))


def _called(facet: str, one: str, edition: Edition) -> str:
    if facet == "post":
        return post_title(one, edition)
    if facet == "level":
        return Level(one).words.capitalize()
    if facet == "tag":
        return tag_meaning(one, edition)
    return edition.labels[one].name if one in edition.labels else one

"""The search: its page, and the list of the blocks of its index."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.address import ANNOTATIONS, CABLES, ENTITIES, HOME, POSTS, SEARCH, TAGS, search_file
from sitegen.archive.fact import Kind
from sitegen.page.edition import Edition, Sheet
from sitegen.page.found import handed_over
from sitegen.page.search_block import CABLES as OF_CABLES
from sitegen.page.search_block import ENTITIES as OF_ENTITIES
from sitegen.page.search_block import NOTES as OF_NOTES
from sitegen.page.search_block import PAGES as OF_PAGES
from sitegen.page.search_block import block_name
from sitegen.page.search_run import runs_of
from sitegen.page.shell import Link, Shell, asset_link, shell_of

_INDEX = search_file("index")
_BROWSE = (
    (CABLES, "all cables by year"),
    (POSTS, "by post"),
    (TAGS, "by TAGS"),
    (ENTITIES, "people and places"),
    (ANNOTATIONS, "annotations"),
)


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page on which one searches. Its scripts are its own."""

    shell: Shell
    root: str  # the way to the folder of the whole site
    leaf: str  # what stands for a page's own name in a link: "index.html" offline
    browse: tuple[Link, ...]
    style: str
    finder_script: str
    script: str


def search_sheets(edition: Edition) -> Iterator[Sheet]:
    """/search/, and the file that its script begins with."""
    links = edition.links(SEARCH)
    about = "Search the cables, the annotations on them, and the people and places they name."
    view = SearchView(
        shell=shell_of(edition, links, "Search", about),
        root=links.to(HOME).removesuffix("index.html"),
        leaf="index.html" if edition.offline else "",
        browse=tuple(Link(links.to(page), words) for page, words in edition.filled(_BROWSE)),
        style=asset_link(edition, links, "search.css"),
        finder_script=asset_link(edition, links, "finder.js"),
        script=asset_link(edition, links, "search.js"),
    )
    yield Sheet(SEARCH, "search.html", view)
    yield Sheet(_INDEX, "", handed_over(_INDEX.path, {"format": 3, "blocks": _blocks(edition)}))


def _blocks(edition: Edition) -> list[str]:
    counts = edition.archive.counts
    cables = [block_name(OF_CABLES, run) for run in runs_of(counts(Kind.WORDS))]
    notes = [block_name(OF_NOTES, run) for run in runs_of(counts(Kind.REMARKS))]
    return [*cables, *notes, OF_ENTITIES, OF_PAGES]

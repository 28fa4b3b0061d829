"""The way to a cable by its id in any spelling: /go/?ref=…, and what its script asks.

A script reads the id and asks for the numbers of one post, so that no reader loads a list of all ids.
The tables are scripts themselves: a page read from the disk may fetch nothing else.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.address import CABLES, GO, HOME, POSTS, Links, cable_page, go_table
from sitegen.archive.fact import Kind
from sitegen.page.edition import Edition, Sheet
from sitegen.page.shell import Link, Shell, asset_link, shell_of

ID = "{id}"
"""What stands for an id, or the key of a post, in an address that the script completes."""
POSTS_TABLE = "all-posts"  # no key of a post: those are letters only


@dataclass(frozen=True, slots=True)
class Finder:
    """What the script needs to know of the site."""

    script: str
    cable: str  # the page of "{id}"
    table: str


@dataclass(frozen=True, slots=True)
class GoView:
    """The page that leads on."""

    shell: Shell
    finder: Finder
    ways: tuple[Link, ...]


def finder_of(edition: Edition, links: Links) -> Finder:
    """For a page that finds cables by their ids."""
    return Finder(asset_link(edition, links, "go.js"), links.to(cable_page(ID)), links.to(go_table(ID)))


def go_sheets(edition: Edition) -> Iterator[Sheet]:
    """/go/, and the posts: those that have cables here, and other spellings of any."""
    links = edition.links(GO)
    ways = ((HOME, "The front page"), (CABLES, "Cables by year"), (POSTS, "Cables by post"))
    view = GoView(
        shell=shell_of(edition, links, "A cable by its id"),
        finder=finder_of(edition, links),
        ways=tuple(Link(links.to(address), words) for address, words in ways),
    )
    yield Sheet(GO, "go.html", view)
    here = list(edition.archive.counts(Kind.POST))
    yield _table(
        POSTS_TABLE, {"here": here, "aliases": dict(sorted(edition.vocabulary.post_aliases.items()))}
    )


def numbers_sheets(edition: Edition, post: str) -> Iterator[Sheet]:
    """The numbers of a post's cables, by year."""
    numbers: dict[str, list[int]] = {}
    for cable in sorted(edition.archive.posts[post]):
        numbers.setdefault(str(cable.year), []).append(cable.number)
    yield _table(post, numbers)


def _table(name: str, table: object) -> Sheet:
    said = json.dumps(table, separators=(",", ":"))
    return Sheet(go_table(name), "", f"cables({json.dumps(name)},{said});\n")

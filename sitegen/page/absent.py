"""The pages of cables that are not in the archive: cited here, taken out, or called otherwise now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.address import REDIRECTS, Address, cable_page, cable_source
from sitegen.cable.cable_id import canonical
from sitegen.page.backlinks import BacklinkView, backlinks_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.naming import post_address, post_title
from sitegen.page.shell import Link, Shell, shell_of


@dataclass(frozen=True, slots=True)
class AbsentView:
    """A cable without a record."""

    shell: Shell
    id: str
    post: Link  # leads nowhere ("") when no cable of the post is here
    year: int
    was_here: bool
    cited_by: tuple[BacklinkView, ...]


@dataclass(frozen=True, slots=True)
class RenamedView:
    """What stands at a cable's old address."""

    shell: Shell
    id: str
    to: Link


def absent_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """A cable that only others speak of: who cites it, and where."""
    yield _absent(edition, name, was_here=False)


def withdrawn_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """A cable that was published, and is not any longer."""
    yield _absent(edition, name, was_here=True)


def renamed_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """Old addresses, "07EXAMPLETOWN1=07EXAMPLETOWN2 …": a page at each that leads on and keeps the place in
    it, and the file by which hosts lead on without it."""
    pairs = [pair.split("=") for pair in name.split(" ")]
    for old, now in pairs:
        for page in (cable_page, cable_source):
            yield _renamed(edition, page(old), page(now), old, now)
    root = edition.links(None)
    rules = (f"{root.to(cable_page(old))}* {root.to(cable_page(now))}:splat 301\n" for old, now in pairs)
    yield Sheet(REDIRECTS, "", "".join(rules))


def _absent(edition: Edition, name: str, *, was_here: bool) -> Sheet:
    cable = canonical(name)
    address = cable_page(name)
    links = edition.links(address)
    post = links.to(post_address(cable.post, edition)) if cable.post in edition.archive.posts else ""
    view = AbsentView(
        shell=shell_of(edition, links, f"{name} is not in this archive"),
        id=name,
        post=Link(post, post_title(cable.post, edition)),
        year=cable.year,
        was_here=was_here,
        cited_by=tuple(one for group in backlinks_of(cable, edition, links) for one in group.cited_by),
    )
    return Sheet(address, "absent.html", view)


def _renamed(edition: Edition, address: Address, to: Address, old: str, now: str) -> Sheet:
    links = edition.links(address)
    shell = replace(shell_of(edition, links, f"{old} is {now} now"), canonical=links.absolute(to))
    return Sheet(address, "renamed.html", RenamedView(shell, old, Link(links.to(to), now)))

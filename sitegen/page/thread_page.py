"""A thread on a page of its own, and the largest of them listed."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.address import THREADS, thread_page
from sitegen.archive.fact import Kind
from sitegen.cable.cable_id import canonical
from sitegen.page.apparatus import subject_of
from sitegen.page.arcs import Arcs
from sitegen.page.edition import Edition, Sheet
from sitegen.page.leaf import Pager, leaves_of, pager_of
from sitegen.page.shell import Link, Shell, shell_of
from sitegen.page.thread import ThreadRow, drawn, numbered, rows_of
from sitegen.page.wording import count_of

_DRAWN = 24  # cables; a longer thread is a list only
_LEAF = 200
_LARGEST = 200  # threads that are listed


@dataclass(frozen=True, slots=True)
class Listed:
    """A thread among others, by its first cable."""

    link: Link
    facts: str
    subject: str
    number: None = None


@dataclass(frozen=True, slots=True)
class ThreadPageView:
    """A thread, a leaf of a long one, or the list of threads."""

    shell: Shell
    eyebrow: Link | None
    heading: str
    lede: str
    rows: tuple[ThreadRow | Listed, ...]
    arcs: Arcs | None
    pager: Pager | None


def threads_sheets(edition: Edition) -> Iterator[Sheet]:
    """/threads/."""
    links, sizes = edition.links(THREADS), edition.archive.counts(Kind.THREAD)
    first = {name: edition.archive.cables[canonical(name)] for name in _largest(sizes)}
    rows = tuple(
        Listed(Link(links.to(thread_page(name)), name), count_of(sizes[name], "cable"), subject_of(one))
        for name, one in first.items()
    )
    lede = "Cables that their references connect, each thread under its first."
    lede += f" The {_LARGEST} largest of {len(sizes):,}." if len(sizes) > _LARGEST else ""
    shell = shell_of(edition, links, "Threads", lede)
    yield Sheet(THREADS, "thread.html", ThreadPageView(shell, None, "Threads", lede, rows, None, None))


def thread_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """/threads/07ASTANA1848/: the thread whose first cable this is."""
    address, cables = thread_page(name), edition.archive.threads[name]
    numbers = numbered(cables)
    subject = subject_of(edition.archive.cables[canonical(name)])
    lede = f"{count_of(len(cables), 'cable')} connected by their references, in the order of their dates."
    for leaf in leaves_of(address, cables, _LEAF):
        links = edition.links(leaf.address)
        rows = tuple(rows_of(leaf.items, numbers, edition, links))
        title = leaf.titled(f"Thread of {name}: {subject}")
        yield Sheet(
            leaf.address,
            "thread.html",
            ThreadPageView(
                shell=shell_of(edition, links, title, lede),
                eyebrow=Link(links.to(THREADS), "Threads"),
                heading=f"Thread of {name}",
                lede=lede,
                rows=rows,
                arcs=drawn(rows) if len(cables) <= _DRAWN else None,
                pager=pager_of(leaf, address, links),
            ),
        )


def _largest(sizes: dict[str, int]) -> list[str]:
    return sorted(sizes, key=lambda name: (-sizes[name], name))[:_LARGEST]

"""The thread of a cable: what references connect with it, as a list and as a drawing.

Its own page shows the nearest, by how many references lead there, so that a new cable of a large
thread changes few pages; all are on the page of the thread.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.address import Links, cable_page, thread_page
from sitegen.archive.catalogue import Archive
from sitegen.archive.fact import place_at, place_of
from sitegen.archive.thread import is_rounded
from sitegen.cable.model import CableId
from sitegen.note.near import listed
from sitegen.page.apparatus import subject_of
from sitegen.page.arcs import Arcs, Dot, arcs_of
from sitegen.page.edition import Edition
from sitegen.page.shell import Link
from sitegen.page.wording import count_of, facts_line, sent_on

_NEAREST = 12  # cables on the page of one of them: as many as a phone can show apart
NOT_HERE = "not in this archive"


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A cable of a thread; it `cited` others of it, by their numbers."""

    number: int
    link: Link  # `here` is the cable whose page this is
    year: int
    day: str
    subject: str  # "" of one that is not here
    cited: tuple[int, ...]

    @property
    def facts(self) -> str:
        cites = f"cites {listed(map(str, self.cited))}" if self.cited else ""
        return facts_line([self.day, cites, "" if self.subject else NOT_HERE])

    @property
    def dot(self) -> Dot:
        words = facts_line([f"{self.number}. {self.link.words}", self.facts, self.subject])
        return Dot(self.link._replace(words=words), self.number, self.year, not self.subject, self.cited)


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The nearest cables of a thread, on the page of one of them."""

    words: str
    rows: tuple[ThreadRow, ...]
    arcs: Arcs
    whole: Link


def thread_of(cable: CableId, edition: Edition, links: Links) -> ThreadView | None:
    """The thread that a cable is in, as far as its page shows it."""
    tie = edition.archive.ties.get(cable)
    if tie is None:
        return None
    near = _nearest(cable, edition.archive)
    rows = tuple(rows_of(near, numbered(near), edition, links, cable))
    words = f"{'at least ' if is_rounded(tie.size) else ''}{count_of(tie.size, 'cable')}"
    if len(near) < tie.size:
        words = f"the {len(near)} nearest of {words}"
    words = f"{words[0].upper()}{words[1:]} connected by their references, in the order of their dates."
    return ThreadView(
        words,
        rows,
        drawn(rows),
        Link(links.to(thread_page(tie.thread)), "The whole thread on a page of its own"),
    )


def numbered(cables: Sequence[CableId]) -> dict[CableId, int]:
    """Their numbers in a list."""
    return {cable: number for number, cable in enumerate(cables, start=1)}


def rows_of(
    cables: Iterable[CableId],
    numbers: Mapping[CableId, int],
    edition: Edition,
    links: Links,
    current: CableId | None = None,
) -> Iterator[ThreadRow]:
    """Cables of a thread, of which all that are numbered are listed."""
    archive = edition.archive
    for cable in cables:
        summary = archive.cables.get(cable)
        yield ThreadRow(
            numbers[cable],
            Link(links.to(cable_page(cable)), str(cable), cable == current),
            summary.dtg.year if summary and summary.dtg else cable.year,
            sent_on(summary.dtg if summary else None, cable),
            subject_of(summary) if summary else "",
            tuple(sorted(numbers[one] for one in archive.cites.get(cable, ()) if one in numbers)),
        )


def drawn(rows: Sequence[ThreadRow]) -> Arcs:
    """The same as a drawing."""
    return arcs_of([row.dot for row in rows], f"{count_of(len(rows), 'cable')}, by date")


def _nearest(cable: CableId, archive: Archive) -> list[CableId]:
    """Ring by ring, and of the last ring the earliest."""
    found, ring = {cable}, [cable]
    while ring and len(found) < _NEAREST:
        beyond = {other for one in ring for other in _beside(one, cable, archive)} - found
        ring = sorted(beyond, key=lambda one: _place(one, archive))[: _NEAREST - len(found)]
        found.update(ring)
    return sorted(found, key=lambda one: _place(one, archive))


def _beside(one: CableId, cable: CableId, archive: Archive) -> Iterator[CableId]:
    """What one cites, but for what is not here and nobody else cites; and who cites it, around the cable."""
    for other in archive.cites.get(one, ()):
        if archive.has(other) or len(archive.citing(other, 2)) > 1:
            yield other
    yield from archive.citing(one, _NEAREST, beside=cable)


def _place(cable: CableId, archive: Archive) -> str:
    summary = archive.cables.get(cable)
    return place_of(summary) if summary else place_at(cable)

"""/annotations/: every published note, by kind, the latest first; and the way to the shorter lists."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.address import ANNOTATIONS, Links, note_list_page
from sitegen.archive.note_list import Facet, NoteList, lists_of
from sitegen.note.near import listed
from sitegen.page.edition import Edition, Sheet
from sitegen.page.leaf import Pager, leaves_of, pager_of
from sitegen.page.list_view import IndexGroup, IndexRow
from sitegen.page.naming import NOTE_GROUPS
from sitegen.page.note_entry import ListedNote, NoteGroup, clusters_of, latest_first
from sitegen.page.shell import Link, Shell, shell_of
from sitegen.page.wording import count_of

LEAF = 200  # notes on one page

_WAYS = {Facet.KIND: "By kind", Facet.EDITOR: "By editor", Facet.YEAR: "By year"}


@dataclass(frozen=True, slots=True)
class AnnotationsView:
    """A list of notes, decided. `empty` is said when there are none; `ways` lead to other lists."""

    shell: Shell
    eyebrow: Link | None
    heading: str
    lede: str
    empty: str
    ways: tuple[IndexGroup, ...]
    groups: tuple[NoteGroup, ...]
    feed: str
    pager: Pager | None


def annotation_sheets(edition: Edition) -> Iterator[Sheet]:
    """/annotations/."""
    notes = latest_first(edition.archive.notes())
    kinds = list(NOTE_GROUPS)
    notes.sort(key=lambda pair: kinds.index(pair[1].kind))
    counts = Counter(note.kind for _, note in notes)
    for leaf in leaves_of(ANNOTATIONS, notes, LEAF):
        links = edition.links(leaf.address)
        groups = (
            NoteGroup(kind.value, heading, count_of(counts[kind], "note"), clusters_of(found, edition, links))
            for kind, heading in NOTE_GROUPS.items()
            if (found := [pair for pair in leaf.items if pair[1].kind is kind])
        )
        about = "What editors say about the cables, by kind."
        total = count_of(len(notes), "note")
        view = AnnotationsView(
            shell=shell_of(edition, links, leaf.titled("Annotations"), about),
            eyebrow=None,
            heading="Annotations",
            lede=f"{total} by the editors, by kind, the latest first." if notes else "",
            empty="No annotations have been published yet.",
            ways=_ways(notes, links) if leaf.is_first else (),
            groups=tuple(groups),
            feed=links.to(ANNOTATIONS.feed()),
            pager=pager_of(leaf, ANNOTATIONS, links),
        )
        yield Sheet(leaf.address, "annotations.html", view)


def list_title(one: NoteList, notes: Sequence[ListedNote]) -> str:
    """What a list is called. Editors whose names make one address share a page that names them all."""
    if one.facet is Facet.KIND:
        return next(heading for kind, heading in NOTE_GROUPS.items() if kind == one.name)
    if one.facet is Facet.EDITOR:
        return listed(sorted({note.by for _, note in notes}))
    return one.name


def _ways(notes: Sequence[ListedNote], links: Links) -> tuple[IndexGroup, ...]:
    gathered: dict[NoteList, list[ListedNote]] = {}
    for pair in notes:
        for one in lists_of(pair[1]):
            gathered.setdefault(one, []).append(pair)
    groups = (IndexGroup(words, tuple(_rows(facet, gathered, links))) for facet, words in _WAYS.items())
    return tuple(group for group in groups if group.rows)


def _rows(facet: Facet, lists: Mapping[NoteList, list[ListedNote]], links: Links) -> Iterator[IndexRow]:
    titles = {one: list_title(one, notes) for one, notes in lists.items() if one.facet is facet}
    order = list(titles)  # kinds stand in the order of the page already
    if facet is not Facet.KIND:
        order.sort(key=lambda one: titles[one].casefold(), reverse=facet is Facet.YEAR)
    for one in order:
        yield IndexRow(links.to(note_list_page(one)), titles[one], count_of(len(lists[one]), "note"))

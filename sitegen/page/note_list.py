"""Notes of one kind, editor or year: /annotations/kind/context/, /annotations/by/a-editor/ …"""

from collections import Counter
from collections.abc import Iterator, Sequence

from sitegen.address import ANNOTATIONS, Links, note_list_page
from sitegen.archive.note_list import Facet, NoteList, read_list
from sitegen.page.annotations import LEAF, AnnotationsView, list_title
from sitegen.page.edition import Edition, Sheet
from sitegen.page.leaf import latest_leaves_of, pager_of
from sitegen.page.note_entry import ListedNote, NoteGroup, clusters_of, latest_first
from sitegen.page.shell import Link, shell_of
from sitegen.page.wording import MONTHS, count_of

_TITLES = {Facet.KIND: "Annotations: {}", Facet.EDITOR: "Annotations by {}", Facet.YEAR: "Annotations of {}"}


def note_list_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """One list and its leaves, the latest first: by year, and within a year by month."""
    one, notes = read_list(name), latest_first(edition.archive.noted[name])
    address, heading = note_list_page(name), list_title(one, notes)
    total, title = count_of(len(notes), "note"), _TITLES[one.facet].format(heading)
    counts = Counter(_part(one, pair)[0] for pair in notes)
    for leaf in latest_leaves_of(address, notes[::-1], LEAF):
        links = edition.links(leaf.address)
        view = AnnotationsView(
            shell=shell_of(edition, links, leaf.titled(title), f"{title}: {total}."),
            eyebrow=Link(links.to(ANNOTATIONS), "Annotations"),
            heading=heading,
            lede=total,
            empty="",
            ways=(),
            groups=tuple(_groups(one, leaf.items, counts, edition, links)),
            feed=links.to(ANNOTATIONS.feed()),
            pager=pager_of(leaf, address, links),
        )
        yield Sheet(leaf.address, "annotations.html", view)


def _groups(
    one: NoteList, notes: Sequence[ListedNote], counts: Counter[str], edition: Edition, links: Links
) -> Iterator[NoteGroup]:
    parts: dict[tuple[str, str], list[ListedNote]] = {}
    for pair in notes:
        parts.setdefault(_part(one, pair), []).append(pair)
    says_kind = one.facet is not Facet.KIND
    for (part, heading), found in parts.items():
        clusters = clusters_of(found, edition, links, says_kind=says_kind)
        yield NoteGroup(part, heading, count_of(counts[part], "note"), clusters)


def _part(one: NoteList, pair: ListedNote) -> tuple[str, str]:
    """The id and the heading of the part of a list that a note stands in."""
    day = pair[1].date
    if day is None:
        return "undated", "Without a date"
    if one.facet is Facet.YEAR:
        return f"m{day.month}", MONTHS[day.month - 1]
    return f"y{day.year}", str(day.year)

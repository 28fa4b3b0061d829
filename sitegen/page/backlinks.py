"""Who cites a cable, and which of its paragraphs: other cables, notes on them, pages of the editors'."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sitegen.address import Links, cable_page
from sitegen.archive.catalogue import Backlink
from sitegen.archive.digest import PointerKind
from sitegen.archive.editorial import PageLink
from sitegen.archive.snippet import Snippet
from sitegen.cable.model import Anchor, CableId
from sitegen.lock.keep import anchor_words
from sitegen.note.annotated import AnnotatedCable
from sitegen.page.apparatus import subject_of
from sitegen.page.edition import Edition
from sitegen.page.shell import Link
from sitegen.page.wording import count_of

_POINTS = {
    PointerKind.REFERENCE: "{}, in its references",
    PointerKind.TEXT: "{}, in its text",
    PointerKind.ANNOTATION: "an editor’s {}",  # note on ¶3
}


@dataclass(frozen=True, slots=True)
class BacklinkView:
    """Somebody who points here: from which of their places, and to which of ours."""

    link: Link
    subject: str
    place: str  # "¶3, in its text"
    to: Link | None
    snippet: Snippet | None


@dataclass(frozen=True, slots=True)
class CitedGroup:
    """Who cites one place of a cable; without a place, the cable as a whole."""

    anchor: str  # the id of the list
    place: Link | None
    cited_by: tuple[BacklinkView, ...]


def backlinks_of(
    cable_id: CableId, edition: Edition, links: Links, ids: Mapping[Anchor, Anchor] | None = None
) -> tuple[CitedGroup, ...]:
    """Who cites a cable, by the place that they cite. `ids` has the place of each id on its page; a cable
    that is not here has no page to have any."""
    groups: dict[Anchor, list[BacklinkView]] = {Anchor(""): []}
    groups |= {place: [] for place in (ids or {}).values()}
    for one, anchor in _views(cable_id, edition, links):
        place = (ids or {}).get(anchor, Anchor(""))
        groups[place].append(
            replace(one, to=_to(cable_id, anchor, place, links, is_here=anchor in (ids or ())))
        )
    return tuple(
        CitedGroup(f"cited-{place}", Link(f"#{place}", anchor_words(place)), tuple(found))
        if place
        else CitedGroup("", None, tuple(found))
        for place, found in groups.items()
        if found
    )


def places_of(annotated: AnnotatedCable) -> dict[Anchor, Anchor]:
    """Every id of a cable's page that may be cited, old ones too, and the paragraph or reference it is in."""
    places = {one.anchor: one.anchor for one in annotated.cable.paragraphs}
    for paragraph in annotated.cable.paragraphs:
        places |= {block.anchor: paragraph.anchor for block in paragraph.blocks if block.anchor}
    places |= {one.anchor: one.anchor for one in annotated.cable.references}
    older = annotated.kept.also.items()
    return places | {old: places[now] for now, ids in older if now in places for old in ids}


def signs_of(groups: Iterable[CitedGroup]) -> dict[str, Link]:
    """What stands at a paragraph that is cited, by its id: how often, and the way to where."""
    return {
        one.anchor.removeprefix("cited-"): Link(
            f"#{one.anchor}", f"cited in {count_of(len(one.cited_by), 'place')}"
        )
        for one in groups
        if one.place
    }


def _views(cable_id: CableId, edition: Edition, links: Links) -> Iterator[tuple[BacklinkView, Anchor]]:
    for found in edition.archive.backlinks(cable_id):
        if found.source != cable_id:
            yield _of_cable(found, edition, links), found.pointer.target_anchor or Anchor("")
    for page in edition.linked.get(str(cable_id), ()):
        yield _of_page(page, links), page.target_anchor or Anchor("")


def _of_cable(one: Backlink, edition: Edition, links: Links) -> BacklinkView:
    digest = edition.archive.cables.get(one.source)
    pointer = one.pointer
    return BacklinkView(
        link=Link(links.to(cable_page(one.source).at(pointer.anchor)), str(one.source)),
        subject=subject_of(digest) if digest else "",
        place=_POINTS[pointer.kind].format(pointer.label),
        to=None,
        snippet=pointer.snippet,
    )


def _of_page(one: PageLink, links: Links) -> BacklinkView:
    return BacklinkView(
        link=Link(links.to(one.address), one.title),
        subject="",
        place=one.how,
        to=None,
        snippet=one.snippet,
    )


def _to(cable_id: CableId, anchor: Anchor, place: Anchor, links: Links, *, is_here: bool) -> Link | None:
    """The place that is meant, where its list does not say it: "" leads nowhere."""
    if anchor == place:
        return None
    return Link(links.to(cable_page(cable_id).at(anchor)) if is_here else "", anchor_words(anchor))

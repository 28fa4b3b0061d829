"""What stands behind the text: references, and what came before and after."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from sitegen.address import Links, cable_page
from sitegen.archive.catalogue import Neighbours
from sitegen.archive.digest import Summary
from sitegen.cable.model import Cable, CableId, Reference
from sitegen.lock.keep import anchor_words
from sitegen.note.annotated import AnnotatedCable
from sitegen.page.edition import Edition
from sitegen.page.naming import post_title
from sitegen.page.note_view import Notes, NoteView
from sitegen.page.wording import sent_on


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """One reftel. `href` is "" when it is no cable."""

    anchor: str
    label: str
    text: str
    href: str
    subject: str
    absent: bool
    notes: tuple[NoteView, ...]
    also: tuple[str, ...] = ()  # ids that led here before
    is_gone: bool = False  # it was published, and is in the record no more


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The cable before or after, by date."""

    href: str
    id: str
    subject: str
    day: str


class NeighboursView(NamedTuple):
    """The cables before and after, of those that `words` says."""

    words: str
    before: Neighbour | None
    after: Neighbour | None


def references_of(
    annotated: AnnotatedCable, notes: Notes, edition: Edition, links: Links
) -> tuple[ReferenceView, ...]:
    """The REF block, each item tied to its cable where that is here; then those that are no longer there."""
    also = annotated.kept.also
    found = (
        replace(_reference(one, notes, edition, links), also=also.get(one.anchor, ()))
        for one in annotated.cable.references
    )
    gone = (one.anchor for one in annotated.kept.gone if one.anchor.startswith("ref-"))
    return (
        *found,
        *(
            ReferenceView(one, "", anchor_words(one), "", "", False, (), also.get(one, ()), is_gone=True)
            for one in gone
        ),
    )


def neighbours_of(cable_id: CableId, edition: Edition, links: Links) -> NeighboursView:
    """The cables before and after this one in the archive's order."""
    return _neighbours("", edition.archive.neighbours(cable_id), edition, links)


def other_neighbours_of(cable_id: CableId, edition: Edition, links: Links) -> tuple[NeighboursView, ...]:
    """Those of its post and of its thread, where they are not the same."""
    archive = edition.archive
    by_date, tie = archive.neighbours(cable_id), archive.ties.get(cable_id)
    others = {f"From {post_title(cable_id.post, edition)}": archive.neighbours(cable_id, in_post=True)}
    if tie:
        others["In its thread"] = Neighbours(tie.previous, tie.next)
    return tuple(
        _neighbours(words, near, edition, links)
        for words, near in others.items()
        if near not in (by_date, Neighbours())
    )


def subject_of(cable: Cable | Summary) -> str:
    """A subject to click on, even where the record has none."""
    return cable.subject or f"Cable {cable.id}"


def _reference(reference: Reference, notes: Notes, edition: Edition, links: Links) -> ReferenceView:
    target = reference.target
    digest = edition.archive.cables.get(target) if target else None
    return ReferenceView(
        anchor=reference.anchor,
        label=reference.label or "",
        text=reference.text,
        href=links.to(cable_page(target)) if target else "",
        subject=subject_of(digest) if digest else "",
        absent=target is not None and digest is None,
        notes=notes.after.get(reference.anchor, ()),
    )


def _neighbours(words: str, near: Neighbours, edition: Edition, links: Links) -> NeighboursView:
    before, after = (_neighbour(one, edition, links) for one in near)
    return NeighboursView(words, before, after)


def _neighbour(cable_id: CableId | None, edition: Edition, links: Links) -> Neighbour | None:
    if not cable_id:
        return None
    digest = edition.archive.cables[cable_id]
    day = sent_on(digest.dtg, cable_id)
    return Neighbour(links.to(cable_page(cable_id)), str(cable_id), subject_of(digest), day)

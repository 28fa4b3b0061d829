"""[[links]] and pictures in notes and pages, as they stand on the page that shows them."""

from sitegen.address import Links
from sitegen.archive.target import Goal, target_of
from sitegen.cable.model import CableId
from sitegen.note.figure import Pictures, Shown
from sitegen.note.markdown import Resolved, Resolver
from sitegen.page.anchor_words import label_of
from sitegen.page.edition import Edition


def resolver_of(edition: Edition, links: Links, cable: CableId | None = None) -> Resolver:
    """A resolver for the page that `links` stand on; `cable` is the one its notes are about."""

    def resolve(target: str) -> Resolved | None:
        goal = target_of(target, edition.archive, edition.names, cable)
        return Resolved(links.to(goal.address), _words(goal, cable)) if isinstance(goal, Goal) else None

    return resolve


def pictures_on(edition: Edition, links: Links) -> Pictures:
    """Pictures for the page that `links` stand on."""

    def picture(name: str) -> Shown | None:
        found = edition.pictures.get(name)
        return Shown(links.to(found.address), found.width, found.height) if found else None

    return picture


def _words(goal: Goal, cable: CableId | None) -> str:
    """Within its own cable a paragraph is "¶8"; the cable's id would only be in the way."""
    own = goal.cable is not None and goal.cable == cable and goal.address.fragment.startswith("p")
    return label_of(goal.address.fragment) if own else goal.words

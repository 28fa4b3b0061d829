"""What a [[link]] leads to: the one resolver, for the checks and for the pages.

A name of an entity (as its file lists it, capitals apart, or its id) leads to the entity; a
cable's id, perhaps with a place, into that cable; a place alone into the cable the note is about.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from sitegen import address
from sitegen.address import Address
from sitegen.archive.catalogue import Archive
from sitegen.archive.digest import AnchorDigest, PointerKind
from sitegen.cable.model import CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic
from sitegen.note.entity import Entity
from sitegen.note.folding import fold_name, lower
from sitegen.note.locator import Locator, read_locator, words_of_address
from sitegen.note.markdown import NoteLink
from sitegen.note.near import did_you_mean, listed, runs_of


@dataclass(frozen=True, slots=True)
class Names:
    """What a link may call an entity: ids by folded name (two where two entities share it)."""

    vocabulary: Vocabulary  # for the ids of cables, in any spelling
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    proper: Mapping[str, str] = field(default_factory=dict)  # the name of an entity, by its id
    spelled: tuple[str, ...] = ()  # every name as listed, for hints


class Goal(NamedTuple):
    """Where a link leads, and words for it when the editor gave none."""

    address: Address
    words: str
    entity: str = ""
    cable: CableId | None = None
    is_absent: bool = False  # the cable is not here; its page says so


class Missing(NamedTuple):
    """Why a link leads nowhere: `code`, `message` and `hint` of the diagnostic it makes."""

    code: str
    message: str
    hint: str = ""


def link_names(entities: Iterable[Entity], vocabulary: Vocabulary) -> Names:
    """Every name and id a link may give, and whose it is."""
    owners: dict[str, set[str]] = defaultdict(set)
    proper: dict[str, str] = {}
    spelled: list[str] = []
    for entity in entities:
        proper[entity.id] = entity.name
        spelled += (alias.text for alias in entity.names)
        for name in (entity.id, *(alias.text for alias in entity.names)):
            owners[_folded(name)].add(entity.id)
    by_name = {name: tuple(sorted(ids)) for name, ids in owners.items()}
    return Names(vocabulary, by_name, proper, tuple(dict.fromkeys(spelled)))


_WRITE = "write a name that a file of content/entities/ gives, a cable's id, or [[07ASTANA1848 ¶3]]"


def target_of(text: str, archive: Archive, names: Names, here: CableId | None = None) -> Goal | Missing:
    """Where the words of a [[link]] lead. `here` is the cable a note is about, for `[[¶8]]`."""
    written = " ".join(text.split())
    owners = owners_of(text, names)
    if len(owners) == 1:
        words = names.proper[written] if written == owners[0] else written
        return Goal(address.entity_page(owners[0]), words, entity=owners[0])
    if owners:
        message = f"{text!r} names more than one entity"
        return Missing("link-entity-ambiguous", message, f"link to one by its id: {listed(owners, 'or')}")
    if locator := read_locator(text, names.vocabulary):
        return _in_cable(locator, archive, here)
    if words := words_of_address(written, names.vocabulary):
        hint = f"write [[{words}]]"
    else:
        hint = did_you_mean(written, names.spelled) or _WRITE
    return Missing("link-entity-unknown", f"no entity is called {text!r}", hint)


def owners_of(name: str, names: Names) -> tuple[str, ...]:
    """The entities that are called so, or have this id."""
    return names.owners.get(_folded(name), ())


def link_problems(archive: Archive, names: Names, links: Iterable[NoteLink] = ()) -> tuple[Diagnostic, ...]:
    """Links that lead nowhere: those of the archive's notes, and `links`: of entities and pages."""
    of_notes = [(link, cable) for cable, link in archive.links()]
    known = {link for link, _ in of_notes}
    others: list[tuple[NoteLink, CableId | None]] = [(link, None) for link in links if link not in known]
    return tuple(_problems((*of_notes, *others), archive, names))


def _problems(
    links: Iterable[tuple[NoteLink, CableId | None]], archive: Archive, names: Names
) -> Iterator[Diagnostic]:
    for link, here in links:
        goal = target_of(link.target, archive, names, here)
        if isinstance(goal, Missing):
            yield Diagnostic(link.place, goal.code, goal.message, goal.hint)
        elif goal.is_absent and goal.cable and not _is_cited(goal.cable, archive):
            message = f"{goal.cable} is not in the archive, and no cable here cites it"
            yield Diagnostic(link.place, "link-cable-absent", message, _near_id(goal.cable, archive))


def _is_cited(cable: CableId, archive: Archive) -> bool:
    """Whether a cable here speaks of one that is not: then an editor may, too."""
    return any(one.pointer.kind is not PointerKind.ANNOTATION for one in archive.backlinks(cable))


def _near_id(cable: CableId, archive: Archive) -> str:
    posts = [cable.post] if cable.post in archive.posts else get_close_matches(cable.post, archive.posts)
    known = (str(one) for post in posts for one in archive.posts[post] if one.year == cable.year)
    return did_you_mean(str(cable), known)


def _in_cable(locator: Locator, archive: Archive, here: CableId | None) -> Goal | Missing:
    cable = locator.cable or here
    if cable is None:
        return Missing(
            "link-unreadable", f"{locator.label} of which cable?", "write its id first: 07ASTANA1848 ¶8"
        )
    if not archive.has(cable):
        return Goal(address.cable_page(cable), locator.words, cable=cable, is_absent=True)
    if not archive.has(cable, locator.anchor):
        known = [one for one in archive.anchors[cable] if not one.anchor.startswith("h-")]
        hint = did_you_mean(locator.label, (one.label for one in known)) or f"it has {listed(_places(known))}"
        return Missing("link-anchor-missing", f"no {locator.label} in {cable}", hint)
    return Goal(address.cable_page(cable).at(locator.anchor), locator.words, cable=cable)


def _places(known: Iterable[AnchorDigest]) -> Iterator[str]:
    """What a link into the cable may name: its numbers as runs; an unnumbered paragraph by its id."""
    numbers = (int(one.anchor[1:]) for one in known if re.fullmatch(r"p\d+", one.anchor))
    yield from runs_of(sorted(numbers))
    for one in known:
        if not re.fullmatch(r"p\d+", one.anchor):
            yield one.anchor if re.fullmatch(r"p\d+u\d+", one.anchor) else one.label


def _folded(name: str) -> str:
    return lower(fold_name(name).text.strip())

"""What lies on the desk while records are read: everything of the editors' but the records.

It is small, plain data, so that a worker elsewhere can be given a copy.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from sitegen.address import ANNOTATIONS, ENTITIES, RESERVED, Address
from sitegen.archive.editorial import PageLink, page_links
from sitegen.cable.cable_id import read_id
from sitegen.cable.model import CableId
from sitegen.cable.stated import NOTHING_STATED, known_id
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.decision import Decision, decision_problems, read_decisions
from sitegen.note.entity import Entity, entity_problems, read_entity
from sitegen.note.glossary import Gloss, TermFinder, merged, read_glossary
from sitegen.note.markdown import pictures_of
from sitegen.note.mention import NameFinder
from sitegen.note.name import names_of
from sitegen.note.near import did_you_mean
from sitegen.note.picture import Picture, ShownPicture
from sitegen.note.prose import ProsePage, read_prose
from sitegen.settings import Settings, Status
from sitegen.site.file import Loaded, load
from sitegen.site.fingerprint import fingerprint
from sitegen.site.folder import Folder
from sitegen.site.packaged import glossary
from sitegen.site.picture import pictures_in
from sitegen.site.tables import vocabulary

Diagnostics = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Settings, tables, entities, decisions and pages, read; annotations by cable, still to be read."""

    root: Path
    settings: Settings
    vocabulary: Vocabulary
    annotations: Mapping[CableId, str]  # paths of files
    entities: Mapping[str, Entity]
    decisions: tuple[Decision, ...]
    prose: tuple[ProsePage, ...]
    glossary: tuple[Gloss, ...]
    unread: tuple[str, ...]  # files that should have made a page and did not
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by path in content/images/
    decided: Mapping[CableId, tuple[Decision, ...]] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)  # `own_digest` of each cable that has one
    linked: Mapping[str, tuple[PageLink, ...]] = field(default_factory=dict)  # cables that its pages link to

    @property
    def status(self) -> Status:
        """Of an annotation that names none."""
        return Status(self.settings.annotation_status)

    def finder(self) -> NameFinder:
        return NameFinder(tuple(self.entities.values()), self.decisions)

    def term_finder(self) -> TermFinder:
        return TermFinder(self.glossary)

    @property
    def reader(self) -> str:
        """A digest of what every record is read with: the decisions for every cable."""
        return fingerprint([one for one in self.decisions if one.cable is None])

    @property
    def unfilled(self) -> frozenset[Address]:
        """The lists that no file of the editors' puts anything into."""
        files = {ENTITIES: self.entities, ANNOTATIONS: self.annotations}
        return frozenset(page for page, found in files.items() if not found)

    @property
    def bodies(self) -> Iterator[tuple[str, str, int]]:
        """The Markdown of entities and pages, its file and its first line."""
        yield from ((one.body, one.place.path, one.body_line) for one in self.entities.values())
        yield from ((one.body, one.place.path, one.body_line) for one in self.prose)

    def pictures_shown(self) -> Iterator[ShownPicture]:
        """Those of entities and pages."""
        return (one for body in self.bodies for one in pictures_of(*body))

    @property
    def names(self) -> dict[str, str]:
        """Every name and abbreviation that is looked for, with a digest of what is known of whose it is."""
        owners: dict[str, list[str]] = {}
        for one in self.entities.values():
            known = fingerprint(one.id, one.type, one.name, one.aliases, one.excluded)
            for name in names_of([one]):
                owners.setdefault(name.folded, []).append(known)
        for gloss in self.glossary:
            for spelling in gloss.spellings if gloss.in_text else ():
                owners.setdefault(spelling, []).append(gloss.key)
        return {name: fingerprint(known) for name, known in owners.items()}


def lay_desk(folder: Folder, settings: Settings) -> tuple[Desk, Diagnostics]:
    """Read all that is not a record."""
    entities, entity_faults, unread_entities = _entities(folder)
    prose, prose_faults, unread_prose = _prose(folder)
    annotations, misnamed = annotation_files(folder.annotations, vocabulary())
    pictures, spoilt = pictures_in(folder)
    glosses, unexplained = _glossary(folder)
    decisions, undecided = _decisions(folder)
    undecided += decision_problems(decisions, entities.values())
    desk = Desk(
        root=folder.root,
        settings=settings,
        vocabulary=vocabulary(),
        annotations=annotations,
        entities=entities,
        decisions=decisions,
        prose=prose,
        glossary=glosses,
        unread=unread_entities + unread_prose,
        pictures=pictures,
        decided=_by_cable(decisions),
        linked=page_links(prose, entities.values(), vocabulary()),
    )
    noted = {cable: load(desk.root / path, path) for cable, path in annotations.items()}
    own = {str(one): own_digest(one, desk, noted.get(one)) for one in {*noted, *desk.decided}}
    desk = replace(desk, own=own)
    faults = *entity_faults, *prose_faults, *unexplained, *spoilt, *misnamed
    return desk, (*faults, *map(_stopping, undecided))


def own_digest(cable: CableId, desk: Desk, notes: Loaded | None) -> str:
    """Of what the editors say of one cable: its notes, and its decisions with the types of the entities
    they name, by whatever words; "" when they say nothing."""
    decided = desk.decided.get(cable, ())
    known = desk.entities
    types = [known[one.entity].type for one in decided if one.entity and one.entity in known]
    said = decided, types, notes.digest if notes else "", desk.status
    return fingerprint(*said) if decided or notes else ""


def annotations_without_cable(
    desk: Desk, cables: Collection[CableId], unread: Iterable[str]
) -> Iterator[Diagnostic]:
    """Annotation files for cables that the archive does not hold; those of `unread` records may wait."""
    lost = {cable: path for cable, path in desk.annotations.items() if cable not in cables}
    if not lost:
        return
    names = [str(cable) for cable in cables]
    waiting = waiting_ids(desk, unread)
    for cable, path in lost.items():
        if str(cable) not in waiting:
            message = f"there is no cable {cable} in the archive"
            hint = did_you_mean(str(cable), names)
            hint = hint or "put its record into content/cables/, rename this file, or delete it"
            yield Diagnostic(Place(path), "annotations-without-cable", message, hint)


def waiting_ids(desk: Desk, unread: Iterable[str]) -> frozenset[str]:
    """The cables that records which could not be read are, by the names of their files."""
    found = (known_id(NOTHING_STATED, path, desk.vocabulary) for path in unread)
    return frozenset(str(one) for one in found if one)


def annotation_files(paths: Iterable[str], tables: Vocabulary) -> tuple[dict[CableId, str], list[Diagnostic]]:
    """The file of notes of each cable, and files that are none's."""
    found: dict[CableId, str] = {}
    faults: list[Diagnostic] = []
    for path in paths:
        cable = read_id(PurePosixPath(path).stem, tables)
        if cable is None:
            hint = "name it for the cable it is about: 07ASTANA1848.md"
            message = "the file's name is not the id of a cable"
            faults.append(Diagnostic(Place(path), "annotations-misnamed", message, hint))
        elif cable in found:
            message = f"{cable} has its annotations in {found[cable]} already; this file is not used"
            hint = "make one file of the two"
            faults.append(Diagnostic(Place(path), "annotations-twice", message, hint))
        else:
            found[cable] = path
    return found, faults


def _entities(folder: Folder) -> tuple[dict[str, Entity], list[Diagnostic], tuple[str, ...]]:
    read: list[Entity] = []
    faults: list[Diagnostic] = []
    unread: list[str] = []
    for path in folder.entities:
        loaded = load(folder.root / path, path)
        faults += loaded.diagnostics
        entity, wrong = _entity(loaded.source.text, path) if loaded.source else (None, ())
        faults += wrong
        if entity is None:
            unread.append(path)
        else:
            read.append(entity)
    faults += entity_problems(read)
    return _first_by_id(read), faults, tuple(unread)


@lru_cache(4096)
def _entity(text: str, path: str) -> tuple[Entity | None, Diagnostics]:
    """Kept, for a preview asks for all of them at each change of one file."""
    return read_entity(text, path, vocabulary())


def _first_by_id(entities: Iterable[Entity]) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for entity in entities:
        found.setdefault(entity.id, entity)
    return dict(sorted(found.items()))


def _prose(folder: Folder) -> tuple[tuple[ProsePage, ...], list[Diagnostic], tuple[str, ...]]:
    pages: dict[str, ProsePage] = {}
    faults: list[Diagnostic] = []
    unread: list[str] = []
    for path in folder.pages:
        loaded = load(folder.root / path, path)
        faults += loaded.diagnostics
        page, wrong = read_prose(loaded.source.text, path) if loaded.source else (None, ())
        faults += wrong
        if page is None:
            unread.append(path)
        elif clash := _name_clash(page, path, pages):
            faults.append(clash)
        else:
            pages[page.slug] = page
    return tuple(pages.values()), faults, tuple(unread)


def _name_clash(page: ProsePage, path: str, pages: Mapping[str, ProsePage]) -> Diagnostic | None:
    """The address of this page is the site's own, or another page's: it is left out."""
    if page.slug in RESERVED:
        message = f"the address /{page.slug}/ is the site's own; this page is not published"
        hint = f"rename the file, as in about-{page.slug}.md"
        return Diagnostic(Place(path), "prose-reserved", message, hint)
    if other := pages.get(page.slug):
        message = f"the address /{page.slug}/ is that of {other.place.path}; this page is not published"
        hint = "folders are no part of a page's address: rename one of the two files"
        return Diagnostic(Place(path), "prose-twice", message, hint)
    return None


def _decisions(folder: Folder) -> tuple[tuple[Decision, ...], Diagnostics]:
    if (path := folder.decisions) is None:
        return (), ()
    loaded = load(folder.root / path, path)
    if loaded.source is None:
        return (), loaded.diagnostics
    decisions, wrong = read_decisions(loaded.source.text, path, vocabulary())
    return decisions, loaded.diagnostics + wrong


def _glossary(folder: Folder) -> tuple[tuple[Gloss, ...], Diagnostics]:
    """Ours, and over it the site's own."""
    if (path := folder.glossary) is None:
        return merged(glossary(), ()), ()
    loaded = load(folder.root / path, path)
    theirs, wrong = read_glossary(loaded.source.text, path) if loaded.source else ((), ())
    return merged(glossary(), theirs), loaded.diagnostics + wrong


def _by_cable(decisions: Iterable[Decision]) -> dict[CableId, tuple[Decision, ...]]:
    found: dict[CableId, list[Decision]] = {}
    for one in decisions:
        if one.cable:
            found.setdefault(one.cable, []).append(one)
    return {cable: tuple(ones) for cable, ones in found.items()}


def _stopping(found: Diagnostic) -> Diagnostic:
    """An error in decisions.csv, with what it stops and why."""
    if not found.is_error:
        return found
    hint = f"{found.hint}; " if found.hint else ""
    return replace(found, hint=f"{hint}until then nothing is published, for it might link what you forbade")

"""What every page of one build shares, and the sheet: one page to be printed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from sitegen.address import ESSAYS, Address, Links, prose_page
from sitegen.archive.catalogue import Archive, Noted
from sitegen.archive.editorial import FRONT, PageLink
from sitegen.archive.fact import Kind
from sitegen.archive.target import Names, link_names
from sitegen.cable.vocabulary import Vocabulary
from sitegen.note.entity import Entity, EntityType
from sitegen.note.glossary import Gloss
from sitegen.note.picture import Picture
from sitegen.note.prose import ProseKind, ProsePage
from sitegen.settings import Settings

_T = TypeVar("_T")


class Label(NamedTuple):
    """What other pages say of an entity."""

    name: str
    type: EntityType


class Style(NamedTuple):
    """A style of citation: what scholars call it, and the text of its CSL."""

    name: str
    csl: str


class Template(NamedTuple):
    """The text of a template, and its path as its author knows it."""

    text: str
    path: str


class Asset(NamedTuple):
    """A file of the theme under its fingerprinted name: style.css as style.1a2b3c4d.css."""

    name: str
    address: Address
    data: bytes


@dataclass(frozen=True, slots=True)
class Edition:
    """One build's facts: plain data, read by every view and changed by none."""

    settings: Settings
    vocabulary: Vocabulary
    archive: Archive
    entities: Mapping[str, Entity]
    prose: tuple[ProsePage, ...] = ()
    linked: Mapping[str, tuple[PageLink, ...]] = field(default_factory=dict)  # from those pages, by cable
    glosses: tuple[Gloss, ...] = ()
    assets: Mapping[str, Address] = field(default_factory=dict)  # by the name it has in templates/assets
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by path in content/images/
    styles: tuple[Style, ...] = ()
    land: str = ""  # of the map, as `page.world` reads it
    unfilled: frozenset[Address] = frozenset()  # lists that nothing can be in: see `filled`
    offline: bool = False
    live: bool = False  # served by `sitegen serve`: pages listen for a reload
    labels: Mapping[str, Label] = field(init=False, repr=False, compare=False)  # of entities, by id
    pages: Mapping[str, ProsePage] = field(init=False, repr=False, compare=False)  # by slug
    glossary: Mapping[str, Gloss] = field(init=False, repr=False, compare=False)  # by key
    names: Names = field(init=False, repr=False, compare=False)  # what a [[link]] may call an entity

    def __post_init__(self) -> None:
        """Questions about the editors' files are noted where those about cables are."""
        asked, entities = self.archive.asked, self.entities
        names = link_names(entities.values(), self.vocabulary)
        owners = Noted(names.owners, asked, Kind.CALLED, tuple)
        proper = Noted(names.proper, asked, Kind.LABEL, str)
        noted = {
            "entities": Noted(entities, asked, Kind.PROFILE, _itself),
            "labels": Noted(entities, asked, Kind.LABEL, label_of),
            "linked": Noted(self.linked, asked, Kind.LINKED, _itself),
            "pages": Noted({page.slug: page for page in self.prose}, asked, Kind.PAGE, _itself),
            "pictures": Noted(self.pictures, asked, Kind.PICTURE, _itself),
            "glossary": Noted({one.key: one for one in self.glosses}, asked, Kind.GLOSS, _itself),
            "names": replace(names, owners=owners, proper=proper),
        }
        for name, value in noted.items():
            object.__setattr__(self, name, value)

    def links(self, here: Address | None) -> Links:
        """Links as they stand on the page `here`; None is the page of any depth (404)."""
        return Links(self.settings.base_url, here, self.offline)

    def filled(self, lists: Iterable[tuple[Address, str]]) -> Iterator[tuple[Address, str]]:
        """Of lists and their names those that a menu offers, for something can be in them."""
        return (one for one in lists if one[0] not in self.unfilled)

    @property
    def prose_links(self) -> tuple[tuple[Address, str], ...]:
        """The editors' own pages; the one named "index" is the front page's introduction."""
        kinds = {page.kind for page in self.prose}
        pages = (one for one in self.prose if one.slug != FRONT and one.kind is ProseKind.PAGE)
        essays = ((ESSAYS, "Essays"),) if ProseKind.ESSAY in kinds else ()
        return (*essays, *((prose_page(page.slug), page.title) for page in pages))


class Sheet(NamedTuple):
    """A page to be printed: where it goes, which template draws it, and all that it says. Without
    a template the view is the text of the file."""

    address: Address
    template: str
    view: object


def label_of(entity: Entity) -> Label:
    """The label of an entity."""
    return Label(entity.name, entity.type)


def _itself(value: _T) -> _T:
    return value

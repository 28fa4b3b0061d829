"""The archive: what is true of all cables together, looked up when a page asks for it.

Every question is noted in `asked`: that is how a build knows, the next time, which pages a change
of one cable may change. Where the facts are kept, in memory or in a store, is no matter here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from sitegen.archive.digest import AnchorDigest, MentionDigest, NoteDigest, Pointer, Summary
from sitegen.archive.fact import ALL, SHARED, Key, Kind, Tie, place_of, read_month
from sitegen.cable.cable_id import canonical
from sitegen.cable.model import Anchor, CableId, Level
from sitegen.note.entity import EntityType
from sitegen.note.markdown import NoteLink
from sitegen.note.picture import ShownPicture
from sitegen.search.words import Indexed

Items = list[tuple[CableId, Any]]
K = TypeVar("K")
V = TypeVar("V")
W = TypeVar("W")


class Facts(Protocol):
    """Where facts are kept. What stands under a key is in the order of the archive."""

    def items(self, key: Key) -> Items:
        """Each cable that says something under a key, and what."""

    def names(self, kind: Kind) -> list[str]:
        """The names of all keys of a kind, sorted; those of cables in the order of the archive."""

    def counts(self, kind: Kind) -> dict[str, int]:
        """How many cables stand under each name of a kind."""

    def months(self, key: Key) -> Counter[tuple[int, int]]:
        """How many of the cables under a key are of each year and month."""

    def latest(self) -> Iterator[Summary]:
        """All cables, the last first, read one by one."""

    def sizes(self) -> tuple[int, int, int]:
        """Cables, their paragraphs, the notes on them."""

    def near(self, summary: Summary, post: str = "") -> tuple[CableId | None, CableId | None]:
        """The cables before and after one, of all or of a post."""

    def some(self, key: Key, number: int, place: str = "") -> list[CableId]:
        """Of the cables under a key no more than so many: those around a place at which one of them
        stands, or else the first."""

    def held(self) -> AbstractContextManager[None]:
        """The facts as they are now, for as long as many questions are asked."""


class Backlink(NamedTuple):
    """Somebody points here."""

    source: CableId
    pointer: Pointer


class Company(NamedTuple):
    """In how many paragraphs two entities are named together, and the first of them."""

    number: int = 0
    places: tuple[tuple[CableId, Anchor], ...] = ()


class Neighbours(NamedTuple):
    """The cables before and after one."""

    previous: CableId | None = None
    next: CableId | None = None


class Noted(Mapping[str, V], Generic[V, W]):
    """A mapping that notes what it is asked for; `seen` is what a page gets of a value."""

    def __init__(self, inner: Mapping[str, W], asked: set[Key], kind: Kind, seen: Callable[[W], V]) -> None:
        self._inner, self._asked, self._kind, self._seen = inner, asked, kind, seen

    def __getitem__(self, name: str) -> V:
        self._asked.add(Key(self._kind, name))
        return self._seen(self._inner[name])

    def __iter__(self) -> Iterator[str]:
        self._asked.add(Key(self._kind, ALL))
        return iter(self._inner)

    def __len__(self) -> int:
        self._asked.add(Key(self._kind, ALL))
        return len(self._inner)


class Shelf(Mapping[K, V]):
    """The facts of one kind, by what they are about."""

    def __init__(
        self, facts: Facts, asked: set[Key], kind: Kind, read: Callable[[Items], V], key: Callable[[str], K]
    ) -> None:
        self._facts, self._asked, self._kind = facts, asked, kind
        self._read, self._key = read, key

    def __getitem__(self, key: K) -> V:
        asked = Key(self._kind, str(key))
        self._asked.add(asked)
        if items := self._facts.items(asked):
            return self._read(items)
        raise KeyError(key)

    def __iter__(self) -> Iterator[K]:
        self._asked.add(Key(self._kind, ALL))
        return map(self._key, self._facts.names(self._kind))

    def __len__(self) -> int:
        self._asked.add(Key(self._kind, ALL))
        return len(self._facts.names(self._kind))


class Archive:
    """All cables together. Every tuple of ids is by DTG, then id."""

    def __init__(self, facts: Facts) -> None:
        self.asked: set[Key] = set()
        self._facts = facts
        self.cables: Mapping[CableId, Summary] = self._shelf(Kind.CABLE, _only, canonical)
        self.texts: Mapping[CableId, str] = self._shelf(Kind.TEXT, _only, canonical)
        self.anchors: Mapping[CableId, tuple[AnchorDigest, ...]] = self._shelf(Kind.ANCHORS, _only, canonical)
        self.years: Mapping[int, tuple[CableId, ...]] = self._shelf(Kind.YEAR, _ids, int)
        self.by_month: Mapping[str, tuple[CableId, ...]] = self._shelf(Kind.MONTH, _ids, str)
        self.posts: Mapping[str, tuple[CableId, ...]] = self._shelf(Kind.POST, _ids, str)
        self.tags: Mapping[str, tuple[CableId, ...]] = self._shelf(Kind.TAG, _ids, str)
        self.levels: Mapping[Level, tuple[CableId, ...]] = self._shelf(Kind.LEVEL, _ids, Level)
        self.mentions: Mapping[str, tuple[tuple[CableId, MentionDigest], ...]] = self._shelf(
            Kind.MENTIONS, _each, str
        )
        self.named: Mapping[str, int] = self._shelf(Kind.NAMED, _sum, str)
        self.types: Mapping[EntityType, tuple[CableId, ...]] = self._shelf(Kind.TYPE, _ids, EntityType)
        self.companions: Mapping[str, dict[str, Company]] = self._shelf(Kind.BESIDE, _together, str)
        self.noted: Mapping[str, tuple[tuple[CableId, NoteDigest], ...]] = self._shelf(Kind.NOTED, _each, str)
        self.shown: Mapping[str, tuple[tuple[CableId, ShownPicture], ...]] = self._shelf(
            Kind.SHOWN, _each, str
        )
        self.cites: Mapping[CableId, tuple[CableId, ...]] = self._shelf(Kind.CITES, _only, canonical)
        self.threads: Mapping[str, tuple[CableId, ...]] = self._shelf(Kind.THREAD, _ids, str)
        self.ties: Mapping[CableId, Tie] = self._shelf(Kind.TIE, _only, canonical)
        self.words: Mapping[str, tuple[tuple[CableId, Indexed], ...]] = self._shelf(Kind.WORDS, tuple, str)
        self.remarks: Mapping[str, tuple[tuple[CableId, Indexed], ...]] = self._shelf(
            Kind.REMARKS, tuple, str
        )
        self._pointers: Mapping[CableId, tuple[tuple[CableId, Pointer], ...]] = self._shelf(
            Kind.POINTERS, _each, canonical
        )

    @contextmanager
    def asking(self) -> Iterator[None]:
        """What one page asks: nothing is noted before."""
        self.asked.clear()
        with self._facts.held():
            yield

    def has(self, cable: CableId, anchor: Anchor | None = None) -> bool:
        """Whether a cable is here, with this id on its page when one is asked for."""
        if not anchor:
            return cable in self.cables
        return any(known.anchor == anchor for known in self.anchors.get(cable, ()))

    def absent(self) -> tuple[str, ...]:
        """The ids of cables that are pointed to and are not here, sorted."""
        here = set(self._facts.names(Kind.CABLE))
        return tuple(name for name in self._facts.names(Kind.POINTERS) if name not in here)

    def citing(self, cable: CableId, number: int, beside: CableId | None = None) -> tuple[CableId, ...]:
        """Some of the cables in whose references a cable is: those around one of them, or the first."""
        self.asked.add(Key(Kind.CITED, str(cable)))
        place = place_of(self.cables[beside]) if beside else ""
        return tuple(self._facts.some(Key(Kind.CITED, str(cable)), number, place))

    def first_of(self, post: str) -> tuple[CableId, ...]:
        """The first cable of a post, if there is any."""
        self.asked.add(Key(Kind.POST, post))
        return tuple(self._facts.some(Key(Kind.POST, post), 1))

    def backlinks(self, cable: CableId) -> tuple[Backlink, ...]:
        """Who points to a cable, be it here or not."""
        return tuple(Backlink(*one) for one in self._pointers.get(cable, ()))

    def neighbours(self, cable: CableId, *, in_post: bool = False) -> Neighbours:
        """The cables before and after one, of all or of its post; none of a cable that is not here."""
        self.asked.add(Key(Kind.NEAR_POST if in_post else Kind.NEAR, str(cable)))
        found = self._facts.items(Key(Kind.CABLE, str(cable)))
        post = cable.post if in_post else ""
        return Neighbours(*self._facts.near(_only(found), post)) if found else Neighbours()

    def latest(self) -> Iterator[Summary]:
        """Every cable, the last first, read as they are asked for."""
        self.asked.add(Key(Kind.CABLE, ALL))
        return self._facts.latest()

    def counts(self, kind: Kind) -> dict[str, int]:
        """How many cables stand under each year, TAG …, without reading which."""
        self.asked.add(Key(kind, ALL))
        return self._facts.counts(kind)

    def months(self, kind: Kind | None = None, name: object = "") -> Counter[tuple[int, int]]:
        """How many cables are of each year and month: of all, or of those under one TAG, post …"""
        if kind is None:
            return Counter({read_month(name): n for name, n in self.counts(Kind.MONTH).items()})
        self.asked.add(Key(kind, str(name)))
        return self._facts.months(Key(kind, str(name)))

    def size(self) -> tuple[int, int, int]:
        """Cables, their paragraphs, the notes on them."""
        self.asked.add(Key(Kind.SIZE, ALL))
        return self._facts.sizes()

    def notes(self) -> tuple[tuple[CableId, NoteDigest], ...]:
        """Every published note."""
        self.asked.add(Key(Kind.NOTES, ALL))
        return _each(self._facts.items(Key(Kind.NOTES, ALL)))

    def links(self) -> tuple[tuple[CableId, NoteLink], ...]:
        """Every [[link]] of a note."""
        self.asked.add(Key(Kind.LINKS, ALL))
        return _each(self._facts.items(Key(Kind.LINKS, ALL)))

    def _shelf(self, kind: Kind, read: Callable[[Items], V], key: Callable[[str], K]) -> Shelf[K, V]:
        return Shelf(self._facts, self.asked, kind, read, key)


def _only(items: Items) -> Any:
    return items[0][1]


def _ids(items: Items) -> tuple[CableId, ...]:
    return tuple(cable for cable, _ in items)


def _each(items: Items) -> tuple[tuple[CableId, Any], ...]:
    return tuple((cable, one) for cable, found in items for one in found)


def _sum(items: Items) -> int:
    return sum(number for _, number in items)


def _together(items: Items) -> dict[str, Company]:
    total: dict[str, Company] = {}
    for cable, others in items:
        for other, shared in others.items():
            known = total.get(other, Company())
            left = SHARED - len(known.places)
            places = (*known.places, *((cable, anchor) for anchor in shared.anchors[:left]))
            total[other] = Company(known.number + shared.number, places)
    return total

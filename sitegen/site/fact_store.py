"""The facts of the archive in a database, read when a page asks for them."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from sitegen.archive.catalogue import Items
from sitegen.archive.digest import Summary
from sitegen.archive.fact import VALUES, Key, Kind, cable_at, month_at, place_of
from sitegen.cable.model import CableId

# By its own judgement SQLite would go through every cable instead.
_IN_ORDER = "FROM fact INDEXED BY fact_order WHERE kind = 'cable'"
_OF_POST = "FROM fact WHERE kind = 'post' AND name = ?"
SCHEMA = """
CREATE TABLE fact (kind TEXT, name TEXT, place TEXT, record INTEGER, value BLOB);
CREATE INDEX fact_key ON fact (kind, name, place);
CREATE INDEX fact_record ON fact (record);
CREATE INDEX fact_order ON fact (place) WHERE kind = 'cable';
"""


# Of a cable its page asks many times, and so do those of its neighbours and of its lists.
_KEPT = frozenset((Kind.CABLE, Kind.CITES, Kind.TIE))
_MOST_KEPT = 2_048  # answers: a few megabytes


@cache
def _decoder(kind: Kind) -> Callable[[bytes], Any]:
    return msgspec.msgpack.Decoder(VALUES[kind]).decode


class StoredFacts:
    """The facts of the archive in a database: see `archive.catalogue.Facts`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: dict[Key, Items] = {}
        self._kept_of = self._version()
        self._is_held = False

    @contextmanager
    def held(self) -> Iterator[None]:
        if self._db.in_transaction:  # what was noted is not saved yet: these are the facts
            yield
            return
        self._db.execute("BEGIN")  # else each question locks the file, and looks whether it is another now
        try:
            if (version := self._version()) != self._kept_of:
                self._kept.clear()
                self._kept_of = version
            self._is_held = True
            yield
        finally:
            self._is_held = False
            self._db.rollback()

    def items(self, key: Key) -> Items:
        if key.kind not in _KEPT or not self._is_held:
            return self._items(key)
        if (found := self._kept.get(key)) is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._items(key)
        return found

    def _items(self, key: Key) -> Items:
        query = "SELECT place, value FROM fact WHERE kind = ? AND name = ? ORDER BY place"
        found = self._db.execute(query, (key.kind.value, key.name))
        if VALUES[key.kind] is None:
            return [(cable_at(place), None) for place, _ in found]
        decode = _decoder(key.kind)
        return [(cable_at(place), decode(value)) for place, value in found]

    def _version(self) -> tuple[int, int]:
        """Another after each change, be it by this connection or by any other."""
        (others,) = self._db.execute("PRAGMA data_version").fetchone()
        return self._db.total_changes, others

    def names(self, kind: Kind) -> list[str]:
        if kind is Kind.CABLE:
            ordered = f"SELECT name {_IN_ORDER} ORDER BY place"
            return [name for (name,) in self._db.execute(ordered)]
        distinct = "SELECT DISTINCT name FROM fact WHERE kind = ? ORDER BY name"
        return [name for (name,) in self._db.execute(distinct, (kind,))]

    def counts(self, kind: Kind) -> dict[str, int]:
        found = "SELECT name, count(*) FROM fact WHERE kind = ? GROUP BY name ORDER BY name"
        return dict(self._db.execute(found, (kind,)))

    def months(self, key: Key) -> Counter[tuple[int, int]]:
        # The month and the year of the id: see `place_of`. Only the index is read.
        query = "SELECT min(place), count(*) FROM fact WHERE kind = ? AND name = ?"
        found = self._db.execute(f"{query} GROUP BY substr(place, 1, 6), substr(place, 16, 4)", key)
        counts: Counter[tuple[int, int]] = Counter()
        for place, number in found:
            counts[month_at(place)] += number
        return counts

    def sizes(self) -> tuple[int, int, int]:
        decode = _decoder(Kind.SIZE)
        cables = paragraphs = notes = 0
        for (value,) in self._db.execute("SELECT value FROM fact WHERE kind = ?", (Kind.SIZE,)):
            size = decode(value)
            cables, paragraphs, notes = cables + 1, paragraphs + size[0], notes + size[1]
        return cables, paragraphs, notes

    def latest(self) -> Iterator[Summary]:
        decode = _decoder(Kind.CABLE)
        found = f"SELECT value {_IN_ORDER} ORDER BY place DESC"
        with closing(self._db.execute(found)) as rows:
            yield from (decode(value) for (value,) in rows)

    def near(self, summary: Summary, post: str = "") -> tuple[CableId | None, CableId | None]:
        return self.around(place_of(summary), post)

    def some(self, key: Key, number: int, place: str = "") -> list[CableId]:
        after = self._some(key, "place >= ? ORDER BY place", place, number)
        if not place or after[:1] != [place]:
            return list(map(cable_at, self._some(key, "place >= ? ORDER BY place", "", number)))
        before = self._some(key, "place < ? ORDER BY place DESC", place, number)
        first = min(len(before), max(number // 2, number - len(after)))
        return list(map(cable_at, (*before[:first][::-1], *after[: number - first])))

    def _some(self, key: Key, where: str, place: str, number: int) -> list[str]:
        query = f"SELECT place FROM fact WHERE kind = ? AND name = ? AND {where} LIMIT ?"  # noqa: S608 (ours)
        return [found for (found,) in self._db.execute(query, (key.kind.value, key.name, place, number))]

    def around(self, place: str, post: str) -> tuple[CableId | None, CableId | None]:
        """The cables before and after a place, at which one may or may not stand; of all, or of a post."""
        among, values = (_OF_POST, (post, place)) if post else (_IN_ORDER, (place,))
        before, after = f"SELECT max(place) {among} AND place < ?", f"SELECT min(place) {among} AND place > ?"
        found = (self._db.execute(query, values).fetchone()[0] for query in (before, after))
        previous, following = (cable_at(one) if one else None for one in found)
        return previous, following


def facts_in(file: Path) -> StoredFacts:
    """The facts, for a worker: read only."""
    return StoredFacts(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True))

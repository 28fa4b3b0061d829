"""The facts of the archive in a database, read when a page asks for them."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
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


@cache
def _decoder(kind: Kind) -> Callable[[bytes], Any]:
    return msgspec.msgpack.Decoder(VALUES[kind]).decode


class StoredFacts:
    """The facts of the archive in a database: see `archive.catalogue.Facts`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def items(self, key: Key) -> Items:
        query = "SELECT place, value FROM fact WHERE kind = ? AND name = ? ORDER BY place"
        found = self._db.execute(query, key)
        if VALUES[key.kind] is None:
            return [(cable_at(place), None) for place, _ in found]
        decode = _decoder(key.kind)
        return [(cable_at(place), decode(value)) for place, value in found]

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

    def around(self, place: str, post: str = "") -> tuple[CableId | None, CableId | None]:
        """The cables before and after a place, at which one may or may not stand; of all, or of a post."""
        among, values = (_OF_POST, (post, place)) if post else (_IN_ORDER, (place,))
        before, after = f"SELECT max(place) {among} AND place < ?", f"SELECT min(place) {among} AND place > ?"
        found = (self._db.execute(query, values).fetchone()[0] for query in (before, after))
        previous, following = (cable_at(one) if one else None for one in found)
        return previous, following


def facts_in(file: Path) -> StoredFacts:
    """The facts, for a worker: read only."""
    return StoredFacts(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True))

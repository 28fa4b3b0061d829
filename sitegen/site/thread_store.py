"""The threads of the archive, kept among its facts: worked out anew where references have changed.

Their rows are of no record; nothing else is 0 there.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sitegen.archive.fact import ALL, VALUES, Key, Kind, cable_at
from sitegen.archive.thread import Thread, facts_of_thread, threads_around

_ENCODE = msgspec.msgpack.Encoder().encode
_CITED = msgspec.msgpack.Decoder(VALUES[Kind.CITES]).decode
_TIE = msgspec.msgpack.Decoder(VALUES[Kind.TIE]).decode
_NOBODYS = 0

Facts = Mapping[tuple[str, str], bytes]
Row = tuple[str, str, str, bytes]


class Threads:
    """Which cables may be in another thread now, and the threads that there are."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._loose: set[str] = set()

    def note(self, places: tuple[str, str], before: Facts, now: Facts) -> None:
        """A cable was and is here (places), or not (""), with these facts."""
        cables = {str(cable_at(place)) for place in places if place}
        cited = {}
        for name, facts in (("before", before), ("now", now)):
            found = (value for (kind, _), value in facts.items() if kind == Kind.CITES)
            cited[name] = {str(one) for value in found for one in _CITED(value)}
        if places[0] == places[1] and cited["before"] == cited["now"]:
            return
        self._loose |= cited["before"] | cited["now"]
        self._loose |= {one for one in cables if cited["before"] or cited["now"] or self._citing(one)}

    def settle(self) -> set[int]:
        """Tie what is loose. Gives the keys whose facts are others now."""
        before: dict[str, set[Row]] = {}  # of each thread that there was
        self._recall(self._loose, before)
        was_tied = {str(cable_at(row[2])) for rows in before.values() for row in rows}
        keys: set[Key] = set()
        for connected, thread in threads_around(sorted(self._loose | was_tied), self._near, self._place):
            touched = self._recall(connected, before)
            now = set(_rows_of(thread)) if thread else set()
            keys |= self._add(now.difference(*(before[name] for name in touched)))
            for name in touched:
                before[name] -= now
        keys |= self._remove({row for rows in before.values() for row in rows})
        self._loose.clear()
        return {one.number for key in keys for one in (key, Key(key.kind, ALL))}

    def _recall(self, cables: Iterable[str], threads: dict[str, set[Row]]) -> set[str]:
        """The threads that these cables are in, the rows of each read once."""
        found = {thread for cable in cables for thread in self._thread(cable)}
        for thread in found - threads.keys():
            threads[thread] = set(self._rows(thread))
        return found

    def _add(self, rows: set[Row]) -> set[Key]:
        added = ((*row[:3], _NOBODYS, row[3]) for row in sorted(rows))
        self._db.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", added)
        return _keys(rows)

    def _remove(self, rows: set[Row]) -> set[Key]:
        query = "DELETE FROM fact WHERE kind = ? AND name = ? AND place = ? AND value = ? AND record = ?"
        self._db.executemany(query, ((*row, _NOBODYS) for row in rows))
        return _keys(rows)

    def _near(self, cable: str) -> Iterator[str]:
        for (value,) in self._db.execute(
            "SELECT value FROM fact WHERE kind = 'cites' AND name = ?", (cable,)
        ):
            yield from map(str, _CITED(value))
        yield from self._citing(cable)

    def _citing(self, cable: str) -> list[str]:
        found = self._db.execute("SELECT place FROM fact WHERE kind = 'cited' AND name = ?", (cable,))
        return [str(cable_at(place)) for (place,) in found]

    def _place(self, cable: str) -> str:
        found = self._db.execute(
            "SELECT place FROM fact WHERE kind = 'cable' AND name = ?", (cable,)
        ).fetchone()
        return found[0] if found else ""

    def _thread(self, cable: str) -> Iterable[str]:
        found = self._db.execute("SELECT value FROM fact WHERE kind = 'tie' AND name = ?", (cable,))
        return [_TIE(value).thread for (value,) in found]

    def _rows(self, thread: str) -> Iterator[Row]:
        query = "SELECT kind, name, place, value FROM fact WHERE kind = ? AND name = ?"
        for row in self._db.execute(query, (Kind.THREAD, thread)).fetchall():
            yield row
            yield from self._db.execute(query, (Kind.TIE, str(cable_at(row[2]))))


def _rows_of(thread: Thread) -> Iterator[Row]:
    for key, place, fact in facts_of_thread(thread):
        yield key.kind.value, key.name, place, _ENCODE(fact)


def _keys(rows: Iterable[Row]) -> set[Key]:
    return {Key(Kind(kind), name) for kind, name, _, _ in rows}

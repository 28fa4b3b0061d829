"""What was read of every record: where it lies, what was told of it, and its facts."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import NamedTuple

import msgspec

from sitegen.archive.digest import Digest
from sitegen.archive.fact import ALL, Key, Kind, cable_at, facts_of, place_of
from sitegen.diagnostic import Diagnostic, Place, Severity
from sitegen.lock.line import is_plain
from sitegen.note.said import sayer_of_any
from sitegen.site.cache import Cache
from sitegen.site.fact_store import SCHEMA as FACTS
from sitegen.site.fact_store import StoredFacts
from sitegen.site.location import Location
from sitegen.site.lock import Lock
from sitegen.site.thread_store import Threads

SCHEMA = f"""{FACTS}
CREATE TABLE lock (digest TEXT);
CREATE TABLE name (name TEXT PRIMARY KEY, digest TEXT);
CREATE TABLE file (path TEXT PRIMARY KEY, stamp TEXT, told BLOB, is_unread INTEGER);
CREATE TABLE record (
    id INTEGER PRIMARY KEY, source TEXT UNIQUE, path TEXT, rank TEXT, cable TEXT, place TEXT,
    reader TEXT, own TEXT, worst INTEGER, repairs INTEGER, body BLOB, words BLOB);
CREATE INDEX record_path ON record (path);
CREATE INDEX record_cable ON record (cable);
"""

UNSETTLED = ""
"""The `reader` of a record that must be read again, whatever changed or did not."""


class Reading(NamedTuple):
    """What was read of a record, but for its facts."""

    location: Location
    rank: str  # where it stands among all records; no two have one
    record: str = ""  # the digest of its bytes
    reader: str = UNSETTLED  # the digest of what every record is read with
    own: str = ""  # the digest of what only this one is: its notes, the decisions about it
    words: bytes = b""  # `words_said` by it, by which a name is known not to be in it
    cable: str = ""  # its id
    notes_unread: bool = False
    locked: str = ""  # the line of the lock it was read with; that which it would have, where it has none
    held: str = ""  # the line once all is accepted, where that is another
    told: tuple[Diagnostic, ...] = ()
    trace: str = ""

    def holds_with(self, line: str) -> bool:
        """Whether it would be read alike with this line of the lock, or ("") without one."""
        return line == self.locked if line else is_plain(self.locked) and not self.held


_ENCODE = msgspec.msgpack.Encoder().encode
_READING = msgspec.msgpack.Decoder(Reading).decode
_TOLD = msgspec.msgpack.Decoder(tuple[Diagnostic, ...]).decode


class RecordStore:
    """The records, while a build looks at them.

    `changed` grows to the numbers of the keys whose facts differ, where anybody ever asked for one.
    """

    def __init__(self, cache: Cache, *, is_asked: bool = True) -> None:
        self._cache, self._db, self._is_asked = cache, cache.db, is_asked
        self.facts = StoredFacts(self._db)
        self.changed: set[int] = set()
        self._moved: set[str] = set()  # places at which a cable stands now and did not, or the reverse
        self._threads = Threads(self._db)

    def files(self) -> dict[str, str]:
        """The stamp of each file of records; "" of one that could not be looked through to its end."""
        return dict(self._db.execute("SELECT path, CASE WHEN is_unread THEN '' ELSE stamp END FROM file"))

    def put_file(self, path: str, stamp: str, told: tuple[Diagnostic, ...], *, is_unread: bool) -> None:
        """Note that a file was looked through."""
        row = (path, stamp, _ENCODE(told), is_unread)
        self._db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", row)

    def told_of_files(self) -> Iterator[Diagnostic]:
        """What was told of files as a whole."""
        for (told,) in self._db.execute("SELECT told FROM file ORDER BY path"):
            yield from _TOLD(told)

    def unread_files(self) -> list[str]:
        """Files that could not be looked through to their end."""
        return [path for (path,) in self._db.execute("SELECT path FROM file WHERE is_unread ORDER BY path")]

    def drop_file(self, path: str) -> None:
        """A file of records is no longer there."""
        self._db.execute("DELETE FROM file WHERE path = ?", (path,))
        self.drop_others(path, ())

    def drop_others(self, path: str, sources: Iterable[str]) -> None:
        """Of a file, forget the records but these."""
        kept = set(sources)
        found = self._db.execute("SELECT id, source FROM record WHERE path = ?", (path,)).fetchall()
        for record, source in found:
            if source not in kept:
                self._unpublish(record)
                self._db.execute("DELETE FROM record WHERE id = ?", (record,))

    def readings(self, where: str = "TRUE", *values: object) -> Iterator[Reading]:
        """Records in the order of their files."""
        query = f"SELECT body, reader FROM record WHERE {where} ORDER BY rank"  # noqa: S608 (ours)
        with closing(self._db.execute(query, values)) as found:
            for body, reader in found:
                yield _READING(body)._replace(reader=reader)

    def reading(self, source: str) -> Reading | None:
        """One record."""
        return next(self.readings("source = ?", source), None)

    def look_for(self, names: Mapping[str, str]) -> None:
        """The names that records are read for now, with digests: whatever may say one that was not
        looked for in this way is to be read again."""
        before: dict[str, str] = dict(self._db.execute("SELECT name, digest FROM name"))
        changed = [name for name in before.keys() | names.keys() if before.get(name) != names.get(name)]
        if not changed:
            return
        may_say = sayer_of_any(changed)
        found = self._db.execute("SELECT id, words FROM record WHERE reader != ?", (UNSETTLED,))
        again = [(UNSETTLED, record) for record, words in found if may_say(words)]
        self._db.executemany("UPDATE record SET reader = ? WHERE id = ?", again)
        self._db.execute("DELETE FROM name")
        self._db.executemany("INSERT INTO name VALUES (?, ?)", names.items())

    def outdated(self, reader: str, own: Mapping[str, str]) -> Iterator[Reading]:
        """Records that are read otherwise now; `own` is by the id of the cable."""
        yield from self.readings("reader != ?", reader)
        for reading in self.readings("own != '' AND reader = ?", reader):
            if own.get(reading.cable, "") != reading.own:
                yield reading
        for cable, digest in own.items():
            if digest:
                yield from self.readings("cable = ? AND own = '' AND reader = ?", cable, reader)

    def beside_lock(self, lock: Lock) -> Iterator[Reading]:
        """Records that were read with another line of the lock."""
        before = self._db.execute("SELECT digest FROM lock").fetchone()
        if before != (lock.digest,):
            yield from (one for one in self.readings() if not one.holds_with(lock.text(one.cable)))
            self._db.execute("DELETE FROM lock")
            self._db.execute("INSERT INTO lock VALUES (?)", (lock.digest,))

    def told(self, *, repairs: bool) -> Iterator[Diagnostic]:
        """What was told of the records; without repairs, only what is wrong."""
        least = Severity.NOTE if repairs else Severity.WARNING
        for reading in self.readings("worst >= ?", int(least)):
            yield from (found for found in reading.told if found.severity >= least)

    def repairs(self) -> int:
        """How many repairs were told of."""
        number: int = self._db.execute("SELECT total(repairs) FROM record").fetchone()[0]
        return int(number)

    def is_empty(self) -> bool:
        """There is no record, published or not."""
        return self._db.execute("SELECT 1 FROM record LIMIT 1").fetchone() is None

    def published(self) -> Iterator[tuple[str, str]]:
        """The id of each cable, and the record that it is read from."""
        yield from self._db.execute("SELECT cable, source FROM record WHERE place != '' ORDER BY place")

    def published_as(self, cable: str) -> Reading | None:
        """The record that a cable is published from."""
        return next(self.readings("cable = ? AND place != ''", cable), None)

    def unread_records(self) -> list[str]:
        """Records that say no cable."""
        return [source for (source,) in self._db.execute("SELECT source FROM record WHERE cable = ''")]

    def with_unread_notes(self) -> set[str]:
        """Records whose notes could not be read."""
        unsettled = self.readings("reader = ?", UNSETTLED)
        return {one.location.source for one in unsettled if one.notes_unread}

    def traces(self) -> Iterator[str]:
        """Where sitegen itself failed."""
        return (one.trace for one in self.readings("reader = ?", UNSETTLED) if one.trace)

    def save(self) -> None:
        """Keep what was noted."""
        self._cache.save()

    def put(self, reading: Reading, digest: Digest | None) -> Diagnostic | None:
        """Note what was read. Of two records of one cable the first is published, the other is told."""
        source, rank = reading.location.source, reading.rank
        holder = self._holder(reading.cable, source) if digest else None
        is_second = holder is not None and holder[1] < rank
        twice = None
        if holder:
            first, second = (holder[2], source) if is_second else (source, holder[2])
            twice = _twice(reading.cable, first, second)
            if not is_second:
                self._unpublish(holder[0])
        if is_second:
            digest, reading = None, reading._replace(reader=UNSETTLED)
        known = self._db.execute("SELECT id, place FROM record WHERE source = ?", (source,)).fetchone()
        place = place_of(digest.summary) if digest else ""
        record = self._put_row(known[0] if known else None, reading, place)
        self._put_facts(record, known[1] if known else "", place, digest)
        return twice

    def withdraw(self, source: str) -> None:
        """Publish a record no longer: no page can be made of it. It is read again the next time."""
        query = "SELECT id FROM record WHERE source = ?"
        for (record,) in self._db.execute(query, (source,)).fetchall():
            self._unpublish(record)

    def settle_order(self) -> None:
        """Of each place that was taken or left, the neighbours have changed; and threads may have."""
        for place in self._moved:
            cable = cable_at(place)
            for kind, post in ((Kind.NEAR, ""), (Kind.NEAR_POST, cable.post)):
                around = (*self.facts.around(place, post), cable)
                self.changed.update(Key(kind, str(one)).number for one in around if one)
        self._moved.clear()
        self.changed |= self._threads.settle()

    def _holder(self, cable: str, source: str) -> tuple[int, str, str] | None:
        query = "SELECT id, rank, source FROM record WHERE cable = ? AND place != '' AND source != ?"
        found: tuple[int, str, str] | None = self._db.execute(query, (cable, source)).fetchone()
        return found

    def _put_row(self, known: int | None, reading: Reading, place: str) -> int:
        severities = [found.severity for found in reading.told]
        row = {
            "source": reading.location.source,
            "path": reading.location.path,
            "rank": reading.rank,
            "cable": reading.cable,
            "place": place,
            "reader": reading.reader,
            "own": reading.own,
            "worst": int(max(severities, default=-1)),
            "repairs": severities.count(Severity.NOTE),
            "body": _ENCODE(reading._replace(words=b"")),
            "words": reading.words,
        }
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        if known is None:
            added = f"INSERT INTO record ({names}) VALUES ({marks})"  # noqa: S608 (ours)
            return self._db.execute(added, tuple(row.values())).lastrowid or 0
        changed = f"UPDATE record SET ({names}) = ({marks}) WHERE id = ?"  # noqa: S608
        self._db.execute(changed, (*row.values(), known))
        return known

    def _unpublish(self, record: int) -> None:
        (place,) = self._db.execute("SELECT place FROM record WHERE id = ?", (record,)).fetchone()
        self._put_facts(record, place, "", None)
        self._db.execute("UPDATE record SET place = '', reader = ? WHERE id = ?", (UNSETTLED, record))

    def _put_facts(self, record: int, old_place: str, place: str, digest: Digest | None) -> None:
        before: dict[tuple[str, str], bytes] = {}
        if old_place:
            found = self._db.execute("SELECT kind, name, value FROM fact WHERE record = ?", (record,))
            before = {(kind, name): value for kind, name, value in found}
        now = {(k.kind.value, k.name): _ENCODE(value) for k, value in facts_of(digest)} if digest else {}
        if place == old_place and before == now:
            return
        if self._is_asked:
            self._note_change(before, now, {place, old_place})
        if before:
            self._db.execute("DELETE FROM fact WHERE record = ?", (record,))
        rows = ((kind, name, place, record, value) for (kind, name), value in now.items())
        self._db.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", rows)
        self._threads.note((old_place, place), before, now)

    def _note_change(
        self, before: Mapping[tuple[str, str], bytes], now: Mapping[tuple[str, str], bytes], places: set[str]
    ) -> None:
        moved = len(places) > 1
        for name in before.keys() | now.keys():
            if moved or before.get(name) != now.get(name):
                key = Key(Kind(name[0]), name[1])
                self.changed.update((key.number, Key(key.kind, ALL).number))
        if moved:
            self._moved.update(filter(None, places))


def _twice(cable: str, first: str, second: str) -> Diagnostic:
    message = f"{cable} is in {first} already; this file is not published"
    hint = "remove one of the two, or put the right id into its header or its name"
    return Diagnostic(Place(second), "cable-twice", message, hint)

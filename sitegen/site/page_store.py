"""Which files the output holds, of which unit of work each is, and what each unit had asked."""

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from sitegen.archive.fact import ALL, Key, Kind
from sitegen.site.cache import Cache
from sitegen.site.output import Staged

SCHEMA = """
CREATE TABLE answer (key TEXT PRIMARY KEY, digest TEXT);
CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT UNIQUE, source TEXT, is_stale INTEGER);
CREATE TABLE file (path TEXT PRIMARY KEY, unit INTEGER, size INTEGER, modified INTEGER);
CREATE INDEX file_unit ON file (unit);
CREATE TABLE need (key INTEGER, unit INTEGER, PRIMARY KEY (key, unit)) WITHOUT ROWID;
CREATE INDEX need_unit ON need (unit);
"""

_EDITION = "edition"


class PageStore:
    """The units of an output, while a build brings them up to date."""

    def __init__(self, cache: Cache) -> None:
        self._cache, self._db = cache, cache.db

    def refresh(self, answers: Mapping[Key, str]) -> None:
        """What the editors' own files answer now: whoever asked for what differs is stale."""
        now = {str(key): digest for key, digest in answers.items()}
        before = dict(self._db.execute("SELECT key, digest FROM answer WHERE key != ?", (_EDITION,)))
        changed = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
        keys = [Key(Kind(kind), name) for kind, _, name in (key.partition(":") for key in changed)]
        self.stale_by({one for key in keys for one in (key.number, Key(key.kind, ALL).number)})
        for key in changed:
            if key in now:
                self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (key, now[key]))
            else:
                self._db.execute("DELETE FROM answer WHERE key = ?", (key,))

    def is_empty(self) -> bool:
        """No unit was ever made: whatever changes, none is stale."""
        return self._db.execute("SELECT 1 FROM unit LIMIT 1").fetchone() is None

    def stale_by(self, keys: Iterable[int]) -> None:
        """Whoever asked for one of these must be made again."""
        found = "UPDATE unit SET is_stale = 1 WHERE id IN (SELECT unit FROM need WHERE key = ?)"
        self._db.executemany(found, ((key,) for key in keys))

    def begin_edition(self, digest: str) -> None:
        """What every page shows is this; when it was another, every unit is stale."""
        before = self._db.execute("SELECT digest FROM answer WHERE key = ?", (_EDITION,)).fetchone()
        if before != (digest,):
            self._db.execute("UPDATE unit SET is_stale = 1")
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (_EDITION, digest))

    def fresh(self, output: Path) -> set[str]:
        """The units that need not be made again: their files stand as they were made."""
        units = dict(self._db.execute("SELECT id, name FROM unit WHERE NOT is_stale"))
        for path, unit, size, modified in self._db.execute("SELECT path, unit, size, modified FROM file"):
            if unit in units and not _stands(f"{output}/{path}", size, modified):
                del units[unit]
        return set(units.values())

    def files(self) -> Iterator[tuple[str, str, str]]:
        """The path of every file, with its unit's name and source."""
        query = "SELECT name, source, path FROM file JOIN unit ON unit.id = file.unit"
        yield from self._db.execute(query)

    def paths_of(self, name: str) -> set[str]:
        """The files of one unit, as it was made last."""
        query = "SELECT path FROM file WHERE unit = (SELECT id FROM unit WHERE name = ?)"
        return {path for (path,) in self._db.execute(query, (name,))}

    def put(self, name: str, source: str, files: Iterable[Staged], asked: Iterable[int]) -> None:
        """A unit was made."""
        self._drop(name)
        added = "INSERT INTO unit (name, source, is_stale) VALUES (?, ?, 0)"
        unit = self._db.execute(added, (name, source)).lastrowid
        rows = ((file.path, unit, file.size, file.modified) for file in files)
        self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", rows)
        self._db.executemany("INSERT INTO need VALUES (?, ?)", ((key, unit) for key in sorted(asked)))

    def retain(self, names: Set[str]) -> bool:
        """Forget all units but these; says whether there was any other."""
        gone = [name for (name,) in self._db.execute("SELECT name FROM unit") if name not in names]
        for name in gone:
            self._drop(name)
        return bool(gone)

    def save(self) -> None:
        """Keep what was noted."""
        self._cache.save()

    def roll_back(self) -> None:
        """Forget what was noted since it was saved."""
        self._db.rollback()

    def _drop(self, name: str) -> None:
        found = self._db.execute("SELECT id FROM unit WHERE name = ?", (name,)).fetchone()
        if found:
            self._db.execute("DELETE FROM need WHERE unit = ?", found)
            self._db.execute("DELETE FROM file WHERE unit = ?", found)
            self._db.execute("DELETE FROM unit WHERE id = ?", found)


def _stands(path: str, size: int, modified: int) -> bool:
    try:
        status = os.stat(path)
    except OSError:
        return False
    return status.st_size == size and status.st_mtime_ns == modified

"""What a build remembers for the next one: an embedded database that may be deleted at any time.

It is believed only as it was left: a seal beside the file holds the digest of its bytes, so that
a damaged, a foreign and a half-written cache are all the same, namely none. (A transaction that a
kill cut off is rolled back by SQLite first, which brings back the sealed bytes.)
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from secrets import randbelow

from msgspec import MsgspecError

DAMAGE = (sqlite3.DatabaseError, MsgspecError)
"""What a damaged cache raises: no fault of the record that was being read."""

_PAGES = 16_384  # KiB of the database that are kept in memory


class Cache:
    """One database and its seal. Not to be shared between threads."""

    def __init__(self, file: Path, schema: str, epoch: str) -> None:
        """Open it, or begin anew when it is of another `epoch`, or not as it was left."""
        self._file, self._seal = file, file.with_suffix(".seal")
        self._epoch = epoch
        self._sealed: tuple[int, int] | None = None  # as the file was then
        self.db = self._opened()
        if not self._is_sound():
            self.db.close()
            self.wipe()
            self.db = self._opened()
            self.db.executescript(schema)
            self.db.execute(f"PRAGMA user_version = {1 + randbelow(2**31 - 1)}")
            self.save()

    @property
    def birth(self) -> str:
        """Which beginning of this cache it is: another one remembers nothing of what was before."""
        return str(self.db.execute("PRAGMA user_version").fetchone()[0])

    def save(self) -> None:
        """Commit, and seal what stands in the file now. To read all of it takes long; it may be as it was."""
        self.db.commit()
        if self._sealed == self._state():
            return
        draft = self._seal.with_suffix(".draft")
        draft.write_text(self._digest(), "utf-8")
        draft.replace(self._seal)
        self._sealed = self._state()

    def wipe(self) -> None:
        """Forget all."""
        for leftover in (self._file, self._seal, Path(f"{self._file}-journal")):
            leftover.unlink(missing_ok=True)

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._file)
        db.execute(f"PRAGMA cache_size = -{_PAGES}")
        db.execute("PRAGMA secure_delete = ON")  # what a rule withholds now must not stay in a free page
        db.execute("PRAGMA synchronous = OFF")  # proof against a kill; the seal sees to the rest
        return db

    def _is_sound(self) -> bool:
        with suppress(sqlite3.DatabaseError, OSError, UnicodeDecodeError):
            self.db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # rolls back, if need be
            if self._seal.read_text("utf-8") == self._digest():
                self._sealed = self._state()
                return True
        return False

    def _state(self) -> tuple[int, int]:
        """Another when rows have changed; and when something else has been written."""
        return self.db.total_changes, self._file.stat().st_mtime_ns

    def _digest(self) -> str:
        with self._file.open("rb") as opened:
            return f"{self._epoch} {file_digest(opened, 'sha256').hexdigest()}"


@contextmanager
def opened(file: Path, schema: str, epoch: str) -> Iterator[Cache]:
    """A cache, closed at the end; what was not saved is rolled back."""
    file.parent.mkdir(parents=True, exist_ok=True)
    cache = Cache(file, schema, epoch)
    try:
        yield cache
    finally:
        cache.db.close()

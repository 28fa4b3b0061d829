"""The lock in the site's folder: content/lock/2007.txt, a line a cable, sorted by id, a file a year.

The files are held as they are, with an index of where each line begins. Two branches that each
added cables merge line by line, in whatever order that leaves: only `sitegen lock` sorts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.cable.cable_id import full_year
from sitegen.diagnostic import Diagnostic, Place
from sitegen.lock.line import Departed, Line, Unreadable, id_of, read_line
from sitegen.site.file import write_whole
from sitegen.site.fingerprint import fingerprint
from sitegen.site.folder import LOCK, files_below

_ID = re.compile(rb"([0-9]{2})[A-Z]+[0-9]+(?= |$)")
_MERGE = "a merge left its marks? keep the lines of both sides"


class Lock:
    """What was locked when the files were read."""

    def __init__(self, root: Path) -> None:
        self.years: dict[int, _Year] = {}
        self.faults: list[Diagnostic] = []
        for name in files_below(root, LOCK):
            path = f"{LOCK}/{name}"
            year = name.removesuffix(".txt")
            if len(year) == 4 and year.isdigit() and name.endswith(".txt"):
                self.years[int(year)] = _Year(path, int(year), (root / path).read_bytes(), self.faults)
            else:
                hint = "lock files are called 2007.txt and hold the cables of that year"
                self.faults.append(
                    Diagnostic(Place(path), "lock-unreadable", "no file of a lock has this name", hint)
                )

    @property
    def digest(self) -> str:
        """Of everything in it."""
        return fingerprint([(year, one.data) for year, one in sorted(self.years.items())])

    def text(self, cable: str) -> str:
        """The line of a cable, "" when it has none."""
        year = self.years.get(full_year(cable[:2]) or 0) if cable else None
        return year.text(cable) if year else ""

    def line(self, cable: str) -> tuple[Line | Departed | None, tuple[Diagnostic, ...]]:
        """The line of a cable as data; or what keeps it from being read."""
        if not (text := self.text(cable)):
            return None, ()
        read = read_line(text)
        if not isinstance(read, Unreadable):
            return read, ()
        place = Place(file_of(cable), self.number(cable), read.column)
        hint = "put the line back as it was committed; until then the cable's pages stay as they were"
        return None, (Diagnostic(place, "lock-unreadable", read.message, hint),)

    def number(self, cable: str) -> int:
        """The number of a cable's line in its file."""
        return self.years[full_year(cable[:2]) or 0].number(cable)

    def lines(self) -> Iterator[str]:
        """Every line, sorted."""
        for _, year in sorted(self.years.items()):
            yield from map(year.text, year.ids)


class _Year:
    """A file of the lock and where each cable's line begins in it."""

    def __init__(self, path: str, year: int, data: bytes, faults: list[Diagnostic]) -> None:
        self.data = data
        found: dict[str, int] = {}
        start = 0
        for number, raw in enumerate(data.splitlines(keepends=True), start=1):
            line = raw.rstrip(b"\r\n")
            match = _ID.match(line)
            cable = match[0].decode() if match else ""
            if line.strip() and (not match or full_year(cable[:2]) != year):
                words = f"no line of a cable of {year}"
                faults.append(Diagnostic(Place(path, number, 1), "lock-unreadable", words, _MERGE))
            elif cable in found and self._at(found[cable]) != line.decode("utf-8", "replace"):
                words = f"{cable} has another line above"
                hint = "keep the one that was published"
                faults.append(Diagnostic(Place(path, number, 1), "lock-twice", words, hint))
            elif match:
                found.setdefault(cable, start)
            start += len(raw)
        self.ids = sorted(found)
        self._starts = [found[cable] for cable in self.ids]

    def text(self, cable: str) -> str:
        at = bisect_left(self.ids, cable)
        return self._at(self._starts[at]) if self.ids[at : at + 1] == [cable] else ""

    def number(self, cable: str) -> int:
        """The number of a cable's line."""
        return self.data.count(b"\n", 0, self._starts[bisect_left(self.ids, cable)]) + 1

    def _at(self, start: int) -> str:
        end = self.data.find(b"\n", start)
        line = self.data[start : end if end >= 0 else len(self.data)]
        return line.rstrip(b"\r").decode("utf-8", "replace")


def file_of(cable: str) -> str:
    """The file that a cable's line stands in."""
    return f"{LOCK}/{full_year(cable[:2])}.txt"


def write_lock(root: Path, lines: Iterable[str]) -> int:
    """Put all lines into their files, sorted; how many files were changed."""
    files: dict[str, list[str]] = {}
    for line in lines:
        files.setdefault(file_of(id_of(line)), []).append(line)
    changed = 0
    for path, found in files.items():
        data = "".join(f"{line}\n" for line in sorted(found, key=id_of)).encode()
        file = root / path
        if not file.is_file() or file.read_bytes() != data:
            write_whole(file, data)
            changed += 1
    return changed

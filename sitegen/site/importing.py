"""Records of any form → one file a cable, named for its id. Nothing that is there is ever overwritten."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sitegen.cable.model import CableId
from sitegen.cable.parse import parse
from sitegen.cable.stated import known_id
from sitegen.diagnostic import Diagnostic, Place
from sitegen.site.file import Loaded, write_whole
from sitegen.site.folder import files_below
from sitegen.site.stream import stream
from sitegen.site.tables import vocabulary
from sitegen.source_text import SourceText


class Outcome(StrEnum):
    """What became of a record."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"  # the same text is there already
    REFUSED = "refused"  # another text is there, or there is no id to name it for
    UNREAD = "unread"


class Imported(NamedTuple):
    """One record, or one that could not be read. Without an outcome it is only something to tell."""

    outcome: Outcome | None
    diagnostics: tuple[Diagnostic, ...]


class Shelf:
    """The folder that records are put into."""

    def __init__(self, folder: Path, shown: str, *, dry: bool = False) -> None:
        self._folder, self._shown, self._dry = folder, shown, dry
        self._promised: dict[str, bytes] = {}  # what a dry run would have written: id → fingerprint

    def put(self, record: Loaded) -> Imported:
        """Write a record, if nothing else has its name."""
        if (source := record.source) is None:
            told = record.diagnostics
            return Imported(Outcome.UNREAD if any(found.is_error for found in told) else None, told)
        cable, fault = _named(source, record)
        if cable is None:
            return Imported(Outcome.REFUSED, (*record.diagnostics, fault or _without_id(source)))
        name, data = f"{cable}.txt", source.text.encode()
        before = self._before(name, data)
        if before is False:
            return Imported(Outcome.REFUSED, (*record.diagnostics, self._differs(source, name)))
        if before is None and self._dry:
            self._promised[name] = _fingerprint(data)
        elif before is None:
            write_whole(self._folder / name, data)
        return Imported(Outcome.UNCHANGED if before else Outcome.WRITTEN, record.diagnostics)

    def _before(self, name: str, data: bytes) -> bool | None:
        """Whether these bytes are there already; None when nothing is."""
        if name in self._promised:
            return self._promised[name] == _fingerprint(data)
        try:
            return (self._folder / name).read_bytes() == data
        except FileNotFoundError:
            return None
        except IsADirectoryError:
            return False

    def _differs(self, source: SourceText, name: str) -> Diagnostic:
        message = f"{self._shown}/{name} has another text of this cable; it was left as it is"
        hint = "compare the two, and remove that file if this one is the better"
        return Diagnostic(Place(source.path), "import-differs", message, hint)


def records_of(paths: Iterable[str]) -> Iterator[Loaded]:
    """Every record of some files and folders, in order."""
    for path in paths:
        if not Path(path).is_dir():
            yield from stream(Path(path), path)
            continue
        for inside in files_below(Path(path), ""):
            yield from stream(Path(path, inside), f"{path.rstrip('/')}/{inside}")


def _named(source: SourceText, record: Loaded) -> tuple[CableId | None, Diagnostic | None]:
    """The id, from what is known without parsing where that is enough; a text that is no cable has none."""
    known = known_id(record.stated, source.path, vocabulary())
    if known:
        return known, None
    cable, told = parse(source, vocabulary(), record.stated)
    return cable.id, next((found for found in told if found.code == "not-a-cable"), None)


def _without_id(source: SourceText) -> Diagnostic:
    message = "neither the text nor a name gives the cable's id, so there is no name to write it to"
    return Diagnostic(
        Place(source.path), "import-without-id", message, "name its file for its id, as in 07ASTANA1848.txt"
    )


def _fingerprint(data: bytes) -> bytes:
    return blake2b(data, digest_size=12).digest()

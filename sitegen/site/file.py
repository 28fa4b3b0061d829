"""One file of the editor's: read, or the reason why not, as a value; or written, whole or not at all."""

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sitegen.cable.stated import NOTHING_STATED, Stated
from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.decode import LARGEST, decode, too_large
from sitegen.source_text import SourceText

_HINTS: Mapping[int, str] = {
    errno.EACCES: "allow yourself to read it: chmod u+r {path}",
    errno.EISDIR: "name the files in it, as in {path}/*.txt",
    errno.ELOOP: "it is a link that leads back to itself; remove it",
}
_MOMENT = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use (FAT)
_GONE_HINT = "was it moved, or is it called otherwise?"
_DANGLING_HINT = "it is a link to a file that is not there"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it was at one moment; `digest` is of its bytes, "" when they could not be had."""

    source: SourceText | None
    diagnostics: tuple[Diagnostic, ...] = ()
    digest: str = ""
    stated: Stated = NOTHING_STATED  # what the container of a record says of it
    withheld: tuple[str, ...] = ()  # the rule of each place where something was; never kept

    @property
    def blank(self) -> bool:
        """There is a file, and nothing in it."""
        return any(found.code == "source-empty" for found in self.diagnostics)


def load(file: Path, path: str) -> Loaded:
    """Read and decode one file; `path` is its name in messages."""
    data, faults = read_data(file, path)
    return Loaded(None, faults) if data is None else load_bytes(data, path)


def read_data(file: Path, path: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of a file that need not be text."""
    try:
        return _read_bytes(file), ()
    except _TooLargeError as error:
        return None, (too_large(error.size, path),)
    except OSError as error:
        return None, (unreadable(file, path, error),)


def load_bytes(data: bytes, path: str) -> Loaded:
    """The same for bytes that came another way (standard input)."""
    source, diagnostics = decode(data, path)
    return Loaded(source, diagnostics, sha256(data).hexdigest())


def write_whole(file: Path, data: bytes) -> None:
    """To a name that nobody reads, then in one step to its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.part")
    draft.write_bytes(data)
    draft.replace(file)


class _TooLargeError(Exception):
    def __init__(self, size: int) -> None:
        self.size = size


def _read_bytes(file: Path) -> bytes:
    size = size_of(file)
    if size >= LARGEST:
        raise _TooLargeError(size)
    return file.read_bytes()


def size_of(file: Path) -> int:
    """Of a regular file; anything else is an OSError."""
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file")
    return status.st_size


def stamp_of(file: str, now: int) -> str:
    """Size and times of a file; "" when they prove nothing: it was written in this very moment, and may be
    once more."""
    try:
        status = os.stat(file)
    except OSError:
        return ""
    if max(status.st_mtime_ns, status.st_ctime_ns) > now - _MOMENT:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def unreadable(file: Path, path: str, error: OSError) -> Diagnostic:
    """Why the system does not give a file."""
    hint = _HINTS.get(error.errno or 0, "").format(path=path)
    if isinstance(error, FileNotFoundError):
        hint = _DANGLING_HINT if file.is_symlink() else _GONE_HINT
    reason = (error.strerror or str(error)).lower().removesuffix(".")
    return Diagnostic(Place(path), "source-unreadable", f"cannot be read: {reason}", hint)

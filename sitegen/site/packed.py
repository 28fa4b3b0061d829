"""Packed files, unpacked with care: never more than an archive of its size honestly holds, never all at once.

An archive from outside may be cut, encrypted, or made to fill a memory: every byte that comes out of one is
counted, against a share that grows with what was packed. Archives within archives are not opened.
"""

import gzip
import os
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.decode import LARGEST, too_large

MOST_PACKED = 200
"""Times. Telegrams pack to a quarter; deflate's own limit, which bombs use, is 1,032."""
ALWAYS_ALLOWED = 10_000_000  # bytes
_ADDED = ("Thumbs.db", "desktop.ini")
_HIDDEN = re.compile(r"\.[^./]")
_PIECE = 1 << 16
_ENCRYPTED = 0x1
_FAULTS = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, struct.error, ValueError)


class UnpackError(Exception):
    """What cannot be unpacked, as a diagnostic."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.message)
        self.found = found


def is_junk(name: str) -> bool:
    """What packing programs add: __MACOSX/, .DS_Store, Thumbs.db."""
    parts = name.split("/")
    return "__MACOSX" in parts or any(_HIDDEN.match(part) for part in parts) or parts[-1] in _ADDED


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Lines of a file; one that is too long comes in several."""
    return iter(partial(file.readline, _PIECE), b"")


def whole(parts: Iterator[bytes], path: str) -> bytes:
    """All the pieces of one record."""
    held, size = [], 0
    for part in parts:
        size += len(part)
        if size >= LARGEST:
            raise UnpackError(too_large(size, path))
        held.append(part)
    return b"".join(held)


@contextmanager
def unpacking(path: str) -> Iterator[None]:
    """What the libraries raise, and the system, becomes a diagnostic at the file or member."""
    try:
        yield
    except _FAULTS as error:
        reason = str(error).rstrip(".") or type(error).__name__
        message = f"cannot be unpacked: {reason[:1].lower()}{reason[1:]}"
        raise UnpackError(_damaged(path, message, "is it whole? Fetch or pack it again")) from error


def gzip_pieces(file: IO[bytes], size: int, path: str) -> Iterator[bytes]:
    """The unpacked lines of a gzip file of so many bytes."""
    with unpacking(path), gzip.GzipFile(fileobj=file) as unpacked:
        yield from _counted(pieces(unpacked), size, path)  # type: ignore[arg-type]


def member_pieces(archive: ZipFile, member: ZipInfo, path: str) -> Iterator[bytes]:
    """The unpacked lines of a member."""
    if member.flag_bits & _ENCRYPTED:
        raise UnpackError(_damaged(path, "is encrypted", "unpack it with its password, and give the files"))
    with unpacking(path), archive.open(member) as unpacked:
        yield from _counted(pieces(unpacked), member.compress_size, path)


def members_of(archive: ZipFile) -> list[tuple[int, ZipInfo]]:
    """Files with their place, in the order of the archive."""
    return [(at, member) for at, member in enumerate(archive.infolist()) if not member.is_dir()]


def opened_zip(file: Path) -> ZipFile:
    """An archive, kept open for the next of its records: its list may have a quarter of a million.

    Each process opens it for itself: two that share one open file would move each other's place in it.
    """
    status = file.stat()
    return _opened(file, os.getpid(), status.st_ino, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=2)
def _opened(file: Path, *_: int) -> ZipFile:
    return ZipFile(file)


def _counted(parts: Iterator[bytes], packed: int, path: str) -> Iterator[bytes]:
    left = max(ALWAYS_ALLOWED, MOST_PACKED * packed)
    for part in parts:
        left -= len(part)
        if left < 0:
            message = (
                f"unpacks to more than {MOST_PACKED} times its size, as no text does; it was left at that"
            )
            raise UnpackError(_damaged(path, message, "it may be made to do harm; ask where it came from"))
        yield part


def _damaged(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Place(path), "archive-damaged", message, hint)

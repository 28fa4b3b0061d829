"""Every text that some published bytes hold, for whoever looks whether one of them must not be there.

A text is given as it stands, and again without what programs write in the place of letters: entities,
escapes of addresses and scripts, tags. Pictures and archives hold texts too. What cannot be looked into is
refused: that nothing is seen in it proves nothing.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from sitegen.form.beside_pixels import beside_pixels
from sitegen.form.markup import without_names_of_markup

_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\}|[nrt])")
_SOFT_END = re.compile(r"=[ \t]*\r?\n")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_ROUNDS = 4  # an entity in a tag in an escape in an address
_BAR = "\0\ua66e\0"  # a letter that is in no name, so that what stands on both sides is not read as one
_RUN = re.compile(rb"[\x20-\x7e\x80-\xff]{3,}")
_WIDE = {
    "utf-16-le": re.compile(rb"(?:[^\x00][\x00-\x06]){3,}"),
    "utf-16-be": re.compile(rb"(?:[\x00-\x06][^\x00]){3,}"),
}
_OPAQUE = (b"%PDF-", b"7z\xbc\xaf'\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_PNG = b"\x89PNG\r\n\x1a\n"
_DEEPEST, _LARGEST = 4, 100_000_000


class OpaqueError(Exception):
    """Bytes that hold something, and it cannot be seen what."""


def texts_in(data: bytes, depth: int = 0) -> Iterator[str]:
    """Every text in them, some of them several times."""
    if depth > _DEEPEST or data.startswith(_OPAQUE):
        raise OpaqueError
    pieces = beside_pixels(data)
    if pieces is None:
        yield from _legible_in(data)
    for inner in (*filter(None, pieces or ()), *_packed_in(data)):
        yield from texts_in(inner, depth + 1)


def views_of(text: str) -> Iterator[str]:
    """A text as it stands, and as it reads to those who undo what programs did to it."""
    yield without_names_of_markup(text, _BAR)
    for _ in range(_ROUNDS):
        plain = unescape(_ESCAPED.sub(_character, text))
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves made whole
        if "%" in plain:
            plain = unquote(plain, errors="replace")
        if "=" in plain:
            plain = _QUOTED.sub(_of_mail, _SOFT_END.sub("", plain))
        if plain != text:
            yield without_names_of_markup(plain, _BAR)
        bare = _TAG.sub("\0", plain)  # no letter: a word may begin or end there
        if bare == text:
            return
        yield bare
        text = bare


def _legible_in(data: bytes) -> Iterator[str]:
    """What can be read in bytes: all of a text, and the legible runs of what is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        yield from views_of(text)
        return
    runs = _RUN.findall(data)
    yield from views_of(_BAR.join(run.decode("utf-8", "replace") for run in runs).replace("\ufffd", _BAR))
    yield from views_of(_BAR.join(run.decode("latin-1") for run in runs))
    for codec, pattern in _WIDE.items():
        yield from views_of(_BAR.join(run.decode(codec, "replace") for run in pattern.findall(data)))


def _packed_in(data: bytes) -> Iterator[bytes]:
    try:
        if data.startswith(b"\x1f\x8b"):
            with gzip.open(BytesIO(data)) as packed:
                yield _within(packed.read(_LARGEST))
        elif data.startswith(b"PK\x03\x04"):
            archive = ZipFile(BytesIO(data))
            for member in archive.infolist():
                yield member.filename.encode("utf-8", "surrogatepass")
                yield member.comment
                with archive.open(member) as packed:
                    yield _within(packed.read(_LARGEST))
        elif data.startswith(_PNG):
            yield from _of_picture(data)
    except (OSError, EOFError, BadZipFile, RuntimeError, NotImplementedError, zlib.error) as error:
        raise OpaqueError from error


def _within(data: bytes) -> bytes:
    if len(data) >= _LARGEST:
        raise OpaqueError
    return data


def _of_picture(data: bytes) -> Iterator[bytes]:
    """The packed remarks of a PNG."""
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + size]
        at += size + 12
        if kind not in (b"zTXt", b"iTXt", b"iCCP"):
            continue
        for start in (match.start() for match in re.finditer(b"x", chunk)):
            try:
                yield zlib.decompressobj().decompress(chunk[start:], _LARGEST)
            except zlib.error:
                continue


def _character(match: re.Match[str]) -> str:
    digits = next(filter(None, match.groups()), "20")  # an escaped line's end is a blank
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else ""


def _of_mail(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("=", "")).decode("utf-8", "replace")

"""Every text that some published bytes hold, for whoever looks whether one of them must not be there.

A text is given as it stands, and again without what programs write in the place of letters: entities,
escapes of addresses and scripts, tags. Pictures and archives hold texts too. What cannot be looked into is
refused: that nothing is seen in it proves nothing.
"""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape
from io import BytesIO
from json import loads
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from sitegen.form.base64_signs import from_base64, runs_of_signs, texts_of_signs
from sitegen.form.beside_pixels import beside_pixels
from sitegen.form.index_text import without_digits
from sitegen.form.markup import without_names_of_markup
from sitegen.form.withheld import Rules

_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\}|[bfnrtv])")
_CALL = re.compile(r'\w+\("[^"]*",(.*)\);\n', re.DOTALL)  # a script that is JSON but for its name
_END = re.compile(r"\\.")
_OCTETS = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")  # begins with a letter, which is found fast
_MAIL = re.compile(r"=(?:[0-9A-F]{2}|[ \t]*\r?\n)(?:=(?:[0-9A-F]{2}|[ \t]*\r?\n))*")
_NO_DIGITS = {ord(it): None for it in "=%"}
_DATA_URI = re.compile(rb"data:[\w/+.;=-]*;base64,([A-Za-z0-9+/_%\s-]+)")
_ROUNDS = 4  # an entity in a tag in an escape in an address
_BAR = "\0\ua66e\0"  # a letter that is in no name, so that what stands on both sides is not read as one
_RUN = re.compile(rb"[\t\r\n\x20-\x7e\x80-\xff]{3,}")
_MARKED = (  # longer marks first
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OF_A_BYTE = ("utf-8", "latin-1", "cp1252", "cp1250", "cp1251", "koi8-r", "cp1256")
_OF_MORE = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
_WIDE = {
    "utf-16-le": re.compile(rb"(?:[^\x00][\x00-\x0e]){3,}"),
    "utf-16-be": re.compile(rb"(?:[\x00-\x0e][^\x00]){3,}"),
}
_OPAQUE = (
    *(b"%PDF-", b"7z\xbc\xaf'\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
    *(b"\x04\x22\x4d\x18", b"\x1f\x9d", b"\x1f\xa0", b"\x5d\0\0"),
)
_OPAQUE_SUFFIXES = (".br", ".lzma", ".lz", ".lz4", ".z", ".zst", ".xz", ".bz2", ".7z", ".rar", ".pdf")
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


def rule_for(texts: Iterable[str], rules: Rules) -> str:
    """The first rule whose words stand in one of them, "" where none's do. What formats write is looked at
    only where there seems to be one: it stands everywhere."""
    seeming = (without_names_of_markup(_without_ends(text), _BAR) for text in texts if rules.hit(text))
    return next(filter(None, map(rules.hit, seeming)), "")


def _without_ends(text: str) -> str:
    """JSON without the letters that mean a line's end: "\\nour" says nothing of Nour. In another text it may,
    as in C:\\nour."""
    call = _CALL.fullmatch(text)
    try:
        loads(call[1] if call else text)
    except (ValueError, RecursionError):
        return text
    return _END.sub(lambda escape: "\0" if escape[0][1] in "bfnrt" else escape[0], text)


def is_packed_otherwise(name: str) -> bool:
    """Whether a file's name says that it is of a kind that is opaque, and often has no mark of its own."""
    return name.lower().endswith(_OPAQUE_SUFFIXES)


def views_of(text: str) -> Iterator[str]:
    """A text as it stands, and as it reads to those who undo what programs did to it."""
    text = without_digits(text, _BAR)
    yield text
    yield from _written_in_base64(text)
    for _ in range(_ROUNDS):
        plain = _undone(text)
        if plain != text:
            yield plain
            yield from _written_in_base64(plain)
        bare = _TAG.sub("\0", plain)  # no letter: a word may begin or end there
        if bare != plain:
            yield bare
        if plain == text:
            return
        text = plain


def _undone(text: str) -> str:
    """Without one layer of escapes: of scripts and of markup, then of addresses, then of mail."""
    if "\\" in text:
        text = _ESCAPED.sub(_character, text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves made whole
    return _MAIL.sub(_of_octets, _OCTETS.sub(_of_octets, unescape(text)))


def _written_in_base64(text: str) -> Iterator[str]:
    if held := [one for signs in runs_of_signs(text) for one in texts_of_signs(signs)]:
        yield from views_of(_BAR.join(held))


def _legible_in(data: bytes) -> Iterator[str]:
    """What can be read in bytes: all of a text, and the legible runs of what is none."""
    with suppress(UnicodeDecodeError):
        if "\0" not in (text := data.decode("utf-8-sig")):
            yield from views_of(text)
            return
    for mark, codec in _MARKED:
        if data.startswith(mark):
            yield from views_of(data.decode(codec, "replace"))
    for codec in _OF_MORE if b"\0" not in data else ():
        with suppress(UnicodeDecodeError):
            yield from views_of(data.decode(codec))
    runs = _RUN.findall(data)
    for codec in _OF_A_BYTE:
        text = _BAR.join(run.decode(codec, "replace") for run in runs)
        yield from views_of(text.replace("\ufffd", _BAR))
    for codec, pattern in _WIDE.items():
        yield from views_of(_BAR.join(run.decode(codec, "replace") for run in pattern.findall(data)))


def _packed_in(data: bytes) -> Iterator[bytes]:
    for run in _DATA_URI.findall(data):
        yield from_base64(re.sub(r"[\s=]", "", unquote(run.decode())))
    try:
        if data.startswith(b"\x1f\x8b"):
            with gzip.open(BytesIO(data)) as packed:
                yield _within(packed.read(_LARGEST))
        elif data.startswith(b"PK\x03\x04"):
            archive = ZipFile(BytesIO(data))
            for member in archive.infolist():
                if is_packed_otherwise(member.filename):
                    raise OpaqueError
                yield member.filename.encode("utf-8", "surrogatepass")
                yield member.comment
                with archive.open(member) as packed:
                    yield _within(packed.read(_LARGEST))
        elif data.startswith(b"x") and int.from_bytes(data[:2], "big") % 31 == 0:
            yield from _inflated(data)
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
        for match in re.finditer(b"x", chunk):
            yield from _inflated(chunk[match.start() :])


def _inflated(data: bytes) -> Iterator[bytes]:
    """What is packed so, if it is."""
    with suppress(zlib.error):
        yield _within(zlib.decompressobj().decompress(data, _LARGEST))


def _character(match: re.Match[str]) -> str:
    digits = next(filter(None, match.groups()), "20")  # an escaped line's end or page's is a blank
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else ""


def _of_octets(match: re.Match[str]) -> str:
    """In UTF-8, also where its first letter or its last was cut in two; else each a letter of Latin-1."""
    data = bytes.fromhex(match[0].translate(_NO_DIGITS))  # blanks it skips itself
    text = data.decode("utf-8", "replace")
    is_other = "\ufffd" in text and text.replace("\ufffd", "").isascii()
    return data.decode("latin-1") if is_other else text

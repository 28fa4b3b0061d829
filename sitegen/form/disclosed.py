"""Every text that some published bytes hold, for whoever looks whether one of them must not be there.

A text is given as it stands, and again without what programs write in the place of letters: entities,
escapes of addresses and scripts, tags. Pictures and archives hold texts too. What cannot be looked into is
refused: that nothing is seen in it proves nothing.
"""

import gzip
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from json import loads
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from sitegen.form.base64_signs import from_base64
from sitegen.form.beside_pixels import beside_pixels
from sitegen.form.layers import BAR, OpaqueError, views_of
from sitegen.form.markup import without_names_of_markup
from sitegen.form.withheld import Rules

_CALL = re.compile(r'\w+\("[^"]*",(.*)\);\n', re.DOTALL)  # a script that is JSON but for its name
_END = re.compile(r"\\.")
_DATA_URI = re.compile(rb"data:[^,<>]{,99}?;base64,([A-Za-z0-9+/_%\s-]+)", re.IGNORECASE)
_MAILED = (b"H4sI", b"UEsDB", b"JVBERi")  # how gzip, zip and PDF begin in base64
_BY_MAIL = re.compile(rb"(?<![A-Za-z0-9+/])(?:%b)[A-Za-z0-9+/\s]{20,}" % b"|".join(_MAILED))
_RUN = re.compile(rb"%b(?:[\x00-\x1f\x7f]{1,2}%b)*" % ((rb"[\t\r\n\x20-\x7e\x80-\xff]{3,}",) * 2))
_MARKED = (  # longer marks first
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OF_A_BYTE = ("utf-8", "latin-1", "cp1252", "cp1250", "cp1251", "koi8-r", "cp1256")
_OF_A_PAGE = (  # what else browsers read
    *("cp1253", "cp1254", "cp1255", "cp1257", "cp1258", "cp866", "cp874", "koi8-u"),
    *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    *("mac-roman", "mac-cyrillic"),
)
_OF_MORE = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
_SHIFTED = ("iso2022_jp_ext", "iso2022_kr")  # all of its bytes are ASCII
_UNMARKED = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_WIDE = {
    "utf-16-le": re.compile(rb"(?:[^\x00][\x00-\x0e]){3,}"),
    "utf-16-be": re.compile(rb"(?:[\x00-\x0e][^\x00]){3,}"),
}
_OPAQUE = (
    *(b"{\\rtf", b"%!PS", b"%PDF-", b"7z\xbc\xaf'\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
    *(b"\x04\x22\x4d\x18", b"\x1f\x9d", b"\x1f\xa0", b"\x5d\0\0"),
    *(b"AT&TFORM", b"ITSF\x03\0", b"MSCF\0\0", b"LZIP\x01", b"PAR1\x15"),
)
_PACKED_WITHIN = re.compile(  # as in a tar, which is no more than a row of files
    rb"%PDF-\d|7z\xbc\xaf'\x1c|Rar!\x1a\x07|\xfd7zXZ\0|BZh[1-9]1AY&SY|PK\x03\x04[\x0a-\x3f]\0|AT&TFORM|BOOKMOBI"
    rb"|\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]",
    re.DOTALL,
)
_OPAQUE_SUFFIXES = (
    *(".br", ".lzma", ".lz", ".lz4", ".z", ".zst", ".xz", ".bz2", ".7z", ".rar"),
    *(".eps", ".pdf", ".ps", ".rtf"),
    *(".azw", ".azw3", ".cab", ".chm", ".djvu", ".jxl", ".mobi", ".parquet", ".swf"),
)
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_UNPACKED = (_GZIP, _ZIP)  # here, and what is in them is looked at
_ZLIB = [  # and how it was packed: for small remarks many programs take a small window
    bytes((window, flags + 31 - ((window << 8) + flags) % 31))
    for window in range(0x08, 0x80, 0x10)
    for flags in (0, 0x40, 0x80, 0xC0)
]
_BEGINS_ZLIB = re.compile(b"|".join(map(re.escape, _ZLIB)))
_PNG = b"\x89PNG\r\n\x1a\n"
_SIZES_AT = 26  # where the head of a file in a zip ends, but for how long its name and what follows it are
_AFTER = 24  # bytes at most that a zip says of a file behind it
_DEEPEST, _LARGEST = 4, 100_000_000
_DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    BadZipFile,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    struct.error,
)
_ASCII = bytes(range(128))
_MOST_FOREIGN = 2_000_000  # bytes that are not ASCII: a film has more, and letters by chance
_PIECE = 500  # letters; there are few layers in so many


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
    seeming = (without_names_of_markup(_without_ends(text), BAR) for text in texts if rules.hit(text))
    return next(filter(None, map(rules.hit, seeming)), "")


def rule_in(text: str, rules: Rules) -> str:
    """The same of one text in all its readings; words that say so, where these have no end."""
    try:
        return rule_for(views_of(text), rules)
    except OpaqueError:
        return "perhaps a rule"


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


def _legible_in(data: bytes) -> Iterator[str]:
    """What can be read in bytes: all of a text, and the legible runs of what is none."""
    with suppress(UnicodeDecodeError):
        if "\0" not in (text := data.decode("utf-8-sig")):
            yield from views_of(text)
            for codec in _SHIFTED if "\x1b" in text else ():
                yield from views_of(data.decode(codec, "replace"))
            return
    if not data.startswith(_UNPACKED) and _PACKED_WITHIN.search(data):
        raise OpaqueError
    for mark, codec in _MARKED:
        if data.startswith(mark):
            yield from views_of(data.decode(codec, "replace"))
    is_page = b"\0" not in data
    for codec in _OF_MORE if is_page else _UNMARKED:
        with suppress(UnicodeDecodeError):
            yield from views_of(data.decode(codec))
    for text in _runs_in(data, is_page=is_page):
        yield from views_of(text)


def _runs_in(data: bytes, *, is_page: bool) -> Iterator[str]:
    if not is_page and len(data.translate(None, _ASCII)) > _MOST_FOREIGN:
        raise OpaqueError
    runs = _RUN.findall(data)
    for codec in (*_OF_A_BYTE, *_OF_A_PAGE) if is_page else _OF_A_BYTE:
        yield from _in_pieces(run.decode(codec, "replace").replace("\ufffd", BAR) for run in runs)
    for codec, pattern in _WIDE.items():
        yield from _in_pieces(run.decode(codec, "replace") for run in pattern.findall(data))


def _in_pieces(runs: Iterable[str]) -> Iterator[str]:
    """Some runs at a time, for none is read as one with another. A font has by chance signs of every layer,
    and all of it together would have readings without end."""
    piece: list[str] = []
    size = 0
    for run in runs:
        piece.append(run)
        size += len(run)
        if size >= _PIECE:
            yield BAR.join(piece)
            piece, size = [], 0
    yield BAR.join(piece)


def _packed_in(data: bytes) -> Iterator[bytes]:
    by_mail = _BY_MAIL.findall(data) if any(mark in data for mark in _MAILED) else ()
    for run in (*_DATA_URI.findall(data), *by_mail):
        yield from_base64(re.sub(r"[\s=]", "", unquote(run.decode())))
    try:
        if data.startswith(_GZIP):
            with gzip.open(BytesIO(data)) as packed:
                yield _within(packed.read(_LARGEST))
        elif data.startswith(_ZIP):
            archive = ZipFile(BytesIO(data))
            if archive.start_dir > _told_of(archive, data):
                raise OpaqueError
            for member in archive.infolist():
                if is_packed_otherwise(member.filename):
                    raise OpaqueError
                yield member.filename.encode("utf-8", "surrogatepass")
                yield member.comment
                with archive.open(member) as packed:
                    yield _within(packed.read(_LARGEST))
        elif _BEGINS_ZLIB.match(data):
            yield from _inflated(data)
        elif data.startswith(_PNG):
            yield from _of_picture(data)
    except _DAMAGED as error:
        raise OpaqueError from error


def _told_of(archive: ZipFile, data: bytes) -> int:
    """How many bytes the files take that an archive tells of: of two in a row it is the last that does."""
    size = 0
    for member in archive.infolist():
        name, extra = struct.unpack_from("<HH", data, member.header_offset + _SIZES_AT)
        size += _SIZES_AT + 4 + name + extra
        size += member.compress_size + (_AFTER if member.flag_bits & 8 else 0)
    return size


def _within(data: bytes) -> bytes:
    if len(data) >= _LARGEST:
        raise OpaqueError
    return data


def _of_picture(data: bytes) -> Iterator[bytes]:
    """The packed remarks of a PNG."""
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = memoryview(data)[at + 8 : at + 8 + size]
        at += size + 12
        if kind not in (b"zTXt", b"iTXt", b"iCCP"):
            continue
        for match in _BEGINS_ZLIB.finditer(chunk):
            yield from _inflated(chunk[match.start() :])


def _inflated(data: bytes | memoryview) -> Iterator[bytes]:
    """What is packed so, if it is."""
    with suppress(zlib.error):
        yield _within(zlib.decompressobj().decompress(data, _LARGEST))

"""What a picture's file holds beside its pixels: in these, three letters stand somewhere by chance.

Only a file that is whole, part for part, is taken apart; a part of a kind that is not known is no pixels.
"""

import re
from collections.abc import Iterator

_JPEG, _PNG, _GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")
_SCAN = 0xDA
_CODING = {*range(0xC0, 0xD0), _SCAN, 0xDB, 0xDD}  # frames, tables, and how scans are read
_SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_CHUNKS_OF_PIXELS = {b"IDAT", b"fdAT", b"PLTE", b"VP8 ", b"VP8L", b"ALPH"}


class _NoPictureError(Exception):
    """It is not as its format says."""


def beside_pixels(data: bytes) -> list[bytes] | None:
    """All of a picture but its pixels, and what follows its end; None when it is no whole picture."""
    try:
        if data.startswith(_JPEG):
            return list(_of_jpeg(data))
        if data.startswith(_PNG):
            return list(_of_png(data))
        if data.startswith(_GIF):
            return list(_of_gif(data))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return list(_of_webp(data))
    except (_NoPictureError, IndexError):
        pass
    return None


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while (kind := _marker(data, at)) != 0xD9:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + size
        if size < 2 or end > len(data):
            raise _NoPictureError
        if kind not in _CODING:
            segment = data[at + 4 : end]
            small = segment.find(_JPEG) % (len(segment) + 1)  # the same picture in small, or the end
            yield segment[:small]
            yield segment[small:]
        at = _end_of_scan(data, end) if kind == _SCAN else end
    yield data[at + 2 :]


def _marker(data: bytes, at: int) -> int:
    if data[at] != 0xFF:
        raise _NoPictureError
    return data[at + 1]


def _end_of_scan(data: bytes, at: int) -> int:
    if (found := _SCAN_ENDS.search(data, at)) is None:
        raise _NoPictureError
    return found.start()


def _of_png(data: bytes) -> Iterator[bytes]:
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            raise _NoPictureError
        if kind not in _CHUNKS_OF_PIXELS:
            yield data[at + 8 : at + 8 + size]
        at += 12 + size
    yield data[at:]


def _of_gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _palette(data[10])
    while (kind := data[at]) != 0x3B:
        if kind == 0x2C:
            at = _blocks(data, at + 11 + _palette(data[at + 9]))[0]
        elif kind == 0x21:
            end, said = _blocks(data, at + 2)
            yield from (data[at:end], said)  # some programs mean the sizes of blocks to be read, too
            at = end
        else:
            raise _NoPictureError
    yield data[at + 1 :]


def _palette(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> tuple[int, bytes]:
    """Where some blocks end, and what they say together."""
    said: list[bytes] = []
    while size := data[at]:
        said.append(data[at + 1 : at + 1 + size])
        at += 1 + size
    return at + 1, b"".join(said)


def _of_webp(data: bytes) -> Iterator[bytes]:
    end = 8 + int.from_bytes(data[4:8], "little")
    yield from _of_riff(data, 12, end)
    yield data[end:]


def _of_riff(data: bytes, at: int, end: int) -> Iterator[bytes]:
    if end > len(data):
        raise _NoPictureError
    while at < end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        after = at + 8 + size + size % 2
        if kind == b"ANMF":
            yield from _of_riff(data, at + 24, after)
        elif kind not in _CHUNKS_OF_PIXELS:
            yield data[at + 8 : after]
        at = after
    if at != end:
        raise _NoPictureError

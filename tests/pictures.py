"""The smallest whole pictures of each kind that is published, made as their formats say."""

import struct
import zlib


def png(width: int, height: int, shade: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def jpeg(width: int, height: int, turned: bool = False, tags: bytes = b"") -> bytes:
    """Its header; `turned`: the camera was held upright, and says so in its Exif."""
    tags = tags or (turned and exif_tags((0x0112, 3, 1, struct.pack(">HH", 6, 0)))) or b""
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + tags
    told = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif if tags else b""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    return b"\xff\xd8" + told + b"\xff\xc0" + frame + b"\xff\xd9"


def exif_tags(*entries: tuple[int, int, int, bytes]) -> bytes:
    """A folder of Exif: tag, type, count, and the value in four bytes."""
    rows = b"".join(struct.pack(">HHI", *entry[:3]) + entry[3] for entry in entries)
    return struct.pack(">H", len(entries)) + rows + b"\0\0\0\0"


def webp(width: int, height: int) -> bytes:
    body = b"VP8X" + struct.pack("<IB3x", 10, 0) + (width - 1).to_bytes(3, "little")
    body += (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body

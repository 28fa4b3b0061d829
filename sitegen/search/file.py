"""What stands in a file of the index, as text; and the few signs by which it is known."""

from json import JSONEncoder
from zlib import crc32

from sitegen.search.digits import SIGNS

_PRINT = 4  # signs of a fingerprint


said = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Plain data as JSON, with no blank too many."""


def called_with(path: str, text: str) -> str:
    """A file of data, which is JSON already, as a script: one call, with the file's own name and the data."""
    return f"sitegenFound({said(path.removesuffix('.js'))},{text});\n"


def fingerprint(text: str) -> str:
    """Four signs that another text would hardly have: the first six bits of its CRC-32, and so on."""
    check = crc32(text.encode("utf-8", "surrogatepass"))
    return "".join(SIGNS[check >> 6 * at & 63] for at in range(_PRINT))

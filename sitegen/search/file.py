"""What stands in a file of the index, as text; and the few signs by which it is known."""

import json
from zlib import crc32

from sitegen.search.digits import SIGNS

_PRINT = 4  # signs of a fingerprint


def said(data: object) -> str:
    """Plain data as JSON, with no blank too many."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """Four signs that another text would hardly have: the first six bits of its CRC-32, and so on."""
    check = crc32(text.encode("utf-8", "surrogatepass"))
    return "".join(SIGNS[check >> 6 * at & 63] for at in range(_PRINT))

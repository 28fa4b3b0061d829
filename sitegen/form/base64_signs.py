"""What may be written in base64 within a text, wherever among its signs it begins and ends."""

import re
from binascii import a2b_base64
from collections.abc import Iterator
from functools import lru_cache

_SIGN = "[A-Za-z0-9+/_-]"
_LONG = re.compile(rf"{_SIGN}{{16,}}(?:\s{{1,3}}{_SIGN}{{4,}})*")  # over lines, too
_SHORT = re.compile(rf"{_SIGN}+\Z")
_KINDS = bytes(ord("a" if re.match(_SIGN, chr(it)) else "=" if chr(it) == "=" else " ") for it in range(256))
_OF_LONG = b"a" * 16
_FILLED = re.compile(  # a number of signs that needs it; what a text is looked through for is its first sign
    b"=(?:%b)"
    % b"|".join(
        b"(?<=(?<!a)a{%d}=)%b" % (size, b"(?==)" if size % 4 == 2 else b"") for size in (6, 7, 10, 11, 14, 15)
    )
)
_OF_ADDRESSES = str.maketrans("-_", "+/")
_LEGIBLE = {  # too long to be so by chance
    "utf-8": re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}){10,}"),
    "utf-16-le": re.compile(rb"(?:[^\x00][\x00-\x0e]){5,}"),
    "utf-16-be": re.compile(rb"(?:[\x00-\x0e][^\x00]){5,}"),
}
_BETWEEN = b"\xff\xff"  # in no legible text


def runs_of_signs(text: str) -> Iterator[str]:
    """All that may be base64, for it is long or filled up. Most texts have little of it, and are quickly
    looked through by the kinds of their characters."""
    kinds = text.encode("ascii", "replace").translate(_KINDS)
    at = 0
    while (at := kinds.find(_OF_LONG, at)) >= 0 and (run := _LONG.match(text, at)):
        yield "".join(run[0].split())
        at = run.end()
    for filling in _FILLED.finditer(kinds):
        if run := _SHORT.search(text[max(0, filling.start() - len(_OF_LONG)) : filling.start()]):
            yield run[0]


@lru_cache(maxsize=1 << 12)  # most are addresses that stand on all pages
def texts_of_signs(signs: str) -> tuple[str, ...]:
    """What is legible in them. Other signs may stand before many that are base64, and behind them."""
    whole = _whole_text(from_base64(signs))
    if len(signs) < len(_OF_LONG):
        return whole
    data = _BETWEEN.join(from_base64(signs[before:]) for before in range(4))
    runs = ((codec, run) for codec, legible in _LEGIBLE.items() for run in legible.findall(data))
    return (*whole, *(run.decode(codec, "replace") for codec, run in runs))


def _whole_text(data: bytes) -> tuple[str, ...]:
    try:
        return (data.decode(),)
    except UnicodeDecodeError:
        return ()


def from_base64(signs: str) -> bytes:
    """The bytes that some signs of it mean, of its both alphabets; they need not be filled up."""
    whole = signs.translate(_OF_ADDRESSES)[: len(signs) - (len(signs) % 4 == 1)]
    return a2b_base64(whole + "=" * (-len(whole) % 4))

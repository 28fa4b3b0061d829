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
_FILLED = re.compile(  # up to a multiple of four; what a text is looked through for is its first letter
    b"=(?:%b)"
    % b"|".join(
        b"(?<=(?<!a)a{%d}=)%b" % (size, b"(?==)" if size % 4 == 2 else b"") for size in (6, 7, 10, 11, 14, 15)
    )
)
_OF_ADDRESSES = str.maketrans("-_", "+/")
_LETTER = rb"[\t\n\r\x20-\x7e]"
_FOREIGN = rb"[\xc2-\xf4][\x80-\xbf]{1,3}"
_UTF_8 = re.compile(  # so many letters stand there by no chance; fewer of those that are several bytes
    rb"(?<!%b)(?:%b|%b){12,}|(?:%b[ .-]?){4,}" % (_LETTER, _LETTER, _FOREIGN, _FOREIGN)
)
_UTF_16 = re.compile(rb"[\x00-\x0e](?:[^\x00][\x00-\x0e]){4,}")  # the higher byte of each letter
_OFTEN = 256  # signs: more are no address
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


def texts_of_signs(signs: str) -> tuple[str, ...]:
    """What is legible in them. Other signs may stand before many that are base64, and behind them."""
    return _seen(signs) if len(signs) < _OFTEN else _texts_of(signs)


def _texts_of(signs: str) -> tuple[str, ...]:
    whole = _whole_text(from_base64(signs))
    if len(signs) < len(_OF_LONG):
        return whole
    data = _BETWEEN.join((b"", *(from_base64(signs[before:]) for before in range(4)), b""))
    return (*whole, *_legible_in(data))


def _legible_in(data: bytes) -> Iterator[str]:
    for run in _UTF_8.findall(data):
        yield run.decode("utf-8", "replace")
    for high in _UTF_16.finditer(data):
        yield data[high.start() - 1 : high.end()].decode("utf-16-le", "replace")
        yield data[high.start() : high.end() + 1].decode("utf-16-be", "replace")


_seen = lru_cache(maxsize=1 << 15)(_texts_of)  # most are addresses that stand on many pages


def _whole_text(data: bytes) -> tuple[str, ...]:
    try:
        return (data.decode(),)
    except UnicodeDecodeError:
        return ()


def from_base64(signs: str) -> bytes:
    """The bytes that some signs of it mean, of its both alphabets; they need not be filled up."""
    whole = signs.translate(_OF_ADDRESSES)[: len(signs) - (len(signs) % 4 == 1)]
    return a2b_base64(whole + "=" * (-len(whole) % 4))

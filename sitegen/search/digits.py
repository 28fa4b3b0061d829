"""Rows of numbers as text that needs no escaping, and that gzip packs well.

A number is written in digits of five bits, the lowest first; a digit that another follows is marked by 32.
The signs are those of base64url.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BITS, _MORE = 5, 32


def written(numbers: Iterable[int]) -> str:
    """A few numbers."""
    signs: list[str] = []
    for number in numbers:
        while number >= _MORE:
            signs.append(SIGNS[number % _MORE + _MORE])
            number >>= _BITS
        signs.append(SIGNS[number])
    return "".join(signs)


def written_row(numbers: "NDArray[np.int64]") -> "tuple[str, NDArray[np.int64]]":
    """Very many numbers, and where each begins in the text; the last entry is where it ends."""
    import numpy as np

    sizes = np.ones(len(numbers), np.int64)
    left = numbers >> _BITS
    while left.any():
        sizes += left > 0
        left >>= _BITS
    places = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(sizes, out=places[1:])
    digits = np.empty(int(places[-1]), np.uint8)
    at, left, which = places[:-1], numbers, sizes
    while len(at):
        more = which > 1
        digits[at] = left % _MORE + _MORE * more
        at, left, which = at[more] + 1, left[more] >> _BITS, which[more] - 1
    return np.frombuffer(SIGNS.encode(), np.uint8)[digits].tobytes().decode(), places

"""Rows of numbers as text that needs no escaping, and that gzip packs well.

A number is written in digits of five bits, the lowest first; a digit that another follows is marked by 32.
The signs are those of base64url.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

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


def written_levels(levels: "NDArray[np.integer[Any]]") -> str:
    """Numbers below four, three to a sign, the lowest first."""
    import numpy as np

    threes = np.pad(levels, (0, -len(levels) % 3)).reshape(-1, 3)
    digits = threes[:, 0] | threes[:, 1] << 2 | threes[:, 2] << 4
    signs: bytes = np.frombuffer(SIGNS.encode(), np.uint8)[digits].tobytes()
    return signs.decode()


def written_row(numbers: "NDArray[np.integer[Any]]") -> "tuple[str, NDArray[np.int64]]":
    """Very many numbers, and where each begins in the text; the last entry is where it ends."""
    import numpy as np

    # Each round writes one digit of all that are not at their end: nearly all are after the first.
    left, which = numbers, np.arange(len(numbers))
    sizes = np.ones(len(numbers), np.int8)
    rounds = []
    while len(left):
        more = left >= _MORE
        rounds.append((which, (left & _MORE - 1 | more * _MORE).astype(np.uint8)))
        which, left = which[more], left[more] >> _BITS
        sizes[which] += 1
    places = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(sizes, out=places[1:])
    digits = np.empty(int(places[-1]), np.uint8)
    for nth, (which, digit) in enumerate(rounds):
        digits[places[which] + nth] = digit
    return np.frombuffer(SIGNS.encode(), np.uint8)[digits].tobytes().decode(), places

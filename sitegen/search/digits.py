"""Rows of numbers as text that needs no escaping, and that gzip packs well.

A number is written in digits of five bits, the lowest first; a digit that another follows is marked by 32.
The signs are those of base64url.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

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


def sizes_of(numbers: "NDArray[np.integer[Any]]") -> "NDArray[np.int8]":
    """How many digits each of very many numbers has."""
    import numpy as np

    sizes = np.ones(len(numbers), np.int8)
    most, least = int(numbers.max(initial=0)), _MORE
    while least <= most:
        sizes += numbers >= least
        least <<= _BITS
    return sizes


def write(
    numbers: "NDArray[np.integer[Any]]",
    sizes: "NDArray[np.int8]",
    text: "NDArray[Any]",
    places: "NDArray[np.int64]",
) -> None:
    """Very many numbers into a text, each from its place on."""
    import numpy as np

    signs = np.frombuffer(SIGNS.encode(), np.uint8)
    left = numbers
    for nth in range(1, int(sizes.max(initial=0)) + 1):  # a digit of all that are not at their end
        more = sizes > nth
        text[places] = signs.take(left & _MORE - 1 | more * np.int8(_MORE))
        (some,) = more.nonzero()  # to take by number is many times as fast as by truth
        left, sizes, places = left.take(some) >> _BITS, sizes.take(some), places.take(some) + 1


def written_row(numbers: "NDArray[np.integer[Any]]") -> "tuple[str, NDArray[np.int64]]":
    """Very many numbers, and where each begins in the text; the last entry is where it ends."""
    import numpy as np

    sizes = sizes_of(numbers)
    places = ends_of(sizes)
    text = np.empty(int(places[-1]), np.uint8)
    write(numbers, sizes, text, places[:-1])
    return text.tobytes().decode(), places


def ends_of(sizes: "ArrayLike") -> "NDArray[np.int64]":
    """Where each of some things that follow one another begins, and where the last ends."""
    import numpy as np

    return np.append(np.int64(0), np.cumsum(sizes, dtype=np.int64))

"""The words of a block as numbers. They are millions, so that nothing is made of Python for each: equal ones
are brought together first, and then each of the different ones is looked at."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.terms import term_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PIECE = 1 << 20  # characters that are parted together: what a processor has at hand
_EIGHT = 8  # letters that are one number
_ALL = (1 << 64) - 1
_FACTORS = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F  # of a hash: odd, with ones and noughts in no order
_MASKS = [_ALL << 8 * (_EIGHT - size) & _ALL for size in range(_EIGHT + 1)]


class Tokens(NamedTuple):
    """Every word of some documents."""

    terms: list[str]  # in order
    ranks: "NDArray[np.int32]"  # of each word, the number of its term; -1 of a stop word
    lengths: "NDArray[np.int64]"  # words of each passage, with its heading's
    headings: "NDArray[np.int64]"  # how many of them are its heading's


class _Letters(NamedTuple):
    """Of each of some words its first eight letters and the next, as numbers: no other word has both.
    The few that are longer are numbered instead; no number of letters is as small."""

    first: "NDArray[np.uint64]"
    second: "NDArray[np.uint64]"

    def take(self, places: "NDArray[np.int64]") -> "_Letters":
        return _Letters(self.first.take(places), self.second.take(places))


class _Piece(NamedTuple):
    """The words of a text."""

    different: _Letters
    numbers: "NDArray[np.int32]"  # of each word: which of them it is
    lengths: "NDArray[np.int64]"  # as those of tokens
    headings: "NDArray[np.int64]"


def tokens_of(documents: Iterable[bytes]) -> Tokens:
    """The words of documents as `sitegen.search.words.words_of` gives them."""
    import numpy as np

    long: dict[bytes, int] = {}
    pieces = [_piece(text, long) for text in _pieces(documents)]
    letters = _Letters(*map(np.concatenate, zip(*(one.different for one in pieces), strict=True)))
    places, numbers = _told_apart(letters)
    terms, found = _ranked(_written(letters.take(places), long))
    ranks = np.split(found.take(numbers), np.cumsum([len(one.different.first) for one in pieces])[:-1])
    return Tokens(
        terms,
        np.concatenate([each.take(one.numbers) for one, each in zip(pieces, ranks, strict=True)]),
        np.concatenate([one.lengths for one in pieces]),
        np.concatenate([one.headings for one in pieces]),
    )


def _pieces(documents: Iterable[bytes]) -> Iterator[bytes]:
    """Documents together, until they are large enough."""
    held: list[bytes] = []
    size = 0
    for one in documents:
        held.append(one)
        size += len(one)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _piece(text: bytes, long: dict[bytes, int]) -> _Piece:
    import numpy as np

    after = 2 * _EIGHT - (len(text) + 1) % _EIGHT  # so that eight can be taken anywhere
    text = b" %b%b" % (text, b" " * after)
    signs = np.frombuffer(text, np.uint8)
    is_letter = signs > ord(" ")
    (edges,) = np.nonzero(is_letter[1:] != is_letter[:-1])
    edges += 1
    starts, ends = edges[::2], edges[1::2]
    letters = _letters_of(text, starts, ends, long)
    places, numbers = _told_apart(letters)
    (marks,) = np.nonzero(signs < ord(" "))  # of a heading, of its passage, and so on
    before = np.searchsorted(starts, marks)
    headings, passages = before[::2], before[1::2]
    begins = np.append(0, passages)[:-1]
    return _Piece(letters.take(places), numbers, passages - begins, headings - begins)


def _letters_of(
    text: bytes, starts: "NDArray[np.int64]", ends: "NDArray[np.int64]", long: dict[bytes, int]
) -> _Letters:
    import numpy as np

    eights = np.frombuffer(text, ">u8").astype(np.uint64)
    sizes = ends - starts
    first, second = _eight(eights, starts, sizes), np.zeros(len(starts), np.uint64)
    (some,) = np.nonzero(sizes > _EIGHT)
    second[some] = _eight(eights, starts.take(some) + _EIGHT, sizes.take(some) - _EIGHT)
    (some,) = np.nonzero(sizes > 2 * _EIGHT)
    spans = zip(starts.take(some).tolist(), ends.take(some).tolist(), strict=True)
    first[some] = [long.setdefault(text[start:end], len(long) + 1) for start, end in spans]
    return _Letters(first, second)


def _eight(
    eights: "NDArray[np.uint64]", starts: "NDArray[np.int64]", sizes: "NDArray[np.int64]"
) -> "NDArray[np.uint64]":
    """The letters from each place on, as many as there are and eight at the most."""
    import numpy as np

    at = starts >> 3
    bits = ((starts & 7) << 3).view(np.uint64)
    found = eights.take(at) << bits
    found |= eights.take(at + 1) >> (np.uint64(64) - bits)  # by 64, NumPy leaves nothing
    found &= np.array(_MASKS, np.uint64).take(np.minimum(sizes, _EIGHT))
    return found


def _told_apart(letters: _Letters) -> "tuple[NDArray[np.int64], NDArray[np.int32]]":
    """The place of one of each of the different words; and of each word, the number of its like among them.

    A hash of a word and its place are one number, and are sorted in a quarter of the time that its letters
    would take. Of different words that have one hash some may come more than once, which does no harm."""
    import numpy as np

    places = np.arange(len(letters.first), dtype=np.uint64)
    bits = np.uint64(len(places).bit_length())
    keys = letters.first * np.uint64(_FACTORS[0]) + letters.second * np.uint64(_FACTORS[1])
    keys >>= bits
    keys <<= bits
    keys |= places
    keys.sort()
    keys &= (np.uint64(1) << bits) - np.uint64(1)
    order = keys.view(np.int64)
    first, second = letters.take(order)
    differ = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    (news,) = np.nonzero(np.append(len(order) > 0, differ))
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.repeat(np.arange(len(news)), np.diff(news, append=len(order)))
    return order.take(news), numbers


def _written(letters: _Letters, long: dict[bytes, int]) -> list[str]:
    """The words that have these letters."""
    import numpy as np

    words: list[bytes] = np.stack(letters, axis=1).astype(">u8").view(f"S{2 * _EIGHT}")[:, 0].tolist()
    spelt = [*long]
    for at in np.nonzero(letters.first <= len(long))[0].tolist():
        words[at] = spelt[int(letters.first[at]) - 1]
    return b" ".join(words).decode().split()


def _ranked(words: list[str]) -> "tuple[list[str], NDArray[np.int32]]":
    """Their terms in order; and of each word the place of its term among them, -1 of a stop word."""
    import numpy as np

    first: dict[str, int] = {}
    numbers = np.fromiter(map(first.setdefault, map(term_of, words), count()), np.int32, len(words))
    terms = _in_order([term for term in first if term])
    ranks = np.full(len(words), -1, np.int32)
    ranks[np.fromiter(map(first.__getitem__, terms), np.int32, len(terms))] = np.arange(len(terms))
    return terms, ranks.take(numbers)


def _in_order(terms: list[str]) -> list[str]:
    """As a script of a page compares texts: by units of UTF-16. Nearly always that is by code points."""
    if "".join(terms).isascii():
        return sorted(terms)
    return sorted(terms, key=lambda term: term.encode("utf-16-be"))

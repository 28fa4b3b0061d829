"""The words of a block as numbers. They are millions, so that nothing is made of Python for each: equal ones
are brought together first, and then each of the different ones is looked at.

Words are compared by their bytes as UTF-8. Few have more than sixteen; where many have, as in Russian or
Chinese, a block takes the time of a dictionary that is asked for each."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.digits import ends_of
from sitegen.search.terms import term_of
from sitegen.search.words import HEADING_END, PASSAGE_END

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PIECE = 1 << 19  # bytes that are read together: what a processor has at hand
_EIGHT = 8  # bytes that are one number, the first the lowest
_MASKS = [(1 << 8 * size) - 1 for size in range(_EIGHT + 1)]
_FACTORS = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F  # of a hash: odd, with ones and noughts in no order


class Tokens(NamedTuple):
    """Every word of some documents."""

    terms: list[str]  # in order
    ranks: "NDArray[np.int32]"  # of each word, the number of its term; -1 of a stop word
    lengths: "NDArray[np.int64]"  # words of each passage, with its heading's
    headings: "NDArray[np.int64]"  # how many of them are its heading's


class _Spelling(NamedTuple):
    """Of each of some words two numbers, which together are its alone: its first eight bytes and the next,
    filled up with noughts. A longer word has a number of its own for its head, shifted by a byte: no word
    begins with nought."""

    head: "NDArray[np.uint64]"
    tail: "NDArray[np.uint64]"

    def take(self, places: "NDArray[np.int64]") -> "_Spelling":
        return _Spelling(self.head.take(places), self.tail.take(places))


class _Piece(NamedTuple):
    """The words of a text."""

    different: _Spelling
    numbers: "NDArray[np.int32]"  # of each word: which of them it is
    lengths: "NDArray[np.int64]"  # as those of tokens
    headings: "NDArray[np.int64]"


def tokens_of(documents: Iterable[bytes]) -> Tokens:
    """The words of documents, as `sitegen.search.words.Words` has them."""
    import numpy as np

    long: dict[bytes, int] = {}  # a number for each long word, of all pieces: they fill it as they are read
    pieces = [_read(text, long) for text in _together(documents)]
    spellings = _Spelling(*map(np.concatenate, zip(*(one.different for one in pieces), strict=True)))
    places, numbers = _told_apart(spellings)
    different = spellings.take(places)
    # Nearly in order, terms are sorted in less time. How equal heads are left shows nowhere: terms differ.
    order = different.head.byteswap().argsort()
    terms, found = _ranked(_written(different.take(order), long))
    ranks = np.empty(len(order), np.int32)
    ranks[order] = found
    parts = np.split(ranks.take(numbers), ends_of([len(one.different.head) for one in pieces])[1:-1])
    return Tokens(
        terms,
        np.concatenate([part.take(one.numbers) for one, part in zip(pieces, parts, strict=True)]),
        np.concatenate([one.lengths for one in pieces]),
        np.concatenate([one.headings for one in pieces]),
    )


def _together(documents: Iterable[bytes]) -> Iterator[bytes]:
    """Documents, until they are long enough."""
    held: list[bytes] = []
    size = 0
    for one in documents:
        held.append(one)
        size += len(one)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _read(text: bytes, long: dict[bytes, int]) -> _Piece:
    import numpy as np

    text = b" %b%b" % (text, b" " * _EIGHT)  # so that every word has an edge, and eight bytes can be taken
    signs = np.frombuffer(text, np.uint8)
    is_letter = signs > ord(" ")
    (edges,) = np.nonzero(is_letter[1:] != is_letter[:-1])
    edges += 1
    starts, ends = edges[::2], edges[1::2]
    spellings = _spelt(text, starts, ends, long)
    places, numbers = _told_apart(spellings)
    headings, passages = (
        np.searchsorted(starts, np.nonzero(signs == ord(end))[0]) for end in (HEADING_END, PASSAGE_END)
    )
    begins = np.append(0, passages)[:-1]
    return _Piece(spellings.take(places), numbers, passages - begins, headings - begins)


def _spelt(
    text: bytes, starts: "NDArray[np.int64]", ends: "NDArray[np.int64]", long: dict[bytes, int]
) -> _Spelling:
    import numpy as np

    eights: NDArray[np.uint64] = np.ndarray(len(text) - _EIGHT + 1, "<u8", text, strides=(1,))
    masks = np.array(_MASKS, np.uint64)
    sizes = ends - starts
    head, tail = eights[starts] & masks.take(sizes, mode="clip"), np.zeros(len(starts), np.uint64)
    (some,) = np.nonzero(sizes > _EIGHT)
    tail[some] = eights[starts[some] + _EIGHT] & masks.take(sizes[some] - _EIGHT, mode="clip")
    (some,) = np.nonzero(sizes > 2 * _EIGHT)
    spans = zip(starts[some].tolist(), ends[some].tolist(), strict=True)
    head[some] = [long.setdefault(text[start:end], len(long) + 1) << 8 for start, end in spans]
    return _Spelling(head, tail)


def _told_apart(spellings: _Spelling) -> "tuple[NDArray[np.int64], NDArray[np.int32]]":
    """The place of one of each of the different words; and of each word, the number of its like among them.

    A hash of a word and its place are one number, and are sorted in a quarter of the time that its spelling
    would take. Of different words that have one hash some may come more than once, which does no harm:
    `_ranked` brings them together by their terms."""
    import numpy as np

    places = np.arange(len(spellings.head), dtype=np.uint64)
    mask = np.uint64((1 << len(places).bit_length()) - 1)
    keys = spellings.head * np.uint64(_FACTORS[0]) + spellings.tail * np.uint64(_FACTORS[1])
    keys &= ~mask
    keys |= places
    keys.sort()
    keys &= mask
    order = keys.view(np.int64)
    head, tail = spellings.take(order)
    differ = (head[1:] != head[:-1]) | (tail[1:] != tail[:-1])
    (news,) = np.nonzero(np.append(len(order) > 0, differ))
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.repeat(np.arange(len(news)), np.diff(news, append=len(order)))
    return order.take(news), numbers


def _written(spellings: _Spelling, long: dict[bytes, int]) -> list[str]:
    """The words that are spelt so."""
    import numpy as np

    both = np.stack(spellings, axis=1).astype("<u8")
    words: list[bytes] = both.view(f"S{2 * _EIGHT}")[:, 0].tolist()  # without the noughts behind them
    of_long = [*long]
    for at in np.nonzero(spellings.head & np.uint64(255) == 0)[0].tolist():
        words[at] = of_long[(int(spellings.head[at]) >> 8) - 1]
    return b" ".join(words).decode().split()  # in a fraction of the time of decoding each


def _ranked(words: list[str]) -> "tuple[list[str], NDArray[np.int32]]":
    """Their terms in order; and of each word the place of its term among them, -1 of a stop word."""
    import numpy as np

    first: dict[str, int] = {}  # of each term, the first of the words that have it
    numbers = np.fromiter(map(first.setdefault, map(term_of, words), count()), np.int32, len(words))
    first.pop("", None)
    terms, given = [*first], np.fromiter(first.values(), np.int32, len(first))
    order = _order_of(terms)
    ranks = np.full(len(words), -1, np.int32)
    ranks[given.take(order)] = np.arange(len(terms))
    return [terms[at] for at in order], ranks.take(numbers)


def _order_of(terms: list[str]) -> list[int]:
    """As a script of a page compares texts: by units of UTF-16. Nearly always that is by code points."""
    if not "".join(terms).isascii():
        terms = [term.encode("utf-16-be").decode("latin-1") for term in terms]  # the bytes, as texts
    return sorted(range(len(terms)), key=terms.__getitem__)

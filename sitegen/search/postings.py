"""Where each term of a block stands, and how much it says there: its lines in the shards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.digits import written_row
from sitegen.search.terms import term_of
from sitegen.search.words import Words, unpacked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# BM25, with a length of the passage that stands for the middle one: no document changes another's weight.
_K, _B, _USUAL = 1.2, 0.6, 100
_HEADING, _FIRST = 2.0, 3.0  # how often a word of a heading, of the first passage, counts
STEPS = 15  # of a weight
_AT_ONCE = 1 << 20  # words whose rows are made together
_APART = 16  # places between a heading and its text: no phrase goes over them
_ROOM = 8  # numbers of units are given to a document by so many


@dataclass(frozen=True, slots=True)
class _Rows:
    """The postings of some terms as text: of each term, where its stretch of each text begins."""

    terms: list[str]
    units: str
    unit_places: list[int]
    weights: str
    weight_places: list[int]
    positions: str
    position_places: list[int]


def room_of(words: Words) -> int:
    """How many numbers it takes for its units: a paragraph more leaves those of the next as they are."""
    return -(-len(words.lengths) // _ROOM) * _ROOM


def lines_of(documents: Sequence[Words]) -> Iterator[tuple[str, str, str]]:
    """Each term with its units and weights; and its positions."""
    for rows in _rows(documents):
        ends = zip(rows.unit_places[1:], rows.weight_places[1:], rows.position_places[1:], strict=True)
        unit = weight = position = 0
        for term, (unit_end, weight_end, position_end) in zip(rows.terms, ends, strict=True):
            found = f"{rows.units[unit:unit_end]} {rows.weights[weight:weight_end]}"
            yield term, f"{term} {found}", rows.positions[position:position_end]
            unit, weight, position = unit_end, weight_end, position_end


def _rows(documents: Sequence[Words]) -> Iterator[_Rows]:
    """What is written of every word of the block, some terms at a time: all at once would take gigabytes."""
    import numpy as np

    words = _words(documents)
    first = 0
    while first < len(words.terms):
        enough = int(np.searchsorted(words.begins, words.begins[first] + _AT_ONCE, "right")) - 1
        last = max(first + 1, enough)
        yield _rows_between(words, first, last)
        first = last


def _rows_between(words: "_Words", first: int, last: int) -> _Rows:
    """Of the terms from one to before another."""
    import numpy as np

    begins = words.begins[first : last + 1]
    where = words.where[begins[0] : begins[-1]]
    begins = begins - begins[0]
    unit = words.unit[where].astype(np.int64)
    place = where - words.starts[unit]
    is_new_term = np.zeros(len(where), bool)
    is_new_term[begins[:-1]] = True
    is_first = is_new_term | np.append(True, unit[1:] != unit[:-1])
    (starts,) = np.nonzero(is_first)  # of each posting
    is_last = np.append(is_first[1:], True)
    is_heading = place < words.headings[unit]
    place += np.where(is_heading | (words.headings[unit] == 0), 0, _APART)
    step = np.where(is_first, place, place - np.roll(place, 1))
    positions, position_places = written_row(step * 2 + is_last)
    found = unit[starts]
    gaps = np.where(is_new_term[starts], found, found - np.roll(found, 1))
    units, unit_places = written_row(gaps)
    counted = np.where(words.is_subject[unit], _FIRST, np.where(is_heading, _HEADING, 1.0))
    often = np.add.reduceat(counted, starts)
    weights, weight_places = written_row(_weights(often, words.lengths[found]))
    postings = np.searchsorted(starts, begins)  # before each term
    return _Rows(
        words.terms[first:last],
        units,
        unit_places[postings].tolist(),
        weights,
        weight_places[postings].tolist(),
        positions,
        position_places[begins].tolist(),
    )


def _weights(often: "NDArray[np.float64]", lengths: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """How much a term says of a passage in which it stands so often, in steps."""
    import numpy as np

    value = often * (_K + 1) / (often + _K * (1 - _B + _B * lengths / _USUAL))
    return np.clip(np.rint(value / (_K + 1) * STEPS), 1, STEPS).astype(np.int64)


class _Words(NamedTuple):
    """The words of a block: where each term stands among all of them, and of what unit each is."""

    terms: list[str]
    begins: "NDArray[np.int64]"  # of each term, in `where`; the last entry is its end
    where: "NDArray[np.int64]"  # all words but the stop words, by term
    unit: "NDArray[np.int32]"  # of every word
    starts: "NDArray[np.int64]"  # of each unit: its first word
    lengths: "NDArray[np.int64]"
    headings: "NDArray[np.int64]"
    is_subject: "NDArray[np.bool_]"


def _words(documents: Sequence[Words]) -> _Words:
    import numpy as np

    lengths = np.array([length for one in documents for length in _in_room(one, one.lengths)], np.int64)
    headings = np.array([length for one in documents for length in _in_room(one, one.headings)], np.int64)
    is_subject = np.zeros(len(lengths), bool)
    is_subject[np.cumsum([0, *map(room_of, documents[:-1])])[: len(documents)]] = True
    terms, rank = _ranks(documents, int(lengths.sum()))
    (where,) = np.nonzero(rank >= 0)
    # By term, then by place: as one number each, which is fast.
    bits = len(rank).bit_length()
    keys = rank[where].astype(np.int64)
    del rank
    keys <<= bits
    keys |= where
    del where
    keys.sort()
    begins = np.searchsorted(keys, np.arange(len(terms) + 1, dtype=np.int64) << bits)
    keys &= (1 << bits) - 1
    unit = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return _Words(terms, begins, keys, unit, np.cumsum(lengths) - lengths, lengths, headings, is_subject)


def _ranks(documents: Sequence[Words], size: int) -> "tuple[list[str], NDArray[np.int32]]":
    """The terms in order, and of each word the number of its term."""
    import numpy as np

    numbers = _Numbers()
    numbered = np.empty(size, np.int32)
    at = 0
    for one in documents:
        said, row = unpacked(one)
        of_said = np.fromiter(map(numbers.__getitem__, said), np.int32, len(said))
        numbered[at : at + len(row)] = of_said[np.asarray(row)]
        at += len(row)
    terms = _in_order(numbers.terms)
    ranks = np.empty(len(terms) + 1, np.int32)
    ranks[[numbers.terms[term] for term in terms]] = np.arange(len(terms))
    ranks[_STOPPED] = -1
    return terms, ranks[numbered]


def _in_room(words: Words, numbers: Sequence[int]) -> Iterator[int]:
    """One for each number that it takes, 0 for those that are left."""
    yield from numbers
    yield from repeat(0, room_of(words) - len(numbers))


_STOPPED = -1  # the number of a stop word's term


class _Numbers(dict[str, int]):
    """The number of the term of each word of a block."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        term = term_of(word)
        self[word] = number = self.terms.setdefault(term, len(self.terms)) if term else _STOPPED
        return number


def _in_order(terms: Iterable[str]) -> list[str]:
    """As a script of a page compares texts: by units of UTF-16. Nearly always that is by code points."""
    found = sorted(terms)
    if "".join(found).isascii():
        return found
    return sorted(found, key=lambda term: term.encode("utf-16-be"))

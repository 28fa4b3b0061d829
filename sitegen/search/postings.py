"""Where each term of a block stands, and how much it says there: its lines in the shards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.digits import written_levels, written_row
from sitegen.search.line_text import Field, LineText, lines_with
from sitegen.search.tokens import tokens_of
from sitegen.search.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# BM25, with a length of the passage that stands for the middle one: no document changes another's weight.
_K, _B, _USUAL = 1.2, 0.6, 100
_HEADING, _FIRST = 2.0, 3.0  # how often a word of a heading, of the first passage, counts
STEPS = 15  # of a weight
LEVELS = 0, 9, 11, STEPS  # the most that a term of each level says in a document
_AT_ONCE = 1 << 16  # words whose lines are made together: what is longer is new memory each time
_APART = 16  # places between a heading and its text: no phrase goes over them
_ROOM = 8  # numbers of units are given to a document by so many


class Outline(NamedTuple):
    """What is told of a term that stands in very many units, before its parts."""

    number: int  # of its units
    documents: str  # a level for each document


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of some terms, and the postings that they were made of."""

    terms: list[str]
    text: LineText
    words: "_Words"
    begins: "NDArray[np.int64]"  # of each term, its first posting; the last entry is the end of all
    units: "NDArray[np.int32]"
    weights: "NDArray[np.int32]"
    steps: "NDArray[np.int32]"  # positions, as they are written
    starts: "NDArray[np.int64]"  # of each posting, its first position; the last entry is the end of all

    def line(self, nth: int) -> tuple[str, int]:
        """Of a term, and how long it is without its positions."""
        text, begins, founds = self.text
        return text[begins[nth] : begins[nth + 1] - 1], founds[nth]

    def outline(self, nth: int) -> Outline:
        """Of a term: how much it says in each document, at the most."""
        import numpy as np

        start, end = self.begins[nth : nth + 2].tolist()
        greatest = np.zeros(self.words.documents, np.int64)
        np.maximum.at(greatest, self.words.document[self.units[start:end]], self.weights[start:end])
        return Outline(end - start, written_levels(np.searchsorted(LEVELS, greatest)))

    def parts(self, nth: int, size: int) -> Iterator[str]:
        """A term's units, weights and positions, so many documents at a time."""
        import numpy as np

        start, end = self.begins[nth], self.begins[nth + 1]
        documents = self.words.document[self.units[start:end]]
        firsts = np.arange(0, self.words.documents + size, size)
        for part in starmap(slice, pairwise(start + np.searchsorted(documents, firsts))):
            gaps = np.diff(self.units[part], prepend=0)
            steps = self.steps[self.starts[part.start] : self.starts[part.stop]]
            yield " ".join(written_row(row)[0] for row in (gaps, self.weights[part], steps))


def room_of(words: Words) -> int:
    """How many numbers it takes for its units: a paragraph more leaves those of the next as they are."""
    return -(-words.passages // _ROOM) * _ROOM


def lines_of(documents: Sequence[Words]) -> Iterator[Lines]:
    """The line of every term of a block, some at a time: all at once would take gigabytes in a large one."""
    import numpy as np

    words = _words(documents)
    first = 0
    while first < len(words.terms):
        enough = int(np.searchsorted(words.begins, words.begins[first] + _AT_ONCE, "right")) - 1
        last = max(first + 1, enough)
        yield _lines_between(words, first, last)
        first = last


def _lines_between(words: "_Words", first: int, last: int) -> Lines:
    """Of the terms from one to before another."""
    import numpy as np

    begins = words.begins[first : last + 1]
    where = words.where[begins[0] : begins[-1]]
    begins = begins - begins[0]
    unit = words.unit.take(where)
    place = where - words.starts.take(unit)
    is_new_term = np.zeros(len(where), bool)
    is_new_term[begins[:-1]] = True
    is_first = is_new_term | np.append(True, unit[1:] != unit[:-1])
    (starts,) = np.nonzero(is_first)  # of each posting
    is_last = np.append(is_first[1:], True)
    headings = words.headings.take(unit)
    is_heading = place < headings
    place += np.where(is_heading | (headings == 0), np.int32(0), np.int32(_APART))
    steps = np.where(is_first, place, place - np.roll(place, 1)) * 2 + is_last
    found = unit.take(starts)
    counted = np.where(words.is_subject.take(unit), _FIRST, np.where(is_heading, _HEADING, np.float32(1)))
    weights = _weights(np.add.reduceat(counted, starts), words.lengths.take(found))
    gaps = np.where(is_new_term[starts], found, found - np.roll(found, 1))
    postings = np.searchsorted(starts, begins)  # before each term
    terms = words.terms[first:last]
    text = lines_with(terms, [Field(gaps, postings), Field(weights, postings), Field(steps, begins)])
    return Lines(terms, text, words, postings, found, weights, steps, np.append(starts, len(where)))


def _weights(often: "NDArray[np.float64]", lengths: "NDArray[np.int32]") -> "NDArray[np.int32]":
    """How much a term says of a passage in which it stands so often, in steps."""
    import numpy as np

    value = often * (_K + 1) / (often + _K * (1 - _B + _B * lengths / _USUAL))
    return np.clip(np.rint(value / (_K + 1) * STEPS), 1, STEPS).astype(np.int32)


class _Words(NamedTuple):
    """The words of a block: where each term stands among all of them, and of what unit each is."""

    terms: list[str]
    begins: "NDArray[np.int64]"  # of each term, in `where`; the last entry is its end
    where: "NDArray[np.int32]"  # all words but the stop words, by term
    unit: "NDArray[np.int32]"  # of every word
    starts: "NDArray[np.int32]"  # of each unit: its first word
    lengths: "NDArray[np.int32]"
    headings: "NDArray[np.int32]"
    is_subject: "NDArray[np.bool_]"
    document: "NDArray[np.int64]"  # of each unit
    documents: int  # how many they are


def _words(documents: Sequence[Words]) -> _Words:
    import numpy as np

    passages = np.array([one.passages for one in documents], np.int64)
    rooms = np.array([room_of(one) for one in documents], np.int64)
    firsts = np.cumsum(rooms) - rooms
    units = np.arange(passages.sum()) + np.repeat(firsts - (np.cumsum(passages) - passages), passages)
    lengths, headings = np.zeros((2, rooms.sum()), np.int32)
    is_subject = np.zeros(len(lengths), bool)
    is_subject[firsts[rooms > 0]] = True
    terms, rank, *of_passages = tokens_of(one.said for one in documents)
    lengths[units], headings[units] = of_passages
    (where,) = np.nonzero(rank >= 0)
    # By term, then by place: as one number each, which is fast.
    bits = len(rank).bit_length()
    keys = rank.take(where).astype(np.int64)
    del rank
    keys <<= bits
    keys |= where
    del where
    keys.sort()
    begins = np.searchsorted(keys, np.arange(len(terms) + 1, dtype=np.int64) << bits)
    keys &= (1 << bits) - 1
    return _Words(
        terms=terms,
        begins=begins,
        where=keys.astype(np.int32),
        unit=np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
        starts=(np.cumsum(lengths) - lengths).astype(np.int32),
        lengths=lengths,
        headings=headings,
        is_subject=is_subject,
        document=np.repeat(np.arange(len(documents)), rooms),
        documents=len(documents),
    )

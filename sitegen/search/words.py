"""What is kept of a cable until its block of the index is made: its words, as numbers."""

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

from sitegen.search.passage import Passage
from sitegen.search.terms import term_of, words_in


class Words(NamedTuple):
    """The words of some passages in one row, each as its number among the different ones."""

    said: bytes  # the terms of the different ones, with a blank between them, packed; "" of the stop words
    row: bytes  # unsigned integers of 16 bits, or 32 where so many are needed; to pack them gains little
    lengths: tuple[int, ...]  # words of each passage, with its heading's
    headings: tuple[int, ...]  # how many of them are its heading's


class Indexed(NamedTuple):
    """What a search finds a cable or its notes by, and what it is filed under."""

    words: Words
    day: str  # 2007-07-09; the year alone of a cable that has no date
    level: str  # "" where none is stated
    tags: tuple[str, ...]
    entities: tuple[str, ...]


def words_of(passages: Iterable[Passage]) -> Words:
    """The words of passages, in order."""
    words: list[str] = []
    lengths, headings = [], []
    for passage in passages:
        before = len(words)
        words += words_in(passage.heading) if passage.heading else ()
        headings.append(len(words) - before)
        words += words_in(passage.text)
        lengths.append(len(words) - before)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    row = list(map(numbers.__getitem__, words))
    said = zlib.compress(" ".join(map(term_of, numbers)).encode(), 1)
    return Words(said, array(_code(len(numbers)), row).tobytes(), tuple(lengths), tuple(headings))


def unpacked(words: Words) -> tuple[list[str], "array[int]"]:
    """The terms of the different words, and the numbers of all."""
    said = zlib.decompress(words.said).decode().split(" ")
    return said, array(_code(len(said)), words.row)


def _code(different: int) -> str:
    return "H" if different < 1 << 16 else "I"

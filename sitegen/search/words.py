"""What is kept of a cable until its block of the index is made: its words, as numbers."""

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

from sitegen.search.passage import Passage
from sitegen.search.terms import words_in


class Words(NamedTuple):
    """The words of some passages in one row, each as its number among the different ones."""

    said: bytes  # the different ones, in small letters, with a blank between them, packed
    row: bytes  # unsigned integers of 16 bits, or 32 where so many are needed, packed
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
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    row: list[int] = []
    lengths, headings = [], []
    for passage in passages:
        heading = words_in(passage.heading) if passage.heading else []
        words = heading + words_in(passage.text)
        row += map(numbers.__getitem__, words)
        lengths.append(len(words))
        headings.append(len(heading))
    numbered = array(_code(len(numbers)), row).tobytes()
    packed = zlib.compress(" ".join(numbers).encode(), 1), zlib.compress(numbered, 1)
    return Words(*packed, tuple(lengths), tuple(headings))


def unpacked(words: Words) -> tuple[list[str], "array[int]"]:
    """The different words, and the numbers of all."""
    said = zlib.decompress(words.said).decode().split(" ")
    return said, array(_code(len(said)), zlib.decompress(words.row))


def _code(different: int) -> str:
    return "H" if different < 1 << 16 else "I"

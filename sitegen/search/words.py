"""What is kept of a cable until its block of the index is made: its words, as numbers."""

import struct
from array import array
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

from sitegen.search.terms import term_of, words_in


class Passage(NamedTuple):
    """A stretch that is found as one. The first of a cable is its subject, whose anchor is ""."""

    anchor: str
    heading: str  # that stands over it
    text: str


class Words(NamedTuple):
    """The words of some passages in one row, each as the place where it is said first. They are not packed:
    that would take a third of the room less, and a quarter of the time more."""

    said: bytes  # the terms of the different ones, with a blank between them; "" of the stop words
    row: bytes  # unsigned integers of 16 bits, or 32 where so many are needed
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
    first: dict[str, int] = {}
    place_of, places = first.setdefault, count()
    row: list[int] = []
    lengths, headings = [], []
    for passage in passages:
        before = len(row)
        if passage.heading:
            row += map(place_of, words_in(passage.heading), places)
        headings.append(len(row) - before)
        row += map(place_of, words_in(passage.text), places)
        lengths.append(len(row) - before)
    packed = struct.pack(f"{len(row)}{_code(len(row))}", *row)  # in half the time of an array
    return Words(" ".join(map(term_of, first)).encode(), packed, tuple(lengths), tuple(headings))


def places_in(words: Words) -> "array[int]":
    """Of each word, the place where it is said first."""
    return array(_code(sum(words.lengths)), words.row)


def _code(number: int) -> str:
    """How the places of so many words are kept."""
    return "H" if number < 1 << 16 else "I"

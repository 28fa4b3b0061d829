"""What is kept of a cable until its block of the index is made: its words, in small letters."""

from collections.abc import Iterable
from typing import NamedTuple

from sitegen.search.terms import parted

HEADING_END, PASSAGE_END = "\r", "\n"


class Passage(NamedTuple):
    """A stretch that is found as one. The first of a cable is its subject, whose anchor is ""."""

    anchor: str
    heading: str  # that stands over it
    text: str


class Words(NamedTuple):
    """The words of some passages, in order and as UTF-8: with a blank between two, a sign where a heading
    ends (one that is not there, too), and another where its passage does."""

    said: bytes
    passages: int  # how many


class Indexed(NamedTuple):
    """What a search finds a cable or its notes by, and what it is filed under."""

    words: Words
    day: str  # 2007-07-09; the year alone of a cable that has no date
    level: str  # "" where none is stated
    tags: tuple[str, ...]
    entities: tuple[str, ...]


def words_of(passages: Iterable[Passage]) -> Words:
    """The words of passages. They are told apart when their block is made: see `sitegen.search.tokens`."""
    said = [f"{parted(one.heading)}{HEADING_END}{parted(one.text)}{PASSAGE_END}" for one in passages]
    return Words("".join(said).encode(), len(said))

"""A short mark of some words, by which they are known again, whole or in part.

Five characters of six bits each: three say the whole text, one its first words, one its last.
It is made of published words only. So short, because a quarter of a million cables have three
million of them: which words are meant is known by the place first, and by the mark only then.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import blake2b

_WHOLE, _EDGE = 3, 1  # characters
_EDGE_WORDS = 4
_SEARCHED = 2_000  # words: far more than a paragraph has; the search grows with their square


def mark_of(text: str) -> str:
    """The mark of a paragraph or an item: blanks and line ends do not change it."""
    words = text.split()
    return _short(words, _WHOLE) + edge(words[:_EDGE_WORDS]) + edge(words[-_EDGE_WORDS:])


def whole_of(text: str) -> str:
    """The mark of a reference, which is too short to be known by a part of it."""
    return _short(text.split(), _WHOLE)


def edge(words: Sequence[str]) -> str:
    """The mark of the first or the last words of a text."""
    return _short(words, _EDGE)


def begins_alike(one: str, other: str) -> bool:
    """Whether two marks are of texts that begin with the same words."""
    return _first(one) == _first(other)


def ends_alike(one: str, other: str) -> bool:
    """Whether two marks are of texts that end with the same words."""
    return one[_WHOLE + _EDGE :] == other[_WHOLE + _EDGE :]


class Sought:
    """A text in which published words are looked for: those at its edges first, then all between them."""

    def __init__(self, text: str) -> None:
        words = text.split()
        self._words = words if len(words) <= _SEARCHED else []
        last = len(self._words) - _EDGE_WORDS + 1
        self._edges = [edge(words[at : at + _EDGE_WORDS]) for at in range(last)]

    def holds(self, mark: str) -> bool:
        """Whether the very words that have this mark stand in it; fewer than four are not looked for."""
        starts = [at for at, found in enumerate(self._edges) if found == _first(mark)]
        ends = [at + _EDGE_WORDS for at, found in enumerate(self._edges) if found == mark[_WHOLE + _EDGE :]]
        pairs = ((start, end) for start in starts for end in ends if start + _EDGE_WORDS <= end)
        return any(_short(self._words[start:end], _WHOLE) == mark[:_WHOLE] for start, end in pairs)


def _first(mark: str) -> str:
    return mark[_WHOLE : _WHOLE + _EDGE]


def _short(words: Sequence[str], length: int) -> str:
    data = " ".join(words).encode("utf-8", "surrogatepass")
    return urlsafe_b64encode(blake2b(data, digest_size=6).digest())[:length].decode()

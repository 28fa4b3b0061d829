"""What a conversion put into a record, as data: a stretch of the text, and the words to be read there."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of a text, and what is to be read in its place; "" leaves it out."""

    start: int
    end: int
    words: str


class Conversion(NamedTuple):
    """A kind of conversion: how it is undone, how that is told, and where it is looked for.

    Its texts hold one of its signs, or a line that begins with one of its heads (of two letters at most).
    To ask for these first takes a search in C each; most texts have none.
    """

    edits: Callable[[str], Iterable[Edit]]
    code: str
    message: str
    signs: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()

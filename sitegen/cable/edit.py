"""What a conversion put into a record, as data: a stretch of the text, and the words to be read there."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of a text, and what is to be read in its place; "" leaves it out."""

    start: int
    end: int
    words: str


class Conversion(NamedTuple):
    """A kind of conversion: signs of which its texts hold one, how it is undone, and how that is told."""

    signs: tuple[str, ...]
    edits: Callable[[str], Iterable[Edit]]
    code: str
    message: str

"""The words of an editor's page, as a search finds them: a paragraph or a list each, under its heading."""

from collections.abc import Iterator
from typing import NamedTuple

from sitegen.note.markdown import blocks_of


class TextBlock(NamedTuple):
    """The heading it stands under, and its id; whether that is right above."""

    heading: str
    id: str
    is_first: bool
    text: str


def text_blocks_of(text: str, scope: str) -> Iterator[TextBlock]:
    """In order; a heading with nothing below it has one without words."""
    heading, known, is_first = "", "", False
    for id_, words in blocks_of(text, scope):
        if id_ and is_first:
            yield TextBlock(heading, known, True, "")
        if id_:
            heading, known, is_first = words, id_, True
        elif words:
            yield TextBlock(heading, known, is_first, words)
            is_first = False
    if is_first:
        yield TextBlock(heading, known, True, "")

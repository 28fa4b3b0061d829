"""Whether the notes of a cable find room in its margin.

In the margin a note stands beside its paragraph, out of the flow, or below the note before it: so
the notes can run on past the text, and nothing in the flow would make room for them. Before the
page is drawn their height is estimated, the notes rather too high and the text too low, in lines of
the text, for a margin at its widest (narrower ones never tie notes so). Where they may not fit, the
page lets each note float at the end of its paragraph instead, which makes room for any length.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.page.body import Piece
from sitegen.page.note_view import NoteView

_LINE = 0.75  # of a note, in lines of the text; both have about the same measure of letters to a rem
_NOTE_LETTERS, _TEXT_LETTERS = 42, 74  # a line
_NOTE_FRAME = 3  # its kind, its byline, the blank below: lines of a note
_NOTE_WIDTH, _NOTE_LINE = 352, 21  # pixels
_SIZE = re.compile(r'<img [^>]*width="(\d+)" height="(\d+)"')
_HEADING = 2
_BLANK = 0.5  # below a paragraph
_CITE = 9  # how to cite it, and the blank around


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in the margin beside the header; how much text the header is and the apparatus, in
    facts of one and in entries of the other."""

    notes: Sequence[NoteView]
    contents: int
    facts: int
    apparatus: int


def fits(around: Around, body: Sequence[Piece]) -> bool:
    """True when from each note on there is room for it and all that follow it."""
    room, need = _CITE + _LINE * around.apparatus, 0.0
    for piece in reversed(body):
        room += _text(piece)
        need += _notes(piece.notes)
        if need > room:
            return False
    contents = _LINE * (2 * around.contents + 2) if around.contents else 0
    return need + _notes(around.notes) + contents <= room + _LINE * around.facts


def _notes(notes: Sequence[NoteView]) -> float:
    return _LINE * sum(
        _NOTE_FRAME + _breaks(one) + _pictures(one) + len(one.html.striptags()) / _NOTE_LETTERS
        for one in notes
    )


def _pictures(note: NoteView) -> float:
    """Of the width of the margin at most; in lines."""
    sizes = ((int(width), int(height)) for width, height in _SIZE.findall(note.html))
    return sum(height * min(1, _NOTE_WIDTH / width) / _NOTE_LINE + 1 for width, height in sizes)


def _breaks(note: NoteView) -> int:
    """Lines that may be cut short."""
    return sum(note.html.count(opening) for opening in ("<p>", "<li", "<tr", "<pre", "<blockquote"))


def _text(piece: Piece) -> float:
    if piece.paragraph is None:
        return _HEADING
    lines = _BLANK
    for stretch in piece.paragraph.stretches:
        texts = [item.html for item in stretch.items] or [
            stretch.prose if isinstance(stretch.prose, Markup) else Markup()
        ]
        lines += sum(max(1, len(text.striptags()) // _TEXT_LETTERS) for text in texts)
    return lines

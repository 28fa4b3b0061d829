"""A place in the archive as an editor writes it in a link: `07ASTANA1848 ¶8`, `07ASTANA1848 ref B`.

A name ("Nur Otan") is no locator; a place alone (`¶8`) is one in the cable the note is about.
"""

import re
from typing import NamedTuple

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import Anchor, CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.note.target import TargetKind, anchor_of, read_target

_PARTS = re.compile(r"(?P<id>.*?\d(?:\s*\(\d+\)|_[A-Za-z])?)[\s,:]+(?P<place>(?:¶|p|ref).*)", re.IGNORECASE)
# As it is copied from a browser, whole or from the id on.
_ADDRESS = re.compile(
    r"(?:.*/)?(?P<id>\w+)(?:/(?:index\.html)?)?(?:\?to=p(?P<last>\d+))?(?:#(?P<place>[\w-]+))?", re.ASCII
)
_REPEATED = re.compile(r"^(p\d+)-(\d+)$")  # in an address the second ¶1; an editor's p1-2 is a range


class Locator(NamedTuple):
    """A cable (None: the one spoken of) and an id in it ("": the whole cable)."""

    cable: CableId | None
    anchor: Anchor
    label: str  # "¶8", "Ref B", "" of a whole cable

    @property
    def words(self) -> str:
        """The place as a reader would write it."""
        return " ".join(filter(None, (str(self.cable or ""), self.label)))


def read_locator(text: str, vocabulary: Vocabulary) -> Locator | None:
    """The place that a link names, or None when it names none."""
    words = " ".join(text.split())
    if place := _place(words):
        return Locator(None, *place)
    if cable := read_id(words, vocabulary):
        return Locator(cable, Anchor(""), "")
    match = _PARTS.fullmatch(words)
    cable, place = (read_id(match["id"], vocabulary), _place(match["place"])) if match else (None, None)
    return Locator(cable, *place) if cable and place else None


def words_of_address(text: str, vocabulary: Vocabulary) -> str:
    """What an editor would write for the address of a place in a cable, `…/cable/07ASTANA1848/?to=p5#p3`;
    "" of an address of anything else."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or (cable := read_id(match["id"], vocabulary)) is None:
        return ""
    if not (anchor := _REPEATED.sub(r"\1 (\2)", match["place"] or "")):
        return str(cable)
    place = _place(f"{anchor}-{match['last']}" if match["last"] else anchor)
    words = (f"{cable} {one}" for one in (place[1], anchor)) if place else ()
    return next((one for one in words if read_locator(one, vocabulary)), "")


def _place(words: str) -> tuple[Anchor, str] | None:
    target = read_target(words)
    if target is None or target.quote or target.kind not in (TargetKind.PARAGRAPH, TargetKind.REFERENCE):
        return None
    return anchor_of(target), target.label_words

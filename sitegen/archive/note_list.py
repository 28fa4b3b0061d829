"""The lists that a note stands in: those of its kind, of its editor, and of the year of its date."""

from collections.abc import Iterator
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from slugify import slugify

from sitegen.archive.digest import NoteDigest


class Facet(StrEnum):
    """What the notes of a list share; the word in its address."""

    KIND = "kind"
    EDITOR = "by"
    YEAR = "year"


class NoteList(NamedTuple):
    """A list; its name in the archive, and below /annotations/, is "kind/context"."""

    facet: Facet
    name: str

    def __str__(self) -> str:
        return f"{self.facet}/{self.name}"


def lists_of(note: NoteDigest) -> Iterator[NoteList]:
    """A note without an editor's name, or without a date, is in no list of that sort."""
    yield NoteList(Facet.KIND, str(note.kind))
    if note.by:
        yield NoteList(Facet.EDITOR, editor_slug(note.by))
    if note.date:
        yield NoteList(Facet.YEAR, f"{note.date.year:04d}")


def read_list(name: str) -> NoteList:
    """The list of this name."""
    facet, _, rest = name.partition("/")
    return NoteList(Facet(facet), rest)


def editor_slug(name: str) -> str:
    """A. Editor → a-editor. A name that has no letters to spell has a number of its own."""
    digest = blake2b(name.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return slugify(name, max_length=60) or f"editor-{digest}"

"""What awaits an editor's word: names that were not linked for doubt, and names that no entity has.

One cable gives `Sighting`s; a `Tally` gathers those of all cables, of each name a few places only,
so that an archive of any size fits.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sitegen.archive.snippet import Snippet, snippet_of
from sitegen.cable.model import Anchor, Paragraph
from sitegen.cable.vocabulary import Vocabulary
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.mention import Ambiguity, NameFinder, places_of
from sitegen.note.name import Page
from sitegen.note.unnamed import unnamed_in

_DOUBTS, _MISSING = 20, 3  # places kept of a doubtful name, each of which is decided; of a missing one
_MOST = 100_000  # missing names held; when there are more, those of a single cable make room


class Subject(NamedTuple):
    """Words, and the entities that they may mean: none, of a name that is missing."""

    words: str
    entities: tuple[str, ...] = ()
    reason: str = ""


class Place(NamedTuple):
    """Where words stand: the cable, the paragraph, and which time there."""

    cable: str
    anchor: Anchor
    occurrence: int
    snippet: Snippet


class Sighting(NamedTuple):
    """A subject at a place of one cable, and how often it stands in the cable from there on."""

    subject: Subject
    place: Place
    number: int = 1


class Row(NamedTuple):
    """A subject in all cables."""

    subject: Subject
    number: int
    cables: int
    places: tuple[Place, ...]


@dataclass(slots=True)
class _Count:
    number: int = 0
    cables: int = 0
    last: str = ""
    places: list[Place] = field(default_factory=list)


def sightings_in(
    annotated: AnnotatedCable, vocabulary: Vocabulary, finder: NameFinder
) -> tuple[Sighting, ...]:
    """Each doubtful name, and the first place of each that is missing."""
    paragraphs = {one.anchor: one for one in annotated.cable.paragraphs}
    cable = str(annotated.cable.id)
    doubts = [_doubt(one, paragraphs[one.anchor], cable) for one in annotated.ambiguities]
    found = [one for one in unnamed_in(annotated, vocabulary) if not finder.knows(one.words)]
    numbers = Counter(one.words for one in found)
    missing = []
    for one in {one.words: one for one in reversed(found)}.values():
        snippet = snippet_of(paragraphs[one.anchor].text, one.start, one.end)
        words = Subject(one.words)
        missing.append(Sighting(words, Place(cable, one.anchor, 0, snippet), numbers[one.words]))
    return (*doubts, *reversed(missing))


def _doubt(doubt: Ambiguity, paragraph: Paragraph, cable: str) -> Sighting:
    page = Page(paragraph)
    words = " ".join(doubt.words.split())
    spans = [page.folded.span(*place) for place in places_of(words, page.low)]
    place = Place(
        cable,
        doubt.anchor,
        spans.index((doubt.start, doubt.end)) + 1,
        snippet_of(paragraph.text, doubt.start, doubt.end),
    )
    return Sighting(Subject(words, doubt.entities, doubt.reason), place)


class Tally:
    """Grows cable by cable."""

    def __init__(self) -> None:
        self._counts: dict[Subject, _Count] = {}

    def add(self, sightings: Iterable[Sighting]) -> None:
        """Those of one more cable."""
        for subject, place, number in sightings:
            count = self._counts.setdefault(subject, _Count())
            count.number += number
            count.cables += count.last != place.cable
            count.last = place.cable
            if len(count.places) < (_DOUBTS if subject.entities else _MISSING):
                count.places.append(place)
        if len(self._counts) > 2 * _MOST:
            kept = (pair for pair in self._counts.items() if pair[0].entities or pair[1].cables > 1)
            self._counts = dict(kept)

    def rows(self, least: int) -> Iterator[Row]:
        """Doubts, then missing names of so many cables at least; the most frequent first."""
        found = [
            Row(subject, count.number, count.cables, tuple(count.places))
            for subject, count in self._counts.items()
            if subject.entities or count.cables >= least
        ]
        yield from sorted(
            found, key=lambda row: (not row.subject.entities, -row.cables, -row.number, row.subject)
        )

"""A cable with all that is known of it: the editors' notes placed, names and pointers found."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.cable.model import Anchor, Cable
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic
from sitegen.lock.keep import NOTHING_KEPT, Kept
from sitegen.note.annotation import Annotation, Passage, Placed
from sitegen.note.citation import Citation, citations
from sitegen.note.entity import EntityType
from sitegen.note.glossary import Stretch, TermFinder, TermUse
from sitegen.note.mention import Ambiguity, HeaderMention, Mention, NameFinder
from sitegen.note.placing import place
from sitegen.note.target import TargetKind
from sitegen.source_text import SourceText

NO_TERMS = TermFinder()


@dataclass(frozen=True, slots=True)
class AnnotatedCable:
    """What a reading page is made from. Only published notes are in it, in reading order."""

    cable: Cable
    source: SourceText
    notes: tuple[Placed, ...] = ()
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()
    header_mentions: tuple[HeaderMention, ...] = ()
    told: tuple[Diagnostic, ...] = ()  # what its reader and its parser said of the record
    kept: Kept = NOTHING_KEPT  # the addresses that its paragraphs had before
    terms: tuple[TermUse, ...] = ()  # what the glossary explains, at its first use
    types: tuple[EntityType, ...] = ()  # of the entities that are named
    ambiguities: tuple[Ambiguity, ...] = ()  # names not linked for doubt: for the review list only


def annotate(
    cable: Cable,
    source: SourceText,
    annotations: Iterable[Annotation],
    finder: NameFinder,
    vocabulary: Vocabulary,
    terms: TermFinder = NO_TERMS,
) -> tuple[AnnotatedCable, tuple[Diagnostic, ...]]:
    """The cable with its notes, names and pointers; drafts are checked too, and left out."""
    placed: list[Placed] = []
    problems: list[Diagnostic] = []
    for annotation in annotations:
        where, faults = place(annotation, cable)
        problems += faults
        placed += [where] if where else []
    found, pointers = finder.findings(cable), citations(cable, vocabulary)
    notes = _in_reading_order(cable, (note for note in placed if note.annotation.published))
    mentions = _clear_of(pointers, found.mentions)
    annotated = AnnotatedCable(
        cable,
        source,
        notes=notes,
        mentions=mentions,
        citations=pointers,
        terms=terms.uses(cable, vocabulary, _spoken_for(notes, mentions, pointers)),
        header_mentions=found.header,
        types=finder.types_of({*(one.entity for one in mentions), *(one.entity for one in found.header)}),
        ambiguities=found.ambiguities,
    )
    return annotated, (*problems, *found.problems)


def _in_reading_order(cable: Cable, notes: Iterable[Placed]) -> tuple[Placed, ...]:
    """Of the cable, of its subject, of its references, of its paragraphs; then as the words stand."""
    anchors = [
        *(ref.anchor for ref in cable.references),
        *(paragraph.anchor for paragraph in cable.paragraphs),
    ]
    order = {anchor: index for index, anchor in enumerate(anchors, start=2)}

    def key(note: Placed) -> tuple[int, int, int]:
        about_cable = note.annotation.target.kind is TargetKind.CABLE
        start = note.passages[0].start if note.passages else 0
        return order.get(note.after, 0 if about_cable else 1), start, note.annotation.place.line

    return tuple(sorted(notes, key=key))


def _spoken_for(
    notes: Iterable[Placed], mentions: Iterable[Mention], pointers: Iterable[Citation]
) -> dict[Anchor, set[Stretch]]:
    """Words that are marked or linked already; a note on whole paragraphs marks none."""
    found: dict[Anchor, set[Stretch]] = {}
    quoted = (note for note in notes if note.annotation.target.quote)
    passages: Iterable[Passage] = (at for note in quoted for at in note.passages)
    for each in (passages, mentions, pointers):
        for at in each:
            found.setdefault(at.anchor, set()).add((at.start, at.end))
    return found


def _clear_of(pointers: tuple[Citation, ...], mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Mentions whose words are not also a pointer: a link cannot stand in a link."""
    ends: dict[Anchor, list[int]] = {}
    starts: dict[Anchor, list[int]] = {}
    for pointer in pointers:  # in reading order, and none within another
        starts.setdefault(pointer.anchor, []).append(pointer.start)
        ends.setdefault(pointer.anchor, []).append(pointer.end)
    return tuple(
        mention
        for mention in mentions
        if bisect_left(starts.get(mention.anchor, ()), mention.end)
        == bisect_right(ends.get(mention.anchor, ()), mention.start)
    )

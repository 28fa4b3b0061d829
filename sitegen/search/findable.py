"""What a search can find in a cable: its paragraphs under their headings, and the notes on it."""

from collections.abc import Iterator

from sitegen.cable.model import Heading
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.markdown import plain_of
from sitegen.search.words import Passage


def passages_of(annotated: AnnotatedCable) -> tuple[Passage, ...]:
    """The subject, then each paragraph."""
    return (_subject(annotated), *_paragraphs(annotated))


def remarks_of(annotated: AnnotatedCable) -> tuple[Passage, ...]:
    """The subject, then each published note; nothing of a cable that has none."""
    notes = (
        Passage(f"n-{note.annotation.slug}", note.annotation.target.quote, plain_of(note.annotation.body))
        for note in annotated.notes
    )
    return (_subject(annotated), *notes) if annotated.notes else ()


def _subject(annotated: AnnotatedCable) -> Passage:
    """Below the cable's id, with its year and, as other cables cite it, without: 07ASTANA1848 ASTANA1848."""
    known = annotated.cable.id
    return Passage("", f"{known} {known.post}{known.number}" if known else "", annotated.cable.subject)


def _paragraphs(annotated: AnnotatedCable) -> Iterator[Passage]:
    over: list[Heading] = []
    for item in annotated.cable.body:
        if isinstance(item, Heading):
            over.append(item)
            continue
        yield Passage(item.anchor, " ".join(one.text for one in over), item.text)
        over.clear()
    if over:  # with nothing below it
        yield Passage(over[0].anchor, " ".join(one.text for one in over), "")

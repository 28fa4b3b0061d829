"""An annotated cable → its digest."""

from collections.abc import Iterator
from hashlib import blake2b

from sitegen.archive.digest import (
    AnchorDigest,
    Digest,
    MentionDigest,
    NoteDigest,
    Pointer,
    PointerKind,
    Summary,
)
from sitegen.archive.snippet import Snippet, shortened, snippet_of
from sitegen.cable.anchor import anchor_label
from sitegen.cable.model import Anchor, Cable, Paragraph, Reference
from sitegen.cable.vocabulary import Vocabulary
from sitegen.lock.keep import anchor_words
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.annotation import AnnotationKind, Placed
from sitegen.note.locator import Locator, read_locator
from sitegen.note.markdown import NoteLink, Passage, link_passages_of, links_of, pictures_of, plain_of
from sitegen.note.picture import ShownPicture
from sitegen.search.findable import passages_of, remarks_of
from sitegen.search.words import words_of

_EXCERPT = 160


def digest_of(annotated: AnnotatedCable, vocabulary: Vocabulary, record: str = "") -> Digest:
    """A cable in small. It must have an id: the caller gives one to a record that has none. `record`
    is a digest of the bytes it was read from, with what their container says of it."""
    cable = annotated.cable
    links = {note.annotation.slug: _links(note) for note in annotated.notes}
    pointers = _note_pointers(annotated, vocabulary)
    mentions = tuple(_mentions(annotated))
    notes = tuple(_note(note) for note in annotated.notes)
    return Digest(
        summary=_summary(cable, mentions, notes),
        text=_text_of(annotated, record),
        anchors=tuple(_anchors(annotated)),
        mentions=mentions,
        types=annotated.types,
        pointers=(*_references(cable), *_text_pointers(annotated), *pointers),
        notes=notes,
        links=tuple(link for found in links.values() for link in found),
        pictures=tuple(one for note in annotated.notes for one in _pictures(note)),
        words=words_of(passages_of(annotated)),
        remarks=words_of(remarks_of(annotated)) if notes else None,
    )


def _summary(cable: Cable, mentions: tuple[MentionDigest, ...], notes: tuple[NoteDigest, ...]) -> Summary:
    assert cable.id is not None  # noqa: S101 (the caller's duty)
    return Summary(
        id=cable.id,
        source=cable.source,
        dtg=cable.dtg,
        subject=cable.subject,
        level=cable.classification,
        captions=cable.captions,
        tags=cable.tags,
        origin=cable.origin or "",
        paragraphs=len(cable.paragraphs),
        notes=len(notes),
        noted=max((note.date for note in notes if note.date), default=None),
        entities=len({mention.entity for mention in mentions}),
        standfirst=next((note.excerpt for note in notes if note.kind is AnnotationKind.HEADNOTE), ""),
    )


def _text_of(annotated: AnnotatedCable, record: str) -> str:
    """Of plain data, whose `repr` says all of it."""
    found = annotated.mentions, annotated.citations, annotated.header_mentions, annotated.terms
    names = [one.anchor for one in _own_anchors(annotated.cable)], annotated.kept
    whole = record or annotated.source.text, annotated.cable.source, annotated.notes, found, names
    return blake2b(repr(whole).encode(), digest_size=16).hexdigest()


def excerpt_of(markdown: str) -> str:
    """The first words of a note."""
    return shortened(plain_of(markdown), _EXCERPT)


def _anchors(annotated: AnnotatedCable) -> Iterator[AnchorDigest]:
    for one in _own_anchors(annotated.cable):
        yield one
        yield from (AnchorDigest(old, anchor_words(old)) for old in annotated.kept.also.get(one.anchor, ()))


def _own_anchors(cable: Cable) -> Iterator[AnchorDigest]:
    for reference in cable.references:
        yield AnchorDigest(reference.anchor, _reference_label(reference))
    for item in cable.body:
        if not isinstance(item, Paragraph):
            yield AnchorDigest(item.anchor, item.text)
            continue
        label = anchor_label(item.anchor)
        yield AnchorDigest(item.anchor, label)
        for block in item.blocks:
            if block.anchor:
                yield AnchorDigest(block.anchor, f"{label} {block.anchor.rpartition('-')[2]}")


def _mentions(annotated: AnnotatedCable) -> Iterator[MentionDigest]:
    for named in annotated.header_mentions:  # a field of the header: at the top of the page
        yield MentionDigest(named.entity, Anchor(""), named.label, Snippet("", named.words, ""))
    texts = {paragraph.anchor: paragraph.text for paragraph in annotated.cable.paragraphs}
    for mention in annotated.mentions:
        snippet = snippet_of(texts[mention.anchor], mention.start, mention.end)
        yield MentionDigest(mention.entity, mention.anchor, anchor_label(mention.anchor), snippet)


def _reference_label(reference: Reference) -> str:
    """As a reader calls it: "Ref A"."""
    return f"Ref {reference.label or reference.anchor.removeprefix('ref-')}"


def _references(cable: Cable) -> Iterator[Pointer]:
    for reference in cable.references:
        if reference.target:
            snippet = Snippet("", reference.text, "")
            label = _reference_label(reference)
            yield Pointer(PointerKind.REFERENCE, reference.target, None, reference.anchor, label, snippet)


def _text_pointers(annotated: AnnotatedCable) -> Iterator[Pointer]:
    texts = {paragraph.anchor: paragraph.text for paragraph in annotated.cable.paragraphs}
    for citation in annotated.citations:
        if citation.target:
            snippet = snippet_of(texts[citation.anchor], citation.start, citation.end)
            place = citation.anchor, anchor_label(citation.anchor)
            yield Pointer(PointerKind.TEXT, citation.target, citation.target_anchor, *place, snippet)


def _note_pointers(annotated: AnnotatedCable, vocabulary: Vocabulary) -> Iterator[Pointer]:
    """The cables that notes link to, once a note for each place, with the words around the first link."""
    for note in annotated.notes:
        annotation = note.annotation
        passages: dict[Locator | None, Passage] = {}
        for passage in link_passages_of(annotation.body) if "[[" in annotation.body else ():
            passages.setdefault(read_locator(passage.target, vocabulary), passage)
        for locator, passage in passages.items():
            if locator and locator.cable and locator.cable != annotated.cable.id:
                about = annotation.target.label_words
                about = f"the {about.lower()}" if about in ("Cable", "Subject") else about
                place = Anchor(f"n-{annotation.slug}"), f"note on {about}"
                snippet = snippet_of(passage.text, passage.start, passage.end)
                yield Pointer(PointerKind.ANNOTATION, locator.cable, locator.anchor or None, *place, snippet)


def _links(note: Placed) -> tuple[NoteLink, ...]:
    annotation = note.annotation
    return links_of(annotation.body, annotation.place.path, annotation.body_line)


def _pictures(note: Placed) -> tuple[ShownPicture, ...]:
    annotation = note.annotation
    return pictures_of(annotation.body, annotation.place.path, annotation.body_line)


def _note(note: Placed) -> NoteDigest:
    annotation = note.annotation
    return NoteDigest(
        slug=annotation.slug,
        kind=annotation.kind,
        by=annotation.by,
        date=annotation.date,
        label=annotation.target.label_words,
        quote=annotation.target.quote,
        excerpt=excerpt_of(annotation.body),
    )

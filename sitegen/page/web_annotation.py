"""The notes of a cable in the W3C Web Annotation model, beside its page: …/annotations.jsonld.

Words are given as the paragraph says them, with a little of what stands around, so that a program can find
them again in whatever copy of the text it has; the paragraph by its id. https://www.w3.org/TR/annotation-model/
"""

from collections.abc import Iterator, Mapping

from sitegen.address import Address, Links, cable_annotations, cable_page
from sitegen.cable.model import Anchor, CableId
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.annotation import Annotation, Passage, Placed
from sitegen.note.target import TargetKind
from sitegen.page.bibliography import Json
from sitegen.page.edition import Edition, Sheet
from sitegen.page.feed import midnight
from sitegen.page.machine import dumped
from sitegen.page.naming import motivation_of
from sitegen.page.note_view import note_html
from sitegen.page.resolve import pictures_on, resolver_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
WEB_ANNOTATIONS = f'application/ld+json; profile="{CONTEXT}"'
_HTML_FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"  # how the model names fragments of HTML
_AROUND = 32  # characters on each side of the words


class _Absolute(Links):
    """A body is read anywhere: its links are full addresses."""

    __slots__ = ()

    def to(self, address: Address) -> str:
        return self.absolute(address)


def web_annotation_sheets(annotated: AnnotatedCable, cable_id: CableId, edition: Edition) -> Iterator[Sheet]:
    """One file; none for a cable without notes."""
    if annotated.notes:
        collection = web_annotations(annotated, cable_id, edition)
        text = dumped(collection, indent=1) + "\n"
        yield Sheet(cable_annotations(cable_id), "", text)


def web_annotations(annotated: AnnotatedCable, cable_id: CableId, edition: Edition) -> Json:
    """A collection whose only page is in it."""
    address = cable_annotations(cable_id)
    links = _Absolute(edition.settings.base_url, cable_page(cable_id))
    return {
        "@context": CONTEXT,
        "id": links.absolute(address),
        "type": "AnnotationCollection",
        "label": f"Annotations on {cable_id}",
        "total": len(annotated.notes),
        "first": {
            "id": links.absolute(address.at("page")),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_annotation(one, annotated, cable_id, edition, links) for one in annotated.notes],
        },
    }


def _annotation(
    one: Placed, annotated: AnnotatedCable, cable_id: CableId, edition: Edition, links: Links
) -> Json:
    note = one.annotation
    targets = list(_targets(one, annotated, links.absolute(cable_page(cable_id))))
    data: Json = {
        "id": links.absolute(cable_page(cable_id).at(f"n-{note.slug}")),
        "type": "Annotation",
        "motivation": motivation_of(note.kind),
        "creator": {"name": note.by} if note.by else None,  # a person or a group: it is not known which
        "created": midnight(note.date) if note.date else None,
        "body": [_body(note, cable_id, edition, links), _tag(note)],
        "target": targets[0] if len(targets) == 1 else targets,
    }
    return {name: value for name, value in data.items() if value is not None}


def _body(note: Annotation, cable_id: CableId, edition: Edition, links: Links) -> Json:
    resolve, pictures = resolver_of(edition, links, cable_id), pictures_on(edition, links)
    html = note_html(note, resolve, pictures)
    return {
        "type": "TextualBody",
        "value": str(html).strip(),
        "format": "text/html",
        "language": edition.settings.language,
    }


def _tag(note: Annotation) -> Json:
    return {"type": "TextualBody", "purpose": "tagging", "value": str(note.kind)}


def _targets(one: Placed, annotated: AnnotatedCable, source: str) -> Iterator[str | Json]:
    """Each paragraph of a note on several is a target of its own."""
    target = one.annotation.target
    if target.kind is TargetKind.CABLE:
        yield source
    elif target.kind is TargetKind.SUBJECT:
        subject = annotated.cable.subject
        yield _at(source, _quote(subject, 0, len(subject))) if subject else source
    elif not one.passages:
        yield _at(source, _fragment(one.after))
    else:
        texts = {paragraph.anchor: paragraph.text for paragraph in annotated.cable.paragraphs}
        yield from (_at(source, _passage(passage, texts)) for passage in one.passages)


def _passage(passage: Passage, texts: Mapping[Anchor, str]) -> Json:
    text, selector = texts[passage.anchor], _fragment(passage.anchor)
    if (passage.start, passage.end) != (0, len(text)):
        selector["refinedBy"] = _quote(text, passage.start, passage.end)
    return selector


def _at(source: str, selector: Json) -> Json:
    return {"type": "SpecificResource", "source": source, "selector": selector}


def _fragment(anchor: Anchor) -> Json:
    return {"type": "FragmentSelector", "value": str(anchor), "conformsTo": _HTML_FRAGMENT}


def _quote(text: str, start: int, end: int) -> Json:
    around = {"prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]}
    said = {name: words for name, words in around.items() if words}
    return {"type": "TextQuoteSelector", "exact": text[start:end], **said}

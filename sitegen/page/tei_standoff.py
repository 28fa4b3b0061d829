"""What editors and we say of the words of a cable, in TEI: apart from the text, tied to it by address.

`#string-range(p3,12,9)` is nine characters of paragraph 3 behind its first twelve.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from sitegen.cable.model import Anchor, Cable
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.annotation import Annotation, Placed
from sitegen.note.entity import EntityType
from sitegen.note.target import TargetKind
from sitegen.page.anchor_words import field_anchor
from sitegen.page.edition import Label
from sitegen.page.naming import motivation_of
from sitegen.page.tei_element import element
from sitegen.page.tei_text import CABLE, SUBJECT

NoteBody = Callable[[Annotation], Iterable[Element]]

_LISTS = {
    EntityType.PERSON: ("listPerson", "person", "persName"),
    EntityType.ORGANIZATION: ("listOrg", "org", "orgName"),
    EntityType.PLACE: ("listPlace", "place", "placeName"),
    EntityType.EVENT: ("listEvent", "event", "label"),
    EntityType.PROGRAMME: ("list", "item", "name"),
    EntityType.TERM: ("list", "item", "term"),
}


def standoff_of(
    annotated: AnnotatedCable, labels: Mapping[str, Label], address: Callable[[str], str], body_of: NoteBody
) -> Element | None:
    """Notes, who is named and where, and the drafter's frames; None where there is nothing to say."""
    said = (
        _notes(annotated.notes, body_of),
        *_lists(annotated, labels, address),
        _group("mention", _mentions(annotated, labels)),
        _group("frame", _frames(annotated.cable)),
    )
    made = element("standOff", *said)
    return made if len(made) else None


def _group(kind: str, spans: Iterable[Element]) -> Element | None:
    made = element("spanGrp", *spans, type=kind)
    return made if len(made) else None


def _notes(placed: Iterable[Placed], body_of: NoteBody) -> Element | None:
    made = element("listAnnotation", *(_note(one, body_of) for one in placed))
    return made if len(made) else None


def _note(one: Placed, body_of: NoteBody) -> Element:
    note = one.annotation
    by = element("respStmt", element("resp", "annotation"), element("name", note.by)) if note.by else None
    day = element("change", when=note.date.isoformat()) if note.date else None
    return element(
        "annotation",
        by,
        element("revisionDesc", day) if day is not None else None,
        element("note", *body_of(note), type=str(note.kind)),
        xml_id=f"n-{note.slug}",
        motivation=motivation_of(note.kind),
        target=" ".join(_targets(one)),
    )


def _targets(one: Placed) -> Iterator[str]:
    target = one.annotation.target
    if not one.after:
        yield f"#{CABLE if target.kind is TargetKind.CABLE else SUBJECT}"
    elif not one.passages or not target.quote:
        yield from dict.fromkeys(f"#{anchor}" for anchor in (*(at.anchor for at in one.passages), one.after))
    for at in one.passages if target.quote else ():
        yield _range(*at)


def _range(anchor: Anchor, start: int, end: int) -> str:
    return f"#string-range({anchor},{start},{end - start})"


def _lists(
    annotated: AnnotatedCable, labels: Mapping[str, Label], address: Callable[[str], str]
) -> Iterator[Element]:
    """Each who is named, once, by type."""
    entities = (
        *(one.entity for one in annotated.header_mentions),
        *(one.entity for one in annotated.mentions),
    )
    named = dict.fromkeys(one for one in entities if one in labels)
    for kind, (group, name, naming) in _LISTS.items():
        found = [one for one in named if labels[one].type is kind]
        if found:
            items = (_entity(one, name, naming, labels[one], address(one)) for one in found)
            yield element(group, *items, type=str(kind))


def _entity(entity: str, name: str, naming: str, label: Label, url: str) -> Element:
    words = element("name" if naming == "label" else naming, label.name, ref=url)
    return element(name, element("label", words) if naming == "label" else words, xml_id=_entity_id(entity))


def _entity_id(entity: str) -> str:
    return f"e-{entity}"


def _mentions(annotated: AnnotatedCable, labels: Mapping[str, Label]) -> Iterator[Element]:
    for field in annotated.header_mentions:
        if field.entity in labels and (anchor := field_anchor(field.label)):
            yield element("span", field.words, ana=f"#{_entity_id(field.entity)}", target=f"#{anchor}")
    texts = {one.anchor: one.text for one in annotated.cable.paragraphs}
    for at in annotated.mentions:
        if at.entity in labels:
            words = texts[at.anchor][at.start : at.end]
            target = _range(at.anchor, at.start, at.end)
            yield element("span", words, ana=f"#{_entity_id(at.entity)}", target=target)


def _frames(cable: Cable) -> Iterator[Element]:
    for one in cable.paragraphs:
        for frame in one.frames:
            yield element("span", str(frame.kind), target=_range(one.anchor, frame.start, frame.end))

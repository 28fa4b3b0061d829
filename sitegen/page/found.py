"""What a search shows of a cable or an entity that it found: a small script beside its page, which hands
the words over (a page read from the disk may load a script, and nothing else)."""

from collections.abc import Iterator

from sitegen.address import cable_passages, entity_passages, prose_passages
from sitegen.archive.editorial import FRONT
from sitegen.cable.model import CableId
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.annotation import Placed
from sitegen.note.entity import Entity
from sitegen.note.markdown import plain_of
from sitegen.note.prose import ProseKind, ProsePage
from sitegen.note.target import TargetKind
from sitegen.note.text_block import text_blocks_of
from sitegen.page.anchor_words import label_of, name_of
from sitegen.page.apparatus import subject_of
from sitegen.page.badge import badge_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.naming import ENTITY_WORDS, post_title
from sitegen.page.wording import day_of, machine_day, sent_on
from sitegen.search.file import called_with, said
from sitegen.search.findable import passages_of, remarks_of
from sitegen.search.words import Passage


def found_cable(annotated: AnnotatedCable, cable_id: CableId, edition: Edition) -> Sheet:
    """Its line in a list, its passages and the notes on it, in the order of the index."""
    cable = annotated.cable
    _, *passages = passages_of(annotated)
    remarks = zip(remarks_of(annotated)[1:], annotated.notes, strict=True)
    address = cable_passages(cable_id)
    data = {
        "id": str(cable_id),
        "subject": subject_of(cable),
        "day": sent_on(cable.dtg, cable_id),
        "date": machine_day(cable.dtg) if cable.dtg else str(cable_id.year),
        "post": post_title(cable_id.post, edition),
        "level": badge_of(cable.classification),
        "exercise": cable.exercise,
        "passages": [_passage(label_of(one.anchor), name_of(one.anchor), one) for one in passages],
        "notes": [_passage(*_called(note), one) for one, note in remarks],
    }
    return Sheet(address, "", handed_over(address.path, data))


def found_entity(entity: Entity) -> Sheet:
    """Its name and what is said of it."""
    address = entity_passages(entity.id)
    name, about = entity_passages_of(entity)
    data = {
        "id": entity.id,
        "subject": entity.name,
        "kind": ENTITY_WORDS[entity.type],
        "passages": [_passage("Also called", "other names", name), _passage("About", "about", about)],
    }
    return Sheet(address, "", handed_over(address.path, data))


def entity_passages_of(entity: Entity) -> tuple[Passage, Passage]:
    """All its names, which stand for its subject, and its text."""
    names = " · ".join(alias.text for alias in entity.aliases)
    return Passage("", entity.name, names), Passage("", "", plain_of(entity.body))


def found_prose(page: ProsePage) -> Sheet:
    """Its title and all its blocks."""
    address = prose_passages(page.slug, is_front=page.slug == FRONT)
    _, *passages = _prose_passages(page)
    data = {
        "id": page.slug,
        "subject": page.title,
        "kind": "Essay" if page.kind is ProseKind.ESSAY else "Page",
        "by": page.by,
        "day": day_of(page.written) if page.written else "",
        "date": day_written(page),
        "passages": [_passage(over or "Beginning", over or "beginning", one) for over, one in passages],
    }
    return Sheet(address, "", handed_over(address.path, data))


def prose_passages_of(page: ProsePage) -> tuple[Passage, ...]:
    """Its title, then each block; the words of a heading are those of what stands below it."""
    return tuple(passage for _, passage in _prose_passages(page))


def _prose_passages(page: ProsePage) -> Iterator[tuple[str, Passage]]:
    """Each with the heading that stands over it, be it right above or not."""
    yield "", Passage("", page.title, page.description)
    for one in text_blocks_of(page.body, page.slug):
        yield one.heading, Passage(one.id, one.heading if one.is_first else "", one.text)


def day_written(page: ProsePage) -> str:
    """2026-11-01, or nothing."""
    return machine_day(page.written) if page.written else ""


def handed_over(path: str, data: object) -> str:
    """A file of data as a script: one call, with the file's own name and the data."""
    return called_with(path, said(data))


def _passage(label: str, name: str, passage: Passage) -> tuple[str, str, str, str, str]:
    return passage.anchor, label, name, passage.heading, passage.text


def _called(note: Placed) -> tuple[str, str]:
    """How a note is called, in print and aloud."""
    annotation = note.annotation
    kind = str(annotation.kind).capitalize()
    if annotation.target.kind is TargetKind.CABLE:
        return kind, kind
    words = annotation.target.label_words
    return f"{kind} on {words}", f"{kind} on {name_of(note.after) if words.startswith('¶') else words}"

"""The pages of a cable: the reading page, the record as received, and the forms for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from sitegen.address import Links, cable_annotations, cable_form, cable_page, cable_source
from sitegen.cable.model import Anchor, Cable, CableId, PartKind
from sitegen.note.annotated import AnnotatedCable
from sitegen.page.anchor_words import SIGNATURE, label_of
from sitegen.page.apparatus import (
    NeighboursView,
    ReferenceView,
    neighbours_of,
    other_neighbours_of,
    references_of,
    subject_of,
)
from sitegen.page.backlinks import CitedGroup, backlinks_of, places_of, signs_of
from sitegen.page.badge import Badge, badge_of
from sitegen.page.bibliography import cited_of, meta_of
from sitegen.page.body import Piece, Signs, pieces_of
from sitegen.page.citing import CitationView, citations_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.facts import Fact, facts_of
from sitegen.page.found import found_cable
from sitegen.page.glossary import level_href, marks_explained
from sitegen.page.machine import FORMS, RECORDS, form_sheets, schema_json, script_of
from sitegen.page.margin import Around, fits
from sitegen.page.mentions import NamedGroup, links_in, named_in, people_in_header
from sitegen.page.naming import post_address, post_title
from sitegen.page.note_view import Notes, NoteView, notes_of
from sitegen.page.preview import cable_preview
from sitegen.page.resolve import pictures_on, resolver_of
from sitegen.page.shell import Link, Shell, shell_of
from sitegen.page.source import source_sheet
from sitegen.page.thread import ThreadView, thread_of
from sitegen.page.web_annotation import WEB_ANNOTATIONS, web_annotation_sheets
from sitegen.page.wording import day_of, machine_minute, minute_of
from sitegen.source_text import SourceText

_CONTENTS_FROM = 3  # headings; fewer need no list of them


class FormView(NamedTuple):
    """Another form of the page, for programs."""

    href: str
    media_type: str
    words: str
    is_record: bool  # of a reference manager: one may copy it


@dataclass(frozen=True, slots=True)
class CableView:
    """The reading page, decided."""

    shell: Shell
    id: str
    subject: str
    untitled: bool  # the record has no subject, and these words are ours
    badge: Badge
    badge_href: str  # where the level is explained
    exercise: bool
    post: Link
    date: str
    machine_date: str
    facts: tuple[Fact, ...]
    raw_header: str
    headnotes: tuple[NoteView, ...]
    subject_notes: tuple[NoteView, ...]
    contents: tuple[Link, ...]
    body: tuple[Piece, ...]
    signature: Link | None  # leads to the person, "" to nobody
    references: tuple[ReferenceView, ...]
    in_margin: bool  # the notes find room beside the text
    cited: tuple[CitedGroup, ...]
    thread: ThreadView | None
    entities: tuple[NamedGroup, ...]
    citations: tuple[CitationView, ...]
    forms: tuple[FormView, ...]
    meta: tuple[tuple[str, str], ...]
    linked_data: Markup
    source: str
    near: NeighboursView
    other_near: tuple[NeighboursView, ...]


def cable_sheets(annotated: AnnotatedCable, edition: Edition) -> tuple[Sheet, ...]:
    """The reading page, the source page, the forms for programs; none of a record without an id."""
    cable_id = annotated.cable.id
    if cable_id is None:
        return ()
    page = Sheet(cable_page(cable_id), "cable.html", cable_view(annotated, cable_id, edition))
    forms = form_sheets(annotated, cable_id, edition), web_annotation_sheets(annotated, cable_id, edition)
    source, preview = source_sheet(annotated, cable_id, edition), cable_preview(annotated, cable_id, edition)
    found = found_cable(annotated, cable_id, edition)
    return page, source, preview, found, *chain.from_iterable(forms)


def cable_view(annotated: AnnotatedCable, cable_id: CableId, edition: Edition) -> CableView:
    """Everything the reading page says."""
    cable = annotated.cable
    links = edition.links(cable_page(cable_id))
    resolve, pictures = resolver_of(edition, links, cable_id), pictures_on(edition, links)
    notes = notes_of(annotated.notes, _labels(cable), resolve, pictures)
    thread = thread_of(cable_id, edition, links)
    references = references_of(annotated, notes, edition, links)
    backlinks = backlinks_of(cable_id, edition, links, places_of(annotated))
    entities = named_in(annotated, edition, links)
    apparatus = len(references) + sum(2 + len(one.entities) // 2 for one in entities)
    apparatus += 3 * sum(len(one.cited_by) for one in backlinks) + (2 * len(thread.rows) if thread else 0)
    signers = people_in_header(annotated, edition, links)
    facts = facts_of(cable, edition, links, signers)
    contents = _contents(cable)
    cited = cited_of(cable, cable_id, edition, links)
    body = _body(annotated, cable_id, notes, edition, links, signs_of(backlinks))
    return CableView(
        shell=_shell(cable, cable_id, edition, links),
        id=str(cable_id),
        subject=subject_of(cable),
        untitled=not cable.subject,
        badge=badge_of(cable.classification),
        badge_href=level_href(cable, edition, links),
        exercise=cable.exercise,
        post=_post(cable_id, edition, links),
        date=minute_of(cable.dtg) if cable.dtg else str(cable_id.year),
        machine_date=machine_minute(cable.dtg) if cable.dtg else str(cable_id.year),
        facts=facts,
        raw_header=_raw_header(cable, annotated.source),
        headnotes=notes.head,
        subject_notes=notes.subject,
        contents=contents,
        body=body,
        in_margin=fits(Around(notes.subject, len(contents), len(facts), apparatus), body),
        signature=Link(signers.get(SIGNATURE, ""), cable.signature) if cable.signature else None,
        references=references,
        cited=backlinks,
        thread=thread,
        entities=entities,
        citations=citations_of(cited, edition.styles),
        forms=tuple(_forms(annotated, cable_id, links)),
        meta=tuple(meta_of(cited)),
        linked_data=script_of(schema_json(annotated, cited, cable_id, edition, links)),
        source=links.to(cable_source(cable_id)),
        near=neighbours_of(cable_id, edition, links),
        other_near=other_neighbours_of(cable_id, edition, links),
    )


def _forms(annotated: AnnotatedCable, cable_id: CableId, links: Links) -> Iterator[FormView]:
    for form in FORMS:
        href = links.to(cable_form(cable_id, form.suffix))
        yield FormView(href, form.media_type, form.words, form in RECORDS)
    if annotated.notes:
        yield FormView(
            links.to(cable_annotations(cable_id)), WEB_ANNOTATIONS, "Web Annotations", is_record=False
        )


def _shell(cable: Cable, cable_id: CableId, edition: Edition, links: Links) -> Shell:
    title = f"{cable.subject} · {cable_id}" if cable.subject else str(cable_id)
    day = f" of {day_of(cable.dtg)}" if cable.dtg else ""
    words = cable.classification.words.capitalize() + " cable" if cable.classification else "Cable"
    about = f"{words} from {post_title(cable_id.post, edition)}{day}: {cable.subject}".rstrip(": ")
    return shell_of(edition, links, title, about, badge_of(cable.classification))


def _post(cable_id: CableId, edition: Edition, links: Links) -> Link:
    return Link(links.to(post_address(cable_id.post, edition)), post_title(cable_id.post, edition))


def _body(
    annotated: AnnotatedCable,
    cable_id: CableId,
    notes: Notes,
    edition: Edition,
    links: Links,
    cited: Mapping[str, Link],
) -> tuple[Piece, ...]:
    signs = Signs(_lines(annotated.cable, cable_id, links), cited)
    aliases = edition.settings.paragraph_aliases.split()
    linked = links_in(annotated, edition, links)
    explained = marks_explained(annotated.cable, edition, links)
    return pieces_of(annotated, notes, linked, signs, aliases, explained)


def _lines(cable: Cable, cable_id: CableId, links: Links) -> Mapping[Anchor, Link]:
    """Where each paragraph begins in the record as received."""
    return {
        one.anchor: Link(links.to(cable_source(cable_id, one.lines[0])), str(one.lines[0]))
        for one in cable.paragraphs
    }


def _labels(cable: Cable) -> dict[Anchor, str]:
    paragraphs = {one.anchor: label_of(one.anchor) for one in cable.paragraphs}
    references = {one.anchor: f"ref {one.label or one.text}" for one in cable.references}
    return {**paragraphs, **references}


def _contents(cable: Cable) -> tuple[Link, ...]:
    if len(cable.headings) < _CONTENTS_FROM:
        return ()
    return tuple(Link(f"#{one.anchor}", one.text) for one in cable.headings)


def _raw_header(cable: Cable, source: SourceText) -> str:
    """The record from its first character to the end of the line that ends its header."""
    ends = [part.span.end for part in cable.parts if part.kind is PartKind.HEADER]
    starts = [item.span.start for item in cable.headings] + [
        span.start for paragraph in cable.paragraphs for span in paragraph.spans
    ]
    first = min(starts, default=len(source.text))
    end = max((one for one in ends if one <= first), default=0)
    return "\n".join(line.text.rstrip() for line in source.lines if line.end <= end).strip("\n")

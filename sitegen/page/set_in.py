"""An editor's page in parts: prose, and what is set in between, as paragraphs quoted and cables featured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.address import Links, cable_page, prose_page
from sitegen.cable.model import Anchor, CableId, Paragraph
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.insert import Card, Feature, Insert, Latest, Quotation, read_insert
from sitegen.note.markdown import pieces_of
from sitegen.note.prose import ProsePage
from sitegen.page.anchor_words import label_of
from sitegen.page.badge import Mark, mark_of
from sitegen.page.body import Stretch, quoted_stretches
from sitegen.page.edition import Edition
from sitegen.page.entry import Entry, entries_of
from sitegen.page.latest import latest_cables, latest_clusters
from sitegen.page.naming import post_title
from sitegen.page.note_entry import NoteCluster
from sitegen.page.resolve import pictures_on, resolver_of
from sitegen.page.shell import Link
from sitegen.page.wording import day_of, facts_line, sent_on

_NO_HTML = Markup("")
Records = Mapping[CableId, AnnotatedCable]
"""The cables that a page quotes, each read when it is asked for."""


@dataclass(frozen=True, slots=True)
class QuotationView:
    """A paragraph as it is published now, and where it stands."""

    id: str
    link: Link
    label: str
    mark: Mark | None
    stretches: tuple[Stretch, ...]
    origin: str  # "Embassy Astana, 9 July 2007"


@dataclass(frozen=True, slots=True)
class CardView:
    """An essay, to be read elsewhere."""

    link: Link
    byline: str
    description: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of: prose, a quotation, cables, an essay, notes, or words for what is not there."""

    html: Markup = _NO_HTML
    quotation: QuotationView | None = None
    cables: tuple[Entry, ...] = ()
    card: CardView | None = None
    notes: tuple[NoteCluster, ...] = ()
    lost: str = ""
    lost_id: str = ""  # of a quotation
    is_set_in: bool = True


def parts_of(page: ProsePage, edition: Edition, links: Links, records: Records) -> tuple[Part, ...]:
    """The whole of a page. What cannot be set in was told, and is said where it should stand."""
    return tuple(_parts(page, edition, links, records))


def card_of(page: ProsePage, links: Links) -> CardView:
    """How a page is shown on others."""
    return CardView(Link(links.to(prose_page(page.slug)), page.title), byline_of(page), page.description)


def byline_of(page: ProsePage) -> str:
    """A. Editor · 1 November 2026."""
    return facts_line([page.by, day_of(page.written) if page.written else ""])


def _parts(page: ProsePage, edition: Edition, links: Links, records: Records) -> Iterator[Part]:
    names: set[str] = set()
    resolve, pictures = resolver_of(edition, links), pictures_on(edition, links)
    for piece in pieces_of(page.body, resolve, page.slug, 2, pictures):
        if isinstance(piece, Markup):
            yield Part(html=piece, is_set_in=False)
            continue
        insert = read_insert(piece, edition.vocabulary)
        if isinstance(insert, Quotation):
            name = insert.id if insert.id not in names else ""  # the second time on this page it has none
            names.add(name)
            view = _quotation(insert, name, edition, links, records)
            lost = f"{insert.cable} {label_of(insert.anchor)} is not in this archive."
            yield Part(quotation=view) if view else Part(lost=lost, lost_id=name)
        elif isinstance(insert, Insert):
            yield _listed(insert, edition, links)
        else:
            yield Part(lost=f"This could not be set in: {piece}")


def _listed(insert: Insert, edition: Edition, links: Links) -> Part:
    match insert:
        case Feature(cable) if cable in edition.archive.cables:
            return Part(cables=entries_of([cable], edition, links))
        case Card(slug) if slug in edition.pages:
            return Part(card=card_of(edition.pages[slug], links))
        case Latest("cables", number):
            return Part(cables=entries_of(latest_cables(edition, number, 0)[0], edition, links))
        case Latest(_, number):
            return Part(notes=latest_clusters(edition, links, number))
    return Part(lost=f"{insert[0]} is not in this archive.")


def _quotation(
    insert: Quotation, name: str, edition: Edition, links: Links, records: Records
) -> QuotationView | None:
    """The question is for the text, so that the page is made again when that changes."""
    if insert.cable not in edition.archive.texts:
        return None
    annotated = records[insert.cable]
    paragraph = _paragraph(annotated, insert.anchor)
    if paragraph is None:
        return None
    cable = insert.cable
    return QuotationView(
        id=name,
        link=Link(links.to(cable_page(cable).at(paragraph.anchor)), str(cable)),
        label=label_of(paragraph.anchor),
        mark=mark_of(paragraph.marking),
        stretches=quoted_stretches(paragraph),
        origin=f"{post_title(cable.post, edition)}, {sent_on(annotated.cable.dtg, cable)}",
    )


def _paragraph(annotated: AnnotatedCable, anchor: Anchor) -> Paragraph | None:
    """Under the id it has, or one that it had."""
    also = annotated.kept.also
    found = (one for one in annotated.cable.paragraphs if anchor in (one.anchor, *also.get(one.anchor, ())))
    return next(found, None)

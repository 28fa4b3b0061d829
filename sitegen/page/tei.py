"""index.tei.xml: a cable in the words of the Text Encoding Initiative (TEI P5), for scholars' tools."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from sitegen.address import Links, cable_page, entity_page
from sitegen.cable.model import Anchor, CableId, Reference
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.annotation import Annotation
from sitegen.page.bibliography import Cited
from sitegen.page.edition import Edition
from sitegen.page.mentions import citation_address
from sitegen.page.note_view import note_html
from sitegen.page.resolve import pictures_on, resolver_of
from sitegen.page.tei_element import element, from_html, written
from sitegen.page.tei_header import header_of
from sitegen.page.tei_standoff import standoff_of
from sitegen.page.tei_text import Pointer, marks_of, text_of


def tei(annotated: AnnotatedCable, cited: Cited, cable_id: CableId, edition: Edition, links: Links) -> str:
    """The whole file. Its ids are those of the reading page, and its addresses are whole."""
    marks = marks_of(annotated.cable)
    resolve, pictures = resolver_of(edition, links, cable_id), pictures_on(edition, links)

    def body_of(note: Annotation) -> Iterable[Element]:
        return from_html(note_html(note, resolve, pictures), cited.url)

    def cable_url(reference: Reference) -> str:
        return links.absolute(cable_page(reference.target)) if reference.target else ""

    def entity_url(entity: str) -> str:
        return links.absolute(entity_page(entity))

    root = element(
        "TEI",
        header_of(annotated, cited, cable_id, marks, edition, links),
        text_of(annotated.cable, marks, _pointers(annotated, cable_id, edition, links), cable_url),
        standoff_of(annotated, edition.labels, entity_url, body_of),
        xml_lang=edition.settings.language,
    )
    return written(root)


def _pointers(
    annotated: AnnotatedCable, cable_id: CableId, edition: Edition, links: Links
) -> dict[Anchor, list[Pointer]]:
    """What the running text points to: a place in the file, or the page of another cable."""
    here = cable_page(cable_id)
    found: dict[Anchor, list[Pointer]] = {}
    for one in annotated.citations:
        if address := citation_address(one, edition, here):
            own = address.path == here.path and address.fragment
            target = f"#{address.fragment}" if own else links.absolute(address)
            found.setdefault(one.anchor, []).append(Pointer(one.start, one.end, target))
    return found

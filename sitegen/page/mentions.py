"""Where the text of a cable leads: entities (the first mention in a paragraph), citations, the glossary."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.address import Address, Links, cable_page, entity_page
from sitegen.cable.model import Anchor
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.citation import Citation
from sitegen.note.mention import Mention
from sitegen.page.anchor_words import field_anchor, field_name, label_of, name_of
from sitegen.page.edition import Edition
from sitegen.page.glossary import terms_in
from sitegen.page.naming import ENTITY_GROUPS
from sitegen.page.overlay import Layer, Range, element
from sitegen.page.shell import Link


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph, as a link: "¶3", said "paragraph 3"."""

    href: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """An entity and where this cable names it."""

    link: Link
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """Entities of one type."""

    words: str
    entities: tuple[Named, ...]


def links_in(annotated: AnnotatedCable, edition: Edition, links: Links) -> dict[Anchor, tuple[Range, ...]]:
    """What is linked in each paragraph, and what would be if a reader wanted every mention linked. No two
    are in the same words: see `annotate`."""
    ranges: dict[Anchor, list[Range]] = {}
    cited, named = _cited(annotated, edition, links), _named(annotated.mentions, edition, links)
    for anchor, one in (*cited, *named, *terms_in(annotated, edition, links)):
        ranges.setdefault(anchor, []).append(one)
    return {anchor: tuple(found) for anchor, found in ranges.items()}


def named_in(annotated: AnnotatedCable, edition: Edition, links: Links) -> tuple[NamedGroup, ...]:
    """The entities of a cable by type, those named most first, each with the places that name it."""
    here = links.here or Address("")
    places: dict[str, dict[Place, None]] = {}
    counts: Counter[str] = Counter()
    for entity, place in (*_in_fields(annotated, here, links), *_in_text(annotated, here, links)):
        if entity in edition.labels:
            places.setdefault(entity, {})[place] = None
            counts[entity] += 1
    groups = []
    for kind, words in ENTITY_GROUPS.items():
        ids = [one for one in counts if edition.labels[one].type is kind]
        ids.sort(key=lambda one: (-counts[one], edition.labels[one].name.casefold()))
        groups.append(
            NamedGroup(words, tuple(_entity(one, tuple(places[one]), edition, links) for one in ids))
        )
    return tuple(group for group in groups if group.entities)


def place_of(page: Address, anchor: Anchor, links: Links) -> Place:
    """An anchor of a page, as a link."""
    return Place(links.to(page.at(anchor)), label_of(anchor), name_of(anchor))


def people_in_header(annotated: AnnotatedCable, edition: Edition, links: Links) -> dict[str, str]:
    """The addresses of who classified and who signed, by the id of the field."""
    return {
        field_anchor(one.label): links.to(entity_page(one.entity))
        for one in annotated.header_mentions
        if one.entity in edition.labels
    }


def _in_fields(annotated: AnnotatedCable, here: Address, links: Links) -> Iterator[tuple[str, Place]]:
    for one in annotated.header_mentions:
        href = links.to(here.at(field_anchor(one.label)))
        yield one.entity, Place(href, one.label.lower(), field_name(one.label))


def _in_text(annotated: AnnotatedCable, here: Address, links: Links) -> Iterator[tuple[str, Place]]:
    for mention in annotated.mentions:
        yield mention.entity, place_of(here, mention.anchor, links)


def _entity(entity: str, places: tuple[Place, ...], edition: Edition, links: Links) -> Named:
    return Named(Link(links.to(entity_page(entity)), edition.labels[entity].name), places)


def _named(mentions: Iterable[Mention], edition: Edition, links: Links) -> Iterator[tuple[Anchor, Range]]:
    """The first mention in a paragraph is a link; the others say where they would lead."""
    seen: set[tuple[Anchor, str]] = set()
    for mention in mentions:
        if mention.entity not in edition.labels:
            continue
        href, key = links.to(entity_page(mention.entity)), (mention.anchor, mention.entity)
        again = Range(mention.start, mention.end, Layer.LINK, *element("span", data_href=href))
        yield mention.anchor, again if key in seen else _range(mention, href, "entity")
        seen.add(key)


def _cited(annotated: AnnotatedCable, edition: Edition, links: Links) -> Iterator[tuple[Anchor, Range]]:
    for citation in annotated.citations:
        if address := citation_address(citation, edition, links.here or Address("")):
            yield citation.anchor, _range(citation, links.to(address), "cite")


def citation_address(citation: Citation, edition: Edition, here: Address) -> Address | None:
    """The cable, or the page that says it is not here; or a place on this page."""
    if citation.target is None:
        return here.at(citation.target_anchor) if citation.target_anchor else None
    is_here = citation.target in edition.archive.cables
    return cable_page(citation.target).at(citation.target_anchor or "" if is_here else "")


def _range(words: Mention | Citation, href: str, sign: str) -> Range:
    return Range(words.start, words.end, Layer.LINK, *element("a", class_=sign, href=href))

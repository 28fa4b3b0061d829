"""Where the text of a cable leads: entities (the first mention in each paragraph) and citations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.address import Address, Links, cable_page, entity_page
from sitegen.cable.model import Anchor, Reference
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.citation import Citation
from sitegen.note.mention import Mention
from sitegen.page.anchor_words import label_of, name_of
from sitegen.page.edition import Edition
from sitegen.page.naming import ENTITY_GROUPS
from sitegen.page.overlay import Layer, Range, element
from sitegen.page.shell import Link
from sitegen.page.wording import count_of


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
    count: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """Entities of one type."""

    words: str
    entities: tuple[Named, ...]


def links_in(annotated: AnnotatedCable, edition: Edition, links: Links) -> dict[Anchor, tuple[Range, ...]]:
    """What is linked in each paragraph. A citation wins from an entity in the same words."""
    ranges: dict[Anchor, tuple[Range, ...]] = {}
    cited = list(_cited(annotated, edition, links))
    taken = {(anchor, place) for anchor, one in cited for place in range(one.start, one.end)}
    named = [
        (mention.anchor, _range(mention, links.to(entity_page(mention.entity)), "entity"))
        for mention in _firsts(annotated.mentions, edition)
        if not any((mention.anchor, place) in taken for place in range(mention.start, mention.end))
    ]
    for anchor, one in (*cited, *named):
        ranges[anchor] = (*ranges.get(anchor, ()), one)
    return ranges


def named_in(mentions: Iterable[Mention], edition: Edition, links: Links) -> tuple[NamedGroup, ...]:
    """The entities of a cable by type, those named most first."""
    known = [mention for mention in mentions if mention.entity in edition.entities]
    counts = Counter(mention.entity for mention in known)
    groups = []
    for kind, words in ENTITY_GROUPS.items():
        ids = [one for one in counts if edition.entities[one].type is kind]
        ids.sort(key=lambda one: (-counts[one], edition.entities[one].name.casefold()))
        groups.append(NamedGroup(words, tuple(_named(one, counts, known, edition, links) for one in ids)))
    return tuple(group for group in groups if group.entities)


def place_of(page: Address, anchor: Anchor, links: Links) -> Place:
    """An anchor of a page, as a link."""
    return Place(links.to(page.at(anchor)), label_of(anchor), name_of(anchor))


def _named(
    entity: str, counts: Mapping[str, int], mentions: Iterable[Mention], edition: Edition, links: Links
) -> Named:
    anchors = dict.fromkeys(mention.anchor for mention in mentions if mention.entity == entity)
    here = links.here or Address("")
    link = Link(links.to(entity_page(entity)), edition.entities[entity].name)
    times = count_of(counts[entity], "mention")
    return Named(link, times, tuple(place_of(here, anchor, links) for anchor in anchors))


def _firsts(mentions: Iterable[Mention], edition: Edition) -> Iterator[Mention]:
    seen: set[tuple[Anchor, str]] = set()
    for mention in mentions:
        key = (mention.anchor, mention.entity)
        if key not in seen and mention.entity in edition.entities:
            seen.add(key)
            yield mention


def _cited(annotated: AnnotatedCable, edition: Edition, links: Links) -> Iterator[tuple[Anchor, Range]]:
    references = annotated.cable.references
    for citation in annotated.citations:
        href = _citation_href(citation, references, edition, links)
        if href:
            yield citation.anchor, _range(citation, href, "cite")


def _citation_href(
    citation: Citation, references: tuple[Reference, ...], edition: Edition, links: Links
) -> str:
    """The cable itself when it is here, else the reference that names it, else nothing."""
    here = links.here or Address("")
    if citation.target is None:
        return links.to(here.at(citation.target_anchor)) if citation.target_anchor else ""
    if citation.target in edition.archive.cables:
        page = cable_page(citation.target)
        return links.to(page.at(citation.target_anchor) if citation.target_anchor else page)
    listed = next((one.anchor for one in references if one.target == citation.target), None)
    return links.to(here.at(listed)) if listed else ""


def _range(words: Mention | Citation, href: str, sign: str) -> Range:
    return Range(words.start, words.end, Layer.LINK, *element("a", class_=sign, href=href))

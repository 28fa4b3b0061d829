"""People, places and the rest: a page each with every mention."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.address import ENTITIES, Address, Links, cable_page, entity_page, entity_type_page
from sitegen.archive.digest import MentionDigest
from sitegen.archive.snippet import Snippet
from sitegen.archive.target import owners_of
from sitegen.cable.model import Anchor, CableId
from sitegen.note.entity import Alias, Entity
from sitegen.note.markdown import html_of
from sitegen.page.anchor_words import field_anchor, field_name, name_of
from sitegen.page.companions import Companion, companions_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import Entry, entry_of
from sitegen.page.feed import feed_link, list_feed
from sitegen.page.found import found_entity
from sitegen.page.histogram import NONE, Histogram, mentions_by_year
from sitegen.page.leaf import Leaf, Pager, leaves_of, pager_of
from sitegen.page.naming import ENTITY_WORDS
from sitegen.page.resolve import pictures_on, resolver_of
from sitegen.page.shell import Link, Shell, search_within, shell_of
from sitegen.page.wording import count_of, facts_line

_LEAF = 100  # cables on one page
_SHOWN = 50  # mentions of one cable

# Authorities whose ids have a public address; any other is shown as text.
_AUTHORITIES: dict[str, tuple[str, str]] = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "gnd": ("GND", "https://d-nb.info/gnd/{}"),
    "lcnaf": ("Library of Congress", "https://id.loc.gov/authorities/names/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
}


@dataclass(frozen=True, slots=True)
class MentionView:
    """The words around one mention."""

    href: str
    label: str
    name: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class CableMentions:
    """One cable and the places in it that name the entity; `id` is of the first cable of a year."""

    cable: Entry
    mentions: tuple[MentionView, ...]
    id: str = ""
    more: Link | None = None  # the rest of many


@dataclass(frozen=True, slots=True)
class _Found:
    """All mentions of an entity, by cable, and the first cable of each year."""

    number: int
    cables: Mapping[CableId, Sequence[MentionDigest]]
    years: Mapping[int, CableId]
    by_year: Counter[int]


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity's page, decided."""

    shell: Shell
    eyebrow: Link
    kind: Link
    name: str
    html: Markup
    aliases: tuple[str, ...]
    authorities: tuple[Link, ...]
    lede: str
    cables: tuple[CableMentions, ...]
    histogram: Histogram
    companions: tuple[Companion, ...]
    feed: Link
    pager: Pager | None
    search: str


def entity_sheets(edition: Edition, entity_id: str) -> Iterator[Sheet]:
    """/entities/nur-otan/: what is known of it, and every mention, the oldest cable first."""
    entity, found = edition.entities[entity_id], _found(edition.archive.mentions.get(entity_id, ()))
    for leaf in leaves_of(entity_page(entity_id), tuple(found.cables.items()), _LEAF):
        yield Sheet(leaf.address, "entity.html", _view(entity, leaf, found, edition))
    yield list_feed(entity_page(entity_id), entity.name, tuple(found.cables), edition)
    yield found_entity(entity)


def _found(mentions: Sequence[tuple[CableId, MentionDigest]]) -> _Found:
    cables: dict[CableId, list[MentionDigest]] = {}
    for cable, mention in mentions:
        cables.setdefault(cable, []).append(mention)
    years: dict[int, CableId] = {}
    for cable in cables:
        years.setdefault(cable.year, cable)
    return _Found(len(mentions), cables, years, Counter(cable.year for cable, _ in mentions))


def said_alias(alias: Alias) -> str:
    """Otan (1999 to December 2006): dates as exact as the editor gave them are the years."""
    if alias.since and alias.until:
        return f"{alias.text} ({alias.since.year}–{alias.until.year})"
    if alias.since:
        return f"{alias.text} (from {alias.since.year})"
    return f"{alias.text} (until {alias.until.year})" if alias.until else alias.text


def _view(
    entity: Entity, leaf: Leaf[tuple[CableId, Sequence[MentionDigest]]], found: _Found, edition: Edition
) -> EntityView:
    links = edition.links(leaf.address)
    kind = ENTITY_WORDS[entity.type]
    named = count_of(found.number, "mention"), count_of(len(found.cables), "cable")
    lede = "{} in {}".format(*named) if found.number else ""
    about = facts_line([f"{entity.name}, {kind.lower()}", lede])
    first = leaf.is_first
    return EntityView(
        shell=shell_of(edition, links, leaf.titled(_title(entity, edition)), about),
        eyebrow=Link(links.to(ENTITIES), "People & places"),
        kind=Link(links.to(entity_type_page(entity.type)), kind),
        name=entity.name,
        html=_about(entity, edition, links) if first else Markup(""),
        aliases=tuple(said_alias(alias) for alias in entity.aliases) if first else (),
        authorities=tuple(_authority(*same) for same in entity.same_as) if first else (),
        lede=lede,
        cables=tuple(_cable(cable, mentions, found, edition, links) for cable, mentions in leaf.items),
        histogram=mentions_by_year(found.by_year, _lists(entity, found), links) if first else NONE,
        companions=companions_of(entity.id, _snippets(found), edition, links) if first else (),
        feed=feed_link(entity_page(entity.id), f"The cables that name {entity.name}", links),
        pager=pager_of(leaf, entity_page(entity.id), links),
        search=search_within(links, "entity", entity.id),
    )


def _about(entity: Entity, edition: Edition, links: Links) -> Markup:
    return html_of(entity.body, resolver_of(edition, links), "about", 2, pictures_on(edition, links))


def _lists(entity: Entity, found: _Found) -> dict[int, Address]:
    """Where the mentions of each year begin."""
    page, places = entity_page(entity.id), {cable: place for place, cable in enumerate(found.cables)}
    leaves = {year: places[cable] // _LEAF + 1 for year, cable in found.years.items()}
    return {year: (page.leaf(leaf) if leaf > 1 else page).at(f"y{year}") for year, leaf in leaves.items()}


def _snippets(found: _Found) -> dict[tuple[CableId, Anchor], Snippet]:
    snippets: dict[tuple[CableId, Anchor], Snippet] = {}
    for cable, mentions in found.cables.items():
        for mention in mentions:
            snippets.setdefault((cable, mention.anchor), mention.snippet)
    return snippets


def _title(entity: Entity, edition: Edition) -> str:
    """Nur Otan (organisation): a title that no post, page or namesake of another type has. Namesakes
    of one type are told apart by their ids."""
    owners = owners_of(entity.name, edition.names)  # and not every label: it would be asked by every page
    same = [one for one in owners if edition.labels[one] == (entity.name, entity.type)]
    kind = ENTITY_WORDS[entity.type].lower()
    return f"{entity.name} ({kind}, {entity.id})" if len(same) > 1 else f"{entity.name} ({kind})"


def _cable(
    cable: CableId, mentions: Sequence[MentionDigest], found: _Found, edition: Edition, links: Links
) -> CableMentions:
    page, left = cable_page(cable), len(mentions) - _SHOWN
    return CableMentions(
        cable=entry_of(edition.archive.cables[cable], edition, links),
        mentions=tuple(_mention(mention, page, links) for mention in mentions[:_SHOWN]),
        id=f"y{cable.year}" if found.years[cable.year] == cable else "",
        more=Link(links.to(page.at("named")), f"and {left:,} more in this cable") if left > 0 else None,
    )


def _mention(mention: MentionDigest, page: Address, links: Links) -> MentionView:
    anchor = mention.anchor or field_anchor(mention.label)
    name = name_of(anchor) if mention.anchor else field_name(mention.label)
    return MentionView(links.to(page.at(anchor)), mention.label, name, mention.snippet)


def _authority(authority: str, identifier: str) -> Link:
    name, pattern = _AUTHORITIES.get(authority, (authority, ""))
    if identifier.startswith(("https://", "http://")):
        return Link(identifier, name)
    return Link(pattern.format(identifier) if pattern else "", f"{name} {identifier}")

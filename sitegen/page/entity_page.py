"""People, places and the rest: the index by type, and a page each with every mention."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.address import ENTITIES, Address, Links, cable_page, entity_page
from sitegen.archive.digest import MentionDigest, Snippet
from sitegen.cable.model import CableId
from sitegen.note.entity import Alias, Entity
from sitegen.note.markdown import html_of
from sitegen.page.anchor_words import field_anchor, field_name, name_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entry import Entry, entry_of
from sitegen.page.histogram import Histogram
from sitegen.page.list_view import IndexGroup, IndexRow, IndexView
from sitegen.page.naming import ENTITY_GROUPS, ENTITY_WORDS
from sitegen.page.resolve import resolver_of
from sitegen.page.shell import Link, Shell, shell_of
from sitegen.page.wording import count_of, facts_line

_COMPANIONS = 12

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
    """One cable and each place in it that names the entity."""

    cable: Entry
    mentions: tuple[MentionView, ...]


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity named in the same paragraphs."""

    link: Link
    count: str


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity's page, decided."""

    shell: Shell
    eyebrow: Link
    kind: str
    name: str
    html: Markup
    aliases: tuple[str, ...]
    authorities: tuple[Link, ...]
    lede: str
    cables: tuple[CableMentions, ...]
    companions: tuple[Companion, ...]


def entity_sheets(edition: Edition) -> Iterator[Sheet]:
    """/entities/ and /entities/nur-otan/."""
    yield _index(edition)
    together = _together(edition)
    for entity in edition.entities.values():
        yield Sheet(
            entity_page(entity.id), "entity.html", _view(entity, together.get(entity.id, Counter()), edition)
        )


def said_alias(alias: Alias) -> str:
    """Otan (1999 to December 2006): dates as exact as the editor gave them are the years."""
    if alias.since and alias.until:
        return f"{alias.text} ({alias.since.year}–{alias.until.year})"
    if alias.since:
        return f"{alias.text} (from {alias.since.year})"
    return f"{alias.text} (until {alias.until.year})" if alias.until else alias.text


def _index(edition: Edition) -> Sheet:
    links = edition.links(ENTITIES)
    groups = []
    for kind, heading in ENTITY_GROUPS.items():
        found = [entity for entity in edition.entities.values() if entity.type is kind]
        found.sort(key=lambda entity: (entity.name.casefold(), entity.id))
        groups.append(IndexGroup(heading, tuple(_row(entity, edition, links) for entity in found)))
    view = IndexView(
        shell=shell_of(edition, links, "People & places", "Who and what the cables name."),
        heading="People & places",
        lede="Who and what the cables name: every mention, with a link to its paragraph.",
        empty="No people, places or organisations have been described here yet.",
        histogram=Histogram(""),
        groups=tuple(group for group in groups if group.rows),
    )
    return Sheet(ENTITIES, "index.html", view)


def _row(entity: Entity, edition: Edition, links: Links) -> IndexRow:
    mentions = edition.archive.entities.get(entity.id, ())
    count = count_of(len(mentions), "mention") if mentions else "not named"
    return IndexRow(links.to(entity_page(entity.id)), entity.name, "", "", count)


def _view(entity: Entity, companions: Counter[str], edition: Edition) -> EntityView:
    links = edition.links(entity_page(entity.id))
    mentions = edition.archive.entities.get(entity.id, ())
    kind = ENTITY_WORDS[entity.type]
    cables = len({cable for cable, _ in mentions})
    lede = f"{count_of(len(mentions), 'mention')} in {count_of(cables, 'cable')}" if mentions else ""
    about = facts_line([f"{entity.name}, {kind.lower()}", lede])
    return EntityView(
        shell=shell_of(edition, links, _title(entity, edition), about),
        eyebrow=Link(links.to(ENTITIES), "People & places"),
        kind=kind,
        name=entity.name,
        html=html_of(entity.body, resolver_of(edition, links), "about", top=2),
        aliases=tuple(said_alias(alias) for alias in entity.aliases),
        authorities=tuple(_authority(*same) for same in entity.same_as),
        lede=lede,
        cables=tuple(_cables(mentions, edition, links)),
        companions=_companions(companions, edition, links),
    )


def _title(entity: Entity, edition: Edition) -> str:
    """Nur Otan (organisation): a title that no post, page or namesake of another type has. Namesakes
    of one type are told apart by their ids."""
    same = [one for one in edition.entities.values() if (one.type, one.name) == (entity.type, entity.name)]
    kind = ENTITY_WORDS[entity.type].lower()
    return f"{entity.name} ({kind}, {entity.id})" if len(same) > 1 else f"{entity.name} ({kind})"


def _cables(
    mentions: tuple[tuple[CableId, MentionDigest], ...], edition: Edition, links: Links
) -> Iterator[CableMentions]:
    grouped: dict[CableId, list[MentionDigest]] = {}
    for cable, mention in mentions:
        grouped.setdefault(cable, []).append(mention)
    for cable, found in grouped.items():
        page = cable_page(cable)
        views = tuple(_mention(mention, page, links) for mention in found)
        yield CableMentions(entry_of(edition.archive.cables[cable], edition, links), views)


def _mention(mention: MentionDigest, page: Address, links: Links) -> MentionView:
    anchor = mention.anchor or field_anchor(mention.label)
    name = name_of(anchor) if mention.anchor else field_name(mention.label)
    return MentionView(links.to(page.at(anchor)), mention.label, name, mention.snippet)


def _authority(authority: str, identifier: str) -> Link:
    name, pattern = _AUTHORITIES.get(authority, (authority, ""))
    if identifier.startswith(("https://", "http://")):
        return Link(identifier, name)
    return Link(pattern.format(identifier) if pattern else "", f"{name} {identifier}")


def _together(edition: Edition) -> dict[str, Counter[str]]:
    """For each entity, in how many paragraphs it is named together with each other one."""
    together: dict[str, Counter[str]] = {}
    for digest in edition.archive.cables.values():
        paragraphs: dict[str, dict[str, None]] = {}
        for mention in digest.mentions:
            paragraphs.setdefault(mention.anchor, {})[mention.entity] = None
        for named in paragraphs.values():
            for one in named:
                together.setdefault(one, Counter()).update(other for other in named if other != one)
    return together


def _companions(counts: Counter[str], edition: Edition, links: Links) -> tuple[Companion, ...]:
    known = [one for one in counts if one in edition.entities]
    known.sort(key=lambda one: (-counts[one], edition.entities[one].name.casefold()))
    return tuple(
        Companion(
            Link(links.to(entity_page(one)), edition.entities[one].name),
            count_of(counts[one], "shared paragraph"),
        )
        for one in known[:_COMPANIONS]
    )

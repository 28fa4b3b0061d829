"""Who is named together with an entity, and the shared paragraphs behind the count."""

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.address import Links, cable_page, entity_page
from sitegen.archive.catalogue import Company
from sitegen.archive.snippet import Snippet
from sitegen.cable.model import Anchor, CableId
from sitegen.page.anchor_words import label_of, name_of
from sitegen.page.edition import Edition
from sitegen.page.shell import Link
from sitegen.page.wording import count_of

_COMPANIONS = 12
_NOTHING = Snippet("", "", "")

Snippets = Mapping[tuple[CableId, Anchor], Snippet]
"""The words of the first mention in each paragraph."""


@dataclass(frozen=True, slots=True)
class SharedParagraph:
    """A paragraph that names both."""

    href: str
    cable: str
    label: str
    name: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity named in the same paragraphs: how many, the first of them, and how many more."""

    link: Link
    count: str
    paragraphs: tuple[SharedParagraph, ...]
    more: str


def companions_of(
    entity_id: str, snippets: Snippets, edition: Edition, links: Links
) -> tuple[Companion, ...]:
    """Those it shares most paragraphs with."""
    found = edition.archive.companions.get(entity_id, {})
    known = [one for one in found if one in edition.labels]
    known.sort(key=lambda one: (-found[one].number, edition.labels[one].name.casefold(), one))
    return tuple(_companion(one, found[one], snippets, edition, links) for one in known[:_COMPANIONS])


def _companion(other: str, found: Company, snippets: Snippets, edition: Edition, links: Links) -> Companion:
    left = found.number - len(found.places)
    return Companion(
        link=Link(links.to(entity_page(other)), edition.labels[other].name),
        count=count_of(found.number, "paragraph"),
        paragraphs=tuple(_paragraph(*place, snippets, links) for place in found.places),
        more=f"and {left:,} more" if left else "",
    )


def _paragraph(cable: CableId, anchor: Anchor, snippets: Snippets, links: Links) -> SharedParagraph:
    href = links.to(cable_page(cable).at(anchor))
    snippet = snippets.get((cable, anchor), _NOTHING)
    return SharedParagraph(href, str(cable), label_of(anchor), name_of(anchor), snippet)

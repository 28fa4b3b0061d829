"""The glossary: one page that explains what cables abbreviate; and how other pages lead to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.address import GLOSSARY, Links, entity_page
from sitegen.archive.abridge import excerpt_of
from sitegen.archive.fact import Kind
from sitegen.cable.model import Anchor, Cable, Marking
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.entity import EntityType
from sitegen.note.glossary import Gloss, GlossKind, key_of
from sitegen.note.near import listed
from sitegen.page.edition import Edition, Sheet
from sitegen.page.naming import tag_address, tag_meaning
from sitegen.page.overlay import Layer, Range, element
from sitegen.page.shell import Link, Shell, shell_of

CAPTIONS = "captions"
"""The id of the captions, for programs."""

_LEDE = (
    "What the abbreviations, captions and marks of cables mean. In a cable the first use of each leads here, "
    "where nothing else is linked in its place."
)
# Id, heading, what is said of all; in the order of the page.
_GROUPS: dict[GlossKind, tuple[str, str, str]] = {
    GlossKind.PRECEDENCE: ("precedences", "Precedence", "How fast a cable had to travel, the slowest first."),
    GlossKind.MARKING: (
        "markings",
        "Classification and portion marks",
        "A cable has a level, and so has each paragraph; what stands behind a stroke limits it further.",
    ),
    GlossKind.CAPTION: (CAPTIONS, "Captions", "Who may see a cable, and how it may be passed on."),
    GlossKind.HEADER: ("headers", "Other words of the header", ""),
    GlossKind.ACRONYM: ("acronyms", "Abbreviations", ""),
    GlossKind.TERM: ("terms", "Words of the trade", ""),
}
_RANKED = (GlossKind.PRECEDENCE, GlossKind.MARKING)  # they stand in the order of the table
_TAGS_LEDE = "The codes that cables of this archive are filed under; each leads to its cables."
_EDITORS_LEDE = "Explained by the editors of this archive; each leads to where cables use it."


@dataclass(frozen=True, slots=True)
class GlossView:
    """A term; `href` leads to its own place on the page, or to the page that is about it."""

    id: str
    term: str
    href: str
    meaning: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class GlossGroup:
    """Terms of one kind."""

    id: str
    heading: str
    lede: str
    terms: tuple[GlossView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The whole page."""

    shell: Shell
    heading: str
    lede: str
    contents: tuple[Link, ...]
    groups: tuple[GlossGroup, ...]


def glossary_sheets(edition: Edition) -> Iterator[Sheet]:
    """/glossary/."""
    links = edition.links(GLOSSARY)
    found = (*_groups(edition), _tags(edition, links), _editors(edition, links))
    groups = tuple(group for group in found if group.terms)
    view = GlossaryView(
        shell=shell_of(edition, links, "Glossary", _LEDE),
        heading="Glossary",
        lede=_LEDE,
        contents=tuple(Link(f"#{group.id}", group.heading) for group in groups),
        groups=groups,
    )
    yield Sheet(GLOSSARY, "glossary.html", view)


def gloss_of(kind: GlossKind, words: str, edition: Edition) -> Gloss | None:
    """What the glossary says of a caption, a level …; None when it is silent."""
    return edition.glossary.get(key_of(kind, words))


def gloss_href(kind: GlossKind, words: str, edition: Edition, links: Links) -> str:
    """Where it is explained, "" nowhere."""
    gloss = gloss_of(kind, words, edition)
    return links.to(GLOSSARY.at(gloss.id)) if gloss else ""


def level_href(cable: Cable, edition: Edition, links: Links) -> str:
    """Where the classification of the whole is explained."""
    level = cable.classification
    return gloss_href(GlossKind.MARKING, level.code, edition, links) if level else ""


def terms_in(annotated: AnnotatedCable, edition: Edition, links: Links) -> Iterator[tuple[Anchor, Range]]:
    """The first use of each abbreviation: a link, for those who touch or type, around a title."""
    for use in annotated.terms:
        if gloss := edition.glossary.get(use.key):
            href = links.to(GLOSSARY.at(gloss.id))
            link, title = element("a", class_="term", href=href), element("abbr", title=gloss.meaning)
            around = link[0] + title[0], title[1] + link[1]
            yield use.anchor, Range(use.start, use.end, Layer.LINK, *around)


def marks_explained(cable: Cable, edition: Edition, links: Links) -> dict[Anchor, str]:
    """Where the first paragraph or heading with each portion mark leads."""
    seen: set[Marking] = set()
    found: dict[Anchor, str] = {}
    for item in cable.body:
        if item.marking and item.marking not in seen:
            seen.add(item.marking)
            found[item.anchor] = gloss_href(GlossKind.MARKING, item.marking.level.code, edition, links)
    return found


def _groups(edition: Edition) -> Iterator[GlossGroup]:
    glosses = [edition.glossary[key] for key in edition.glossary]
    for kind, (name, heading, lede) in _GROUPS.items():
        found = [one for one in glosses if one.kind is kind]
        if kind not in _RANKED:
            found.sort(key=lambda one: (one.term.casefold(), one.term, one.country))
        yield GlossGroup(name, heading, lede, tuple(_view(one, edition) for one in found))


def _view(one: Gloss, edition: Edition) -> GlossView:
    country = tag_meaning(one.country, edition) or one.country
    only = f"In cables from posts in {country}." if country else ""
    known = {one.term.casefold(), one.meaning.casefold()}
    also = [spelling for spelling in one.also if spelling.casefold() not in known]
    more = " ".join(filter(None, (one.explanation, only, f"Also {listed(also)}." if also else "")))
    if more and one.meaning.casefold() == one.term.casefold():
        return GlossView(one.id, one.term, f"#{one.id}", more)
    return GlossView(one.id, one.term, f"#{one.id}", one.meaning, more)


def _tags(edition: Edition, links: Links) -> GlossGroup:
    codes = sorted(code for code in edition.archive.counts(Kind.TAG) if tag_meaning(code, edition))
    terms = tuple(
        GlossView(f"tag-{code}", code, links.to(tag_address(code)), tag_meaning(code, edition))
        for code in codes
    )
    return GlossGroup("tags", "TAGS", _TAGS_LEDE, terms)


def _editors(edition: Edition, links: Links) -> GlossGroup:
    """The terms among the entities."""
    named = [
        (label.name, one) for one in edition.labels if (label := edition.labels[one]).type is EntityType.TERM
    ]
    terms = tuple(
        GlossView(f"entity-{one}", name, links.to(entity_page(one)), excerpt_of(edition.entities[one].body))
        for name, one in sorted(named, key=lambda pair: (pair[0].casefold(), pair[1]))
    )
    return GlossGroup("editors", "In this archive", _EDITORS_LEDE, terms)

"""What posts, TAGS, levels and entity types are called, and under which address they stand."""

import re
from hashlib import blake2b

from slugify import slugify

from sitegen.address import Address, classification_page, post_page, tag_page
from sitegen.cable.model import Level
from sitegen.cable.vocabulary import letters_of
from sitegen.note.annotation import AnnotationKind
from sitegen.note.entity import EntityType
from sitegen.note.glossary import GlossKind, key_of
from sitegen.page.edition import Edition

ENTITY_GROUPS: dict[EntityType, str] = {
    EntityType.PERSON: "People",
    EntityType.ORGANIZATION: "Organisations",
    EntityType.PLACE: "Places",
    EntityType.EVENT: "Events",
    EntityType.PROGRAMME: "Programmes",
    EntityType.TERM: "Terms",
}

ENTITY_WORDS: dict[EntityType, str] = {
    EntityType.PERSON: "Person",
    EntityType.ORGANIZATION: "Organisation",
    EntityType.PLACE: "Place",
    EntityType.EVENT: "Event",
    EntityType.PROGRAMME: "Programme",
    EntityType.TERM: "Term",
}

# The order in which kinds of TAGS are listed; a kind that is not here goes under the last.
TAG_GROUPS: dict[str, tuple[str, ...]] = {
    "Subjects": ("subject", "subject-old"),
    "Countries and regions": ("geo", "region", "geo-error"),
    "Programs": ("program",),
    "Organisations": ("organization",),
    "People": ("person",),
    "Other codes": (),
}

NOTE_GROUPS: dict[AnnotationKind, str] = {
    AnnotationKind.HEADNOTE: "Headnotes",
    AnnotationKind.SUMMARY: "Summaries",
    AnnotationKind.CONTEXT: "Context",
    AnnotationKind.IDENTIFICATION: "Identifications",
    AnnotationKind.CORRECTION: "Corrections",
    AnnotationKind.TRANSLATION: "Translations",
    AnnotationKind.SOURCE: "Sources",
    AnnotationKind.DISPUTE: "Disputes",
    AnnotationKind.QUESTION: "Questions",
}

_MOTIVATIONS = {
    AnnotationKind.HEADNOTE: "describing",
    AnnotationKind.SUMMARY: "describing",
    AnnotationKind.IDENTIFICATION: "identifying",
    AnnotationKind.CORRECTION: "editing",
    AnnotationKind.SOURCE: "linking",
    AnnotationKind.DISPUTE: "assessing",
}

_POST_TITLES = {
    "embassy": "Embassy {}",
    "consulate": "Consulate {}",
    "interests section": "Interests Section {}",
    "mission to": "Mission {}",  # of the table's own missions the name says it all: USUN New York
}
_ORIGIN = re.compile(r"(AMEMBASSY|AMCONSUL|USMISSION)\s+(.+)")
_ORIGIN_KINDS = {"AMEMBASSY": "embassy", "AMCONSUL": "consulate", "USMISSION": "mission to"}
_CODE = re.compile(r"[A-Z0-9]{1,40}")
_PERSON = re.compile(r"[A-Z]{1,40}, [A-Z]{1,40}")


def tag_address(code: str) -> Address:
    """/tags/PGOV/; a person's TAG ("CLINTON, HILLARY") is /tags/clinton-hillary/.

    No two TAGS share an address, whatever a record says: a code that its slug does not give back has
    a number of its own behind it.
    """
    if _CODE.fullmatch(code):
        return tag_page(code)
    slug = slugify(code, max_length=60)
    return tag_page(slug if _PERSON.fullmatch(code) else f"{slug}-{_number_of(code)}".lstrip("-"))


def _number_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=4).digest(), "big")


def tag_meaning(code: str, edition: Edition) -> str:
    """The meaning of a TAG, or "" where nobody is sure; the site's own word comes first."""
    if own := edition.glossary.get(key_of(GlossKind.TAG, code)):
        return own.meaning
    tag = edition.vocabulary.tags.get(code)
    return tag.name if tag else ""


def tag_group(code: str, edition: Edition) -> str:
    """The heading a TAG is listed under."""
    tag = edition.vocabulary.tags.get(code)
    kind = tag.kind if tag else "person" if "," in code else ""
    return next((group for group, kinds in TAG_GROUPS.items() if kind in kinds), "Other codes")


def post_name(key: str, edition: Edition) -> str:
    """Abu Dhabi. A post that no table knows is called what its own cables say."""
    post = edition.vocabulary.posts.get(key)
    return post.name if post else _own_name(key, edition)[1]


def post_title(key: str, edition: Edition) -> str:
    """Embassy Abu Dhabi."""
    post = edition.vocabulary.posts.get(key)
    kind = post.kind if post else _own_name(key, edition)[0]
    return _POST_TITLES.get(kind, "{}").format(post_name(key, edition))


def post_address(key: str, edition: Edition) -> Address:
    """/posts/abu-dhabi/: the table's name while it spells the key (so that no two posts share one), or
    the key. What the cables themselves call a post may change with the next one, an address may not."""
    post = edition.vocabulary.posts.get(key)
    slug = slugify(post.name) if post else ""
    return post_page(slug if slug.replace("-", "") == key.lower() else key.lower())


def _own_name(key: str, edition: Edition) -> tuple[str, str]:
    """Kind and name of a post by the FM line of its first cable, when that spells the key."""
    for cable in edition.archive.first_of(key):
        match = _ORIGIN.fullmatch(edition.archive.cables[cable].origin)
        if match and letters_of(match[2]) == key:
            return _ORIGIN_KINDS[match[1]], match[2].title()
    return "", key.title()


def level_address(level: Level) -> Address:
    """/classifications/top-secret/."""
    return classification_page(slugify(level.words))


def motivation_of(kind: AnnotationKind) -> str:
    """The nearest word of the W3C's annotations, which TEI has taken over."""
    return _MOTIVATIONS.get(kind, "commenting")

"""Entities: the people, places, organisations, events, programmes and terms that cables name.

One Markdown file each, in a folder of its type: `content/entities/organization/nur-otan.md`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from posixpath import basename, dirname

from slugify import slugify

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.body_fault import note_problems
from sitegen.note.comment import comment_problems
from sitegen.note.front_matter import (
    Fields,
    FrontMatter,
    Items,
    Table,
    Text,
    Value,
    is_unread,
    known_fields,
    missing_fields,
    read_front_matter,
)
from sitegen.note.near import did_you_mean, listed
from sitegen.note.partial_date import first_day, last_day


class EntityType(StrEnum):
    """The folder an entity's file stands in, too."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    EVENT = "event"
    PROGRAMME = "programme"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Alias:
    """Words that name an entity, perhaps only between two dates (both included) or in some cables."""

    text: str
    since: date | None = None  # "from: 1999" is 1999-01-01
    until: date | None = None  # "to: 2006-12" is 2006-12-31
    only_in: tuple[CableId, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity; `names` are its own name and its aliases."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[Alias, ...]
    excluded: tuple[str, ...]  # "not": words that hold a name and are something else
    same_as: tuple[tuple[str, str], ...]  # (authority, id): ("wikidata", "Q232")
    body: str  # Markdown
    place: Place
    body_line: int

    @property
    def names(self) -> tuple[Alias, ...]:
        return (Alias(self.name), *self.aliases)


ENTITY_FIELDS: Fields = {
    "id": Text,
    "type": Text,
    "name": Text,
    "aliases": Items,
    "not": Items,
    "same_as": Table,
}
ALIAS_FIELDS: Fields = {"text": Text, "from": Text, "to": Text, "only_in": Items}

Problems = list[Diagnostic]


def read_entity(text: str, path: str, vocabulary: Vocabulary) -> tuple[Entity | None, tuple[Diagnostic, ...]]:
    """One entity's file; None when it lacks its id, type or name."""
    head, problems = read_front_matter(text, path)
    needed = () if is_unread(problems) else ("id", "type", "name")
    found: Problems = [*problems, *missing_fields(head.fields, needed, head.manuscript)]
    fields, more = known_fields(head.fields, ENTITY_FIELDS, head.manuscript)
    found += more
    kind = _type(fields, head, found)
    entity_id = _id(fields, head, found)
    aliases = tuple(_aliases(fields, head, vocabulary, found))
    excluded = tuple(_texts(fields, "not", head, found))
    same_as = tuple(_same_as(fields, head, found))
    if not (kind and entity_id and fields.text("name")):
        return None, tuple(found)
    found += _folder_problems(entity_id, kind, fields, head)
    found += _shortness(fields.text("name"), "name", fields.at("name"), head)
    entity = Entity(
        id=entity_id,
        type=kind,
        name=fields.text("name"),
        aliases=aliases,
        excluded=excluded,
        same_as=same_as,
        body=head.body.strip("\n"),
        place=fields.at("id"),
        body_line=head.body_line + len(head.body) - len(head.body.lstrip("\n")),
    )
    return entity, (
        *found,
        *comment_problems(text, path),
        *note_problems(entity.body, path, entity.body_line),
    )


def entity_problems(entities: Iterable[Entity]) -> tuple[Diagnostic, ...]:
    """Two entities of one id: the later, by the path of its file, is told of the earlier."""
    first: dict[str, Entity] = {}
    problems = []
    for entity in sorted(entities, key=lambda entity: (entity.id, entity.place)):
        known = first.setdefault(entity.id, entity)
        if known is not entity:
            message = f"two entities have the id {entity.id!r}: this one and {known.place.path}"
            problems.append(
                Diagnostic(entity.place, "entity-id-taken", message, "give one of them another id")
            )
    return tuple(problems)


def _type(fields: Table, head: FrontMatter, problems: Problems) -> EntityType | None:
    word = fields.text("type")
    if not word or word in tuple(EntityType):
        return EntityType(word) if word else None
    hint = did_you_mean(word, EntityType) or f"the types are {listed(EntityType)}"
    problems.append(
        head.manuscript.problem("entity-type", fields.at("type"), f"no type is called {word!r}", hint)
    )
    return None


def _id(fields: Table, head: FrontMatter, problems: Problems) -> str:
    word = fields.text("id")
    if not word or word == slugify(word):
        return word
    message, right = f"{word!r} cannot be part of an address", slugify(word)
    hint = f"write {right}" if right else "use lower-case letters, digits and hyphens"
    problems.append(head.manuscript.problem("entity-id", fields.at("id"), message, hint))
    return ""


def _folder_problems(
    entity_id: str, kind: EntityType, fields: Table, head: FrontMatter
) -> Iterator[Diagnostic]:
    """An editor looks for an entity by its file: the file's name says its id, the folder its type."""
    path = head.manuscript.path
    stem, folder = basename(path).rpartition(".")[0], basename(dirname(path))
    if stem and stem != entity_id:
        message = f"this file is called {stem}, and its entity {entity_id}"
        yield head.manuscript.problem(
            "entity-id-name", fields.at("id"), message, f"rename it to {entity_id}.md"
        )
    if folder in tuple(EntityType) and folder != kind:
        message = f"this {kind} stands in the folder {folder}"
        yield head.manuscript.problem("entity-folder", fields.at("type"), message, f"move it to {kind}/")


def _aliases(fields: Table, head: FrontMatter, vocabulary: Vocabulary, problems: Problems) -> Iterator[Alias]:
    for value in fields.items("aliases"):
        if isinstance(value, Table):
            before = len(problems)
            alias = _alias_of(value, head, vocabulary, problems)
            # Without its limits, an alias that cannot be read whole would link the wrong words.
            if len(problems) > before:
                continue
        elif text := _text_of(
            value, "an alias is a text, or a table as {text: Otan, from: 1999}", head, problems
        ):
            alias = Alias(text)
        else:
            continue
        short = tuple(_shortness(alias.text, "alias", value.place, head))
        problems += short
        if alias.text and not short:
            yield alias


def _shortness(text: str, what: str, place: Place, head: FrontMatter) -> Iterator[Diagnostic]:
    """A single letter stands for too much."""
    if text and sum(map(str.isalnum, text)) < 2:
        message = f"the {what} {text!r} has fewer than two letters, and is not looked for"
        hint = "where it does mean this entity, say so in decisions.csv"
        yield head.manuscript.problem("entity-alias-short", place, message, hint)


def _alias_of(table: Table, head: FrontMatter, vocabulary: Vocabulary, problems: Problems) -> Alias:
    fields, more = known_fields(table, ALIAS_FIELDS, head.manuscript)
    problems += more
    if "text" not in table.entries:
        message, hint = "this alias does not say its text", "write it as {text: Otan, from: 1999}"
        problems.append(head.manuscript.problem("front-matter-missing-key", table.place, message, hint))
    since, until = fields.text("from"), fields.text("to")
    days = first_day(since), last_day(until)
    for key, text, day in (("from", since, days[0]), ("to", until, days[1])):
        if text and day is None:
            message, hint = f"{text!r} is no date", "write 1999, 2006-12 or 2006-12-22"
            problems.append(head.manuscript.problem("entity-date", fields.at(key), message, hint))
    if days[0] and days[1] and days[1] < days[0]:
        message = f"this alias ends ({until}) before it begins ({since})"
        problems.append(head.manuscript.problem("entity-date", fields.at("to"), message))
    return Alias(fields.text("text"), *days, tuple(_cables(fields, head, vocabulary, problems)))


def _cables(
    fields: Table, head: FrontMatter, vocabulary: Vocabulary, problems: Problems
) -> Iterator[CableId]:
    for value in fields.items("only_in"):
        text = value.text if isinstance(value, Text) else ""
        if cable_id := read_id(text, vocabulary, shortest=1):
            yield cable_id
        else:
            message, hint = f"{text!r} is no cable id", "write it as 07ASTANA1848"
            problems.append(head.manuscript.problem("entity-cable-id", value.place, message, hint))


def _texts(fields: Table, key: str, head: FrontMatter, problems: Problems) -> Iterator[str]:
    for value in fields.items(key):
        if text := _text_of(value, f"each item of {key!r} must be a text", head, problems):
            yield text


def _same_as(fields: Table, head: FrontMatter, problems: Problems) -> Iterator[tuple[str, str]]:
    table = fields.table("same_as")
    for authority, value in table.entries.items() if table else ():
        if text := _text_of(value, f"the id at {authority} must be a text", head, problems):
            yield authority, text


def _text_of(value: Value, message: str, head: FrontMatter, problems: Problems) -> str:
    if isinstance(value, Text):
        return value.text
    problems.append(head.manuscript.problem("front-matter-type", value.place, message))
    return ""

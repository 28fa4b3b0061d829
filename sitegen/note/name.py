"""A name to look for, and whether words of a cable are that name.

The words must be whole, written with the name's own capitals (or all in capitals, where the text
is), and of its years; a doubt that remains is told by `doubt_about`, and means no link.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sitegen.cable.model import BlockKind, Cable, CableId, Paragraph
from sitegen.note.common_word import COMMON_WORDS, NAMESAKES, TITLES
from sitegen.note.entity import Alias, Entity, EntityType
from sitegen.note.folding import fold_name, lower

_MOSTLY = 0.7  # of the letters: a text typed in capitals still holds a few small ones
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.'-]*) $")
_WORD_AFTER = re.compile(r" ([^\W\d_]\w*)")
_LETTER = re.compile(r"[^\W\d_]")


class Name(NamedTuple):
    """One name of an entity, folded. An `excluded` one takes words away from it."""

    entity: str
    type: EntityType
    folded: str  # as fold_name leaves it: capitals kept
    alias: Alias
    excluded: bool = False

    @property
    def is_limited(self) -> bool:
        """Whether the editor said when or where the name is this entity's."""
        return bool(self.alias.since or self.alias.until or self.alias.only_in)


class Fit(NamedTuple):
    """A name on words of a folded text; `exact` when no plural "s" was added to it."""

    start: int
    end: int
    name: Name
    exact: bool = True


def names_of(entities: Iterable[Entity]) -> Iterator[Name]:
    """Every name to look for, and every one that hides it."""
    for entity in entities:
        for alias in filter(is_looked_for, entity.names):
            yield Name(entity.id, entity.type, fold_name(alias.text).text.strip(), alias)
        for alias in filter(is_looked_for, map(Alias, entity.excluded)):
            yield Name(entity.id, entity.type, fold_name(alias.text).text.strip(), alias, excluded=True)


def is_looked_for(alias: Alias) -> bool:
    """A single letter, or a rule of hyphens, stands for too much."""
    return sum(map(str.isalnum, fold_name(alias.text).text)) > 1


class Page:
    """One paragraph while names are looked for in it."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.folded = fold_name(paragraph.text)
        self.text = self.folded.text
        self.low = lower(self.text)
        self.taken = bytearray(len(self.text))  # 1 where words are spoken for

    @cached_property
    def capitals(self) -> bool:
        """Whether the paragraph is typed in capitals."""
        return is_in_capitals(self.text)

    def take(self, start: int, end: int) -> bool:
        """Claim a stretch, unless some of it is claimed."""
        if any(self.taken[start:end]):
            return False
        self.taken[start:end] = b"\x01" * (end - start)
        return True

    def crosses_a_block(self, start: int, end: int) -> bool:
        """A name does not run from one item of a list, or one row of a table, into the next."""
        if not self.paragraph.blocks:
            return False
        first, last = self.folded.span(start, end)
        edge = bisect_right(self._edges, first)
        if edge < len(self._edges) and self._edges[edge] < last:
            return True
        return "\n" in self.paragraph.text[first:last] and self._is_in_table(first)

    @cached_property
    def _edges(self) -> list[int]:
        return sorted({edge for block in self.paragraph.blocks for edge in (block.start, block.end)})

    def _is_in_table(self, place: int) -> bool:
        tables = (block for block in self.paragraph.blocks if block.kind is BlockKind.TABLE)
        return any(table.start <= place < table.end for table in tables)


def is_in_capitals(text: str) -> bool:
    """Whether a text is typed in capitals, as all telegrams once were."""
    upper, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper > _MOSTLY * (upper + small) and upper >= 8


@dataclass(frozen=True, slots=True)
class Day:
    """When and where names are looked for: a cable's date, or only its year, and its id."""

    cable: CableId | None
    first: date | None
    last: date | None


def day_of(cable: Cable) -> Day:
    """The day of a cable; of one without a date-time group, the year of its id."""
    if cable.dtg:
        return Day(cable.id, cable.dtg.date(), cable.dtg.date())
    if cable.id:
        return Day(cable.id, date(cable.id.year, 1, 1), date(cable.id.year, 12, 31))
    return Day(None, None, None)


def fit_of(name: Name, start: int, end: int, page: Page, day: Day) -> Fit | None:
    """The name on these words and perhaps a plural "s", or None when they are not that name."""
    if not _in_force(name.alias, day) or not _begins(page.text, start) or page.crosses_a_block(start, end):
        return None
    if not _has_its_capitals(name, page.text[start:end], page):
        return None
    if _ends(page.text, end):
        return Fit(start, end, name)
    return Fit(start, end + 1, name, exact=False) if _is_plural(name, end, page) else None


def is_in_force(name: Name, day: Day) -> bool:
    """Whether a name is its entity's on this day and in this cable; an excluded one never is."""
    return not name.excluded and _in_force(name.alias, day)


def _in_force(alias: Alias, day: Day) -> bool:
    if alias.only_in and day.cable not in alias.only_in:
        return False
    if alias.since and (day.first is None or day.first < alias.since):
        return False
    return not (alias.until and (day.last is None or day.last > alias.until))


def _begins(text: str, start: int) -> bool:
    """Whether a word can begin here: not inside "McCain", nor after the "O'" of "O'Brien"."""
    before = text[start - 1 : start]
    if before == "'" and start > 1 and text[start - 2].isalpha():
        return False
    return not (before.isalnum() or before == "_")


def _ends(text: str, end: int) -> bool:
    """Whether a word can end here: before a blank, a mark or the possessive "'s"."""
    after = text[end : end + 3]
    if after[:1] == "'" and after[1:2].isalpha():
        return after[1:2] in "sS" and not after[2:3].isalnum()
    return not after or not (after[0].isalnum() or after[0] == "_" or unicodedata.combining(after[0]))


def _has_its_capitals(name: Name, words: str, page: Page) -> bool:
    if words == name.folded:
        return True
    if words[1:] == name.folded[1:] and (name.type is EntityType.TERM or name.folded[0].islower()):
        return True  # "Akim" at the head of a sentence, "the Mazhilis party" as "The Mazhilis party"
    return words == name.folded.upper() and page.capitals


def _is_plural(name: Name, end: int, page: Page) -> bool:
    """ "Social Democrats" of "Social Democrat". Not of persons (the Nazarbayevs are others), nor in
    a text of capitals of an acronym (DCMS may be anything)."""
    mark = page.text[end : end + 1]
    if name.type is EntityType.PERSON or len(name.folded) < 3 or not _ends(page.text, end + 1):
        return False
    return mark == "s" or (mark == "S" and page.capitals and not name.folded.isupper())


def words_of(entity: Entity) -> frozenset[str]:
    """The words of an entity's names, to tell its given name from somebody else's."""
    return frozenset(word for alias in entity.names for word in fold_name(alias.text).text.split())


def doubt_about(fit: Fit, page: Page, own_words: frozenset[str]) -> str:
    """Why words that fit a name may still not be it; "" when there is no doubt."""
    words = page.text[fit.start : fit.end]
    single = " " not in words
    if single and words.lower() in COMMON_WORDS and words.isupper() and page.capitals:
        return "in a text of capitals this may be a plain word"
    if fit.name.type is not EntityType.PERSON:
        return ""
    after = _WORD_AFTER.match(page.text, fit.end)
    if after and after[1].lower() in NAMESAKES and not after[1].islower():
        return f"may be something named after the person: {words} {after[1]}"
    if single and (other := _other_given_name(fit, page, own_words)):
        return f"may be somebody else: {other} {words}"
    return ""


def _other_given_name(fit: Fit, page: Page, own_words: frozenset[str]) -> str:
    """The word before a surname, where it may be the given name of another."""
    before = _WORD_BEFORE.search(page.text, max(0, fit.start - 40), fit.start)
    if before is None or page.capitals or page.taken[before.start()]:
        return ""
    word = before[1]
    if not word[0].isupper() or word in own_words or word.rstrip(".").lower() in TITLES | COMMON_WORDS:
        return ""
    if len(word.rstrip(".")) == 1 and any(own.startswith(word[0]) for own in own_words):
        return ""  # an initial
    if word.rstrip(".").isupper() and len(_LETTER.findall(word)) > 1:
        return ""  # an acronym, as in "DCM Milas"
    return "" if word.endswith((".", "'s")) and len(word) > 3 else word

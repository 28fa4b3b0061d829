"""Where a cable names an entity: longest match, whole words, no link when two entities fit.

A wrong link on a named person is harm, so that every doubt means no link: two entities for the
same words, a surname after somebody else's given name, a plain word in a text of capitals.
Doubts are kept as `Ambiguity`, for an editor to decide once (`decision.py`), which beats the rules.

One automaton holds all names in small letters; what it finds is then tested by `name.fit_of`.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

import ahocorasick_rs

from sitegen.cable.model import Anchor, Cable, CableId
from sitegen.diagnostic import Diagnostic
from sitegen.note.decision import Decision
from sitegen.note.entity import Entity, EntityType
from sitegen.note.folding import fold_name, lower
from sitegen.note.name import (
    Day,
    Fit,
    Name,
    Page,
    day_of,
    doubt_about,
    fit_of,
    is_in_force,
    names_of,
    words_of,
)


class Mention(NamedTuple):
    """Words of one paragraph that name an entity: offsets in `Paragraph.text`."""

    anchor: Anchor
    start: int
    end: int
    entity: str  # its id


class HeaderMention(NamedTuple):
    """A person whom a field of the header names: who classified the cable, who signed it."""

    label: str  # of the field, as a reader calls it
    words: str
    entity: str


class Ambiguity(NamedTuple):
    """Words that may name an entity and are not linked, and why: a row of the review list."""

    anchor: Anchor
    start: int
    end: int
    words: str
    entities: tuple[str, ...]
    reason: str


class Findings(NamedTuple):
    """What a cable names, in reading order, and what was doubtful."""

    mentions: tuple[Mention, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    problems: tuple[Diagnostic, ...] = ()  # decisions for words that are not there
    header: tuple[HeaderMention, ...] = ()


_SEVERAL = "more than one entity has this name"


class NameFinder:
    """All names of all entities, looked for at once, and the editors' decisions."""

    def __init__(self, entities: Iterable[Entity], decisions: Iterable[Decision] = ()) -> None:
        self._entities, self._decisions = tuple(entities), tuple(decisions)
        by_pattern: dict[str, list[Name]] = defaultdict(list)
        for name in names_of(self._entities):
            by_pattern[lower(name.folded)].append(name)
        self._names = tuple(by_pattern.values())
        self._by_pattern = dict(by_pattern)
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_pattern))
        self._words = {entity.id: words_of(entity) for entity in self._entities}
        self._types = {entity.id: entity.type for entity in self._entities}
        self._decided: dict[CableId | None, list[Decision]] = defaultdict(list)
        for decision in self._decisions:
            self._decided[decision.cable].append(decision)

    def __reduce__(self) -> tuple[type["NameFinder"], tuple[tuple[Entity, ...], tuple[Decision, ...]]]:
        """The automaton cannot travel to another process; it is built anew there."""
        return NameFinder, (self._entities, self._decisions)

    def findings(self, cable: Cable) -> Findings:
        """What is linked and what is doubtful, and the decisions that do not fit the cable."""
        day = day_of(cable)
        pages = [Page(paragraph) for paragraph in cable.paragraphs]
        own = self._decided.get(cable.id, []) if cable.id else []
        stale = [decision for decision in own if decision.readable and not _applies(decision, cable, pages)]
        # Of a decision for words that have moved, the words are linked nowhere in the cable; and
        # where two decisions speak of the same words, the one for no link is heard first.
        told = [_suppressing(one) if one in stale else one for one in (*self._decided.get(None, ()), *own)]
        decided = sorted(told, key=lambda decision: decision.entity is not None)
        found: list[Mention | Ambiguity] = []
        for page in pages:
            items = [*self._decided_mentions(page, decided), *self._matched(page, day)]
            found += sorted(items, key=lambda item: item.start)
        return Findings(
            tuple(item for item in found if isinstance(item, Mention)),
            tuple(item for item in found if isinstance(item, Ambiguity)),
            tuple(map(_stale, stale)),
            tuple(named for named in self._header(cable, day) if not _is_refused(named, decided)),
        )

    def types_of(self, entities: Collection[str]) -> tuple[EntityType, ...]:
        """Of what types these entities are, each once."""
        return tuple(sorted({self._types[entity] for entity in entities}))

    def knows(self, words: str) -> bool:
        """Whether folded words are a name in some year or cable, or were said to be none."""
        return lower(words) in self._by_pattern

    def _header(self, cable: Cable, day: Day) -> Iterator[HeaderMention]:
        """Fields of the header, each a name by itself. A bare surname that signs is only linked
        when the cable says in full who classified it, or the editor limited the name to it."""
        by = cable.classified_by or ""
        classifier = self._person(by, day)
        if classifier:
            yield HeaderMention("Classified by", by, classifier.entity)
        signature = cable.signature or ""
        signer = self._person(signature, day)
        if signer and (signer.is_limited or (classifier and signer.entity == classifier.entity)):
            yield HeaderMention("Signature", signature, signer.entity)

    def _person(self, words: str, day: Day) -> Name | None:
        """The one person of this name at this time."""
        names = self._by_pattern.get(lower(fold_name(words).text.strip()), ())
        fits = [name for name in names if name.type is EntityType.PERSON and is_in_force(name, day)]
        return fits[0] if len({name.entity for name in fits}) == 1 else None

    def _decided_mentions(self, page: Page, decided: Iterable[Decision]) -> Iterator[Mention]:
        for decision in decided:
            for start, end in _decided_places(decision, page):
                if page.take(start, end) and decision.entity in self._words:
                    yield Mention(page.paragraph.anchor, *page.folded.span(start, end), decision.entity or "")

    def _matched(self, page: Page, day: Day) -> Iterator[Mention | Ambiguity]:
        """Longest first, each claiming its words; of what is claimed, a link or a doubt."""
        chosen = []
        for _, group in groupby(self._fits(page, day), key=lambda fit: (fit.start, fit.end)):
            fits = tuple(group)
            if page.take(fits[0].start, fits[0].end):
                chosen.append(fits)
        for fits in chosen:
            yield self._told(fits, page)

    def _fits(self, page: Page, day: Day) -> list[Fit]:
        """Every name that fits somewhere and is not excluded there, in the order of choice."""
        fits: list[Fit] = []
        excluded: dict[str, list[Fit]] = defaultdict(list)
        for index, start, end in self._automaton.find_matches_as_indexes(page.low, overlapping=True):
            for name in self._names[index]:
                fit = fit_of(name, start, end, page, day)
                if fit and name.excluded:
                    excluded[name.entity].append(fit)
                elif fit:
                    fits.append(fit)
        covers = {entity: _Cover(found) for entity, found in excluded.items()}
        kept = (fit for fit in fits if fit.name.entity not in covers or not covers[fit.name.entity].has(fit))
        return sorted(kept, key=lambda fit: (fit.start - fit.end, fit.start, fit.name.entity))

    def _told(self, fits: tuple[Fit, ...], page: Page) -> Mention | Ambiguity:
        # "akims" listed as a name is meant before "akim" and its plural.
        best = tuple(fit for fit in fits if fit.exact) or fits
        entities = tuple(sorted({fit.name.entity for fit in best}))
        start, end = page.folded.span(best[0].start, best[0].end)
        reason = _SEVERAL if len(entities) > 1 else doubt_about(best[0], page, self._words[entities[0]])
        if not reason:
            return Mention(page.paragraph.anchor, start, end, entities[0])
        return Ambiguity(page.paragraph.anchor, start, end, page.paragraph.text[start:end], entities, reason)


class _Cover:
    """Stretches of a text, to be asked of any other whether one of them covers it."""

    def __init__(self, fits: Iterable[Fit]) -> None:
        spans = sorted((fit.start, fit.end) for fit in fits)
        self._starts = [start for start, _ in spans]
        self._reach = list(accumulate((end for _, end in spans), max))

    def has(self, fit: Fit) -> bool:
        before = bisect_right(self._starts, fit.start)
        return before > 0 and self._reach[before - 1] >= fit.end


def _decided_places(decision: Decision, page: Page) -> Iterator[tuple[int, int]]:
    """Where in a paragraph a decision is for the words that stand there."""
    if decision.paragraph in ("", page.paragraph.anchor):
        for number, place in enumerate(places_of(decision.words, page.low), start=1):
            if decision.occurrence in (0, number):
                yield place


def places_of(words: str, low: str) -> Iterator[tuple[int, int]]:
    """Where a decision's words stand in a folded text, whole, in any capitals: of "Ali Ali Ali" the name
    "Ali Ali" is the first two and the last two."""
    wanted = lower(fold_name(words).text.strip())
    for match in re.finditer(rf"(?<!\w)(?={re.escape(wanted)}(?!\w))", low) if wanted else ():
        yield match.start(), match.start() + len(wanted)


def _in_field(decision: Decision, words: str) -> bool:
    """Whether a decision for the whole cable is for words of this field of its header."""
    return not decision.paragraph and any(places_of(decision.words, lower(fold_name(words).text)))


def _applies(decision: Decision, cable: Cable, pages: Iterable[Page]) -> bool:
    fields = (cable.classified_by or "", cable.signature or "")
    return any(any(_decided_places(decision, page)) for page in pages) or any(
        _in_field(decision, words) for words in fields
    )


def _is_refused(named: HeaderMention, decided: Iterable[Decision]) -> bool:
    return any(_in_field(one, named.words) and one.entity != named.entity for one in decided)


def _suppressing(decision: Decision) -> Decision:
    return decision._replace(paragraph="", occurrence=0, entity=None)


def _stale(decision: Decision) -> Diagnostic:
    where = f"¶{decision.paragraph[1:]} of " if decision.paragraph else ""
    message = f"{where}{decision.cable} does not say {decision.words!r}"
    if decision.occurrence > 1:
        message += f" {decision.occurrence} times"
    hint = "correct the row, or delete it; until then the words are not linked in this cable"
    return Diagnostic(decision.place, "decision-stale", message, hint)

"""What became of the anchors that a cable has published (law 2).

The words decide: an anchor whose words stand under the same number is the same; words found again
elsewhere take their address with them; an anchor is never given to other words.

    same      the words are what they were
    changed   other words at the same place
    split     one paragraph is several now: its address is that of the first
    merged    several are one now: all their addresses are its
    moved     the words stand elsewhere: their address leads there
    removed   they are nowhere: a tombstone keeps their address
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sitegen.cable.model import Anchor
from sitegen.lock.line import Entry, Line
from sitegen.lock.mark import Sought, begins_alike, ends_alike
from sitegen.lock.spot import Spot, family_of, is_text


class Fate(StrEnum):
    """What became of an anchor; nothing is said of one that is the same."""

    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    REMOVED = "removed"


class Change(NamedTuple):
    """What became of one anchor, and which anchors have its words now."""

    fate: Fate
    anchor: Anchor
    to: tuple[Anchor, ...] = ()


class Gone(NamedTuple):
    """An address whose words are in the cable no more, and the anchor that it stood behind."""

    anchor: Anchor
    after: Anchor | None  # None: before all others


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a cable is published so that no address of it breaks."""

    names: tuple[Anchor, ...]  # of each spot, in order
    also: Mapping[Anchor, Anchor]  # an old address: the one its words have now
    gone: tuple[Gone, ...]
    changes: tuple[Change, ...]
    line: Line  # the lock, once the changes are accepted


def compare(line: Line, spots: Sequence[Spot]) -> Verdict:
    """Hold what was published against what the record says now."""
    return _Comparison(line, spots).verdict()


@dataclass(slots=True)
class _Comparison:
    line: Line
    spots: Sequence[Spot]
    held: dict[int, Entry] = field(default_factory=dict)  # a spot: the entry whose words it has
    place: dict[Anchor, int] = field(default_factory=dict)  # an entry: the spot that has its words
    fates: dict[Anchor, Fate] = field(default_factory=dict)
    parts: dict[Anchor, tuple[int, ...]] = field(default_factory=dict)  # of a split: all its spots
    sought: list[tuple[int, Sought]] = field(default_factory=list)  # the texts, once one is looked through

    def verdict(self) -> Verdict:
        for step in (self._same, self._elsewhere, self._by_their_edges, self._left, self._headings):
            step()
        names = self._names()
        also = {old: names[spot] for old, spot in self.place.items() if names[spot] != old}
        gone = [one for one in self.line.entries if one.is_gone or one.anchor not in self.place]
        also |= {old: now for old, now in self._followed(also) if now != old}
        entries = tuple(self._entries(names, gone))
        return Verdict(
            names,
            also,
            tuple(_gone(entries)),
            tuple(self._changes(names)),
            Line(entries, also),
        )

    def _followed(self, also: Mapping[Anchor, Anchor]) -> Iterator[tuple[Anchor, Anchor]]:
        """Addresses that led elsewhere already lead on; to their own place, where the words are back."""
        names = self._names()
        for old, now in self.line.also.items():
            at = self.place.get(now)
            yield old, (names[at] if at is not None else also.get(now, now))

    def _free(self) -> list[int]:
        """Spots whose words nobody has claimed."""
        parts = {spot for found in self.parts.values() for spot in found}
        return [at for at in range(len(self.spots)) if at not in self.held and at not in parts]

    def _lost(self) -> list[Entry]:
        """Entries whose words have not been found."""
        return [one for one in self.line.entries if not one.is_gone and one.anchor not in self.place]

    def _give(self, entry: Entry, spot: int, fate: Fate | None = None) -> None:
        self.held.setdefault(spot, entry)
        self.place[entry.anchor] = spot
        if fate:
            self.fates[entry.anchor] = fate

    def _same(self) -> None:
        """The same words under the same number; first where the whole anchor is the same."""
        for name in (str, family_of):
            free: dict[tuple[str, str], list[int]] = {}
            for at in self._free():
                free.setdefault((name(self.spots[at].anchor), self.spots[at].mark), []).append(at)
            for entry in self._lost():
                found = free.get((name(entry.anchor), entry.mark))
                if found and (entry.mark or name is str):
                    self._give(entry, found.pop(0))

    def _elsewhere(self) -> None:
        """The very words, under another number."""
        free: dict[tuple[bool, str], list[int]] = {}
        for at in self._free():
            free.setdefault((is_text(self.spots[at].anchor), self.spots[at].mark), []).append(at)
        for entry in self._lost():
            if entry.mark and (found := free.get((is_text(entry.anchor), entry.mark))):
                self._give(entry, found.pop(0), Fate.MOVED)

    def _by_their_edges(self) -> None:
        """Paragraphs that begin as they did, and end as they did or as another does now."""
        for entry in self._lost():
            if entry.anchor in self.place or not is_text(entry.anchor):
                continue
            free = [at for at in self._free() if is_text(self.spots[at].anchor)]
            alike = [at for at in free if begins_alike(entry.mark, self.spots[at].mark)]
            alike.sort(key=lambda at: (self.spots[at].anchor != entry.anchor, at))
            for at in alike[:1]:
                self._from(entry, at, free)

    def _from(self, entry: Entry, at: int, free: Sequence[int]) -> None:
        """An entry that begins as a spot does."""
        spot = self.spots[at]
        if ends_alike(entry.mark, spot.mark):
            is_here = family_of(spot.anchor) == family_of(entry.anchor)
            self._give(entry, at, Fate.CHANGED if is_here else Fate.MOVED)
        elif len(run := self._run_to(entry, at, free)) > 1:
            self._give(entry, at, Fate.SPLIT)
            self.parts[entry.anchor] = tuple(run)
        elif len(joined := self._joined(entry, spot)) > 1:
            for one in joined:
                self._give(one, at, Fate.MERGED)
        elif spot.anchor == entry.anchor:
            self._give(entry, at, Fate.CHANGED)

    def _run_to(self, entry: Entry, at: int, free: Sequence[int]) -> list[int]:
        """Spots side by side, from one that begins as the entry to one that ends as it did."""
        run: list[int] = []
        for following in range(at, len(self.spots)):
            if is_text(self.spots[following].anchor) and following not in free:
                break
            if following in free:
                run.append(following)
                if ends_alike(entry.mark, self.spots[following].mark):
                    return run
        return []

    def _joined(self, entry: Entry, spot: Spot) -> list[Entry]:
        """Entries side by side, from one that began as the spot to one that ended as it does."""
        texts = [one for one in self.line.entries if is_text(one.anchor) and not one.is_gone]
        run: list[Entry] = []
        for one in texts[texts.index(entry) :]:
            if one.anchor in self.place:
                break
            run.append(one)
            if ends_alike(one.mark, spot.mark):
                return run
        return []

    def _left(self) -> None:
        """What stands whole within a longer paragraph; then what has but its number left."""
        for entry in self._lost():
            if not entry.mark:
                continue
            within = self._holding(entry) if is_text(entry.anchor) else None
            if within is not None:
                self._give(entry, within, Fate.MERGED)
                continue
            here = next((at for at in self._free() if self.spots[at].anchor == entry.anchor), None)
            if here is not None:
                self._give(entry, here, Fate.CHANGED)

    def _holding(self, entry: Entry) -> int | None:
        """The paragraph that holds the very words of an entry."""
        if not self.sought:
            texts = ((at, spot.text) for at, spot in enumerate(self.spots) if is_text(spot.anchor))
            self.sought += [(at, Sought(text)) for at, text in texts]
        return next((at for at, text in self.sought if text.holds(entry.mark)), None)

    def _headings(self) -> None:
        """A heading with other words before the same text."""
        for entry in self._lost():
            if entry.mark:
                continue
            at = self._next_place(entry) - 1
            if at in self._free() and not self.spots[at].mark:
                self._give(entry, at, Fate.CHANGED)

    def _next_place(self, entry: Entry) -> int:
        """Where that stands which came after an entry."""
        after = self.line.entries[self.line.entries.index(entry) + 1 :]
        return next((self.place[one.anchor] for one in after if one.anchor in self.place), len(self.spots))

    def _names(self) -> tuple[Anchor, ...]:
        """What each spot is called: as it was published, as long as that is of its own number."""
        kept: dict[int, Anchor] = {}
        for old, at in self.place.items():
            if family_of(old) == family_of(self.spots[at].anchor):
                kept.setdefault(at, old)
        used = set(kept.values())
        barred = {*(one.anchor for one in self.line.entries), *self.line.also}
        names: list[Anchor] = []
        for at, spot in enumerate(self.spots):
            name, count = kept.get(at, spot.anchor), 1
            home = {old for old, now in self.line.also.items() if self.place.get(now) == at}
            while at not in kept and (name in used or (name in barred and name not in home)):
                count += 1
                family = family_of(spot.anchor)
                name = Anchor(f"{family}{count}" if family.endswith("u") else f"{family}-{count}")
            used.add(name)
            names.append(name)
        return tuple(names)

    def _entries(self, names: Sequence[Anchor], gone: Iterable[Entry]) -> Iterator[Entry]:
        """The new line: what is gone keeps its place behind what it stood behind."""
        behind: dict[int, list[Entry]] = {}
        for one in gone:
            before = self.line.entries[: self.line.entries.index(one)]
            places = [self.place[other.anchor] for other in before if other.anchor in self.place]
            behind.setdefault(places[-1] if places else -1, []).append(Entry(one.anchor, is_gone=True))
        yield from behind.get(-1, ())
        for at, (name, spot) in enumerate(zip(names, self.spots, strict=True)):
            yield Entry(name, spot.mark)
            yield from behind.get(at, ())

    def _changes(self, names: Sequence[Anchor]) -> Iterator[Change]:
        for entry in self.line.entries:
            if entry.is_gone:
                continue
            if entry.anchor not in self.place:
                yield Change(Fate.REMOVED, entry.anchor)
                continue
            name = names[self.place[entry.anchor]]
            fate = self.fates.get(entry.anchor)
            if fate is Fate.MOVED and name == entry.anchor:
                continue
            if fate is Fate.MERGED and name == entry.anchor:
                fate = Fate.CHANGED
            if fate:
                parts = self.parts.get(entry.anchor, (self.place[entry.anchor],))
                yield Change(fate, entry.anchor, tuple(names[at] for at in parts))


def _gone(entries: Iterable[Entry]) -> Iterator[Gone]:
    after: Anchor | None = None
    for entry in entries:
        if entry.is_gone:
            yield Gone(entry.anchor, after)
        else:
            after = entry.anchor

"""An archive in memory, for the tests that have no disk."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import Any

from sitegen.archive.catalogue import Archive, Items
from sitegen.archive.digest import Digest, Summary
from sitegen.archive.fact import ALL, Key, Kind, cable_at, facts_of, month_at, place_of
from sitegen.archive.thread import facts_of_thread, threads_around
from sitegen.cable.cable_id import canonical
from sitegen.cable.model import CableId


def archive_of(digests: Iterable[Digest]) -> Archive:
    """The archive, the same in whatever order its cables come. No two may have one id."""
    return Archive(MemoryFacts((digest.summary, facts_of(digest)) for digest in digests))


class MemoryFacts:
    """Facts in memory, gathered from those of single cables."""

    def __init__(self, cables: Iterable[tuple[Summary, Iterable[tuple[Key, Any]]]]) -> None:
        ordered = sorted(cables, key=lambda pair: place_of(pair[0]))
        self._cables = [summary for summary, _ in ordered]
        self._order = [summary.id for summary in self._cables]
        self._places = {summary.id: place_of(summary) for summary in self._cables}
        self._items: dict[Key, Items] = {}
        for summary, facts in ordered:
            for key, value in facts:
                self._items.setdefault(key, []).append((summary.id, value))
        for _, thread in threads_around(list(map(str, self._order)), self._beside, self._place):
            for key, place, value in facts_of_thread(thread) if thread else ():
                self._items.setdefault(key, []).append((cable_at(place), value))

    def _beside(self, cable: str) -> list[str]:
        cites = [str(one) for _, found in self.items(Key(Kind.CITES, cable)) for one in found]
        return cites + [str(one) for one, _ in self.items(Key(Kind.CITED, cable))]

    def _place(self, cable: str) -> str:
        return self._places.get(canonical(cable), "")

    def items(self, key: Key) -> Items:
        return self._items.get(key, [])

    def names(self, kind: Kind) -> list[str]:
        if kind is Kind.CABLE:
            return [str(one) for one in self._order]
        return sorted(key.name for key in self._items if key.kind is kind)

    def counts(self, kind: Kind) -> dict[str, int]:
        return {
            key.name: len(self._items[key]) for key in self._items if key.kind is kind and key.name != ALL
        }

    def latest(self) -> Iterator[Summary]:
        return reversed(self._cables)

    def months(self, key: Key) -> Counter[tuple[int, int]]:
        return Counter(month_at(self._places[cable]) for cable, _ in self.items(key))

    def sizes(self) -> tuple[int, int, int]:
        cables = self._cables
        return len(cables), sum(one.paragraphs for one in cables), sum(one.notes for one in cables)

    def some(self, key: Key, number: int, place: str = "") -> list[CableId]:
        found = [cable for cable, _ in self.items(key)]
        places = [self._places[cable] for cable in found]
        start = places.index(place) - number // 2 if place in places else 0
        start = max(0, min(start, len(found) - number))
        return found[start : start + number]

    def held(self) -> nullcontext[None]:
        return nullcontext()

    def near(self, summary: Summary, post: str = "") -> tuple[CableId | None, CableId | None]:
        order = [one for one in self._order if post in ("", one.post)]
        place = order.index(summary.id)
        around = (None, *order, None)
        return around[place], around[place + 2]

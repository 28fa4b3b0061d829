"""Digests → the archive: who cites whom, which tag, post, year and entity has which cables."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

from sitegen.archive.catalogue import Archive, Backlink, Neighbours
from sitegen.archive.digest import Digest
from sitegen.archive.target import Goal, Missing, Names, address_of, link_names, link_problems, target_of
from sitegen.cable.model import CableId, Level

__all__ = [
    "Archive",
    "Backlink",
    "Goal",
    "Missing",
    "Names",
    "Neighbours",
    "address_of",
    "archive_of",
    "link_names",
    "link_problems",
    "target_of",
]

Key = TypeVar("Key", int, str, CableId)
Item = TypeVar("Item")


def archive_of(digests: Iterable[Digest]) -> Archive:
    """The archive, the same in whatever order its cables come. No two may have one id."""
    ordered = sorted(digests, key=_by_date)
    cables = {digest.id: digest for digest in ordered}
    assert len(cables) == len(ordered), "two digests have one id"  # noqa: S101 (the caller's duty)
    return Archive(
        cables=cables,
        years=_grouped((digest.id.year, digest.id) for digest in ordered),
        posts=_grouped((digest.post, digest.id) for digest in ordered),
        tags=_grouped((tag, digest.id) for digest in ordered for tag in dict.fromkeys(digest.tags)),
        levels=_grouped_levels(ordered),
        entities=_grouped((mention.entity, (d.id, mention)) for d in ordered for mention in d.mentions),
        backlinks=_grouped((one.target, Backlink(d.id, one)) for d in ordered for one in d.pointers),
        neighbours=_neighbours(tuple(cables)),
    )


def _by_date(digest: Digest) -> tuple[datetime, CableId]:
    """A cable without a date-time group stands at the beginning of its year."""
    return digest.dtg or datetime(digest.id.year, 1, 1, tzinfo=UTC), digest.id


def _grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    """Items by key; the keys sorted, the items as they come."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def _grouped_levels(ordered: list[Digest]) -> dict[Level, tuple[CableId, ...]]:
    by_rank = _grouped((digest.level.rank, digest.id) for digest in ordered if digest.level)
    return {level: by_rank[level.rank] for level in Level if level.rank in by_rank}


def _neighbours(ordered: tuple[CableId, ...]) -> dict[CableId, Neighbours]:
    triples = zip(ordered, (None, *ordered), (*ordered[1:], None), strict=False)
    return {cable: Neighbours(before, after) for cable, before, after in triples}

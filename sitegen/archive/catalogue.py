"""The archive: what is true of all cables together, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sitegen.archive.digest import Digest, MentionDigest, Pointer
from sitegen.cable.model import Anchor, CableId, Level


class Backlink(NamedTuple):
    """Somebody points here."""

    source: CableId
    pointer: Pointer


class Neighbours(NamedTuple):
    """The cables before and after one."""

    previous: CableId | None = None
    next: CableId | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """All cables together. Every tuple of ids is in the order of `cables`: by DTG, then id."""

    cables: Mapping[CableId, Digest]
    years: Mapping[int, tuple[CableId, ...]]
    posts: Mapping[str, tuple[CableId, ...]]  # by the post's key
    tags: Mapping[str, tuple[CableId, ...]]
    levels: Mapping[Level, tuple[CableId, ...]]
    entities: Mapping[str, tuple[tuple[CableId, MentionDigest], ...]]  # by entity id
    backlinks: Mapping[CableId, tuple[Backlink, ...]]  # also of cables that are not here
    neighbours: Mapping[CableId, Neighbours] = field(default_factory=dict)

    def has(self, cable: CableId, anchor: Anchor | None = None) -> bool:
        """Whether a cable is here, with this id on its page when one is asked for."""
        digest = self.cables.get(cable)
        return digest is not None and (not anchor or any(known.anchor == anchor for known in digest.anchors))

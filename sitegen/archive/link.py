"""Digests → the archive, in memory."""

from collections.abc import Iterable

from sitegen.archive.catalogue import Archive, MemoryFacts
from sitegen.archive.digest import Digest
from sitegen.archive.fact import facts_of


def archive_of(digests: Iterable[Digest]) -> Archive:
    """The archive, the same in whatever order its cables come. No two may have one id."""
    listed = list(digests)
    assert len({digest.id for digest in listed}) == len(listed), "two digests have one id"  # noqa: S101
    return Archive(MemoryFacts((digest.summary, facts_of(digest)) for digest in listed))

"""A unit of work as plain data: what is to be done, and what came of it."""

from dataclasses import dataclass
from typing import NamedTuple

from sitegen.archive.digest import Digest
from sitegen.page.listing import Unit
from sitegen.site.desk import Diagnostics
from sitegen.site.location import Location
from sitegen.site.output import Staged
from sitegen.site.record_store import Reading


class ReadJob(NamedTuple):
    """A record to be read; nothing is done when it is `known` with the same bytes and notes."""

    location: Location
    rank: str
    reader: str
    known: Reading | None = None


class PrintJob(NamedTuple):
    """A unit to be made; of a cable, and of those that its page quotes, what was read of them."""

    unit: Unit
    source: str
    reading: Reading | None = None
    quoted: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRead:
    """The first pass over one record. Without a reading it is as it was, without a digest it has no page."""

    reading: Reading | None
    digest: Digest | None = None
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A unit's files, put aside or found the same in the output, and what kept others from it."""

    job: PrintJob
    files: tuple[Staged, ...] = ()
    asked: frozenset[int] = frozenset()
    diagnostics: Diagnostics = ()
    trace: str = ""  # where sitegen failed, which is no reason to stop the others
    seconds: float = 0.0

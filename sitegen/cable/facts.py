"""What the header of a cable says, gathered reader by reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sitegen.cable.claim import Notice
from sitegen.cable.model import Addressee, Level, Marking, PartKind, Reference
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line


@dataclass(frozen=True, slots=True)
class Facts:
    """The header so far; a reader gives a copy with what it understood."""

    known_year: int | None = None  # from the file's name, until the DTG is read
    dtg: datetime | None = None
    precedence: str | None = None
    published: datetime | None = None  # the publisher's own date line
    serial: int | None = None  # of the DE line: "#1848"
    security: Level | None = None  # of the ZNY line: CCCCC
    origin: str | None = None
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    level: Level | None = None
    post: str | None = None  # as the classification line spells it
    number: int | None = None
    captions: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    executive_order: str | None = None
    declassify_on: date | str | None = None
    classified_by: str | None = None
    classified_by_title: str | None = None
    reasons: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    subject: str = ""
    subject_marking: Marking | None = None
    references: tuple[Reference, ...] = ()

    @property
    def year(self) -> int | None:
        return self.dtg.year if self.dtg else self.known_year


class Reading(NamedTuple):
    """What a header reader made of the lines handed to it: how many it took, and the facts after."""

    facts: Facts
    taken: int
    notices: tuple[Notice, ...] = ()
    kind: PartKind = PartKind.HEADER


Reader = Callable[[tuple[Line, ...], Facts, Vocabulary], Reading]

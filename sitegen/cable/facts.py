"""What the header of a cable says, gathered reader by reader."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from msgspec import Struct

from sitegen.cable.claim import Notice
from sitegen.cable.dtg import read_filing_time
from sitegen.cable.model import Addressee, Level, Marking, PartKind, Reference
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line


@dataclass(slots=True)
class Facts:
    """The header so far. The readers fill it in turn; when the header is read nobody changes it any more."""

    known_year: int | None = None  # from the file's name, until the DTG is read
    dtg: datetime | None = None
    precedence: str | None = None
    published: datetime | None = None  # the publisher's own date line
    serial: int | None = None  # of the DE line: "#1848"
    filed: str = ""  # of the DE line: "1900009", the day of the year and the time
    security: Level | None = None  # of the ZNY line: CCCCC
    origin: str | None = None
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    level: Level | None = None
    post: str | None = None  # as the classification line spells it
    post_at: int = -1  # where that line stands
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
    places: dict[str, int] = field(default_factory=dict)  # where the fields stand, by name: the first of each

    @property
    def filing_time(self) -> datetime | None:
        """What stands in for a date-time group that is lost; its year must be known."""
        return read_filing_time(self.filed, self.known_year) if self.filed and self.known_year else None

    @property
    def year(self) -> int | None:
        return self.dtg.year if self.dtg else self.known_year

    def add_captions(self, captions: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the captions that are new, which stand among the facts now."""
        new = tuple(caption for caption in captions if caption not in self.captions)
        self.captions += new
        return new


class Reading(Struct, frozen=True, gc=False):
    """What a header reader made of the lines handed to it: how many of them are its own."""

    taken: int
    notices: tuple[Notice, ...] = ()
    kind: PartKind = PartKind.HEADER


ONE_LINE = Reading(1)

Reader = Callable[[tuple[Line, ...], Facts, Vocabulary], Reading]

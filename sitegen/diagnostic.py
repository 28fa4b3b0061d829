"""Problems as values: what is wrong, where, and what to do about it.

A stage returns what it understood together with the diagnostics of what it did not. `CODES` is
the one table of kinds, put together from those in `sitegen/code/`, where a new one goes.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sitegen.code import Code, Codes, Severity
from sitegen.code.body import CODES as BODY
from sitegen.code.lock import CODES as LOCK
from sitegen.code.note import CODES as NOTE
from sitegen.code.record import CODES as RECORD
from sitegen.code.site import CODES as SITE

__all__ = ["CODES", "Code", "Diagnostic", "Place", "Severity"]

CODES: Codes = {**SITE, **RECORD, **NOTE, **BODY, **LOCK}


class Place(NamedTuple):
    """Where in which file: line and column count from 1; 0 says the whole file."""

    path: str
    line: int = 0
    column: int = 0
    length: int = 0  # characters to underline; 0 underlines to the end of the word

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts += [str(self.line), str(self.column or 1)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One problem. `source_line` is the text of the line, shown below the message when known."""

    place: Place
    code: str  # a key of CODES
    message: str
    hint: str = ""
    source_line: str = ""

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

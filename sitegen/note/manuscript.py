"""A file as its editor wrote it: lines to read, and problems shown at their words.

A byte order mark and the line ends of other systems are taken off once, here, so that no reader
below meets them; lines and columns stay those of the file.
"""

from dataclasses import dataclass

from sitegen.diagnostic import Diagnostic, Place


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An editor's file in lines, without their ends."""

    path: str
    lines: tuple[str, ...]

    def place(self, line: int, column: int = 1, length: int = 0) -> Place:
        return Place(self.path, line, column, length)

    def problem(self, code: str, place: Place, message: str, hint: str = "") -> Diagnostic:
        """A diagnostic that shows the line it speaks of."""
        shown = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        return Diagnostic(place, code, message, hint, shown)

    def text_from(self, line: int) -> str:
        """Everything from this line (counted from 1) on."""
        return "\n".join(self.lines[line - 1 :])


def manuscript_of(text: str, path: str) -> Manuscript:
    """The lines of a file, whichever system wrote it."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Manuscript(path, tuple(plain.split("\n")))

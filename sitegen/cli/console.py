"""The only printer: how a problem, a summary and an object look, decided once.

Problems go to stderr, results to stdout. Nothing that came from a source reaches a terminal raw:
a control character in a record is shown by its number and cannot move the cursor.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TextIO
from unicodedata import category, combining, east_asian_width

import click

from sitegen.diagnostic import Diagnostic, Place, Severity

WIDEST = 100
"""Columns of a quoted line: a paragraph of a record may be one line of thousands."""

COLOURS = {Severity.NOTE: "blue", Severity.WARNING: "yellow", Severity.ERROR: "red"}


@dataclass(frozen=True, slots=True)
class Console:
    """How much to say, and below which folder the paths of messages lie, as the user named it."""

    verbose: bool = False
    quiet: bool = False
    base: str = ""

    def problems(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Each with its line and hint; repairs only when they are asked for."""
        for found in diagnostics:
            if found.severity > Severity.NOTE or self.verbose:
                click.echo(problem_text(found, self.base, styled=_styled(sys.stderr)), err=True, color=True)

    def report(self, traces: Iterable[str], diagnostics: Iterable[Diagnostic]) -> None:
        """Where sitegen itself failed at a record, then all that is wrong."""
        for trace in traces:
            self.trace(trace)
        self.problems(diagnostics)

    def say(self, text: str = "") -> None:
        """Lines of the result; nothing with --quiet."""
        self.show(_plain_lines(text))

    def show(self, styled: str) -> None:
        """The same for text that has its colours, and whose words were made plain."""
        if not self.quiet:
            click.echo(styled, color=_styled(sys.stdout))

    def warn(self, text: str) -> None:
        """Lines beside the result."""
        _tell(_plain_lines(text))

    def trace(self, text: str) -> None:
        """Where sitegen itself failed, for those who asked to see it."""
        if self.verbose or os.environ.get("SITEGEN_DEBUG"):
            self.warn(text.rstrip())

    def fault(self, message: str, hint: str = "") -> None:
        """Why the command could not do its work."""
        _tell(f"{click.style('sitegen: error:', fg='red', bold=True)} {plain(message)}")
        if hint:
            _tell(f"   {click.style('hint:', fg='cyan')} {plain(hint)}")

    def data(self, data: bytes) -> None:
        """The result itself, for a file or a pipe."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def json(self, value: Mapping[str, Any]) -> None:
        """One object a line, in UTF-8 whatever the terminal speaks; half a character is escaped."""
        line = json.dumps(value, ensure_ascii=False) + "\n"
        self.data(line.encode(errors="backslashreplace"))


def problem_text(found: Diagnostic, base: str = "", *, styled: bool = False) -> str:
    """A problem as it is shown: where, what, the line with a caret below, and what to do."""
    severity = click.style(f"{found.severity}:", fg=COLOURS[found.severity], bold=True)
    place = click.style(f"{plain(base + str(found.place))}:", bold=True)
    lines = [f"{place} {severity} {plain(found.message)}", *_quoted(found.place, found.source_line)]
    if found.hint:
        lines.append(f"   {click.style('hint:', fg='cyan')} {plain(found.hint)}")
    text = "\n".join(lines)
    return text if styled else click.unstyle(text)


def plain(text: str) -> str:
    """Text that can do nothing to a terminal: what does not print is shown by its number."""
    return "".join(character if character.isprintable() else _shown(character) for character in text)


def set_up_streams() -> None:
    """What a terminal cannot show is shown by its number, and is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _tell(styled: str) -> None:
    click.echo(styled, err=True, color=_styled(sys.stderr))


def _plain_lines(text: str) -> str:
    return "\n".join(map(plain, text.split("\n")))


def _quoted(place: Place, line: str) -> list[str]:
    """`   12 │ the words` and a caret line below it."""
    if not place.line or not line.strip():
        return []
    start = min(max(place.column - 1, 0), len(line))
    length = place.length or _word_length(line, start)
    begin, end = _window(line, start, length)
    left, right = "…" if begin else "", "…" if end < len(line) else ""
    shown = left + plain(line[begin:end]).rstrip() + right
    before = _width(left + plain(line[begin:start]))
    under = max(1, _width(plain(line[start : min(start + length, end)])))
    number = f"   {place.line} "
    caret = click.style("^" * under, fg="red", bold=True)
    return [f"{number}│ {shown}", f"{' ' * len(number)}│ {' ' * before}{caret}"]


def _window(line: str, start: int, length: int) -> tuple[int, int]:
    """The part of a long line to show, with the place in it."""
    if len(line) <= WIDEST:
        return 0, len(line)
    near = start + length <= WIDEST * 9 // 10
    begin = 0 if near else max(0, min(start - WIDEST // 3, len(line) - WIDEST))
    return begin, min(len(line), begin + WIDEST)


def _word_length(line: str, start: int) -> int:
    words = line[start:].split(maxsplit=1)
    return len(words[0]) if words and not line[start].isspace() else 1


def _width(text: str) -> int:
    """Columns of a terminal: letters of East Asia take two, combining marks none."""
    return sum(0 if combining(character) else 1 + (east_asian_width(character) in "WF") for character in text)


def _shown(character: str) -> str:
    if character == "\t" or category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode()


def _styled(stream: TextIO) -> bool:
    """Colour on a terminal that has it, for a user who wants it."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

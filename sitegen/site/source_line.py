"""The line of the source below a message, for those that came without it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from sitegen.diagnostic import Diagnostic
from sitegen.form.withheld import Rules
from sitegen.site.file import load
from sitegen.site.folder import CABLES
from sitegen.site.withholding import hidden
from sitegen.source_text import Line

_QUOTED = "config-syntax"  # with its line, where that may be shown


def with_lines(root: Path, diagnostics: Iterable[Diagnostic], rules: Rules) -> tuple[Diagnostic, ...]:
    """The same diagnostics, each with the text of its line where the file has one; where something is
    withheld, no record is quoted, for a line is a part of what a name can be spread over."""

    @cache
    def lines_of(path: str) -> tuple[Line, ...]:
        source = load(root / path, path).source
        return source.lines if source else ()

    def quoted(found: Diagnostic) -> Diagnostic:
        if found.source_line or not found.place.line or found.code == _QUOTED:
            return found
        if rules and found.place.path.startswith(CABLES):
            return found
        lines = lines_of(found.place.path)
        number = found.place.line
        return replace(found, source_line=lines[number - 1].text) if number <= len(lines) else found

    return tuple(hidden(quoted(found), rules) if rules else quoted(found) for found in diagnostics)

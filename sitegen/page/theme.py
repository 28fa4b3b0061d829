"""Templates drawn with Jinja over a loader handed in; a template's fault is a diagnostic at its line.

A fault is told by what the editor can do about it: spell the template right (syntax), name what the
page has (undefined), put the file where it is looked for (missing); all else is `failed`.
"""

import re
from collections.abc import Callable, Iterator, MutableMapping
from functools import lru_cache
from traceback import walk_tb
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    UndefinedError,
    select_autoescape,
)
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from sitegen.archive.fact import ALL
from sitegen.diagnostic import Diagnostic, Place
from sitegen.page.edition import Sheet

# What neither XML nor HTML may hold: control characters and half characters. A record may hold them.
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_MODULE = re.compile(r"'(?:\w+\.)+(?=\w+ object')")
_QUOTED = re.compile(r"'([^']+)'")


class Theme:
    """Draws sheets. One a process: compiled templates are kept."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = _Remembering(loader)
        self._needs: dict[str, frozenset[str]] = {}
        self._environment = _environment(self._loader)

    def render(self, sheet: Sheet) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
        """The page's bytes; None and what is wrong when its template has a fault."""
        if not sheet.template:
            return _printable(str(sheet.view)), ()
        try:
            text = self._environment.get_template(sheet.template).render(page=sheet.view)
        except Exception as error:  # a user's template may do anything; it is told at its line
            return None, (self._diagnostic(error, sheet),)
        return _printable(text.rstrip() + "\n"), ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every template there is, by name."""
        for name in self._environment.list_templates():
            yield name, self._loader.get_source(self._environment, name)[0]

    def needs(self, template: str) -> frozenset[str]:
        """Every template that may take part in drawing one; ALL when only the drawing can tell."""
        if not template:
            return frozenset()
        if template not in self._needs:
            self._needs[template] = frozenset(self._closure(template))
        return self._needs[template]

    def _closure(self, template: str) -> set[str]:
        found, left = {template}, [template]
        while left:
            more = self._loader.named_in(self._environment, left.pop()) - found
            found |= more
            left += more - {ALL}
        return found

    def _diagnostic(self, error: Exception, sheet: Sheet) -> Diagnostic:
        code, message = _told(error)
        path, number = self._where(error, sheet)
        line = self._loader.line(path, number)
        place = Place(path, number, _column(line, message))
        hint = f"while drawing {sheet.address.file} with {sheet.template}"
        return Diagnostic(place, code, message, hint, source_line=line)

    def _where(self, error: Exception, sheet: Sheet) -> tuple[str, int]:
        """The innermost line of a template on the way to the error."""
        if isinstance(error, TemplateSyntaxError):
            return error.filename or error.name or sheet.template, error.lineno
        frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
        ours = [(path, line) for path, line in frames if path in self._loader.sources]
        return ours[-1] if ours else (self._loader.path_of(sheet.template), 0)


def _printable(text: str) -> bytes:
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text).encode()


def _told(error: Exception) -> tuple[str, str]:
    """The code of an error, and the sentence that says it."""
    if isinstance(error, TemplateNotFound):
        return "template-missing", f"no template named {error.name!r}"
    if isinstance(error, TemplateSyntaxError):
        return "template-syntax", (error.message or "not a template").rstrip(".")
    if isinstance(error, UndefinedError):
        return "template-undefined", _MODULE.sub("'", error.message or "undefined")
    return "template-failed", f"{type(error).__name__}: {error}"


def _column(line: str, message: str) -> int:
    """Where the last word that the message quotes stands in the line, from 1; 0 when it does not."""
    words = _QUOTED.findall(message)
    return line.find(words[-1]) + 1 if words and line else 0


def _environment(loader: BaseLoader | None = None) -> Environment:
    return Environment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html", "xml"), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


_COMPILER = _environment()


@lru_cache(1024)
def _compiled(source: str, name: str, path: str) -> tuple[CodeType, frozenset[str]]:
    """A template's code, and the templates that it names. Kept, for a preview builds again and again, and
    this takes a fifth of the building of a small site."""
    parsed = _COMPILER.parse(source, name, path)
    named = frozenset(one or ALL for one in find_referenced_templates(parsed))
    return _COMPILER.compile(parsed, name, path), named


class _Remembering(BaseLoader):
    """A loader that keeps each source under the path its editor knows, for the sake of messages."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader
        self._paths: dict[str, str] = {}
        self.sources: dict[str, str] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        source, path, fresh = self._loader.get_source(environment, template)
        path = path or template
        self._paths[template] = path
        self.sources[path] = source
        return source, path, fresh

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's own name)
    ) -> Template:
        source, path, fresh = self.get_source(environment, name)
        code, _ = _compiled(source, name, path)
        return environment.template_class.from_code(environment, code, globals or {}, fresh)

    def named_in(self, environment: Environment, name: str) -> frozenset[str]:
        """The templates that one names; ALL stands for one that only the drawing can tell."""
        try:
            source, path, _ = self.get_source(environment, name)
            return _compiled(source, name, path)[1]
        except (TemplateNotFound, TemplateSyntaxError):
            return frozenset()

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()

    def path_of(self, template: str) -> str:
        return self._paths.get(template, template)

    def line(self, path: str, number: int) -> str:
        lines = self.sources.get(path, "").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

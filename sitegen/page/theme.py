"""Templates drawn with Jinja; a template's fault is a diagnostic at its line.

A fault is told by what the editor can do about it: spell the template right (syntax), name what the
page has (undefined), put the file where it is looked for (missing); all else is `failed`.
"""

import re
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from traceback import walk_tb
from types import CodeType
from typing import Any

import jinja2
from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, UndefinedError
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from sitegen.archive.fact import ALL
from sitegen.diagnostic import Diagnostic, Place
from sitegen.page.edition import Sheet, Template

# What neither XML nor HTML may hold: control characters and half characters. A record may hold them.
_UNPRINTABLE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MODULE = re.compile(r"'(?:\w+\.)+(?=\w+ object')")
_QUOTED = re.compile(r"'([^']+)'")


class Theme:
    """Draws sheets. One a process: compiled templates are kept."""

    def __init__(self, templates: Mapping[str, Template]) -> None:
        self._loader = _Loader(templates)
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
            more = self._loader.named_in(left.pop()) - found
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
        autoescape=jinja2.select_autoescape(("html", "xml"), default=False),
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


class _Loader(BaseLoader):
    """Templates by name; and their lines by the path that their editor knows, for the sake of messages."""

    def __init__(self, templates: Mapping[str, Template]) -> None:
        self._templates = templates
        self.sources = {one.path: one.text for one in templates.values()}

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's own name)
    ) -> jinja2.Template:
        code, _ = self._compiled(name)
        return environment.template_class.from_code(environment, code, globals or {})

    def named_in(self, name: str) -> frozenset[str]:
        """The templates that one names; ALL stands for one that only the drawing can tell."""
        try:
            return self._compiled(name)[1]
        except (TemplateNotFound, TemplateSyntaxError):
            return frozenset()

    def path_of(self, name: str) -> str:
        found = self._templates.get(name)
        return found.path if found else name

    def line(self, path: str, number: int) -> str:
        lines = self.sources.get(path, "").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _compiled(self, name: str) -> tuple[CodeType, frozenset[str]]:
        if name not in self._templates:
            raise TemplateNotFound(name)
        text, path = self._templates[name]
        return _compiled(text, name, path)

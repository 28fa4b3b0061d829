"""A file of text that holds several telegrams, or several saved pages: each is a record of its own."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.decode import decode
from sitegen.form.forms import Form
from sitegen.form.page import read_page
from sitegen.form.telegram import Parted, Telegram, parted, parted_page
from sitegen.site.file import Loaded
from sitegen.site.tables import vocabulary
from sitegen.source_text import SourceText

WHOLE = Parted((), ())


class _Text(NamedTuple):
    """A file's text, what is told of its bytes, and where its telegrams begin."""

    source: SourceText | None
    told: tuple[Diagnostic, ...]
    parted: Parted


@lru_cache(maxsize=1)  # its telegrams are asked for one by one: without it, each would cost the whole file
def _text_of(data: bytes, path: str, form: Form) -> _Text:
    source, told = decode(data, path)
    if source is None:
        return _Text(None, told, WHOLE)
    found = parted_page(source) if form is Form.PAGE else parted(source, vocabulary())
    return _Text(source, told, found)


def parted_in(data: bytes, path: str, form: Form | Diagnostic) -> Parted:
    """The telegrams of a file, when there are several."""
    return _text_of(data, path, form).parted if form in (Form.TEXT, Form.PAGE) else WHOLE


def load_parts(data: bytes, path: str, form: Form) -> Iterator[Loaded]:
    """Every one of them; nothing, where there are not several."""
    for telegram in parted_in(data, path, form).telegrams:
        yield load_part(data, path, form, telegram)


def load_part(data: bytes, path: str, form: Form, telegram: Telegram) -> Loaded:
    """One of them, with what is told of its stretch of the file, by the file's lines."""
    source, told, found = _text_of(data, path, form)
    if source is None:
        return Loaded(None, told, sha256(data).hexdigest())
    text, name = source.text[telegram.start : telegram.end], f"{path}#{telegram.key}"
    first, last = telegram.line, source.line_at(max(telegram.start, telegram.end - 1))
    told = tuple(one for one in (*told, *found.diagnostics) if first <= one.place.line <= last)
    if telegram.start:
        told = (_begins(path, telegram, source), *told)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if form is not Form.PAGE:
        return Loaded(SourceText(text, name), told, digest)
    reading = read_page(text.encode("utf-8", "surrogatepass"), name)
    return Loaded(reading.source, (*told, *reading.diagnostics), digest, reading.stated)


def doubts_of(data: bytes, path: str, form: Form) -> tuple[Diagnostic, ...]:
    """What is told where the bytes are one record, because they lie in an archive or may be no two."""
    found = parted_in(data, path, form)
    if not found.telegrams or (source := _text_of(data, path, form).source) is None:
        return found.diagnostics
    what = "it is not read" if form is Form.PAGE else "all is read as one record"
    return (*found.diagnostics, *(_kept(path, it, source, what) for it in found.telegrams[1:]))


def _begins(path: str, telegram: Telegram, source: SourceText) -> Diagnostic:
    message = f"another telegram begins here; it is read as a record of its own, {path}#{telegram.key}"
    return _told("telegram-parted", message, path, telegram, source)


def _kept(path: str, telegram: Telegram, source: SourceText, what: str) -> Diagnostic:
    message = f"another telegram begins here, {telegram.key}; {what}, for a member of an archive is one"
    found = _told("telegram-within", message, path, telegram, source)
    return replace(found, hint="unpack it, or give each telegram a member of its own")


def _told(code: str, message: str, path: str, telegram: Telegram, source: SourceText) -> Diagnostic:
    shown = source.lines[telegram.line - 1].text[:400]
    return Diagnostic(Place(path, telegram.line, 1), code, message, source_line=shown)

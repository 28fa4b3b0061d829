"""site.toml → `Settings`: every problem at once, each at its line, near misses named.

`KEYS` is the one list of what may stand there; a new setting is a field of `Settings` and a row.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from unicodedata import normalize
from urllib.parse import quote, urlsplit

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.near import did_you_mean
from sitegen.settings import Settings, Status
from sitegen.site.destination import TABLE, Destination, destination_faults, destinations_in
from sitegen.site.refusal import RefusedError
from sitegen.source_text import SourceText

CONFIG = "site.toml"

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BASE_URL_HINT = 'write it in full, as in "https://example.org/cables/"'
_SYNTAX_HINT = 'a line of site.toml reads: key = "value"'
_NOT_IN_AN_ADDRESS = frozenset("\"'<>\\^`{|}")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[a-z0-9._-]+")
_ALIAS = re.compile(r"[A-Za-z][\w-]*\{n\}[\w-]*", re.ASCII)
_OWN = re.compile(r"p[\d{]|[hn]-|ref-")  # ids of paragraphs, headings, notes, references
_ALMOST = re.compile(r"[\s\[\"']*(?:with|redact)[\w-]*[\s\]\"']*(?:[=.\]]|$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def read_settings(source: SourceText) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """The settings, or None when there is anything wrong that a site could not be built with."""
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax_fault(source, str(error)),)
    except (ValueError, RecursionError) as error:
        message = "a number is too long" if isinstance(error, ValueError) else "too many brackets"
        return None, (Diagnostic(Place(source.path), "config-syntax", message, _SYNTAX_HINT),)
    diagnostics = (
        *_unknown(source, data),
        *_missing(source, data),
        *_unfit(source, data),
        *destination_faults(source, data),
    )
    if any(found.code != "config-unknown-key" for found in diagnostics) or _means_to_withhold(source, data):
        return None, diagnostics
    return _settings_of(data), diagnostics


def destinations_of(source: SourceText) -> tuple[Destination, ...] | None:
    """Where the site can be deployed; None when site.toml has a fault, which a build tells."""
    if any(found.is_error for found in read_settings(source)[1]):
        return None
    return destinations_in(tomllib.loads(source.text))


def normal_base_url(text: str) -> str:
    """An absolute address in ASCII that ends in "/", or a `RefusedError`."""
    address = text.strip()
    if strange := [it for it in address if it in _NOT_IN_AN_ADDRESS or it.isspace() or not it.isprintable()]:
        raise RefusedError(f"{text!r} has {strange[0]!r} in it", _BASE_URL_HINT)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        name = _ascii_host(host) if host else ""
    except ValueError as error:
        raise RefusedError(f"{text!r} is no address: {error}", _BASE_URL_HINT) from error
    if parts.scheme not in ("http", "https") or not name:
        raise RefusedError(f"{text!r} is not an absolute http or https address", _BASE_URL_HINT)
    if "?" in address or "#" in address:
        raise RefusedError(f'{text!r} has a "?" or "#" in it', _BASE_URL_HINT)
    if "@" in parts.netloc:
        raise RefusedError("there is a user's name in it, which each page would publish", _BASE_URL_HINT)
    path = _STRAY_PERCENT.sub("%25", quote(parts.path.rstrip("/"), safe="/%:@!$&()*+,;=~"))
    if {"", ".", ".."} & set(path.split("/")[1:]):
        raise RefusedError(f'{text!r} has an empty name, "." or ".." in its path', _BASE_URL_HINT)
    return f"{parts.scheme}://{name}{'' if port is None else f':{port}'}{path}/"


def _ascii_host(host: str) -> str:
    """A host's name as the network knows it: bücher.example is xn--bcher-kva.example."""
    if ":" in host:
        return f"[{host}]"
    name = host.encode("idna").decode()
    if name.encode().decode("idna") != normalize("NFC", host):
        raise ValueError("its host has a letter that is written in more than one way; write it as xn--…")
    if not _HOST.fullmatch(name):
        raise ValueError("its host has a character that no host's name has")
    return name


def _check_text(value: str) -> tuple[str, str]:
    return ("", "") if value.strip() else ("is empty", "write a few words between the quotes")


def _check_any(_value: str) -> tuple[str, str]:
    return "", ""


def _check_base_url(value: str) -> tuple[str, str]:
    try:
        normal_base_url(value)
    except RefusedError as error:
        return f"is wrong: {error.message}", error.hint
    return "", ""


def _check_language(value: str) -> tuple[str, str]:
    if _LANGUAGE.fullmatch(value):
        return "", ""
    return f"is wrong: {value!r} is no language code", 'as in "en", "fr" or "pt-BR"'


def _check_status(value: str) -> tuple[str, str]:
    statuses = ", ".join(Status)
    if value in set(Status):
        return "", ""
    return f"is wrong: {value!r} is none of {statuses}", did_you_mean(value, Status)


def _check_aliases(value: str) -> tuple[str, str]:
    for pattern in value.split():
        if not _ALIAS.fullmatch(pattern):
            return (
                f"is wrong: {pattern!r} makes no id",
                'letters, digits, "-", "_" and one {n}, as in "par{n}"',
            )
        if _OWN.match(pattern):
            return (
                f"is wrong: {pattern!r} makes ids that sitegen gives itself",
                'as in "par{n}" or "para-{n}"',
            )
    return "", ""


def speaks_of_withholding(source: SourceText) -> bool:
    """Whether a line may be one of it, though it cannot be read."""
    return "withh" in source.text.lower() or any(_ALMOST.match(line.text) for line in source.lines)


def _means_to_withhold(source: SourceText, data: Mapping[str, object]) -> bool:
    """`withhold` is misspelt, or stands below a [table]: then nothing would be: so nothing is published."""
    if "withhold" in data:
        return False
    is_near = any(get_close_matches(key.casefold(), ["withhold"]) for key in data if key not in KEYS)
    return is_near or any(map(_ALMOST.match, (line.text for line in source.lines)))


Check = Callable[[str], tuple[str, str]]  # what is wrong and the hint; "" when nothing is

KEYS: Mapping[str, Check] = {
    "title": _check_text,
    "base_url": _check_base_url,
    "description": _check_any,
    "language": _check_language,
    "publisher": _check_any,
    "paragraph_aliases": _check_aliases,
    "annotation_status": _check_status,
    "withhold": _check_text,
}
REQUIRED = {"title": 'title = "Cables from Nowhere"', "base_url": 'base_url = "https://example.org/"'}


def _settings_of(data: Mapping[str, object]) -> Settings:
    known = {key: str(data[key]) for key in KEYS if key in data}
    settings = Settings(**known)
    return replace(settings, base_url=normal_base_url(settings.base_url))


def _unknown(source: SourceText, data: Mapping[str, object]) -> Iterator[Diagnostic]:
    for key in data:
        if key not in (known := (*KEYS, TABLE)):
            hint = did_you_mean(key, known) or f"site.toml knows: {', '.join(known)}"
            yield _at_key(source, key, "config-unknown-key", f"unknown key {key!r}", hint)


def _missing(source: SourceText, data: Mapping[str, object]) -> Iterator[Diagnostic]:
    for key, example in REQUIRED.items():
        if key not in data:
            place = Place(source.path)
            yield Diagnostic(place, "config-missing-key", f"{key} is missing", f"add a line: {example}")


def _unfit(source: SourceText, data: Mapping[str, object]) -> Iterator[Diagnostic]:
    for key, check in KEYS.items():
        if key not in data:
            continue
        value = data[key]
        if not isinstance(value, str):
            message = f"{key} must be text, and is {_kind_of(value)}"
            yield _at_key(source, key, "config-wrong-value", message, f'put quotes around it: {key} = "…"')
            continue
        wrong, hint = check(value)
        if wrong:
            yield _at_key(source, key, "config-wrong-value", f"{key} {wrong}", hint)


def _kind_of(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date or time")


def _at_key(source: SourceText, key: str, code: str, message: str, hint: str) -> Diagnostic:
    """tomllib gives no places, so look for the key where a line or a table begins with it."""
    pattern = re.compile(rf"""^[ \t]*\[*[ \t]*["']?({re.escape(key)})["']?[ \t]*[=.\]]""")
    for line in source.lines:
        if match := pattern.match(line.text):
            place = Place(source.path, line.number, match.start(1) + 1, len(key))
            return Diagnostic(place, code, message, hint, line.text)
    return Diagnostic(Place(source.path), code, message, hint)


def _syntax_fault(source: SourceText, message: str) -> Diagnostic:
    match = _AT.search(message)
    lines = source.lines
    number, column = (len(lines), len(lines[-1].text) + 1) if lines else (1, 1)
    if match and match[1]:
        number, column = int(match[1]), int(match[2])
    line = lines[number - 1].text if 0 < number <= len(lines) else ""
    reason = _AT.sub("", message)
    if speaks_of_withholding(source):  # the line may be a rule that was put into the wrong file
        return Diagnostic(Place(source.path, number, 1), "config-syntax", "this is not TOML", _SYNTAX_HINT)
    return Diagnostic(Place(source.path, number, column, 1), "config-syntax", reason, _SYNTAX_HINT, line)

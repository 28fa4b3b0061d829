"""`[deploy.NAME]` tables of site.toml: where a site is published, each with `rsync`, `rclone` or `git`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.near import did_you_mean
from sitegen.source_text import SourceText

TABLE = "deploy"
_PROGRAMS = ("rsync", "rclone", "git")
_KEYS = (*_PROGRAMS, "branch")
_EXAMPLE = (
    'rsync = "me@host:/var/www/archive/", or: rclone = "s3:bucket/archive", '
    'or: git = "git@host:us/archive.git" and branch = "pages"'
)
_AS_IN = 'as in rclone = "s3:bucket/archive"'
_NO_PLACE = re.compile(
    r"(?:[^/]*:)?(?:~?/*|/*(?:\.{1,2}/*)*)|rsync://[^/]*/*|[^/]*::/*"
)  # a disk, a home, "..":
_PASSWORD = re.compile(r"://[^/@]*:[^/]*@|^https?://[^/]*@|^[^/@]*:[^/@]*@")
_REMOTE = re.compile(r"[\w.+@-]+(?: +[\w.+@-]+)*:[^:].*")
_PARAMETERS = re.compile(r":|[^:/]*,")  # of rclone's, before a path: a key may be among them
_BRANCH = re.compile(r"(?!.*(?:\.\.|//|\.lock$|[./]$))[A-Za-z0-9][\w./-]*", re.ASCII)


class Destination(NamedTuple):
    """A place, as site.toml names it; that of Git has a branch."""

    name: str
    by: str  # the program
    to: str
    branch: str = ""


def destinations_in(data: Mapping[str, object]) -> tuple[Destination, ...]:
    """Those of a site.toml that has no fault, in its order."""
    tables = data.get(TABLE)
    found = tables.items() if isinstance(tables, dict) else ()
    return tuple(
        Destination(name, by, it[by], it.get("branch", ""))
        for name, it in found
        if isinstance(it, dict)
        for by in _PROGRAMS
        if by in it
    )


def destination_faults(source: SourceText, data: Mapping[str, object]) -> Iterator[Diagnostic]:
    """What is wrong with them."""
    tables = data.get(TABLE, {})
    if not isinstance(tables, dict):
        found = _fault(source, "", "", f"{TABLE} must be a table with a name", "as in [deploy.live]")
        yield _without_value(found)
        return
    for name, table in tables.items():
        if isinstance(table, dict):
            yield from _faults_of(source, name, table)
        else:
            wrong = f"{TABLE}.{name} must be a table"
            hint = f"give each place a name: [{TABLE}.live], then {_EXAMPLE}"
            yield _without_value(_fault(source, "", "", wrong, hint))


def _faults_of(source: SourceText, name: str, table: Mapping[str, object]) -> Iterator[Diagnostic]:
    """Each with its line; without what stands there if that may be a secret."""
    has_secret = any(map(_has_secret, table.values()))
    for key, found in _faulty(source, name, table):
        is_plain = not has_secret and (not key or isinstance(table[key], str))
        yield found if is_plain else _without_value(found)


def _faulty(source: SourceText, name: str, table: Mapping[str, object]) -> Iterator[tuple[str, Diagnostic]]:
    """With the key that a fault is of; "" where it is of none."""
    shown = f"[{TABLE}.{name}]"
    for key, value in table.items():
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or "a key of the whole site stands above the first [table]"
            found = _fault(source, name, key, f"unknown key {key!r} in {shown}", hint)
            yield key, replace(found, code="config-unknown-key")
        elif not isinstance(value, str):
            yield key, _fault(source, name, key, f"{key} must be text", f'put quotes around it: {key} = "…"')
        elif wrong := _wrong(key, value):
            yield key, _fault(source, name, key, f"{key} of {shown} {wrong[0]}", wrong[1])
    if sum(key in table for key in _PROGRAMS) != 1:
        yield "", _fault(source, name, "", f"{shown} needs one of rsync, rclone and git", _EXAMPLE)
    elif ("git" in table) != ("branch" in table):
        wrong_pair = "git needs a branch" if "git" in table else "branch belongs to git"
        yield "", _fault(source, name, "branch", f"{shown}: {wrong_pair}", _EXAMPLE)


def _wrong(key: str, value: str) -> tuple[str, str] | None:
    if key == "branch":
        return None if _BRANCH.fullmatch(value) else (f"is wrong: {value!r} is no branch", 'as in "pages"')
    if not value.strip() or not value.isprintable() or value.startswith("-") or value != value.strip():
        return "is wrong: it is empty, or has what no address has", _EXAMPLE
    if key == "rclone" and _PARAMETERS.match(value):
        wrong = "has in it what may be a key, for all who read site.toml"
        return wrong, f"let rclone config make a remote of it, and name that, {_AS_IN}"
    if _PASSWORD.search(value):
        return (
            "has a password or a token in it, for all who read site.toml",
            "use a key of SSH, or a helper of Git",
        )
    if key == "rclone" and not _REMOTE.match(value):
        return f"is wrong: {value!r} names no remote of rclone's", f"rclone listremotes tells them; {_AS_IN}"
    if key == "rclone" and ".." in value.partition(":")[2].split("/"):
        return f"is wrong: {value!r} leads out of a folder, which stores do not know", _AS_IN
    if key != "git" and _NO_PLACE.fullmatch(value):
        return f"is wrong: {value!r} is all of a disk, a home or a host", "name a folder of its own there"
    return None


def _has_secret(value: object) -> bool:
    """Whether it may be one, be it in its place or not."""
    if not isinstance(value, str):
        return True  # a list, or a table: what is in it is wrong there, whatever it is
    return bool(_PASSWORD.search(value.strip()) or _PARAMETERS.match(value.strip()))


def _without_value(found: Diagnostic) -> Diagnostic:
    """Its line without what stands behind the key; a line that is not known would be shown whole."""
    if not found.source_line:
        return replace(found, place=Place(found.place.path))
    key, equals, _ = found.source_line.partition("=")
    return replace(found, source_line=f'{key}{equals} "…"') if equals else found


def _fault(source: SourceText, name: str, key: str, message: str, hint: str) -> Diagnostic:
    """At the key, or where its table begins: tomllib gives no places."""
    code = "config-wrong-value"
    header = re.compile(rf"""[ \t]*\[?[ \t]*{TABLE}\b.*?{re.escape(name)}""")
    within = re.compile(rf"""[ \t]*["']?({re.escape(key)})["']?[ \t]*[=.]""")
    first, inside = Diagnostic(Place(source.path), code, message, hint), False
    for line in source.lines:
        if line.text.lstrip().startswith((TABLE, "[")):
            inside = bool(header.match(line.text))
            if inside:
                first = Diagnostic(Place(source.path, line.number, 1), code, message, hint, line.text)
        elif inside and key and (match := within.match(line.text)):
            place = Place(source.path, line.number, match.start(1) + 1, len(key))
            return Diagnostic(place, code, message, hint, line.text)
    return first

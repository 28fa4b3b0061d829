"""Every record of a site, found and not yet read: dumps and archives are looked through once."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.dump import key_of, rows_of
from sitegen.form.forms import Form, form_of
from sitegen.page.wording import count_of
from sitegen.site.file import read_data, unreadable
from sitegen.site.folder import is_printable, unprintable
from sitegen.site.location import Location
from sitegen.site.packed import UnpackError, is_junk, members_of, opened_zip, pieces, unpacking
from sitegen.site.parting import parted_in
from sitegen.site.record import head_of

_NAMELESS = "line-{}"


class Located(NamedTuple):
    """Where the records are; and containers, or names in them, that could not be looked through."""

    records: tuple[Location, ...]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[str, ...]


def locate(root: Path, paths: Iterable[str]) -> Located:
    """The records of these files, in their order."""
    records: list[Location] = []
    told: list[Diagnostic] = []
    unread: list[str] = []
    for path in paths:
        try:
            for found in _in_file(root / path, path):
                if isinstance(found, Diagnostic):
                    told.append(found)
                    continue
                records.append(found)
                if found.key == _NAMELESS.format(found.line) and found.line > 1:
                    unread.append(path)  # it may be damaged, and its cable published before
        except UnpackError as error:
            told.append(error.found)
            unread.append(path)
        except OSError as error:
            told.append(unreadable(root / path, path, error))
            unread.append(path)
    return Located(tuple(records), tuple(told), tuple(unread))


def _in_file(file: Path, path: str) -> Iterator[Location | Diagnostic]:
    form = form_of(head_of(file), path)
    if form is Form.DUMP:
        yield from _in_dump(file, path)
    elif form is Form.ZIP:
        yield from _in_zip(file, path)
    else:
        yield from _in_text(file, path, form if isinstance(form, Form) else Form.TEXT)


def _in_text(file: Path, path: str, form: Form) -> Iterator[Location]:
    """One record, or each of the telegrams that stand in it one after the other."""
    data, _ = read_data(file, path)
    telegrams = parted_in(data, path, form).telegrams if data is not None else ()
    for key, start, end, line in telegrams:
        yield Location(path, form, key, start=start, end=end, line=line)
    if not telegrams:
        yield Location(path, form)


def _in_dump(file: Path, path: str) -> Iterator[Location]:
    """Rows by their ids; what has none, or one that an earlier row has, by its line."""
    seen: set[str] = set()
    with file.open("rb") as dump:
        for row in rows_of(pieces(dump)):
            key = key_of(row)
            if not key or key in seen:
                key = _NAMELESS.format(row.line)
            seen.add(key)
            yield Location(path, Form.DUMP, key, start=row.start, end=row.end, line=row.line)


def _in_zip(file: Path, path: str) -> Iterator[Location | Diagnostic]:
    with unpacking(path):
        members = members_of(opened_zip(file))
    junk = [member.filename for _, member in members if is_junk(member.filename)]
    if junk:
        yield junk_ignored(path, junk)
    seen: set[str] = set()
    for at, member in members:
        name = member.filename
        if is_junk(name):
            continue
        if not is_printable(name):
            yield unprintable(f"{path}#{name}")
            continue
        key = f"{name}-{at}" if name in seen else name
        seen.add(key)
        yield Location(path, Form.ZIP, key, member=at)


def junk_ignored(path: str, names: list[str]) -> Diagnostic:
    """Told once an archive."""
    message = f"{count_of(len(names), 'member')} such as {names[0]} left out: what a packing program adds"
    return Diagnostic(Place(path), "archive-ignored", message)

"""Records one after the other, as they come out of a file of any form: for `inspect` and `import`.

Only one is held at a time: a dump of two gigabytes, packed or not, needs the memory of its longest row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZipFile

from sitegen.diagnostic import Diagnostic
from sitegen.form.dump import read_row, rows_of
from sitegen.form.forms import Form, form_of
from sitegen.site.file import Loaded, read_data, size_of, unreadable
from sitegen.site.folder import is_printable, unprintable
from sitegen.site.locate import junk_ignored
from sitegen.site.packed import (
    UnpackError,
    gzip_pieces,
    is_junk,
    member_pieces,
    members_of,
    pieces,
    unpacking,
    whole,
)
from sitegen.site.record import (
    head_of,
    headed,
    load_several,
    load_single,
    loaded,
    packed_twice,
    unpacked_name,
)


def stream(file: Path, path: str) -> Iterator[Loaded]:
    """Every record of a file; what cannot be read is told in its place, and the rest goes on."""
    try:
        form = form_of(head_of(file), path)
        if form in (Form.DUMP, Form.ZIP, Form.GZIP):
            with file.open("rb") as opened:
                yield from _in_container(opened, size_of(file), form, path)
            return
        data, faults = read_data(file, path)
        if data is None:
            yield Loaded(None, faults)
        else:
            yield from load_several(data, path)
    except UnpackError as error:
        yield Loaded(None, (error.found,))
    except OSError as error:
        yield Loaded(None, (unreadable(file, path, error),))


def stream_input(opened: IO[bytes], path: str) -> Iterator[Loaded]:
    """The same for standard input. An archive is laid aside on the disk: it is read from its end."""
    head, parts = headed(pieces(opened))
    form = form_of(head, path)
    if form is Form.DUMP:
        yield from _rows(parts, path)
        return
    if form not in (Form.ZIP, Form.GZIP):
        yield from load_several(whole(parts, path), path)
        return
    with TemporaryFile() as copy:
        for part in parts:
            copy.write(part)
        size = copy.tell()
        copy.seek(0)
        try:
            yield from _in_container(copy, size, form, path)
        except UnpackError as error:
            yield Loaded(None, (error.found,))


def _in_container(opened: IO[bytes], size: int, form: Form | Diagnostic, path: str) -> Iterator[Loaded]:
    if form is Form.DUMP:
        yield from _rows(pieces(opened), path)
    elif form is Form.GZIP:
        yield from _records(*headed(gzip_pieces(opened, size, path)), path)
    else:
        yield from _members(opened, path)


def _members(opened: IO[bytes], path: str) -> Iterator[Loaded]:
    """Of an archive, in its order; one that cannot be unpacked keeps none of the others back."""
    with unpacking(path):
        archive = ZipFile(opened)
    members = [member for _, member in members_of(archive)]
    if junk := [member.filename for member in members if is_junk(member.filename)]:
        yield Loaded(None, (junk_ignored(path, junk),))
    for member in members:
        source = f"{path}#{member.filename}"
        if is_junk(member.filename):
            continue
        if not is_printable(source):
            yield Loaded(None, (unprintable(source),))
            continue
        try:
            yield from _records(*headed(member_pieces(archive, member, source)), source)
        except UnpackError as error:
            yield Loaded(None, (error.found,))


def _records(head: bytes, parts: Iterator[bytes], source: str) -> Iterator[Loaded]:
    """Of what has been unpacked, or comes through a pipe."""
    name = unpacked_name(source)
    form = form_of(head, source, name)
    if form is Form.DUMP:
        yield from _rows(parts, source)
    elif form in (Form.ZIP, Form.GZIP):
        yield Loaded(None, (packed_twice(source),))
    else:
        try:
            yield load_single(whole(parts, source), source, name)
        except UnpackError as error:
            yield Loaded(None, (error.found,))


def _rows(parts: Iterable[bytes], path: str) -> Iterator[Loaded]:
    for row in rows_of(parts):
        record = loaded(read_row(row, path).reading, row.data)
        beside = tuple(found for found in record.diagnostics if found.is_error)
        if record.source and beside:  # what is wrong is no part of this record, but stands below it
            sound = tuple(found for found in record.diagnostics if found not in beside)
            yield replace(record, diagnostics=sound)
            record = Loaded(None, beside)
        yield record

"""Records where they lie: a file of its own, a row of a dump, a member of an archive."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.dump import LARGEST_ROW, Row, read_row
from sitegen.form.forms import HEAD, Form, form_of, unknown
from sitegen.form.page import read_page
from sitegen.form.reading import Reading, read_text
from sitegen.form.telegram import Telegram
from sitegen.site.file import Loaded, read_data, size_of, unreadable
from sitegen.site.location import Location
from sitegen.site.packed import UnpackError, gzip_pieces, member_pieces, opened_zip, unpacking, whole
from sitegen.site.parting import doubts_of, load_part, load_parts
from sitegen.source_text import SourceText


def load_record(root: Path, location: Location) -> Loaded:
    """Read one record; its fingerprint is of its own bytes, and not of what lies around them."""
    file = root / location.path
    try:
        if location.form is Form.DUMP:
            return _load_row(file, location)
        if location.form is Form.ZIP:
            return _load_member(file, location)
        if location.form is Form.GZIP:
            with file.open("rb") as packed:
                return load_packed(gzip_pieces(packed, size_of(file), location.path), location.path)
    except UnpackError as error:
        return Loaded(None, (error.found,))
    except OSError as error:
        return Loaded(None, (unreadable(file, location.path, error),))
    data, faults = read_data(file, location.path)
    if data is None:
        return Loaded(None, faults)
    return _load_part(data, location) if location.key else load_single(data, location.path)


def load_several(data: bytes, path: str) -> Iterator[Loaded]:
    """The records that a file is that is no archive: one, or telegrams one after the other."""
    form = form_of(data[:HEAD], path)
    parts = () if isinstance(form, Diagnostic) else tuple(load_parts(data, path, form))
    yield from parts or (load_single(data, path),)


def load_single(data: bytes, path: str, name: str = "") -> Loaded:
    """The one record that some bytes are."""
    form = form_of(data[:HEAD], path, name)
    if isinstance(form, Diagnostic):
        return Loaded(None, (form,), sha256(data).hexdigest())
    read = loaded(read_page(data, path) if form is Form.PAGE else read_text(data, path), data)
    return replace(read, diagnostics=(*read.diagnostics, *doubts_of(data, path, form)))


def load_packed(parts: Iterator[bytes], source: str) -> Loaded:
    """The one record that a packed file or a member of an archive is."""
    head, rest = headed(parts)
    if found := not_one_record(head, source):
        return Loaded(None, (found,))
    return load_single(whole(rest, source), source, unpacked_name(source))


def headed(parts: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and all of them again."""
    first: list[bytes] = []
    while sum(map(len, first)) < HEAD and (part := next(parts, b"")):
        first.append(part)
    return b"".join(first)[:HEAD], chain(first, parts)


def not_one_record(head: bytes, source: str) -> Diagnostic | None:
    """A packed dump or a packed archive."""
    form = form_of(head, source, unpacked_name(source))
    if form is Form.DUMP:
        message = "this dump is packed: a build reads its rows where they lie, and cannot here"
        hint = "unpack it here; or move it out of content/ and make files of it: sitegen import FILE"
        return Diagnostic(Place(source), "dump-packed", message, hint)
    return packed_twice(source) if form in (Form.ZIP, Form.GZIP) else None


def packed_twice(source: str) -> Diagnostic:
    """An archive within an archive."""
    return unknown(
        source, "an archive within an archive is not read", "unpack the outer one, and give what is in it"
    )


def unpacked_name(source: str) -> str:
    """The name that something has when it is unpacked."""
    return source.removesuffix(".gz").removesuffix(".GZ")


def loaded(reading: Reading, data: bytes) -> Loaded:
    """What a form made of a record's bytes."""
    return Loaded(reading.source, reading.diagnostics, sha256(data).hexdigest(), reading.stated)


def head_of(file: Path) -> bytes:
    """The bytes that tell a file's form."""
    size_of(file)
    with file.open("rb") as opened:
        return opened.read(HEAD)


def _load_part(data: bytes, location: Location) -> Loaded:
    """Where it was found."""
    telegram = Telegram(location.key, location.start, location.end, location.line)
    return load_part(data, location.path, location.form, telegram)


def _load_row(file: Path, location: Location) -> Loaded:
    with file.open("rb") as dump:
        dump.seek(location.start)
        data = dump.read(min(location.end - location.start, LARGEST_ROW + 1))
    if len(data) > LARGEST_ROW:
        data = b""
    read = read_row(Row(data, location.line, location.start, location.end), location.path)
    result = loaded(read.reading, data)
    if result.source is None or result.source.path == location.source:
        return result
    return replace(result, source=SourceText(result.source.text, location.source))


def _load_member(file: Path, location: Location) -> Loaded:
    with unpacking(location.source):
        archive = opened_zip(file)
        member = archive.infolist()[location.member]
    return load_packed(member_pieces(archive, member, location.source), location.source)

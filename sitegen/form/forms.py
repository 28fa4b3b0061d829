"""The forms in which cables come, in one list: by what a file holds first, by its name's ending second.

| form | what it is |
|---|---|
| text | one telegram as plain text: telegraph form, the archives' form of 1973-79, labelled form, Markdown |
| page | one telegram as a saved page of the original viewer |
| dump | a quarter of a million of them: rows of eight columns |
| zip, gzip | any of these, packed |

The plain-text kinds need no form of their own: they differ in their headers, which `cable/` reads.
What fits none of these is told, and read as nothing.
"""

import re
from codecs import BOM_UTF8
from enum import StrEnum
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.dump import FIRST_ROW, ROW_START

HEAD = 8192
"""Bytes from the beginning of a file that tell its form."""


class Form(StrEnum):
    """What a file is."""

    TEXT = "text"
    PAGE = "page"
    DUMP = "dump"
    ZIP = "zip"
    GZIP = "gzip"


SUFFIXES = {".txt": Form.TEXT, ".html": Form.PAGE, ".htm": Form.PAGE, ".csv": Form.DUMP, ".zip": Form.ZIP,
            ".gz": Form.GZIP}  # fmt: skip
"""The endings of files that are looked for in a folder."""

_BY_CONTENT = (
    (Form.ZIP, re.compile(rb"PK(?:\x03\x04|\x05\x06)")),
    (Form.GZIP, re.compile(rb"\x1f\x8b\x08")),
    (
        Form.PAGE,
        re.compile(rb"\s*<(?:\?xml|!doctype|!--|html|head|body|table|div|code|pre)\b", re.IGNORECASE),
    ),
    (Form.DUMP, FIRST_ROW),
)


class _Stranger(NamedTuple):
    """A kind of file that people have cables in, and that is not read."""

    begins: bytes
    what: str
    hint: str


_AS_TEXT = "export its text (“Save as”, plain text, UTF-8) and give that"
_STRANGERS = (
    _Stranger(b"%PDF-", "a PDF", "extract its text first, as with pdftotext -layout FILE.pdf, and give that"),
    _Stranger(b"{\\rtf", "a word processor's file (RTF)", _AS_TEXT),
    _Stranger(b"\xd0\xcf\x11\xe0", "an old Office file", _AS_TEXT),
    _Stranger(b"BZh", "packed with bzip2", "unpack it first: bunzip2 FILE"),
    _Stranger(b"\xfd7zXZ\x00", "packed with xz", "unpack it first: unxz FILE"),
    _Stranger(b"7z\xbc\xaf'\x1c", "a 7-Zip archive", "unpack it first: 7z x FILE"),
    _Stranger(b"Rar!", "a RAR archive", "unpack it first: unrar x FILE"),
    _Stranger(b"\x89PNG", "a picture", "type out its text, or have it read by an OCR program"),
    _Stranger(b"\xff\xd8\xff", "a picture", "type out its text, or have it read by an OCR program"),
    _Stranger(b"II*\x00", "a picture", "type out its text, or have it read by an OCR program"),
    _Stranger(
        b"SQLite format 3\x00", "a database", "export its table as CSV in the eight columns of the dump"
    ),
)
_MISNAMED = {
    Form.DUMP: (
        "its name says .csv, but no line begins a row of the dump",
        (
            'a row is "1","7/9/2007 0:09","07ASTANA1848","origin","classification","references","header",'
            '"body"; a table of notes begins with cable,target,kind,text'
        ),
    ),
    Form.ZIP: ("its name says .zip, but it is no ZIP archive", "is it whole? Fetch or pack it again"),
    Form.GZIP: ("its name says .gz, but it is not packed with gzip", "is it whole? Fetch or pack it again"),
}


def form_of(head: bytes, path: str, name: str = "") -> Form | Diagnostic:
    """The form of a file, from its first bytes and its name; or what to tell of it at `path`.

    `name` is given where the path is that of something packed: `07X1.txt` of `07X1.txt.gz`.
    """
    head = head.removeprefix(BOM_UTF8)
    for stranger in _STRANGERS:
        if head.startswith(stranger.begins):
            return unknown(path, f"this is {stranger.what}, which is not read", stranger.hint)
    if head[257:262] == b"ustar":
        return unknown(path, "this is a tar archive, which is not read", "unpack it first: tar xf FILE")
    for form, pattern in _BY_CONTENT:
        if pattern.match(head):
            return form
    named = form_of_name(name or path)
    if not head or named in (None, Form.TEXT, Form.PAGE):
        return named if head and named else Form.TEXT
    if named is Form.DUMP and any(ROW_START.match(line) for line in head.splitlines()):
        return named
    return unknown(path, *_MISNAMED[named])


def form_of_name(path: str) -> Form | None:
    """What the ending of a name says."""
    name = path.lower()
    return next((form for suffix, form in SUFFIXES.items() if name.endswith(suffix)), None)


def unknown(path: str, message: str, hint: str) -> Diagnostic:
    """A file that is no form of a cable."""
    return Diagnostic(Place(path), "form-unknown", message, hint)

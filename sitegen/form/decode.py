"""Bytes as they came → text: UTF-8 first, then the encodings that old records really have.

A record is never refused for its encoding alone, but a guess is always told, at the first
character that was not UTF-8, because a wrong guess would misspell a name.
"""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from sitegen.diagnostic import Diagnostic, Place
from sitegen.source_text import SourceText

LARGEST = 50_000_000
"""Bytes. The longest cable known has some 300,000; what is larger is a dump or a mistake."""

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x02\x03\x07\x08\x1a\x1b"))  # a teletype's own are text
_CONTROL_SHARE = 0.1

Decoded = tuple[SourceText | None, tuple[Diagnostic, ...]]


def decode(data: bytes, path: str) -> Decoded:
    """The text, or None and why there is none. Offsets count the characters of this text."""
    if len(data) >= LARGEST:
        return None, (too_large(len(data), path),)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _from_utf16(data, path)
    if (fault := _binary_fault(data, path)) is not None:
        return None, (fault,)
    text, diagnostics = _text_of(data, path)
    return _unless_empty(text, path, diagnostics)


def too_large(size: int, path: str) -> Diagnostic:
    """A file that is not even read."""
    return Diagnostic(
        Place(path),
        "source-too-large",
        f"the file has {size / 1e6:.0f} MB; a record must have less than {LARGEST / 1e6:.0f} MB",
        "is it a dump of many cables? It must begin with a row of eight columns, as docs/publishing.md says",
    )


def _from_utf16(data: bytes, path: str) -> Decoded:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-16", "ignore")
        return None, (_undecodable(path, before),)
    if "\0" in text:
        return None, (_binary(path, text[: text.index("\0")]),)
    return _unless_empty(text, path, ())


def _text_of(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        text, name, codec = _from_single_bytes(data)
        return text, (_guessed(SourceText(text, path), error.start, name, codec),)


def _from_single_bytes(data: bytes) -> tuple[str, str, str]:
    """The two agree but for 80-9F, which are quotes and dashes in one and controls in the other."""
    if any(0x80 <= byte <= 0x9F for byte in data):
        try:
            return data.decode("cp1252"), "Windows-1252", "WINDOWS-1252"
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1"), "Latin-1", "ISO-8859-1"


def _guessed(source: SourceText, offset: int, name: str, codec: str) -> Diagnostic:
    line, column = source.position(offset)
    return Diagnostic(
        Place(source.path, line, column, 1),
        "encoding-guessed",
        f"not UTF-8 from here on; the file was read as {name}",
        "if this line reads well, all is well; to settle it, convert the file: "
        f"iconv -f {codec} -t UTF-8 OLD > NEW",
        source.lines[line - 1].text,
    )


def _unless_empty(text: str, path: str, diagnostics: tuple[Diagnostic, ...]) -> Decoded:
    if text and not text.isspace():
        return SourceText(text, path), diagnostics
    what = "holds only blanks" if text else "is empty"
    hint = "put the record's text in it, or remove it"
    return None, (*diagnostics, Diagnostic(Place(path), "source-empty", f"the file {what}", hint))


def _binary_fault(data: bytes, path: str) -> Diagnostic | None:
    first = data.find(b"\0")
    if first < 0 and _is_mostly_control(data):
        first = next(at for at, byte in enumerate(data) if byte in _CONTROLS)
    return None if first < 0 else _binary(path, data[:first].decode("latin-1"))


def _is_mostly_control(data: bytes) -> bool:
    head = data[:65536]
    return len(head) - len(head.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(head)


def _binary(path: str, before: str) -> Diagnostic:
    hint = "save it as plain text in UTF-8; a word processor's or scanner's file must be exported first"
    return Diagnostic(_place_after(path, before), "source-binary", "the file is not text", hint)


def _undecodable(path: str, before: str) -> Diagnostic:
    message = "the file says that it is UTF-16, and is not from here on"
    return Diagnostic(_place_after(path, before), "source-undecodable", message, "save it as UTF-8")


def _place_after(path: str, before: str) -> Place:
    return Place(path, *SourceText(before + "?").position(len(before)), 1)

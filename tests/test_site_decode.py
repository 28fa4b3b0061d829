"""Bytes → text, and which encoding was taken for it."""

import pytest

from sitegen.form.decode import LARGEST, decode
from sitegen.site.file import load

TEXTS = [
    ("plain", b"FM AMEMBASSY\n", "FM AMEMBASSY\n", None),
    ("utf-8", "café ¶3".encode(), "café ¶3", None),
    ("utf-8 with a mark", b"\xef\xbb\xbfFM", "FM", None),
    ("utf-16 little", "café".encode("utf-16"), "café", None),
    ("utf-16 big", b"\xfe\xff" + "café".encode("utf-16-be"), "café", None),
    ("latin-1", "x\ncafé".encode("latin-1"), "x\ncafé", (2, 4, "Latin-1")),
    ("windows-1252", "“café”".encode("cp1252"), "“café”", (1, 1, "Windows-1252")),
    ("no windows", b"caf\xe9 \x81", "café \x81", (1, 4, "Latin-1")),
    ("mark, then not utf-8", b"\xef\xbb\xbfcaf\xe9", "café", (1, 4, "Latin-1")),
    ("cut in a character", b"caf\xc3", "cafÃ", (1, 4, "Latin-1")),
    ("a teletype's bells", b"FM\x07\x02 POST\x03", "FM\x07\x02 POST\x03", None),
]


@pytest.mark.parametrize(("name", "data", "text", "guess"), TEXTS, ids=[row[0] for row in TEXTS])
def test_text(name: str, data: bytes, text: str, guess: tuple[int, int, str] | None) -> None:
    source, diagnostics = decode(data, "a.txt")
    assert source is not None
    assert source.text == text
    told = [(found.place.line, found.place.column, found.message.split()[-1]) for found in diagnostics]
    assert told == ([guess] if guess else [])


FAULTS = [
    ("empty", b"", "source-empty", "a.txt"),
    ("only a mark", b"\xef\xbb\xbf", "source-empty", "a.txt"),
    ("blanks", b" \r\n\t", "source-empty", "a.txt"),
    ("nul", b"a\nb\0", "source-binary", "a.txt:2:2"),
    ("controls", b"ab\x00\x01\x05", "source-binary", "a.txt:1:3"),
    ("controls, no nul", b"ab\x01\x05\x06", "source-binary", "a.txt:1:3"),
    ("utf-16 cut short", "ab\nc".encode("utf-16")[:-1], "source-undecodable", "a.txt:2:1"),
    ("utf-32", "ab".encode("utf-32"), "source-binary", "a.txt:1:1"),
    ("too large", b"a" * LARGEST, "source-too-large", "a.txt"),
]


@pytest.mark.parametrize(("name", "data", "code", "place"), FAULTS, ids=[row[0] for row in FAULTS])
def test_no_text(name: str, data: bytes, code: str, place: str) -> None:
    source, diagnostics = decode(data, "a.txt")
    assert source is None
    assert [(found.code, str(found.place)) for found in diagnostics] == [(code, place)]
    assert all(found.hint for found in diagnostics)


def test_a_pipe_is_not_waited_for(tmp_path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    (told,) = load(tmp_path / "pipe.txt", "pipe.txt").diagnostics
    assert told.message == "cannot be read: it is a pipe or a device, not a file"


def test_a_file_without_the_right_to_read_it(tmp_path, monkeypatch) -> None:
    """Root may read anything, so the refusal of the system is played."""
    file = tmp_path / "a.txt"
    file.write_text("FM", "utf-8")

    def refuse(self: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(type(file), "read_bytes", refuse)
    (told,) = load(file, "a.txt").diagnostics
    assert (told.code, told.message) == ("source-unreadable", "cannot be read: permission denied")
    assert told.hint == "allow yourself to read it: chmod u+r a.txt"

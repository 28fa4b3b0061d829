"""What a form makes of one record's bytes: its text, and what its container says beside it."""

from typing import NamedTuple

from sitegen.cable.stated import NOTHING_STATED, Stated
from sitegen.diagnostic import Diagnostic
from sitegen.form.decode import decode
from sitegen.source_text import SourceText


class Reading(NamedTuple):
    """A record's text, or None and why there is none."""

    source: SourceText | None
    stated: Stated = NOTHING_STATED
    diagnostics: tuple[Diagnostic, ...] = ()


def read_text(data: bytes, path: str) -> Reading:
    """A record in plain text: the bytes, decoded."""
    source, diagnostics = decode(data, path)
    return Reading(source, diagnostics=diagnostics)


def record_text(header: str, body: str) -> str:
    """Where a container keeps the two apart, they follow each other line upon line."""
    return "\n".join(filter(None, (header, body)))

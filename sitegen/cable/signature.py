"""The signature: a surname on the last line, or glued to the end of the last sentence."""

import re
from typing import NamedTuple

from sitegen.cable.claim import span_of
from sitegen.cable.heading import ends_sentence, is_rule
from sitegen.source_text import Line, Span

_NAME = r"(?:(?:VON|VAN|DE|DEL|LA|MC|MAC|O['’])\s?)?[A-Z][A-Za-zÀ-ÿ'’-]{1,22}\.?"
_ALONE = re.compile(rf"\.?\s*(?P<name>{_NAME}(?:\s{_NAME})?(?:,?\s(?:JR|SR|II|III)\.?)?)\s*[.#]?")
_GLUED = re.compile(
    r"(?:(?<=[.!?)\"”’'*\]\-])\s{1,6}|(?<=\.)\s{0,6})(?P<dot>\.?)"
    r"(?P<name>(?:MC|Mc|O['’]|DE |VAN |VON )?[A-Z][A-Za-z'’-]{2,20}(?:,? (?:JR|Jr)\.?)?)\s*\Z"
)
_LOWER = re.compile(r"[a-z]{4,14}")  # typed in lower case, in six cables
_INITIAL = re.compile(r"\b[A-Z]\.\Z")  # "RSO Peshawar, David J. Hazarian" (09PESHAWAR41)
_NOT_A_NAME = re.compile(
    r"(?:SIPDIS|NOFORN|SENSITIVE|CONFIDENTIAL|SECRET|UNCLASSIFIED|UNCLAS|COMMENT|SUMMARY|NOTE|TEXT"
    r"|END(?: [A-Z]+)?|N{3,4}|X+|NONE|N/?A|EXERCISE|BACKGROUND|UNQUOTE|UNQTE)\.?",
    re.IGNORECASE,
)


class Signature(NamedTuple):
    """The name, and where it stands; `glued` when it shared a line or stood right below the text."""

    name: str
    span: Span
    glued: bool


def read_signature(lines: tuple[Line, ...]) -> Signature | None:
    """The signature of a body whose end marks are taken out."""
    words = [index for index, line in enumerate(lines) if line.text.strip()]
    if not words:
        return None
    last = lines[words[-1]]
    if len(words) == 1:
        return _glued(last)
    before = lines[words[-2]].text
    parted = words[-1] - words[-2] > 1
    if found := _alone(last, before, parted=parted):
        return Signature(found, span_of(last), not parted)
    return _glued(last)


def _alone(line: Line, before: str, *, parted: bool) -> str | None:
    if parted and ends_sentence(before) and _LOWER.fullmatch(line.text.strip()):
        return line.text.strip()
    match = _ALONE.fullmatch(line.text.strip()) if len(line.text) < 80 else None
    if not match or _NOT_A_NAME.fullmatch(match["name"].strip()):
        return None
    name = match["name"].strip()
    shouted = name.isupper()
    settled = (
        parted or ends_sentence(before) or is_rule(before) or before.rstrip().endswith(("XXXX", "xxxxx"))
    )
    if not (shouted or len(name.split()) == 1 or name.endswith(("Jr.", "Jr"))):
        return None
    # "results. / MILAS" and "gave nothing away.8 / BUTENIS": capitals below a text that is not all capitals.
    return name if settled or (shouted and not before.isupper()) else None


def _glued(line: Line) -> Signature | None:
    match = _GLUED.search(line.text[-48:])
    if not match or _NOT_A_NAME.fullmatch(match["name"]) or _INITIAL.search(match.string[: match.start()]):
        return None
    name = match["name"]
    end = line.start + len(line.text.rstrip())
    return Signature(name, Span(end - len(name) - len(match["dot"]), end), True)


def repeats(lines: tuple[Line, ...], signature: Signature) -> tuple[Span, ...]:
    """The same name alone on a line earlier: two cables on one sheet (09RANGOON378)."""
    return tuple(
        span_of(line)
        for line in lines
        if line.text.strip() == signature.name and line.start < signature.span.start
    )

"""What stands below the text in two forms: the drafting block of 2010 on, the archives' attributes.

`Signature: Example`, `Drafted By: ...`, `Dissemination Rule: ...`, then a banner; and, in the national
archives' copies of 1973 to 1979, `Message Attributes` and a field a line (`Document Number: ...`).
Nothing of it is a paragraph. What the attributes state is taken where the text lacks it, as of any container.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sitegen.cable.claim import Claim, claim, cut
from sitegen.cable.classification import read_banner
from sitegen.cable.dtg import MONTHS
from sitegen.cable.model import PartKind
from sitegen.cable.stated import NOTHING_STATED, Stated
from sitegen.source_text import Line

_DRAFTING = re.compile(
    r"\s*(?P<label>Signature|Drafted By|Cleared By|Approved By|Released By|Info|Dissemination Rule"
    r"|Drafting Officer|Attachments?)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SURE = ("drafted by", "released by", "dissemination rule", "approved by", "cleared by")
_ATTRIBUTES = re.compile(r"\s*(?:Message Attributes|Automatic Decaptioning\s*:.*)\s*", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s*(?P<label>[A-Z][A-Za-z]*(?: [A-Za-z]+){0,4})\s*:(?:\s+(?P<value>.*)|\s*)")
_MARKS = re.compile(r"\s*(?:N{3,4}|-{3,}|<< END OF DOCUMENT >>)\s*")
_DATE = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Z]{3}) (?P<year>\d{4})", re.IGNORECASE)
_NONE = ("", "n/a", "none")
_REACH = 80  # lines from the end in which a drafting block begins
_LEAST = 5  # attributes that make a list
_LONGEST = 200
_HEAD = 1000  # characters in which the label of a number stands
_SIGNATURE = re.compile(r"^ {0,3}Signature\s?:", re.MULTILINE | re.IGNORECASE)


class Trailer(NamedTuple):
    """The lines above it, its claims, who signed, and what it states."""

    lines: tuple[Line, ...]
    claims: tuple[Claim, ...] = ()
    signature: str | None = None
    stated: Stated = NOTHING_STATED


def trailer_of(lines: tuple[Line, ...], text: str) -> Trailer:
    """The body's lines, and what of them is no body; most texts have neither form's words."""
    if "Document Number:" in text or "Message Attributes" in text:
        start = next((i for i, line in enumerate(lines) if _ATTRIBUTES.fullmatch(line.text)), None)
        if start is not None:
            return _attributes(lines, start)
    tail = text[lines[-_REACH].start :] if len(lines) > _REACH else text
    if "ed By:" in tail or "Dissemination Rule:" in tail:  # drafted, released, approved, cleared
        return _drafting(lines)
    if "MRN" in text[:_HEAD] and (_SIGNATURE.search(tail) or "ED BY:" in tail):
        return _drafting(lines)
    return Trailer(lines)


def _drafting(lines: tuple[Line, ...]) -> Trailer:
    """The first of its labels that is followed by nothing but the block."""
    top = max(0, len(lines) - _REACH)
    labels = {
        index: match
        for index, line in enumerate(lines[top:], start=top)
        if (match := _DRAFTING.fullmatch(line.text[:_LONGEST]))
    }
    sure = [index for index, match in labels.items() if match["label"].lower() in _SURE]
    signed = [index for index, match in labels.items() if match["label"].lower() == "signature"]
    if not sure:  # the signature alone, in the labelled form: with no more than a banner below it
        signed = [index for index in signed[-1:] if not any(map(_is_words, lines[index + 1 :]))]
    if not sure and not signed:
        return Trailer(lines)
    start = min(sure + signed)
    claims: list[Claim] = []
    signature = None
    for index, line in enumerate(lines[start:], start=start):
        match = labels.get(index)
        if match and match["label"].lower() == "signature" and match["value"].strip():
            signature = match["value"].strip()
            claims += [
                claim(PartKind.HEADER, cut(line, 0, match.start("value"))),
                claim(PartKind.SIGNATURE, cut(line, match.start("value"), match.end("value"))),
            ]
        elif line.text.strip():
            kind = PartKind.PAGE_ARTEFACT if read_banner(line.text) else PartKind.HEADER
            claims.append(claim(kind, line))
    return Trailer(lines[:start], tuple(claims), signature)


def _is_words(line: Line) -> bool:
    return bool(line.text.strip()) and not read_banner(line.text)


def _attributes(lines: tuple[Line, ...], start: int) -> Trailer:
    """The list, to the end; and the rule and end marks right above it."""
    while start and (not lines[start - 1].text.strip() or _MARKS.fullmatch(lines[start - 1].text)):
        start -= 1
    values: dict[str, str] = {}
    claims: list[Claim] = []
    for line in lines[start:]:
        match = _ATTRIBUTE.fullmatch(line.text) if len(line.text) <= _LONGEST else None
        if match:
            value = (match["value"] or "").strip().strip("'")
            values.setdefault(match["label"].lower(), "" if value.lower() in _NONE else value)
        if line.text.strip():
            claims.append(claim(PartKind.HEADER if match else PartKind.PAGE_ARTEFACT, line))
    if len(values) < _LEAST:
        return Trailer(lines)
    return Trailer(lines[:start], tuple(claims), None, _stated(values))


def _stated(values: dict[str, str]) -> Stated:
    return Stated(
        by="the list of attributes",
        id=values.get("document number", ""),
        date=_date(values.get("draft date", "")),
        date_within=timedelta(days=5),  # drafted one day, sent another
        date_note="the day it was drafted",
        origin=values.get("from", ""),
        classification=values.get("original classification", ""),
        tags=tuple(tag.strip() for tag in values.get("tags", "").split(",") if len(tag.strip()) in (2, 4)),
    )


def _date(words: str) -> datetime | None:
    match = _DATE.fullmatch(words)
    if not match or match["month"].upper() not in MONTHS:
        return None
    try:
        return datetime(
            int(match["year"]), MONTHS.index(match["month"].upper()) + 1, int(match["day"]), tzinfo=UTC
        )
    except ValueError:
        return None

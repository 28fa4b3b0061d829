"""Classified By: who classified the cable, with what title, and for which reasons.

Title then name (`DCM Jane Example`) and name then title (`Jane Example, Consul General`) are about
equally usual; a title is known by its words.
"""

import re
from typing import NamedTuple

_KEYWORD = re.compile(
    r"\s*(?:\(U\)\s*)?(?:(?:CLASSIFIED|DERIVED)\s+(?:BY|FROM)\s*:?\s*(?:BY\b)?\s*){1,2}", re.IGNORECASE
)
_REASONS = re.compile(
    r"[\s,;.(-]*(?:\b(?:FOR|PER|UNDER)\b\s*)?(?:\bE\.?O\.?\s*\d{5},?\s*)?(?:\bSEC(?:TION)?S?\b\.?\s*)?"
    r"(?:\bREASONS?\b\s*:?|\b(?:FOR\s+)?1[./]\s*[45]\b)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"1\s*[./]\s*(?P<section>[45])(?:\.|\b)|(?<![A-Za-z])(?P<letter>[A-Ha-h])(?![A-Za-z])")
_TITLES = (
    "ambassador amb charge chargé d'affaires cda dcm a/dcm acting deputy chief of mission consul "
    "general minister minster counselor counsellor political pol econ economic pol/c polcouns "
    "econcouns pol/econ officer principal director secretary assistant under undersecretary dep "
    "assistantsecretary regional security rso management public affairs pao poloff econoff defense "
    "attache attaché commercial a.i. a/i section head team leader vice station advisor adviser senior "
    "special envoy representative permanent charge' chargé' embassy the for and bureau office cg pdas "
    "das a/s u/s p/e coordinator first second third dpo po a/pol chargee interim ad m/c polmc econmc "
    "prt consular consulate legal science labor refugee "
)
_TITLE_WORDS = frozenset(_TITLES.split())
_NAME_SUFFIX = re.compile(r",\s*(Jr|Sr|II|III|IV)\b\.?", re.IGNORECASE)
_LONGEST = 600


class Authority(NamedTuple):
    """The Classified By line, read."""

    name: str | None = None
    title: str | None = None
    reasons: tuple[str, ...] = ()


def read_authority(text: str) -> Authority:
    """`Classified By: CDA Kevin Milas, reasons 1.4 (B) and (D).`"""
    words = " ".join(text[:_LONGEST].split())
    keyword = _KEYWORD.match(words)
    words = words[keyword.end() :] if keyword else words
    reasons = _REASONS.search(words)
    if keyword and "DERIVED" in keyword[0].upper():  # "DERIVED FROM DSCG 05-1 B AND D" names a guide, nobody
        return Authority(None, None, _reasons_of(words))
    person = words[: reasons.start()] if reasons else words
    name, title = _name_and_title(person.strip(" .,;:-"))
    return Authority(name, title, _reasons_of(words[reasons.start() :]) if reasons else ())


def _reasons_of(text: str) -> tuple[str, ...]:
    """`1.4 (b) and (d)`, `1.4(B)(D)` and `1.4 (b/d)` are all ("1.4(b)", "1.4(d)")."""
    found: list[str] = []
    section = ""
    for match in _SECTION.finditer(text):
        if match["section"]:
            section = f"1.{match['section']}"
        elif section:
            found.append(f"{section}({match['letter'].lower()})")
    return tuple(dict.fromkeys(found))


def _name_and_title(text: str) -> tuple[str | None, str | None]:
    suffix = _NAME_SUFFIX.search(text)  # "Clark T. Randt, Jr." (07BEIJING1668)
    pieces = [piece.strip() for piece in _NAME_SUFFIX.sub("", text).split(",") if piece.strip()]
    if not pieces:
        return None, None
    title, name = _split(pieces[0])
    rest = pieces[1:]
    if not name and rest:  # "S/CT DAS, Susan F. Burk"
        name, *rest = rest
    elif not name:
        name, title = (title, "") if title.islower() else ("", title)  # "xxxxx" (10BAGHDAD167)
    elif not title:
        title, rest = ", ".join(rest), []
    if suffix and name:
        name = f"{name}, {suffix[1]}."
    return name or None, title or None


def _split(words: str) -> tuple[str, str]:
    """A title's words from the left, and the name that remains."""
    parts = words.split()
    # "ECOPOL Counselor Andrew Erickson" (06LAPAZ3400): an office before a title's word
    office = len(parts) > 2 and parts[0].isupper() and _is_title(parts[1], first=False, more=True)
    count = int(office)
    while count < len(parts) and _is_title(parts[count], first=count == 0, more=len(parts) - count > 2):
        count += 1
    return " ".join(parts[:count]), " ".join(parts[count:])


def _is_title(word: str, *, first: bool, more: bool) -> bool:
    """A word of a title: a known one, a lower-case one, or an office's letters ("DS/IP/SCA")."""
    plain = word.lower().strip(".:;’'")
    if plain in _TITLE_WORDS or "/" in word:
        return True
    if not more and not first:
        return False
    return word.islower() or (
        first and 1 < len(word) <= 5 and word.isupper() and word.isalpha() and plain in _TITLE_WORDS
    )

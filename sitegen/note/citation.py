"""Where a cable's running text points elsewhere: "ref A", "06 EXAMPLETOWN 123", "para 3".

Only what can mean one thing is taken. "reftel" of a cable with two references, "septel" (a cable
yet to be written, or written apart, whose number nobody gives), "para 3 of the resolution" and "para 3,
ref A" (that of ref A, or this one and ref A?) point nowhere we know.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sitegen.cable.cable_id import read_id
from sitegen.cable.dtg import MONTHS
from sitegen.cable.model import Anchor, Cable, CableId, Paragraph, Reference
from sitegen.cable.vocabulary import Vocabulary


class Citation(NamedTuple):
    """Words of one paragraph that point to a cable, or (target None) to an anchor of their own cable."""

    anchor: Anchor  # of the paragraph that holds the words
    start: int
    end: int
    target: CableId | None
    target_anchor: Anchor | None = None


class _Pointed(NamedTuple):
    """Words that point, before it is known that nothing else claims them."""

    start: int
    end: int
    target: CableId | None
    anchor: Anchor | None = None


_PARA = r"(?:para(?:graph)?s?\.?\s*|¶{1,2}\s*)"
_JOINT = r"\s*(?:,\s*(?:and\s+)?|and\s+|&\s*|or\s+|through\s+|to\s+|[-–/]\s*)"
_NUMBERS = rf"(?P<numbers>[0-9]{{1,3}}(?![0-9])(?:{_JOINT}[0-9]{{1,3}}\b(?!\s*%))*)"
_LETTER = r"(?:\([A-Za-z]\)|[A-Z]\b)"
_LABELS = rf"(?P<labels>{_LETTER}(?:{_JOINT}{_LETTER}(?!\.[A-Z]))*)"
_REF = r"(?P<word>[Rr][Ee][Ff](?:[Ss]|[Tt][Ee][Ll][Ss]?)?\.?)"

_LABEL = r"(?:\s+(?:\((?P<bracketed>[A-Za-z])\)|(?P<label>[A-Z])\b))?"
_PARAS = re.compile(rf"(?<!\w)(?i:{_PARA}){_NUMBERS}")
_PARA_REF = re.compile(
    rf"(?<!\w)(?i:{_PARA}){_NUMBERS}\s*(?:of\s|in\s)?\s*(?P<open>\()?{_REF}\b{_LABEL}(?(open)\)?)"
)
_PARA_COMMA_REF = re.compile(rf"(?<=\()(?i:{_PARA}){_NUMBERS},\s*{_REF}\b{_LABEL}(?=\))")
_OF_IT = rf"(?:['’]s)?,?\s+(?P<open>\()?(?i:{_PARA}){_NUMBERS}\b(?(open)\)?)"
_REF_PARA = re.compile(rf"\b{_REF}{_LABEL}{_OF_IT}")
_AFTER_CABLE = re.compile(_OF_IT)
_BEFORE_CABLE = re.compile(rf"(?<!\w)(?i:{_PARA}){_NUMBERS}\s+(?:of|in)\s+$")
_REFS = re.compile(rf"\b{_REF}\s*{_LABELS}")
_REFTEL = re.compile(r"\breftel\b", re.IGNORECASE)
# It begins with a digit, and not with a look behind it, so that it is searched for fast.
_CABLE = re.compile(
    r"[0-9](?<!\w.)(?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|[0-9]) ?[A-Z]{3,}(?: [A-Z]{2,}){0,2} ?[0-9]{1,8}\b"
)

# "para 3 of the resolution", "Article 5, paragraph 3", "OP paragraph 4": another paper's paragraphs.
_OTHERS_AFTER = re.compile(
    rf"\)?\s*,?\s*(?:(?:of|in|from)\s+)?\(?{_REF}\b"
    r"|\)?\s*(?:of|in|from|to)\s+(?!this\s+(?:cable|message|telegram))(?:the\b|an?\b|its\b|his\b|\(?[A-Z0-9])"
)
_OTHERS_BEFORE = re.compile(
    r"(?:article|section|resolution|unscr|annex|protocol|chapter|treaty)\s+[\w.()]+,?\s*$"
    r"|(?:operative|preambular|\bOP|\bPP)\s*$"
    r"|\b(?:ref(?:s|tels?)?|septels?)\.?(?:\s+\(?[A-Z]\)?)?(?:['’]s)?,?\s*\(?(?:(?:at|in)\s+)?$",
    re.IGNORECASE,
)
_CABLE_BEFORE = re.compile(r"\b[0-9]{2,4} ?[A-Z]{3,}(?: [A-Z]{2,}){0,2} ?[0-9]{1,8}(?:['’]s)?,?\s*\(?$")
_NEAR = 60  # characters before a pointer in which another paper may be named


def citations(cable: Cable, vocabulary: Vocabulary) -> tuple[Citation, ...]:
    """What a cable's text points to, in reading order. Only posts that the vocabulary knows make an id."""
    scope = _Scope(cable, vocabulary)
    return tuple(found for paragraph in cable.paragraphs for found in _of_paragraph(paragraph, scope))


class _Scope:
    """What words of a cable can point to."""

    def __init__(self, cable: Cable, vocabulary: Vocabulary) -> None:
        self.cable, self.vocabulary = cable, vocabulary
        self.labels: Mapping[str, Reference] = {
            ref.label.upper(): ref for ref in cable.references if ref.label
        }
        cables = [ref for ref in cable.references if ref.target]
        self.reftel = cables[0] if len(cables) == 1 else None
        self.paragraphs = {p.number: p.anchor for p in reversed(cable.paragraphs) if p.number is not None}

    def reference(self, word: str, label: str | None) -> Reference | None:
        """What "ref A" or "reftel" means here."""
        if label:
            return self.labels.get(label.upper())
        return self.reftel if word.lower().startswith("reftel") else None


def _of_paragraph(paragraph: Paragraph, scope: _Scope) -> Iterator[Citation]:
    taken: list[_Pointed] = []  # in order, apart
    low = paragraph.text.lower()
    worded = "ref" in low or "para" in low or "¶" in low
    for reader in READERS if worded else (_cables,):
        for found in reader(paragraph.text, scope):
            index = bisect_left(taken, found.start, key=lambda other: other.start)
            beside = taken[max(0, index - 1) : index + 1]
            if all(found.end <= other.start or other.end <= found.start for other in beside):
                taken.insert(index, found)
    for found in taken:
        if found.target or found.anchor != paragraph.anchor:
            yield Citation(paragraph.anchor, *found)


def _paras_of_refs(text: str, scope: _Scope) -> Iterator[_Pointed]:
    """ "para 7 ref A", "paras 7 and 8 of reftel", "ref A, para 7": those paragraphs of that cable."""
    for pattern in (_PARA_REF, _PARA_COMMA_REF, _REF_PARA):
        for match in pattern.finditer(text):
            reference = scope.reference(match["word"], match["label"] or match["bracketed"])
            if reference and reference.target:
                yield from _paragraphs_of(reference.target, match, *match.span())


def _paras_of_cables(text: str, scope: _Scope) -> Iterator[_Pointed]:
    """ "06 EXAMPLETOWN 123, para 7", "para 7 of 06 EXAMPLETOWN 123"."""
    for found in _cables(text, scope):
        assert found.target is not None  # noqa: S101 (they are nothing else)
        near = max(0, found.start - _NEAR)
        if match := _AFTER_CABLE.match(text, found.end):
            yield from _paragraphs_of(found.target, match, found.start, match.end())
        elif match := _BEFORE_CABLE.search(text, near, found.start):
            yield from _paragraphs_of(found.target, match, match.start(), found.end)


def _paragraphs_of(cable: CableId, match: re.Match[str], start: int, end: int) -> Iterator[_Pointed]:
    """Each number a pointer; the first from where the words begin, the last to their end."""
    numbers = list(re.finditer("[0-9]+", match["numbers"]))
    offset = match.start("numbers")
    for at, number in enumerate(numbers):
        first = start if at == 0 else offset + number.start()
        last = end if number is numbers[-1] else offset + number.end()
        yield _Pointed(first, last, cable, Anchor(f"p{int(number[0])}"))


def _paras(text: str, scope: _Scope) -> Iterator[_Pointed]:
    """ "para 3", "paras 3 and 4": of this cable, unless another paper is named beside them."""
    for match in _PARAS.finditer(text):
        start = match.start()
        before = text[max(0, start - _NEAR) : start]
        others = _OTHERS_BEFORE.search(before) or _CABLE_BEFORE.search(before)
        if not others and not _OTHERS_AFTER.match(text, match.end()):
            yield from _own_paragraphs(match, scope)


def _own_paragraphs(match: re.Match[str], scope: _Scope) -> Iterator[_Pointed]:
    start = match.start()
    for number in re.finditer("[0-9]+", match["numbers"]):
        end = match.start("numbers") + number.end()
        if anchor := scope.paragraphs.get(int(number[0])):
            yield _Pointed(start, end, None, anchor)
        start = match.start("numbers") + _next_digit(match["numbers"], number.end())


def _next_digit(text: str, offset: int) -> int:
    found = re.compile("[0-9]").search(text, offset)
    return found.start() if found else len(text)


def _refs(text: str, scope: _Scope) -> Iterator[_Pointed]:
    """ "ref A", "refs A and B": each letter a pointer, the first with the word before it."""
    for match in _REFS.finditer(text):
        start = match.start()
        for letter in re.finditer(_LETTER, match["labels"]):
            offset = match.start("labels")
            start = start if letter.start() == 0 else offset + letter.start()
            if reference := scope.labels.get(letter[0].strip("()").upper()):
                yield _pointer(start, offset + letter.end(), reference)


def _reftels(text: str, scope: _Scope) -> Iterator[_Pointed]:
    if scope.reftel:
        for match in _REFTEL.finditer(text):
            yield _pointer(*match.span(), scope.reftel)


def _pointer(start: int, end: int, reference: Reference) -> _Pointed:
    """To the cable; to the line of the header where a reference is no cable (an e-mail)."""
    return _Pointed(start, end, reference.target, None if reference.target else reference.anchor)


def _cables(text: str, scope: _Scope) -> Iterator[_Pointed]:
    """ "06 EXAMPLETOWN 123": an id in full."""
    for match in _CABLE.finditer(text):
        cable_id = read_id(match[0], scope.vocabulary)
        if cable_id and cable_id != scope.cable.id and _is_post(cable_id, scope):
            yield _Pointed(*match.span(), cable_id)


def _is_post(cable_id: CableId, scope: _Scope) -> bool:
    """Whether the word is a post, and no month: "09 JUL 2007" is a day."""
    is_day = cable_id.post[:3] in MONTHS and len(cable_id.post) <= 9
    return not is_day and cable_id.post in scope.vocabulary.posts


READERS = (_paras_of_refs, _paras_of_cables, _paras, _refs, _reftels, _cables)
"""In this order: what an earlier one reads, a later one leaves alone."""

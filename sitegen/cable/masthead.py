"""The lines the drafter wrote above the text: classification, E.O., TAGS, subject, REF, Classified By."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sitegen.cable.authority import read_authority
from sitegen.cable.cable_id import full_year
from sitegen.cable.claim import Notice, cut
from sitegen.cable.classification import read_banner, read_classification_line, read_marking
from sitegen.cable.facts import Facts, Reading
from sitegen.cable.model import PartKind
from sitegen.cable.reference import read_references
from sitegen.cable.tags import only_tags, read_tags, unlinked
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line

_ORDER = re.compile(r"\s*E\.?\s?[O0]\.?,?\s*:?\s*(?P<number>\d{5})?\s*:?\s*", re.IGNORECASE)
_DECLASSIFY = re.compile(
    r"(?:.{0,40}?DECLASS?(?:IFY|IFIED)?\.?(?: ON)?|DECL)\s*:?\s*(?P<text>.*)", re.IGNORECASE
)
_DATE = re.compile(r"\s*(?P<month>\d{1,2})[/-](?P<day>\d{1,2})[/-](?P<year>\d{4}|\d\d)\b[\s.]*")
_NONE = re.compile(r"\s*(?:N/?A\b.*|NONE)?\s*", re.IGNORECASE)
_TAGS_LABEL = re.compile(r"\s*TAGS?\s*[:;]?\s*", re.IGNORECASE)
_SUBJECT_LABEL = re.compile(r"\s*SUBJ(?:ECT)?\s*:\s*", re.IGNORECASE)
_REF_LABEL = re.compile(
    r"\s*REF(?:S|\(S\)|TELS?|TEL\(S\)|ERENCES?)?\s*:?\s*(?:REF(?:TEL)?S?(?::\s*|\s+(?=[A-Z\d])))?",
    re.IGNORECASE,
)
_REF_ITEM = re.compile(r"\s*¶?\(?[B-Zb-z][.)]\s*\S")
_RULE = re.compile(r"\s*[-=*_]{3}")
_OPEN_END = re.compile(
    r"(?:,|-|\b(?:ON|OF|THE|AND|TO|FOR|IN|WITH|A|AN|BY|FROM|AS|AT|VS))\s*\Z", re.IGNORECASE
)
_AUTHORITY_OPEN = re.compile(r"(?:REASONS?:?|FOR|BY:?|1\.|,|AND)\s*\Z", re.IGNORECASE)
_AUTHORITY_SHUT = re.compile(r"1[./]\s*[45].*[.)\]]\s*\Z", re.IGNORECASE | re.DOTALL)
_SUBJECT_LINES = 6
_AUTHORITY_LINES = 5


def read_classification(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`C O N F I D E N T I A L SECTION 01 OF 03 ASTANA 001848`; a second one is the printer's."""
    line = lines[0]
    found = read_classification_line(line.text)
    if not found:
        return Reading(facts, 1)
    if facts.level and facts.post:
        notice = Notice("header-repeated", line.start, "the classification line is repeated")
        return Reading(facts, 1, (notice,), PartKind.PAGE_ARTEFACT)
    captions = tuple(dict.fromkeys(facts.captions + found.captions))
    return Reading(
        replace(facts, level=found.level, captions=captions, post=found.post, number=found.number), 1
    )


def read_executive_order(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`E.O. 12958: DECL: 07/06/2017`; what is no date (OADR, GDS, an event) is kept as text."""
    taken = _until(lines, _ends_order, 3)
    text = " ".join(" ".join(line.text for line in lines[:taken]).split())
    match = _ORDER.match(text)
    if not match:
        return Reading(facts, 1)
    return Reading(
        replace(facts, executive_order=match["number"], declassify_on=_declassify_on(text[match.end() :])),
        taken,
    )


def _ends_order(line: Line) -> bool:
    """Nothing, a rule, or a second order: "E.O. 12958: DECL: ... / E.O. 13526: N/A"."""
    order = _ORDER.match(line.text)
    return not line.text.strip() or bool(_RULE.match(line.text) or (order and order["number"]))


def _declassify_on(text: str) -> date | str | None:
    labelled = _DECLASSIFY.fullmatch(text)
    words = (labelled["text"] if labelled else text).strip(" .:;,")
    if _NONE.fullmatch(words):
        return None
    found = _DATE.fullmatch(words)
    if not found or not (year := full_year(found["year"])):
        return words
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return words


def read_tags_line(lines: tuple[Line, ...], facts: Facts, vocabulary: Vocabulary) -> Reading:
    """`TAGS: PREL PTER`; the next line belongs to it while it holds TAGS only (07TELAVIV2652)."""
    taken = 1
    while taken < len(lines) and lines[taken].text.strip() and only_tags(lines[taken].text, vocabulary):
        taken += 1
    first = _TAGS_LABEL.sub("", lines[0].text, count=1)
    text = "\n".join([first, *(line.text for line in lines[1:taken])])
    linked = unlinked(text) != text
    notices = (Notice("tags-unlinked", lines[0].start, "the TAGS were Markdown links"),) if linked else ()
    return Reading(replace(facts, tags=read_tags(text, vocabulary)), taken, notices)


def read_subject(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`SUBJECT:` and the lines it wraps to; a mark before it, as in 09STATE132349, is kept apart."""
    pieces = [_SUBJECT_LABEL.sub("", lines[0].text, count=1)]
    taken = 1
    for index, line in enumerate(lines[1:_SUBJECT_LINES], start=1):
        if _RULE.match(line.text) or (
            not line.text.strip() and "".join(pieces) and not _OPEN_END.search(pieces[-1])
        ):
            break
        if line.text.strip():
            pieces += [] if read_banner(line.text) else [line.text]
            taken = index + 1
    text = " ".join(" ".join(pieces).split())
    marked = read_marking(text)
    subject = text[marked[1] :].strip() if marked else text
    return Reading(replace(facts, subject=subject, subject_marking=marked[0] if marked else None), taken)


def read_reference_block(lines: tuple[Line, ...], facts: Facts, vocabulary: Vocabulary) -> Reading:
    """`REF:` and its items, which may go on after a blank line with the next letter."""
    taken = 1
    for index, line in enumerate(lines[1:], start=1):
        if line.text.strip():
            if _RULE.match(line.text) or (taken < index and not _REF_ITEM.match(line.text)):
                break
            taken = index + 1
    label = _REF_LABEL.match(lines[0].text)
    rows = (cut(lines[0], label.end() if label else 0), *lines[1:taken])
    references = read_references(rows, facts.year, vocabulary)
    return Reading(replace(facts, references=facts.references + references), taken)


def read_authority_line(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Classified By: ...`, with its reasons, which may stand on the next line or after a blank one."""
    text, taken = lines[0].text, 1
    for index, line in enumerate(lines[1:_AUTHORITY_LINES], start=1):
        blank = not line.text.strip()
        if _RULE.match(line.text) or (not blank and not _goes_on(text, line, after_blank=taken < index)):
            break
        if not blank:
            text, taken = f"{text} {line.text}", index + 1
    authority = read_authority(text)
    return Reading(
        replace(
            facts,
            classified_by=authority.name,
            classified_by_title=authority.title,
            reasons=authority.reasons,
        ),
        taken,
    )


def _goes_on(text: str, line: Line, *, after_blank: bool) -> bool:
    """Whether a line still belongs to the Classified By line."""
    if _AUTHORITY_OPEN.search(text):
        return True
    if after_blank:
        return bool(re.match(r"\s*(?:REASONS?\b|1\.[45])", line.text, re.IGNORECASE))
    return not _AUTHORITY_SHUT.search(text) or bool(re.match(r"\s*(?:\(|\)|and\b)", line.text))


def _until(lines: tuple[Line, ...], stop: Callable[[Line], bool], most: int) -> int:
    taken = 1
    while taken < min(len(lines), most) and not stop(lines[taken]):
        taken += 1
    return taken

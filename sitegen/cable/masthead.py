"""The lines the drafter wrote above the text: classification, E.O., TAGS, subject, REF, Classified By."""

import re

from sitegen.cable.attention import is_attention
from sitegen.cable.authority import read_authority, reasons_alone
from sitegen.cable.caption import read_captions
from sitegen.cable.claim import Notice, cut
from sitegen.cable.classification import read_banner, read_classification_line, read_marking, respelled
from sitegen.cable.declassify import read_order
from sitegen.cable.facts import Facts, Reading
from sitegen.cable.model import PartKind
from sitegen.cable.paragraph import flowed
from sitegen.cable.reference import read_references
from sitegen.cable.tags import continues_tags, read_tags, unlinked
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line

_TAGS_LABEL = re.compile(
    r"\s*(?:T ?[A4GS] ?[G6AS] ?[SAG5]?[GS]?\s*[:;.-]+|TA[G6]S?(?:\s{0,2}(?:[,/=>]|\([UCS]\):?))?)\s*",
    re.IGNORECASE,
)
_SUBJECT_LABEL = re.compile(
    r"\s*(?P<mark>\([A-Z]{1,3}\))?\s*(?:S[UBJECT]{2,7}S?\s*[:;]{1,2}|SUB[JIL1]EC[TLI1][:;]"
    r"|S ?U ?B ?J ?(?:E ?C ?T ?)?\.?[:;]|SUBJ(?:ECT)?(?:\.?\s*-{0,2}(?=\s)|\s?[-.,/=>]{1,2}))[\s=_-]*",
    re.IGNORECASE,
)
_REF_LABEL = re.compile(
    r"\s*R?REF(?:A(?= )|S|\(S\)|TEL\(S\)|TELS?|ERENCE\(S\)|ERENCES?)?\.?\s*[:;]?(?:\s*-{1,2}\s)?\s*"
    r"(?:REF(?:TEL)?S?(?::\s*|\s+(?=[A-Z\d])))?",
    re.IGNORECASE,
)
_REF_ITEM = re.compile(r"\s*(?:REF\s?)?¶?[(\[]?[B-Zb-z][.)\]:]\s*\S|\s*[Rr][Ee][Ff]\s?\(?[B-Zb-z]\)?\s")
_MARK_OR_LABEL = re.compile(r"\s*\(([CSU])\)\s")
_FIRST_PART = re.compile(r"\s*I\.\s+\D{4,80}")  # "I. INTRODUCTION" names no cable
_POST_NUMBER = re.compile(
    r"\s*(?:(?:\d\d|\d{4}) )?(?:[A-Z]{4,}|[A-Z]{2,3} [A-Z]{2,})(?: [A-Z]{2,}){0,2} \d{1,6}\s*[.;,]?\s*"
)
_SUMMARY = re.compile(r"\s*(?:BEGIN )?SUMMARY\s?[:.]\s", re.IGNORECASE)  # a text without numbers
_RULE = re.compile(r"\s*[-—=*_]{3}")
_RULED = re.compile(r"\s-{5,}\s*\Z")  # "SUBJECT: A FAIR -------", re-flowed
_AGENCY = r"(?:USTR|USAID|USDOC|USDA|USGS|NSC|DOD|DOE|DOJ|DOL|DHS|EPA|FAA|FBI|OPIC|TREASURY|COMMERCE)\b"
# Right below a subject only what can be no title is an attention line.
_PASSED_ON = re.compile(
    r"\s*(?:(?:STATE|DEPT|DEPARTMENT|NSC|TREASURY|USDOC|USAID|SECDEF) (?:FOR [A-Z]{1,5}/|PASS:"
    rf"|PASS (?:TO:? )?(?:{_AGENCY}|AM(?:EMB|CON)|[A-Z]{{1,5}}/))|PASS(?: TO)?: )"
)
_EMPTY = ("", "-", ".")  # a line that was filled, so that it lasts
_OPEN_END = re.compile(
    r"(?:,|;|-|:|&|/|\b(?:ON|OF|THE|AND|OR|TO|FOR|IN|WITH|A|AN|BY|FROM|AS|AT|VS|OVER|ABOUT|AFTER|BEFORE|ITS|HIS))\s*\Z",
    re.IGNORECASE,
)
_AUTHORITY_OPEN = re.compile(
    r"(?:REASONS?:?|FOR|BY:?|1\.|,|AND|\(|SECTIONS?|E\.O\. ?\d{5})\s*\Z", re.IGNORECASE
)
_AUTHORITY_SHUT = re.compile(r"1[./]\s*[45].*[.)\]]\s*\Z", re.IGNORECASE | re.DOTALL)
_AUTHORITY_MORE = re.compile(r"\s*(?:\((?![CSU]\)|SBU\))|\)|and\b|[a-h]\)|Reasons?\b)", re.IGNORECASE)
_REASON_LINE = re.compile(r"\s*(?:(?:FOR )?REASONS?\b|1\.[45]|DECLASSIFY|DERIVED)", re.IGNORECASE)
_LETTERS_ONLY = re.compile(r"\s*(?:(?:and|or|&|,)?\s{0,3}\([a-h]\)[\s,.]{0,3}){1,4}", re.IGNORECASE)
_REASONS_WITHIN = re.compile(r"\bREASONS?\b\W{0,3}(?:E\.O\. ?\d{5},? )?1\s?[./]\s?[345]", re.IGNORECASE)
_WITHIN = 120
_SUBJECT_LINES = 8
_AUTHORITY_LINES = 6
_AUTHORITY_REACH = 20  # with the blank ones
_LONGEST_OPEN = 12  # "E.O. 12958", "SECTIONS": no word that leaves a line open is longer


def read_classification(lines: tuple[Line, ...], facts: Facts, vocabulary: Vocabulary) -> Reading:
    """`C O N F I D E N T I A L SECTION 01 OF 03 ASTANA 001848`; a second one is the printer's.

    One that was too long has the post and the number on the next line.
    """
    line, taken = lines[0], 1
    found = read_classification_line(line.text)
    if not found and len(lines) > 1:
        below = lines[1].text.split()
        if len(below) < 6 and "".join(below[-1:]).isdigit():
            found, taken = read_classification_line(" ".join((line.text, *below))), 2
    if not found:
        found, taken = read_classification_line(respelled(line.text)), 1
    if not found or (found.digits < 3 and not _is_post(found.post, facts, vocabulary)):
        return Reading(0)
    if facts.level and facts.post:
        notice = Notice("header-repeated", line.start, "the classification line is repeated")
        return Reading(taken, (notice,), PartKind.PAGE_ARTEFACT)
    facts.add_captions(found.captions)
    facts.level, facts.post, facts.number = found.level, found.post, found.number
    facts.post_at = line.start
    return Reading(taken)


def _is_post(words: str, facts: Facts, vocabulary: Vocabulary) -> bool:
    """A post of the table, or that of the FM line: of others "PARAGRAPH 77" could be one."""
    return vocabulary.knows(words) or f" {facts.origin or ''}".upper().endswith(f" {words.upper()}")


def read_executive_order(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`E.O. 12958: DECL: 07/06/2017`; what is no date (OADR, GDS, an event) is kept as text."""
    order, taken = read_order([line.text for line in lines[:3]])
    facts.executive_order, facts.declassify_on = order.number, order.declassify_on
    return Reading(taken)


def read_tags_line(lines: tuple[Line, ...], facts: Facts, vocabulary: Vocabulary) -> Reading:
    """`TAGS: PREL PTER`; the next line belongs to it while it holds TAGS only (07TELAVIV2652)."""
    texts = [_TAGS_LABEL.sub("", lines[0].text, count=1)]
    taken = 1
    for index, line in enumerate(lines[1:], start=1):
        if line.text.strip():
            apart = taken < index and bool(texts[-1].strip()) and not texts[-1].rstrip().endswith(",")
            if not continues_tags(texts[-1], line.text, vocabulary, apart=apart):
                break
            texts.append(line.text)
            taken = index + 1
    text = "\n".join(texts)
    facts.tags = read_tags(text, vocabulary)
    if "](" not in text or unlinked(text) == text:
        return Reading(taken)
    return Reading(taken, (Notice("tags-unlinked", lines[0].start, "the TAGS were Markdown links"),))


def read_subject(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`SUBJECT:` and the lines it wraps to; a mark before it, as in 09STATE132349, is kept apart."""
    pieces = [_SUBJECT_LABEL.sub(r"\g<mark>", lines[0].text, count=1)]
    taken = 1
    for index, line in enumerate(lines[1:_SUBJECT_LINES], start=1):
        if _RULE.match(line.text) or _ends_subject(line.text, pieces):
            break
        if line.text.strip():
            pieces += [] if read_banner(line.text) else [line.text]
            taken = index + 1
    text = flowed(_RULED.sub("", "\n".join(pieces)))
    marked = read_marking(text)
    facts.subject = text[marked[1] :].lstrip(" :").rstrip() if marked else text
    facts.subject_marking = marked[0] if marked else None
    return Reading(taken)


def _ends_subject(text: str, pieces: list[str]) -> bool:
    """A blank line, unless the words before it are surely not the last; captions or references below it."""
    if text.strip() in _EMPTY:
        return bool("".join(pieces).strip()) and not _OPEN_END.search(pieces[-1])
    if _PASSED_ON.match(text) and not _OPEN_END.search(pieces[-1]):
        return True
    return bool(read_captions(text) or reasons_alone(text) or _SUMMARY.match(text))


def read_reference_block(lines: tuple[Line, ...], facts: Facts, vocabulary: Vocabulary) -> Reading:
    """`REF:` and its items, which may go on after a blank line with the next letter."""
    taken, apart = 1, False
    for index, line in enumerate(lines[1:], start=1):
        if not line.text.strip():
            apart = True
            continue
        if _RULE.match(line.text) or (apart and not _goes_on_citing(line.text, lines[:taken])):
            break
        if read_captions(line.text) or reasons_alone(line.text) or _SUMMARY.match(line.text):
            break
        if " FOR " in line.text and is_attention(line.text):
            break
        taken, apart = index + 1, False
    label = _REF_LABEL.match(lines[0].text)
    more = (_without_label(line) for line in lines[1:taken])
    rows = (cut(lines[0], _label_end(lines[0].text, label)), *more)
    facts.references += read_references(rows, facts.year, vocabulary)
    return Reading(taken)


def _without_label(line: Line) -> Line:
    """ "REF: PARIS 1 / REF: PARIS 2": each of them has the keyword; "REF B: PARIS 2" has a label."""
    label = _REF_LABEL.match(line.text)
    return cut(line, label.end()) if label and ":" in label[0] else line


def _label_end(text: str, label: re.Match[str] | None) -> int:
    return label.end() if label else 0


def _goes_on_citing(text: str, above: tuple[Line, ...]) -> bool:
    """Below a blank line: the next label, or a bare "POST 123"; "(C)" is a mark where no B stands above."""
    if _FIRST_PART.fullmatch(text):
        return False
    if mark := _MARK_OR_LABEL.match(text):
        before = chr(ord(mark[1]) - 1)
        return any(re.search(rf"\b{before}[.)\]:]", line.text, re.IGNORECASE) for line in above)
    if _REF_ITEM.match(text) or _POST_NUMBER.fullmatch(text):
        return True
    label = _REF_LABEL.match(above[0].text)
    return len(above) == 1 and bool(label) and not above[0].text[_label_end(above[0].text, label) :].strip()


def read_authority_line(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Classified By: ...`, with its reasons, which may stand on the next line or after a blank one."""
    text, taken, read = lines[0].text, 1, 1
    for index, line in enumerate(lines[1:_AUTHORITY_REACH], start=1):
        if not line.text or line.text.isspace():
            continue
        read += 1
        if (
            read > _AUTHORITY_LINES
            or _RULE.match(line.text)
            or not _goes_on(text, line, after_blank=taken < index)
        ):
            break
        text, taken = f"{text}\n{line.text}", index + 1
    authority = read_authority(flowed(text))
    facts.classified_by, facts.classified_by_title = authority.name, authority.title
    facts.reasons = authority.reasons or facts.reasons
    return Reading(taken)


def _goes_on(text: str, line: Line, *, after_blank: bool) -> bool:
    """Whether a line still belongs to the Classified By line."""
    if read_captions(line.text) or read_banner(line.text):
        return False
    if _AUTHORITY_OPEN.search(text.rstrip()[-_LONGEST_OPEN:]):
        return True
    if after_blank:  # a page break, or a conversion, left blank lines in it
        if _REASON_LINE.match(line.text) or _LETTERS_ONLY.fullmatch(line.text):
            return True
        return not _AUTHORITY_SHUT.search(text) and bool(_REASONS_WITHIN.search(line.text[:_WITHIN]))
    return not _AUTHORITY_SHUT.search(text) or bool(_AUTHORITY_MORE.match(line.text))

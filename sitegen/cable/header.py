"""The header: which line is which, and who reads it.

A line with a keyword opens a field; its reader gets the lines up to the next keyword and takes those
that are its own. What no reader takes are captions, banners and attention lines. The readers are
one table, in the order in which their keywords are tried.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from sitegen.cable import envelope, masthead
from sitegen.cable.claim import Notice, claim, cut
from sitegen.cable.classification import LEVEL, read_banner, read_captions
from sitegen.cable.facts import Facts, Reader, Reading
from sitegen.cable.model import Part, PartKind
from sitegen.cable.residue import is_residue
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line

# name, keyword, reader. The first that matches a line's start reads it.
HEADER_READERS: tuple[tuple[str, str, Reader], ...] = (
    ("transmission", r"VZCZC[A-Z]{3}\d|ZCZC", envelope.read_transmission),
    ("routing", r"[ZOPR]{2} {1,4}R[A-Z]{4,7}\b", envelope.read_routing),
    ("originator", r"DE {1,3}R[A-Z]{4,7}\b", envelope.read_originator),
    ("security", r"ZN[YR] {1,3}[A-Z]{5}\b", envelope.read_security),
    (
        "dtg",
        r"(?:(?:[ZOPR](?: ?[ZOPR])?|[A-Z]{5,9}(?: IMMEDIATE)?) {1,4})?\d{6} ?Z *[A-Za-z]{3,9}\.? *\d\d",
        envelope.read_dtg_line,
    ),
    ("distribution", r"(?:ACTION|INFO) +[A-Z/]{1,6}-\d\d\b", envelope.read_distribution),
    ("origin", r"FM ", envelope.read_origin),
    ("to", r"TO ", envelope.read_to),
    ("info", r"INFO ", envelope.read_info),
    ("exempt", r"XMT ", envelope.read_transmission),
    (
        "published",
        r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, {1,2}\d{1,2} [A-Z][a-z]+ \d{4}, ",
        envelope.read_published_line,
    ),
    ("classification", rf"(?i:{LEVEL}(?! *PTQ).{{0,100}}\d{{3,8}}\b)", masthead.read_classification),
    ("order", r"(?i:E\.? ?[O0]\.?,? ?:? ?(?:\d{5}|:))", masthead.read_executive_order),
    ("tags", r"(?i:TAGS?\s{0,2}[:;])|TAGS?\s+\[?[A-Z]{2}", masthead.read_tags_line),
    ("subject", r"(?i:SUBJ(?:ECT)?\s{0,2}:)", masthead.read_subject),
    (
        "reference",
        r"(?i:REF(?:S|\(S\)|TELS?|TEL\(S\)|ERENCES?)?\s{0,2}:)|REFS?\s+(?:\(?A[.)]|\d\d |[A-Z]{4,} \d)",
        masthead.read_reference_block,
    ),
    (
        "authority",
        r"(?i:(?:\(U\)\s{0,3})?CLASSIFIED\s{1,3}BY\b|DERIVED\s{1,3}FROM\s{0,2}:)",
        masthead.read_authority_line,
    ),
)
_READERS = {name: reader for name, _, reader in HEADER_READERS}
_KEYWORD = re.compile(r"\s*(?:" + "|".join(f"(?P<{name}>{word})" for name, word, _ in HEADER_READERS) + ")")
# Re-flowed cables put several fields on one line: "E.O. 12958: N/A TAGS: PGOV" (09SAOPAULO660).
_WITHIN = re.compile(
    r"(?<=\S)(?<!\(U\))\s+(?=TAGS?\s?:|SUBJ(?:ECT)?\s?:|REF(?:S|\(S\)|TELS?)?\s?:\s|CLASSIFIED BY[ :])",
    re.IGNORECASE,
)
# The fields of the drafter; paragraph 1 comes after the last of them.
_DRAFTED = ("order", "tags", "subject")
_ENVELOPE = ("transmission", "routing", "originator", "security", "origin", "to", "info", "exempt")
_SEVERAL_TIMES = ("dtg", "info", "to", "distribution", "classification")
_ABOVE_TRANSMISSION = ("dtg", "published", "distribution")
_ATTENTION = re.compile(r"\s*[A-Z][A-Z0-9 ./,&()'-]{1,60}?\b(?:FOR|PASS|ALSO|PLS|PLEASE)\b")
_REACH = 40  # lines without a keyword after which a header has ended; the longest INFO list is longer
LONGEST_HEADER = 400  # lines


class Header(NamedTuple):
    """The header read: `rest` is the body."""

    facts: Facts
    claims: tuple[Part, ...]
    notices: tuple[Notice, ...]
    rest: tuple[Line, ...]
    read: tuple[Line, ...]
    found: bool  # whether there was any keyword at all


def keyword_of(line: Line) -> str | None:
    """The field that a line opens, if it opens one."""
    match = _KEYWORD.match(line.text)
    if not match:
        return None
    return next(name for name in _READERS if match[name])


def unfolded(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, with a new one before each keyword that stands within a line."""
    return tuple(piece for line in lines for piece in _pieces(line))


def _pieces(line: Line) -> Iterator[Line]:
    start = 0
    if ":" not in line.text and "lassified " not in line.text:
        yield line
        return
    for match in _WITHIN.finditer(line.text):
        yield cut(line, start, match.start())
        start = match.end()
    yield cut(line, start) if start else line


def text_floor(lines: tuple[Line, ...]) -> int:
    """The offset before which no paragraph begins: the last of E.O., TAGS and SUBJECT."""
    seen: dict[str, int] = {}
    last = 0
    for index, line in enumerate(lines[:LONGEST_HEADER]):
        if seen and index - last > _REACH:
            break
        name = keyword_of(line)
        if name and name not in seen:
            seen[name], last = line.start + 1, index
    drafted = [offset for name, offset in seen.items() if name in _DRAFTED]
    return max(drafted or seen.values(), default=0)


def read_header(
    lines: tuple[Line, ...], facts: Facts, vocabulary: Vocabulary, first_paragraph: int | None
) -> Header:
    """The header at the top of `lines`; it ends before the offset `first_paragraph` at the latest."""
    bound = next((i for i, line in enumerate(lines) if line.start == first_paragraph), len(lines))
    fields = _fields(lines[: min(bound, LONGEST_HEADER)])
    claims: list[Part] = []
    notices: list[Notice] = []
    end = 0
    for place, (index, name) in enumerate(fields):
        following = fields[place + 1][0] if place + 1 < len(fields) else bound
        claims, notices, facts = _loose(lines[end:index], facts, claims, notices)
        reading = _READERS[name](lines[index:following], facts, vocabulary)
        facts = reading.facts
        notices += reading.notices
        end = index + reading.taken
        claims += [claim(reading.kind, line) for line in lines[index:end] if line.text.strip()]
    if not fields:
        return Header(facts, (), (), lines, (), False)
    closing = _closing(lines[end:bound])
    claims, notices, facts = _loose(lines[end : end + closing], facts, claims, notices)
    end += closing
    return Header(facts, tuple(claims), tuple(notices), lines[end:], lines[:end], True)


def _fields(lines: tuple[Line, ...]) -> list[tuple[int, str]]:
    """Where each field opens. A drafter's field opens once: a second SUBJECT is in the text."""
    found: list[tuple[int, str]] = []
    seen: set[str] = set()
    sent = next((i for i, line in enumerate(lines) if line.text.lstrip().startswith("VZCZC")), 0)
    for index, line in enumerate(lines):
        if found and index - found[-1][0] > _REACH and seen & set(_DRAFTED):
            break
        name = keyword_of(line)
        if index < sent and name not in _ABOVE_TRANSMISSION:
            continue  # 03ABUDHABI2641: a print-out's own labels stand above the telegram
        if name in _ENVELOPE and seen & set(_DRAFTED):
            continue  # "SUBJECT: A SUBJECT THAT WRAPS / TO A SECOND LINE"
        if name and (name not in seen or name in _SEVERAL_TIMES):
            found.append((index, name))
            seen.add(name)
    return found


def _closing(lines: tuple[Line, ...]) -> int:
    """How many lines below the last field are still the header's: captions, banners, attention."""
    end = 0
    for index, line in enumerate(lines):
        text = line.text
        if not text.strip():
            continue
        if not (read_captions(text) or read_banner(text) or (len(text) < 90 and _ATTENTION.match(text))):
            break
        end = index + 1
    return end


def _loose(
    lines: tuple[Line, ...], facts: Facts, claims: list[Part], notices: list[Notice]
) -> tuple[list[Part], list[Notice], Facts]:
    for line in lines:
        if line.text.strip():
            reading = _read_loose(line, facts)
            facts = reading.facts
            claims = [*claims, claim(reading.kind, line)]
            notices = [*notices, *reading.notices]
    return claims, notices, facts


def _read_loose(line: Line, facts: Facts) -> Reading:
    """A line without a keyword: a caption, a banner, residue, or an attention line."""
    if captions := read_captions(line.text):
        return _read_captions(line, captions, facts)
    if banner := read_banner(line.text):
        if facts.level:
            return Reading(facts, 1, (), PartKind.PAGE_ARTEFACT)
        level, more = banner
        return Reading(replace(facts, level=level, captions=(*facts.captions, *more)), 1)
    if is_residue(line.text):
        return Reading(facts, 1, (), PartKind.PAGE_ARTEFACT)
    if facts.post:
        return Reading(replace(facts, attention=(*facts.attention, line.text.strip())), 1)
    return Reading(facts, 1)


def _read_captions(line: Line, captions: tuple[str, ...], facts: Facts) -> Reading:
    new = tuple(caption for caption in captions if caption not in facts.captions)
    if new:
        return Reading(replace(facts, captions=facts.captions + new), 1)
    notice = Notice("caption-repeated", line.start, f"{' '.join(captions)} is repeated")
    return Reading(facts, 1, (notice,), PartKind.PAGE_ARTEFACT)

"""The header: each field read by its reader, and what stands between the fields.

A line with a keyword opens a field; its reader gets the lines up to the next keyword and takes those
that are its own. What no reader takes are captions, banners and attention lines; a line that is none
of these is left unparsed, for an editor to see.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from sitegen.cable import envelope, labelled, masthead
from sitegen.cable.attention import is_attention, is_notice
from sitegen.cable.authority import reasons_alone
from sitegen.cable.caption import read_captions
from sitegen.cable.claim import Claim, Notice
from sitegen.cable.classification import read_banner
from sitegen.cable.facts import ONE_LINE, Facts, Reader, Reading
from sitegen.cable.keyword import LONGEST_HEADER, fields_of
from sitegen.cable.model import Level, PartKind
from sitegen.cable.origin import conflict_of
from sitegen.cable.residue import is_residue
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line

# Who reads a field that a keyword opens (KEYWORDS in keyword.py).
HEADER_READERS: dict[str, Reader] = {
    "transmission": envelope.read_one_line,
    "routing": envelope.read_routing,
    "originator": envelope.read_originator,
    "security": envelope.read_security,
    "dtg": envelope.read_dtg_line,
    "distribution": envelope.read_distribution,
    "origin": envelope.read_origin,
    "to": envelope.read_to,
    "info": envelope.read_info,
    "mrn": labelled.read_mrn,
    "sent": labelled.read_sent,
    "sender": labelled.read_sender,
    "action": labelled.read_action,
    "copies": labelled.read_copies,
    "captions": labelled.read_captions_line,
    "passing": labelled.read_passing,
    "exempt": envelope.read_exempt,
    "published": envelope.read_published_line,
    "classification": masthead.read_classification,
    "order": masthead.read_executive_order,
    "tags": masthead.read_tags_line,
    "subject": masthead.read_subject,
    "reference": masthead.read_reference_block,
    "authority": masthead.read_authority_line,
}
_SEVERAL_TIMES = ("dtg", "info", "to", "exempt", "distribution", "classification")
_ABOVE_TRANSMISSION = ("dtg", "published", "distribution")
_PRINTED = ("Message Text", "-", "---", "TELEGRAM", "Cable Text:")  # above a telegram, in copies of archives
# Post and number below a level that fills its line.
_POST_NUMBER = re.compile(
    r"\s*(?:SECTION \d\d OF \d\d +)?(?P<post>[A-Z][A-Z .'-]{2,30}?) {1,4}(?P<number>\d{4,8})\s*"
)
# Above a telegram that a mail sent on.
_MAIL = re.compile(
    r"\s*(?:(?:From|Sent|To|Cc|Date|Subject|Reply-To|Importance): |-{3,} ?(?:Original|Forwarded) [Mm]essage)"
)
_RULE = re.compile(r"\s*[-—=*_]{3,}(?:[ \-—=*_]*[-—=*_])?\s*")
_CAPTIONS_FIRST = re.compile(r"\s*(?:(?:SIPDIS|NOFORN|SENSITIVE(?! BUT)|EXDIS|NODIS)[ /,]+)+(?=[A-Z])")
_START = attrgetter("start")  # of a line
_SENSITIVE = ("SENSITIVE", "FOUO", "LOU")  # with UNCLAS they make the level SBU


class Header(NamedTuple):
    """The header read: `rest` is the body."""

    facts: Facts
    claims: tuple[Claim, ...]
    notices: tuple[Notice, ...]
    rest: tuple[Line, ...]
    read: tuple[Line, ...]
    found: bool  # whether there was any keyword at all


@dataclass(slots=True)
class _Desk:
    """What is on the reader's desk: the facts so far, the claims, what to tell."""

    facts: Facts
    vocabulary: Vocabulary
    claims: list[Claim] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    below_subject: bool = False  # between the subject and the next of the drafter's fields
    below_offices: bool = False  # between Washington's list of offices and the telegram
    open_end: bool = False  # whether the attention line before goes on
    passed_to: int = 0  # the number of the line right below it
    sent: int = 0  # the offset of the telegram's first line, below what a print-out has above it

    def take(self, lines: tuple[Line, ...], reading: Reading) -> None:
        """Claim the lines that a reader took, as one stretch; the account trims it."""
        last = lines[-1]
        self.claims.append((lines[0].start, last.start + len(last.text), reading.kind))
        if reading.notices:
            self.notices += reading.notices

    def field(self, name: str, lines: tuple[Line, ...]) -> int:
        """A field read; how many lines it took."""
        reading = HEADER_READERS[name](lines, self.facts, self.vocabulary)
        if reading.taken:
            self.facts.places.setdefault(name, lines[0].start)
            self.take(lines[: reading.taken], reading)
        return reading.taken

    def loose(self, lines: tuple[Line, ...]) -> None:
        """The lines between two fields."""
        for line in lines:
            if line.text and not line.text.isspace():
                self.take((line,), _read_loose(line, self))


def read_header(
    lines: tuple[Line, ...], facts: Facts, vocabulary: Vocabulary, first_paragraph: int | None
) -> Header:
    """The header at the top of `lines`; it ends before the offset `first_paragraph` at the latest."""
    bound = len(lines) if first_paragraph is None else bisect_left(lines, first_paragraph, key=_START)
    fields = fields_of(lines[: min(bound, LONGEST_HEADER)], _SEVERAL_TIMES, _ABOVE_TRANSMISSION)
    if not fields:
        return Header(facts, (), (), lines, (), False)
    desk = _Desk(facts, vocabulary)
    desk.sent = next((lines[index].start for index, name in fields if name == "transmission"), 0)
    end, last = 0, ""
    for (index, name), following in zip(fields, [*(index for index, _ in fields[1:]), bound], strict=True):
        desk.below_subject = last == "subject" and name in ("reference", "authority")
        desk.below_offices = last == "distribution" and name in ("dtg", "origin", "distribution")
        desk.loose(lines[end:index])
        last = name
        end = index + desk.field(name, lines[index:following])
    closing = _closing(lines[end : min(bound, end + LONGEST_HEADER)])
    desk.below_subject = desk.below_offices = False
    desk.loose(lines[end : end + closing])
    end += closing
    _settle(facts)
    if conflict := conflict_of(facts, vocabulary):
        desk.notices.append(conflict)
    return Header(facts, tuple(desk.claims), tuple(desk.notices), lines[end:], lines[:end], True)


def _settle(facts: Facts) -> None:
    """UNCLAS with SENSITIVE, or FOR OFFICIAL USE ONLY, is SBU: a level, and no caption.

    Where the date-time group has no precedence, or is lost, the first addressee's is the cable's.
    """
    facts.precedence = facts.precedence or next((one.precedence for one in facts.to if one.precedence), None)
    level = facts.level or facts.security
    if level is Level.UNCLASSIFIED and any(word in facts.captions for word in _SENSITIVE):
        facts.level = Level.SBU if facts.level else None
        facts.security = Level.SBU
    if level in (Level.UNCLASSIFIED, Level.SBU):
        facts.captions = tuple(caption for caption in facts.captions if caption not in _SENSITIVE)


def _closing(lines: tuple[Line, ...]) -> int:
    """How many lines below the last field are still the header's: captions, banners, attention."""
    end = 0
    for index, line in enumerate(lines):
        text = line.text
        if not text.strip():
            continue
        if not (read_captions(text) or read_banner(text) or is_attention(text) or reasons_alone(text)):
            break
        end = index + 1
    return end


def _read_loose(line: Line, desk: _Desk) -> Reading:
    """A line without a keyword: a caption, a banner, residue, an attention line, or not understood."""
    facts, text = desk.facts, line.text
    captions = read_captions(text)
    if captions and captions != ("MINIMIZE CONSIDERED",):  # that was for the sender's communicators
        return _read_captions(line, captions, facts)
    if banner := read_banner(text):
        level, captions = banner
        if facts.level:
            return Reading(1, (), PartKind.PAGE_ARTEFACT)
        facts.level = level
        facts.add_captions(captions)
        return ONE_LINE
    if not facts.post and (named := _POST_NUMBER.fullmatch(text)) and desk.vocabulary.knows(named["post"]):
        facts.post, facts.number, facts.post_at = named["post"], int(named["number"]), line.start
        return ONE_LINE
    if reasons := reasons_alone(text):
        facts.reasons = facts.reasons or reasons
        return ONE_LINE
    counted = not facts.origin and text.strip().isdigit()  # the archives' number of the copies
    mailed = not facts.origin and not facts.post and bool(_MAIL.match(text))
    printed = line.start < desk.sent or text.strip() in _PRINTED or bool(_RULE.fullmatch(text))
    if counted or mailed or printed or is_residue(text):
        return Reading(1, (), PartKind.PAGE_ARTEFACT)
    if desk.below_offices:
        return ONE_LINE  # "DRAFTED BY EUR/XX:JEXAMPLE:ABC", "APPROVED BY ..." (1973-79)
    text = _without_captions(text, facts)
    if captions or is_attention(text, goes_on=desk.open_end or line.number == desk.passed_to):
        facts.attention += (" ".join(text.split()),)
        desk.passed_to = line.number + 1
        desk.open_end = text.rstrip().endswith((",", ";", "/", "-", " AND", " FOR", " TO"))
        return ONE_LINE
    if desk.below_subject and text.isupper() == facts.subject.isupper():
        facts.subject = (
            f"{facts.subject} {' '.join(text.split())}"  # "SUBJECT: A FAIR / / WITH A FERRY / / REF:"
        )
        return ONE_LINE
    return Reading(1, (), PartKind.UNPARSED)


def _without_captions(text: str, facts: Facts) -> str:
    """ "SIPDIS STATE FOR EUR/RPM", of two lines that were joined: the attention line."""
    if is_notice(text):
        facts.add_captions(("SENSITIVE",))
        return text
    if text.lstrip().startswith("EYES ONLY FOR "):
        facts.add_captions(("EYES ONLY",))
        return text
    leading = _CAPTIONS_FIRST.match(text)
    if not leading or not is_attention(text[leading.end() :]):
        return text
    facts.add_captions(read_captions(leading[0]))
    return text[leading.end() :]


def _read_captions(line: Line, captions: tuple[str, ...], facts: Facts) -> Reading:
    if facts.add_captions(captions):
        return ONE_LINE
    notice = Notice("caption-repeated", line.start, f"{' '.join(captions)} is repeated")
    return Reading(1, (notice,), PartKind.PAGE_ARTEFACT)

"""A header's lines that a copy joined, parted again before the keywords within them.

A conversion joins two lines, all of a header, or a whole record. Most headers have none of the signs that a
line has within it when the next one is joined to it, and are asked for no more.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from msgspec import structs

from sitegen.cable.chunk import merged
from sitegen.cable.claim import cut
from sitegen.cable.keyword import DRAFTED, ENVELOPE, LONGEST_HEADER, REACH, ROUTES, keyword_of
from sitegen.source_text import Line

_WORDS = {"to", "info"}  # keywords that are words of a text, too; an address has a sender above it
# Re-flowed cables put several fields on one line: "E.O. 12958: N/A TAGS: PGOV" (09SAOPAULO660).
_LABELS = (
    r"TAGS?\s?:|SUBJ(?:ECT)?\s?:|REF(?:S|\(S\)|TELS?)?\s?:\s"
    r"|(?i:(?:\((?:U|C|S|SBU)\) )?CLASSIFIED {1,3}BY[ :])"
    r"|E\.?[O0]\.? ?(?:11652|12065|12356|12958|13292|13526)(?=:|,? AS AMENDED| DECL| N/A)|REFTEL: "
    r"|(?-i:TAGS? (?:[A-Z]{4}, |[A-Z]{2}, )|TAGS [A-Z]{4} )"
)
_WITHIN = re.compile(rf" (?<!\([UCS]\) )(?<!\(SBU\) )(?={_LABELS})", re.IGNORECASE)
# "R 090009Z JUL 07 FM AMEMBASSY ACCRA TO RUEHC/SECSTATE WASHDC INFO ... UNCLAS ACCRA 000012 SIPDIS".
_ENVELOPE_WITHIN = re.compile(
    r"(?<=\b(?i:SIPDIS)) |"
    rf" (?<!\([UCS]\) )(?=(?:[A-Z]{{2}} R[A-Z]{{5,6}} |DE R[A-Z]{{4,7}} #|ZN[YR] [CSUT]{{5}} "
    r"|(?<!(?<![A-Z])[ZOPR] )[ZOPR](?: [ZOPR])? \d{6}Z [A-Z]{3} \d\d|\d{6}Z [A-Z][a-z]{2} \d\d\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d|(?:ACTION|ORIGIN) {1,2}[A-Z]{1,6}-\d\d\b"
    r"|FM (?:AM|US|SEC|R[EP]O|IRAN|AIT)|(?<!PASS )TO (?:R[A-Z]{3,8}/|SECSTATE|AM(?:EMB|CON)|USMISSION|ALL )"
    r"|INFO (?:R[A-Z]{3,8}/|AM(?:EMB|CON)|US(?:MISSION|DAO|INT|LO|EU|UN|NATO|CINC[A-Z]+|[A-Z]{3,8}COM)\b"
    r"|SEC(?:STATE|DEF)\b|CINC[A-Z]|(?:NSC|DOD|CIA|DIA|C?JCS|FBI|DEA|NSA|USTR)\b"
    r"|[A-Z ]{2,40} (?:COLLECTIVE|POSTS)\b|ALL )"
    r"|(?:(?i:C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|S{1,2} ?E ?C ?R ?E ?T|U{1,2}NCLAS(?:SIFIED)?"
    r"|LIMITED OFFICIAL USE)\b"
    r"(?i:(?: ?//?NOFORN| E F T O)?(?: SECTION \d{1,2} OF \d{1,2})?(?: [A-Z]+){1,4} \d{4,8}\b))"
    rf"|(?i:SIPDIS|SENSITIVE|NOFORN)\b|(?i:{_LABELS})))"
)


class _Signs(NamedTuple):
    """What a line of the telegraph's, or of the drafter's, has in it when the next one is joined to it."""

    sent: Sequence[str]
    drafted: Sequence[str]


_SIGNS = _Signs(
    (
        "VZCZC",
        " FM ",
        " INFO ",
        " TO ",
        " DE R",
        " ZN",
        "ZZH ",
        "T I A L ",
        "C R E T ",
        "UNCLAS ",
        "CIAL USE ",
        "i a l ",
        "day, ",
    ),
    (" TAG", " SUBJ", " REF", " E.O", " EO 1", " Subj"),
)
# A sender in the middle of a line, or the publisher's sentence on several.
_WRAPPED = re.compile(
    r"(?<!\n)\bFM[ \n](?:AM|US|SEC|R[EP]O|IRAN|AIT)|\nThis record is a partial extract of(?!.*not available)"
)
_POSTED = re.compile(
    r"(?:AMEMB|AMCON|USMIS|SECST)(?!.{0,40} PASS )"
)  # "AMEMBASSY ROME PASS TO AMEMBASSY ACCRA"
_OFFICES = re.compile(r"\b(?:ACTION|ORIGIN|INFO) {1,2}[A-Z]{1,6}-\d\d\b|-{12} {1,12}\d{6}\b")
_LABELLED_WITHIN = re.compile(
    r"\s+(?=(?i:DATE ?/ ?DTG|FROM|ACTION|INFO|E\.?O\.?|TAGS|CAPTIONS|REFERENCE|PASS LINE|SUBJECT)\s?:)"
)
_LABELLED = ("MRN", "mrn")
_SUBJECTS = ("Subject", "SUBJECT", "subject")
_SENT = (*ENVELOPE, "dtg", "distribution")
_CAPTIONS_WITHIN = re.compile(r"\d(?<!OF \d)(?<!OF \d\d) SIPDIS +\S")
_FIRST_PARAGRAPH = re.compile(r"(?<!\d)¶?1{1,2}\. ?\((?:[CSU]|SBU)[/)]")
_SHORTEST_SPLIT = 12  # characters; a label alone has as many
_SHORTEST_JOINED = 24  # characters of two lines that were joined
_FEWEST_WRAPPED = 2  # lines
_MOST = 0.7  # of them: a page break, and a hyphen, cut others
_TOP = 60  # lines among which the header is
PARTIAL = "This record is a partial extract"
_PARTIAL_ALONE = 120  # characters of the publisher's sentence, and some more
_LONG = 160  # characters; only a header on one line has such a classification line
_FOLDED = 1200  # characters; no field is as long


def unfolded(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with a new one before each keyword that stands within a line."""
    kept: list[Line] = []
    text = "\n".join([line.text for line in lines])
    signs = _Signs(*([sign for sign in kind if sign in text] for kind in _SIGNS))
    labelled = text.startswith(_LABELLED) or "\nMRN" in text  # the form of 2010
    for line in lines:
        if labelled and ":" in line.text and not line.text.startswith(_SUBJECTS):
            kept += _cut(line, _LABELLED_WITHIN)
        elif len(line.text) < _SHORTEST_SPLIT and ":" not in line.text:
            kept.append(line)
        else:
            kept += _pieces(line, signs)
    return tuple(kept)


def rejoined(lines: tuple[Line, ...], head: str) -> tuple[Line, ...]:
    """The lines, each block at the top on one line if a copy wrapped it anew, in the middle of its fields.

    Most have sender and addressee at the beginnings of lines: the `head` of their text tells.
    """
    if "\nFM " in head and "\nTO " in head:
        return lines
    top = "\n".join(["", *[line.text[:_LONG].lstrip() for line in lines[:_TOP]]])
    if not _WRAPPED.search(top):
        return lines
    kept: list[Line] = []
    for words, block in groupby(lines[:_TOP], key=lambda line: bool(line.text.strip())):
        held = tuple(block)
        kept += _rejoined(held) if words else held
    return (*kept, *lines[_TOP:])


def _rejoined(block: tuple[Line, ...]) -> Iterator[Line]:
    """The block's fields, each on a line; where a page break was cut out, on two."""
    end = _last_field(block)
    reached = 0
    for place in range(1, end + 1):
        if place == end or block[place - 1].end + 1 < block[place].start:
            whole = merged(block[reached:place])
            one = structs.replace(whole, text=whole.text.replace("\n", " ")) if whole else None
            yield from _cut(one, _ENVELOPE_WITHIN) if one else block[reached:place]
            reached = place
    yield from block[end:]


def _last_field(block: tuple[Line, ...]) -> int:
    """How many lines hold fields, if the block was wrapped anew; else 0."""
    texts = [line.text for line in block]
    if len(block) < _FEWEST_WRAPPED or not _is_full(texts):
        return 0
    text = " ".join(texts)
    begun = _FIRST_PARAGRAPH.search(text)
    fields = list(_ENVELOPE_WITHIN.finditer(text, 0, begun.start() if begun else len(text)))
    ends = list(accumulate(len(text) + 1 for text in texts))
    return min(len(block), bisect_right(ends, fields[-1].end()) + 2) if fields else 0


def _is_full(texts: Sequence[str]) -> bool:
    """Whether most lines had no room for the next one's first word."""
    width = max(len(text.rstrip()) for text in texts)
    rooms = [width - len(text.rstrip()) for text in texts[:-1]]
    full = sum(len(below.split(maxsplit=1)[0]) >= room for room, below in zip(rooms, texts[1:], strict=True))
    return full >= _MOST * len(rooms)


def opened(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, those at the top unfolded if a field's is so long that the text must stand on it."""
    top = lines[:_TOP]
    long = (line.text for line in top if len(line.text) > _FOLDED)
    if any(keyword_of(text) or text.startswith(PARTIAL) or _holds_fields(text) for text in long):
        return unfolded(top) + lines[_TOP:]
    return lines


def _holds_fields(text: str) -> bool:
    """Whether words of a print-out, or the piece below a page line, have the drafter's fields behind them."""
    return "SUBJECT: " in text and " TAG" in text


def _pieces(line: Line, signs: _Signs = _SIGNS) -> Iterable[Line]:
    text = line.text
    if text[:3] in _LABELLED and "DTG" in text.upper():
        return _cut(line, _LABELLED_WITHIN)
    joined = len(text) > _SHORTEST_JOINED and any(map(text.__contains__, signs.sent))
    if joined and (text[:2] in ROUTES or _is_sent(text)):
        return _cut(line, _ENVELOPE_WITHIN)
    if "SIPDIS " in text and _CAPTIONS_WITHIN.search(text) and keyword_of(text) == "classification":
        return _cut(line, _ENVELOPE_WITHIN)
    if len(text) > _FOLDED and _holds_fields(text):
        return _cut(line, _ENVELOPE_WITHIN)
    if (text.startswith(PARTIAL) and len(text) > _PARTIAL_ALONE) or (
        len(text) > _LONG and keyword_of(text) in ("dtg", "classification")
    ):
        return _cut(line, _ENVELOPE_WITHIN)
    several = text.count(":") > 1 or any(map(text.__contains__, signs.drafted))
    if several or "lassified " in text or "LASSIFIED BY" in text:
        return _cut(line, _WITHIN)
    return (line,)


def _is_sent(text: str) -> bool:
    """Whether a line begins as one of the telegraph's, or with the archives' list of offices and goes on."""
    if _POSTED.match(text) or keyword_of(text) in _SENT:
        return True
    return len(text) > _LONG and bool(_OFFICES.search(text, 0, 2 * _LONG))


def _cut(line: Line, before: re.Pattern[str]) -> Iterator[Line]:
    start = 0
    begun = _FIRST_PARAGRAPH.search(line.text) if len(line.text) > _LONG else None
    for match in before.finditer(line.text, 0, begun.start() if begun else len(line.text)):
        if line.text[start : match.start()].strip():
            yield cut(line, start, match.start())
            start = match.end()
    yield cut(line, start) if start else line


def text_floor(lines: tuple[Line, ...]) -> int:
    """The offset before which no paragraph begins: the last of E.O., TAGS and SUBJECT."""
    seen: dict[str, int] = {}
    last, missing = 0, len(DRAFTED)
    for index, whole in enumerate(lines[:LONGEST_HEADER]):
        if (index - last > REACH and seen) or ("subject" in seen and _FIRST_PARAGRAPH.match(whole.text)):
            break
        for line in _pieces(whole) if ":" in whole.text else (whole,):
            if (name := keyword_of(line.text)) and name not in seen:
                seen[name], last = line.start + 1, index
                missing -= name in DRAFTED
        if not missing:
            break  # a second one is in the text
    drafted = [seen[name] for name in DRAFTED if name in seen]
    if not drafted and seen.keys() <= _WORDS:
        return 0  # no header: "TO BROAD POLICY GUIDANCE", in a text that is all capitals
    return max(drafted or seen.values(), default=0)

"""Which field a line opens: the keywords of a header, and where one stands within a line.

Most lines of a record open nothing, so a line's first letter is asked first, and only the keywords that
begin with it are tried.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sitegen.cable.caption import COPY
from sitegen.cable.claim import cut
from sitegen.cable.classification import LEVEL, MISTYPED
from sitegen.source_text import Line


class Keyword(NamedTuple):
    """A field, the letters that its keyword may begin with, and the keyword."""

    field: str
    letters: str
    pattern: str


KEYWORDS: tuple[Keyword, ...] = (
    Keyword("transmission", "VZ", r"VZCZC[A-Z]{3}\d|ZCZC"),
    Keyword("routing", "ZOPR", r"[ZOPR]{2} {1,4}R[A-Z]{4,7}\b"),
    Keyword("originator", "D", r"DE {1,3}R[A-Z]{4,7}\b"),
    Keyword("security", "Z", r"ZN[YR] {1,3}[A-Z]{5}\b"),
    Keyword(
        "dtg",
        "ZOPRFIN0123",
        r"(?:[ZOPR](?: ?[ZOPR])? {0,4}|[A-Z]{5,9}(?: IMMEDIATE)? {1,4})?[O\d]\d ?[O\d]{4} ?"
        r"[A-Za-z]/? *[A-Za-z]{3,9}\.? *\d\d",
    ),
    Keyword("distribution", "AIO", r"(?:ACTION|INFO|ORIGIN) +\(?[A-Z/]{1,6}-\d\d\b"),
    Keyword("origin", "F", r"FM:? "),
    Keyword("to", "T", r"TO:? "),
    Keyword("info", "I", r"INFO:? "),
    Keyword("mrn", "Mm", r"(?i:MRN\s?:)"),
    Keyword("sent", "Dd", r"(?i:DATE ?/ ?DTG\s?:)"),
    Keyword("sender", "Ff", r"(?i:FROM\s?:)"),
    Keyword("action", "Aa", r"(?i:ACTION\s?:)"),
    Keyword("copies", "Ii", r"(?i:INFO\s?:)"),
    Keyword("captions", "Cc", r"(?i:CAPTIONS\s?:)"),
    Keyword("passing", "Pp", r"(?i:PASS ?LINE\s?:)"),
    Keyword("exempt", "X", r"XMT "),
    Keyword(
        "published",
        "MTWFS",
        r"(?i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, {1,2}\d{1,2} [A-Z]+ \d{4}, )",
    ),
    Keyword(
        "classification",
        "TSCURLtscurl/(",
        rf"(?i:(?:[/(]{{0,2}}{COPY}\W{{1,4}})?{LEVEL}(?! *PTQ).{{0,100}}?\d\b)"
        rf"|{MISTYPED}[ ].{{0,60}}?[A-Z] ?\d{{4,8}}\b",
    ),
    Keyword(
        "order",
        "EeDd",
        r"(?i:E ?[.,]? ?[O0] ?[.,]*,? ?[:;]? ?(?:[\dlI]\d{4}|:)|EXECUTIVE ORDER:? (?:NO\. ?)?\d{5}"
        r"|DECL(?:ASSIFY(?: ON)?)?: ?\d)",
    ),
    Keyword(
        "tags",
        "TtAa",
        r"(?i:T ?[A4] ?[G6] ?[S5]?\s{0,2}[:;]|T[AGS]{2,4}:)"
        r"|(?i:TA[G6]S?)\s{0,2}(?:[-.,/=>]|\([UCS]\):?)?\s+\[?[A-Z]{2}(?![a-z])",
    ),
    Keyword(
        "subject",
        "Ss(",
        r"(?i:(?:\((?:U|C|S|SBU)\) {0,3})?(?:S[UBJECT]{2,7}S?\s{0,2}[:;]|SUB[JIL1]EC[TLI1][:;]"
        r"|S ?U ?B ?J ?(?:E ?C ?T ?)?\.?[:;]|SUBJ(?:ECT)?\s{0,2}-{1,2}\s))"
        r"|SUBJ(?:ECT)?(?:\.?\s{1,3}|\s?[-.,/=>]{1,2}\s{0,3})"
        r"(?!MATTER|OF |TO |WAS |IS |TOPIC|AREA)[\"(A-Z][A-Z0-9 /.'-]",
    ),
    Keyword(
        "reference",
        "Rr",
        r"(?i:R?REF(?:S|\(S\)|TELS?|TEL\(S\)|ERENCES?|ERENCE\(S\))?\.?\s{0,2}[:;]|REFS?\s{0,2}-{1,2}\s"
        r"|REFS?\s*\Z|REF\s?\(?A[.:)])|REFA (?=[A-Z]{4,} \d)"
        r"|REF(?:S|TELS?)?(?:\.|\.?\s+)(?:\(?A[.):]|\d\d |\d{4} |\(\d\d\) "
        r"|(?:A )?(?:[A-Z]{4,}|[A-Z]{2,3} [A-Z]{3,})(?: [A-Z]{2,})? \d)",
    ),
    Keyword(
        "authority",
        "CcDd(",
        r"(?i:(?:\((?:U|C|S|SBU)\)\s{0,3})?(?:CLA[SIFED]{3,8}\s{0,3}BY\b|CLASSIFIER\s{0,2}:|DERIVED\s{1,3}FROM\s{0,2}:))",
    ),
)
# The fields that only the labelled form of 2010 has; `mrn` opens it.
LABELLED = ("mrn", "sent", "sender", "action", "copies", "captions", "passing")
# The fields of the drafter; paragraph 1 comes after the last of them.
DRAFTED = ("order", "tags", "subject")
ENVELOPE = ("transmission", "routing", "originator", "security", "origin", "to", "info", "exempt")
_WORDS = {"to", "info"}  # keywords that are words of a text, too; an address has a sender above it
_TELEGRAM = ("routing", "originator", "dtg", "origin", "classification")
_BY_LETTER = {
    letter: re.compile(
        "|".join(f"(?P<{word.field}>{word.pattern})" for word in KEYWORDS if letter in word.letters)
    )
    for letter in sorted({letter for word in KEYWORDS for letter in word.letters})
}
_INDENTED = " ¶"
_ROUTES = ("RU", "RH")  # how a route begins, and no keyword
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
    r"|[ZOPR](?: [ZOPR])? \d{6}Z [A-Z]{3} \d\d|\d{6}Z [A-Z][a-z]{2} \d\d\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d|(?:ACTION|ORIGIN) {1,2}[A-Z]{1,6}-\d\d\b"
    r"|FM (?:AM|US|SEC|R[EP]O|IRAN)|TO (?:R[A-Z]{3,8}/|SECSTATE|AM(?:EMB|CON)|USMISSION|ALL )"
    r"|INFO (?:R[A-Z]{3,8}/|[A-Z]{3}|ALL )"
    r"|(?:(?i:C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|S{1,2} ?E ?C ?R ?E ?T|U{1,2}NCLAS(?:SIFIED)?"
    r"|LIMITED OFFICIAL USE)\b"
    r"(?i:(?: ?//?NOFORN)?(?: SECTION \d{1,2} OF \d{1,2})?(?: [A-Z]+){1,4} \d{4,8}\b))"
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
_POSTED = re.compile(
    r"(?:AMEMB|AMCON|USMIS|SECST)(?!.{0,40} PASS )"
)  # "AMEMBASSY ROME PASS TO AMEMBASSY ACCRA"
_OFFICES = re.compile(r"\b(?:ACTION|ORIGIN|INFO) {1,2}[A-Z]{1,6}-\d\d\b")
_SENT = (*ENVELOPE, "dtg", "distribution")
_CAPTIONS_WITHIN = re.compile(r"\d SIPDIS +\S")
_REPEATED = re.compile(r"\bSECTION \d|\d{5,8}\s*\Z", re.IGNORECASE)  # a classification line below the TAGS
_FIRST_PARAGRAPH = re.compile(r"(?<!\d)¶?1{1,2}\. ?\((?:[CSU]|SBU)[/)]")
_SECTION_REACH = 12  # lines below the last field in which the classification line may stand again
_SHORTEST_JOINED = 24  # characters of two lines that were joined
_TOP = 60  # lines among which the header is
PARTIAL = "This record is a partial extract"
_PARTIAL_ALONE = 120  # characters of the publisher's sentence, and some more
_LONG = 160  # characters; only a header on one line has such a classification line
_FOLDED = 1200  # characters; no field is as long
_REACH = 40  # lines without a keyword after which a header has ended; the longest INFO list is longer
LONGEST_HEADER = 400  # lines


@lru_cache(maxsize=256)  # a header is asked twice, and cables have the same few lines
def keyword_of(text: str) -> str | None:
    """The field that a line opens, if it opens one."""
    if text[:2] in _ROUTES and "/" in text[4:9]:
        return None  # "RUEHNO/USMISSION USNATO 2224": a third of a header's lines
    pattern = _BY_LETTER.get(text[:1])
    if pattern is None:
        if text[:1] not in _INDENTED:
            return None
        text = text.lstrip(_INDENTED)  # "¶E. O. 12958": the publisher's script took it for an item
        if (pattern := _BY_LETTER.get(text[:1])) is None:
            return None
    match = pattern.match(text)
    return match.lastgroup if match else None


def unfolded(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with a new one before each keyword that stands within a line."""
    kept: list[Line] = []
    text = "\n".join([line.text for line in lines])
    signs = _Signs(*([sign for sign in kind if sign in text] for kind in _SIGNS))
    for line in lines:
        kept += _pieces(line, signs)
    return tuple(kept)


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
    joined = len(text) > _SHORTEST_JOINED and any(map(text.__contains__, signs.sent))
    if joined and (text[:2] in _ROUTES or _is_sent(text)):
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
    return len(text) > _LONG and bool(_OFFICES.search(text, 0, _LONG))


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
        if (index - last > _REACH and seen) or ("subject" in seen and _FIRST_PARAGRAPH.match(whole.text)):
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


def _sent_at(named: list[tuple[int, str]]) -> int:
    """Where the telegram begins: a print-out, or a mail that sent it on, has lines and a subject above it."""
    first = next((index for index, name in named if name in _TELEGRAM), 0)
    subjects = [index for index, name in named if name == "subject"]
    sent_on = bool(subjects) and subjects[0] < first < subjects[-1]
    return next((index for index, name in named if name == "transmission"), first if sent_on else 0)


def fields_of(
    lines: tuple[Line, ...], several: tuple[str, ...], above: tuple[str, ...]
) -> list[tuple[int, str]]:
    """Where each field opens. A drafter's field opens once: a second SUBJECT is in the text."""
    named = [(index, name) for index, line in enumerate(lines) if (name := keyword_of(line.text))]
    sent = _sent_at(named)
    found: list[tuple[int, str]] = []
    seen: set[str] = set()
    drafted = False
    for index, name in named:
        if drafted and index - found[-1][0] > _REACH:
            break
        if name in LABELLED and name != "mrn" and "mrn" not in seen:
            continue
        if index < sent and name not in above:
            continue  # 03ABUDHABI2641: a print-out's own labels stand above the telegram
        if drafted and (
            name in ENVELOPE or (name == "classification" and not _REPEATED.search(lines[index].text))
        ):
            continue  # "SUBJECT: A SUBJECT THAT WRAPS / TO A SECOND LINE"
        if name == "classification" and drafted and index - found[-1][0] > _SECTION_REACH:
            break  # a section's, in a text without numbers
        if name not in seen or name in several:
            found.append((index, name))
            seen.add(name)
            drafted = drafted or name in DRAFTED
    return found

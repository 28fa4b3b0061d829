"""Which field a line opens: the keywords of a header.

Most lines of a record open nothing, so a line's first letter is asked first, and only the keywords that
begin with it are tried.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from sitegen.cable.caption import COPY
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
        r"[A-Za-z]?/? *[A-Za-z]{3,9}\.? *\d\d",
    ),
    Keyword("distribution", "AIO", r"(?:ACTION|INFO|ORIGIN) +\(?[A-Z/]{1,6}-\d\d\b"),
    Keyword("origin", "F", r"FM:? "),
    Keyword("to", "T", r"TO:?(?: |\Z)"),
    Keyword("info", "I", r"INFO:?(?: |\Z)"),
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
        rf"(?i:(?:[/(]{{0,2}}{COPY}\W{{1,4}})?{LEVEL}(?! *PTQ| +U\.S\. Department of).{{0,100}}?\d\b)"
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
_TELEGRAM = ("mrn", "routing", "originator", "dtg", "origin", "classification")
_PATTERNS = [(word, re.compile(word.pattern)) for word in KEYWORDS]
_BY_LETTER = {
    letter: [(word.field, pattern) for word, pattern in _PATTERNS if letter in word.letters]
    for letter in sorted({letter for word in KEYWORDS for letter in word.letters})
}
_INDENTED = " ¶"
ROUTES = ("RU", "RH")  # how a route begins, and no keyword
_REPEATED = re.compile(r"\bSECTION \d|\d{5,8}\s*\Z", re.IGNORECASE)  # a classification line below the TAGS
_SECTION_REACH = 12  # lines below the last field in which the classification line may stand again
REACH = 40  # lines without a keyword after which a header has ended; the longest INFO list is longer
LONGEST_HEADER = 400  # lines


@lru_cache(maxsize=256)  # a header is asked twice, and cables have the same few lines
def keyword_of(text: str) -> str | None:
    """The field that a line opens, if it opens one."""
    if text[:2] in ROUTES and "/" in text[4:9]:
        return None  # "RUEHNO/USMISSION USNATO 2224": a third of a header's lines
    if text[:1] in _INDENTED:
        text = text.lstrip(_INDENTED)  # "¶E. O. 12958": the publisher's script took it for an item
    for field, pattern in _BY_LETTER.get(text[:1], ()):
        if pattern.match(text):
            return field
    return None


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
        if name == "info" and "mrn" in seen:
            name = "copies"  # "INFO:" among labels in capitals
        if drafted and index - found[-1][0] > REACH:
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

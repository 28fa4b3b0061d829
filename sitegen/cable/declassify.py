"""The executive order line: under which order a cable is classified, and when that ends.

`E.O. 12958: DECL: 07/06/2017`. What ends it is not always a date: N/A is nothing; OADR, MR, X1, an event
or a rule of years is kept as it is written.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sitegen.cable.attention import is_attention
from sitegen.cable.cable_id import full_year
from sitegen.cable.caption import read_captions
from sitegen.cable.classification import read_banner

_ORDER = re.compile(
    r"[\s¶]*(?:E ?[.,]? ?[O0] ?[.,]*,?|EXECUTIVE ORDER)\s*[:;]?\s*(?:NO\.\s*)?"
    r"(?P<number>[\dlI]\d{4})?\s*[:;,]?\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<before>.{0,40}?\b)(?:DECL?ASS?(?:IFY|IFIED|IFICATION)?\b\.?(?: (?:ON|BY|DATE))?|DECL\b(?: ON\b)?"
    r"|DE?LC\b|DCL\b)"
    r"\s*[.:;,-]*\s*(?P<text>.*)",
    re.IGNORECASE,
)
_SCANNED = str.maketrans("lIiOo", "11100")  # "E.O. l2958"
_BY = r"(?: BY(?: E\.? ?O\.? ?\d{5})?)?"
_AMENDED = re.compile(rf"\W*(?:AS AMENDED{_BY}\W*)?", re.IGNORECASE)
_IS_AMENDED = re.compile(rf"\W*AS AMENDED{_BY}\W*", re.IGNORECASE)
_NUMBERS = re.compile(r"(?P<month>\d{1,2}) ?[/.-]{1,2} ?(?P<day>\d{1,2}) ?[/.-]{1,2} ?(?P<year>\d{4}|\d\d)")
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)[/.-]?(?P<month>\d\d|(?<=[/.-])\d)[/.-]?(?P<day>\d\d|(?<=[/.-])\d)"
)
_TH = r"(?:ST|ND|RD|TH)?"
_WORDS = re.compile(
    rf"(?:(?P<month>[A-Z]{{3,9}})\.? ?(?P<day>\d{{1,2}}){_TH},? ?"
    rf"|(?P<day2>\d{{1,2}}){_TH} ?(?P<month2>[A-Z]{{3,9}})\.?,? ?)(?P<year>\d{{4}}|\d\d)",
    re.IGNORECASE,
)
_MONTHS = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE"),
    *("JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
)
_NONE = re.compile(r"(?:N ?[/.]? ?A\b\.?.{0,40}|NONE|NOT APPLICABLE)?", re.IGNORECASE)
_REASON = re.compile(r"[\s,;.]+REASONS?\s?(?::|(?=1\.[45])).*", re.IGNORECASE)
_BESIDE = re.compile(r"\s*\([^()]{1,60}\)\Z")  # "07/06/2017 (10 YEARS)"
# "ON 07/06/2017", "(07/06/2017)", "07/06/2O17": dressed, or scanned.
_DRESSED = re.compile(r"(?:(?:ON|BY|UPON):? |\()?(?P<date>[\dOIl][\dOIl/.-]{5,9})[)/]?", re.IGNORECASE)
_RULE = re.compile(r"\s*[-—=*_]{3}")


class Order(NamedTuple):
    """The line, read."""

    number: str | None
    declassify_on: date | str | None


def read_order(texts: Sequence[str]) -> tuple[Order, int]:
    """The order in the first of these lines, and how many of them it takes."""
    words, taken = texts[0], 1
    order = _order_of(words)
    while (
        taken < len(texts)
        and not isinstance(order.declassify_on, date)
        and _goes_on(texts[taken], words, order)
    ):
        words, taken = f"{words} {texts[taken]}", taken + 1
        order = _order_of(words)
    if taken < len(texts) and _IS_AMENDED.fullmatch(texts[taken]):
        taken += 1  # "DECL: 07/06/2017 / AS AMENDED"
    return order, taken


def _goes_on(text: str, words: str, order: Order) -> bool:
    """Not nothing, a rule, a caption, or a second order: "E.O. 12958: DECL: ... / E.O. 13526: N/A"."""
    if not text.strip() or _RULE.match(text) or read_captions(text) or read_banner(text):
        return False
    if words.rstrip()[-3:].upper() in (" BY", "CL:"):
        return True  # "AS AMENDED BY / E.O. 13292: DECL: ...", "DECL: / 07/06/2017"
    if order.declassify_on is None and not _LABEL.match(text) and is_attention(text):
        return False
    again = _ORDER.match(text)
    return not (again and again["number"])


def _order_of(text: str) -> Order:
    words = " ".join(text.split())
    match = _ORDER.match(words)
    if not match:
        return Order(None, declassify_on(words))  # "DECL: 07/06/2017" alone
    number = match["number"].translate(_SCANNED) if match["number"] else None
    return Order(number, declassify_on(words[match.end() :]))


def declassify_on(text: str) -> date | str | None:
    """`DECL: 07/06/2017` as a date; what is no date, as it is written."""
    labelled = _LABEL.fullmatch(text)
    if labelled and not (_AMENDED.fullmatch(labelled["before"]) or date_of(labelled["text"].strip(" .:;,"))):
        labelled = None  # "DNG: CO 07/06/2017" is another thing
    words = (labelled["text"] if labelled else text).strip(" .:;,")
    if not labelled and (amended := _AMENDED.match(words)) and "AMENDED" in amended[0].upper():
        words = words[amended.end() :]
    words = _REASON.sub("", words)
    if _NONE.fullmatch(words.strip("()")):
        return None
    return date_of(words) or date_of(_BESIDE.sub("", words)) or _undressed(words) or words


def _undressed(words: str) -> date | None:
    match = _DRESSED.fullmatch(words)
    return date_of(match["date"].translate(_SCANNED)) if match else None


def date_of(words: str) -> date | None:
    """A date in figures (month first) or in words; None when it is none, or does not exist."""
    if match := _NUMBERS.fullmatch(words) or _YEAR_FIRST.fullmatch(words):
        return _date(match["year"], int(match["month"]), int(match["day"]))
    if match := _WORDS.fullmatch(words):
        month = _month(match["month"] or match["month2"])
        return _date(match["year"], month, int(match["day"] or match["day2"])) if month else None
    return None


def _month(word: str) -> int | None:
    """JUL, JULY and SEPT are months, JULIA is none."""
    upper = word.upper()
    return next((number for number, name in enumerate(_MONTHS, start=1) if name.startswith(upper)), None)


def _date(year: str, month: int, day: int) -> date | None:
    full = int(year) if len(year) == 4 else full_year(year)  # an end may be a hundred years away
    try:
        return date(full, month, day) if full else None
    except ValueError:
        return None

"""How much a number, and the place where it stands, look like the beginning of a paragraph."""

import re

from sitegen.cable.model import Marking
from sitegen.source_text import Line

UNWRAPPED = 50  # a line shorter than this was not wrapped
_WIDEST_LINE = 110  # a longer one is a whole paragraph, re-flowed
_REDACTED = ("XXXX", "xxxxx")
_ORDER_SECTION = re.compile(r"(?<![\d.])1 ?\.\Z")
_OF_THE_ORDER = re.compile(r"\b(?:reasons?|sections?|sec|e\.? ?o)\b", re.IGNORECASE)
_SECTION = 6  # characters
_SENTENCE_END = frozenset(".?!:;)\"”’'*-—=_]")


def words_above(lines: tuple[Line, ...], index: int) -> tuple[str, bool]:
    """The last line above that is not blank, and whether a blank one stands between."""
    above = index - 1
    while above >= 0 and not lines[above].text.strip():
        above -= 1
    return (lines[above].text if above >= 0 else ""), above < index - 1 or above < 0


def may_open(groups: dict[str, str | None], rest: str, *, marked: bool) -> bool:
    """`1.4 (b)`, `2.5 million` and `1,092 children` are no numbers of paragraphs."""
    if marked:
        return True
    stop, gap = (groups["stop"] or "").strip(), groups["gap"] or ""
    if stop in (".", "..") or (groups["sign"] and stop in (",", ")", ":", ";")):
        return bool(gap) or not rest or rest[0].isupper()  # "21.Text" (cable-format, section 10)
    return stop in (",", ")") and bool(gap) and rest[:1].isupper()


def is_reason(before: str, digits: str, stop: str, *, apart: bool) -> bool:
    """Whether "4 (c)" goes on with "for reasons 1." of the line above; after "June 1." it is a paragraph."""
    if apart or stop or digits not in ("3", "4", "5"):
        return False
    return bool(_ORDER_SECTION.search(before.rstrip()[-_SECTION:]) and _OF_THE_ORDER.search(before))


def is_cited(before: str, rest: str, *, apart: bool) -> bool:
    """Whether a "4(C)" at the head of a line is a law's: "laid down in article / 4(C) of the treaty"."""
    wrapped = not apart and len(before.strip()) >= UNWRAPPED
    return wrapped or rest[:1] in (",", ";", ".") or rest.lstrip()[:1].islower()


def weight_of_words(match: re.Match[str], marking: Marking | None, rest: str) -> float:
    """What the number and the words after it are worth."""
    stop = match["stop"].strip()
    weight = (3.0 if marking else 0.0) - (0.0 if stop == "." else 0.5 if marking else 2.0)
    if not marking and (not rest.strip() or rest.lstrip()[0].islower()):
        weight -= 1.0
    return weight


def weight_of_place(before: str, *, blank: bool, ends: bool, marked: bool) -> float:
    """What the place below `before` is worth."""
    weight = 1.5 if blank else 0.5 if ends else 0.0
    stripped = before.strip()
    if stripped.endswith(_REDACTED):
        weight += 1.0  # 09HARARE888: "XXXX / 8. Prisons"
    if not blank and not ends and len(stripped) >= UNWRAPPED:
        # The line before was wrapped: "on October / ¶16. President". A re-flowed one was not (09HARARE888).
        weight += 1.25 if len(stripped) > _WIDEST_LINE else -2.0 if marked else -4.0
    return weight


def is_complete(text: str) -> bool:
    """Whether a text ends a sentence, or is a rule or a redaction."""
    stripped = text.rstrip()
    return not stripped or stripped[-1] in _SENTENCE_END or stripped.endswith(_REDACTED) or is_break(text)


def is_break(text: str) -> bool:
    """09HARARE888: paragraphs 4 to 7 are one line of X, and ¶8 follows."""
    return len(text) < 100 and not text.strip(" \t-—=*_Xx")

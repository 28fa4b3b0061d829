"""Paragraph numbers: the true sequence, weighed over the whole cable.

A number on its own proves nothing. A web conversion turned "¶" into "1", so that `11.` is ¶1 and `110.`
is ¶10; a publisher's script put "¶" before every line that began with digits, so that the day in
"on October / ¶16. President Aznar" (06MADRID2632) looks like a paragraph; and typists write `10,` or `3.(C)`.
So every candidate gets a weight for how it looks, and `sequence.py` weighs them all together.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.cable.classification import BROKEN_MARK, MARK, marking_of
from sitegen.cable.model import Marking
from sitegen.cable.sequence import Weighed, best_sequence
from sitegen.source_text import Line

_STRICT_MARK = MARK.replace("?P<mark>", "?P<mark0>").replace("?P<caveat>", "?P<caveat0>")
_LEADING = re.compile(
    rf"\s{{0,40}}(?P<sign>[¶§]\s?|Q(?=\d))?(?P<digits>\d{{1,4}})"
    rf"(?P<stop>[ ]{{0,2}}[.,):;]{{1,2}}|(?=[ ]{{1,3}}\())"
    rf"(?P<gap>\s{{0,6}})(?:(?:{MARK}|{BROKEN_MARK})(?P<after>\s{{0,6}}[.:]?))?",
    re.IGNORECASE,
)
_MARK_FIRST = re.compile(
    rf"\s{{0,40}}(?:{_STRICT_MARK})\s{{1,3}}(?P<sign>[¶§]\s?)?(?P<digits>\d{{1,3}})(?P<stop>[.])(?P<gap>\s{{1,6}})",
    re.IGNORECASE,
)
# "... grow. 12. (C) ..." in re-flowed cables: only with a mark, or with the sign.
_INLINE = re.compile(
    rf"(?<=[^\s\d])[ ]{{1,4}}(?=[¶§]?[ ]?\d{{1,3}}[.,]{{1,2}}[ ]{{0,3}}{_STRICT_MARK}|[¶§]\d{{1,3}}\.\s)",
    re.IGNORECASE,
)
_AGAIN = re.compile(rf"(?P<digits>\d{{1,3}})\.\s{{1,3}}(?:{MARK}\s{{0,3}})?(?=[A-Z\"“])")
_DRIFT = 5  # how far the drafter's numbers and the publisher's may be apart
_MOST = 2000  # candidates weighed; a file with more is no cable
_FULL_LINE = 50  # a line shorter than this was not wrapped
_WIDEST_LINE = 110  # a longer one is a whole paragraph, re-flowed
_REDACTED = ("XXXX", "xxxxx")
_SENTENCE_END = frozenset(".?!:;)\"”’'*-=_]")


class Candidate(NamedTuple):
    """A number that may open a paragraph."""

    line: Line  # from the number on, to the end of the source's line
    digits: str
    signed: bool  # "¶" before it
    stop: str
    marking: Marking | None
    end: int  # where the paragraph's text begins, an offset of the source
    weight: float  # how much it looks like a paragraph's beginning
    fresh: bool  # a blank line, a rule or the end of a sentence stands before it

    @property
    def start(self) -> int:
        return self.line.start


class Start(NamedTuple):
    """A paragraph's beginning: its true number, its mark, and where number and text stand."""

    number: int
    marking: Marking | None
    offset: int  # of the number
    text_offset: int
    written: str  # as the source has it, when that is not the plain number


def starts_of(lines: tuple[Line, ...], floor: int) -> tuple[Start, ...]:
    """Where the numbered paragraphs begin, in order; `floor` is an offset above which none does."""
    candidates = _plausible(list(_candidates(lines, floor))[:_MOST])
    sequence = best_sequence([_weighed(candidate) for candidate in candidates])
    taken = dict(sequence.chosen)
    for index, candidate in enumerate(candidates):
        # A number out of sequence with a mark is a repeated one; without a mark it is text.
        if index not in taken and candidate.fresh and candidate.marking and candidate.stop != ")":
            taken[index] = sequence.style(_weighed(candidate))[-1].number
    return tuple(_start(candidates[index], taken[index]) for index in sorted(taken))


def _weighed(candidate: Candidate) -> Weighed:
    return Weighed(candidate.digits, candidate.signed, candidate.weight)


def _start(candidate: Candidate, number: int) -> Start:
    # The stop "." and a sign are how numbers are written; anything else was read as a repair.
    plain = candidate.digits == str(number) and candidate.stop in (".", "")
    written = candidate.line.text[: candidate.end - candidate.start].split("(")[0].strip()
    return Start(number, candidate.marking, candidate.start, candidate.end, "" if plain else written)


def _candidates(lines: tuple[Line, ...], floor: int) -> Iterator[Candidate]:
    before = ""  # the last line that was not blank
    blank = True
    for line in lines:
        text = line.text
        stripped = text.lstrip()
        if not stripped:
            blank = True
            continue
        if line.start >= floor - 1:
            if stripped[0] in "¶§0123456789Q(" and (found := _leading(line, before, blank=blank)):
                yield found
            yield from _inline(line)
        before, blank = text, False


def _leading(line: Line, before: str, *, blank: bool) -> Candidate | None:
    match = _LEADING.match(line.text) or _MARK_FIRST.match(line.text)
    if not match or match["digits"][0] == "0":
        return None
    groups = match.groupdict()
    marking, end = _marking_in(groups), match.end()
    if not marking and (again := _again(line.text, match)):
        marking, end = _marking_in(again.groupdict()), again.end()
    rest = line.text[end:]
    if not _may_open(groups, rest, marked=marking is not None):
        return None
    fresh = blank or _ends(before)
    weight = _weight(groups, marking, rest, blank=blank, before=before)
    at = len(line.text) - len(line.text.lstrip())
    return _candidate(line, at, match, marking, weight, fresh=fresh)._replace(end=line.start + end)


def _again(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """09LAPAZ1784: "¶7. 6. The": the drafter's own number right after the publisher's, and its mark."""
    again = _AGAIN.match(text, match.end())
    if not again or match["stop"].strip() != ".":
        return None
    readings = (int(match["digits"]), int(match["digits"][1:] or 0))  # a leading 1 may have been the sign
    return again if any(abs(int(again["digits"]) - number) <= _DRIFT for number in readings) else None


def _inline(line: Line) -> Iterator[Candidate]:
    if "(" not in line.text and "¶" not in line.text and "§" not in line.text:
        return  # without a mark or a sign it is no beginning
    for gap in _INLINE.finditer(line.text):
        if not line.text[: gap.start()].strip(" ¶§.0123456789"):
            continue  # the same number again
        match = _LEADING.match(line.text, gap.end())
        if match:
            marking = _marking_in(match.groupdict())
            fresh = _ends(line.text[: gap.start()])
            weight = (3.0 if marking else 0.0) + (0.5 if fresh else -4.0)
            yield _candidate(line, gap.end(), match, marking, weight, fresh=fresh)


def _candidate(
    line: Line, at: int, match: re.Match[str], marking: Marking | None, weight: float, *, fresh: bool
) -> Candidate:
    piece = Line(line.text[at:], line.start + at, line.number)
    signed = bool(match["sign"])
    stop = match["stop"].strip()
    return Candidate(piece, match["digits"], signed, stop, marking, line.start + match.end(), weight, fresh)


def _marking_in(groups: dict[str, str | None]) -> Marking | None:
    level = groups.get("mark") or groups.get("mark0") or groups.get("open") or groups.get("shut")
    return marking_of(level, groups.get("caveat") or groups.get("caveat0") or "") if level else None


def _may_open(groups: dict[str, str | None], rest: str, *, marked: bool) -> bool:
    """`1.4 (b)`, `2.5 million` and `1,092 children` are no numbers of paragraphs."""
    if marked:
        return True
    stop, gap = (groups["stop"] or "").strip(), groups["gap"] or ""
    if stop in (".", "..") or (groups["sign"] and stop):
        return bool(gap) or not rest or rest[0].isupper()  # "21.Text" (cable-format, section 10)
    return stop in (",", ")") and bool(gap) and rest[:1].isupper()


def _weight(
    groups: dict[str, str | None], marking: Marking | None, rest: str, *, blank: bool, before: str
) -> float:
    weight = 3.0 if marking else 0.0
    weight += 1.5 if blank or _is_break(before) else 0.5 if _ends(before) else 0.0
    weight += 1.0 if before.rstrip().endswith(_REDACTED) else 0.0  # 09HARARE888: "XXXX / 8. Prisons"
    if not blank and not _ends(before) and len(before.rstrip()) >= _FULL_LINE:
        # The line before was wrapped: "on October / ¶16. President". A re-flowed one was not (09HARARE888).
        weight += 1.25 if len(before) > _WIDEST_LINE else -2.0 if marking else -4.0
    if not marking and (not rest.strip() or rest.lstrip()[0].islower()):
        weight -= 1.0
    stop = (groups["stop"] or "").strip()
    return weight - (0.0 if stop == "." else 0.5 if marking else 2.0)


def _ends(text: str) -> bool:
    """Whether a text ends a sentence, or is a rule or a redaction."""
    stripped = text.rstrip()
    return not stripped or stripped[-1] in _SENTENCE_END or stripped.endswith(_REDACTED) or _is_break(text)


def _is_break(text: str) -> bool:
    """09HARARE888: paragraphs 4 to 7 are one line of X, and ¶8 follows."""
    return len(text) < 100 and not text.strip(" \t-=*_Xx")


def _plausible(candidates: list[Candidate]) -> list[Candidate]:
    """Without what the cable as a whole speaks against.

    `1) (S/NF)` is a list where the cable numbers its paragraphs in another way (09STATE132349), and in a
    cable that marks its paragraphs a number without a mark is seldom one.
    """
    firsts = {candidate.stop for candidate in candidates if candidate.digits in ("1", "11")}
    nested = ")" in firsts and len(firsts) > 1
    marked = sum(candidate.marking is not None for candidate in candidates)
    kept = [c for c in candidates if not (c.stop == ")" and nested)]
    if marked * 2 < len(kept):
        return kept
    return [c if c.marking else c._replace(weight=c.weight - 2.5, fresh=False) for c in kept]

"""Numbers that may open a paragraph: every one of a cable, with how much it looks like a beginning.

A number on its own proves nothing. A web conversion turned "¶" into "1", so that `11.` is ¶1 and `110.`
is ¶10; a publisher's script put "¶" before every line that began with digits, so that the day in
"on October / ¶16. President Aznar" (06MADRID2632) looks like a paragraph; and typists write `10,` or `3.(C)`.
So every candidate gets a weight for how it looks, and `number.py` weighs them all together.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from sitegen.cable.beginning import (
    UNWRAPPED,
    is_break,
    is_cited,
    is_complete,
    is_reason,
    may_open,
    weight_of_place,
    weight_of_words,
    words_above,
)
from sitegen.cable.classification import BROKEN_MARK, MARK, marking_of, read_marking
from sitegen.cable.line import places_of as places_in
from sitegen.cable.model import Marking
from sitegen.source_text import Line, SourceText

# "&para;" and "\ufffd" are a sign in a wrong encoding, "?" one in a smaller alphabet.
_SIGN = r"(?:(?:[¶§\ufffd]|&para;)[ ]?|[Q?](?=\d))"
_STRICT_MARK = MARK.replace("?P<mark>", "?P<mark0>").replace("?P<caveat>", "?P<caveat0>")
_LEADING = re.compile(
    rf"\s{{0,40}}(?P<sign>{_SIGN})?(?P<digits>\d{{1,4}})"
    rf"(?P<stop>[ ]{{0,2}}[.,):;/-]{{1,2}}|(?=[ ]{{1,3}}\()|(?=\((?-i:SBU|[UCS])[)/ ]))"
    rf"(?P<gap>\s{{0,6}})(?:(?:-{{1,2}} ?)?(?:{MARK}|{BROKEN_MARK})(?P<after>\s{{0,6}}[.:;]?))?",
    re.IGNORECASE,
)
# Most are written plainly, "¶3. (C) The": the same groups, sooner found.
_PLAIN = re.compile(
    r"(?P<sign>¶)?(?P<digits>\d{1,3})(?P<stop>\.)(?P<gap>[ ]{1,2})"
    r"\((?P<mark>SBU|[UCS])(?P<caveat>(?:/{1,2}NF)?)\)(?P<after>[ ]{1,3})(?=\w)(?!(?P=digits)\.)"
)
_MARK_FIRST = re.compile(
    rf"\s{{0,40}}(?:{_STRICT_MARK})\s{{1,3}}(?P<sign>{_SIGN})?(?P<digits>\d{{1,3}})(?P<stop>[.])(?P<gap>\s{{1,6}})",
    re.IGNORECASE,
)
# "... grow. 12. (C) ..." in re-flowed cables: only with a mark, or with the sign.
_INLINE = re.compile(
    rf"(?<=[^\s\d])[ ]{{1,4}}(?=[¶§]?[ ]?\d{{1,3}}[.,]{{1,2}}[ ]{{0,3}}{_STRICT_MARK}"
    rf"|[¶§]\d{{1,3}}\.\s)|(?<=\d)[ ]{{1,4}}(?=¶?1\.[ ]{{0,3}}{_STRICT_MARK.replace('0>', '1>')})"
    r"|(?<=\d)[ ]{1,4}(?=¶\d{1,3}\.[ ])",
    re.IGNORECASE,
)
# What every one of those holds. A search of the whole text finds the few lines that are worth reading.
# (Each begins with one sign, for speed: the search goes from one to the next.)
_MAYBE_MARKED = re.compile(
    r"\((?:(?<=\d[.,]\()|(?<=\d[.,] \()|(?<=\d[.,]  \()|(?<=\d[.,]   \()|(?<=[.,][.,]\()|(?<=[.,][.,] \())"
)
# "... grow. 12." and the mark on the next line, where a conversion wrapped the text anew.
_ABOVE_MARK = re.compile(r"(?<=\S)[ ]{1,4}(?=(?P<sign>[¶§])?\d{1,3}\.[ ]{0,3}\Z)")
_MAYBE_SIGNED = {"¶": re.compile(r"¶(?<= .)"), "§": re.compile(r"§(?<= .)")}
_AGAIN = re.compile(rf"(?:[¶§] ?)?(?P<digits>\d{{1,3}})\.\s{{1,3}}(?:{MARK}\s{{0,3}}|(?=[A-Z\"“]))")
# "P 3. (C)", "% 3. (C)": what became of the sign at the head of a line, or a speck.
_SPECK = re.compile(r"[ ]*(?:[^\W\d_]|[^\w\s]{1,3})")
_SPECK_REACH = 12
# "1. Summary. (SBU) The": the mark behind the words that frame the text, and left in it.
_WORDED_MARK = re.compile(
    r"(?i:(?:BEGIN |EXECUTIVE )?(?:SUMMARY|COMMENT|INTRODUCTION|BACKGROUND|ACTION REQUEST|OVERVIEW)S?"
    rf"(?:(?: AND |/)[A-Z]{{4,12}}(?: REQUEST)?)?)[ ]?[.:]{{0,2}}[ ]{{1,3}}{MARK}[.:]?(?=[ ]|\Z)"
)
_DRIFT = 5  # how far the drafter's numbers and the publisher's may be apart
_NUMBER = " \t¶§.,0123456789"
_OPENING = re.compile(r"\n[ ]*[¶§\ufffd&?0-9Qq(]")
_START = attrgetter("start")  # of a line
_NEAR = 60  # characters around a number that tell about it; a re-flowed cable is one line


class Candidate(Struct, frozen=True, gc=False):
    """A number that may open a paragraph."""

    start: int  # of the number, an offset of the source
    end: int  # where the paragraph's text begins
    digits: str
    written: str  # number, sign and stop as they stand
    signed: bool  # "¶" before it
    marking: Marking | None
    weight: float  # how much it looks like a paragraph's beginning
    fresh: bool  # a blank line, a rule or the end of a sentence stands before it
    below: bool  # its mark is on the line below
    form: tuple[bool, bool, str]  # apart from the line above, indented, the stop: how a list is told

    @property
    def stop(self) -> str:
        return self.form[2]


class Places(Struct, frozen=True, gc=False):
    """The lines, by place, that may begin with a number, and those that may have one in them."""

    leading: list[int]
    inline: set[int]


class Plain(Struct, frozen=True, gc=False):
    """A number with its mark, as most are written: "3. (C) The"."""

    offset: int
    text_offset: int
    marking: Marking


def places_of(source: SourceText, lines: tuple[Line, ...], floor: int) -> Places:
    """Where numbers may stand; `floor` is an offset above which there is none."""
    text = source.text
    first = bisect_left(lines, floor - 1, key=_START)
    inline = set()
    for at in _maybe_inline(text, max(0, floor - 1)):
        above = text.rfind("\n", max(0, at - _NEAR), at)
        if above >= 0 and not text[above + 1 : at].strip(_NUMBER):
            continue  # at the beginning of its line, as most are
        index = bisect_right(lines, at, first, key=_START) - 1
        if index >= first and text[lines[index].start : min(at, lines[index].start + _NEAR)].strip(_NUMBER):
            inline.add(index)
    leading = [first + place for place in places_in(_OPENING, [line.text for line in lines[first:]])]
    for index in leading:
        marked = index > 0 and lines[index].text.lstrip()[:1] == "("
        if marked and _ABOVE_MARK.search(lines[index - 1].text[-_NEAR:]):
            inline.add(index - 1)
    return Places(leading, inline)


def plain_numbers(lines: tuple[Line, ...], places: Places) -> list[Plain]:
    """1 to n, if all numbers are plainly written, with their marks: then nothing is to be weighed."""
    found: list[Plain] = []
    for index in () if places.inline else places.leading:
        line = lines[index]
        match = _PLAIN.match(line.text)
        if not match:
            if _leading(lines, index):
                return []
            continue
        digits, mark, caveat = match.group("digits", "mark", "caveat")
        if digits != str(len(found) + 1):
            return []
        found.append(Plain(line.start, line.start + match.end(), marking_of(mark, caveat)))
    return found


def candidates_of(lines: tuple[Line, ...], places: Places) -> Iterator[Candidate]:
    """The candidates of these lines in order."""
    leading = set(places.leading)
    for index in sorted(leading | places.inline):
        found = _leading(lines, index) if index in leading else None
        if found:
            yield found
        if index in places.inline:
            yield from _inline(lines, index, found.end if found else 0)
            yield from _above_mark(lines, index)


def _maybe_inline(text: str, floor: int) -> Iterator[int]:
    signed = [pattern for sign, pattern in _MAYBE_SIGNED.items() if sign in text]
    for pattern in (_MAYBE_MARKED, *signed):
        yield from (match.start() for match in pattern.finditer(text, floor))


def _leading(lines: tuple[Line, ...], index: int) -> Candidate | None:
    line = lines[index]
    text = line.text
    match = _PLAIN.match(text) or _LEADING.match(text)
    if not match and "(" in text[:_NEAR]:
        match = _MARK_FIRST.match(text)
    if not match or match["digits"][0] == "0":
        return None
    groups = match.groupdict()
    marking, end = _marking_in(groups), match.end()
    if again := _again(text, match, marking):
        marking, end = _marking_in(again.groupdict()), again.end()
    if not marking and (worded := _WORDED_MARK.match(text, end)):
        marking = _marking_in(worded.groupdict())
    rest = text[end : end + _NEAR]
    below = None if marking or rest.strip() else _mark_below(lines, index)
    marking = marking or below
    if not may_open(groups, rest, marked=marking is not None):
        return None
    before, blank = words_above(lines, index)
    if is_reason(before, match["digits"], match["stop"].strip(), apart=blank):
        return None
    broken = is_break(before)
    ends = broken or is_complete(before)
    if not (match["stop"].strip() or match["gap"]) and is_cited(before, rest, apart=blank or ends):
        return None
    weight = weight_of_words(match, marking, rest) + weight_of_place(
        before, blank=blank or broken, ends=ends, marked=marking is not None
    )
    at = len(text) - len(text.lstrip())
    form = (blank or broken, at > 0, match["stop"].strip())
    short = marking is not None and form[2] == "." and len(match["digits"]) < 3  # "Resolution / 1540 (C)"
    fresh = blank or ends or (short and len(before.strip()) < UNWRAPPED)
    found = _candidate(line, at, end, match, marking, weight, fresh=fresh, form=form)
    return replace(found, below=True) if below else found


def _mark_below(lines: tuple[Line, ...], index: int) -> Marking | None:
    """The portion mark that the next words begin with, where a number stands alone on its line."""
    below = next((line.text for line in lines[index + 1 : index + 8] if line.text.strip()), "")
    marked = read_marking(below)
    return marked[0] if marked else None


def _again(text: str, match: re.Match[str], marking: Marking | None) -> re.Match[str] | None:
    """09LAPAZ1784: "¶7. 6. The", the drafter's own number after the publisher's; and "3. (C) 3. (C) The"."""
    end = match.end()
    if marking and not text.startswith(match["digits"], end):
        return None
    again = _AGAIN.match(text, end)
    if not again or match["stop"].strip() != "." or not (marking or match["gap"]):  # "2.1. (U)" is in ¶2
        return None
    if marking:
        return again if _marking_in(again.groupdict()) == marking else None
    readings = (int(match["digits"]), int(match["digits"][1:] or 0))  # a leading 1 may have been the sign
    return again if any(abs(int(again["digits"]) - number) <= _DRIFT for number in readings) else None


def _inline(lines: tuple[Line, ...], index: int, reached: int) -> Iterator[Candidate]:
    """Those in the line's midst, from an offset on; what stands before that is the number of the line."""
    line = lines[index]
    text = line.text
    for gap in _INLINE.finditer(text, max(0, reached - line.start - 1)):
        before = text[max(0, gap.start() - _NEAR) : gap.start()]
        if line.start + gap.end() < reached or (gap.start() < _NEAR and not before.strip(_NUMBER)):
            continue  # the same number again
        if match := _LEADING.match(text, gap.end()):
            marking, end = _marking_in(match.groupdict()), match.end()
            if again := _again(text, match, marking):
                marking, end = _marking_in(again.groupdict()), again.end()
            reached = line.start + end
            at, stop = gap.end(), match["stop"].strip()
            weight, fresh = 3.0 if marking else 0.0, is_complete(before)
            if gap.start() < _SPECK_REACH and _SPECK.fullmatch(text, 0, gap.start()):
                above, blank = words_above(lines, index)
                at, fresh = len(text) - len(text.lstrip()), blank or is_complete(above)
                weight += weight_of_place(above, blank=blank, ends=fresh, marked=marking is not None) - 0.5
            else:
                weight += 0.5 if fresh else -4.0
            form = (False, False, stop)
            yield _candidate(line, at, end, match, marking, weight, fresh=fresh, form=form)


def _above_mark(lines: tuple[Line, ...], index: int) -> Iterator[Candidate]:
    """A number at the end of a line: below the end of a sentence, and above a portion mark."""
    line = lines[index]
    gap = _ABOVE_MARK.search(line.text, max(0, len(line.text) - _NEAR))
    marking = _mark_below(lines, index) if gap else None
    match = _LEADING.match(line.text, gap.end()) if gap and marking else None
    if not match or not gap:
        return
    fresh = is_complete(line.text[max(0, gap.start() - _NEAR) : gap.start()])
    if fresh or gap["sign"]:
        weight = 3.0 + (0.5 if fresh else -4.0)
        form = (False, False, match["stop"].strip())
        found = _candidate(line, gap.end(), match.end(), match, marking, weight, fresh=fresh, form=form)
        yield replace(found, below=True)


def _candidate(
    line: Line,
    at: int,
    end: int,
    match: re.Match[str],
    marking: Marking | None,
    weight: float,
    *,
    fresh: bool,
    form: tuple[bool, bool, str],
) -> Candidate:
    written = line.text[at : match.end()].split("(")[0].strip()
    start, end, signed = line.start + at, line.start + end, bool(match["sign"])
    return Candidate(start, end, match["digits"], written, signed, marking, weight, fresh, False, form)


def _marking_in(groups: dict[str, str | None]) -> Marking | None:
    level = groups.get("mark") or groups.get("mark0") or groups.get("open") or groups.get("shut")
    if held := groups.get("held"):
        return marking_of(held, groups.get("within") or "")
    if misread := groups.get("misread"):
        level, _, caveat = misread.replace("5", "S").replace("8", "B").rstrip("l1)").partition("/")
        return marking_of(level, f"/{caveat}" if caveat else "")
    return marking_of(level, groups.get("caveat") or groups.get("caveat0") or "") if level else None

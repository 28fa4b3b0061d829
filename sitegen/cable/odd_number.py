"""Numbers in a form that no typist of cables used, but that conversions and scanners make of theirs.

`[1.]`, `(1)`, `01.`, `#1.`, `P1.`, `--1.`, `1º`, `1 0.`, `l.` for the first and `S.` for the fifth. Any of
these may stand in a text, and mostly is no number of a paragraph. So they are looked for only where the
numbers as they are written do not begin at 1, or miss one, and believed only if they go on from 1,
each form for itself. The lines are written anew, in as many signs, and their numbers weighed with all others.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from msgspec import structs

from sitegen.cable.classification import read_marking
from sitegen.cable.layout import spliced
from sitegen.cable.line import places_of
from sitegen.cable.number import Start, starts_of
from sitegen.cable.run_on import run_on
from sitegen.source_text import Line, SourceText


class _Form(NamedTuple):
    """How a number is written; `marked` when it is believed only before portion marks: most, or `each`."""

    pattern: re.Pattern[str]
    marked: bool
    each: bool


def _form(before: str, digits: str, after: str, *, marked: bool, each: bool = False) -> _Form:
    pattern = rf"[ ]{{0,8}}(?:{before})(?P<digits>{digits}){after}(?=[ (]|\Z)"
    return _Form(re.compile(pattern), marked, each)


_FORMS = (
    _form(r"\[", r"\d{1,3}", r"\.\][.:]?", marked=False),
    _form(r"[\[(]", r"\d{1,3}", r"\.?[\])][.:]?", marked=True),
    _form(r"[¶§]?[ ]?0", r"\d", r"[ ]?[.)]", marked=False),
    _form(
        r"(?:[¶§][ ]?){1,3}|[PΠ#*|\ufffd][ ]?",
        r"\d{1,3}",
        r"[ ]?[.):]",
        marked=False,
    ),
    _form(r"--?", r"[1-9]\d{0,2}", r"[ ]?\.", marked=True),
    _form(r"[¶§#*|ΠP\ufffd][ ]?", r"\d{1,3}", r"", marked=True),
    _form(r"", r"\d{1,3}", r"[ ]?(?:[º°·•]\.?|\.?[–—])", marked=True),
    _form(r"1[ ]", r"[1-9]\d{0,2}", r"[ ]?[.,)]", marked=True),  # "¶ 1." that became "1 1."
    _form(r"[¶§]?[ ]?", r"[1-9][ ]\d", r"[ ]?\.", marked=True),
    # What else a scanner, or a wrong alphabet, makes of "¶", and specks before and behind a number.
    _form(r"(?:[^\W\d_]{1,2}|[^\w\s()\[\]]{1,3})[ ]?", r"[1-9]\d{0,2}", r"[ ]?[.,):]", marked=True),
    _form(r"", r"[1-9]\d{0,2}", r"[ ]?[.,]?[\]_'’`|*~\"}]", marked=True),
    # A scanner's 1, 0, 5, 8 and 2.
    _form(r"[¶§]?[ ]?", r"(?=\d{0,2}[lIi|!OSBZ])[\dlIi|!OSBZ]{1,3}", r"[.,]", marked=True, each=True),
)
_START = attrgetter("start")  # of a line
_OFFSET = attrgetter("offset")  # of a beginning
# Lines that begin not as typists write them: "3. (C)" is read already.
_LIKELY = re.compile(
    r"\n(?!¶?[1-6]?\d\.(?:[ (\n]|\Z)) {0,8}(?:[\[(]\d|[¶§] ?[\dlIO¶§|!SBZ]|[PΠ#*|\ufffd] ?\d|--?\d"
    r"|[\dlIi|!OSBZ]{1,3}[ .,)º°·•–—\]_'’`|*~\"}]"
    r"|(?:[^\W\d_]{1,2}|[^\w\s()\[\]]{1,3}) ?[1-9]\d{0,2} ?[.,):] {0,3}(?:\(|\n|\Z))"
)
# The last paragraph's number in a scanner's letters; "B. (C)" is more often an item.
_LAST = re.compile(r"\n[ ¶]{0,4}(?=\d?[lIOSZ|!])[\dlIOSBZ|!]{1,2}\. ?\((?:[UCS]|SBU)[/)]")
_SCANNED = str.maketrans(
    {"l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "O": "0", "S": "5", "B": "8", "Z": "2", " ": ""}
)
_DOUBTFUL = (1, 9)  # numbers read: `01.` to `09.` and `1 0.` are not written as the others
_MOST_ABOVE = 5  # lines of a heading and its rules, or of references
_LONGEST = 300  # no cable has as many paragraphs


def numbered(source: SourceText, lines: tuple[Line, ...], floor: int) -> tuple[Start, ...]:
    """Where the numbered paragraphs begin; `floor` is an offset above which none does."""
    starts = starts_of(source, lines, floor)
    whole = starts and all(start.number == number for number, start in enumerate(starts, 1))
    if whole and len(starts) not in _DOUBTFUL and not _goes_on(source.text, starts[-1]):
        return starts
    odd = _in_odd_forms(lines, floor, starts)
    if not odd:
        streamed = run_on(source.text, lines, floor)
        return streamed if len(streamed) > len(starts) else starts
    written = spliced(lines, {place: (line,) for place, line in odd.items()})
    anew = SourceText(_text_with(source.text, odd.values()), source.path)
    found = tuple(_as_it_stands(start, lines, odd) for start in starts_of(anew, written, floor))
    return found if len(found) > len(starts) else starts


def _goes_on(text: str, last: Start) -> bool:
    """Whether the next number may stand below the last: in letters, or in the midst of a line."""
    return text.find(f" {last.number + 1}.", last.offset) >= 0 or bool(_LAST.search(text, last.offset))


def _text_with(text: str, lines: Iterable[Line]) -> str:
    """The text with these lines, which are in order, in the place of those that stood there."""
    pieces: list[str] = []
    reached = 0
    for line in lines:
        pieces += (text[reached : line.start], line.text)
        reached = line.end
    return "".join((*pieces, text[reached:]))


def _as_it_stands(start: Start, lines: tuple[Line, ...], odd: dict[int, Line]) -> Start:
    """A beginning on a line that was written anew, with its number as the source has it."""
    place = bisect_right(lines, start.offset, key=_START) - 1
    if place not in odd:
        return start
    line = lines[place]
    begun, anew = (len(text) - len(text.lstrip()) for text in (line.text, odd[place].text))
    if start.offset != line.start + anew:
        return start
    written = line.text[begun : start.text_offset - line.start].split(" (")[0].strip()
    return structs.replace(start, offset=line.start + begun, written=written)


def _in_odd_forms(lines: tuple[Line, ...], floor: int, starts: tuple[Start, ...]) -> dict[int, Line]:
    """The lines, by place, whose numbers are in another form and go on from 1, as typists write them.

    `starts` are those that are read without: `01.` to `09.` go on with `10.`
    """
    found: dict[int, Line] = {}
    read = {start.number for start in starts}
    unmarked = sum(start.marking is None for start in starts) * 2 >= len(starts)
    first = bisect_left(lines, floor - 1, key=_START)
    begun = places_of(_LIKELY, [line.text for line in lines[first:]])
    likely = [(first + place, lines[first + place].text) for place in begun]
    if not likely:
        return {}
    for form in _FORMS:
        matches = {
            place: match
            for place, text in likely
            if (match := form.pattern.match(text)) and (not form.each or _is_scanned(lines, match))
        }
        numbers = {_number(match) for match in matches.values()}
        if not matches or not _go_on(numbers, read):
            continue
        matches = {place: match for place, match in matches.items() if _fits(lines[place], match, starts)}
        plain = not form.marked and matches and (unmarked if read else _is_early(lines, min(matches), floor))
        if plain or _are_marked(lines, matches):
            read = read | {_number(match) for match in matches.values()}
            anew = {place: _written(lines[place], match) for place, match in matches.items()}
            found |= {place: line for place, line in anew.items() if line.text != lines[place].text}
    return dict(sorted(found.items()))


def _number(match: re.Match[str]) -> int:
    digits = match["digits"].translate(_SCANNED)
    return int(digits)


def _go_on(numbers: set[int], read: set[int]) -> bool:
    """Whether what is read goes on from 1 with them, further than without."""
    together = numbers | read
    reached = sum(1 for _ in takewhile(together.__contains__, range(1, _LONGEST)))
    within = sum(number <= reached for number in numbers)
    return reached > 1 and within * 5 >= len(numbers) * 3 and not numbers & read


def _fits(line: Line, match: re.Match[str], starts: tuple[Start, ...]) -> bool:
    """Whether a number stands between those next to it: "S. (C)" below ¶6 is an item."""
    place, number = bisect_left(starts, line.start, key=_OFFSET), _number(match)
    above, below = starts[max(0, place - 1) : place], starts[place : place + 1]
    return all(one.number < number for one in above) and all(number < one.number for one in below)


def _is_early(lines: tuple[Line, ...], place: int, floor: int) -> bool:
    """Whether no more than a heading stands above: what comes after a text, or a colon, is a list."""
    above = [line for line in lines[:place] if line.start >= floor - 1 and line.text.strip()]
    return len(above) <= _MOST_ABOVE and not (above and above[-1].text.rstrip().endswith(":"))


def _are_marked(lines: tuple[Line, ...], matches: dict[int, re.Match[str]]) -> bool:
    marked = sum(bool(read_marking(lines[place].text[match.end() :])) for place, match in matches.items())
    return marked * 2 > len(matches)


def _is_scanned(lines: tuple[Line, ...], match: re.Match[str]) -> bool:
    """Whether a letter before a mark is a figure: "S. (C)"; but "B. (C)" below "A. (C)" is an item."""
    if not read_marking(match.string[match.end() :]):
        return False
    return match["digits"] != "B" or not any(line.text.lstrip(" ¶").startswith("A. (") for line in lines)


def _written(line: Line, match: re.Match[str]) -> Line:
    """`[12] (C)` as ` 12. (C)`."""
    return structs.replace(line, text=f"{_number(match)}.".rjust(match.end()) + line.text[match.end() :])

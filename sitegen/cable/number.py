"""Paragraph numbers: the true sequence, weighed over the whole cable.

`candidate.py` finds every number that may open a paragraph, and `sequence.py` the sequence that fits them
all best. Here is decided what the cable as a whole speaks against, and what an editor is told.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from msgspec import Struct
from msgspec.structs import replace

from sitegen.cable.candidate import Candidate, candidates_of, places_of, plain_numbers
from sitegen.cable.claim import Notice
from sitegen.cable.layout import spliced
from sitegen.cable.model import Marking
from sitegen.cable.sequence import HIGHEST, Sequence, Weighed, best_sequence
from sitegen.source_text import Line, SourceText

_MOST = 2000  # candidates weighed; a file with more is no cable
_MOST_LISTS = 20  # within paragraphs
_MOST_MISSING = 3
_LOST_SIGN = re.compile(r"[ ]{0,40}(?P<one>1)(?:(?P<letter>[A-Z])|\d{4}|\d{1,2})\.(?= )")
_SIGNS = "¶§\ufffd&Q?"  # "¶", and what stands for it
_ABOVE = 12  # characters in which the end of the line above is looked for
_ENCLOSED = (
    r"(?:THE )?(?:(?:UN)?OFFICIAL )?(?:TEXT|TRANSLATION|QUOTE|LETTER|STATEMENT|NON-?PAPER|NOTE|MESSAGE)\b"
)
_BEGUN = re.compile(rf"\W*BEGIN {_ENCLOSED}", re.IGNORECASE)
_ENDED = re.compile(rf"^\W*END (?:OF )?{_ENCLOSED}", re.IGNORECASE | re.MULTILINE)
_BEGIN_REACH = 90
_SAME = 30  # characters that tell a line that stands twice


class Start(Struct, frozen=True, gc=False):
    """A paragraph's beginning: its true number, its mark, and where number and text stand."""

    number: int
    marking: Marking | None
    offset: int  # of the number
    text_offset: int
    written: str = ""  # as the source has it, when that is not the plain number


def starts_of(source: SourceText, lines: tuple[Line, ...], floor: int) -> tuple[Start, ...]:
    """Where the numbered paragraphs begin, in order; `floor` is an offset above which none does."""
    places = places_of(source, lines, floor)
    plain = plain_numbers(lines, places)
    if 0 < len(plain) <= HIGHEST:
        return tuple(
            Start(number, one.marking, one.offset, one.text_offset) for number, one in enumerate(plain, 1)
        )
    found = list(islice(candidates_of(lines, places), _MOST))
    twice = {after.start for above, after in pairwise(found) if _is_same_line(source.text, above, after)}
    candidates = _plausible([candidate for candidate in found if candidate.start not in twice])
    sequence = best_sequence([_weighed(candidate) for candidate in candidates])
    for _ in range(_MOST_LISTS):
        listed = _nested_list(candidates, sequence) or _announced_list(candidates, sequence, source.text)
        if not listed:
            break
        candidates = [*candidates[: listed.start], *candidates[listed.stop :]]
        sequence = best_sequence([_weighed(candidate) for candidate in candidates])
    taken = dict(sequence.chosen)
    for index, candidate in enumerate(candidates):
        # A number out of sequence with a mark is a repeated one; without a mark it is text.
        if index not in taken and candidate.fresh and candidate.marking and candidate.stop != ")":
            taken[index] = sequence.style(_weighed(candidate))[-1].number
    return tuple(_start(candidates[index], taken[index]) for index in sorted(taken))


def _is_same_line(text: str, above: Candidate, candidate: Candidate) -> bool:
    """10BAGHDAD167: "¶8. (S) PRT COMMENT" and, once more, "Q8. (S) PRT COMMENT"."""
    words = text[candidate.end : candidate.end + _SAME]
    same = above.digits == candidate.digits and text.startswith(words, above.end)
    return same and len(words) == _SAME and words[0] not in "\r\n"


def _nested_list(candidates: list[Candidate], sequence: Sequence) -> range:
    """The candidates of a list within a paragraph: `1.` to `5.` without marks, after which the numbers go on.

    A second series that nothing goes on after is no list (09BERLIN1626), but for one below a cable's last
    marked paragraph, or set more tightly than the paragraphs are.
    """
    chosen = sequence.chosen
    for place, ((above, last), (first, number)) in enumerate(pairwise(chosen), 1):
        if number != 1 or candidates[first].marking:
            continue
        form, outer = candidates[first].form, candidates[above].form
        end = first + 1
        if candidates[above].marking or form != outer:
            while end < len(candidates) and not candidates[end].marking and candidates[end].form == form:
                end += 1
        else:
            run = next((i for i, (_, n) in enumerate(chosen[place:], 1) if n != i), 0)
            end = chosen[place + run - 1][0] if run else len(candidates)
        if end == len(candidates):
            listed = bool(candidates[above].marking) or (form != outer and outer[0] and not form[0])
        else:
            listed = 0 < sequence.style(_weighed(candidates[end]))[-1].number - last < _MOST_MISSING
        if listed:
            return range(first, end)
    return range(0)


def _announced_list(candidates: list[Candidate], sequence: Sequence, text: str) -> range:
    """The candidates of a list from 1 that a colon announces, after which the numbers of the cable go on.

    In a cable without portion marks nothing else tells `1.` to `3.` from the paragraphs.
    """
    for index, candidate in enumerate(candidates):
        if index and candidate.digits == "1" and not candidate.marking:
            if enclosed := _enclosed_list(candidates, index, text):
                return enclosed
            last = max((number for place, number in sequence.chosen if place < index), default=0)
            end = index + 1
            while end < len(candidates) and _is_next(candidates[end], candidate, end - index + 1):
                end += 1
            goes_on = end < len(candidates) and candidates[end].digits == str(last + 1)
            if not goes_on:  # below ¶2, "1." and "2.", and then the cable's own "3."
                end, goes_on = index + last, last > 1 and end > index + last
            if (
                last
                and goes_on
                and text[max(0, candidate.start - _ABOVE) : candidate.start].rstrip().endswith(":")
            ):
                return range(index, end)
    return range(0)


def _enclosed_list(candidates: list[Candidate], index: int, text: str) -> range:
    """The numbers of a document that is quoted between BEGIN TEXT and END TEXT, each on a line of its own."""
    start = candidates[index].start
    above = text[max(0, start - _BEGIN_REACH) : start].rstrip().rpartition("\n")[2]
    ended = _ENDED.search(text, start) if _BEGUN.match(above) else None
    if not ended:
        return range(0)
    end = next((at for at, one in enumerate(candidates) if one.start > ended.start()), len(candidates))
    return range(0) if any(one.marking for one in candidates[index:end]) else range(index, end)


def _is_next(candidate: Candidate, first: Candidate, number: int) -> bool:
    return candidate.digits == str(number) and candidate.stop == first.stop and not candidate.marking


def with_signs(
    source: SourceText, lines: tuple[Line, ...], starts: tuple[Start, ...]
) -> tuple[tuple[Line, ...], list[Notice]]:
    """The lines with "¶" again where it became a 1 and opens no paragraph: "October / 116. President", "1B.".

    The publisher's script put the sign before each line that begins with a number or a capital and a stop.
    A number gets it back only where all paragraphs have lost it. It is as long as the 1, so offsets stay.
    """
    lost = sum(start.written.startswith(f"1{start.number}") for start in starts)
    if not lost:
        return lines, []
    throughout = lost == len(starts)
    begun = {start.offset for start in starts}
    restored: dict[int, tuple[Line, ...]] = {}
    notices: list[Notice] = []
    for index, line in enumerate(lines):
        if not (found := _LOST_SIGN.match(line.text)) or line.start + found.start("one") in begun:
            continue
        if found["letter"] or throughout:
            at = found.start("one")
            restored[index] = (replace(line, text=f"{line.text[:at]}¶{line.text[at + 1 :]}"),)
            words = found[0].strip()
            notices.append(Notice("sign-restored", line.start + at, f"{words} is read as ¶{words[1:]}"))
    return (spliced(lines, restored) if restored else lines), notices


def doubts_of_numbers(starts: tuple[Start, ...]) -> Iterator[Notice]:
    """Where the numbers do not go on by one: once at each such place."""
    last = highest = 0
    for start in starts:
        number, offset = start.number, start.offset
        if number == last:
            yield Notice("number-repeated", offset, f"¶{number} stands twice")
        elif number < last:
            yield Notice("number-restarted", offset, f"¶{last} is followed by ¶{number}")
        elif number > last + 1 and number != highest + 1:  # after a quoted letter the cable's own go on
            message = f"¶{last} is followed by ¶{number}" if last else f"the first paragraph is ¶{number}"
            yield Notice("number-gap", offset, message)
        last, highest = number, max(highest, number)


def _without_unmarked_lists(candidates: list[Candidate]) -> list[Candidate]:
    """Without a list between neighbours: `1. (C)`, then numbers that have no mark, then `2. (C)`."""
    marked = [index for index, candidate in enumerate(candidates) if candidate.marking]
    listed = {
        index
        for above, below in pairwise(marked)
        if below > above + 1 and int(candidates[below].digits) == int(candidates[above].digits) + 1
        for index in range(above + 1, below)
    }
    return (
        [candidate for index, candidate in enumerate(candidates) if index not in listed]
        if listed
        else candidates
    )


def _weighed(candidate: Candidate) -> Weighed:
    return Weighed(candidate.digits, candidate.signed, candidate.weight)


def _start(candidate: Candidate, number: int) -> Start:
    # The stop "." and a sign are how numbers are written; anything else was read as a repair.
    plain = candidate.digits == str(number) and candidate.stop in (".", "")
    plain = plain and (candidate.written[:1] in _SIGNS or candidate.written[0].isdigit())
    written = "" if plain else candidate.written
    marking = None if candidate.below else candidate.marking  # on a line below: the body reads it there
    return Start(number, marking, candidate.start, candidate.end, written)


def _plausible(candidates: list[Candidate]) -> list[Candidate]:
    """Without what the cable as a whole speaks against.

    `1) (S/NF)` is a list where the cable numbers its paragraphs in another way (09STATE132349), and in a
    cable that marks its paragraphs a number without a mark is seldom one.
    """
    candidates = _without_unmarked_lists(candidates)
    firsts = {candidate.stop for candidate in candidates if candidate.digits in ("1", "11")}
    nested = ")" in firsts and len(firsts) > 1
    marked = sum(candidate.marking is not None for candidate in candidates)
    kept = [c for c in candidates if not (c.stop == ")" and nested)]
    if marked * 2 < len(kept):
        return kept
    return [c if c.marking else replace(c, weight=c.weight - 2.5, fresh=False) for c in kept]

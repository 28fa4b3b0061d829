"""Numbers of paragraphs that run on in one stream of text, where neither a mark nor a line tells them.

`... OF THE FAIR. 4. THE MAYOR ...`: a text without portion marks and without line ends, or wrapped anew
without its blank lines. Any number may be one of a list, so they are believed only all together: from 1 to n,
each once and in order, at some distance, and with no blank line between them and below.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sitegen.cable.number import Start
from sitegen.source_text import Line

_NUMBER = re.compile(r"(?:\A|(?<=\S) {1,4})(?P<digits>[1-9]\d?)\.(?: {1,3}(?=[A-Z\"“])|\s*\Z)")
_SENTENCE_END = frozenset('.?!:;)"”’*-')
_RULES = ("---", "***", "===", "___")
_FEWEST = 3
_LEAST = 120  # characters to the next, on the whole: a list's items are shorter
_APART = re.compile(r"\n[ \t]*\n")
_FOOT = 200  # characters in which a signature stands, and end marks


def run_on(text: str, lines: Iterable[Line], floor: int) -> tuple[Start, ...]:
    """The beginnings of such paragraphs; `floor` is an offset above which there is none."""
    below = max(floor, len(text) // 2)
    if _APART.search(text, below, max(below, len(text) - _FOOT)):
        return ()  # most texts
    found = tuple(_numbers(line for line in lines if line.start >= floor - 1))
    if len(found) < _FEWEST or any(one.number != number for number, one in enumerate(found, 1)):
        return ()
    first, last = found[0].offset, found[-1].offset
    if last - first < _LEAST * (len(found) - 1) or _APART.search(text, first, max(last, len(text) - _FOOT)):
        return ()
    return found if all(one.text_offset < other.offset for one, other in pairwise(found)) else ()


def _numbers(lines: Iterable[Line]) -> Iterator[Start]:
    above = "."
    for line in lines:
        text = line.text
        for match in _NUMBER.finditer(text):
            number = int(match["digits"])
            before = text[match.start() - 1] if match.start() else above[-1]
            first = not match.start() or text.endswith(_RULES, 0, match.start())  # behind a text: a list
            if first if number == 1 else before in _SENTENCE_END:
                yield Start(number, None, line.start + match.start("digits"), line.start + match.end())
        above = text.rstrip() or above

"""A section's lines in chunks, as blank lines part them; a chunk of running text is known at once.

Most lines of a cable stand in the middle of a paragraph. A chunk in which no line could be anything else -
an item, a rule, a row of a table, a mark - is read whole, not line by line.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from sitegen.cable.claim import cut
from sitegen.cable.title import is_title, is_title_case
from sitegen.source_text import Line

_SIGNS = "-=*_–—+~ "
_RULE = 3  # signs that make one, within so many characters
_REACH = 24
_GLUED_RULE = re.compile(r"(?<!\S)[-=*_]{5,}(?!\S)(?: {1,2}[-=*_]{2,}(?!\S))*")
# A line that may be more than words in mid-paragraph: an item, a rule, a mark, a web site.
_LAYOUT = re.compile(
    r"\n[ ]*(?:[A-Za-z](?=[ .)&,-])(?:[.)][ (\n]| ?[-&,] ?[A-Za-z][.)]|(?<=o) )"
    r"|[-*•–—=_|+~¶\\\n]|(?:[ivxIVX]{2,4}|\d{1,2})[.)][ (\n]"
    r"|\([ ]{0,2}(?:[A-Za-z0-9]{1,4}[ /)-]|(?i:SECRET|CONF|UNCL))"
    r"|V(?i:isit)|O(?i:ur )|Y(?i:ou can)|F(?i:or more))"
)
_TWO_ROWS = re.compile(r"   (?<=\S   ) *\S[^\n]{0,100}\n[^\n]{0,100}\S {3,}\S")
# Short lines, at the top or below a line that ends with ":", may be a list of names.
_SHORT_LINES = re.compile(r"(?:[^\n]{1,50}+\n){3}")
_LIST = re.compile(r": {0,40}\n(?:[^\n]{1,50}+\n){2}[^\n]{1,50}+(?:\n|\Z)")
_FALSE_SIGN = re.compile(r"¶(?=\s?(?:\d|[A-Za-z]\.))")
HEADING_SIZE = 320  # a longer chunk is no heading
_REFLOWED = 110  # a longer line is a whole paragraph
_SENTENCE_END = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<!\b(?:Mr|Dr|Lt|St|No))(?<!\b(?:Mrs|Gen|Gov|Sen|Amb|Col|Rep|Min))"
    r"[.!?][\"”'’)]{0,2} {1,3}(?=[A-Z\"“¡¿])"
)


class Chunk(Struct, frozen=True, gc=False):
    """Lines with no blank one between them; `running` when they are words in mid-paragraph throughout."""

    lines: tuple[Line, ...]
    running: bool


def chunks_of(lines: Iterable[Line]) -> Iterator[Chunk]:
    """The chunks of some lines, in order."""
    held: list[Line] = []
    for line in lines:
        text = line.text
        if text and ("=" < text[0] < "\\" or text.strip(" \t\r-—\\") or is_rule(text)):
            held.append(line)
            continue
        if held:  # a blank line; a lone "-" is one too (cable-format, section 5)
            yield _chunk(held)
            held = []
        if text and is_dash(text):
            yield Chunk((line,), running=False)
    if held:
        yield _chunk(held)


def is_rule(text: str) -> bool:
    """A line of signs: `-----`, `- - - -`, `*****`."""
    return not text.strip(_SIGNS) and len(text[:_REACH].replace(" ", "")) >= _RULE


def is_dash(text: str) -> bool:
    """One or two dashes alone on a line: too few for a rule, and no words."""
    return bool(text.strip(" \t\r\\")) and not text.strip(" \t\r-—\\")


def merged(lines: tuple[Line, ...]) -> Line | None:
    """The lines as one, with their line ends in it; None when something was cut out between them."""
    first, last = lines[0], lines[-1]
    text = "\n".join([line.text for line in lines])
    return Line(text, first.start, first.number) if first.start + len(text) == last.end else None


def tail_title(text: str) -> int | None:
    """Where a heading begins that was glued to the end of its re-flowed paragraph (09SAOPAULO660)."""
    if text.rstrip()[-1:] in (".", ",", ";", ":", ")", '"', "”", ""):
        return None
    reach = max(0, len(text) - 140)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, reach)]
    if not ends:
        return None
    tail = text[ends[-1] :].strip()
    if tail.startswith(("See ", "Ref", "Septel")) or "XXX" in tail:  # 09HARARE888
        return None
    return ends[-1] if len(tail) <= 100 and is_title(tail) and is_title_case(tail.rstrip("?!")) else None


def without_false_sign(text: str) -> str:
    """Without "¶" before what is no paragraph: "on October / ¶16." (06MADRID2632)."""
    return _FALSE_SIGN.sub("", text) if "¶" in text else text


def is_reflowed(line: Line) -> bool:
    """A line that was never wrapped."""
    return len(line.text) > _REFLOWED


def _chunk(lines: list[Line]) -> Chunk:
    text = "\n".join([line.text for line in lines])
    if ("-----" in text or "*****" in text) and any(_is_glued(line.text) for line in lines):
        alone = len(lines) == 1
        return Chunk(tuple([piece for line in lines for piece in _unglued(line, alone=alone)]), running=False)
    return Chunk(tuple(lines), len(text) > HEADING_SIZE and not _SHORT_LINES.match(text) and is_running(text))


def is_running(text: str) -> bool:
    """Whether no line but the first could be anything but words in mid-paragraph."""
    if "|" in text or ("   " in text and _TWO_ROWS.search(text)):
        return False
    return not (_LAYOUT.search(text) or _LIST.search(text))


def _is_glued(text: str) -> bool:
    """Whether words and a rule stand on one line."""
    return ("-----" in text or "*****" in text) and bool(text.strip("-=*_–— "))


def _unglued(line: Line, *, alone: bool) -> Iterator[Line]:
    """`... ends. Heading ----------` in re-flowed cables: its sentence, the heading and the rule."""
    text = line.text
    if is_rule(text) or "   " in text.strip() or "|" in text:
        yield line
        return
    rules = list(_GLUED_RULE.finditer(text))
    words = text.strip("-=*_–— ")
    one = len(words) <= 120 and is_title(words) and not tail_title(words)
    boxed = alone or text.lstrip()[:1] in _SIGNS
    if not rules or (one and boxed and not _GLUED_RULE.search(words)):
        yield line  # `------- Summary -------` is one heading
        return
    at = 0
    for rule in rules:
        tail = tail_title(text[: rule.start()].rstrip()) if len(rules) == 1 else None
        for end in (tail, rule.start(), rule.end()):
            if end is not None and text[at:end].strip():
                yield cut(line, at, end)
                at = end
    if text[at:].strip():
        yield cut(line, at)

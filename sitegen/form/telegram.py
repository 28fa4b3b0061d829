"""Several telegrams in one file, one after the other: where each begins.

A new one begins where a whole head (who, when or which number; TAGS or the order; a subject) stands behind
the end of a text, and names another cable. Cables quote the heads of others, and those sent in sections
repeat their own: what is quoted, or has the same id, is never parted. What looks like a second telegram and
is not certain to be one is left where it is, and told.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from sitegen.cable.classification import read_banner, read_classification_line
from sitegen.cable.model import Cable, CableId, Paragraph
from sitegen.cable.parse import parse
from sitegen.cable.stated import NOTHING_STATED, known_id
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic, Place
from sitegen.source_text import Line, SourceText

_SUBJECT = re.compile(r"^[ \t]{0,8}SUBJ(?:ECT)?[ \t]?:", re.IGNORECASE | re.MULTILINE)
_SIGN = re.compile(
    r"^(?:(?P<sent>VZCZC\w)|(?P<page>PAGE 01[ ])|(?P<number>(?i:MRN[ ]?:))"
    r"|(?P<date>(?:[A-Z]{1,2}[ ]){0,2}\d{6}Z[ ]{1,2}[A-Za-z]{3}[ ]\d\d)"
    r"|(?P<sender>FM[ ]+[A-Z]{2}|(?i:FROM[ ]?:))"
    r"|(?P<level>[A-Z][A-Z /-]{5,60}[ ]\d{1,8}[ \t\r]*$)"
    r"|(?P<order>E\.?O\.?[ ]?:?[ ]?\d{5})|(?P<tags>(?i:TAGS)\b)|(?P<subject>(?i:SUBJ(?:ECT)?[ ]?:))"
    r"|(?P<paragraph>[ \t]{0,8}¶?\d{1,3}[.,)][ ]{0,3}[(A-Za-z]))",
    re.MULTILINE,
)
_OPENERS = frozenset({"sent", "page", "number", "date", "sender", "level"})
_FIRST = frozenset({"sent", "page", "number", "date"})
_WHO = frozenset({"sender", "level", "number"})
_END = re.compile(
    r"N{3,4}|BT|#\d{4}|\W*END OF (?:DOCUMENT|MESSAGE|CABLE)\W*"
    r"|[A-Z][A-Z.'’-]{2,20}(?: [A-Z][A-Z.'’-]{1,20}){0,2}"
)
_IN_HEAD = re.compile(r"ZN[RY]\b|DE [A-Z]{4}|BT$|[A-Z]{2} R[A-Z]{3}|PTQ|[A-Z-]{2,9}-\d\d")  # a line of a head
_FRAMING = re.compile(
    r"(?P<shut>\b(?:UNQUOTE|UNQTE|END ?QUOTE|END (?:OF )?(?:TEXT|MESSAGE|CABLE|TELEGRAM|REPEAT|QUOTED)))\b"
    r"|^\W*QUOTE\b|\b(?:QUOTE(?=[:.])|QTE|BEGIN (?:TEXT|MESSAGE|CABLE|TELEGRAM|REPEAT|QUOTED)"
    r"|FOL(?:LOWING|LOWS|G)?\b[^.]{0,60}?\b(?:REPEAT\w*|RPT|TEXT|CABLE|TELEGRAM|TEL|MESSAGE)"
    r"|(?:TEXT|CABLE|TELEGRAM|MESSAGE|REFTEL)\b[^.]{0,40}\bFOLLOWS"
    r"|(?:REPEAT|RETRANSMIT|RESEN|FORWARD|PASS)\w*\b[^.]{0,40}\b(?:BELOW|HEREWITH|AS RECEIVED))\b"
    r"|:\s*\Z",
    re.IGNORECASE | re.MULTILINE,
)
_TABLE = re.compile(r"""<table\b[^<>]{0,200}\bclass\s?=\s?['"]?cable\b""", re.IGNORECASE)
_TEXT_OF_PAGE = re.compile(r"<(?:pre|code)\b", re.IGNORECASE)
_REFERENCE_ID = re.compile(r"<td\b[^<>]{0,80}>\s*(?:<a\b[^<>]{0,200}>)?\s*([^\s<>]{4,40})")
_START = attrgetter("start")  # of a line
_NAMELESS = "line-{}"
_FARTHEST = 50_000  # characters between a quotation's beginning or end and the head in it


class Telegram(NamedTuple):
    """A stretch of a file that is a record of its own; `key` names it there."""

    key: str
    start: int  # offsets in the file's text
    end: int
    line: int  # of its first line, from 1


class Parted(NamedTuple):
    """The telegrams of a file that has two or more, else none; and heads that may be those of others."""

    telegrams: tuple[Telegram, ...]
    diagnostics: tuple[Diagnostic, ...]


class _Chunk(NamedTuple):
    """A head with what follows it, up to the next; understood by itself."""

    start: int
    end: int
    ended: bool  # what stands above it is the end of a text
    cable: Cable


def parted(source: SourceText, vocabulary: Vocabulary) -> Parted:
    """Where the telegrams of a text begin."""
    if not _is_reason(source.text):
        return Parted((), ())
    chunks = tuple(_chunks(source, vocabulary))
    begun: list[_Chunk] = list(chunks[:1])
    told: list[Diagnostic] = []
    for before, chunk in pairwise(chunks):
        last = begun[-1]
        if last.cable.id is None and not _numbers(last.cable):
            begun[-1] = chunk._replace(start=last.start)  # what stood above was the beginning of this head
            continue
        if _is_same(before.cable, chunk.cable) or _goes_on(before.cable, chunk.cable):
            continue
        opened = _is_opened(last, chunk, source.text)
        if opened and _is_shut(chunk, source.text):
            continue
        if chunk.ended and not opened and _is_another(last.cable, chunk.cable):
            begun.append(chunk)
        else:
            told.append(_doubt(source, chunk))
    named = known_id(NOTHING_STATED, source.path, vocabulary)
    if named and named not in [chunk.cable.id for chunk in begun]:
        told += [_doubt(source, chunk) for chunk in begun[1:]]
        begun = begun[:1]
    return Parted(_telegrams(source, [(str(it.cable.id), it.start) for it in begun]), tuple(sorted(told)))


def _is_reason(text: str) -> bool:
    """Whether a text is worth a closer look: there are two subjects, or two transmissions."""
    if "\nVZCZC" in text[text.find("VZCZC") + 1 :]:
        return True
    return text.count("SUBJ") + text.count("ubj") > 1 and len(_SUBJECT.findall(text)) > 1


def parted_page(source: SourceText) -> Parted:
    """Where the pages of a file begin that several saved pages were put into."""
    tables = [match.start() for match in _TABLE.finditer(source.text)]
    begun = tables[:1]
    for table in tables[1:]:
        if _TEXT_OF_PAGE.search(source.text, begun[-1], table):
            begun.append(table)
    named = ((_REFERENCE_ID.search(source.text, start, start + 3000), start) for start in begun)
    return Parted(_telegrams(source, [(found[1] if found else "", start) for found, start in named]), ())


def _telegrams(source: SourceText, begun: list[tuple[str, int]]) -> tuple[Telegram, ...]:
    if len(begun) < 2:
        return ()
    starts = [0, *(start for _, start in begun[1:])]
    found: dict[str, Telegram] = {}
    for (name, _), start, end in zip(begun, starts, (*starts[1:], len(source.text)), strict=True):
        line = source.line_at(start)
        key = name if name and name not in found else _NAMELESS.format(line)
        found[key] = Telegram(key, start, end, line)
    return tuple(found.values())


def _chunks(source: SourceText, vocabulary: Vocabulary) -> Iterator[_Chunk]:
    heads = tuple(_heads(source))
    ends = (*(start for start, _ in heads[1:]), len(source.text))
    for (start, ended), end in zip(heads, ends, strict=True):
        yield _Chunk(start, end, ended, parse(SourceText(source.text[start:end]), vocabulary)[0])


def _heads(source: SourceText) -> Iterator[tuple[int, bool]]:
    """The offsets at which whole heads begin, and whether an end stands above each."""
    signs: list[re.Match[str]] = []  # of what may be a head, since the last paragraph or subject
    top = True
    for sign in _SIGN.finditer(source.text):
        kind = sign.lastgroup
        if kind == "paragraph":
            signs = []
            if top:
                yield 0, True  # a first head that is not whole
            top = False
        elif kind != "level" or read_classification_line(sign[0].strip()):
            signs.append(sign)
        if kind == "subject":
            kinds = {it.lastgroup for it in signs}
            if kinds & _WHO and kinds & {"tags", "order"}:
                yield (
                    (0, True) if top else _beginning([it for it in signs if it.lastgroup in _OPENERS], source)
                )
                top = False
            signs = []


def _beginning(openers: list[re.Match[str]], source: SourceText) -> tuple[int, bool]:
    """The first line of a head that has an end above it, for words of a text may look like one."""
    for opener in openers:
        start, above = _with_banner(source, opener.start())
        if opener is not openers[0] and (opener.lastgroup not in _FIRST or _IN_HEAD.match(above)):
            continue
        if _END.fullmatch(above) or read_banner(above):
            return start, True
        if opener.lastgroup == "sent" and above.endswith((".", ")", '"')):
            return start, True
    return openers[0].start(), False


def _with_banner(source: SourceText, start: int) -> tuple[int, str]:
    """Where a head begins with the banner above it, and the line that then stands above."""
    lines = source.lines
    index = bisect_right(lines, start, key=_START) - 1
    above = _written_above(lines, index)
    block = above
    while block >= 0 and _is_banner(lines[block].text.strip()):
        block -= 1
    if block < above and not lines[block].text.strip():
        index, above = block + 1, _written_above(lines, block + 1)
    return lines[index].start, lines[above].text.strip() if above >= 0 else ""


def _is_banner(text: str) -> bool:
    return bool(read_banner(text)) or text in ("SBU", "SENSITIVE", "NOFORN")


def _written_above(lines: tuple[Line, ...], index: int) -> int:
    """The next line above that is no blank, and no rule between two telegrams."""
    return next((at for at in range(index - 1, -1, -1) if lines[at].text.strip(" \t-=*_~+")), -1)


def _is_opened(last: _Chunk, chunk: _Chunk, text: str) -> bool:
    """Whether the text above a head opens a quotation, and does not shut it."""
    above = list(_FRAMING.finditer(text[max(last.start, chunk.start - _FARTHEST) : chunk.start].rstrip()))
    return bool(above) and not above[-1]["shut"]


def _is_shut(chunk: _Chunk, text: str) -> bool:
    """Whether a quotation is shut below a head."""
    return any(it["shut"] for it in _FRAMING.finditer(text, chunk.start, chunk.end + _FARTHEST))


def _goes_on(cable: Cable, quoted: Cable) -> bool:
    """Whether the numbers of the cable above go on below a quoted one's."""
    above, below = _numbers(cable), _numbers(quoted)
    if not above or not below:
        return False
    following = above[-1] + 1
    jumps = (after for before, after in pairwise(below) if after != before + 1)
    return below[0] == following > 1 or following in jumps


def _numbers(cable: Cable) -> list[int]:
    return [it.number for it in cable.body if isinstance(it, Paragraph) and it.number]


def _is_same(cable: Cable, again: Cable) -> bool:
    """Whether a head is repeated, at a section or for a page, and not a whole cable sent twice."""
    beginnings = _numbers(cable)[:1], _numbers(again)[:1]
    return cable.id is not None and cable.id == again.id and beginnings != ([1], [1])


def _is_another(cable: Cable, following: Cable) -> bool:
    return cable.id != following.id and _is_whole(cable) and _is_whole(following)


def _is_whole(cable: Cable) -> bool:
    """A cable that has its id from its own text, and a text that begins at its beginning."""
    return isinstance(cable.id, CableId) and bool(cable.body) and _numbers(cable)[:1] in ([], [1])


def _doubt(source: SourceText, chunk: _Chunk) -> Diagnostic:
    line = source.line_at(chunk.start)
    whose = f", {chunk.cable.id}," if chunk.cable.id else ""
    message = f"the head of another telegram{whose} stands here; all is read as one record"
    hint = "if it is no quotation, give each telegram a file of its own"
    shown = source.lines[line - 1].text
    return Diagnostic(Place(source.path, line, 1), "telegram-within", message, hint, shown)

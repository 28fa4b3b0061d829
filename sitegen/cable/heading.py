"""Headings: text between or above rules, `//TEXT//`, or a short line of its own before a paragraph.

After a conversion the rule may be gone, and a heading is then only a short block without a final
stop, before a numbered paragraph. Its false friends are redactions, list items and cut sentences.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from sitegen.cable.classification import read_marking
from sitegen.source_text import Line

_RULE = re.compile(r"[\s\-=*_–]{3,}")
_SOLID = re.compile(r"[\s\-=*_–]*[-=*_–]\s*[-=*_–]\s*[-=*_–][\s\-=*_–]*")
_SLASHED = re.compile(r"\s*//\s*(?P<text>[^/].{0,100}?)\s*//\s*")
_ITEM = re.compile(r"\s*(?:¶?[A-Za-z0-9]{1,2}[.)]\s|\([A-Za-z0-9]{1,3}\)\s(?!\S+\s*$)|[-*–•]|o\s)")
_WEBSITE = re.compile(r"https?:|www\.|\bweb ?site\b|\bvisit\b", re.IGNORECASE)
# Words that are a heading wherever they stand alone.
_ALWAYS = re.compile(
    r"(?:\([A-Z/ ]{1,8}\)\s*)?(?:(?:BEGIN |EXECUTIVE )?SUMMARY"
    r"(?: AND (?:COMMENT|ACTION REQUEST|INTRODUCTION))?"
    r"|INTRODUCTION|BACKGROUND|(?:[A-Z]+ )?COMMENT|ACTION REQUEST|CONCLUSION|BIO(?:GRAPHIC)? NOTE)S?\s*[.:]?",
    re.IGNORECASE,
)
_END = re.compile(r"\(?(?:END(?: OF)? [A-Z]+|BEGIN (?:TEXT|QUOTE|TRANSCRIPT))\b", re.IGNORECASE)
_COLUMNS = re.compile(r"\S {3,}\S")  # the head of a table
_LABEL = re.compile(r"¶?\(?(?:\d|[IVX]{1,4})\)?\.?\s+(?=\()")
_LONGEST = 120
_WRAPPED = 45  # a shorter line was not wrapped: it is a line of its own
_SENTENCE_END = (".", "?", "!", ":", ")", '"', "”", "'", "’", ";", "*", "-", "=", "_", "]")


class PieceKind(Enum):
    """What a stretch of a section is."""

    TEXT = 0
    HEADING = 1
    RULE = 2


class Piece(NamedTuple):
    """Some lines of a section: a chunk of text, a heading, or rule lines."""

    kind: PieceKind
    lines: tuple[Line, ...]


def pieces_of(lines: tuple[Line, ...], *, followed: bool, numbered: bool) -> tuple[Piece, ...]:
    """The section's pieces in order. `followed`: a numbered paragraph comes next; `numbered`: it opens
    with one, whose first line is text whatever it looks like."""
    pieces = [piece for chunk in _chunks(lines) for piece in _by_rules(chunk)]
    return tuple(_with_bare_headings(pieces, followed=followed, numbered=numbered))


def heading_text(lines: tuple[Line, ...]) -> str:
    """The heading's words in one line, without its rules."""
    words = " ".join(" ".join(line.text for line in lines).split())
    if slashed := _SLASHED.fullmatch(words):
        return slashed["text"].strip()
    return words.strip("-=*_– ") or words


def ends_sentence(text: str) -> bool:
    """Whether a text is complete as it stands; an empty one is."""
    stripped = text.rstrip()
    return not stripped or stripped.endswith(_SENTENCE_END)


def goes_on(before: str, after: str) -> bool:
    """Whether a sentence goes on over a blank line: a wrapped line without its end, or lower case."""
    if ends_sentence(before):
        return after.lstrip()[:1].islower() and not before.rstrip().endswith((":", ";"))
    return len(before.rstrip()) >= _WRAPPED or after.lstrip()[:1].islower()


def is_rule(text: str) -> bool:
    """A line of signs: `-----`, `- - - -`, `*****`."""
    return bool(_RULE.fullmatch(text) and _SOLID.match(text[:24]))


def _chunks(lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    chunk: list[Line] = []
    for line in lines:
        if line.text.strip(" \t\r-\\") or is_rule(line.text):
            chunk.append(line)
        elif chunk:  # a blank line; a lone "-" is one too (cable-format, section 5)
            yield tuple(chunk)
            chunk = []
    if chunk:
        yield tuple(chunk)


def _by_rules(chunk: tuple[Line, ...]) -> Iterator[Piece]:
    """`TEXT / rule` and `rule / TEXT / rule` are headings; other rules divide."""
    if len(chunk) == 1 and not is_rule(chunk[0].text):
        yield _single(chunk)
        return
    pending: list[Line] = []
    ruled = False  # a rule stands above `pending`
    for line in chunk:
        in_table = pending and _COLUMNS.search(line.text) and _COLUMNS.search(pending[-1].text)
        if in_table or not is_rule(line.text):
            pending.append(line)
            continue
        yield from _above_rule(pending, line, boxed=ruled)
        yield Piece(PieceKind.RULE, (line,))
        ruled, pending = not (ruled and pending), []
    if pending:
        yield Piece(PieceKind.TEXT, tuple(pending))


def _above_rule(pending: list[Line], rule: Line, *, boxed: bool) -> Iterator[Piece]:
    """What stands above a rule: all of it is the heading, or its last line, or none."""
    if not pending:
        return
    words = " ".join(line.text.strip() for line in pending)
    whole = len(pending) <= (4 if boxed else 3) and len(words) <= (240 if boxed else 160)
    if whole and _is_title(words) and (boxed or not ends_sentence(pending[0].text) or len(pending) == 1):
        yield Piece(PieceKind.HEADING, tuple(pending))
    elif len(pending) > 1 and _is_title(pending[-1].text) and len(pending[-1].text) <= len(rule.text) + 20:
        yield Piece(PieceKind.TEXT, tuple(pending[:-1]))
        yield Piece(PieceKind.HEADING, (pending[-1],))
    else:
        yield Piece(PieceKind.TEXT, tuple(pending))


def _single(chunk: tuple[Line, ...]) -> Piece:
    """One line alone: `//HEADING//`, `------- Summary -------`, `-- Heading --`, `HEADING ----`."""
    text = chunk[0].text
    if len(text) > 320:
        return Piece(PieceKind.TEXT, chunk)
    core = text.strip().strip("-=*_– ")
    signs = len(text.strip()) - len(core)
    dressed = _SLASHED.fullmatch(text) or (
        signs >= 4 and core and text.rstrip()[-1] in "-=*_" and "  " not in core and _is_title(core)
    )
    return Piece(PieceKind.HEADING if dressed and len(core) <= _LONGEST else PieceKind.TEXT, chunk)


def _with_bare_headings(pieces: list[Piece], *, followed: bool, numbered: bool) -> Iterator[Piece]:
    last_text = max((i for i, piece in enumerate(pieces) if piece.kind is PieceKind.TEXT), default=-1)
    complete = not numbered
    for index, piece in enumerate(pieces):
        if piece.kind is not PieceKind.TEXT:
            complete = True
            yield piece
            continue
        opens_paragraph = numbered and index == 0
        before_number = followed and index == last_text
        yield from _bare(piece, complete=complete, before_number=before_number, fixed=opens_paragraph)
        last = piece.lines[-1].text
        complete = ends_sentence(last) or len(last) < _WRAPPED


def _bare(piece: Piece, *, complete: bool, before_number: bool, fixed: bool) -> Iterator[Piece]:
    """A heading without rules: the whole chunk, or its last line right above a number."""
    lines = piece.lines
    words = " ".join(line.text.strip() for line in lines)
    if not fixed and complete and _is_bare_heading(lines, words, before_number=before_number):
        yield Piece(PieceKind.HEADING, lines)
    elif before_number and len(lines) > 1 and _is_tail_heading(lines):
        yield Piece(PieceKind.TEXT, lines[:-1])
        yield Piece(PieceKind.HEADING, lines[-1:])
    else:
        yield piece


def _is_bare_heading(lines: tuple[Line, ...], words: str, *, before_number: bool) -> bool:
    if len(lines) > 3 or len(words) > _LONGEST or _END.match(words):
        return False
    if _ALWAYS.fullmatch(words):
        return True
    if not _is_title(words):
        return False
    # "II. (S) Macro Conflict Conditions" (09PESHAWAR41): a label, then the mark
    marked = read_marking(_LABEL.sub("", words, count=1))
    if not marked and _ITEM.match(words):
        return False
    return before_number or bool(marked and len(words) < 80) or _is_shouted(lines)


def _is_tail_heading(lines: tuple[Line, ...]) -> bool:
    """07ISLAMABAD5288: "CSF AUDIT/PROGRAM REVIEW" right below a paragraph and above the next number."""
    text = lines[-1].text.strip()
    above = lines[-2].text
    settled = ends_sentence(above) or not above.strip("Xx \t")
    return settled and len(text) <= 80 and _is_title(text) and not _ITEM.match(text) and _is_capitalised(text)


def _is_shouted(lines: tuple[Line, ...]) -> bool:
    text = lines[0].text.strip()
    return len(lines) == 1 and text.isupper() and len(text) > 3 and len(text.split()) > 1


def _is_capitalised(text: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z]+", text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) * 10 >= len(words) * 6


def _is_title(words: str) -> bool:
    """Whether words could be a heading at all: some letters, no sentence, no redaction, no link."""
    text = words.strip()
    if _END.match(text) or _COLUMNS.search(text):
        return False
    if not any(char.isalpha() for char in text) or not text.strip("Xx ,.\t") or _WEBSITE.search(text):
        return False
    if _ALWAYS.fullmatch(text):
        return True
    if text[0].islower() or text[-1] in ",;" or (text[-1] == "." and not _ends_as_abbreviation(text)):
        return False
    return len(text) <= 240


def _ends_as_abbreviation(text: str) -> bool:
    """ "Relations with the U.S." and a short title in capitals may end with a stop."""
    return bool(re.search(r"\b[A-Z]\.[A-Z]\.\Z", text)) or (text.isupper() and len(text) <= 60)

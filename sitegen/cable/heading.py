"""Headings: text between or above rules, `//TEXT//`, or a short line of its own before a paragraph.

After a conversion the rule may be gone, and a heading is then only a short block without a final
stop, before a numbered paragraph. Its false friends are redactions, list items and cut sentences.
"""

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from sitegen.cable.chunk import (
    Chunk,
    chunks_of,
    is_dash,
    is_reflowed,
    is_rule,
    tail_title,
    without_false_sign,
)
from sitegen.cable.claim import cut
from sitegen.cable.classification import read_marking
from sitegen.cable.sentence import WRAPPED, ends_line, ends_sentence, is_open
from sitegen.cable.title import (
    is_always,
    is_capitalised,
    is_frame_end,
    is_labelled,
    is_marked,
    is_ruled_title,
    is_shouted,
    is_title,
)
from sitegen.source_text import Line

_SLASHED = re.compile(r"\s*//\s*(?P<text>[^/].{0,100}?)\s*//\s*")
_COLUMNS = re.compile(r"\S {3,}\S")  # the head of a table
_LONG_RULES = ("-----", "*****", "=====")
_STOPPED = re.compile(r"[a-z]{3}\.\s*\Z")
_LONGEST = 120


class PieceKind(Enum):
    """What a stretch of a section is."""

    TEXT = 0
    HEADING = 1
    RULE = 2


TEXT, HEADING, RULE = PieceKind  # named here, for an enum's attribute is slow to get


class Piece(Struct, frozen=True, gc=False):
    """Some lines of a section: a chunk of text, a heading, or rule lines."""

    kind: PieceKind
    lines: tuple[Line, ...]
    running: bool = False  # a text whose lines are words in mid-paragraph throughout


def pieces_of(lines: tuple[Line, ...], *, followed: bool, numbered: bool) -> list[Piece]:
    """The section's pieces in order. `followed`: a numbered paragraph comes next; `numbered`: it opens
    with one, whose first line is text whatever it looks like."""
    pieces: list[Piece] = []
    for index, chunk in enumerate(chunks_of(lines)):
        if chunk.running:
            pieces.append(Piece(TEXT, chunk.lines, running=True))
        else:
            pieces += _by_rules(chunk, opening=numbered and index == 0)
    if numbered and pieces and pieces[0].kind is HEADING and not _has_text(pieces):
        pieces[0] = replace(pieces[0], kind=TEXT)  # a paragraph has words of its own
    return list(_with_bare_headings(pieces, followed=followed, numbered=numbered))


def ruled_heading(lines: tuple[Line, ...]) -> list[Piece] | None:
    """The pieces of a heading with its rules and nothing else, which most often stand below a paragraph.

    None when there is anything else: `pieces_of` reads that, and would read these lines the same.
    """
    words = [index for index, line in enumerate(lines) if line.text and not line.text.isspace()]
    if not 2 <= len(words) <= 3 or words[-1] - words[0] >= len(words):
        return None
    *box, title, rule = lines[words[0] : words[-1] + 1]
    text = title.text
    if not is_rule(rule.text) or (box and not is_rule(box[0].text)) or is_rule(text):
        return None
    if "-----" in text or "*****" in text or "   " in text:
        return None
    if not _is_whole_heading([title], rule, boxed=bool(box), opening=False):
        return None
    above = [Piece(RULE, (box[0],))] if box else []
    return [*above, Piece(HEADING, (title,)), Piece(RULE, (rule,))]


def is_title_below_number(lines: tuple[Line, ...]) -> bool:
    """09LAPAZ1784: "¶6." alone, and between blank lines the heading of the next paragraph."""
    if len(lines) < 3 or (lines[0].text + lines[1].text).strip():
        return False
    words = [text for line in lines if (text := line.text.strip())]
    if len(words) != 1 or len(words[0]) > 80 or words[0][0] == "(":
        return False
    return is_title(words[0]) and is_capitalised(words[0])


def heading_text(lines: tuple[Line, ...]) -> str:
    """The heading's words in one line, without its rules."""
    words = without_false_sign(" ".join(" ".join([line.text for line in lines]).split()))
    if slashed := _SLASHED.fullmatch(words):
        return slashed["text"].strip()
    return words.strip("-=*_–—+~ ") or words


def may_hide_heading(lines: tuple[Line, ...]) -> bool:
    """Whether the end of a text may be a heading, if a number comes next."""
    last = lines[-1]
    if len(lines) > 1 and _is_tail_heading(lines):
        return True
    return is_reflowed(last) and tail_title(last.text) is not None


def _has_text(pieces: list[Piece]) -> bool:
    return any(piece.kind is TEXT for piece in pieces)


def _by_rules(chunk: Chunk, *, opening: bool) -> Iterator[Piece]:
    """`TEXT / rule` and `rule / TEXT / rule` are headings; other rules divide."""
    if len(chunk.lines) == 1 and not is_rule(chunk.lines[0].text):
        if is_dash(chunk.lines[0].text):
            yield Piece(RULE, chunk.lines)
            return
        yield _single(chunk.lines, opening=opening)
        return
    pending: list[Line] = []
    ruled = False  # a rule stands above `pending`
    for line in chunk.lines:
        if line.text.lstrip()[:5] in _LONG_RULES and not is_rule(line.text) and (pending or not opening):
            piece = _single((line,), opening=False)
            if piece.kind is HEADING:
                if pending:
                    yield Piece(TEXT, tuple(pending))
                yield piece
                ruled, pending = False, []
                continue
        if not is_rule(line.text) or (
            pending and _COLUMNS.search(line.text) and _COLUMNS.search(pending[-1].text)
        ):
            pending.append(line)
            continue
        if pending:
            yield from _above_rule(pending, line, boxed=ruled, opening=opening)
            opening = False
        yield Piece(RULE, (line,))
        ruled, pending = not (ruled and pending), []
    if pending:
        yield Piece(TEXT, tuple(pending))


def _above_rule(pending: list[Line], rule: Line, *, boxed: bool, opening: bool) -> Iterator[Piece]:
    """What stands above a rule: all of it is the heading, or its last line, or none."""
    if _is_whole_heading(pending, rule, boxed=boxed, opening=opening):
        yield Piece(HEADING, tuple(pending))
    elif len(pending) > 1 and _is_last_heading(pending, rule):
        yield Piece(TEXT, tuple(pending[:-1]))
        yield Piece(HEADING, (pending[-1],))
    else:
        yield Piece(TEXT, tuple(pending))


def _is_whole_heading(pending: list[Line], rule: Line, *, boxed: bool, opening: bool) -> bool:
    if len(pending) > (4 if boxed else 3):
        return False
    words = " ".join([line.text.strip() for line in pending])
    if len(words) > (240 if boxed else 160):
        return False
    if len(pending) > 1 and any(is_labelled(line.text) for line in pending):
        return False  # a list between rules
    if any(map(_STOPPED.search, [line.text for line in pending[:-1]])):
        return False  # a text between the rule of the heading above it and the next heading
    if opening:  # 09HARARE888: "¶1. SUMMARY" above a rule; but "2. (C) Points below:" is text
        fits = is_always(words) or (len(words) <= 80 and words[-1] != ":" and is_capitalised(words))
        return len(pending) == 1 and fits and is_title(words)
    if len(pending) == 1 and (boxed or abs(len(words) - len(rule.text.strip())) <= 3):
        return is_ruled_title(words) or is_title(words)
    return is_title(words) and (boxed or len(pending) == 1 or not ends_sentence(pending[0].text))


def _is_last_heading(pending: list[Line], rule: Line) -> bool:
    above, text = pending[-2].text, pending[-1].text
    settled = ends_sentence(above) or len(above.strip()) < WRAPPED or (text.isupper() and not above.isupper())
    if is_labelled(text):
        return False
    return settled and is_title(text) and len(text) <= len(rule.text) + 20


def _single(lines: tuple[Line, ...], *, opening: bool) -> Piece:
    """One line alone: `//HEADING//`, `------- Summary -------`, `-- Heading --`, `HEADING ----`."""
    text = lines[0].text
    if len(text) > 320:
        return Piece(TEXT, lines)
    words = text.strip()
    if words[-1] not in "-=*_/–—+~":
        return Piece(TEXT, lines)
    core = words.strip("-=*_–—+~ ")
    signs = len(words) - len(core)
    signed = signs >= 4 or (words[0] == words[-1] and words[1:2].strip())  # "*Heading*"
    dressed = _SLASHED.fullmatch(text) or (signed and core and "  " not in core and is_title(core))
    heading = dressed and len(core) <= _LONGEST and not opening
    return Piece(HEADING if heading else TEXT, lines)


def _with_bare_headings(pieces: list[Piece], *, followed: bool, numbered: bool) -> Iterator[Piece]:
    texts = [index for index, piece in enumerate(pieces) if piece.kind is TEXT]
    complete = not numbered
    for index, piece in enumerate(pieces):
        if piece.kind is not TEXT:
            complete = True
            yield piece
            continue
        fixed = numbered and index == 0
        before_number = followed if index == texts[-1] else _is_above_mark(piece, pieces[index + 1])
        if piece.running and not (before_number and _may_end_in_heading(piece.lines)):
            yield piece
        else:
            yield from _bare(piece, complete=complete, before_number=before_number, fixed=fixed)
        last = piece.lines[-1].text
        complete = ends_line(last) or (is_labelled(last) and not is_open(last))  # items have no stop


def _is_above_mark(piece: Piece, after: Piece) -> bool:
    """A text with a portion mark and no number is a paragraph too, with its heading above it."""
    text = after.lines[0].text.lstrip()
    if after.kind is not TEXT or text[:1] != "(" or not read_marking(text):
        return False
    return is_capitalised(piece.lines[-1].text)


def _may_end_in_heading(lines: tuple[Line, ...]) -> bool:
    """Most paragraphs end with a stop."""
    return lines[-1].text.rstrip()[-1:] != "."


def _bare(piece: Piece, *, complete: bool, before_number: bool, fixed: bool) -> Iterator[Piece]:
    """A heading without rules: the whole chunk, or its last line right above a number, or its last words."""
    lines = piece.lines
    if not fixed and complete and _is_bare_heading(lines, before_number=before_number):
        yield Piece(HEADING, lines)
        return
    last = lines[-1]
    if before_number and len(lines) > 1 and _is_tail_heading(lines):
        yield replace(piece, lines=lines[:-1])
        yield Piece(HEADING, lines[-1:])
    elif before_number and is_reflowed(last) and (at := tail_title(last.text)):
        yield replace(piece, lines=(*lines[:-1], cut(last, 0, at)))
        yield Piece(HEADING, (cut(last, at),))
    else:
        yield piece


def _is_bare_heading(lines: tuple[Line, ...], *, before_number: bool) -> bool:
    if len(lines) > 3 or len(lines[0].text) > _LONGEST + 20:
        return False
    words = " ".join([line.text.strip() for line in lines])
    if len(words) > _LONGEST or is_frame_end(words):
        return False
    if is_always(words):
        return True
    if not is_title(words) or is_labelled(words) or not all(map(_is_wrapped, lines[:-1])):
        return False
    if len(lines) == 1 and is_shouted(words):
        return True
    if before_number:
        return True
    return len(words) < 80 and (len(lines) == 1 or is_capitalised(words)) and is_marked(words)


def _is_wrapped(line: Line) -> bool:
    """A heading goes on below a line that is full, or cannot be its end; else it is a list of names."""
    return len(line.text.strip()) >= 40 or is_open(line.text)


def _is_tail_heading(lines: tuple[Line, ...]) -> bool:
    """07ISLAMABAD5288: "CSF AUDIT/PROGRAM REVIEW" right below a paragraph and above the next number."""
    text = lines[-1].text.strip()
    if len(text) > 80 or not is_title(text):
        return False
    return _is_settled(lines[-2].text) and not is_labelled(text) and is_capitalised(text)


def _is_settled(above: str) -> bool:
    """Whether a line is complete, or ends in what is withheld (09HARARE888)."""
    return ends_sentence(above) or above.rstrip().endswith(("XXXX", "xxxxx"))

"""A Pygments lexer for diplomatic cables, registered as `cable`.

Every rule reads one line at most and none can backtrack over another's, so that lexing takes time
in proportion to the text. What no rule knows is plain text; nothing is changed or dropped.
The forms are those of the State Department's telegrams (5 FAH-2), as they are found in the wild.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Punctuation,
    String,
    Text,
    Whitespace,
    _TokenType,
)

_CAPTIONS = (
    "SIPDIS|NOFORN|SENSITIVE|EXDIS|NODIS|LIMDIS|STADIS|TERREP|ORCON|NOCONTRACT|DSEN|FOUO|AIDAC|EXERCISE"
)
_SPACED = "|".join(
    " ?".join(word)
    for word in ("TOPSECRET", "SECRET", "CONFIDENTIAL", "RESTRICTED", "UNCLASSIFIED", "UNCLAS")
)
_PRECEDENCE = "FLASH|NIACT IMMEDIATE|IMMEDIATE|PRIORITY|ROUTINE"
_MARK = r"\((?:U|SBU|LOU|FOUO|C|S|TS|R)(?:[/ -]{1,2}[A-Za-z][A-Za-z ,]{0,30}){0,4}\)"


class _Rule(NamedTuple):
    """A pattern, what each of its groups is (or the whole, where it has none), and what comes next."""

    pattern: str
    kinds: tuple[_TokenType, ...]
    then: str = ""  # the state to go to; "" to stay


_ROOT = (
    _Rule(r"(?:\r?\n?(?:^|(?<=\n))[a-z][^\r\nXx:]*(?=\r?\n[^-=*_ \t\r\n]))+", (Text,)),  # most lines of prose
    _Rule(r"[\r\n]+", (Whitespace,)),
    _Rule(r"^(?:VZCZ|ZCZC)[^\r\n]*", (Comment.Preproc,)),
    _Rule(r"^[PROZ]{2}[ \t]+R[A-Z]{3,6}\b[^\r\n]*", (Comment.Preproc,)),
    _Rule(r"^DE[ \t]+R[A-Z]{3,6}\b[^\r\n]*", (Comment.Preproc,)),
    _Rule(r"^ZN[RY][ \t][^\r\n]*", (Comment.Preproc,)),
    _Rule(
        r"^((?:[PROZ][ \t]+){1,2})?(\d{6}Z[ \t]+[A-Za-z]{3}[ \t]+\d\d)([^\r\n]*)",
        (Keyword, Literal.Date, Comment.Preproc),
    ),
    _Rule(r"^(FM)([ \t]+)([^\r\n]*)", (Keyword, Text, Name.Entity)),
    _Rule(r"^(TO|INFO)([ \t]+)", (Keyword, Text), "addressee"),
    _Rule(r"^(?=R[A-Z]{4,6}/)", (Text,), "addressee"),
    _Rule(r"^[A-Z][A-Z .]{1,30}\d{5,8}[ \t]+\d{3}(?:\.\d)?[ \t]+OF[ \t]+\d{3}\b[^\r\n]*", (Comment,)),
    _Rule(r"^PAGE[ \t]+\d\d[ \t][^\r\n]*", (Comment,)),
    _Rule(rf"^[ \t]*(?:{_SPACED})\b[^\r\n]*", (Keyword.Type,)),
    _Rule(rf"^[ \t]*(?:{_CAPTIONS})\b(?:[ \t,]+(?:{_CAPTIONS})\b)*(?=[ \t]*$)", (Keyword.Constant,)),
    _Rule(r"^(E\.?O\.?[ \t]*\d{5}:?)([^\r\n]*)", (Keyword.Declaration, String)),
    _Rule(r"^((?i:TAGS):?[ \t])([^\r\n]*)", (Keyword.Declaration, Name.Tag)),
    _Rule(r"^((?i:SUBJECT|SUBJ):)", (Keyword.Declaration,), "subject"),
    _Rule(r"^((?i:REF)(?:TEL|S|\(S\))?:)([^\r\n]*)", (Keyword.Declaration, Name.Label)),
    _Rule(r"^((?i:CLASSIFIED BY):?)([^\r\n]*)", (Keyword.Declaration, String)),
    _Rule(r"^[ \t]*[-=*_][-=*_ \t]{3,}(?=[\r\n]|\Z)", (Punctuation,)),
    _Rule(r"^[^\r\n]{1,120}(?=\r?\n[ \t]*[-=*_]{4})", (Generic.Heading,)),
    _Rule(
        rf"^([ \t]*(?:¶[ \t]*)?\d{{1,3}}[.,)]{{1,2}})([ \t]*)({_MARK})?",
        (Name.Label, Text, Name.Decorator),
    ),
    _Rule(rf"^([ \t]*-{{1,3}}[ \t]+)({_MARK})?", (Punctuation, Name.Decorator)),
    _Rule(r"X{5,}|x{5,}", (Comment.Special,)),
    _Rule(r"[^\r\nXx]+|[Xx]", (Text,)),
)
_ADDRESSEE = (
    _Rule(r"[\r\n]+", (Whitespace,), "root"),
    _Rule(rf"\b(?:{_PRECEDENCE})\b", (Keyword.Pseudo,)),
    _Rule(r"R[A-Z]{4,6}(?=/)", (Comment.Preproc,)),
    _Rule(r"\d+", (Literal.Number,)),
    _Rule(r"[A-Za-z]+|[^\r\nA-Za-z0-9]", (Name.Entity,)),
)
_SUBJECT = (
    _Rule(r"[ \t]*\r?\n[ \t]*(?=\r?\n|\Z)", (Whitespace,), "root"),
    _Rule(r"[\r\n]+(?=(?i:REF|CLASSIFIED|E\.O|TAGS)|[ \t]*¶|[ \t]*\d{1,3}[.,])", (Whitespace,), "root"),
    _Rule(r"[\r\n]+", (Whitespace,)),
    _Rule(r"X{5,}", (Comment.Special,)),
    _Rule(r"[^\r\nX]+|X", (Generic.Subheading,)),
)


class _State:
    """Rules as one pattern, of which the first that fits is taken: Pygments tries them one by one."""

    def __init__(self, rules: Iterable[_Rule]) -> None:
        self.rules: dict[int, _Rule] = {}  # by the number of the group that holds the whole rule
        number = 1
        for rule in rules:
            self.rules[number] = rule
            number += 1 + re.compile(rule.pattern).groups
        # Behind one "^" for all, an alternative is tried only where its first character fits.
        patterns = (rule.pattern for rule in self.rules.values())
        whole = (
            "^(?:" + "|".join(f"({one[1:]})" for one in group) + ")"
            if at_start
            else "|".join(f"({one})" for one in group)
            for at_start, group in groupby(patterns, key=lambda pattern: pattern.startswith("^"))
        )
        self.match = re.compile("|".join(whole), re.MULTILINE).match


_STATES = {"root": _State(_ROOT), "addressee": _State(_ADDRESSEE), "subject": _State(_SUBJECT)}


class CableLexer(Lexer):
    """Header lines, paragraph numbers, portion marks, headings, and what the printer left behind."""

    name = "Diplomatic cable"
    aliases = ["cable"]  # noqa: RUF012 (Pygments' own way)
    filenames = ["*.cable"]  # noqa: RUF012

    def __init__(self, **options: Any) -> None:
        """A record is shown as it is: its blank lines stay unless somebody asks otherwise."""
        super().__init__(**{"stripnl": False, "ensurenl": False, **options})

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Offset, kind and words of each token."""
        at, state = 0, _STATES["root"]
        while at < len(text):
            match = state.match(text, at)
            if match is None:  # a control character where only words are looked for
                yield at, Text, text[at]
                at += 1
                continue
            number = match.lastindex or 1  # the group that is closed last is the one around the rule
            rule = state.rules[number]
            if len(rule.kinds) == 1:
                if words := match[number]:
                    yield at, rule.kinds[0], words
            else:
                for place, kind in enumerate(rule.kinds, start=number + 1):
                    if words := match[place]:
                        yield match.start(place), kind, words
            at = match.end()
            state = _STATES[rule.then] if rule.then else state

"""A Pygments lexer for diplomatic cables, registered as `cable`.

Every rule reads one line at most and none can backtrack over another's, so that lexing takes time
in proportion to the text. What no rule knows is plain text; nothing is changed or dropped.
The forms are those of the State Department's telegrams (5 FAH-2), as they are found in the wild.
"""

import re
from collections.abc import Callable
from typing import Any

from pygments.lexer import RegexLexer, bygroups
from pygments.token import Comment, Generic, Keyword, Literal, Name, Punctuation, String, Text, Whitespace

_CAPTIONS = (
    "SIPDIS|NOFORN|SENSITIVE|EXDIS|NODIS|LIMDIS|STADIS|TERREP|ORCON|NOCONTRACT|DSEN|FOUO|AIDAC|EXERCISE"
)
_SPACED = "|".join(
    " ?".join(word)
    for word in ("TOPSECRET", "SECRET", "CONFIDENTIAL", "RESTRICTED", "UNCLASSIFIED", "UNCLAS")
)
_groups: Callable[..., Any] = bygroups  # untyped in Pygments
_PRECEDENCE = "FLASH|NIACT IMMEDIATE|IMMEDIATE|PRIORITY|ROUTINE"
_MARK = r"\((?:U|SBU|LOU|FOUO|C|S|TS|R)(?:[/ -]{1,2}[A-Za-z][A-Za-z ,]{0,30}){0,4}\)"


class CableLexer(RegexLexer):
    """Header lines, paragraph numbers, portion marks, headings, and what the printer left behind."""

    name = "Diplomatic cable"
    aliases = ["cable"]  # noqa: RUF012 (Pygments' own way)
    filenames = ["*.cable"]  # noqa: RUF012
    flags = re.MULTILINE

    tokens = {  # noqa: RUF012
        "root": [
            (r"[\r\n]+", Whitespace),
            (r"^(?:VZCZ|ZCZC)[^\r\n]*", Comment.Preproc),
            (r"^[PROZ]{2}[ \t]+R[A-Z]{3,6}\b[^\r\n]*", Comment.Preproc),
            (r"^DE[ \t]+R[A-Z]{3,6}\b[^\r\n]*", Comment.Preproc),
            (r"^ZN[RY][ \t][^\r\n]*", Comment.Preproc),
            (
                r"^((?:[PROZ][ \t]+){1,2})?(\d{6}Z[ \t]+[A-Za-z]{3}[ \t]+\d\d)([^\r\n]*)",
                _groups(Keyword, Literal.Date, Comment.Preproc),
            ),
            (r"^(FM)([ \t]+)([^\r\n]*)", _groups(Keyword, Text, Name.Entity)),
            (r"^(TO|INFO)([ \t]+)", _groups(Keyword, Text), "addressee"),
            (r"^(?=R[A-Z]{4,6}/)", Text, "addressee"),
            (r"^[A-Z][A-Z .]{1,30}\d{5,8}[ \t]+\d{3}(?:\.\d)?[ \t]+OF[ \t]+\d{3}\b[^\r\n]*", Comment),
            (r"^PAGE[ \t]+\d\d[ \t][^\r\n]*", Comment),
            (rf"^[ \t]*(?:{_SPACED})\b[^\r\n]*", Keyword.Type),
            (rf"^[ \t]*(?:{_CAPTIONS})\b(?:[ \t,]+(?:{_CAPTIONS})\b)*(?=[ \t]*$)", Keyword.Constant),
            (r"^(E\.?O\.?[ \t]*\d{5}:?)([^\r\n]*)", _groups(Keyword.Declaration, String)),
            (r"^((?i:TAGS):?[ \t])([^\r\n]*)", _groups(Keyword.Declaration, Name.Tag)),
            (r"^((?i:SUBJECT|SUBJ):)", Keyword.Declaration, "subject"),
            (r"^((?i:REF)(?:TEL|S|\(S\))?:)([^\r\n]*)", _groups(Keyword.Declaration, Name.Label)),
            (r"^((?i:CLASSIFIED BY):?)([^\r\n]*)", _groups(Keyword.Declaration, String)),
            (r"^[ \t]*[-=*_][-=*_ \t]{3,}(?=[\r\n]|\Z)", Punctuation),
            (r"^[^\r\n]{1,120}(?=\r?\n[ \t]*[-=*_]{4})", Generic.Heading),
            (
                rf"^([ \t]*(?:¶[ \t]*)?\d{{1,3}}[.,)]{{1,2}})([ \t]*)({_MARK})?",
                _groups(Name.Label, Text, Name.Decorator),
            ),
            (rf"^([ \t]*-{{1,3}}[ \t]+)({_MARK})?", _groups(Punctuation, Name.Decorator)),
            (r"X{5,}|x{5,}", Comment.Special),
            (r"[^\r\nXx]+|[Xx]", Text),
        ],
        "addressee": [
            (r"[\r\n]+", Whitespace, "#pop"),
            (rf"\b(?:{_PRECEDENCE})\b", Keyword.Pseudo),
            (r"R[A-Z]{4,6}(?=/)", Comment.Preproc),
            (r"\d+", Literal.Number),
            (r"[A-Za-z]+|[^\r\nA-Za-z0-9]", Name.Entity),
        ],
        "subject": [
            (r"[ \t]*\r?\n[ \t]*(?=\r?\n|\Z)", Whitespace, "#pop"),
            (r"[\r\n]+(?=(?i:REF|CLASSIFIED|E\.O|TAGS)|[ \t]*¶|[ \t]*\d{1,3}[.,])", Whitespace, "#pop"),
            (r"[\r\n]+", Whitespace),
            (r"X{5,}", Comment.Special),
            (r"[^\r\nX]+|X", Generic.Subheading),
        ],
    }

    def __init__(self, **options: Any) -> None:
        """A record is shown as it is: its blank lines stay unless somebody asks otherwise."""
        super().__init__(**{"stripnl": False, "ensurenl": False, **options})

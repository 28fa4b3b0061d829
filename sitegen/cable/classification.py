"""Classification: levels, portion marks, banners, captions.

The level is spelled with blanks (`C O N F I D E N T I A L`), with a letter too many (`SS E C R E T`,
09PESHAWAR41; `UUNCLAS`, 06MANAGUA1002) or in lower case (04ANKARA348): only letters are compared.
"""

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from sitegen.cable.caption import CAPTION, COPY, captions_in, unspaced
from sitegen.cable.caption import read_captions as read_captions
from sitegen.cable.model import Level, Marking


def _spelled(word: str) -> str:
    """A pattern of a word's letters, each with an optional blank after it, each once or twice."""
    return r"[ ]{0,2}".join(f"{letter}{{1,2}}" if letter != " " else "[ ]?" for letter in word)


# In order: TOP SECRET before SECRET, the long words before those they begin with.
_LEVEL_WORDS: tuple[tuple[str, Level], ...] = (
    ("TOP SECRET", Level.TOP_SECRET),
    ("SECRET", Level.SECRET),
    ("CONFIDENTIAL", Level.CONFIDENTIAL),
    ("UNCLASSIFIED", Level.UNCLASSIFIED),
    ("UNCLAS", Level.UNCLASSIFIED),
    ("RESTRICTED", Level.RESTRICTED),
    ("LIMITED OFFICIAL USE", Level.SBU),
)
_LEVEL_GROUPS = tuple((f"l{i}", level) for i, (_, level) in enumerate(_LEVEL_WORDS))
LEVEL = (
    r"(?a:(?P<level>"  # ASCII: or "SECRET" could be written with a Kelvin sign or a long s
    + "|".join(f"(?P<l{i}>{_spelled(word)})" for i, (word, _) in enumerate(_LEVEL_WORDS))
    + r"))(?:(?=SECTION)|(?![a-z]))"
)
_LINE = re.compile(
    rf"\s*{LEVEL}"
    rf"(?P<caveats>(?:[ ]?[/-]{{0,2}}[ ]{{0,3}}(?:{CAPTION}|(?<=/)[A-Z]{{2,12}}\b))*)[ ]?/{{0,2}}[ ]*"
    r"(?:E[ ]?F[ ]?T[ ]?O\b)?[ ]*(?:CITE\b)?[ ]*"
    r"(?:(?:FINAL[ ]+)?(?:S[ ]?E[ ]?C[ ]?T[ ]?I[ ]?O[ ]?N|SEC)[ ]*(?:\d{1,2}|ONE|TWO|THREE|FOUR)?"
    r"[ ]*[O0]F[ ]*(?:\d{1,2}|TWO|THREE|FOUR|FIVE)[ ]*)?"
    rf"(?P<captions>(?:{CAPTION}[ ]*/{{0,2}}[ ]*)*)"
    r"(?P<post>(?!PTQ|SEC(?:TION)?\b)[A-Z][A-Z .'’/-]{1,40}?)[ ]*(?P<number>\d{1,8})\b(?P<rest>.*)",
    re.IGNORECASE,
)
# A level with a letter lost or two in the wrong order: "S E C R T", "UNLCAS".
MISTYPED = r"(?:(?:[A-Z] {1,2}){4,11}[A-Z]{1,2}|CONFID[A-Z]{3,6}|UN[CLAS]{4}|S[ECR]{4}T)(?![A-Z])"
_MISTYPED = re.compile(rf"\s*{MISTYPED}")
_BANNER = re.compile(
    rf"\s*{LEVEL}"
    rf"(?P<rest>(?:(?:[ ]{{0,3}}/{{1,2}}[ ]?[A-Z, ]{{2,24}}|[ ]+{CAPTION}){{1,4}}/{{0,2}}|[ ]+PTQ\d+)?)\s*",
    re.IGNORECASE,
)
_NEAR = 0.8  # of all letters are the same, in the same order
_LONGEST_LINE = 160
_COPY = re.compile(rf"[ (*/-]*{COPY}\W*(?P<rest>.*)", re.IGNORECASE)
_ODD = ("PY", "P Y", "N O F", "N O D", "S I P", "S E N", "E X D")  # what may be one of the two
_SPACED_CAPTION = re.compile(
    r"(?<![A-Za-z])(?:N O F O R N|S I P D I S|S E N S I T I V E|N O D I S|E X D I S)(?![A-Za-z])",
    re.IGNORECASE,
)

_MARK_LEVELS = {
    **{level.code: level for level in Level},
    **dict(_LEVEL_WORDS),
    "SENSITIVE BUT UNCLASSIFIED": Level.SBU,
    "LOU": Level.SBU,
    "FOUO": Level.SBU,
}
_CAVEAT = (
    r"(?:NOFORN|NF|FGI|ORCON|OC|FOUO|NOCONTRACT|PROPIN|EX(?!D)|EXDIS|NODIS|LIMDIS|SBU|ENTIRE TEXT|SENSITIVE"
    r"|REL(?:EASE|EASABLE)?\b[A-Z, /&]{0,60}|NATO"
    r"|(?<=/)(?:SI|TK|HCS|SCI|COMINT|RSEN|FISA)(?:-[A-Z]{1,4})?\b)"
)
# "( LEVEL ( sep CAVEAT )* )"; "(U.S.)", "(Iran)", "(Comment: ...)" and the label "(A)" are no marks.
MARK = (
    r"\([ ]{0,2}(?a:(?P<mark>TOP SECRET|TS|SBU|SECRET|CONFIDENTIAL|UNCLASSIFIED|UNCLAS|RESTRICTED|LOU|FOUO"
    r"|LIMITED OFFICIAL USE|SENSITIVE BUT UNCLASSIFIED|U|C|S|R))"
    rf"(?P<caveat>(?:[ ]{{0,2}}(?:/{{1,2}}|\\|-|,)?[ ]{{0,2}}{_CAVEAT})*(?:\)[ ]?\((?:NF|NOFORN)\b)?)"
    r"[ ]{0,2}\)"
)
# "(C text", "(CText" and "C) text" are in the release, four and three times, and "(C/NF text" is like them;
# "(5BU)" and "(Cl" are of a scanner. They are read only after a number.
BROKEN_MARK = (
    r"(?:\((?a:(?P<open>SBU|[UCS]))(?=[ ]+[A-Z]|(?-i:[A-Z][a-z]))"
    r"|\((?a:(?P<held>SBU|[UCS])(?P<within>/{1,2}NF|/{1,2}NOFORN))(?=[ ]+[A-Z])(?![^()]{0,60}\))"
    r"|(?a:(?P<shut>SBU|[UCS]))\)"
    r"|\((?P<misread>(?:5(?:[B8]U|/{1,2}NF)|S8U)\)|(?-i:SBU|[CS])[l1](?=[ ])(?![^()]*\))))"
)
_MARK = re.compile(rf"\s*{MARK}", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:/{1,2}|\\|-|\) ?\()\s*")  # "(C)(NF)" is (C/NF)
_RELEASED = re.compile(r"RELEAS(?:E|ABLE)\b")


class ClassificationLine(NamedTuple):
    """`MARK [//NOFORN] [SECTION nn OF nn] POST nnnnnn`."""

    level: Level
    captions: tuple[str, ...]
    post: str
    number: int
    digits: int  # of the number as written


def read_classification_line(text: str) -> ClassificationLine | None:
    """A line with level, post and number; None when it is no such line."""
    match = _LINE.fullmatch(_readable(text)) if len(text) <= _LONGEST_LINE else None
    if not match:
        return None
    captions = captions_in(f"{match['caveats']} {match['captions']} {unspaced(match['rest'])}")
    return ClassificationLine(
        level_of(match), captions, match["post"].strip(" /-"), int(match["number"]), len(match["number"])
    )


def respelled(text: str) -> str:
    """The line with a mistyped level written as the level it is nearest to."""
    match = _MISTYPED.match(text)
    letters = "".join(match[0].split()) if match else ""
    nearest = get_close_matches(letters, [word for word, _ in _LEVEL_WORDS], 1, _NEAR)
    return f"{nearest[0]}{text[match.end() :]}" if match and nearest else text


def _readable(text: str) -> str:
    """A caption spelled in single letters written together, and a corrected copy's words cut off."""
    upper = text.upper()
    if not any(letters in upper for letters in _ODD):
        return text
    if copy := _COPY.search(text):
        text = f"{text[: copy.start()].rstrip(' (-/*')} {copy['rest']} CORRECTED COPY"
    return _SPACED_CAPTION.sub(lambda match: match[0].replace(" ", ""), text)


def read_banner(text: str) -> tuple[Level, tuple[str, ...]] | None:
    """A classification alone on its line: `CONFIDENTIAL`, `SECRET//NOFORN`."""
    match = _BANNER.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    return (level_of(match), captions_in(match["rest"])) if match else None


def level_of(match: re.Match[str]) -> Level:
    """The level of a match of LEVEL."""
    return next(level for group, level in _LEVEL_GROUPS if match[group])


def read_marking(text: str) -> tuple[Marking, int] | None:
    """The portion mark at the start of a text and where it ends; None when there is none."""
    match = _MARK.match(text)
    return (marking_of(match["mark"], match["caveat"]), match.end()) if match else None


@lru_cache(maxsize=256)  # a cable has a few forms of marks and many marks
def marking_of(level: str, caveats: str = "") -> Marking:
    """A portion mark from its words, normalised: NOFORN is NF, RELEASABLE is REL, `//` and `-` are `/`."""
    written = _SEPARATOR.split(_RELEASED.sub("REL", caveats.upper()))
    words = (" ".join(word.split()) for word in written)
    known = ("NF" if word == "NOFORN" else word.strip(" ,") for word in words)
    return Marking(
        _MARK_LEVELS[" ".join(level.upper().split())],
        tuple(dict.fromkeys(word for word in known if word and word != "ENTIRE TEXT")),
    )

"""Captions: what is to be done with a cable, and who may see it, one a line or several together.

`SIPDIS`, `NOFORN//SIPDIS`, `S I P D I S`, `CORRECTED COPY (PRIMARY TAG)`. The words are those of the
State Department's telegram handbook (5 FAH-2) and of the release.
"""

import re
from functools import lru_cache

_CAPTIONS = (
    "NOT FOR INTERNET DISTRIBUTION",
    "(?:ROGER|DS|MED|HR|STARR|DISSENT|MEDICAL) CHANNEL",
    "EYES ONLY",
    "NO DISTRIBUTION",
    "LIMITED DISTRIBUTION",
    "CORRECTED COPY",
    "PRINCIPALS ONLY",
    "OFFICIAL ?-? ?INFORMAL",
    "NOCONTRACT",
    "PROTECT",
    "SENSITIVE BUT UNCLASSIFIED",
    "SENSITIVE",
    "SBU",
    "FOR OFFICIAL USE ONLY",
    "LIMITED OFFICIAL USE",
    "SIPDIS",
    "NOFORN",
    "HANDLE AS NODIS",
    "NODIS",
    "CHEROKEE",
    "EXDIS",
    "LIMDIS",
    "STADIS",
    "CONDIS",
    "TERREP",
    "ORCON",
    "PROPIN",
    "(?:CONTAINS )?(?:BUSINESS )?PROPRIETARY INFORMATION",
    "DSEN",
    "FOUO",
    "LOU",
    "AIDAC",
    "E ?F ?T ?O",
    "MINIMIZE CONSIDERED",
    "EXERCISE",
    "VISAS? (?:DONKEY|EAGLE|MANTIS|VIPER|BEAR|CONDOR)",
    "REL(?:EASABLE)? TO [A-Z][A-Z, /&]{1,60}[A-Z]",
    "REL NATO",
)
# How a caption is printed where it is written out.
_SHORT = {
    "E F T O": "EFTO",
    "SENSITIVE BUT UNCLASSIFIED": "SENSITIVE",
    "SBU": "SENSITIVE",
    "FOR OFFICIAL USE ONLY": "FOUO",
    "LIMITED OFFICIAL USE": "LOU",
}
CAPTION = rf"(?:{'|'.join(_CAPTIONS)})(?![A-Z])"
_CAPTION = re.compile(CAPTION, re.IGNORECASE)
_SIGNS = ' \t,;:/&.*"()<>_#+-'
_BETWEEN = re.compile(rf"[{_SIGNS}]*")
# How a caption begins, or a word in single letters; most lines do not, and no expression is tried on them.
_BEGINNINGS = frozenset(
    {f"{letter} " for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    | set("NO RO DS ME HR ST DI EY LI CO CH PR OF SE SB FO SI HA EX TE OR LO AI EF MI VI RE BU".split())  # noqa: SIM905
)
_FIRST = re.compile(rf"{_BETWEEN.pattern}(?:{CAPTION}|[A-Z] [A-Z] [A-Z] [A-Z]|C ?O ?R ?R)", re.IGNORECASE)
COPY = r"C ?O ?R ?R ?E ?C ?T ?E ?D {1,4}C ?O ?P ?Y\b"
_COPY = re.compile(rf"\W*{COPY}", re.IGNORECASE)
_SPACED = re.compile(r"(?<![A-Za-z])(?:[A-Za-z] ){4,11}[A-Za-z](?![A-Za-z])")
_LONGEST = 120


def read_captions(text: str) -> tuple[str, ...]:
    """The captions of a line that holds nothing else; () for any other line."""
    stripped = text.strip()
    if len(stripped) > _LONGEST or stripped.lstrip(_SIGNS)[:2].upper() not in _BEGINNINGS:
        return ()
    return _captions_of(stripped) if _FIRST.match(stripped) else ()


@lru_cache(maxsize=256)  # cables have the same few lines
def _captions_of(stripped: str) -> tuple[str, ...]:
    if copy := _COPY.match(stripped):  # "CORRECTED COPY (CHANGED TAGS)": why it was is no caption
        return ("CORRECTED COPY", *read_captions(stripped[copy.end() :]))
    stripped = unspaced(stripped)
    if not _FIRST.match(stripped):  # a level in single letters: "C O N F I D E N T I A L"
        return ()
    return captions_in(stripped) if _BETWEEN.fullmatch(_CAPTION.sub("", stripped)) else ()


def captions_in(text: str) -> tuple[str, ...]:
    """The captions anywhere in a few words, in order, once each."""
    if not text or text.isspace():
        return ()
    found = (" ".join(words.upper().split()) for words in _CAPTION.findall(text))
    return tuple(dict.fromkeys(_SHORT.get(caption, caption) for caption in found))


def unspaced(text: str) -> str:
    """The text with words spelled in single letters written together: "S I P D I S"."""
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), text)

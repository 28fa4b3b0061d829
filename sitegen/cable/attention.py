"""Attention and passing lines: who is to see a cable at the addressees, and to whom it is to be passed on.

`DEPT FOR EUR/XX, NSC FOR SMITH`, `LONDON PLEASE PASS TO ...`, `"PERISHABLE INFORMATION -- DO NOT SERVICE"`.
About 1,112 of the release's 1,295 cables have such lines, between the captions and the E.O. line.
"""

import re

_LONGEST = 200
_WORDS = re.compile(
    r"\b(?:FOR|PASS(?:ED|ING)?|ALSO|PLS|PLEASE|ATTN|ATTENTION|DELIVER|EYES ONLY|EXCLUSIVE|CODEL|STAFFDEL|FROM"
    r"|PERISHABLE|DO NOT|JOINT (?:CABLE|MESSAGE)|MINIMIZE|CONSIDERED)\b"
)
_MIXED = re.compile(
    r"\s*(?:\(?(?:STATE|DEPT|DEPARTMENT|NSC|USDOC|TREASURY|DOD|OSD|USAID|DHS|DOJ|EUR|EAP|WHA|NEA|SCA|PARIS|LONDON"
    r"|[A-Z]{2,}(?:/[A-Z-]+)*)\b.{0,80}?\b(?:for|pass|please|also|from|attn)\b)",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"[A-Z0-9]/[A-Z0-9]"
)  # "STATE INR/R/MR; IIP/R/MR", "USDOC 4322/MAC/OLAC" (09SAOPAULO487)
_CAPITALS = re.compile(r"\s*[A-Z0-9\"'(&/-][A-Z0-9 .,/&()'’\";:#@_-]{1,100}")
_ADDRESSED = re.compile(r"\s*(?:STATE|DEPT|DEPARTMENT|NSC|TREASURY|USDOC|USAID|DOD|OSD|JUSTICE)\b")
_SERIES = re.compile(
    r"\s*(?:TOSEC|SECTO|TOPAL|CITE)\s+[A-Z]{0,8}\s?\d{1,8}\s*"
)  # messages to a travelling party
_TEXT = re.compile(r"\s*\(?(?:BEGIN |EXECUTIVE )?(?:SUMMARY|COMMENT|INTRODUCTION|NOTE)\b")  # in capitals, too
_FIRST = ("State", "Dept", "Department", "Please", "Pls")
_NOTICE = re.compile(
    r"\s*(?:THIS (?:CABLE|MESSAGE|DOCUMENT|REPORT) IS )?SENSITIVE,? BUT UNCLASSIFIED\W{1,4}"
    r"(?:(?:PLEASE )?(?:PROTECT|HANDLE|TREAT) ACCORDINGLY|NOT FOR [A-Z .]{4,60})[\s.]*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s*\"[^\"]{4,80}\"\s*")


def is_attention(text: str, *, goes_on: bool = False) -> bool:
    """Whether a line is one; one that ends in a comma goes on with the next line."""
    if len(text) > _LONGEST or _TEXT.match(text):
        return False
    if is_notice(text):
        return True
    if _CAPITALS.fullmatch(text) and (
        goes_on or _WORDS.search(text) or _OFFICES.search(text) or _ADDRESSED.match(text)
    ):
        return True
    return bool(_QUOTED.fullmatch(text) or _SERIES.fullmatch(text) or (_MIXED.match(text) and _opens(text)))


def is_notice(text: str) -> bool:
    """`SENSITIVE BUT UNCLASSIFIED - PLEASE PROTECT ACCORDINGLY`, which says more than a caption does."""
    return "UNCLASSIFIED" in text.upper() and bool(_NOTICE.fullmatch(text))


def _opens(text: str) -> bool:
    """Not a sentence: those end with a stop, or begin like one."""
    first = text.split(maxsplit=1)[0]
    return (first.isupper() or first.rstrip(".") in _FIRST) and not text.rstrip().endswith(".")

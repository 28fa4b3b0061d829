"""Sentences and lines: whether a text is complete where it ends, or goes on below."""

import re

WRAPPED = 45  # a shorter line was not wrapped: it is a line of its own
_SENTENCE_END = frozenset(".?!:)\"”'’;*-—=_]")
_FRAME_END = ("END SUMMARY", "END COMMENT", "END NOTE", "END TEXT")  # typed without a stop
_GOES_ON = re.compile(
    r"(?:[,&/]| -|\b(?i:and|or|of|the|that|which|who|in|on|to|for|with|an?|by|from|as|at|but|its|is|was|are"
    r"|were|has|have|had|will|would))\s*\Z"
)


def ends_sentence(text: str) -> bool:
    """Whether a text is complete as it stands; an empty one is."""
    stripped = text.rstrip()
    return not stripped or stripped[-1] in _SENTENCE_END or stripped[-12:].upper().endswith(_FRAME_END)


def ends_line(text: str) -> bool:
    """Whether a heading may stand below a line: it is complete, or was not wrapped, and no frame's "End"."""
    if len(text) >= WRAPPED:
        return ends_sentence(text)
    return text.rstrip()[-4:].upper() != " END" and not is_open(text)


def goes_on(before: str, after: str) -> bool:
    """Whether a sentence goes on over a blank line: a wrapped line without its end, or lower case."""
    if ends_sentence(before):
        return after.lstrip()[:1].islower() and not before.rstrip().endswith((":", ";"))
    if len(before.strip()) >= WRAPPED or after.lstrip()[:1].islower():
        return True
    return is_open(before)


def is_open(text: str) -> bool:
    """Whether a text ends with what no sentence ends with: "of", "and", a comma."""
    return bool(_GOES_ON.search(text[-12:]))

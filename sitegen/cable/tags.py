"""TAGS: the codes a cable is filed under, in order, once each, in capitals.

Separated by commas, blanks or semicolons; a person is one of them, as in `OVIP (CLINTON, HILLARY)`.
"""

import re

from sitegen.cable.vocabulary import Vocabulary

_LINK = re.compile(r"\[([^\]\[]{1,40})\]\([^()]{0,80}\)")  # [PGOV](#), from a web conversion
_ITEM = re.compile(r"\([^()]{0,80}\)|[^,;()]+")
_CODE = re.compile(r"[A-Z]{2,8}\d?|[A-Z]{1,3}-[A-Z0-9]{1,3}")
_PERSON = re.compile(r"[A-Z][A-Z'’-]+, ?[A-Z][A-Z .'’-]*")


def unlinked(text: str) -> str:
    """The text without Markdown links, keeping what they show."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def read_tags(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The codes of a TAGS line (or of its lines, joined)."""
    upper = unlinked(text).upper()
    pieces = [match[0].strip() for match in _ITEM.finditer(upper)]
    tags = [tag for piece in pieces if piece.strip(" .") for tag in _tags_of(piece, vocabulary)]
    return tuple(dict.fromkeys(tags))


def only_tags(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line holds TAGS and nothing else: then it continues the line before."""
    words = re.split(r"[\s,;]+", unlinked(text).strip().rstrip(",;"))
    return all(word in vocabulary.tags or (len(word) == 4 and word[0] in "ABCEKMOPST" and word.isupper()
               and word.isalpha()) for word in words)  # fmt: skip


def _tags_of(piece: str, vocabulary: Vocabulary) -> list[str]:
    """One item between commas: a person in brackets, several codes by blanks, or one long name."""
    if piece.startswith("("):
        return [" ".join(piece.strip("() ").split())]
    words = piece.strip(" .:").split()
    if "/" in piece and all(word in vocabulary.tags for word in piece.split("/")):
        return piece.split("/")
    words = [word for word in words if word != "-"]
    if len(words) == 1 or all(_CODE.fullmatch(word) and len(word) <= 5 for word in words):
        return [tag for word in words for tag in _unglued(word, vocabulary)]
    if any(word in vocabulary.tags and len(word) <= 5 for word in words[:1]) and len(words) > 2:
        return [tag for word in words for tag in _unglued(word, vocabulary)]
    return [" ".join(words)]  # 05TELAVIV1580: "COUNTERTERRORISM, GOI EXTERNAL"


def _unglued(word: str, vocabulary: Vocabulary) -> list[str]:
    """`EINDETRD` is EIND and ETRD: split only when both halves are known codes."""
    if word not in vocabulary.tags and len(word) >= 6:
        for at in (4, 2):
            if word[:at] in vocabulary.tags and word[at:] in vocabulary.tags:
                return [word[:at], word[at:]]
    return [word]

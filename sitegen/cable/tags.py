"""TAGS: the codes a cable is filed under, in order, once each, in capitals.

Separated by commas, blanks or semicolons; a person is one of them, as in `OVIP (CLINTON, HILLARY)`.
"""

import re

from sitegen.cable.vocabulary import Vocabulary

_LINK = re.compile(r"\[([^\]\[]{1,40})\]\([^()]{0,80}\)")  # [PGOV](#), from a web conversion
_ITEM = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]|[^,;()\[\]]+")
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,80}(?:[)\]]|\Z)")  # or open to the end of its line
_NAME_ALONE = re.compile(r"\s*[(\[][A-Z'’. -]{2,40},[^()\[\]]{0,40}(?:[)\].,; ]|\Z)+")
_MARK = re.compile(r"\s*\((?:SBU|[UCS])\)")
_PERSON = re.compile(r"[A-Z'’-]{2,}(?: [A-Z'’.-]+){0,2}")
_CODE = re.compile(r"[A-Z]{2,8}\d?|[A-Z]{1,3}-[A-Z0-9]{1,3}")
_SUBJECT = re.compile(r"[ABCEKMOPST][A-Z]{3}")
_BETWEEN = re.compile(r"[\s,;.]+")
_NONE = ("", "N/A", "NONE")


def unlinked(text: str) -> str:
    """The text without Markdown links, keeping what they show."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def read_tags(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The codes of a TAGS line (or of its lines, joined)."""
    upper = _MARK.sub("", unlinked(text).upper(), count=1)
    pieces = [piece for match in _ITEM.finditer(upper) if (piece := match[0].strip(" \n\t._/"))]
    tags = [tag for piece in _with_persons(pieces, vocabulary) for tag in _tags_of(piece, vocabulary)]
    return tuple(dict.fromkeys(tag for tag in tags if tag not in _NONE))


def _with_persons(pieces: list[str], vocabulary: Vocabulary) -> list[str]:
    """`OVIP CLINTON, HILLARY`, `OVIP, CLINTON, HILLARY`: without brackets too, a visitor's names are one."""
    found: list[str] = []
    visitors = False
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        first, _, rest = piece.partition(" ")
        if first.strip(":") == "OVIP" and (not rest or _is_person(rest, vocabulary)):
            found.append("OVIP")
            visitors, piece = True, rest
        following = pieces[place + 1 : place + 2]
        if visitors and piece and _is_whole_person(piece, vocabulary):
            piece, visitors = f"({piece})", False
        if visitors and piece:
            visitors = all(_is_person(name, vocabulary) for name in (piece, *following)) and bool(following)
            if visitors:
                piece, place = f"({piece}, {following[0]})", place + 1
        found += [piece] if piece else []
        place += 1
    return found


def _is_person(name: str, vocabulary: Vocabulary) -> bool:
    return bool(_PERSON.fullmatch(name)) and not any(word in vocabulary.tags for word in name.split())


def _is_whole_person(name: str, vocabulary: Vocabulary) -> bool:
    """`OVIP, DOE JOHN`: short words might be codes, were they of a code's letters."""
    words = name.split()
    return len(words) > 1 and _is_person(name, vocabulary) and not all(map(_SUBJECT.fullmatch, words))


def continues_tags(before: str, text: str, vocabulary: Vocabulary, *, apart: bool) -> bool:
    """Whether a line goes on with the TAGS of the line before: it holds TAGS only, or the rest of a name.

    Below a blank line (`apart`) only codes that are known go on.
    """
    if apart:
        return all(word in vocabulary.tags for word in _BETWEEN.split(text.strip(" ,;.")))
    if before.count("(") > before.count(")"):
        return ")" in text[:60]
    return only_tags(text, vocabulary) or bool(_NAME_ALONE.fullmatch(text))


def only_tags(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line holds TAGS and nothing else: then it continues the line before."""
    words = _BETWEEN.split(_BRACKETS.sub(" ", unlinked(text)).strip(" ,;.\t"))
    if not all(map(_CODE.fullmatch, words)):
        return False
    known = sum(word in vocabulary.tags or bool(_SUBJECT.fullmatch(word)) for word in words)
    return known == len(words) or (known * 2 > len(words) and all(len(word) < 5 for word in words))


def _tags_of(piece: str, vocabulary: Vocabulary) -> list[str]:
    """One item between commas: a person in brackets, several codes by blanks, or one long name."""
    if piece in vocabulary.tags:
        return [piece]
    if piece[0] in "([":
        return [" ".join(piece.strip("()[] ").split())]
    if "/" in piece and all(word.strip() in vocabulary.tags for word in piece.split("/")):
        return [word.strip() for word in piece.split("/")]
    words = [word.strip(".:'\"*#") for word in piece.split() if word.strip("-.:'\"*#") not in ("", "AND")]
    if len(words) == 1 or all(_CODE.fullmatch(word) and len(word) <= 5 for word in words):
        return [tag for word in words for tag in _unglued(word, vocabulary)]
    known = [word in vocabulary.tags for word in words]
    if (known[0] and len(words) > 2) or sum(known) * 2 > len(words):
        return [tag for word in words for tag in _unglued(word, vocabulary)]
    if "".join(words) in vocabulary.tags:
        return ["".join(words)]  # "P GOV"
    return [" ".join(words)]  # 05TELAVIV1580: "COUNTERTERRORISM, GOI EXTERNAL"


def _unglued(word: str, vocabulary: Vocabulary) -> list[str]:
    """`EINDETRD` is EIND and ETRD: split only when both halves are known codes."""
    if len(word) >= 6 and word not in vocabulary.tags:
        for at in (4, 2):
            if word[:at] in vocabulary.tags and word[at:] in vocabulary.tags:
                return [word[:at], word[at:]]
    return [word]

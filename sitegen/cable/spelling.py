"""How signs were spelled anew: read in a wrong encoding, made one by a typesetter, or put in small letters.

`â€™` for "’", `ﬁ` in one sign, "(C)" that a word processor made a "©", `fm amembassy astana`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sitegen.cable.edit import Conversion, Edit

_HIGH = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # what the octets 80 to BF are in Windows-1252
# An "Ã" before a quote or a dash may be a word's last letter.
_WRONG = re.compile(
    rf"Ã‚Â[\xa0-\xbf]|Â[\xa0-\xbf]|Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]|â[€\x80][{_HIGH}]|â€\ufffd"
)
_SURELY_WRONG = re.compile(rf"(?!Ã[\xa0»…])(?:{_WRONG.pattern})")  # capitals of Portuguese end so, too
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_RESPELLED = re.compile(
    rf"[{''.join(_LIGATURES)}]|(?:(?<=[\s.,)])(?<![a-z]\s)|\A)©(?!\s?(?:19|20)\d\d)(?=\s|\w)"
)
_ODD_BRACKET = re.compile(r"[\[\]{}]")
_BRACKETED = re.compile(r"[\[{(](?:TS|SBU|FOUO|[UCS])(?:/{1,2}[A-Z]{2,6}){0,2}[\]})]")
_NUMBER = re.compile(r"(?:\A|\n)[ \t¶]{0,6}\d{1,3}[.,)]{1,2} {0,4}\Z")
_REACH = 14  # signs before a mark in which its number stands
_SPELT = re.compile(
    r"\n(?P<sign> {0,4}(?:Para|PARA|para)(?:graph|GRAPH)?\.? )(?=(?P<number>\d{1,3})\. {0,2}\([A-Z]{1,4}[/)])"
)
_FILLED = re.compile(r"^ *(?P<sign>[-.]) *$", re.MULTILINE)
_FEWEST_FILLED = 3
_OTHER_SIGN = re.compile(r"\n *(?P<sign>[?§\ufffd])(?=(?P<number>\d{1,3}|[A-Z])\.[ (])")
_UNSIGNED = re.compile(r"^ *\d{1,3}\.[ (]", re.MULTILINE)
_FEWEST_SIGNS = 3
_OTHER_HEADS = frozenset(sign + letter for sign in "?§\ufffd" for letter in "ABCDEFGHI123456789")
_LONE_SIGN = re.compile(r"^ *¶ *$", re.MULTILINE)
_SMALL = re.compile(r"^(?:fm|Fm) [A-Za-z]{3}", re.MULTILINE)
_DRAFTED = re.compile(r"^(?:E ?\. ?O|TAGS|SUBJ|REF|[ ¶]*1{1,2}\. )", re.MULTILINE | re.IGNORECASE)
_TEXT = re.compile(r"^(?:(?:\(.{1,5}\) ?)?CLASSIFIED BY|[ ¶]*1{1,2}\. ?)", re.MULTILINE | re.IGNORECASE)


def _reencoded(text: str) -> Iterator[Edit]:
    """The octets of UTF-8, each read as a letter."""
    for match in _WRONG.finditer(text) if _SURELY_WRONG.search(text) else ():
        words = _decoded(match[0])
        if len(words) == 2:  # "Ã‚Â¶": read wrongly twice
            words = _decoded(words)
        if len(words) == 1 and (words.isprintable() or words.isspace()):
            yield Edit(*match.span(), words)


def _decoded(letters: str) -> str:
    return b"".join(map(_octet, letters)).decode("utf-8", "ignore")


def _octet(char: str) -> bytes:
    if char == "\ufffd":
        return b"\x9d"  # the closing quote is the one that Windows-1252 lacks
    return char.encode("latin-1" if char < "\u0100" else "cp1252")


def _respelled(text: str) -> Iterator[Edit]:
    return (Edit(*match.span(), _LIGATURES.get(match[0], "(C)")) for match in _RESPELLED.finditer(text))


def _rebracketed(text: str) -> list[Edit]:
    """`1. [C]`, `1. (C}`: a portion mark."""
    edits: set[Edit] = set()
    for bracket in _ODD_BRACKET.finditer(text):
        start = (
            bracket.start()
            if bracket[0] in "[{"
            else text.rfind("(", max(0, bracket.start() - _REACH), bracket.start())
        )
        match = _BRACKETED.match(text, max(0, start))
        if match and _NUMBER.search(text[max(0, match.start() - _REACH) : match.start()]):
            edits |= {Edit(start, start + 1, "("), Edit(match.end() - 1, match.end(), ")")}
    return sorted(edits)


def _resigned(text: str) -> Iterator[Edit]:
    """A "¶" alone on the line above its number."""
    return (Edit(*match.span(), "") for match in _LONE_SIGN.finditer(text))


def _resigned_anew(text: str) -> Iterator[Edit]:
    """`?2.` and `?B.`: "¶" in an alphabet that has no such sign."""
    found = list(_OTHER_SIGN.finditer(text)) if "¶" not in text else []
    numbers = [int(match["number"]) for match in found if match["number"].isdigit()]
    signed = len(numbers) >= max(_FEWEST_SIGNS, 2 * len(_UNSIGNED.findall(text))) and _count_up(numbers)
    for match in found:
        if signed or (match["number"].isalpha() and _is_in_references(text, match.start())):
            yield Edit(*match.span("sign"), "¶")


def _is_in_references(text: str, at: int) -> bool:
    return "\nREF" in text[max(0, text.rfind("\n\n", 0, at) + 1) : at]


def _spelt_out(text: str) -> Iterator[Edit]:
    """`Para 1. (C)`: the sign, in letters."""
    found = list(_SPELT.finditer(text))
    if _count_up([int(match["number"]) for match in found]):
        yield from (Edit(*match.span("sign"), "¶") for match in found)


def _count_up(numbers: list[int]) -> bool:
    """Whether they are numbers of paragraphs: from 1 or 2 on, each higher than the one before."""
    return numbers[:1] in ([1], [2]) and all(one < other for one, other in pairwise(numbers))


def _unfilled(text: str) -> list[Edit]:
    """A blank line of the header that was filled with a sign, so that it lasts."""
    begun = _TEXT.search(text)
    found = [
        Edit(*match.span("sign"), " ") for match in _FILLED.finditer(text, 0, begun.start() if begun else 0)
    ]
    return found if len(found) >= _FEWEST_FILLED else []


def _recased(text: str) -> Iterator[Edit]:
    """The telegraph has capitals only; so have the drafter's own lines, if all of the header is small."""
    small, drafted, begun = (pattern.search(text) for pattern in (_SMALL, _DRAFTED, _TEXT))
    if not small or not drafted or drafted.start() < small.start():
        return
    end = drafted.start()
    if begun and text[: begun.start()].islower():
        end = begun.start()
    if len(upper := text[:end].upper()) == end:
        yield Edit(0, end, upper)


SPELLINGS = (
    Conversion(
        _respelled,
        "mark-respelled",
        "ligatures, and © for (C), are read as letters",
        signs=(*_LIGATURES, "©"),
    ),
    Conversion(
        _rebracketed, "mark-respelled", "[C] is read as the portion mark (C)", signs=("[", "]", "{", "}")
    ),
    Conversion(
        _resigned,
        "mark-respelled",
        "a ¶ alone on its line is that of the next line",
        heads=frozenset({"¶", "¶ "}),
    ),
    Conversion(
        _resigned_anew,
        "mark-respelled",
        "a sign before numbers and letters is read as the ¶ that it was",
        heads=_OTHER_HEADS,
    ),
    Conversion(
        _spelt_out,
        "mark-respelled",
        "Para 1. is read as ¶1.",
        heads=frozenset({"Pa", "PA", "pa"}),
    ),
    Conversion(
        _unfilled,
        "transport-undone",
        "a sign alone on a line is a blank line",
        heads=frozenset({"-", "- ", ".", ". "}),
    ),
    Conversion(
        _recased,
        "header-recased",
        "the header is in small letters, and is read in capitals",
        heads=frozenset({"fm", "Fm"}),
    ),
)
ENCODING = Conversion(
    _reencoded,
    "encoding-undone",
    "letters in a wrong encoding are read as what they were",
    signs=("Â", "Ã", "â"),
)

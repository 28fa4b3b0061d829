"""How signs were spelled anew: read in a wrong encoding, made one by a typesetter, or put in small letters.

`â€™` for "’", `ﬁ` in one sign, "(C)" that a word processor made a "©", `fm amembassy astana`.
"""

import re
from collections.abc import Iterator

from sitegen.cable.edit import Conversion, Edit

_HIGH = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # what the octets 80 to BF are in Windows-1252
# An "Ã" before a quote or a dash may be a word's last letter.
_WRONG = re.compile(rf"Â[\xa0-\xbf]|Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]|â[€\x80][{_HIGH}]|â€\ufffd")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_RESPELLED = re.compile(rf"[{''.join(_LIGATURES)}]|(?:(?<=[\s.,)])|\A)©(?=\s|\w)")
_BRACKETED = re.compile(
    r"^[ \t¶]{0,6}\d{1,3}[.,)]{1,2} ?(?P<open>[\[{(])"
    r"(?:TS|SBU|FOUO|[UCS])(?:/{1,2}[A-Z ,]{2,20})?(?P<shut>[\]})])",
    re.MULTILINE,
)
_SPELT = re.compile(r"^[ ]{0,4}(?:(?i:para(?:graph)?\.?)|P) (?=\d{1,3}\. ?\()", re.MULTILINE)
_FILLED = re.compile(r"^ *(?P<sign>[-.]) *$", re.MULTILINE)
_FEWEST_FILLED = 3
_LONE_SIGN = re.compile(r"^ *¶ *$", re.MULTILINE)
_SMALL = re.compile(r"^(?:fm|Fm) [A-Za-z]{3}", re.MULTILINE)
_DRAFTED = re.compile(r"^(?:E ?\. ?O|TAGS|SUBJ|REF|[ ¶]*1{1,2}\. )", re.MULTILINE | re.IGNORECASE)
_TEXT = re.compile(r"^(?:(?:\(.{1,5}\) ?)?CLASSIFIED BY|[ ¶]*1{1,2}\. ?)", re.MULTILINE | re.IGNORECASE)


def _reencoded(text: str) -> Iterator[Edit]:
    """The octets of UTF-8, each read as a letter."""
    for match in _WRONG.finditer(text):
        words = b"".join(map(_octet, match[0])).decode("utf-8", "ignore")
        if len(words) == 1 and (words.isprintable() or words.isspace()):
            yield Edit(*match.span(), words)


def _octet(char: str) -> bytes:
    if char == "\ufffd":
        return b"\x9d"  # the closing quote is the one that Windows-1252 lacks
    return char.encode("latin-1" if char < "\u0100" else "cp1252")


def _respelled(text: str) -> Iterator[Edit]:
    return (Edit(*match.span(), _LIGATURES.get(match[0], "(C)")) for match in _RESPELLED.finditer(text))


def _rebracketed(text: str) -> Iterator[Edit]:
    """`1. [C]`, `1. (C}`: a portion mark."""
    for match in _BRACKETED.finditer(text):
        if match["open"] != "(" or match["shut"] != ")":
            yield Edit(*match.span("open"), "(")
            yield Edit(*match.span("shut"), ")")


def _resigned(text: str) -> Iterator[Edit]:
    """A "¶" alone on the line above its number."""
    return (Edit(*match.span(), "") for match in _LONE_SIGN.finditer(text))


def _spelt_out(text: str) -> Iterator[Edit]:
    """`Para 1. (C)`: the sign, in letters."""
    return (Edit(*match.span(), "¶") for match in _SPELT.finditer(text))


def _unfilled(text: str) -> list[Edit]:
    """A blank line of the header that was filled with a sign, so that it lasts."""
    begun = _TEXT.search(text)
    found = [
        Edit(*match.span("sign"), " ") for match in _FILLED.finditer(text, 0, begun.start() if begun else 0)
    ]
    return found if len(found) >= _FEWEST_FILLED else []


def _recased(text: str) -> Iterator[Edit]:
    """The telegraph has capitals only; so have the drafter's own lines, if all of the header is small."""
    if not (small := _SMALL.search(text)):
        return
    drafted = _DRAFTED.search(text, small.start())
    begun = _TEXT.search(text, small.start())
    end = drafted.start() if drafted else len(text)
    if begun and text[: begun.start()].islower():
        end = begun.start()
    if len(upper := text[:end].upper()) == end:
        yield Edit(0, end, upper)


SPELLINGS = (
    Conversion(
        (*_LIGATURES, "©"), _respelled, "mark-respelled", "ligatures, and © for (C), are read as letters"
    ),
    Conversion(("[", "{", "}"), _rebracketed, "mark-respelled", "[C] is read as the portion mark (C)"),
    Conversion(("¶",), _resigned, "mark-respelled", "a ¶ alone on its line is that of the next line"),
    Conversion(("\nP ", "ara", "ARA"), _spelt_out, "mark-respelled", "Para 1. is read as ¶1."),
    Conversion(
        ("\n-\n", "\n.\n", "\n- \n"), _unfilled, "transport-undone", "a sign alone on a line is a blank line"
    ),
    Conversion(
        ("\nfm ", "\nFm ", "fm "),
        _recased,
        "header-recased",
        "the header is in small letters, and is read in capitals",
    ),
)
ENCODINGS = (
    Conversion(
        ("Â", "Ã", "â"),
        _reencoded,
        "encoding-undone",
        "letters in a wrong encoding are read as what they were",
    ),
)

"""From a text to terms: what a reader's word and a cable's word are compared as.

The search page does the same in its own language (templates/assets/terms.js); a test holds the two together.
"""

import re
from unicodedata import category, normalize

from Stemmer import Stemmer

_STOPPED = """
a an and are as at be been but by for from had has have he her his in is it its of on or s she that the
their they this to was were which with
"""
STOP_WORDS = frozenset(_STOPPED.split())
"""Words that say nothing of what a text is about. They are not found, and keep their place in a phrase."""

LONGEST = 40  # letters of a word that count

# A word may hold accents that are written apart; of other signs none.
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# The full stops within U.S. and U.N.: its letters are one word. It begins with what is rare, to be fast.
_INITIALS = re.compile(
    r"\.(?:(?<=[^\w\u0300-\u036f][a-zA-Z]\.)|(?<=^[a-zA-Z]\.))(?=[a-zA-Z](?![^\W_]|[\u0300-\u036f]))"
)
_PARTED = "".join(chr(at).lower() if chr(at).isalnum() else " " for at in range(128)).encode().ljust(256)
_SHORTEST = 3  # letters of a word that may have an ending
_stem = Stemmer("english", 0).stemWord  # without a cache: a block asks for each of its words once


def parted(text: str) -> str:
    """The words of a text, in order, in small letters, with a blank between two."""
    if not text.isascii():
        return " ".join(_WORD.findall(_INITIALS.sub("", text.lower())))
    words = _INITIALS.sub("", text).encode().translate(_PARTED)  # of nearly every cable: many times as fast
    while b"  " in words:
        words = words.replace(b"  ", b" ")
    return words.decode().strip()


def term_of(word: str) -> str:
    """The term of a word in small letters: without accents, and without its ending where it is English."""
    folded = (word if word.isascii() else _folded(word))[:LONGEST]
    is_plain = len(folded) >= _SHORTEST and folded.isascii() and folded.isalpha() and folded.islower()
    return "" if folded in STOP_WORDS else _stem(folded) if is_plain else folded


def _folded(word: str) -> str:
    """Without accents: üniversitesi is universitesi."""
    apart = normalize("NFKD", word).replace("ς", "σ")
    return "".join(one for one in apart if category(one) != "Mn" and not one.isspace())

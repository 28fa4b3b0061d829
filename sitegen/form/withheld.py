"""What is withheld: words of a private list, found in every spelling and put out of a record's text.

Words are compared by their letters and digits alone, without case and accents: whatever stands between
them (a line's end, a hyphen, markup, nothing) hides no name. What is put in their place is always the same,
so that a text says neither which words nor how many letters stood there. Too much rather than too little is
found.
"""

import re
from bisect import bisect_right
from codecs import register_error
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress, count, product
from typing import NamedTuple
from unicodedata import category, combining, decimal, normalize

from ahocorasick_rs import AhoCorasick

MARK = "[withheld]"

_VOWELS = "".join(  # of writing whose vowels are marks; other marks are accents
    sign
    for sign in map(chr, (*range(0x900, 0x1AB0), *range(0x1B00, 0x1D00), *range(0xA800, 0xAC00)))
    if category(sign) in ("Mn", "Mc") and not combining(sign) and not "\u180b" <= sign <= "\u180f"
)
_APOSTROPHES = "\u02b0-\u02ff\ua78b\ua78c"  # that are letters: of Marʼyana, Gʻulom, Ilʹya, ʿAli
_STRETCH = "\u0640\u07fa"  # Arabic words are made longer with it
_UNSEEN = "\u115f\u1160\u17b4\u17b5"  # letters that nobody sees
_BETWEEN = re.compile(rf"[^\w{_VOWELS}]+|[_{_APOSTROPHES}{_STRETCH}{_UNSEEN}]+")
_NOT_FOLDED = bytes(it for it in range(128) if not chr(it).isalnum())
_LOWER = bytes(range(128)).lower() + bytes(range(128, 256))
_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"\u06cc": "\u064a", "\u0649": "\u064a", "\u06a9": "\u0643", "\u06d5": "\u0647", "\u0629": "\u0647"}
)  # the last are Persian or at an Arabic word's end, and often typed for each other: yeh, kaf, heh
_TYPED = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}  # for want of the letter
_WAYS = {it: (it, two) for it, two in _TYPED.items()} | {two: (two, two[0]) for two in ("ae", "oe", "ue")}
_TYPED_LETTER = re.compile("([äöüåø]|[aou]e)")
_COMMA = re.compile("[,\uff0c\u060c]")
_MOST_TYPED, _LEAST_RESPELT = 6, 5
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_UNSPACED = ("\u0e00\u0eff", "\u1000\u11ff", "\u1780\u17ff", "\u1950\u19ff", "\u1a20\u1aaf")
_LEAST, _LEAST_INSIDE, _LEAST_NUMBER = 3, 8, 6


@dataclass(frozen=True, slots=True, repr=False)
class Rule:
    """Some words, and the name that may be said of them: the file and the line."""

    name: str
    spellings: tuple[str, ...]  # folded
    is_inside: bool = False  # found within other words, too


class Found(NamedTuple):
    """A stretch of a text, and the rule that withholds it."""

    start: int
    end: int
    rule: str


class Rules:
    """All that is withheld. It says its words to nobody: not even its `repr` does."""

    def __init__(self, rules: Sequence[Rule] = ()) -> None:
        self.names = [rule.name for rule in rules]
        self._rules = [rule for rule in rules for _ in rule.spellings]
        spellings = [spelling for rule in rules for spelling in rule.spellings]
        self._finder = AhoCorasick(spellings) if spellings else None

    def __bool__(self) -> bool:
        return self._finder is not None

    def found(self, text: str) -> list[Found]:
        """Where withheld words stand, sorted."""
        return sorted(self._found_in(text))

    def _found_in(self, text: str) -> Iterator[Found]:
        if self._finder is None:
            return
        if matches := self._finder.find_matches_as_indexes(folded(text), overlapping=True):
            place_of = _Places(text)
            for it, start, end in matches:
                if found := _placed(text, self._rules[it], place_of(start), place_of(end - 1) + 1):
                    yield found

    def hit(self, text: str) -> str:
        """The name of a rule whose words stand in a text, "" when none's do."""
        return next((one.rule for one in self._found_in(text)), "")

    def without(self, text: str) -> str:
        """The text with a mark for all that is withheld. Its lines stay lines: places are told by them."""
        pieces: list[str] = []
        done = 0
        for start, end in _joined(text, self.found(text)):
            ends = "".join(it for it in text[start:end] if it in "\r\n")
            pieces += (text[done:start], MARK, ends)
            done = end
        return "".join((*pieces, text[done:]))


NOTHING_WITHHELD = Rules()


class _Places:
    """Where each letter of a folded text stands in the text; told of the few pieces that are asked for."""

    _SIZE = 256

    def __init__(self, text: str) -> None:
        self._pieces = [text[at : at + self._SIZE] for at in range(0, len(text), self._SIZE)]
        self._ends = list(accumulate(len(folded(piece)) for piece in self._pieces))
        self._places: dict[int, list[int]] = {}

    def __call__(self, nth: int) -> int:
        piece = bisect_right(self._ends, nth)
        if piece not in self._places:
            self._places[piece] = _places_in(self._pieces[piece], piece * self._SIZE)
        return self._places[piece][nth - self._ends[piece]]


def _places_in(piece: str, first: int) -> list[int]:
    if piece.isascii():  # a letter is one, and all else none
        return list(compress(count(first), map(str.isalnum, piece)))
    return [at for at, character in enumerate(piece, first) for _ in folded(character)]


def folded(text: str) -> str:
    """The letters and digits of a text, each in one spelling; of a text it is that of its characters."""
    return text.encode("ascii", _FOLDED).translate(_LOWER, _NOT_FOLDED).decode()


def _fold_foreign(error: UnicodeError) -> tuple[bytes, int]:
    """For the codec that finds what is not ASCII faster than anything else."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _plain(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=1 << 12)
def _plain(letters: str) -> bytes:
    plain = normalize("NFKD", normalize("NFKD", letters).casefold()).translate(_STROKES)
    digits = _OTHER_DIGIT.sub(lambda digit: str(decimal(digit[0])), plain)
    return _BETWEEN.sub("", digits).encode()


_FOLDED = "sitegen.form.withheld"
register_error(_FOLDED, _fold_foreign)


def rule_of(words: str, name: str) -> Rule | None:
    """A rule that withholds some words; None when they are too short to be told from others."""
    shortest = folded(words)
    if len(shortest) < (2 if all(map(_is_unspaced, shortest)) else _LEAST):
        return None
    is_number = shortest.isdigit() and len(shortest) >= _LEAST_NUMBER
    is_long = len(_BETWEEN.split(words.strip())) > 1 and len(shortest) >= _LEAST_INSIDE
    return Rule(name, tuple(dict.fromkeys(_spellings(words))), is_number or is_long)


def _spellings(words: str) -> Iterator[str]:
    """Each letter that may be typed as two both so and so, and names in either order, folded. Fewer letters
    than somebody wrote are no other spelling where they are few: Baer is not in each bar."""
    least = min(len(folded(words)), _LEAST_RESPELT)
    for order in (words, _turned(words)):
        *parts, rest = _TYPED_LETTER.split(normalize("NFC", order).casefold(), _MOST_TYPED)
        ways = (*(_WAYS.get(part, (part,)) for part in parts), _all_ways(rest))
        spelt = map(folded, map("".join, product(*ways)))
        yield from (spelling for spelling in spelt if len(spelling) >= least)


def _all_ways(rest: str) -> tuple[str, ...]:
    """Behind so many of these letters all others are typed in the same way."""
    typed = _TYPED_LETTER.sub(lambda found: _TYPED.get(found[0], found[0]), rest)
    single = _TYPED_LETTER.sub(lambda found: _TYPED.get(found[0], found[0])[0], rest)
    return tuple(dict.fromkeys((rest, typed, single)))


def _turned(words: str) -> str:
    """“Poe, Ann” as “Ann Poe”, and of two words without a comma the second first."""
    parts = _COMMA.split(words, maxsplit=1)
    if len(parts) == 1 and len(words.split()) == 2:
        parts = words.split()
    return words if re.search(r"\d", words) else " ".join(reversed(parts))


def _placed(text: str, rule: Rule, start: int, end: int) -> Found | None:
    """A stretch, unless it is a part of another word; with the accents that follow its last letter."""
    while text[end : end + 1] and category(text[end]) in ("Mn", "Cf") and not folded(text[end]):
        end += 1
    edges = (text[start], text[start - 1 : start]), (text[end - 1], text[end : end + 1])
    if rule.is_inside or all(_is_edge(*edge) for edge in edges):
        return Found(start, end, rule.name)
    return None


def _is_edge(inner: str, outer: str) -> bool:
    """A word ends between the two; writing that has no blanks ends anywhere."""
    is_of_a_word = (outer.isalnum() or outer in _VOWELS) and folded(outer) != ""
    return not is_of_a_word or _is_unspaced(inner) or inner.isdigit() != outer.isdigit()


def _is_unspaced(letter: str) -> bool:
    return letter >= "\u2e80" or any(it[0] <= letter <= it[1] for it in _UNSPACED)


def _joined(text: str, found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """The stretches, made one where they meet: of how many parts a name is, is nobody's business."""
    if not found:
        return
    start, end = found[0][:2]
    for one in found[1:]:
        if one.start <= end or not folded(text[end : one.start]):
            end = max(end, one.end)
        else:
            yield start, end
            start, end = one[:2]
    yield start, end

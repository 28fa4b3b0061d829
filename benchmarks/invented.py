"""Invented language: sentences, headings and names of nobody, the same for the same seed.

Some three hundred stems and a grammar of twenty patterns make a few thousand words, which come as often as
words do: the n-th of a list about 1/n as often as the first.
"""

import re
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

SENTENCES = 12_000
TITLES = 3_000
NAMES = 900  # of people, and as many of places

STEMS = {  # benchmarks/words.txt: a name, the words below it, an empty line
    name: words.split()
    for name, _, words in (
        block.partition("\n")
        for block in (Path(__file__).parent / "words.txt").read_text("utf-8").split("\n\n")
    )
}
PATTERNS = (
    "The {a} {n} in {p} {v} the {n} after a {a} {n} of the {ns}.",
    "{s} told us that the {n} would {b} {num} {ns} before the end of the {a} season.",
    "According to {s}, the {ns} of {p} {d} {v} their {a} {n}.",
    "Our contacts in {p} did not {b} the {n}, and the {n} {v} it {d}.",
    "The {n} {v} {num} {ns}, of which {num} were {a}, and the {ns} {v} the rest.",
    "Officials at the {n} of {p} {v} a {a} {n}, but {s} {v} that the {ns} were {a} and {a}.",
    "During a {a} visit to {p}, Econoff {v} the {n} and spoke with the {ns}.",
    "In the view of the {n}, a {a} {n} is needed to {b} the {a} {ns} of {p}.",
    "{s} {d} {v} the {a} {n}, saying that {ns} \"must {b} before they {b}.\"",
    "Neither the {n} nor the {n} {v} the {ns} that {s} had {v}.",
    "The {a} {ns} between {p} and {p} were {v} last year, when {num} {ns} {v} the {n}.",
    "It remains unclear who will {b} the {n} once the {a} {ns} are {v}.",
    "As the {n} is {a}, the {ns} of {p} {b} by {n} and by {n}.",
    "{s} said the {n} had {v} more than {num} percent of its {ns}.",
    "A {a} {n} of {p} {v}, {d} and at {a} length, how the {ns} {b} a {n}.",
    "Post will {b} the {n} and {b} the {ns} as soon as the {a} {n} is {v}.",
    "The {p} {n} was {v} {d}; the {ns} were not.",
    "{s} and {s} {v} each other's {ns} and agreed to {b} a {a} {n}.",
    "Asked about the {ns}, the {n} only {v} that {p} has {num} of them.",
    "The {ns} are {a}, the {n} is {a}, and the {n} at {p} will {d} {b} both.",
)  # fmt: skip
TITLE_PATTERNS = (
    "{p} {n} {ns} {v} by {a} {n}", "The {a} {n} of {p}", "{A} {ns}: {v} or {v}", "A {n} for the {ns}",
    "{p} and {p} {b} {a} {ns}", "{A} {n} {v}, {ns} {b}", "Who will {b} the {n}?", "{ns} of the {a} {n}",
)  # fmt: skip
_ARTICLE = re.compile(r"\b([Aa])(?= [aeio])")


class Language(NamedTuple):
    """What cables are put together from; each list may be drawn from evenly."""

    sentences: list[str]
    titles: list[str]
    surnames: list[str]
    places: list[str]


class _Words:
    """A list whose first words come most."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))

    def draw(self, rng: Random) -> str:
        return rng.choices(self.words, cum_weights=self.weights)[0]


def language_of(rng: Random) -> Language:
    """The language of a seed."""
    places = _names(rng, STEMS["place endings"], 2 * NAMES)
    surnames = _names(rng, STEMS["surname endings"], 2 * NAMES)
    lists = {
        "n": _shuffled(rng, STEMS["nouns"]),
        "ns": _shuffled(rng, [_plural(noun) for noun in STEMS["nouns"]]),
        "b": _shuffled(rng, STEMS["verbs"]),
        "v": _shuffled(rng, [_past(verb) for verb in STEMS["verbs"]]),
        "a": _shuffled(rng, STEMS["adjectives"]),
        "d": _shuffled(rng, [_adverb(adjective) for adjective in STEMS["adjectives"]]),
        "p": _Words(places[:NAMES]),
        "s": _Words(surnames[:NAMES]),
    }
    return Language(
        [_filled(rng, rng.choice(PATTERNS), lists) for _ in range(SENTENCES)],
        [_filled(rng, rng.choice(TITLE_PATTERNS), lists).title() for _ in range(TITLES)],
        surnames[NAMES:],  # those of entities stand in no other sentence
        places[NAMES:],
    )


def _filled(rng: Random, pattern: str, lists: dict[str, _Words]) -> str:
    """Each slot with a word of its own."""
    pieces = pattern.split("{")
    text = pieces[0]
    for piece in pieces[1:]:
        slot, rest = piece.split("}", 1)
        text += _word(rng, slot, lists) + rest
    text = _ARTICLE.sub(r"\1n", text)
    return text[0].upper() + text[1:]


def _word(rng: Random, slot: str, lists: dict[str, _Words]) -> str:
    if slot == "num":
        return str(rng.randrange(3, 900))
    word = lists[slot.lower()].draw(rng)
    return word.capitalize() if slot.isupper() else word


def _names(rng: Random, endings: list[str], number: int) -> list[str]:
    every = [
        (start + middle + end).capitalize()
        for start in STEMS["onsets"]
        for middle in STEMS["middles"]
        for end in endings
    ]
    return rng.sample(every, number)


def _shuffled(rng: Random, words: list[str]) -> _Words:
    return _Words(rng.sample(words, len(words)))


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    doubled = verb in ("plan", "trim", "drag", "wrap", "transfer")
    return verb + verb[-1] * doubled + "ed"


def _adverb(adjective: str) -> str:
    if adjective.endswith("y"):
        return adjective[:-1] + "ily"
    return adjective.removesuffix("le").removesuffix("l" * adjective.endswith("ll")) + "ly"

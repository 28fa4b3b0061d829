"""A site of invented cables for the search, and what a plain reading of its published texts finds there."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from engine_site import built
from files import write

from sitegen.page import search_run
from sitegen.search import block
from sitegen.search.terms import STOP_WORDS, parted, term_of

SAID = """
bridge bridges bridging river rivers the of and was opened opening opposition oppose opposes state emergency
emergencies minister ministers ministry ministerial Étienne etienne café CAFÉ grain market-place O'Mara 2007
7% parliament parliamentary parliamentarian elect election elections electoral univers university universe
happy happiness happily Übermut naïve Москва москва القاهرة 東京 ﬁsh fish straße STRASSE x
"""
WORDS = SAID.split()
TAGS = ("PGOV", "PREL", "KZ", "EFIN")
POSTS = ("ASTANA", "EXAMPLETOWN", "ROME")
MARKINGS = ("UNCLAS", "UNCLAS E F T O", "C O N F I D E N T I A L", "S E C R E T")
CABLES = 40
GAP = "|"  # between a heading and its text
LEVELS = (0, 9, 11, 15)
ENDINGS = ("ing", "ion", "ions", "ed", "ies", "ment", "ments", "ness", "ation", "ations", "ity")


def words_in(text: str) -> list[str]:
    """The words of a text, in order, in small letters."""
    return parted(text).split()


def terms_of(text: str) -> list[str]:
    """The term of each word of a text, in order; "" of a stop word."""
    return [*map(term_of, words_in(text))]


def put_site(site: Path) -> None:
    """Forty cables of five years, some with notes, entities and pages."""
    random = Random(1848)
    write(site / "site.toml", 'title = "Searched"\nbase_url = "https://host.example/a/"\n')
    for number in range(CABLES):
        year, post = 4 + number % 5, POSTS[number % 3]
        body = "\n\n".join(paragraph(at, random) for at in range(1, random.randrange(2, 7)))
        text = (
            f"R {1 + number % 28:02d}0900Z JUL {year:02d}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC\n"
            f"{random.choice(MARKINGS)} {post} {number:06d}\n\nTAGS: {', '.join(random.sample(TAGS, 2))}\n"
            f"SUBJECT: {words(random, 4).upper()}\n\n{body}\n\nEXAMPLE\n"
        )
        cable = f"{year:02d}{post}{number}"
        write(site / f"content/cables/{cable}.txt", text)
        if number and number % 4 == 0:
            notes = (f"## ¶1\nkind: context\nid: n{at}\n{words(random, 9)}\n" for at in range(2))
            write(site / f"content/annotations/{cable}.md", "\n".join(notes))
    for name in ("Étienne Example", "River Ministry"):
        slug = name.lower().replace(" ", "-").replace("é", "e")
        head = f"---\nid: {slug}\ntype: term\nname: {name}\naliases:\n  - Old Café\n---\n"
        write(site / f"content/entities/term/{slug}.md", f"{head}{words(random, 12)}\n")
    for slug, kind in (("index", "page"), ("about", "page"), ("rivers", "essay")):
        body = "\n\n".join(
            f"## {words(random, 2)}\n\n{words(random, 9)}\n\n- {words(random, 5)}" for _ in "12"
        )
        head = f"---\ntitle: Of {words(random, 3)}\nkind: {kind}\n---\n"
        write(site / f"content/pages/{slug}.md", f"{head}{words(random, 7)}\n\n{body}\n\n## End\n")


def paragraph(number: int, random: Random) -> str:
    heading = f"THE {words(random, 2).upper()}\n{'-' * 30}\n\n" if random.random() < 0.3 else ""
    return f"{heading}{number}. (C) {words(random, random.randrange(3, 30))}."


def words(random: Random, number: int) -> str:
    return " ".join(random.choices(WORDS, k=number))


def build_in_blocks(site: Path, least: int = 9) -> None:
    """With several blocks of cables, and shards so small that most words have outlines and parts."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search_run, "_LEAST", least)
        for name, value in {"LEAST": 12, "MOST": 60, "OUTLINED": 16, "PART": 2}.items():
            patched.setattr(block, name, value)
        report = built(site)
    assert report.committed, report.diagnostics


@dataclass(frozen=True)
class Unit:
    """What can be found, by its terms in order."""

    kind: str
    id: str
    number: int
    terms: list[str]
    subject: list[str]


class Units(list[Unit]):
    """Many, of which a failing test need not tell each."""

    def __repr__(self) -> str:
        return f"{len(self)} units"


def units_of(output: Path) -> Units:
    """Every unit of a built site, from what it publishes of each page."""
    return Units(unit for file in sorted(output.rglob("passages.js")) for unit in _units_in(file))


def terms_under(heading: str, text: str) -> list[str]:
    """No phrase goes from a heading into its text."""
    return [*terms_of(heading), *[GAP] * 16, *terms_of(text)] if heading else terms_of(text)


def _units_in(file: Path) -> Iterator[Unit]:
    text = file.read_text("utf-8")
    _, says = json.loads(f"[{text.removeprefix('sitegenFound(').removesuffix(');' + chr(10))}]")
    parts = [terms_under(part[3], part[4]) for part in says["passages"]]
    if file.parts[-3] == "entities":
        yield from (Unit("entities", says["id"], at, one, parts[0]) for at, one in enumerate(parts))
        return
    if "notes" not in says:
        subject = terms_of(says["subject"])
        yield from (Unit("pages", says["id"], at, one, subject) for at, one in enumerate([subject, *parts]))
        return
    subject = terms_under(f"{says['id']} {says['id'][2:]}", says["subject"])
    yield from (Unit("cables", says["id"], at, one, subject) for at, one in enumerate([subject, *parts]))
    notes = [terms_under(part[3], part[4]) for part in says["notes"]]
    yield from (Unit("notes", says["id"], at, one, subject) for at, one in enumerate(notes, start=1))


@dataclass(frozen=True)
class Clause:
    """What must hold, or must not: words one after the other, the last of which may only be begun."""

    words: tuple[str, ...]
    is_unwanted: bool = False
    is_begun: bool = False

    def __str__(self) -> str:
        words = " ".join(self.words) + "*" * self.is_begun
        return "-" * self.is_unwanted + (f'"{words}"' if len(self.words) > 1 else words)

    @property
    def _wanted(self) -> list[tuple[str, bool]]:
        """Its words, and whether each is only begun."""
        wanted = [(word.lower(), False) for word in self.words]
        last = wanted[-1][0]
        wanted[-1] = (last, self.is_begun and len(last) > 2)
        while wanted[0][0] in STOP_WORDS:
            del wanted[0]
        while wanted[-1][0] in STOP_WORDS:
            del wanted[-1]
        return wanted

    def weight(self, terms: list[str], *, is_subject: bool) -> int:
        """How much it says in a unit, as the page on the format has it."""
        if not self.holds(terms):
            return 0
        heading = terms.index(GAP) if GAP in terms else 0
        counts: Counter[str] = Counter()
        for place, term in enumerate(terms):
            counts[term] += 3 if is_subject else 2 if place < heading else 1
        usual = 1.2 * (0.4 + 0.6 * (len(terms) - terms.count(GAP)) / 100)
        said = [
            max(count for term, count in counts.items() if _fits(term, *word))
            for word in self._wanted
            if word[0] not in STOP_WORDS
        ]
        return min(max(1, round(15 * often / (often + usual))) for often in said)

    def holds(self, terms: list[str]) -> bool:
        wanted = self._wanted
        return any(
            all(_fits(terms[at + step], *word) for step, word in enumerate(wanted))
            for at in range(len(terms) - len(wanted) + 1)
        )


def _fits(term: str, word: str, is_begun: bool) -> bool:
    if word in STOP_WORDS:
        return True
    if not is_begun:
        return term == term_of(word)
    return bool(term) and (term.startswith(word) or term in {term_of(word), *_becoming(word)})


def _becoming(word: str) -> Iterator[str]:
    for ending in ENDINGS:
        for typed in range(1, len(ending)):
            if len(word) - typed > 1 and word.endswith(ending[:typed]):
                yield term_of(word + ending[typed:])


def plainly_found(units: list[Unit], clauses: list[Clause]) -> set[tuple[str, str, int, bool]]:
    """The units that a query finds, by looking at each, and whether each has all by itself."""
    documents: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        documents.setdefault((unit.kind, unit.id), []).append(unit)
    return {
        (unit.kind, unit.id, unit.number, is_whole)
        for document in documents.values()
        for unit, is_whole in _found_in(document, clauses)
    }


def most_in(units: list[Unit], clauses: list[Clause]) -> dict[tuple[str, str], list[int]]:
    """Of each document with all of a query, the most that each clause says in it; rounded up to a level."""
    documents: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        documents.setdefault((unit.kind, unit.id), []).append(unit)
    found = {}
    for known, document in documents.items():
        if not list(_found_in(document, clauses)):
            continue
        most = (
            max(
                one.weight(document[0].subject, is_subject=True),
                *(one.weight(unit.terms, is_subject=False) for unit in document if unit.number),
                0,
            )
            for one in clauses
            if not one.is_unwanted
        )
        found[known] = [next(level for level in LEVELS if weight <= level) for weight in most]
    return found


def _found_in(document: list[Unit], clauses: list[Clause]) -> Iterator[tuple[Unit, bool]]:
    """Those that have all with the help of the subject; where none has, those that have anything. A document
    in which anything unwanted stands is left out."""
    wanted = [one for one in clauses if not one.is_unwanted]
    unwanted = [one for one in clauses if one.is_unwanted]
    texts = [document[0].subject, *(unit.terms for unit in document)]
    if any(any(map(one.holds, texts)) for one in unwanted):
        return
    if not all(any(map(one.holds, texts)) for one in wanted):
        return
    having = [unit for unit in document if any(one.holds(unit.terms) for one in wanted)]
    whole = [
        unit for unit in having if all(one.holds(unit.terms) or one.holds(unit.subject) for one in wanted)
    ]
    yield from ((unit, bool(whole)) for unit in whole or having)

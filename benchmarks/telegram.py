"""One invented cable in true form: envelope, header, paragraphs, page breaks, signature, residue."""

import re
from datetime import datetime
from itertools import accumulate
from math import exp
from random import Random
from typing import NamedTuple

from invented import Language

from sitegen.cable.vocabulary import Post, Vocabulary

MIDDLE, SPREAD = 8_000, 0.65  # bytes: the median, and how far sizes go (the sigma of a log-normal)
LEAST, MOST = 2_000, 60_000
OVERHEAD = 1_500  # of a header, marks and headings, about
SECTION = 6_000  # characters that one transmission holds
FIRST_TAGS = ("PREL", "PGOV", "ECON", "PHUM", "ETRD", "PTER", "EFIN", "MARR", "KDEM", "SOCI", "EAID", "CVIS")
TITLES = {"embassy": "AMEMBASSY", "consulate": "AMCONSUL"}
LEVELS = {  # how often; the line; the ZNY line's letters; marks of paragraphs, the usual first
    "U": (25, "UNCLAS", "ZNR UUUUU ZZH", ("U", "U", "U")),
    "SBU": (25, "UNCLAS", "ZNR UUUUU ZZH", ("SBU", "SBU", "U")),
    "C": (40, "C O N F I D E N T I A L", "ZNY CCCCC ZZH", ("C", "C", "SBU")),
    "S": (10, "S E C R E T", "ZNY SSSSS ZZH", ("S", "C", "S/NF")),
}
PRECEDENCES = {"R": "ROUTINE", "P": "PRIORITY", "O": "IMMEDIATE"}
CLASSIFIERS = ("Ambassador", "DCM", "Political Counselor", "Consul General", "Econ Chief")
_LINE = re.compile(r"(\S.{0,62}\S|\S)(?: +|$)")  # a line of up to 64 characters


class CableName(NamedTuple):
    """The parts of an id."""

    year: int
    post: Post
    number: int

    def __str__(self) -> str:
        return f"{self.year % 100:02d}{self.post.key}{self.number}"


class Telegram(NamedTuple):
    """A cable's text, and the first words of each paragraph, for who wants to write about them."""

    text: str
    openings: list[str]


class Tables(NamedTuple):
    """What headers are drawn from."""

    posts: list[Post]
    routes: dict[str, str]
    tags: list[str]
    tag_weights: list[float]


def tables_of(vocabulary: Vocabulary, rng: Random) -> Tables:
    """The project's own posts and TAGS; the order of both is the seed's, and the routes are invented."""
    posts = [post for post in vocabulary.posts.values() if post.kind in TITLES]
    kinds = ("subject", "program", "organization")
    known = [tag.code for tag in vocabulary.tags.values() if tag.kind in kinds and tag.name]
    rest = [code for code in known if code not in FIRST_TAGS]
    tags = [code for code in FIRST_TAGS if code in known] + rng.sample(rest, len(rest))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    routes = {
        post.key: f"RUEH{letters[at // 26 % 26]}{letters[at % 26]}{letters[at % 23]}"
        for at, post in enumerate(posts)
    }
    weights = accumulate(1 / (rank + 1) for rank in range(len(tags)))
    return Tables(rng.sample(posts, len(posts)), routes, tags, list(weights))


class Writer:
    """Writes one cable after the other; what it draws depends on the seed and on the cables before."""

    def __init__(self, rng: Random, language: Language, tables: Tables) -> None:
        self.rng, self.language, self.tables = rng, language, tables
        self.kinds = list(LEVELS)
        self.often = list(accumulate(LEVELS[kind][0] for kind in self.kinds))

    def telegram(
        self, name: CableName, sent: datetime, cited: list[CableName], mentions: list[str]
    ) -> Telegram:
        """`mentions` are sentences that name somebody; they are spread over the paragraphs."""
        rng = self.rng
        level = rng.choices(self.kinds, cum_weights=self.often)[0]
        size = min(MOST, max(LEAST, int(MIDDLE * exp(rng.gauss(0, SPREAD)))))
        paragraphs = self._paragraphs(size - OVERHEAD, mentions)
        body = self._body(paragraphs, level, "¶" if rng.random() < 0.4 else "")
        sections = 1 + len(body) // SECTION
        header = self._header(name, sent, cited, level, sections)
        pages = _paged(body, f"{name.post.name.upper()[:10]} {name.number:08d}", sections)
        end = "\n\n\nNNNN\n" if rng.random() < 0.1 else "\n"
        text = f"{header}\n{pages}{rng.choice(self.language.surnames).upper()}{end}"
        return Telegram(text, [" ".join(one.split(" ", 6)[:6]) for one in paragraphs])

    def _paragraphs(self, size: int, mentions: list[str]) -> list[str]:
        """Sentences by the paragraph; the first and the last are framed."""
        rng, sentences = self.rng, self.language.sentences
        paragraphs = []
        while size > 0:
            text = " ".join(rng.choices(sentences, k=rng.randrange(4, 15)))
            paragraphs.append(text)
            size -= len(text)
        for mention in mentions:
            at = rng.randrange(len(paragraphs))
            paragraphs[at] = f"{paragraphs[at]} {mention}"
        paragraphs[0] = f"Summary: {paragraphs[0]} End summary."
        if len(paragraphs) > 2:
            paragraphs[-1] = f"Comment: {paragraphs[-1]} End comment."
        return paragraphs

    def _body(self, paragraphs: list[str], level: str, sign: str) -> str:
        rng, marks = self.rng, LEVELS[level][3]
        pieces = []
        for number, text in enumerate(paragraphs, 1):
            if number > 1 and rng.random() < 0.3:
                heading = rng.choice(self.language.titles)[:60]
                pieces.append(f"{heading}\n{'-' * len(heading)}\n\n")
            pieces.append(_LINE.sub(r"\1\n", f"{sign}{number}. ({marks[rng.randrange(3)]}) {text}"))
            if rng.random() < 0.08:
                items = rng.choices(self.language.sentences, k=3)
                pieces += [_LINE.sub(r"\1\n", f"-- {item}") for item in items]
            pieces.append("\n")
        return "".join(pieces)

    def _header(
        self, name: CableName, sent: datetime, cited: list[CableName], level: str, sections: int
    ) -> str:
        rng, tables = self.rng, self.tables
        _, words, security, _ = LEVELS[level]
        letter, precedence = rng.choice(tuple(PRECEDENCES.items()))
        copies = rng.sample(tables.posts, rng.randrange(1, 7))
        route, post = tables.routes[name.post.key], name.post.name.upper()
        part = f" SECTION 01 OF {sections:02d}" if sections > 1 else ""
        lines = [
            f"VZCZCX{'RO' if sections > 1 else 'YZ'}{rng.randrange(10_000):04d}",
            f"{letter}{letter} {' '.join(tables.routes[copy.key] for copy in copies)}",
            f"DE {route} #{name.number:04d}{'/01' if sections > 1 else ''} {sent:%j%H%M}",
            security,
            f"{letter} {sent:%d%H%MZ %b %y}".upper(),
            f"FM {_sender(name.post)}",
            f"TO RUEHC/SECSTATE WASHDC {precedence} {rng.randrange(10_000):04d}",
            *_copied(copies, tables, rng),
            f"{words}{part} {post} {name.number:06d} \n\nSIPDIS \n",
            *(["SENSITIVE \n"] if level == "SBU" else []),
            *self._order(sent, level),
            f"TAGS: {(', ' if rng.random() < 0.3 else ' ').join(self._tags(name.post))}",
            f"SUBJECT: {rng.choice(self.language.titles).upper()} \n",
            *_references(cited, name),
            *self._classifier(level),
        ]
        return "\n".join(lines) + "\n"

    def _order(self, sent: datetime, level: str) -> list[str]:
        old = sent.year < 1996
        if level in ("U", "SBU"):
            return [f"E.O. {12356 if old else 12958}: N/A "]
        until = sent.replace(year=sent.year + 10, day=min(sent.day, 28))
        return ["E.O. 12356: DECL: OADR " if old else f"E.O. 12958: DECL: {until:%m/%d/%Y} "]

    def _tags(self, post: Post) -> list[str]:
        rng, tables = self.rng, self.tables
        drawn = rng.choices(tables.tags, cum_weights=tables.tag_weights, k=rng.randrange(2, 6))
        return list(dict.fromkeys([*drawn, *filter(None, [post.geo_tag])]))

    def _classifier(self, level: str) -> list[str]:
        if level in ("U", "SBU"):
            return []
        rng = self.rng
        name = f"{rng.choice('ABCDEFGHJKLMNPRST')}. {rng.choice(self.language.surnames)}"
        return [f"Classified By: {rng.choice(CLASSIFIERS)} {name} for reasons 1.4 (b) and (d). \n"]


def _sender(post: Post) -> str:
    return f"{TITLES[post.kind]} {post.name.upper()}"


def _copied(copies: list[Post], tables: Tables, rng: Random) -> list[str]:
    written = [f"{tables.routes[copy.key]}/{_sender(copy)} {rng.randrange(10_000):04d}" for copy in copies]
    return [f"INFO {written[0]}", *written[1:]]


def _references(cited: list[CableName], name: CableName) -> list[str]:
    """`REF: A. ASTANA 1848`; the year is written where it is another than the cable's own."""
    items = [
        f"{'' if one.year == name.year else f'{one.year % 100:02d} '}{one.post.name.upper()} {one.number}"
        for one in cited
    ]
    if len(items) < 2:
        return [f"REF: {item} \n" for item in items]
    lettered = [f"{chr(65 + at)}. {item} " for at, item in enumerate(items)]
    return ["REF: " + "\n     ".join(lettered) + "\n"]


def _paged(body: str, stamp: str, sections: int) -> str:
    """The body with a line of the machine's wherever a section ends, in mid-sentence as they do."""
    if sections == 1:
        return body
    pieces, start = [], 0
    for section in range(2, sections + 1):
        end = body.index("\n", (section - 1) * SECTION - 300) + 1
        pieces += [body[start:end], f"\n{stamp} {section:03d} OF {sections:03d} \n\n"]
        start = end
    return "".join(pieces) + body[start:]

"""The glossary: what abbreviations, captions, precedences and marks mean; and where a cable uses them.

The rows are those of `data/glossary.csv`, each with its source, and over them those of the site's own
`content/glossary.csv`: a row there takes the place of ours of the same kind, term and country, and
`none` for a meaning takes ours out.

In a cable the first use of an abbreviation is explained, and no other: whole words, in their own
capitals, and never in a text of capitals, where ICE may be ice. What editors say of the same words,
and whatever else is linked there, comes first.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from enum import StrEnum
from typing import NamedTuple

import ahocorasick_rs

from sitegen.cable.anchor import Anchors, slug_of
from sitegen.cable.model import Anchor, Cable, Paragraph
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic
from sitegen.note.manuscript import Manuscript, manuscript_of
from sitegen.note.name import is_in_capitals
from sitegen.note.near import did_you_mean, listed
from sitegen.note.table import QUOTES, column_of, header_of, other_separator, rows_of

NEEDED = ("term", "kind", "meaning")
COLUMNS = (*NEEDED, "explanation", "also", "country", "in_text", "source")
NONE = "none"
_GEO = re.compile("[A-Z]{2}", re.IGNORECASE)


class GlossKind(StrEnum):
    """What a row explains."""

    PRECEDENCE = "precedence"
    MARKING = "marking"  # a level, or what stands behind it: S, NF
    CAPTION = "caption"
    HEADER = "header"  # what else a header says: DTG, ZNR
    ACRONYM = "acronym"
    TERM = "term"
    TAG = "tag"  # only of the site: ours are in tags.csv


IN_TEXT = (GlossKind.ACRONYM, GlossKind.TERM)
"""What is looked for in paragraphs."""


class Gloss(NamedTuple):
    """One row. `also` are other spellings; `country` is the geo TAG of the posts that mean it so."""

    kind: GlossKind
    term: str
    meaning: str  # "" takes the row of this key out
    explanation: str = ""
    also: tuple[str, ...] = ()
    country: str = ""
    in_text: bool = True
    id: str = ""  # on the page of the glossary

    @property
    def key(self) -> str:
        return key_of(self.kind, self.term, self.country)

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.term, *self.also)


class TermUse(NamedTuple):
    """Words of a paragraph that the glossary explains: offsets in `Paragraph.text`."""

    anchor: Anchor
    start: int
    end: int
    key: str


Stretch = tuple[int, int]


def key_of(kind: GlossKind, term: str, country: str = "") -> str:
    """What a row is looked up by."""
    return f"{kind} {term}{f' @{country}' if country else ''}"


def read_glossary(text: str, path: str) -> tuple[tuple[Gloss, ...], tuple[Diagnostic, ...]]:
    """The rows of a file, and what was wrong with it; a row with a fault is left out."""
    manuscript = manuscript_of(text, path)
    try:
        rows = tuple(rows_of(manuscript))
    except csv.Error as error:
        message = f"this file is no CSV: {error}"
        return (), (manuscript.problem("glossary-unreadable", manuscript.place(1), message, QUOTES),)
    header = header_of(rows[0][1]) if rows else []
    if problems := tuple(_header_problems(header, manuscript)) if rows else ():
        return (), problems
    glosses: dict[str, Gloss] = {}
    found: list[Diagnostic] = []
    for line, cells in rows[1:]:
        row = dict.fromkeys(COLUMNS, "") | dict(zip(header, map(str.strip, cells), strict=False))
        faults = list(_row_problems(row, header, cells, line, manuscript))
        faults += () if faults else _country_problems(row, line, manuscript)
        gloss = None if faults else _gloss(row)
        if gloss and gloss.key in glosses:
            message = f"{gloss.term!r} is explained above already; this row is left out"
            faults.append(manuscript.problem("glossary-row", manuscript.place(line), message))
        elif gloss:
            glosses[gloss.key] = gloss
        found += faults
    return tuple(glosses.values()), tuple(found)


def merged(ours: Iterable[Gloss], theirs: Iterable[Gloss]) -> tuple[Gloss, ...]:
    """Our rows, each in its place, under those of the site; each with its id."""
    rows = {one.key: one for one in ours} | {one.key: one for one in theirs}
    names = Anchors()
    kept = (one for one in rows.values() if one.meaning)
    return tuple(one._replace(id=names.unique(_slug(one))) for one in kept)


def _slug(one: Gloss) -> str:
    return "-".join(filter(None, (one.kind, slug_of(one.term) or "x", one.country.lower())))


def _header_problems(header: list[str], manuscript: Manuscript) -> Iterator[Diagnostic]:
    if separator := other_separator(manuscript.lines[0]):
        message = f"the first line is not {','.join(NEEDED)}"
        yield manuscript.problem("glossary-unreadable", manuscript.place(1), message, separator)
        return
    for name in header:
        if name and name not in COLUMNS:
            column = column_of(manuscript.lines[0], header.index(name))
            place = manuscript.place(1, column, len(name))
            hint = did_you_mean(name, COLUMNS) or f"the columns are {listed(COLUMNS)}"
            yield manuscript.problem("glossary-unreadable", place, f"no column is called {name!r}", hint)
    if missing := [name for name in NEEDED if header.count(name) != 1]:
        message = f"the first line must name each of these once: {', '.join(missing)}"
        yield manuscript.problem("glossary-unreadable", manuscript.place(1), message, ",".join(NEEDED))


def _row_problems(
    row: Mapping[str, str], header: list[str], cells: list[str], line: int, manuscript: Manuscript
) -> Iterator[Diagnostic]:
    def problem(name: str, message: str, hint: str = "") -> Diagnostic:
        index = header.index(name) if name in header else 0
        place = manuscript.place(line, column_of(manuscript.lines[line - 1], index), len(row[name]))
        return manuscript.problem("glossary-row", place, message, hint)

    if any(cell.strip() for cell in cells[len(header) :]):
        yield problem("term", "this row has more cells than columns", QUOTES)
    if not row["term"]:
        yield problem("term", "this row explains no term")
    if row["kind"] not in tuple(GlossKind):
        hint = did_you_mean(row["kind"], GlossKind) or f"write {listed(GlossKind, 'or')}"
        message = f"no kind is called {row['kind']!r}" if row["kind"] else "this row says no kind"
        yield problem("kind", message, hint)
    if not row["meaning"]:
        yield problem("meaning", "this row gives no meaning", f"write {NONE} to take a term out")
    if row["in_text"] not in ("", "yes", "no"):
        yield problem("in_text", f"{row['in_text']!r} is neither yes nor no")
    if row["kind"] in IN_TEXT and row["in_text"] != "no" and row["term"]:
        for spelling in (row["term"], *_split(row["also"])):
            if sum(map(str.isalnum, spelling)) < 2:
                message = f"{spelling!r} stands for too much to be looked for"
                where = "term" if spelling == row["term"] else "also"
                yield problem(where, message, "write no in the column in_text")


def _country_problems(row: Mapping[str, str], line: int, manuscript: Manuscript) -> Iterator[Diagnostic]:
    """A country's name would be nobody's TAG, and its row would never be used."""
    if row["country"] and not _GEO.fullmatch(row["country"]):
        message, hint = f"{row['country']!r} is no geographic TAG", "write its two letters, as KG"
        yield manuscript.problem("glossary-row", manuscript.place(line), message, hint)


def _gloss(row: Mapping[str, str]) -> Gloss:
    return Gloss(
        kind=GlossKind(row["kind"]),
        term=row["term"],
        meaning="" if row["meaning"].casefold() == NONE else row["meaning"],
        explanation=row["explanation"],
        also=_split(row["also"]),
        country=row["country"].upper(),
        in_text=row["kind"] in IN_TEXT and row["in_text"] != "no",
    )


def _split(also: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, also.split(";"))))


class TermFinder:
    """All spellings of all abbreviations, looked for at once."""

    def __init__(self, glossary: Iterable[Gloss] = ()) -> None:
        by_spelling: dict[str, dict[str, Gloss]] = defaultdict(dict)
        for one in glossary:
            for spelling in one.spellings if one.in_text else ():
                by_spelling[spelling].setdefault(one.country, one)
        self._by_spelling = list(by_spelling.items())
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_spelling))

    def uses(
        self, cable: Cable, vocabulary: Vocabulary, spoken_for: Mapping[Anchor, Set[Stretch]]
    ) -> tuple[TermUse, ...]:
        """The first use of each in a cable, in reading order, clear of words that are `spoken_for`; an
        abbreviation that is itself the name of an entity there is explained by that."""
        if not self._by_spelling:
            return ()
        post = vocabulary.posts.get(cable.id.post) if cable.id else None
        country = post.geo_tag if post else ""
        found: dict[str, TermUse | None] = {}
        for paragraph in cable.paragraphs:
            new = [one for one in self._in(paragraph, country) if one[2].key not in found]
            if not new or is_in_capitals(paragraph.text):
                continue
            stretches = spoken_for.get(paragraph.anchor, frozenset())
            taken = bytearray(len(paragraph.text))
            for start, end in stretches:
                taken[start:end] = b"\x01" * (end - start)
            for start, end, gloss in new:
                if gloss.key in found:
                    continue
                if not any(taken[start:end]):
                    found[gloss.key] = TermUse(paragraph.anchor, start, end, gloss.key)
                elif (start, end) in stretches:
                    found[gloss.key] = None
        return tuple(filter(None, found.values()))

    def _in(self, paragraph: Paragraph, country: str) -> Iterator[tuple[int, int, Gloss]]:
        """Whole words only, the longest first, and none within another."""
        text = paragraph.text
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        reached = 0
        for index, start, end in sorted(matches, key=lambda one: (one[1], -one[2])):
            gloss = self._meant(index, country)
            if gloss and start >= reached and _is_whole(text, start, end):
                yield start, end, gloss
                reached = end

    def _meant(self, index: int, country: str) -> Gloss | None:
        """What a spelling stands for in cables of a country's posts."""
        _, meanings = self._by_spelling[index]
        return meanings.get(country) or meanings.get("")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether words begin and end here; behind them may be a plural "s"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before.isalnum() or before == "_"):
        return False
    if after == "s":
        after = text[end + 1 : end + 2]
    return not (after.isalnum() or after == "_")

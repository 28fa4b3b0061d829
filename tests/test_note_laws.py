"""The laws of notes, as properties: reading never fails, and what is found is what is there."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from cable_record import VOCABULARY
from cables import cable_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from sitegen.cable.model import Cable, CableId
from sitegen.diagnostic import CODES, Place
from sitegen.note.annotation import Annotation, AnnotationKind, read_annotations
from sitegen.note.citation import citations
from sitegen.note.comment import without_comments
from sitegen.note.decision import read_decisions
from sitegen.note.entity import Alias, Entity, EntityType, read_entity
from sitegen.note.folding import Folded, fold_name, fold_quote
from sitegen.note.front_matter import read_front_matter
from sitegen.note.markdown import html_of, links_of, plain_of
from sitegen.note.mention import NameFinder
from sitegen.note.partial_date import first_day, last_day
from sitegen.note.placing import place
from sitegen.note.prose import read_prose
from sitegen.note.target import Target, TargetKind, read_target
from sitegen.settings import Status

ASTANA = CableId(2007, "ASTANA", 1848)

# The pieces that our formats are made of; text of them meets the corners of the formats.
SYNTAX = """
--- ## ¶3 ¶3-4 "words" (2) ref [ ] { } [[ ]] | ``` ~~~ <!-- --> a: - : &a *a !!x ' " İ ß \u0301 , [^1]
[^1]: ![ ](x) ^[ <b> |---| # > text para refs reftel septel
"""
PHRASES = "kind: context|by:|ref B|a: b|only_in|aliases: [|para 3|refs A and B|06 ASTANA 12|Nur Otan"
BLANKS = ("\n", " ", "\t", "\r\n", "\ufeff", "\x00")
PIECES = st.sampled_from((*SYNTAX.split(), *PHRASES.split("|"), *BLANKS))
ODD = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
WORDS = st.lists(
    st.sampled_from(["Nur", "Otan", "nur", "party", "Plaza", "'s", "-", " ", "  ", ".", "s", "İ"]),
    max_size=30,
)


def entity(entity_id: str, *names: str, kind: EntityType = EntityType.ORGANIZATION) -> Entity:
    aliases = tuple(map(Alias, names[1:]))
    return Entity(entity_id, kind, names[0], aliases, (), (), "", Place("x.md", 1, 1), 1)


@given(ODD)
@settings(max_examples=300)
def test_reading_never_fails(text: str) -> None:
    told = [
        *read_front_matter(text, "x.md")[1],
        *read_annotations(text, "x.md", ASTANA, Status.PUBLISHED)[1],
        *read_entity(text, "person/x.md", VOCABULARY)[1],
        *read_decisions(text, "x.csv", VOCABULARY)[1],
        *read_prose(text, "x.md")[1],
    ]
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in told:
        assert problem.code in CODES
        assert problem.place.line <= len(lines)
        assert problem.place.line == 0 or problem.place.column <= len(lines[problem.place.line - 1]) + 1


@given(ODD)
@settings(max_examples=300)
def test_a_head_never_fails(text: str) -> None:
    head, _ = read_front_matter(f"---\n{text}\n---\nbody", "x.md")
    assert head.body.endswith("body")


@pytest.mark.parametrize("piece", ["[", "{", "- ", "? ", "{a: ", "[["])
def test_a_head_nested_without_end_is_told_not_fatal(piece: str) -> None:
    head, problems = read_front_matter("---\n" + piece * 20_000 + "\n---\nbody", "x.md")
    assert head.body == "body"
    assert [problem.code for problem in problems] == ["front-matter-syntax"]


@given(ODD)
@example("[[\0]]")
@settings(max_examples=300)
def test_markdown_never_fails_and_lets_no_tag_through(text: str) -> None:
    html = str(html_of(text, lambda _: None, "n-x"))
    assert "<script" not in html
    assert "<b>" not in html
    plain_of(text)
    lines = text.split("\n")
    for link in links_of(text, "x.md", 5):
        shown = lines[link.place.line - 5][link.place.column - 1 :]
        assert shown.startswith("[[")


@given(ODD)
@settings(max_examples=300)
def test_citations_are_in_order_apart_and_not_empty(text: str) -> None:
    cable = cable_of("REF A: 06 ASTANA 12\nREF B: X\n\n¶3. Y.\n\n¶1. " + text.replace("\n", " "))
    found = citations(cable, VOCABULARY)
    for one, two in pairwise(found):
        assert one.anchor != two.anchor or one.end <= two.start
    assert all(one.start < one.end for one in found)


@given(st.one_of(st.text(max_size=120), WORDS.map("".join)))
@example("bolts…")
@example("bolts… found")
@settings(max_examples=300)
@pytest.mark.parametrize("fold", [fold_quote, fold_name])
def test_a_folded_text_remembers_where_it_came_from(fold: object, text: str) -> None:
    folded = fold(text)  # type: ignore[operator]
    assert isinstance(folded, Folded)
    places = [folded.span(offset, offset + 1) for offset in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.text("ab 7%-\"'“”\n—…", min_size=1, max_size=80), st.data())
@settings(max_examples=200)
def test_a_passage_is_the_words_of_its_quote(text: str, data: st.DataObject) -> None:
    """Any stretch of a paragraph, quoted exactly, is placed on those very words."""
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))].strip()
    cable = one_paragraph(text)
    if quote:
        placed, problems = place(note_on(quote), cable)
        assert placed
        (passage,) = placed.passages
        assert text[passage.start : passage.end] == quote
        assert {problem.code for problem in problems} <= {"annotation-ambiguous"}


@given(st.text(max_size=60), st.text(min_size=1, max_size=30))
@settings(max_examples=200)
def test_placing_never_fails_and_says_why_not(text: str, quote: str) -> None:
    placed, problems = place(note_on(quote), one_paragraph(text))
    assert placed or problems


@given(WORDS.map("".join))
@settings(max_examples=300)
def test_mentions_are_apart_whole_and_the_longest_wins(text: str) -> None:
    finder = NameFinder(
        [entity("a", "Nur Otan", "Otan"), entity("b", "Nur Otan party"), entity("c", "Plaza", "Otan")]
    )
    cable = one_paragraph(text)
    findings = finder.findings(cable)
    spans = sorted((item.start, item.end) for item in (*findings.mentions, *findings.ambiguities))
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    for mention in findings.mentions:
        words = fold_name(text[mention.start : mention.end]).text
        assert not text[mention.end : mention.end + 1].isalnum()
        if mention.entity == "a":
            assert words.rstrip("s") in ("Nur Otan", "Otan")
            assert not fold_name(text[mention.start :]).text.startswith("Nur Otan party ")
    for doubt in findings.ambiguities:
        assert doubt.entities == ("a", "c")


def test_ten_thousand_names_and_mentions_take_no_time() -> None:
    """20,000 names, 10,000 mentions in one cable: a second or two, not minutes."""
    known = [
        entity(f"e-{n}", f"Name{n} Surname{n}", f"Surname{n}", kind=EntityType.PERSON) for n in range(10_000)
    ]
    cable = one_paragraph(" and ".join(f"Name{n} Surname{n}" for n in range(10_000)))
    assert len(NameFinder(known).findings(cable).mentions) == 10_000


def test_ten_thousand_pointers_take_no_time() -> None:
    """In one paragraph of half a million characters: moments, not minutes."""
    cable = cable_of("¶3. Y.\n\n¶1. " + "The minister spoke at length, as para 3 says. " * 10_000)
    assert len(citations(cable, VOCABULARY)) == 10_000


@given(ODD)
@settings(max_examples=300)
def test_a_text_without_comments_has_its_lines(text: str) -> None:
    plain = without_comments(text)
    assert plain.count("\n") == text.count("\n")
    assert without_comments(plain) == plain
    if "`" not in text and "~" not in text and "\\" not in text:
        assert "<!--" not in plain


@given(st.text(max_size=40))
def test_a_target_is_read_or_not_and_never_fails(text: str) -> None:
    target = read_target(text)
    assert target is None or target.kind in TargetKind


@given(st.integers(1, 999), st.integers(0, 50), st.text("abc %", max_size=10).map(str.split).map(" ".join))
def test_a_target_means_what_it_says(first: int, more: int, quote: str) -> None:
    last = "" if quote or not more else f"-{first + more}"
    words = f' "{quote}"' if quote else ""
    target = read_target(f"¶{first}{last}{words}")
    assert target == Target(TargetKind.PARAGRAPH, first, first + more if last else first, quote)


@given(st.dates(date(1000, 1, 1)))
def test_a_partial_date_holds_its_days(day: date) -> None:
    for text in (f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"):
        first, last = first_day(text.zfill(4)), last_day(text.zfill(4))
        assert first
        assert last
        assert first <= day <= last


def one_paragraph(text: str) -> Cable:
    cable = cable_of("¶1. X")
    return replace(cable, body=(structs.replace(cable.paragraphs[0], text=text),))


def note_on(quote: str) -> Annotation:
    target = Target(TargetKind.PARAGRAPH, 1, 1, quote)
    where = Place("x.md", 1, 1)
    facts = AnnotationKind.CONTEXT, Status.PUBLISHED, "", None, "Body.", where, 2
    return Annotation(ASTANA, "x", target, *facts)

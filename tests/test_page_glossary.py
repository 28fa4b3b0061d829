"""The glossary: what its page says, and that whatever leads there arrives."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

import html5lib
import pytest
from cables import cable_of
from conftest import ROOT
from page_site import FIRST, NOTES, VOCABULARY, annotated_of, edition_of, printed, sheets_of, theme_of

from sitegen.cable.caption import read_captions
from sitegen.cable.dtg import PRECEDENCES
from sitegen.cable.model import Level
from sitegen.note.annotated import AnnotatedCable, annotate
from sitegen.note.glossary import COLUMNS, Gloss, GlossKind, TermFinder, key_of, merged, read_glossary
from sitegen.note.mention import NameFinder
from sitegen.page.badge import mark_of
from sitegen.site.packaged import glossary
from sitegen.site.tables import vocabulary
from sitegen.source_text import SourceText

TABLE = ROOT / "sitegen/data/glossary.csv"
OURS = merged(glossary(), ())
PAGE = "glossary/index.html"


def site_of(cables: Iterable[AnnotatedCable], glosses: tuple[Gloss, ...] = OURS) -> dict[str, str]:
    edition = edition_of(cables, glosses=glosses)
    return printed(sheets_of(cables, edition), theme_of())


def explained(text: str, glosses: tuple[Gloss, ...] = OURS) -> AnnotatedCable:
    finder = TermFinder(glosses)
    found, _ = annotate(cable_of(text), SourceText(""), (), NameFinder(()), VOCABULARY, finder)
    return found


def test_each_row_of_ours_is_sound_and_names_its_source() -> None:
    text = TABLE.read_text(encoding="utf-8")
    _, problems = read_glossary(text, "glossary.csv")
    assert problems == ()
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert all(row["source"] for row in rows)
    assert all(row["country"] in vocabulary().tags for row in rows if row["country"])


def test_what_the_parser_knows_is_explained() -> None:
    keys = {one.key for one in OURS}
    assert {key_of(GlossKind.PRECEDENCE, words) for words in PRECEDENCES.values()} <= keys
    assert {key_of(GlossKind.MARKING, level.code) for level in Level} <= keys
    for caption in (one for one in OURS if one.kind is GlossKind.CAPTION):
        assert read_captions(caption.term) == (caption.term,)


def test_the_page_explains_all_and_each_has_an_address() -> None:
    page = site_of([annotated_of(FIRST)])[PAGE]
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {one.id for one in OURS} <= set(ids)
    assert ids.index("precedence-routine") < ids.index("precedence-flash") < ids.index("captions")
    assert ids.index("acronym-a-s") < ids.index("acronym-mfa") < ids.index("acronym-wmd")
    terms = {
        "".join(one.find("dt").itertext()): "".join(one.find("dd").itertext())
        for one in tree.iter("div")
        if one.find("dt") is not None
    }
    assert terms["ROUTINE"].startswith("For traffic")
    assert terms["PGOV"] == "Internal governmental affairs"
    assert "XQZZ" not in terms  # in the cable, and known to no table
    assert '<a href="../tags/PGOV/">PGOV</a>' in page


def test_what_leads_to_the_glossary_arrives() -> None:
    cable = annotated_of(
        FIRST.replace("Three things fell", "Three things fell on the MFA and the MFA"),
        NOTES,
        terms=TermFinder(OURS),
    )
    site = site_of([cable])
    tree = html5lib.parse(site["cable/07EXAMPLETOWN12/index.html"], namespaceHTMLElements=False)
    led = [
        (link.get("href").partition("#")[2], "".join(link.itertext()))
        for link in tree.iter("a")
        if "glossary/#" in link.get("href", "")
    ]
    assert led == [
        ("marking-c", "CONFIDENTIAL"),
        ("precedence-routine", "Routine"),
        ("caption-sipdis", "SIPDIS"),
        ("caption-exercise", "EXERCISE"),
        ("marking-c", "C"),
        ("marking-s", "S/NF"),
        ("acronym-mfa", "MFA"),
        ("marking-u", "U"),
    ]
    assert all(f'id="{name}"' in site[PAGE] for name, _ in led)
    (abbr,) = [one for one in tree.iter("abbr") if one.text == "MFA"]
    assert abbr.get("title") == "ministry of foreign affairs"


def test_the_site_has_the_last_word() -> None:
    rows = ("SIPDIS,caption,for the drill only", "PGOV,tag,Parish affairs", "ROUTINE,precedence,none")
    theirs, problems = read_glossary("\n".join(("term,kind,meaning", *rows)), "content/glossary.csv")
    assert problems == ()
    site = site_of([annotated_of(FIRST)], merged(glossary(), theirs))
    page = site["cable/07EXAMPLETOWN12/index.html"]
    assert "for the drill only" in page
    assert "SIPRNet distribution" not in page + site[PAGE]
    assert "Parish affairs" in page
    assert "Parish affairs" in site["tags/PGOV/index.html"]
    assert "precedence-routine" not in page + site[PAGE]


@pytest.mark.parametrize("mark", ["S/NF", "C"])
def test_only_the_first_mark_of_its_kind_leads_away(mark: str) -> None:
    body = "\n\n".join(f"{number}. ({mark}) Words." for number in range(1, 5))
    cable = annotated_of(re.sub(r"1\. \(C\).*It was wet\.", body, FIRST, flags=re.S))
    assert len({one.marking for one in cable.cable.paragraphs}) == 1
    page = site_of([cable])["cable/07EXAMPLETOWN12/index.html"]
    assert page.count(f">{mark}</abbr>") == 4
    assert page.count('<a class="term"') == 1


def test_a_mark_says_what_it_did() -> None:
    (one, *_) = explained("¶1. (S) Words.").cable.paragraphs
    assert mark_of(one.marking) == ("S", "S", "Secret", "")


def test_ten_thousand_uses_in_one_cable_are_one_link() -> None:
    text = "¶1. " + "the MFA said " * 10_000
    assert len(explained(text).terms) == 1


def test_the_sample_shows_a_term_of_its_own(sample: Path) -> None:
    page = (sample / "cable/07ASTANA1848/index.html").read_text(encoding="utf-8")
    assert page.count('href="../../glossary/#term-administrative-resources"') == 1
    assert 'id="term-administrative-resources"' in (sample / PAGE).read_text(encoding="utf-8")

"""Law 1: each non-blank character of a record belongs to exactly one part, for any input whatever."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from cable_record import ROOT, SEED, read, text_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.cable.account import parts_of, unparsed_share
from sitegen.cable.model import Cable, PartKind

WORKING_SET = ROOT.parent / "shared" / "cables"
CABLES = sorted(WORKING_SET.glob("*.txt"))
EXERCISES = sorted((ROOT / "content/cables").rglob("*.txt"))

FRAGMENTS = (
    "VZCZCXRO6149",
    "PP RUEHDBU",
    "DE RUEHTA #1848/01 1900009",
    "ZNY CCCCC ZZH",
    "P 090009Z JUL 07",
    "P 990099Z XXX 07",
    "FM AMEMBASSY ASTANA",
    "TO RUEHC/SECSTATE WASHDC//SCA/ PRIORITY 0007",
    "INFO RUEHNO/USMISSION USNATO 2224",
    "C O N F I D E N T I A L SECTION 01 OF 03 ASTANA 001848",
    "UNCLAS",
    "SIPDIS",
    "NOFORN SIPDIS",
    "EXERCISE EXERCISE EXERCISE",
    "E.O. 12958: DECL: 07/06/2017",
    "E.O. 12958: DECL: 99/99/9999 TAGS: PGOV SUBJECT: X REF: A. Y 1",
    "TAGS: [PGOV](#) [KZ](#)",
    "TAGS: OVIP (A, B), \\",
    "SUBJECT: A SUBJECT THAT WRAPS ON",
    "REF: A. STATE 1  ¶B. 06 PARIS 2",
    "Classified By: CDA Kevin Milas, reasons 1.",
    "4 (b) and (d).",
    "1. (C) Summary: Text. End summary.",
    "11. (C) (Note: text",
    "¶12. (S//NF) text, which goes on with",
    "110, (SBU) text",
    "1) (U) text",
    "2.",
    "a. item",
    "¶A. item",
    "-- item",
    "(S) marked",
    "Monday     12     fair",
    "-------",
    "------- Heading -------",
    "//HEADING//",
    "* * * * * ** **********",
    "HEADING IN CAPITALS",
    "Comment",
    "ASTANA 00001848 002 OF 003",
    "text PAGE 02 HARARE 06677 01 OF 03 291400Z text",
    "CONFIDENTIAL",
    "XXXXXXXXXXXX",
    "costs \\$50 \\- or",
    "said so. MILAS",
    "MILAS",
    "NNNN",
    "...",
    "",
    " \t ",
    "\u00a0\u2028\u0085\x1c\x00\ufeff",
)
lines = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=30))
ends = st.sampled_from(("\n", "\n\n", "\r\n", "\r", " ", "\f\n", ""))
# Letters that fold to ASCII ones, which a pattern that ignores case takes for them.
lookalikes = st.sampled_from(({}, str.maketrans("sSkK", "ſſKK"), str.maketrans("iI", "ıİ")))
cable_like = st.builds(
    lambda pairs, table: "".join(line + end for line, end in pairs).translate(table),
    st.lists(st.tuples(lines, ends), max_size=40),
    lookalikes,
)


def assert_accounted(text: str, cable: Cable) -> None:
    """Sorted, disjoint, trimmed, and nothing but blanks outside."""
    reached = 0
    for kind, (start, end) in cable.parts:
        assert isinstance(kind, PartKind)
        assert reached <= start < end <= len(text)
        assert not text[reached:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        reached = end
    assert not text[reached:].strip()


def assert_sound(text: str, cable: Cable) -> None:
    """The account, and what the pages build on: spans apart and in place, ids unique, blocks in order."""
    assert_accounted(text, cable)
    spans = sorted(span for paragraph in cable.paragraphs for span in paragraph.spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    paragraphs = {part.span for part in cable.parts if part.kind is PartKind.PARAGRAPH}
    assert set(spans) == paragraphs
    ids = [item.anchor for item in cable.body]
    ids += [block.anchor for p in cable.paragraphs for block in p.blocks if block.anchor]
    ids += [reference.anchor for reference in cable.references]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", anchor) for anchor in ids)
    for paragraph in cable.paragraphs:
        assert "\n".join(paragraph.text[b.start : b.end] for b in paragraph.blocks) == paragraph.text
        assert all(0 <= f.start < f.end <= len(paragraph.text) for f in paragraph.frames)


@settings(max_examples=400, deadline=None)
@given(cable_like)
@example("")
@example("SUBJECT: x")
@example("\ufeff1. (C) x")
@example("1.\n1.\n1.")
def test_cable_like_text(text: str) -> None:
    assert_sound(text, read(text)[0])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    assert_sound(text, read(text)[0])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 400), st.integers(0, 9000), cable_like)
def test_a_real_cable_with_a_piece_torn_out_and_another_put_in(at: int, length: int, piece: str) -> None:
    text = text_of(SEED)
    torn = text[: at * 20] + piece + text[at * 20 + length :]
    assert_sound(torn, read(torn)[0])


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_the_account_holds_whatever_is_claimed(text: str, spans: list[tuple[int, int]]) -> None:
    claims = [(start, min(end, len(text)), PartKind.HEADER) for start, end in spans]
    assert_accounted(text, Cable(None, "", parts=parts_of(text, claims)))


def test_the_working_set_is_there() -> None:
    assert len(CABLES) == 40, f"no working set in {WORKING_SET}: it is read beside the checkout"


@pytest.mark.parametrize("path", [*CABLES, *EXERCISES], ids=lambda path: path.stem)
def test_a_real_cable_is_accounted_for(path: Path) -> None:
    text = text_of(path)
    cable, _ = read(text, str(path))
    assert_sound(text, cable)
    assert unparsed_share(text, cable.parts) < 0.005


def blank_lines_between(text: str) -> str:
    """A blank line in the middle of each sentence that runs over a line's end."""
    return re.sub(r"(?m)(?<=[a-z,]) ?\n(?=[a-z])", "\n\n", text)


def unwrapped(text: str) -> str:
    """Each paragraph on one line, as a conversion for the web leaves it."""
    return re.sub(r"(?m)(?<=[a-z,;]) ?\n(?=[a-z])", " ", text)


def signs_lost(text: str) -> str:
    """The conversion of the seed cable: the paragraph sign became a 1."""
    return text.replace("¶", "1")


@pytest.mark.parametrize("path", [*CABLES, *EXERCISES], ids=lambda path: path.stem)
@pytest.mark.parametrize("damage", [signs_lost, blank_lines_between, unwrapped])
def test_a_damaged_copy_has_the_same_anchors(path: Path, damage: object) -> None:
    assert callable(damage)
    text = text_of(path)
    clean, _ = read(text, path.name)
    damaged = damage(text)
    copy, _ = read(damaged, path.name)
    assert_sound(damaged, copy)
    assert beginnings(copy) == beginnings(clean)


def beginnings(cable: Cable) -> list[tuple[str, str]]:
    """Every numbered paragraph's anchor and mark, and its first words."""
    return [
        (p.anchor, str(p.marking), re.sub(r"\s+", " ", p.text.replace("¶", ""))[:20])
        for p in cable.paragraphs
        if p.number is not None
    ]


# Long enough that what takes time by the square of it does not end.
HOSTILE = {
    "digits": "1" * 250_000,
    "numbers": "1. " * 85_000,
    "numbers on lines": "1. \n" * 60_000,
    "marked numbers": "1. (C) Abc.\n\n" * 20_000,
    "deep blanks": ("x" + " " * 999) * 250,
    "blanks": " " * 250_000,
    "dashes": "-" * 250_000,
    "rules": "-----\n" * 40_000,
    "brackets": "(" * 250_000,
    "open marks": "1. (C" * 50_000,
    "letters": "S E C R E T " * 20_000,
    "headings": "Comment\n\n" * 25_000,
    "page breaks": "ASTANA 00001848 002 OF 003 " * 9_000,
    "almost page breaks": "00001848 002 OF " * 15_000,
    "references": "REF: A. " + "B. X 1 " * 35_000,
    "notes": "1. " + "(Note: a " * 25_000,
    "items": "A. b\n" * 50_000,
    "numbers within a line": "x. 2. (C) Abc " * 18_000,
    "brackets after numbers": "1, (" * 60_000,
    "signs within a line": "a ¶1. " * 40_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("head", ["", "SUBJECT: A\n\n1. (C) "])
def test_hostile_lengths_are_accounted_for(name: str, head: str) -> None:
    text = head + HOSTILE[name]
    cable, _ = read(text)
    assert_accounted(text, cable)

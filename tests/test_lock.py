"""The lock: what became of published addresses, and that none is ever given to other words."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.cable.model import Cable
from sitegen.cable.parse import parse
from sitegen.diagnostic import Diagnostic
from sitegen.lock.keep import Held, hold
from sitegen.lock.line import Departed, Line, Unreadable, is_plain, read_line, text_of
from sitegen.lock.mark import Sought, mark_of
from sitegen.lock.spot import entries_of, spots_of
from sitegen.source_text import SourceText
from tests import case_file
from tests.cable_record import VOCABULARY

HEAD = "R 010900Z JUL 07\nFM AMEMBASSY EXAMPLETOWN\nTO SECSTATE WASHDC\nUNCLAS EXAMPLETOWN 000001\n\n"


def parsed(body: str) -> tuple[Cable, SourceText]:
    source = SourceText(f"{HEAD}SUBJECT: BRIDGES\n\n{body}\n", "07EXAMPLETOWN1.txt")
    return parse(source, VOCABULARY)[0], source


def line_of(cable: Cable, locked: str = "") -> str:
    """The lock of a cable, as `sitegen lock --accept` would write it over an earlier one."""
    old = read_line(locked) if locked else None
    return hold(cable, SourceText(""), old if isinstance(old, Line) else None).line


def shown(held: Held) -> str:
    """Each place under its addresses, as a page has them."""
    also = held.kept.also
    gone: dict[str | None, list[str]] = {}
    for one in held.kept.gone:
        gone.setdefault(one.after, []).append(f"{' '.join((one.anchor, *also.get(one.anchor, ())))} †")
    rows = gone.get(None, [])
    for spot in spots_of(held.cable):
        words = " ".join(spot.text.split())
        rows.append(f"{' '.join((spot.anchor, *also.get(spot.anchor, ())))} | {words[:30]}")
        rows += gone.get(spot.anchor, [])
    return "\n".join(rows)


def outcome(versions: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Versions of a record, set apart by "~~"; all but the last are accepted one after the other."""
    line = ""
    *before, last = versions.split("~~\n")
    for version in before:
        line = line_of(parsed(version)[0], line)
    locked = read_line(line)
    assert isinstance(locked, Line)
    held = hold(*parsed(last), locked)
    accepted = read_line(held.line)
    assert isinstance(accepted, Line)
    again = hold(*parsed(last), accepted)
    assert (again.told, again.line, again.cable) == ((), held.line, held.cable)
    assert shown(again) == shown(held)
    return shown(held), held.told


def test_cases(golden: bool) -> None:
    case_file.check("lock/addresses.txt", outcome, golden)


WORDS = st.lists(st.sampled_from("bridge river board grain water fair clerk oar".split()), min_size=1)  # noqa: SIM905
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=7)


def numbered(texts: list[str]) -> Cable:
    return parsed("\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1)))[0]


@given(TEXTS, TEXTS)
def test_law_address(before: list[str], after: list[str]) -> None:
    """Every address that was published is on the page, once; and a second look changes nothing."""
    old, new = numbered(before), numbered(after)
    locked = Line(entries_of(old))
    held = hold(new, SourceText(""), locked)
    ids = [spot.anchor for spot in spots_of(held.cable)]
    ids += [old for names in held.kept.also.values() for old in names]
    ids += [one.anchor for one in held.kept.gone]
    assert len(set(ids)) == len(ids)
    assert {entry.anchor for entry in locked.entries} <= set(ids)
    accepted = read_line(held.line)
    assert isinstance(accepted, Line)
    again = hold(new, SourceText(""), accepted)
    assert (again.line, again.told, again.cable) == (held.line, (), held.cable)


@given(st.permutations(["the bridge is old", "the river is high", "the board met twice", "no grain came"]))
def test_words_take_their_address_with_them(order: list[str]) -> None:
    old = numbered(sorted(order))
    published = {spot.text: spot.anchor for spot in spots_of(old)}
    held = hold(numbered(order), SourceText(""), Line(entries_of(old)))
    for spot in spots_of(held.cable):
        assert published[spot.text] in (spot.anchor, *held.kept.also.get(spot.anchor, ()))


@given(TEXTS)
def test_line_is_read_back(texts: list[str]) -> None:
    cable = numbered(texts)
    text = line_of(cable)
    assert is_plain(text)
    read = read_line(text)
    assert read == Line(entries_of(cable))
    assert isinstance(read, Line)
    assert text_of(cable.id, read) == text


def test_lines_that_cannot_be_read() -> None:
    for text in (
        "<<<<<<< HEAD", "", "07X1 p1", "07X1 p1:ab", "07X1 p1:abcde p1:abcde", "07X1  p1:abcde", "07X1 =x",
        "07X1 p1:abcde,", "07X1 ref-z:abc,abc", "07X1 P1:abcde", "07X1 p1:äbcde",
    ):  # fmt: skip
        assert isinstance(read_line(text), Unreadable), text
    assert read_line("07X1 =") == Departed()
    assert read_line("07X1 =07X2") == Departed("07X2")
    assert read_line("07X1") == Line(())


def test_a_mark_is_of_the_words_not_of_their_setting() -> None:
    assert mark_of("The  words\nstand.") == mark_of("The words stand. ")
    assert mark_of("The words stand.") != mark_of("The words stood.")
    assert len(mark_of("")) == 5


@given(WORDS, WORDS.filter(lambda words: len(words) > 3), WORDS)
def test_words_are_found_within_others(before: list[str], words: list[str], after: list[str]) -> None:
    assert Sought(" ".join((*before, *words, *after))).holds(mark_of(" ".join(words)))


def test_a_paragraph_of_a_whole_book_is_not_searched_for_ever() -> None:
    """Every place that begins alike is tried with every one that ends alike: here they would be billions."""
    alike = "the bridge the bridge"
    old = numbered([f"{alike} over {alike}", "another"])
    new = numbered([f"under {(alike + chr(32)) * 50_000}", "another"])
    assert [one.code for one in hold(new, SourceText(""), Line(entries_of(old))).told] == ["address-changed"]

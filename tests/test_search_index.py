"""The parts of the search index: terms, numbers as text, blocks and their shards."""

import itertools
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from search_site import terms_of, words_in

from sitegen.form.index_text import without_digits
from sitegen.note.prose import read_prose
from sitegen.note.text_block import TextBlock, text_blocks_of
from sitegen.page import found
from sitegen.page.search_run import Run, runs_of
from sitegen.search import block, tokens
from sitegen.search import postings as postings_of_block
from sitegen.search.block import LEAST, MOST, Document, block_files
from sitegen.search.digits import SIGNS, ends_of, written, written_row
from sitegen.search.file import called_with
from sitegen.search.line_text import Field, lines_with
from sitegen.search.terms import STOP_WORDS, term_of
from sitegen.search.tokens import tokens_of
from sitegen.search.words import Passage, words_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("The bridges", ["", "bridg"]),
        ("O'Mara's post-election", ["o", "mara", "", "post", "elect"]),
        ("Université, Straße, ÇA", ["universit", "straße", "ca"]),
        ("e\u0301te\u0301 Ἀθῆναι ΟΔΟΣ", ["ete", "αθηναι", "οδοσ"]),
        ("7% of 1.4(b) x_y", ["7", "", "1", "4", "b", "x", "y"]),
        ("U.S.-Kazakh, the U.N.'s D.C. (e.g. a.m.)", ["us", "kazakh", "", "un", "", "dc", "eg", "am"]),
        (
            "a.b.cd ab.c.d x_y.z É.U. u.ś 3.a",
            ["ab", "cd", "ab", "cd", "x", "y", "z", "e", "u", "u", "", "3", ""],
        ),
        ("القاهرة 東京", ["القاهرة", "東京"]),
        ("𝐌inisters 𝐁𝐀𝐘 ᴬrunning", ["Ministers", "BAY", "Arunning"]),  # capitals that have no small letter
        ("area51s straßes", ["area51s", "straßes"]),
        ("ﷺ", ["صلىاللهعليهوسلم"]),
        ("a" * 60, ["a" * 40]),
        ("<b>&amp;.*[", ["b", "amp"]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_words_are_those_of_any_text(text: str) -> None:
    assert words_in(text) == words_in(f"{text} é")[:-1]


def test_terms_stand_as_a_script_compares_them() -> None:
    """A letter beyond the first plane comes before the last letters of that plane."""
    letters = ["z", "\U00010428", "\uab30", "\ufa0e"]
    (shard,) = (str(lines) for name, lines in files_of([of_words(*letters)]).items() if name.startswith("t-"))
    assert [line.split(" ")[0] for line in shard.split("\n")] == sorted(
        map(term_of, letters), key=lambda term: term.encode("utf-16-be")
    )


def test_the_script_knows_the_same_stop_words() -> None:
    script = (ROOT / "templates/assets/terms.js").read_text("utf-8")
    start = script.index('new Set(("') + len('new Set(("')
    said = script[start : script.index('").split', start)].replace('"', "").replace("+", "").split()
    assert sorted(said) == sorted(STOP_WORDS)


def test_the_page_on_the_format_has_the_same_stop_words() -> None:
    page = (ROOT / "docs/search-index.md").read_text("utf-8")
    said = page.partition("The stop words are")[2].split("`")[1].split()
    assert sorted(said) == sorted(STOP_WORDS)


def numbers(text: str) -> list[int]:
    """As docs/search-index.md has it."""
    found, number, bits = [], 0, 0
    for sign in text:
        digit = SIGNS.index(sign)
        number, bits = number + ((digit % 32) << bits), bits + 5
        if digit < 32:
            found.append(number)
            number = bits = 0
    return found


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_as_text(row: list[int]) -> None:
    text, places = written_row(np.array(row, np.int64))
    assert text == written(row)
    assert numbers(text) == row
    assert [numbers(text[a:b]) for a, b in itertools.pairwise(places)] == [[one] for one in row]


WORDS = [
    f"{first}{second}{third}" for first in "bcdfg" for second in "aeiou" for third in ("nk", "rt", "st", "lm")
]


def some_passages(random: Random) -> list[Passage]:
    texts = (
        " ".join(random.choices(WORDS, k=random.randrange(3, 40))) for _ in range(random.randrange(1, 6))
    )
    return [Passage("", "", "Bank of corn"), *(Passage("", "hunt", text) for text in texts)]


def document(number: int, random: Random) -> Document:
    words = words_of(some_passages(random))
    return Document(f"07X{number}", f"2007-{number // 30 + 1:02d}-09", words, {"post": ("X",)})


def of_words(*words: str) -> Document:
    return Document("07X1", "2007-01-09", words_of([Passage("", "", " ".join(words))]), {})


def files_of(documents: Sequence[Document]) -> dict[str, Any]:
    return {name: json.loads(text) for name, text in block_files(documents, {"post": {"X": "Embassy X"}})}


def listed(files: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The name, the mark and the fingerprints of every shard, by way of the shelves."""
    for shelf in files["index"]["shelves"].split(" "):
        name, fingerprint = shelf.split(":")
        assert fingerprint == print_of(files[f"s-{name}"])
        for shard in files[f"s-{name}"].split(" "):
            found, prints = shard.split(":")
            yield found.rstrip("+*"), found[len(found.rstrip("+*")) :], prints


def print_of(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    check = zlib.crc32(text.encode())
    return "".join(SIGNS[(check >> bits) % 64] for bits in (0, 6, 12, 18))


def lines_in(files: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Each term with its units, weights and positions; of one in parts, a part at a time."""
    for name, mark, prints in listed(files):
        says = files[f"t-{name}"]
        assert prints.startswith(print_of(says))
        if mark == "*":
            parts = [says["parts"][at : at + 4] for at in range(0, len(says["parts"]), 4)]
            for at, part in enumerate(parts):
                assert part == print_of(files[f"t-{name}-{at}"])
                yield says["term"], *files[f"t-{name}-{at}"].split(" ")
        elif mark == "+":
            assert prints[4:] == print_of(files[f"t-{name}-at"])
            yield *says.split(" "), files[f"t-{name}-at"]
        else:
            yield from (line.split(" ") for line in says.split("\n"))


def postings(files: dict[str, Any]) -> dict[str, dict[int, list[int]]]:
    """Every term with its units and their positions, read as the page on the format says."""
    found: dict[str, dict[int, list[int]]] = {}
    for term, units, weights, positions in lines_in(files):
        places = iter(numbers(positions))
        unit, held = 0, found.setdefault(term, {})
        assert all(1 <= weight <= 15 for weight in numbers(weights))
        assert len(numbers(weights)) == len(numbers(units))
        for gap in numbers(units):
            unit, place, is_last = unit + gap, 0, False
            while not is_last:
                step = next(places)
                place, is_last = place + (step >> 1), bool(step % 2)
                held.setdefault(unit, []).append(place)
        assert not list(places)
    return found


LIKE = st.builds(  # one another, to their eighth, sixteenth or last letter
    "{:a>{}}".format, st.sampled_from(["a", "b", "7", "é", "東"]), st.integers(1, 41)
)
SENTENCES = st.text(st.sampled_from("aeS.Uß東\u0301 -\r\n\0")) | st.lists(LIKE, max_size=9).map(", ".join)
SOME = st.lists(st.lists(st.builds(Passage, st.just("p1"), SENTENCES, SENTENCES), max_size=4), max_size=4)


@given(SOME, st.sampled_from([1, 40, 1 << 20]), st.sampled_from([tokens._FACTORS, (0, 0), (1, 0)]))
def test_every_word_is_told_apart(
    documents: list[list[Passage]], piece: int, factors: tuple[int, int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_PIECE", piece)
        patch.setattr(tokens, "_FACTORS", factors)  # of a bad hash, too
        terms, ranks, lengths, headings = tokens_of(words_of(one).said for one in documents)
    passages = [one for document in documents for one in document]
    said = [[*terms_of(one.heading), *terms_of(one.text)] for one in passages]
    assert [terms[rank] if rank >= 0 else "" for rank in ranks.tolist()] == [*itertools.chain(*said)]
    assert terms == sorted({*itertools.chain(*said)} - {""}, key=lambda term: term.encode("utf-16-be"))
    assert lengths.tolist() == [*map(len, said)]
    assert headings.tolist() == [len(terms_of(one.heading)) for one in passages]


@given(st.lists(st.text(st.sampled_from("aeißж東"), min_size=1), min_size=1), st.data())
def test_lines_are_written_together(terms: list[str], data: st.DataObject) -> None:
    rows = [[data.draw(st.lists(st.integers(0, 2**30), min_size=1)) for _ in terms] for _ in "ab"]
    fields = [
        Field(np.array([one for row in field for one in row], np.int32), ends_of([len(row) for row in field]))
        for field in rows
    ]
    text, begins, founds = lines_with(terms, fields)
    expected = [
        f"{term} {written(one)} {written(other)}" for term, one, other in zip(terms, *rows, strict=True)
    ]
    assert text == "".join(f"{line}\n" for line in expected)
    assert [text[a : b - 1] for a, b in itertools.pairwise(begins)] == expected
    assert [line[:found] for line, found in zip(expected, founds, strict=True)] == [
        line.rpartition(" ")[0] for line in expected
    ]


def test_what_stands_between_words_changes_nothing() -> None:
    """A block is made anew when the words of a cable are others."""
    texts = ("The bank of corn", " The  bank, of\n -- corn.", "the bank of (corn)")
    assert len({words_of([Passage("", "", text)]) for text in texts}) == 1


def test_a_block_holds_every_word_at_its_place() -> None:
    random = Random(1)
    documents = [document(number, random) for number in range(200)]
    expected: dict[str, dict[int, list[int]]] = {}
    random, unit = Random(1), 0
    for _ in range(200):
        for passage in some_passages(random):
            heading = terms_of(passage.heading)
            for place, term in enumerate([*heading, *terms_of(passage.text)]):
                apart = 16 if heading and place >= len(heading) else 0
                if term:
                    expected.setdefault(term, {}).setdefault(unit, []).append(place + apart)
            unit += 1
        unit += -unit % 8
    files = files_of(documents)
    assert postings(files) == expected
    head = files["index"]
    assert sum(numbers(head["units"])) == unit
    assert head["days"] == [[f"2007-{month:02d}-09", 30 if month < 7 else 20] for month in range(1, 8)]


def test_an_outline_says_where_a_term_is_and_how_much_at_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "OUTLINED", 100)
    monkeypatch.setattr(block, "MOST", 200)
    random = Random(6)
    documents = [document(number, random) for number in range(600)]
    files = files_of(documents)
    sizes = numbers(files["index"]["units"])
    document_of = [at for at, size in enumerate(sizes) for _ in range(size)]
    greatest: dict[str, dict[int, int]] = {}
    number: dict[str, int] = {}
    for term, units, weights, _ in lines_in(files):
        for unit, weight in zip(itertools.accumulate(numbers(units)), numbers(weights), strict=True):
            held = greatest.setdefault(term, {})
            held[document_of[unit]] = max(held.get(document_of[unit], 0), weight)
            number[term] = number.get(term, 0) + 1
    outlined = [name for name, mark, _ in listed(files) if mark == "*"]
    assert len(outlined) > 20
    for says in (files[f"t-{name}"] for name in outlined):
        weight_in = greatest[says["term"]]
        levels = [SIGNS.index(sign) >> bit & 3 for sign in says["documents"] for bit in (0, 2, 4)]
        assert [at for at, level in enumerate(levels) if level] == sorted(weight_in)
        most = (0, 9, 11, 15)
        assert all(most[levels[at] - 1] < weight <= most[levels[at]] for at, weight in weight_in.items())
        assert says["number"] == number[says["term"]]


@pytest.mark.parametrize(
    ("outlined", "most", "names", "left"),
    [
        (100, 200, r"t-\w+-[0-9]+", "\0"),
        (9**9, 200, r"t-\w+-at", "\0"),
        (9**9, 9**9, r"t-\w+", "(\\w+ \0\n?)+"),
    ],
    ids=["parts", "positions apart", "shards"],
)
def test_nobody_is_looked_for_in_rows_of_digits(
    outlined: int, most: int, names: str, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terms remain, and of what has none nothing, or a name would be seen by chance."""
    monkeypatch.setattr(block, "OUTLINED", outlined)
    monkeypatch.setattr(block, "MOST", most)
    random = Random(4)
    written = block_files([document(number, random) for number in range(600)], {})
    files = {name: text for name, text in written if re.fullmatch(names, name)}
    assert files
    for name, text in files.items():
        kept = without_digits(called_with(f"search/b/{name}.js", text), "\0").partition(" ")[2]
        assert re.fullmatch(left, kept), name


@pytest.mark.parametrize("at_once", [1, 100])
def test_how_many_terms_are_made_together_shows_nowhere(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(5)
    documents = [document(number, random) for number in range(40)]
    together = files_of(documents)
    monkeypatch.setattr(postings_of_block, "_AT_ONCE", at_once)
    assert files_of(documents) == together


def test_shards_are_small_and_their_names_in_order() -> None:
    random = Random(2)
    files = files_of([document(number, random) for number in range(900)])
    names = [f"{name}{mark}" for name, mark, _ in listed(files)]
    assert names == sorted(names, key=lambda name: name.rstrip("+"))
    sizes = [len(str(files[f"t-{name}"])) for name in names if not name.endswith("+")]
    assert max(sizes) <= MOST
    assert sum(size < LEAST for size in sizes) < len(sizes) / 2
    assert {f"t-{name[:-1]}-at" for name in names if name.endswith("+")} == {
        one for one in files if one.endswith("-at")
    }
    assert any(name.endswith("+") for name in names)
    for name in names:
        first = str(files[f"t-{name.rstrip('+')}"]).split(" ", 1)[0]
        assert first.startswith(name.rstrip("+"))


def test_a_word_more_changes_few_files() -> None:
    random = Random(3)
    documents = [document(number, random) for number in range(300)]
    before = files_of(documents)
    changed = list(documents)
    changed[150] = document(150, Random(4))._replace(words=words_of([Passage("", "", "Bank of corn zebra")]))
    again = list(documents)
    again[150] = changed[150]._replace(words=words_of([Passage("", "", "Bank of corn zephyr")]))
    one, other = files_of(changed), files_of(again)
    differing = {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
    assert "index" in differing
    assert len(differing) <= 3 < len(before) / 5


def test_a_block_of_nothing() -> None:
    files = files_of([])
    assert files["index"]["shelves"] == ""
    some = of_words("bank", "corn")
    nothing = Document("07X2", "2007-01-09", words_of([]), {})
    assert postings(files_of([some, nothing])) == postings(files_of([some]))
    assert files_of([Document("07X1", "2007-01-09", words_of([Passage("", "", "of the")]), {})])["index"]


def test_runs_of_months() -> None:
    assert list(runs_of({})) == []
    counts = {"2006-00": 3, "2006-02": 600, "2006-03": 5, "2007-11": 100}
    assert list(runs_of(counts)) == [Run("2006-00", "2006-02"), Run("2006-03", "2007-11")]
    many = {f"{year}-{month:02d}": 2_000 for year in range(1996, 2006) for month in range(1, 13)}
    assert [str(run) for run in runs_of(many)][:2] == ["1996-01 1996-09", "1996-10 1997-06"]
    assert len(list(runs_of(many))) == 14


def test_a_page_is_read_once_for_what_a_search_shows_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str, scope: str) -> Iterator[TextBlock]:
        read.append(scope)
        return text_blocks_of(text, scope)

    monkeypatch.setattr(found, "text_blocks_of", counted)
    body = "Before.\n\n## One\n\nBelow.\n\nBelow too.\n"
    page, _ = read_prose(f"---\ntitle: About\n---\n{body}", "content/pages/about.md")
    assert page
    sheet = found.found_prose(page)
    said = json.loads(f"[{str(sheet.view).removeprefix('sitegenFound(').removesuffix(');' + chr(10))}]")[1]
    assert [part[1:] for part in said["passages"]] == [
        ["Beginning", "beginning", "", "Before."],
        ["One", "One", "One", "Below."],
        ["One", "One", "", "Below too."],
    ]
    assert read == ["about"]

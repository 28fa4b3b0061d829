"""The Pygments lexer changes nothing, and names what it knows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from page_site import FIRST, SECOND
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES

from sitegen.page.lexer import CableLexer
from sitegen.page.source import highlighted
from sitegen.source_text import SourceText

CASES = sorted((Path(__file__).parent / "cases/page").glob("*.cable"))
LINES = st.sampled_from([*FIRST.splitlines(), *SECOND.splitlines(), "", "X" * 12, "- - - - -", "PAGE 02 X"])
RECORDS = st.lists(LINES | st.text(max_size=20), max_size=20).map("\n".join) | st.text(max_size=200)


@given(RECORDS)
def test_the_text_comes_back(text: str) -> None:
    assert "".join(value for _, _, value in CableLexer().get_tokens_unprocessed(text)) == text
    assert "".join(value for _, value in CableLexer().get_tokens(text)) == text.replace("\r\n", "\n").replace(
        "\r", "\n"
    ).removeprefix("\ufeff")


@given(RECORDS)
def test_each_line_is_highlighted_whole(text: str) -> None:
    source = SourceText(text)
    markups = map(Markup, highlighted(source))
    lines = [html.striptags() if "<" in html else html.unescape() for html in markups]
    assert [" ".join(line.split()) for line in lines] == [
        " ".join(line.text.split()) for line in source.lines
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case(case: Path, golden: bool) -> None:
    text = case.read_text(encoding="utf-8")
    found = "".join(
        f"{STANDARD_TYPES[kind] or '-':3} {value!r}\n"
        for _, kind, value in CableLexer().get_tokens_unprocessed(text)
        if value.strip()
    )
    expected = case.with_suffix(".tokens")
    if golden:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_it_is_registered() -> None:
    assert isinstance(get_lexer_by_name("cable"), CableLexer)


@pytest.mark.parametrize(
    "piece", ["-", " ", "A ", "X", "1. ", "S E C R E T", "\n", "\t\n", "(C ", "R ", "\r"]
)
def test_a_long_run_of_one_thing_is_given_back(piece: str) -> None:
    text = piece * 60_000  # a pattern that backtracks would not come to an end here
    assert "".join(words for _, _, words in CableLexer().get_tokens_unprocessed(text)) == text

"""Lines and columns of a source, whatever its line ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.source_text import SourceText, Span


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n", [""]),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\r\nbb\n\nc\rd", ["a", "bb", "", "c", "d"]),
        ("a\r\r\nbb\r\r\n\r\r\nc\r\rd", ["a", "bb", "", "c", "", "d"]),
        ("one\x0bline\x85still\u2028one", ["one\x0bline\x85still\u2028one"]),
    ],
)
def test_lines_end_at_newlines_only(text: str, lines: list[str]) -> None:
    assert [line.text for line in SourceText(text).lines] == lines


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1)), (1, (1, 2)), (3, (2, 1)), (5, (2, 3)), (6, (3, 1)), (7, (4, 1)), (9, (5, 1))],
)
def test_positions_count_from_one(offset: int, position: tuple[int, int]) -> None:
    assert SourceText("a\r\nbb\n\nc\rd").position(offset) == position


@given(st.text(alphabet="ab\r\n¶ "))
def test_every_character_but_line_ends_is_in_one_line(text: str) -> None:
    source = SourceText(text)
    assert "".join(line.text for line in source.lines) == text.replace("\r", "").replace("\n", "")
    for line in source.lines:
        assert source.slice(Span(line.start, line.end)) == line.text
        assert source.position(line.start) == (line.number, 1)

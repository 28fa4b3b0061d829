"""Running text is read at once, all else with care, line by line: whatever a text is, both give the same."""

from pathlib import Path

import pytest
from cable_record import ROOT, read, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cable import body, chunk
from sitegen.cable.anchor import slug_of
from sitegen.cable.model import Cable

CABLES = sorted((ROOT.parent / "shared" / "cables").glob("*.txt"))
LINES = (
    "The fair of Exampletown is held on the first Monday of September by the",
    "committee of the fair, which has met in the town hall since the year",
    "1902. The mayor of the town opens it. A band plays, and there is a prize",
    "for the largest pumpkin of the county.   Spanish-",
    "speaking guests come from Port Sample, and stay until the U.S. Navy- ",
    "and leave on the last ferry",
    "(among others) of the evening.",
    "(C) Nobody has ever been left behind.",
    "-- an item",
    "- another",
    "A. a letter",
    "b) a letter",
    "i. a number",
    "¶5. a day",
    "2. a number",
    "G - J) letters",
    "o a circle",
    "•a bullet",
    "Town     People",
    "Rome     twelve",
    "Town | People",
    "Visit our web site: http://www.example.gov/",
    "Our web site is new.",
    "You can also access this site.",
    "-------",
    "She left. ---------- A Fair ----------",
    "A FAIR IN TOWN",
    "+++++",
    "The guests were:",
    "Jane Example, Mayor",
    "John Sample",
    "XXXXXXXXXXXX",
    "The Next Fair in Town",
    "(SBU) The Next Fair",
    "//THE NEXT FAIR//",
    "(END",
    "\\",
    "-",
    " ",
    "END SUMMARY",
    "  indented text of a line",
    "",
    "",
    "",
    " - ",
)
texts = st.lists(st.sampled_from(LINES), max_size=30).map("\n".join)


def line_by_line(text: str, monkeypatch: pytest.MonkeyPatch) -> Cable:
    with monkeypatch.context() as patch:
        patch.setattr(chunk, "is_running", lambda _: False)
        patch.setattr(body, "run_of", lambda *_, **__: None)
        return read(text)[0]


@settings(max_examples=400, deadline=None)
@given(texts, texts, st.sampled_from(("(C) ", "")), st.sampled_from(("\n", "\r\n", "\r")))
def test_any_text_reads_the_same_line_by_line(one: str, two: str, mark: str, end: str) -> None:
    text = f"SUBJECT: A FAIR\n\n1. {mark}{one}\n\n2. {mark}{two}\n".replace("\n", end)
    with pytest.MonkeyPatch.context() as patch:
        assert line_by_line(text, patch) == read(text)[0]


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
def test_a_real_cable_reads_the_same_line_by_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(path)
    assert line_by_line(text, monkeypatch) == read(text)[0]


@given(st.text(max_size=200) | st.text("aB 1,.-_'&;#x/()\"", max_size=90))
def test_a_slug_is_that_of_slugify(text: str) -> None:
    from slugify import slugify

    assert slug_of(text) == slugify(text, max_length=60, word_boundary=True)

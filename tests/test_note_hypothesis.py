"""Annotations of Hypothesis become drafts on the very words, or on the whole cable; none is guessed."""

import json
from typing import Any

import pytest
from cable_record import VOCABULARY
from cables import cable_of
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.note.hypothesis import Remark, note_of, read_export
from sitegen.note.note_writing import Fate, add_note
from sitegen.settings import Status

PATH = "content/annotations/07ASTANA1848.md"
CABLE = cable_of(
    "¶1. The rain fell. The rain stayed.\n\n¶2. The rain fell on the «long» bridge -- and on  the river.\n\n"
    '¶3. He said: "so" and "so".',
    "07ASTANA1848",
)
PAGE = "https://host.example/archive/cable/07ASTANA1848/"


def row(quote: str = "", text: str = "Said.", **other: Any) -> dict[str, Any]:
    around = {name: other.pop(name, "") for name in ("prefix", "suffix")}
    selectors = [
        {"type": "RangeSelector", "startContainer": "/main[1]/p[3]"},
        {"type": "TextQuoteSelector", "exact": quote, **around},
    ]
    return {
        "id": "w-ZX_aaaaaaaaaaaaaaaaa",
        "uri": PAGE,
        "user": "acct:reader@hypothes.is",
        "created": "2026-03-04T05:06:07.000000+00:00",
        "text": text,
        "tags": [],
        "target": [{"source": PAGE, **({"selector": selectors} if quote else {})}],
        **other,
    }


def remark(**facts: Any) -> Remark:
    (found,), told = read_export(json.dumps({"total": 1, "rows": [row(**facts)]}), "h.json", VOCABULARY)
    assert not told
    return found


@pytest.mark.parametrize(
    ("facts", "heading"),
    [
        ({}, "cable"),
        ({"quote": "The rain stayed"}, '¶1 "The rain stayed"'),
        ({"quote": "the “long”\n bridge – and on the river"}, '¶2 "the “long” bridge – and on the river"'),
        ({"quote": "rain fell", "suffix": ". The rain"}, '¶1 "rain fell"'),
        ({"quote": "rain fell", "prefix": "¶2 line 9 The ", "suffix": " on the"}, '¶2 "rain fell"'),
        ({"quote": "The rain", "prefix": "The rain fell. ", "suffix": " stayed"}, '¶1 "The rain" (2)'),
        ({"quote": "The rain1 fell. The rain stayed.12"}, '¶1 "The rain fell. The rain stayed."'),
        ({"quote": '"so"', "prefix": "said: ", "suffix": " and"}, '¶3 ""so"" (1)'),
    ],
)
def test_words_are_found_where_they_stand(facts: dict[str, str], heading: str) -> None:
    note, told = note_of(remark(**facts), CABLE)
    assert note
    assert (note.target, note.text, told) == (heading, "Said.", ())


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"quote": "rain fell"}, "says 'rain fell' in 2 places"),
        ({"quote": "The snow fell"}, "does not say 'The snow fell'"),
        ({"quote": "The rain fel on the long bridge"}, "does not say"),  # near is not enough
        ({"quote": "stayed. The rain fell"}, "does not say"),  # over two paragraphs
    ],
)
def test_what_fits_nowhere_is_kept_on_the_cable_and_told(facts: dict[str, str], said: str) -> None:
    note, (told,) = note_of(remark(**facts), CABLE)
    assert note
    assert (note.target, note.status) == ("cable", Status.DRAFT)
    assert note.text == f"> {facts['quote']}\n\nSaid."
    assert told.code == "import-note-unplaced"
    assert said in told.message


@pytest.mark.parametrize("facts", [{"text": " \n"}, {"references": ["x"]}])
def test_a_highlight_and_a_reply_are_left_out_and_told(facts: dict[str, Any]) -> None:
    note, told = note_of(remark(**facts), CABLE)
    assert note is None
    assert [one.code for one in told] == ["import-note-skipped"]


def test_all_that_they_say_is_in_the_draft_and_it_is_known_again() -> None:
    text = "Why?\n\n## A heading\n![far](https://e.example/a.png) --> done"
    tags = ["Dispute", "rain --> snow"]
    note, _ = note_of(remark(quote="The rain stayed", text=text, tags=tags), CABLE)
    assert note
    added = add_note("", note, PATH, Status.PUBLISHED)
    assert added.text == (
        '## ¶1 "The rain stayed"\nkind: dispute\nstatus: draft\nby: reader\ndate: 2026-03-04\n\n'
        "<!-- Hypothesis w-ZX_aaaaaaaaaaaaaaaaa -->\n"
        "Why?\n\n### A heading\n[far](https://e.example/a.png) --> done\n\n"
        "<!-- tags: Dispute, rain – snow -->\n"
    )
    mended = added.text.replace("Why?", "Because.").replace("status: draft", "status: published")
    again = add_note(mended, note, PATH, Status.PUBLISHED)
    assert (again.text, again.fate) == (mended, Fate.UNCHANGED)


@pytest.mark.parametrize("ids", [("abcd", "abc"), ("", ""), ("", "abc")])
def test_none_is_taken_for_another(ids: tuple[str, str]) -> None:
    text = ""
    for name, words in zip(ids, ("One.", "Two."), strict=True):
        note, _ = note_of(remark(id=name, text=words), CABLE)
        assert note
        text = (added := add_note(text, note, PATH, Status.PUBLISHED)).text
        assert added.fate is Fate.WRITTEN
        assert add_note(text, note, PATH, Status.PUBLISHED).fate is Fate.UNCHANGED


@pytest.mark.parametrize(
    ("address", "cable"),
    [
        (PAGE + "?to=p3#p2", "07ASTANA1848"),
        ("https://host.example/cable/07ASTANA1848/index.html", "07ASTANA1848"),
        ("https://host.example/plusd/07ASTANA1848_a.html", "07ASTANA1848"),
        ("https://host.example/entities/astana/", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_the_cable_is_that_of_the_address(address: str, cable: str | None) -> None:
    found = remark(uri=address).cable
    assert (str(found) if found else None) == cable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no JSON"),
        ('{"total": 0}', "no list of annotations"),
        ('{"rows": [1]}', "no list of annotations"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_another_file_is_told(text: str, said: str) -> None:
    remarks, (told,) = read_export(text, "h.json", VOCABULARY)
    assert not remarks
    assert said in told.message


def test_the_export_of_the_client_is_read_too() -> None:
    one = {**row("The rain stayed"), "user_info": {"display_name": "A. Reader"}}
    for data in ({"export_date": "x", "annotations": [one]}, [one]):
        (found,), _ = read_export(json.dumps(data, indent=1), "h.json", VOCABULARY)
        assert (found.by, found.quote) == ("A. Reader", "The rain stayed")
        assert found.place.line > 1


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "uri", "text", "tags", "target", "selector", "type", "exact", "user", "created"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["id", "uri", "text", "tags", "target", "user_info"]), _ANY)))
def test_whatever_a_field_holds_it_is_read(rows: list[dict[str, Any]]) -> None:
    remarks, told = read_export(json.dumps({"rows": rows}), "h.json", VOCABULARY)
    assert len(remarks) == len(rows)
    assert not told
    for one in remarks:
        note_of(one, CABLE)

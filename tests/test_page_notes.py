"""Lists of notes and their feed: what stands in which, in what order, under which address."""

import re

import feedparser
import pytest
from page_site import FIRST, SECOND, annotated_of, edition_of, pages_of, printed, sheets_of, theme_of

from sitegen.archive.note_list import editor_slug
from sitegen.page import annotations, note_list

FIRST_NOTES = """---
by: A. Editor
---
## cable
kind: headnote
date: 2026-03-01
Old.

## ¶1 "opened under rain"
kind: context
date: 2026-03-02
New.

## ¶2
kind: context
by: A Editor
date: 2025-12-31
Of the year before.

## ¶3
kind: context
by: Ana Noter
Of no day.

## ¶3
kind: context
id: hidden
status: draft
Not yet.
"""
SECOND_NOTES = """## ¶1
kind: dispute
date: 2026-03-02
On the later cable.

## ¶2
kind: question
date: 2026-03-02
Why?
"""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    cables = [annotated_of(FIRST, FIRST_NOTES), annotated_of(SECOND, SECOND_NOTES)]
    edition = edition_of(cables)
    return printed(sheets_of(cables, edition), theme_of())


def said(page: str) -> list[str]:
    """The notes of a list, by their words."""
    words = ("Old.", "New.", "Of the year before.", "Of no day.", "On the later cable.", "Not yet.", "Why?")
    found = re.findall("|".join(map(re.escape, words)), page)
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("list_name", "expected"),
    [
        ("kind/context", ["New.", "Of the year before.", "Of no day."]),
        ("kind/dispute", ["On the later cable."]),
        ("by/a-editor", ["New.", "Old.", "Of the year before."]),
        ("by/ana-noter", ["Of no day."]),
        ("year/2026", ["On the later cable.", "New.", "Old."]),
        ("year/2025", ["Of the year before."]),
    ],
)
def test_a_list_has_its_notes_the_latest_first(
    list_name: str, expected: list[str], pages: dict[str, str]
) -> None:
    page = pages[f"annotations/{list_name}/index.html"]
    assert said(page) == expected
    assert f'href="{list_name}/"' in pages["annotations/index.html"]


def test_there_is_no_list_of_what_is_not_published(pages: dict[str, str]) -> None:
    lists = {name for name in pages if name.startswith("annotations/")}
    assert len(lists) == 1 + 1 + 3 + 2 + 2  # all, the feed, kinds, editors, years
    assert not [name for name in pages if "Not yet." in pages[name] or "Why?" in pages[name]]


def test_editors_whose_names_make_one_address_are_both_named(pages: dict[str, str]) -> None:
    assert "<h1>A Editor and A. Editor</h1>" in pages["annotations/by/a-editor/index.html"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("A. Editor", "a-editor"), ("Ana Müller", "ana-muller"), ("Анна", "anna"), ("7", "7"), ("…", None)],
)
def test_the_address_of_an_editor(name: str, slug: str | None) -> None:
    assert editor_slug(name) == slug if slug else editor_slug(name).startswith("editor-")
    assert editor_slug("…") != editor_slug("?")


def test_a_long_list_has_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_list, "LEAF", 1)
    monkeypatch.setattr(annotations, "LEAF", 2)
    cables = [annotated_of(FIRST, FIRST_NOTES)]
    pages = pages_of(cables)
    assert said(pages["annotations/kind/context/index.html"]) == ["New."]
    assert said(pages["annotations/kind/context/2/index.html"]) == ["Of the year before."]
    assert said(pages["annotations/kind/context/1/index.html"]) == ["Of no day."]
    assert "By editor" in pages["annotations/index.html"]
    assert "By editor" not in pages["annotations/2/index.html"]


def test_the_feed_has_the_dated_notes_the_latest_first(pages: dict[str, str]) -> None:
    feed = feedparser.parse(pages["annotations/feed.xml"].encode())
    assert not feed.bozo
    assert [entry.summary for entry in feed.entries] == [
        "On the later cable.",
        "“opened under rain”: New.",
        "Old.",
        "Of the year before.",
    ]
    assert feed.feed.updated == feed.entries[0].updated == "2026-03-02T00:00:00Z"
    later, new, old, _ = feed.entries
    assert old.title.startswith("07EXAMPLETOWN12: ")
    assert new.title.startswith("¶1 of 07EXAMPLETOWN12: ")
    assert new.link == "https://host.example/archive/cable/07EXAMPLETOWN12/#n-opened-under-rain"
    assert (new.author, later.author) == ("A. Editor", "The Reader")
    assert [tag.term for tag in new.tags] == ["context"]

"""Long lists in leaves: every item once, every leaf reached, no page without bound."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_site import FIRST, NOTES, SECOND, annotated_of, pages_of
from test_page_sheets import html_pages, lost, words

from sitegen.address import TAGS, Address, Links
from sitegen.page import annotations, entity_page, indexes
from sitegen.page.leaf import latest_leaves_of, leaves_of, pager_of

BASE = "https://host.example/archive/"


@pytest.mark.parametrize(
    ("number", "sizes"), [(0, [0]), (1, [1]), (200, [200]), (201, [200, 1]), (600, [200] * 3)]
)
def test_leaves_hold_every_item_once(number: int, sizes: list[int]) -> None:
    leaves = list(leaves_of(TAGS, range(number), 200))
    assert [len(leaf.items) for leaf in leaves] == sizes
    assert [one for leaf in leaves for one in leaf.items] == list(range(number))
    assert [leaf.address.path for leaf in leaves] == ["tags/", "tags/2/", "tags/3/"][: len(sizes)]


@pytest.mark.parametrize(
    ("number", "leaves"),
    [
        (0, {"": []}),
        (3, {"": [2, 1, 0]}),
        (4, {"": [3, 2], "1/": [1, 0]}),
        (5, {"": [4, 3, 2], "1/": [1, 0]}),
        (6, {"": [5, 4], "2/": [3, 2], "1/": [1, 0]}),
    ],
)
def test_the_latest_leaf_has_the_address_of_the_list(number: int, leaves: dict[str, list[int]]) -> None:
    found = latest_leaves_of(TAGS, range(number), 2)
    assert {leaf.address.path.removeprefix("tags/"): list(leaf.items) for leaf in found} == leaves


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 7))
def test_a_leaf_with_a_number_never_changes(number: int, more: int, size: int) -> None:
    for leaves in (leaves_of, latest_leaves_of):
        before, after = (
            {leaf.address: list(leaf.items) for leaf in leaves(TAGS, range(items), size)}
            for items in (number, number + more)
        )
        full = [one for one in before if one != TAGS and len(before[one]) == size]
        assert [before[one] for one in full] == [after[one] for one in full]
        assert sorted(chain.from_iterable(after.values())) == list(range(number + more))


@pytest.mark.parametrize(
    ("at", "last", "shown"),
    [
        (1, 2, "[1] 2"),
        (1, 9, "[1] 2 3 … 9"),
        (3, 5, "1 2 [3] 4 5"),
        (5, 9, "1 … 3 4 [5] 6 7 … 9"),
        (4, 9, "1 2 3 [4] 5 6 … 9"),
        (9, 9, "1 … 7 8 [9]"),
        (250, 500, "1 … 248 249 [250] 251 252 … 500"),
    ],
)
def test_a_pager_is_as_short_for_any_number_of_leaves(at: int, last: int, shown: str) -> None:
    leaf = list(leaves_of(TAGS, range(last), 1))[at - 1]
    pager = pager_of(leaf, TAGS, Links(BASE, leaf.address))
    assert pager
    assert " ".join(f"[{one.words}]" if one.here else one.words for one in pager.numbers) == shown
    assert (bool(pager.before), bool(pager.after)) == (at > 1, at < last)
    assert pager.words == f"Page {at} of {last}"


def test_one_leaf_needs_no_pager() -> None:
    (leaf,) = leaves_of(TAGS, [1], 1)
    assert pager_of(leaf, TAGS, Links(BASE, Address("tags/"))) is None


def test_lists_of_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, size in ((indexes, "_LEAF"), (entity_page, "_LEAF"), (annotations, "LEAF")):
        monkeypatch.setattr(module, size, 1)
    cables = [annotated_of(FIRST, NOTES), annotated_of(SECOND)]
    pages = pages_of(cables)
    assert lost(pages, BASE) == []
    from_the_end = {"tags/PGOV", "posts/exampletown"}
    for name in (*from_the_end, "entities/harvest-fair", "annotations"):
        numbers = ["2", "1"] if name in from_the_end else ["1", "2"]
        files = (f"{name}/index.html", f"{name}/{numbers[1]}/index.html")
        first, second = html_pages({file: pages[file] for file in files}).values()
        titles = [words(tree.find(".//{*}title")) for tree in (first, second)]
        assert titles[1] == titles[0].replace(" ·", f", page {numbers[1]} ·", 1)
        assert [tree.find(".//{*}a[@aria-current='page']").text for tree in (first, second)] == numbers
        shown = first.findall(".//{*}nav[@class='leaves']//{*}li/{*}a")
        assert [one.text for one in shown[:2]] == numbers
    assert f"{BASE}tags/PGOV/1/" in pages["sitemap.xml"]

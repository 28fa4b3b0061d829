"""What an anchor is called, in print and aloud: every form that a cable can have."""

import pytest

from sitegen.page.anchor_words import label_of, name_of


@pytest.mark.parametrize(
    ("anchor", "label", "name"),
    [
        ("p3", "¶3", "paragraph 3"),
        ("p3-2", "¶3 (2)", "paragraph 3, occurrence 2"),
        ("p3-a", "¶3 a", "paragraph 3, item a"),
        ("p3-a-2", "¶3 a 2", "paragraph 3, item a, occurrence 2"),
        ("p2-2-a", "¶2 2 a", "paragraph 2, occurrence 2, item a"),
        ("p0u1", "before ¶1", "unnumbered text 1 before paragraph 1"),
        ("p3u1", "after ¶3", "unnumbered text 1 after paragraph 3"),
        ("p3u1-a", "after ¶3", "unnumbered text 1 after paragraph 3, item a"),
    ],
)
def test_every_anchor_has_a_name(anchor: str, label: str, name: str) -> None:
    assert (label_of(anchor), name_of(anchor)) == (label, name)

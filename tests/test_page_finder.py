"""What the script of /go/ asks: the posts, and the numbers of one at a time."""

import json
import re

from page_site import FIRST, SECOND, annotated_of, edition_of, pages_of

from sitegen.archive.fact import Key, Kind
from sitegen.page.finder import numbers_sheets


def table(text: str) -> tuple[str, object]:
    name, rows = re.fullmatch(r'cables\("([\w-]+)",(.+)\);\n', text).groups()  # type: ignore[union-attr]
    return name, json.loads(rows)


def test_the_numbers_of_a_post_by_year() -> None:
    third = SECOND.replace("000044", "000005")
    cables = [annotated_of(FIRST), annotated_of(SECOND), annotated_of(third)]
    pages = pages_of(cables)
    assert table(pages["go/EXAMPLETOWN.js"]) == ("EXAMPLETOWN", {"2007": [12], "2008": [5, 44]})
    assert table(pages["go/all-posts.js"]) == ("all-posts", {"here": ["EXAMPLETOWN"], "aliases": {}})
    assert 'data-cable="../cable/%7Bid%7D/" data-table="%7Bid%7D.js"' in pages["go/index.html"]
    assert 'data-cable="/archive/cable/%7Bid%7D/" data-table="/archive/go/%7Bid%7D.js"' in pages["404.html"]


def test_a_table_is_made_again_for_the_cables_of_its_post_only() -> None:
    edition = edition_of([annotated_of(FIRST)])
    assert list(numbers_sheets(edition, "EXAMPLETOWN"))
    assert edition.archive.asked == {Key(Kind.POST, "EXAMPLETOWN")}

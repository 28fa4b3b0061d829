"""The small file beside a page that links to it show: what it says, and at which of its ids."""

import json

from test_page_sheets import site

from sitegen.address import HEADERS
from sitegen.page.headers import POLICY


def test_of_a_cable() -> None:
    said = json.loads(site()["cable/07EXAMPLETOWN12/preview.json"])
    assert said["facts"] == "07EXAMPLETOWN12 · CONFIDENTIAL · Embassy Exampletown · 3 July 2007"
    assert said["title"] == 'HARVEST FAIR OPENS <UNDER> RAIN & "WIND"'
    assert said["text"] == "A wet day."
    assert list(said["places"]) == ["p1", "p2", "p3", "p4"]
    assert said["places"]["p2"].startswith("¶2 · S/NF · Three things fell: A. rain")
    assert all(len(words) < 270 for words in said["places"].values())


def test_of_an_entity_and_of_a_cable_that_is_not_here() -> None:
    pages = site()
    assert json.loads(pages["entities/harvest-fair/preview.json"]) == {
        "facts": "Event · 3 mentions",
        "title": "Harvest Fair",
        "text": "Held yearly; see 07EXAMPLETOWN12 ¶1.",
    }
    assert json.loads(pages["cable/06NOWHERE5/preview.json"]) == {
        "facts": "06NOWHERE5",
        "title": "Not in this archive",
    }


def test_hosts_are_asked_for_the_policy_that_the_pages_bear() -> None:
    pages = site()
    assert pages[HEADERS.file] == (
        "/archive/*\n  Content-Security-Policy: default-src 'self'\n  Referrer-Policy: same-origin\n"
        "  X-Content-Type-Options: nosniff\n\n"
        "/archive/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    )
    assert f'http-equiv="Content-Security-Policy" content="{POLICY}"' in pages["index.html"]
    assert HEADERS.file not in site(offline=True)

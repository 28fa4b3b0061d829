"""Ids in every spelling, and the tables that know the posts."""

import pytest
from cable_record import VOCABULARY

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import CableId


@pytest.mark.parametrize(
    "spelling",
    [
        "07ASTANA1848",
        "07 Astana 1848",
        "07ASTANA01848",
        "ASTANA 1848 (07)",
        "Astana 1848 (2007)",
        "2007ASTANA1848",
        "07ASTANA1848_a",
        "2007ASTANA01848",
        " 07astana1848 ",
        "07SECTION01OF03ASTANA1848",
        "07EFTOASTANA1848",
    ],
)
def test_spellings_of_one_id(spelling: str) -> None:
    assert read_id(spelling, VOCABULARY) == CableId(2007, "ASTANA", 1848)
    assert str(read_id(spelling)) == "07ASTANA1848"


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("06 HCMC 12", "06HOCHIMINHCITY12"),
        ("06 SECSTATE 12", "06STATE12"),
        ("06 Port-au-Prince 12", "06PORTAUPRINCE12"),
        ("06KIEV12", "06KIEV12"),
        ("06 Kyiv 12", "06KYIV12"),
        ("66PARIS1", "66PARIS1"),
        ("75TEHRAN2069", "75TEHRAN2069"),
        ("08NOSUCHPOST7", "08NOSUCHPOST7"),
    ],
)
def test_posts_are_known_by_their_spellings(spelling: str, canonical: str) -> None:
    assert str(read_id(spelling, VOCABULARY)) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "notes", "07", "ASTANA1848", "07ASTANA", "07ASTANA0", "1848", "07AB1", "1850ASTANA1", "x" * 9999],
)
def test_what_is_no_id(text: str) -> None:
    assert read_id(text, VOCABULARY) is None


def test_an_unverified_tag_has_no_name() -> None:
    assert VOCABULARY.tags["PGOV"].name
    assert VOCABULARY.tags["XB"].name == ""


def test_a_post_has_its_usual_spelling() -> None:
    assert VOCABULARY.posts["ABUDHABI"].name == "Abu Dhabi"
    assert VOCABULARY.post_name("ABU DHABI") == "Abu Dhabi"
    assert VOCABULARY.post_name("PORT SAMPLE") == "Port Sample"

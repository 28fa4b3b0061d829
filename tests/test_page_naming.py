"""Addresses made from what a record says: unique, short and safe, whatever it says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.address import Address
from sitegen.page.edition import Sheet, Template
from sitegen.page.naming import tag_address
from sitegen.page.theme import Theme

tags = st.text(max_size=400) | st.text(alphabet="AB12 ,.-('!é", max_size=6)


@pytest.mark.parametrize(
    ("code", "path"), [("PGOV", "tags/PGOV/"), ("CLINTON, HILLARY", "tags/clinton-hillary/")]
)
def test_a_tag_that_its_address_gives_back_has_a_plain_one(code: str, path: str) -> None:
    assert tag_address(code).path == path


@pytest.mark.parametrize(
    ("one", "other"), [("DOE, JANE", "DOE JANE"), ("!!!", "???"), ("ABC", "('ABC')"), ("A" * 330, "A" * 331)]
)
def test_two_tags_that_read_alike_have_two_addresses(one: str, other: str) -> None:
    assert tag_address(one).path.casefold() != tag_address(other).path.casefold()


@given(tags, tags)
def test_any_tags_have_addresses_of_their_own(one: str, other: str) -> None:
    for code in (one, other):
        assert re.fullmatch(r"tags/[A-Za-z0-9-]{1,90}/", tag_address(code).path)
    if one.upper() != other.upper():
        assert tag_address(one).path.casefold() != tag_address(other).path.casefold()


def test_no_page_holds_what_xml_and_html_may_not() -> None:
    theme = Theme({"feed.xml": Template("<a>{{ page }}</a>", "feed.xml")})
    data, faults = theme.render(Sheet(Address("feed.xml"), "feed.xml", "a\x08b\x00c\x9fd\tе\ufffe"))
    assert (data, faults) == ("<a>a\ufffdb\ufffdc\ufffdd\tе\ufffd</a>\n".encode(), ())

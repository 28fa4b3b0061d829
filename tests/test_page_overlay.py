"""The overlay loses no character of the record and always nests."""

import html
import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.page.overlay import END, Layer, Point, Range, element, overlay

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=60)


def shape(name: str) -> tuple[Markup, Markup]:
    return element("a", href="#x") if name == "a" else element(name, class_="x")


LAYERS = {"a": Layer.LINK, "span": Layer.FRAME, "mark": Layer.MARK, "b": Layer.REDACTION}


def ranged(start: int, end: int, name: str) -> Range:
    return Range(start, end, LAYERS[name], *shape(name))


@st.composite
def laid(draw: st.DrawFn) -> tuple[str, list[Range], list[Point], tuple[int, int]]:
    text = draw(TEXT)
    place = st.integers(0, len(text))
    ranges = draw(st.lists(st.builds(ranged, place, place, st.sampled_from(sorted(LAYERS))), max_size=8))
    points = draw(
        st.lists(st.builds(Point, place | st.just(END), st.just(Markup("<sup></sup>"))), max_size=4)
    )
    window = sorted((draw(place), draw(place)))
    return text, ranges, points, (window[0], window[1])


@given(laid())
def test_the_text_comes_back_and_the_elements_nest(
    given: tuple[str, list[Range], list[Point], tuple[int, int]],
) -> None:
    text, ranges, points, (start, end) = given
    out = overlay(text, ranges, points, (start, end))
    assert html.unescape(re.sub(r"<[^>]*>", "", out)) == text[start:end]
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(f"<!doctype html><title>x</title><p>{out}</p>")
    assert out.count("<sup>") == len(points)
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<(?:a |sup)", out)


@pytest.mark.parametrize(
    ("ranges", "points", "expected"),
    [
        pytest.param([], [], "one two three", id="nothing laid"),
        pytest.param(
            [ranged(0, 7, "mark"), ranged(4, 13, "mark")],
            [],
            '<mark class="x">one <mark class="x">two</mark></mark><mark class="x"> three</mark>',
            id="two marks that cross",
        ),
        pytest.param(
            [ranged(0, 5, "mark"), ranged(4, 7, "a")],
            [Point(5, Markup("<sup>1</sup>"))],
            '<mark class="x">one </mark><a href="#x"><mark class="x">t</mark>wo</a><sup>1</sup> three',
            id="a mark that ends inside a link: the link is whole and the number waits",
        ),
        pytest.param(
            [ranged(0, 7, "a"), ranged(4, 13, "a")],
            [],
            '<a href="#x">one two</a> three',
            id="of two links that meet, the first",
        ),
    ],
)
def test_what_is_laid_over(ranges: list[Range], points: list[Point], expected: str) -> None:
    assert overlay("one two three", ranges, points) == expected


def test_everything_is_escaped() -> None:
    opening, closing = element("a", href='"><script>')
    out = overlay("<b>&\"'", [Range(0, 3, Layer.LINK, opening, closing)])
    assert out == '<a href="&#34;&gt;&lt;script&gt;">&lt;b&gt;</a>&amp;&#34;&#39;'

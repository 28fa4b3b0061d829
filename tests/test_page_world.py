"""The map of posts: every post of the table on it, on land, and reached without it."""

from math import cos, hypot, radians
from typing import NamedTuple

import pytest
from page_site import FIRST, VOCABULARY, annotated_of, pages_of
from test_page_sheets import html_pages, words

from sitegen.page.world import Site, land_path, world_of
from sitegen.site.packaged import land
from sitegen.site.tables import vocabulary

ABROAD = FIRST.replace("EXAMPLETOWN", "ABU DHABI")

SMALL_ISLANDS = {
    "APIA", "BRIDGETOWN", "HAMILTON", "KOLONIA", "KOROR", "MAJURO", "NAHA", "PONTADELGADA", "PORTLOUIS",
    "PRAIA", "SUVA",
}  # fmt: skip


def site_at(latitude: float, longitude: float, cables: int = 1) -> Site:
    return Site("Here", "here/", (latitude, longitude), cables, "Here: 1 cable")


@pytest.mark.parametrize(
    ("place", "x", "y"),
    [
        ((0, 11), 500, 241),
        ((0, -169), 0, 241),
        ((0, 190.99), 1000, 241),
        ((51.5, -0.1), 475, 63),
        ((-13.83, -171.77), 986, 293),
    ],
)
def test_where_a_place_is(place: tuple[float, float], x: float, y: float) -> None:
    world = world_of([site_at(*place)], "", "", "")
    assert world
    (mark,) = world.marks
    assert (round(mark.x), round(mark.y)) == (x, y)
    assert world.left <= mark.x <= world.left + world.width
    assert 0 <= mark.y <= world.height


@pytest.mark.parametrize("latitude", [0, 20, 40, 60, 75])
def test_no_land_looks_larger_than_it_is(latitude: float) -> None:
    """A degree either way makes as much of the map wherever it is."""
    world = world_of(
        [site_at(latitude, 46), site_at(latitude + 5, 11), site_at(latitude - 5, 11)], "", "", ""
    )
    assert world
    (east, _), *middle = sorted(((mark.x, mark.y) for mark in world.marks), reverse=True)
    area = (east - 500) * abs(middle[0][1] - middle[1][1]) / cos(radians(latitude))
    assert area == pytest.approx(3637, rel=0.01)


def test_every_post_of_the_table_is_on_land() -> None:
    lines = [line for line in land().splitlines() if not line.startswith("#")]
    rings = [[Corner(*map(float, one.split(","))) for one in line.split()] for line in lines]
    afloat = {
        key
        for key, post in vocabulary().posts.items()
        if post.place and not is_near(Corner(post.place[1], post.place[0]), rings)
    }
    assert all(post.place for post in vocabulary().posts.values())
    assert afloat == SMALL_ISLANDS


class Corner(NamedTuple):
    x: float
    y: float


def is_near(at: Corner, rings: list[list[Corner]]) -> bool:
    """Inside of land, or by less than three degrees outside, for the land is thinned."""
    at = Corner(at.x + 360 if at.x < -169 else at.x, at.y)
    near = any(hypot(at.x - one.x, at.y - one.y) < 3 for ring in rings for one in ring)
    return near or sum(is_inside(at, ring) for ring in rings) % 2 == 1


def is_inside(at: Corner, ring: list[Corner]) -> bool:
    crossed = (
        (one, other)
        for one, other in zip(ring, ring[1:] + ring[:1], strict=True)
        if (one.y > at.y) != (other.y > at.y)
        and at.x < (other.x - one.x) * (at.y - one.y) / (other.y - one.y) + one.x
    )
    return len(list(crossed)) % 2 == 1


def test_the_land_is_one_path_of_closed_rings_and_small() -> None:
    path = land_path(land())
    assert path.count("M") == path.count("z") > 50
    assert len(path) < 9000


def test_the_more_cables_the_larger_and_none_is_hidden() -> None:
    world = world_of([site_at(10, 10, 1), site_at(10, 10, 100), site_at(10, 10, 25)], "", "", "")
    assert world
    assert [mark.size for mark in world.marks] == [8, 5.2, 3]


def test_a_post_leads_to_its_cables_on_the_map_and_in_the_list() -> None:
    cables = [annotated_of(FIRST), annotated_of(ABROAD)]
    pages = pages_of(cables)
    (tree,) = html_pages({"index.html": pages["posts/index.html"]}).values()
    assert VOCABULARY.posts["ABUDHABI"].place
    (mark,) = tree.findall(".//{*}svg/{*}a")
    assert (mark.get("href"), words(mark)) == ("abu-dhabi/", "Embassy Abu Dhabi: 1 cable")
    assert "1 of 2 posts not on the map: where it was is not known." in pages["posts/index.html"]
    listed = [one.get("href") for one in tree.findall(".//{*}ul[@class='rows']//{*}a")]
    assert listed == ["abu-dhabi/", "exampletown/"]


def test_without_a_known_place_there_is_no_map() -> None:
    cables = [annotated_of(FIRST)]
    assert "<svg" not in pages_of(cables)["posts/index.html"]

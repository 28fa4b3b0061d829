"""Years and months: each cable once, each day led to wherever it stands, a feed beside each list."""

from dataclasses import replace

import feedparser
import pytest
from page_site import FIRST, SECOND, annotated_of, edition_of, pages_of
from test_page_sheets import html_pages, lost, words

from sitegen.archive.fact import Kind
from sitegen.page import feed, period
from sitegen.page.days import month_table
from sitegen.page.list_view import ListingView
from sitegen.page.period import month_sheets
from sitegen.page.shell import Link

BASE = "https://host.example/archive/"
YEAR, MONTH = "cables/2007/index.html", "cables/2007/07/index.html"


def july(number: int, day: int) -> str:
    return FIRST.replace("R 030900Z", f"R {day:02d}0900Z").replace("TOWN 000012", f"TOWN {number:06d}")


RECORDS = (FIRST, july(13, 3), july(14, 9), july(15, 31), SECOND)


def site(*records: str) -> dict[str, str]:
    return pages_of([annotated_of(record) for record in records])


def test_a_calendar_leads_to_the_days() -> None:
    pages = site(*RECORDS)
    tree = html_pages({MONTH: pages[MONTH]})[MONTH]
    days = tree.findall(".//{*}table//{*}a")
    assert [(words(one), one.get("href")) for one in days] == [
        ("3 2 cables", "#d3"),
        ("9 1 cable", "#d9"),
        ("31 1 cable", "#d31"),
    ]
    assert len(tree.findall(".//{*}td")) == 7 * 6  # July 2007 begins on a Sunday
    assert lost(pages, BASE) == []


def test_a_month_is_drawn_day_by_day_over_its_calendar() -> None:
    (tree,) = html_pages({MONTH: site(*RECORDS)[MONTH]}).values()
    drawn = tree.find(".//{*}svg")
    assert drawn is not None
    assert drawn.get("aria-label") == "Cables a day, July 2007: 4 in all, most in 3 July 2007 (2)"
    bars = [words(one) for one in drawn.findall("{*}rect")]
    assert bars == ["3 July 2007: 2 cables", "9 July 2007: 1 cable", "31 July 2007: 1 cable"]
    assert [words(one) for one in drawn.findall("{*}text")] == ["1", "8", "15", "22", "29"]
    assert len(tree.findall(".//{*}table")) == 1
    assert "<svg" not in site(SECOND)["cables/2008/08/index.html"]  # of one day only


def test_a_day_is_led_to_on_whatever_leaf_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(period, "_LEAF", 1)
    pages = site(*RECORDS)
    tree = html_pages({MONTH: pages[MONTH]})[MONTH]
    assert [one.get("href") for one in tree.findall(".//{*}table//{*}a")] == ["#d3", "3/#d9", "4/#d31"]
    assert "<table" not in pages["cables/2007/07/2/index.html"]
    assert lost(pages, BASE) == []


def test_a_cable_without_a_date_is_listed_apart() -> None:
    dated, undated = annotated_of(FIRST), annotated_of(july(13, 4))
    cables = [dated, replace(undated, cable=replace(undated.cable, dtg=None))]
    pages = pages_of(cables)
    (year,) = html_pages({YEAR: pages[YEAR]}).values()
    heads = [(words(one), one.get("href")) for one in year.findall(".//{*}h2/{*}a")]
    assert heads == [("July", "07/"), ("Without a date in this year", "undated/")]
    assert "07EXAMPLETOWN13" in pages["cables/2007/undated/index.html"]
    assert "<table" not in pages["cables/2007/undated/index.html"]
    assert lost(pages, BASE) == []
    for name in (YEAR, "cables/index.html"):
        drawn = html_pages({name: pages[name]})[name].find(".//{*}figure")
        assert drawn is not None
        picture, caption = drawn.find("{*}svg"), drawn.find("{*}figcaption")
        assert picture is not None
        assert picture.get("aria-label", "").endswith("2 in all, 1 of them undated, most in July 2007 (1)")
        assert words(caption).startswith("1 undated")
        rows = [[words(cell) for cell in row] for row in drawn.findall(".//{*}tr")]
        assert rows[1:] == [["July 2007", "1"], ["2007, without a date in it", "1"]]


def test_a_month_asks_for_no_months_but_those_up_to_the_next() -> None:
    months = (("100900Z JAN", 1), ("030900Z JUL", 2), ("030900Z SEP", 3), ("030900Z DEC", 4))
    records = [july(number, 3).replace("030900Z JUL", day) for day, number in months]
    edition = edition_of([annotated_of(record) for record in records])
    edition.archive.asked.clear()
    (sheet, _) = month_sheets(edition, "2007-07")
    view = sheet.view
    assert isinstance(view, ListingView)
    assert (view.before, view.after) == (
        Link("../01/", "January 2007"),
        Link("../09/", "September 2007"),
    )
    asked = {key.name for key in edition.archive.asked if key.kind is Kind.MONTH}
    assert asked == {f"2007-{month:02d}" for month in range(1, 10)}
    for name in ("2007-01", "2007-12"):  # and at either end there is none
        view = next(month_sheets(edition, name)).view
        assert isinstance(view, ListingView)
        assert None in (view.before, view.after)


def test_of_a_great_year_the_months_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(period, "_WHOLE_UP_TO", 1)
    (year,) = html_pages({YEAR: site(*RECORDS)[YEAR]}).values()
    assert [words(one) for one in year.findall(".//{*}ul[@class='rows']/{*}li")] == ["July 2007 4 cables"]
    assert year.findall(".//{*}article") == []


def test_a_list_has_a_feed_of_the_cables_sent_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST", 2)
    pages = site(*RECORDS)
    for name in ("tags/PGOV", "posts/exampletown"):
        read = feedparser.parse(pages[f"{name}/feed.xml"])
        assert not read.bozo
        assert read.feed.id == f"{BASE}{name}/feed.xml"
        assert [one.link.split("/")[-2] for one in read.entries] == ["08EXAMPLETOWN44", "07EXAMPLETOWN15"]
        (tree,) = html_pages({"index.html": pages[f"{name}/index.html"]}).values()
        announced = tree.findall(".//{*}link[@type='application/atom+xml']")
        assert [one.get("href") for one in announced] == ["../../feed.xml", "feed.xml"]
    feeds = {
        f"{name}feed.xml" for name in ("cables/2007/", "cables/2007/07/", "classifications/confidential/")
    }
    assert feeds <= pages.keys()


@pytest.mark.parametrize(
    ("year", "month", "weeks", "first"), [(2007, 7, 6, 6), (2010, 2, 4, 0), (2008, 2, 5, 4)]
)
def test_a_month_in_weeks(year: int, month: int, weeks: int, first: int) -> None:
    table = month_table(year, month, {1: 1000}, {1: "#d1"})
    assert len(table.weeks) == weeks
    assert table.weeks[0][first][:3] == ("1", "#d1", "1,000")
    assert [day.number for day in table.weeks[0][:first]] == [""] * first

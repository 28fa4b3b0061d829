"""A month as a calendar: which days have cables, and the way to them."""

from calendar import Calendar
from collections.abc import Mapping
from typing import NamedTuple

from sitegen.page.wording import MONTHS, count_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Weekday(NamedTuple):
    """The head of a column."""

    short: str
    words: str


class Day(NamedTuple):
    """A cell; `number` is "" outside of the month, `href` on a day without cables."""

    number: str
    href: str = ""
    total: str = ""
    noun: str = ""  # "cables"


class MonthTable(NamedTuple):
    """A month in weeks."""

    name: str
    weekdays: tuple[Weekday, ...]
    weeks: tuple[tuple[Day, ...], ...]


def month_table(year: int, month: int, totals: Mapping[int, int], hrefs: Mapping[int, str]) -> MonthTable:
    """Weeks begin on Monday. `totals` and `hrefs` are of the days that have cables."""
    name = f"{MONTHS[month - 1]} {year}"

    def day(number: int) -> Day:
        if number not in hrefs:
            return Day(str(number or ""))
        return Day(str(number), hrefs[number], *count_of(totals[number], "cable").split(" "))

    weeks = Calendar().monthdayscalendar(year, month)
    weekdays = tuple(Weekday(one[:2], one) for one in WEEKDAYS)
    return MonthTable(name, weekdays, tuple(tuple(map(day, week)) for week in weeks))

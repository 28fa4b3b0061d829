"""How dates and counts are said, everywhere alike."""

from collections.abc import Sequence
from datetime import date, datetime

from sitegen.cable.model import CableId

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_of(moment: date) -> str:
    """9 July 2007."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def sent_on(moment: datetime | None, cable: CableId) -> str:
    """The day of a cable; of one without a date the year of its id."""
    return day_of(moment) if moment else str(cable.year)


def month_of(year: int, month: int) -> str:
    """July 2007; month 0 is for cables whose own is not known."""
    return f"{MONTHS[month - 1]} {year}" if month else f"{year}, without a date in it"


def minute_of(moment: datetime) -> str:
    """9 July 2007, 00:09 UTC."""
    return f"{day_of(moment)}, {moment:%H:%M} UTC"


def machine_day(moment: date) -> str:
    """2007-07-09, for `datetime` attributes."""
    return moment.strftime("%Y-%m-%d")


def machine_minute(moment: datetime) -> str:
    """2007-07-09T00:09:00Z, for `datetime` attributes and feeds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def count_of(number: int, noun: str, plural: str = "") -> str:
    """1 cable, 1,295 cables."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def facts_line(facts: Sequence[str]) -> str:
    """12 paragraphs · 9 annotations: what is empty is left out."""
    return " · ".join(fact for fact in facts if fact)

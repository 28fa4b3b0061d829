"""Dates as historians know them: a day, or only a month, or only a year."""

import re
from calendar import monthrange
from datetime import date

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def read_day(text: str) -> date | None:
    """A whole date, as 2007-07-09; None for anything else."""
    match = _PARTIAL.fullmatch(text)
    return _day(match[1], match[2], match[3]) if match and match[3] else None


def first_day(text: str) -> date | None:
    """The day a partial date begins: 1999 on the first of January."""
    match = _PARTIAL.fullmatch(text)
    return _day(match[1], match[2] or "01", match[3] or "01") if match else None


def last_day(text: str) -> date | None:
    """The day a partial date ends: 2006-12 on the 31st."""
    start, match = first_day(text), _PARTIAL.fullmatch(text)
    if start is None or match is None or match[3]:
        return start
    month = start.month if match[2] else 12
    return date(start.year, month, monthrange(start.year, month)[1])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

"""Date-time groups: `P 090009Z JUL 07` is precedence, day, hour, minute, zone, month and year.

The year of a cable is only here. Z is UTC; other letters are the military zones.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sitegen.cable.cable_id import full_year

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# Letters of the precedence, as a word and in the order of rank (ACP 121).
_NO_MONTH = f"(?!{'|'.join(MONTHS)})"
PRECEDENCES = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
_DTG = re.compile(
    r"\s*(?P<precedence>[ZOPR](?: {0,2}[ZOPR])?|NIACT IMMEDIATE|FLASH|IMMEDIATE|PRIORITY|ROUTINE)? {0,4}"
    rf"(?P<day>[O\d]\d) ?(?P<hour>[O\d]\d)(?P<minute>[O\d][O\d]) ?(?P<zone>{_NO_MONTH}[A-Z])?/? {{0,3}}"
    r"(?P<month>[A-Z]{3})[A-Z]{0,6}\.? {0,3}(?P<year>\d{4}|\d\d)\b(?P<suffix>.*)",
    re.IGNORECASE,
)
# "Wednesday, 29 November 2000, 13:59": the publisher's line, in UTC and right to the minute.
_PUBLISHED = re.compile(
    r"\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, {1,2}(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2})[a-z]* "
    r"(?P<year>\d{4}), (?P<hour>\d\d):(?P<minute>\d\d)\s*",
    re.IGNORECASE,
)
# "ZDK", "ZFF4", "ZDK CTG RUEHAK 1111", "CCY ADDED INFO", "PSN 12345": notes of the operator.
_SUFFIX = re.compile(
    r"\s*(?:\(?[A-Z]{2,4}-?\d?\b[\w /,.()#-]{0,80}|CORRECTED COPY\b.{0,40})?\s*", re.IGNORECASE
)


class Dtg(NamedTuple):
    """When a cable was sent and how fast: aware, UTC."""

    time: datetime | None  # None when the digits are no date
    precedence: str | None
    year: int | None  # may be legible where the day is not


def read_dtg(text: str) -> Dtg | None:
    """A DTG line; None when the line is none. Two precedences ("O P") give the higher one."""
    match = _DTG.fullmatch(text)
    if not match or not _SUFFIX.fullmatch(match["suffix"]):
        return None
    if not match["zone"] and match["month"].upper() not in MONTHS:
        return None
    time = _time_of(match, (match["zone"] or "Z").upper())
    return Dtg(time, _precedence_of(match["precedence"] or ""), full_year(match["year"]))


def read_published_date(text: str) -> datetime | None:
    """The publisher's line after the addressees, in 120 of the release's cables."""
    match = _PUBLISHED.fullmatch(text)
    return _time_of(match, "Z") if match else None


def read_filing_time(digits: str, year: int) -> datetime | None:
    """The day of the year and the time of a DE line, minutes late at most: `1900009` is 9 July, 0009Z."""
    day, hour, minute = int(digits[:3]), int(digits[3:5]), int(digits[5:])
    try:
        filed = datetime(year, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)
    except ValueError:
        return None
    return filed if filed.year == year and day else None


def _time_of(match: re.Match[str], zone: str) -> datetime | None:
    year = full_year(match["year"])
    if year is None or match["month"].upper() not in MONTHS:
        return None
    month = MONTHS.index(match["month"].upper()) + 1
    try:
        day, hour, minute = (int(match[name].upper().replace("O", "0")) for name in ("day", "hour", "minute"))
        local = datetime(year, month, day, hour, minute, tzinfo=UTC)
        return local if zone == "Z" else local - timedelta(hours=_zone_hours(zone))
    except (ValueError, OverflowError):
        return None


def _zone_hours(zone: str) -> int:
    """A to M without J are hours east of Greenwich, N to Y west (ACP 121)."""
    if zone in "ABCDEFGHIKLM":
        return "ABCDEFGHIKLM".index(zone) + 1
    return -("NOPQRSTUVWXY".index(zone) + 1) if zone in "NOPQRSTUVWXY" else 0


def _precedence_of(words: str) -> str | None:
    upper = words.upper().strip()
    if not upper:
        return None
    if len(upper) > 3:
        return upper
    return next(word for letter, word in PRECEDENCES.items() if letter in upper)

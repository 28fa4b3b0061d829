"""The telegraph's own lines, from the transmission id down to the addressees.

Each reader gets the lines from its keyword up to the next keyword, and takes those that are its own.
"""

import re
from dataclasses import replace

from sitegen.cable.claim import Notice
from sitegen.cable.dtg import read_dtg, read_published_date
from sitegen.cable.facts import Facts, Reading
from sitegen.cable.model import Addressee, Level
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line

_SERIAL = re.compile(r"#(\d{3,6})")
_SECURITY = {"C": Level.CONFIDENTIAL, "S": Level.SECRET, "U": Level.UNCLASSIFIED, "T": Level.TOP_SECRET}
_ROUTE = re.compile(r"\s*(?P<route>R[A-Z]{3,8})/(?!/)")
_PRECEDENCE = re.compile(r"\s+(?P<precedence>NIACT IMMEDIATE|IMMEDIATE|PRIORITY|ROUTINE|FLASH)\Z")
_NUMBER = re.compile(r"\s+(?P<number>\d{2,6})\Z")
_KEYWORD = re.compile(r"\s*(?:TO|INFO|Action|Info|XMT|To)\b:?\s*")
_ADDRESSEE = re.compile(r"\s*(?:R[A-Z]{3,8}/)?[A-Z0-9][A-Z0-9 .,/()'&-]{2,120}")
_DISTRIBUTION = re.compile(r"\s*(?:(?:ACTION|INFO)\s+)?[A-Z/]{1,6}-\d\d\b|\s*/\d{3}[A-Z]\b|\s*-{6,}")
_ROUTING = re.compile(r"\s*(?:R[A-Z]{3,7}\s*)+")
_ORIGIN = re.compile(r"\s*(?:FM|From:)\s*(?P<name>.{0,80}?)\s*")


def read_transmission(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`VZCZCXRO6149`."""
    return Reading(facts, 1)


def read_routing(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`PP RUEHAG RUEHDA ...`, which may wrap (06MADRID766)."""
    taken = 1
    while taken < len(lines) and _ROUTING.fullmatch(lines[taken].text[:200]):
        taken += 1
    return Reading(facts, taken)


def read_originator(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`DE RUEHTA #1848/01 1900009`: the number stands here too."""
    match = _SERIAL.search(lines[0].text)
    return Reading(replace(facts, serial=int(match[1])) if match and not facts.serial else facts, 1)


def read_security(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`ZNY CCCCC ZZH`: the level, should the classification line be missing."""
    letter = lines[0].text.strip()[4:5]
    return Reading(replace(facts, security=_SECURITY.get(letter)), 1)


def read_dtg_line(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`P 090009Z JUL 07`; the first one counts."""
    dtg = read_dtg(lines[0].text)
    if facts.dtg or not dtg:
        return Reading(facts, 1)
    if not dtg.time:
        return Reading(
            facts, 1, (Notice("dtg-unreadable", lines[0].start, "the date-time group is no date"),)
        )
    return Reading(replace(facts, dtg=dtg.time, precedence=dtg.precedence or facts.precedence), 1)


def read_published_line(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Monday, 09 November 2009, 07:32`."""
    return Reading(replace(facts, published=read_published_date(lines[0].text)), 1)


def read_origin(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`FM AMEMBASSY ASTANA`."""
    match = _ORIGIN.fullmatch(lines[0].text)
    name = " ".join(match["name"].split()) if match else ""
    return Reading(replace(facts, origin=facts.origin or name or None), 1)


def read_to(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """The action addressees, who have to do something."""
    found, taken = _addressees(lines)
    return Reading(replace(facts, to=facts.to + found), taken)


def read_info(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """The information addressees."""
    found, taken = _addressees(lines)
    return Reading(replace(facts, info=facts.info + found), taken)


def read_distribution(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`INFO  LOG-00   NP-00 ...` (00HARARE6677, 09STATE15113): offices in Washington, with copies."""
    taken = 1
    while taken < len(lines) and _DISTRIBUTION.match(lines[taken].text):
        taken += 1
    return Reading(facts, taken)


def _addressees(lines: tuple[Line, ...]) -> tuple[tuple[Addressee, ...], int]:
    """One a line, until a line that cannot be one."""
    found = [
        addressee for addressee in (read_addressee(_KEYWORD.sub("", lines[0].text, count=1)),) if addressee
    ]
    taken = 1
    for line in lines[1:]:
        if not line.text.strip() or not _ADDRESSEE.fullmatch(line.text):
            break
        taken += 1
        if addressee := read_addressee(line.text):
            found.append(addressee)
    return tuple(found), taken


def read_addressee(text: str) -> Addressee | None:
    """`RUEHC/SECSTATE WASHDC//SCA COLLECTIVE/ PRIORITY 0007`: what stands after `//` is an attention."""
    rest = text[:200].strip()
    number = _NUMBER.search(rest)
    rest = rest[: number.start()] if number else rest
    precedence = _PRECEDENCE.search(rest)
    rest = rest[: precedence.start()] if precedence else rest
    route = _ROUTE.match(rest)
    name = (rest[route.end() :] if route else rest).split("//")[0].strip(" /")
    if not name:
        return None
    return Addressee(
        name,
        route["route"] if route else None,
        precedence["precedence"] if precedence else None,
        number["number"] if number else None,
    )

"""The telegraph's own lines, from the transmission id down to the addressees.

Each reader gets the lines from its keyword up to the next keyword, and takes those that are its own.
"""

import re

from msgspec.structs import replace

from sitegen.cable.caption import read_captions
from sitegen.cable.claim import Notice
from sitegen.cable.classification import read_banner
from sitegen.cable.dtg import read_dtg, read_published_date
from sitegen.cable.facts import ONE_LINE, Facts, Reading
from sitegen.cable.model import Addressee, Level
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line

_SERIAL = re.compile(r"# ?(\d{3,6})(?:/\d{1,2})?(?: {1,3}(\d{7})\b)?")
_SECURITY = {"C": Level.CONFIDENTIAL, "S": Level.SECRET, "U": Level.UNCLASSIFIED, "T": Level.TOP_SECRET}
_KEYWORD = re.compile(r"\s*(?:TO|INFO|XMT)\b:?\s*", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\s*(?:R[A-Z]{3,8}/)?[A-Z0-9][A-Z0-9 .,/()'&:;*_-]{2,140}")
# After a blank line only what can be nothing else goes on with the addressees.
_SURELY = re.compile(
    r"\s*(?:R[A-Z]{3,8}/(?!/)|(?:AMEMBASSY|AMCONSUL|USMISSION|SECDEF|SECSTATE|USINT|USLO)\s+[A-Z])"
)
_ATTENTION = re.compile(r" (?:FOR(?! POLAD\s*\Z)|PASS)\b")  # "CINCPAC FOR POLAD" is an addressee
_BETWEEN = re.compile(r"(?<!ALL)(?<!PASS TO)\s+(?=R[A-Z]{4,7}/[A-Z]|(?:AMEMBASSY|AMCONSUL) )")
_STARTS = (" RU", " RH", " AMEMB", " AMCON")  # of a second addressee on a line
_REST = re.compile(r"\s*(?:IMMEDIATE|PRIORITY|ROUTINE)?\s*(?:\d{2,6})?\s*")  # of a line that was wrapped
_ROUTE = re.compile(r"R[A-Z]{3,8}")
_PRECEDENCES = ("FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE")
_BEFORE_A_DIGIT = [[word] for word in _PRECEDENCES]  # "SECSTATE WASHDC PRIORITY 7"
_DISTRIBUTION = re.compile(
    r"\s*(?:(?:ACTION|INFO)\s+)?\(?[A-Z/]{1,6}-\d\d\b"
    r"|\s*/\d{3} ?[A-Z]{1,2}\b|\s*-{6,}|\s*\d\d\s*\Z"
)
_ROUTING = re.compile(r"\s*(?:[ZOPR]{2} )?(?:R[A-Z]{3,7}\s*)+")
_ORIGIN = re.compile(r"\s*FM:?\s+(?P<name>.{0,80}?)\s*", re.IGNORECASE)
_LONGEST_REST = 24
_LONGEST = 200  # characters of an addressee's line


def read_one_line(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`VZCZCXRO6149`: a line of the network's, which says nothing of the cable."""
    return ONE_LINE


def read_routing(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`PP RUEHAG RUEHDA ...`, which may wrap (06MADRID766), or be several, each with its own precedence."""
    taken = 1
    while taken < len(lines) and _ROUTING.fullmatch(lines[taken].text[:_LONGEST]):
        taken += 1
    return Reading(taken)


def read_originator(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`DE RUEHTA #1848/01 1900009`: the number stands here too."""
    match = _SERIAL.search(lines[0].text, 0, _LONGEST)
    if match and not facts.serial:
        facts.serial, facts.filed = int(match[1]), match[2] or ""
    return ONE_LINE


def read_security(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`ZNY CCCCC ZZH`: the level, should the classification line be missing."""
    facts.security = _SECURITY.get(lines[0].text.strip()[4:].lstrip()[:1])
    return ONE_LINE


def read_dtg_line(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`P 090009Z JUL 07`; the first one counts."""
    dtg = None if facts.dtg else read_dtg(lines[0].text)
    if not dtg:
        return ONE_LINE
    facts.precedence = dtg.precedence or facts.precedence
    if not dtg.time:
        facts.known_year = facts.known_year or dtg.year
        return Reading(1, (Notice("dtg-unreadable", lines[0].start, "the date-time group is no date"),))
    facts.dtg = dtg.time
    return ONE_LINE


def read_published_line(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Monday, 09 November 2009, 07:32`."""
    facts.published = facts.published or read_published_date(lines[0].text)
    return ONE_LINE


def read_origin(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`FM AMEMBASSY ASTANA`; a route or a message number is not of the name."""
    match = _ORIGIN.fullmatch(lines[0].text)
    sender = read_addressee(match["name"]) if match else None
    facts.origin = facts.origin or (sender.name if sender else None)
    return ONE_LINE


def read_to(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """The action addressees, who have to do something."""
    found, taken = _addressees(lines)
    facts.to += found
    return Reading(taken)


def read_info(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """The information addressees."""
    found, taken = _addressees(lines)
    facts.info += found
    return Reading(taken)


def read_exempt(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`XMT AMEMBASSY TRIPOLI`: posts of a collective that do not get the cable."""
    return Reading(_addressees(lines)[1])


def read_distribution(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`INFO  LOG-00   NP-00 ...` (00HARARE6677, 09STATE15113): offices in Washington, with copies."""
    taken = 1
    for index, line in enumerate(lines[1:], start=1):
        if _DISTRIBUTION.match(line.text):
            taken = index + 1
        elif line.text.strip():
            break
    return Reading(taken)


def _addressees(lines: tuple[Line, ...]) -> tuple[tuple[Addressee, ...], int]:
    """One a line, until a line that cannot be one; re-flowed, several on a line."""
    found: list[Addressee] = []
    taken, apart = 0, False
    for index, line in enumerate(lines):
        text = line.text if index else _KEYWORD.sub("", line.text, count=1)
        if index and not text.strip():
            apart = True
            continue
        if index and not _is_addressee(text, apart=apart):
            break
        several = any(map(text.__contains__, _STARTS))
        pieces = _BETWEEN.split(text.strip()) if several else (text,)
        found += [addressee for piece in pieces if (addressee := read_addressee(piece))]
        if len(text) < _LONGEST_REST and found and _REST.fullmatch(text):
            found[-1] = _with_rest(found[-1], text)
        taken, apart = index + 1, False
    return tuple(found), taken


def _is_addressee(text: str, *, apart: bool) -> bool:
    """Whether a line goes on with the list."""
    if apart:
        return bool(_SURELY.match(text)) and not _ATTENTION.search(text)
    if not _ADDRESSEE.fullmatch(text):
        return False
    return "/" in text[:11] or not (read_captions(text) or read_banner(text) or _ATTENTION.search(text))


def _with_rest(addressee: Addressee, text: str) -> Addressee:
    """Its precedence and number, when they stand on a line of their own."""
    rest = read_addressee(f"- {text}")
    if not rest:
        return addressee
    return replace(
        addressee,
        precedence=rest.precedence or addressee.precedence,
        number=rest.number or addressee.number,
    )


def read_addressee(text: str) -> Addressee | None:
    """`RUEHC/SECSTATE WASHDC//SCA COLLECTIVE/ PRIORITY 0007`: what stands after `//` is an attention."""
    words = text[:_LONGEST].split()
    number = precedence = None
    if words and words[-1][-1] in ".," and words[-1][:-1].isdigit():
        words[-1] = words[-1][:-1]
    if words and words[-1].isdigit() and (2 <= len(words[-1]) <= 6 or words[-2:-1] in _BEFORE_A_DIGIT):
        number = words.pop()
    while words and words[-1].strip(",") in _PRECEDENCES:
        precedence = words.pop().strip(",")  # the first of several: "IMMEDIATE PRIORITY"
    if precedence == "IMMEDIATE" and words and words[-1] == "NIACT":
        precedence = f"{words.pop()} {precedence}"
    name, route = " ".join(words), None
    if "/" in name:
        before, _, rest = name.partition("/")
        if not rest.startswith("/") and _ROUTE.fullmatch(before.rstrip()):
            name, route = rest.lstrip(), before.rstrip()
        name = name.partition("//")[0].strip(" /")
    return Addressee(name, route, precedence, number) if name else None

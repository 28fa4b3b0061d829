"""The labelled form of 2010 on: `MRN: 10 EXAMPLETOWN 123`, and a label a line for each fact.

The set of labels is that of declassified examples (cable-format.md, section 12). Its readers stand
in the table of the header beside the telegraph's; they are asked only below a line with MRN.
"""

import re

from msgspec.structs import replace

from sitegen.cable.cable_id import full_year
from sitegen.cable.caption import captions_in
from sitegen.cable.dtg import read_dtg
from sitegen.cable.envelope import read_addressee
from sitegen.cable.facts import ONE_LINE, Facts, Reading
from sitegen.cable.model import Addressee
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line

_VALUE = re.compile(r"\s*[A-Za-z/ ]{3,16}:\s*")
_MRN = re.compile(
    r"(?P<year>\d{4}|\d\d)\s*(?P<post>[A-Z][A-Z .'-]{1,40}?)\s*0*(?P<number>\d{1,8})", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*;\s*")
# "WASHDC, SECSTATE ROUTINE" is SECSTATE WASHDC.
_PLACE_FIRST = re.compile(r"(?P<place>[A-Z][A-Z .'-]+), (?P<office>[A-Z][A-Z /.'-]+)")


def read_mrn(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`MRN: 10 EXAMPLETOWN 123`: the cable's own id."""
    match = _MRN.fullmatch(_value(lines[0]))
    if match:
        facts.known_year = full_year(match["year"]) or facts.known_year
        facts.post, facts.number, facts.post_at = match["post"], int(match["number"]), lines[0].start
    return ONE_LINE


def read_sent(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Date/DTG: Jan 05, 2010 / 051200Z JAN 10`."""
    dtg = read_dtg(_value(lines[0]).rpartition("/")[2])
    if dtg and dtg.time:
        facts.dtg = facts.dtg or dtg.time
    return ONE_LINE


def read_sender(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`From: AMEMBASSY EXAMPLETOWN`."""
    sender = _addressee(_value(lines[0]))
    facts.origin = facts.origin or (sender.name if sender else None)
    return ONE_LINE


def read_action(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Action: WASHDC, SECSTATE ROUTINE`; the cable has the precedence of its first addressee."""
    found, taken = _addressees(lines)
    facts.to += found
    facts.precedence = facts.precedence or next((one.precedence for one in found if one.precedence), None)
    return Reading(taken)


def read_copies(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Info: ...`."""
    found, taken = _addressees(lines)
    facts.info += found
    return Reading(taken)


def read_captions_line(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Captions: SENSITIVE, SIPDIS`."""
    facts.add_captions(captions_in(_value(lines[0])))
    return ONE_LINE


def read_passing(lines: tuple[Line, ...], facts: Facts, _: Vocabulary) -> Reading:
    """`Pass Line: PASS TO USTR`, which may wrap."""
    taken = _until_blank(lines)
    words = " ".join(_value(line) if not index else line.text for index, line in enumerate(lines[:taken]))
    if words := " ".join(words.split()):
        facts.attention += (words,)
    return Reading(taken)


def _addressees(lines: tuple[Line, ...]) -> tuple[tuple[Addressee, ...], int]:
    """Several on a line, apart by semicolons, or one a line."""
    taken = _until_blank(lines)
    texts = [_value(lines[0]), *(line.text for line in lines[1:taken])]
    found = (_addressee(piece) for text in texts for piece in _SPLIT.split(text.strip()))
    return tuple(addressee for addressee in found if addressee), taken


def _addressee(text: str) -> Addressee | None:
    addressee = read_addressee(text)
    swapped = _PLACE_FIRST.fullmatch(addressee.name) if addressee else None
    if addressee and swapped:
        return replace(addressee, name=f"{swapped['office']} {swapped['place']}")
    return addressee


def _value(line: Line) -> str:
    """What stands behind the label."""
    return _VALUE.sub("", line.text, count=1).strip()


def _until_blank(lines: tuple[Line, ...]) -> int:
    return next((index for index, line in enumerate(lines) if index and not line.text.strip()), len(lines))

"""Classification as a reader sees it: the cable's badge and band, a paragraph's portion mark."""

from typing import NamedTuple

from sitegen.cable.model import Level, Marking

_CAVEATS = {
    "NF": "not for foreign nationals",
    "FOUO": "for official use only",
    "FGI": "foreign government information",
    "ORCON": "originator controlled",
}


class Badge(NamedTuple):
    """A level by code (for its colour) and by word: never one without the other."""

    code: str
    words: str


class Mark(NamedTuple):
    """A portion mark: "S/NF", coloured by its level, said as "Secret, not for foreign nationals"."""

    code: str
    text: str
    meaning: str
    href: str = ""  # where the first of its kind is explained


UNSTATED = Badge("none", "CLASSIFICATION NOT STATED")


def badge_of(level: Level | None) -> Badge:
    """A level as a badge; a cable that states none says so."""
    return Badge(level.code, level.words) if level else UNSTATED


def mark_of(marking: Marking | None, href: str = "") -> Mark | None:
    """None where the drafter gave no mark."""
    if not marking:
        return None
    caveats = (_CAVEATS.get(caveat, caveat) for caveat in marking.caveats)
    meaning = ", ".join((marking.level.words.capitalize(), *caveats))
    return Mark(marking.level.code, str(marking), meaning, href)

"""A cable's line in the lock, as text and as data.

    07ASTANA1848 ref-a:3fX p1:Q3fX9,0dKwe h-comment :bb1aX p4= p9=p3

In reading order: an anchor with the mark of its words, and after a comma the marks of those that
follow it by number, also behind a heading; a heading, whose anchor is made of its words; `p4=`,
whose words are gone; and last `p9=p3`, an address whose words are at another now.

`07ASTANA1848 =` is a cable that is no longer in the archive, `07ASTANA1848 =07ASTANA1849` one
that has another id now.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sitegen.cable.model import Anchor

_ANCHOR = "[a-z][a-z0-9-]*"
_TOKEN = re.compile(
    rf"(?P<first>{_ANCHOR})?:(?P<marks>[\w-]{{3}}(?:[\w-]{{2}})?(?:,[\w-]{{3}}(?:[\w-]{{2}})?)*)"
    rf"|(?P<heading>h-[a-z0-9-]+)|(?P<old>{_ANCHOR})=(?P<now>{_ANCHOR})?",
    re.ASCII,
)
_CABLE = re.compile(r"[0-9]{2}[A-Z]+[0-9]+", re.ASCII)
_COUNTED = re.compile(r"(.*?)([0-9]+|[a-y])")


class Entry(NamedTuple):
    """A published anchor."""

    anchor: Anchor
    mark: str = ""  # "" of a heading and of what is gone
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is locked of a cable that is in the archive."""

    entries: tuple[Entry, ...]
    also: Mapping[Anchor, Anchor] = field(default_factory=dict)  # an old anchor: where its words are now


class Departed(NamedTuple):
    """A cable that is no longer published under its id."""

    to: str = ""  # the id that it has now


class Unreadable(NamedTuple):
    """No line of a lock."""

    column: int  # from 1
    message: str


def id_of(text: str) -> str:
    """The cable that a line is about."""
    return text.partition(" ")[0]


def read_line(text: str) -> Line | Departed | Unreadable:
    """A line as data."""
    cable, _, rest = text.partition(" ")
    if not _CABLE.fullmatch(cable):
        return Unreadable(1, f"{cable[:40]!r} is not the id of a cable")
    if rest.startswith("="):
        to = rest[1:]
        if not to or _CABLE.fullmatch(to):
            return Departed(to)
        return Unreadable(len(cable) + 3, f"{to[:40]!r} is not the id of a cable")
    entries: list[Entry] = []
    also: dict[Anchor, Anchor] = {}
    column = len(cable) + 2
    for token in rest.split(" ") if rest else ():
        match = _TOKEN.fullmatch(token)
        if not match:
            return Unreadable(column, f"{token[:40]!r} is no anchor with its mark")
        column += len(token) + 1
        if match["now"]:
            also[Anchor(match["old"])] = Anchor(match["now"])
        else:
            entries += _entries(match, entries)
    names = [*(entry.anchor for entry in entries), *also]
    if "" in names:
        return Unreadable(1, f"the line of {cable} has more marks than there are anchors for")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        return Unreadable(1, f"{twice} stands in the line of {cable} twice")
    return Line(tuple(entries), also)


def text_of(cable: object, line: Line | Departed) -> str:
    """A line as text, without its end."""
    if isinstance(line, Departed):
        return f"{cable} ={line.to}"
    aliases = (f"{old}={now}" for old, now in sorted(line.also.items()))
    return " ".join((str(cable), *_tokens(line.entries), *aliases))


def is_plain(text: str) -> bool:
    """Nothing but anchors and marks: it says no more than the cable itself does."""
    return "=" not in text


def _entries(match: re.Match[str], before: Sequence[Entry]) -> Iterator[Entry]:
    if match["heading"]:
        yield Entry(Anchor(match["heading"]))
    elif match["old"]:
        yield Entry(Anchor(match["old"]), is_gone=True)
    else:
        anchor = match["first"] or _expected(before)
        for mark in match["marks"].split(","):
            yield Entry(Anchor(anchor), mark)
            anchor = _following(anchor)


def _expected(before: Sequence[Entry]) -> str:
    """The anchor that needs no name: it follows that of the last words."""
    return next((_following(one.anchor) for one in reversed(before) if one.mark), "")


def _tokens(entries: Iterable[Entry]) -> Iterator[str]:
    run, following = "", ""
    for entry in entries:
        is_next = bool(entry.mark) and entry.anchor == following
        if is_next and run.partition(":")[2]:
            run += f",{entry.mark}"
            following = _following(entry.anchor)
            continue
        if run:
            yield run
        name = "" if is_next else entry.anchor
        run = f"{name}{'=' if entry.is_gone else ''}{f':{entry.mark}' if entry.mark else ''}"
        following = _following(entry.anchor) if entry.mark else following
    if run:
        yield run


def _following(anchor: str) -> str:
    """The anchor that comes next by number or letter: p4 after p3, ref-b after ref-a; "" when none does."""
    match = _COUNTED.fullmatch(anchor)
    if not match:
        return ""
    stem, end = match.groups()
    return stem + (str(int(end) + 1) if end.isdigit() else chr(ord(end) + 1))

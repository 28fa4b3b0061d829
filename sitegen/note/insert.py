"""What a line such as `{{< ¶ 07ASTANA1848 p7 >}}` sets into a page, in the words of its form.

The first word says what: a paragraph (¶ or p), a cable, an essay, or the latest of the archive.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import Anchor, CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.note.near import did_you_mean

_PLACE = re.compile(r"(?:¶\s*|p)(\d{1,4}(?:u\d+|-\d+)?)", re.IGNORECASE)
_MANY = 50


class Quotation(NamedTuple):
    """A paragraph of a cable, as it is published."""

    cable: CableId
    anchor: Anchor

    @property
    def id(self) -> str:
        """Its own on the page that quotes: q-07astana1848-p7."""
        return f"q-{self.cable}-{self.anchor}".lower()


class Feature(NamedTuple):
    """A cable as lists show it."""

    cable: CableId


class Card(NamedTuple):
    """Another page of the editors', by its slug."""

    slug: str


class Latest(NamedTuple):
    """The latest of the archive: "cables" or "annotations"."""

    what: str
    number: int


class Unread(NamedTuple):
    """What is wrong with a form."""

    message: str
    hint: str


Insert = Quotation | Feature | Card | Latest


def read_insert(words: str, vocabulary: Vocabulary) -> Insert | Unread:
    """What stands between `{{<` and `>}}`."""
    match = re.match(r"(¶|[^\s¶]+)\s*(.*)", words, re.DOTALL)
    called, rest = (match[1].casefold(), match[2].strip()) if match else ("", "")
    if reader := _READERS.get(called):
        return reader(rest, vocabulary)
    names = [name for name in _READERS if name != "p"]
    hint = did_you_mean(called, names) or "write ¶, cable, essay or latest first"
    return Unread(f"nothing is set in by {called!r}" if called else "this says nothing", hint)


def _quotation(rest: str, vocabulary: Vocabulary) -> Quotation | Unread:
    spelled, _, place = rest.rpartition(" ")
    cable, match = read_id(spelled, vocabulary), _PLACE.fullmatch(place)
    if cable and match:
        return Quotation(cable, Anchor(f"p{match[1].lower()}"))
    return Unread(
        "a quotation needs a cable and the id of a paragraph", "write it as {{< ¶ 07ASTANA1848 p7 >}}"
    )


def _feature(rest: str, vocabulary: Vocabulary) -> Feature | Unread:
    cable = read_id(rest, vocabulary)
    hint = "write it as {{< cable 07ASTANA1848 >}}"
    return Feature(cable) if cable else Unread(f"{rest!r} is not the id of a cable", hint)


def _card(rest: str, vocabulary: Vocabulary) -> Card | Unread:
    hint = "write the name of its file: {{< essay my-essay >}} for content/pages/my-essay.md"
    return Card(rest) if rest else Unread("which essay?", hint)


def _latest(rest: str, vocabulary: Vocabulary) -> Latest | Unread:
    what, _, number = rest.partition(" ")
    if what not in ("cables", "annotations"):
        return Unread(
            "the latest what?", "write it as {{< latest cables 5 >}} or {{< latest annotations 3 >}}"
        )
    if number and not (number.strip().isdecimal() and 0 < int(number) <= _MANY):
        return Unread(
            f"{number.strip()!r} is no number from 1 to {_MANY}", f"as in {{{{< latest {what} 3 >}}}}"
        )
    return Latest(what, int(number or 5))


_READERS: Mapping[str, Callable[[str, Vocabulary], Insert | Unread]] = {
    "¶": _quotation,
    "p": _quotation,
    "cable": _feature,
    "essay": _card,
    "latest": _latest,
}

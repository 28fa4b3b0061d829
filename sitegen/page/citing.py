"""How to cite a cable, or a paragraph of it, in the styles that scholars are asked for.

A style is a CSL file, and a CSL processor says what stands where. It is given marks in place of the record's
words, of the year and of the day, which are set in afterwards: so no style changes a letter of them, and
citations are worked out for twelve months, however many cables there are. A day is written as a plain number.
"""

import re
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from sitegen.page.bibliography import Cited
from sitegen.page.edition import Style

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

SUBJECT, URL, PLACE = "subject", "url", "place"
"""The roles of a part: the subject, the address, what stands there when a paragraph is cited."""

# One character for each of a cable's words, of those that mean nothing.
_MARKS = {"title": "\ue000", "author": "\ue001", "number": "\ue002", "archive": "\ue003", "URL": "\ue004"}
_LOCATOR = "\ue005"
_YEAR, _DAY = 7777, 28  # a processor wants numbers
_ROLES = {_MARKS["title"]: SUBJECT, _MARKS["URL"]: URL}
_SLOT = re.compile(f"([\ue000-\ue004]|{_YEAR}|{_DAY})")


class Part(NamedTuple):
    """A stretch of a citation. That of the role PLACE is for a paragraph only; "{}" in it is its number."""

    text: str
    role: str = ""


class CitationView(NamedTuple):
    """A cable cited in one style."""

    style: str
    parts: tuple[Part, ...]


def citations_of(cited: Cited, styles: Iterable[Style]) -> tuple[CitationView, ...]:
    """The cable in each of the styles."""
    return tuple(CitationView(one.name, _parts(cited, one.csl)) for one in styles)


def _parts(cited: Cited, csl: str) -> tuple[Part, ...]:
    said = {
        _MARKS["title"]: cited.title,
        _MARKS["author"]: cited.author,
        _MARKS["number"]: cited.id,
        _MARKS["archive"]: cited.archive,
        _MARKS["URL"]: cited.url,
        str(_YEAR): str(cited.year),
        str(_DAY): str(cited.day.day) if cited.day else "",
    }
    parts: list[Part] = []
    for one in _pattern(csl, cited.day.month if cited.day else None, bool(cited.title)):
        text = said.get(one.text, one.text)
        if text.startswith(".") and parts and parts[-1].text.endswith((".", "?", "!")):
            text = text[1:]  # a style's full stop after a subject that brought its own
        parts.append(Part(text, one.role))
    return tuple(parts)


@cache
def _pattern(csl: str, month: int | None, titled: bool) -> tuple[Part, ...]:
    """A citation with marks for words. Where the record has no subject, none is made up."""
    alone, placed = _processed(csl, month, titled, ""), _processed(csl, month, titled, _LOCATOR)
    differ = (at for at, pair in enumerate(zip(alone, placed, strict=False)) if len(set(pair)) > 1)
    shared = next(differ, len(alone))
    end = len(placed) - (len(alone) - shared)
    place = Part(placed[shared:end].replace(_LOCATOR, "{}"), PLACE)
    return (*_slots(placed[:shared]), place, *_slots(placed[end:]))


def _slots(text: str) -> tuple[Part, ...]:
    return tuple(Part(one, _ROLES.get(one, "")) for one in _SLOT.split(text) if one)


@cache
def _compiled(csl: str) -> "CitationStylesStyle":
    from citeproc import CitationStylesStyle  # it stands on lxml, which only a page of a cable needs

    return CitationStylesStyle(BytesIO(csl.encode()), validate=False)


def _processed(csl: str, month: int | None, titled: bool, locator: str) -> str:
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        Locator,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    item = {
        **{name: mark for name, mark in _MARKS.items() if titled or name != "title"},
        "id": "cable",
        "type": "document",
        "author": [{"literal": _MARKS["author"]}],
        "issued": {"date-parts": [[_YEAR, month, _DAY] if month else [_YEAR]]},
    }
    processor = CitationStylesBibliography(_compiled(csl), CiteProcJSON([item]), formatter.plain)
    place = {"locator": Locator("paragraph", locator)} if locator else {}
    citation = Citation([CitationItem("cable", **place)])
    processor.register(citation)
    return str(processor.cite(citation, str))

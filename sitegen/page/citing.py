"""How to cite a cable, or a paragraph of it, in the styles that scholars are asked for.

A style is a CSL file, and a CSL processor says what stands where. It is given marks in place of the record's
words, which are set in afterwards: so no style changes a letter of them, and a day's citations are worked out
once, however many cables it has.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
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
_ROLES = {_MARKS["title"]: SUBJECT, _MARKS["URL"]: URL}
_SLOT = re.compile("([\ue000-\ue004])")
_DAYS = 4096  # of which the citations are remembered


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
        _MARKS["title"]: cited.subject,
        _MARKS["author"]: cited.author,
        _MARKS["number"]: cited.id,
        _MARKS["archive"]: cited.archive,
        _MARKS["URL"]: cited.url,
    }
    parts: list[Part] = []
    for one in _pattern(csl, cited.day or cited.year):
        text = said.get(one.text, one.text)
        if text.startswith(".") and parts and parts[-1].text.endswith((".", "?", "!")):
            text = text[1:]  # a style's full stop after a subject that brought its own
        parts.append(Part(text, one.role))
    return tuple(parts)


@lru_cache(_DAYS)
def _pattern(csl: str, day: date | int) -> tuple[Part, ...]:
    """A citation with marks for words."""
    alone, placed = _processed(csl, day, ""), _processed(csl, day, _LOCATOR)
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


def _processed(csl: str, day: date | int, locator: str) -> str:
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        Locator,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    issued = [day] if isinstance(day, int) else [day.year, day.month, day.day]
    item = {
        **_MARKS,
        "id": "cable",
        "type": "document",
        "author": [{"literal": _MARKS["author"]}],
        "issued": {"date-parts": [issued]},
    }
    processor = CitationStylesBibliography(_compiled(csl), CiteProcJSON([item]), formatter.plain)
    place = {"locator": Locator("paragraph", locator)} if locator else {}
    citation = Citation([CitationItem("cable", **place)])
    processor.register(citation)
    return str(processor.cite(citation, str))

"""The record as received: numbered lines, highlighted, each tied to its paragraph."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape
from pygments.token import STANDARD_TYPES, _TokenType

from sitegen.address import Links, cable_page, cable_source
from sitegen.cable.model import CableId
from sitegen.form.forms import Form, form_of_name
from sitegen.note.annotated import AnnotatedCable
from sitegen.page.anchor_words import label_of, name_of
from sitegen.page.badge import Badge, badge_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.lexer import CableLexer
from sitegen.page.mentions import Place
from sitegen.page.overlay import element
from sitegen.page.shell import Shell, asset_link, shell_of
from sitegen.page.wording import count_of
from sitegen.source_text import SourceText

_LEXER = CableLexer()
_SPECIAL = re.compile("[&<>\"']")


@dataclass(frozen=True, slots=True)
class SourceView:
    """The source page, decided."""

    shell: Shell
    style: str
    id: str
    subject: str
    badge: Badge
    exercise: bool
    page: str
    path: str
    within: bool  # the path is that of a page, a dump or an archive, which holds more than these lines
    length: str
    lines: Markup


def source_sheet(annotated: AnnotatedCable, cable_id: CableId, edition: Edition) -> Sheet:
    """The source page; its lines are at #L1, #L2 …"""
    cable, address = annotated.cable, cable_source(cable_id)
    links = edition.links(address)
    badge = badge_of(cable.classification)
    view = SourceView(
        shell=shell_of(edition, links, f"{cable_id} as received", _about(cable_id), badge),
        style=asset_link(edition, links, "source.css"),
        id=str(cable_id),
        subject=cable.subject,
        badge=badge,
        exercise=cable.exercise,
        page=links.to(cable_page(cable_id)),
        path=cable.source,
        within="#" in cable.source or form_of_name(cable.source) is not Form.TEXT,
        length=count_of(len(annotated.source.lines), "line"),
        lines=_listing(highlighted(annotated.source), _places(annotated, cable_id, links)),
    )
    return Sheet(address, "source.html", view)


def _about(cable_id: CableId) -> str:
    return f"Cable {cable_id} as it was received, line by line, each line tied to its paragraph."


def _places(annotated: AnnotatedCable, cable_id: CableId, links: Links) -> dict[int, Place]:
    """The paragraph of each line; a line shared by two belongs to the first."""
    page, source = cable_page(cable_id), annotated.source
    places: dict[int, Place] = {}
    for paragraph in annotated.cable.paragraphs:
        anchor = paragraph.anchor
        place = Place(links.to(page.at(anchor)), label_of(anchor), name_of(anchor))
        for span in paragraph.spans:
            for number in range(source.line_at(span.start), source.line_at(span.end - 1) + 1):
                places.setdefault(number, place)
    return places


def highlighted(source: SourceText) -> tuple[str, ...]:
    """Each line's text as markup, its tokens in spans; a token that crosses lines is cut at their ends."""
    text, lines = source.text, [""] * len(source.lines)
    number = 0  # of the line that the token begins on, from 0
    ends = [line.end for line in source.lines]
    starts = [line.start for line in source.lines[1:]] + [len(text)]  # of the line after
    for start, kind, value in _LEXER.get_tokens_unprocessed(text):
        opening, closing = _tags_of(kind)
        end = start + len(value)
        is_plain = _SPECIAL.search(value) is None
        while start < end:
            while start >= starts[number]:
                number += 1
            if words := text[start : min(end, ends[number])]:
                lines[number] += f"{opening}{words if is_plain else escape(words)}{closing}"
            start = starts[number]
    return tuple(lines)


def _listing(htmls: Iterable[str], places: Mapping[int, Place]) -> Markup:
    """All lines in one piece: a template that drew each would take ten times as long."""
    safe = {
        one: tuple(map(escape, (one.href, one.name, one.label))) for one in dict.fromkeys(places.values())
    }
    rows = []
    for number, html in enumerate(htmls, start=1):
        at = ""
        if place := places.get(number):
            href, name, label = safe[place]
            at = f' <a class="at" href="{href}" aria-label="Line {number} is in {name}">{label}</a>'
        rows.append(
            f'<li id="L{number}"><a class="ln" href="#L{number}" aria-label="Line {number}">{number}</a> '
            f"<code>{html}</code>{at}</li>\n"
        )
    return Markup("".join(rows))  # noqa: S704 (see `highlighted`; the rest is escaped)


@cache
def _tags_of(kind: _TokenType) -> tuple[str, str]:
    """A span with Pygments' short name, nothing for plain text."""
    name = STANDARD_TYPES.get(kind, "")
    opening, closing = element("span", class_=name) if name else ("", "")
    return str(opening), str(closing)

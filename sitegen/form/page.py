"""A saved page of the original viewer: a table of facts, then header and body as two blocks of code.

`<table class='cable'>` has one row (Reference ID, Created, Released, Classification, Origin); then come two
`<code><pre>`. Line ends are written `&#x000A;` or `<br>`; a pilcrow before a number is a link (`<a id='par1'
href='#par1'>¶</a>1.`), and so are TAGS (`<a href='/tag/PREL_0.html'>PREL</a>`). The text that comes out is
that of the same cable as plain text, letter by letter: 06BUCHAREST576, 75TEHRAN2069.

The tags are found by a pattern and not with `html.parser`, which needs quadratic time for a page full of
`<a ` without an end, and would take a drafter's `<NAME>` for markup and drop it. All else is text.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from html.entities import html5

from sitegen.cable.stated import Stated
from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.decode import decode
from sitegen.form.forms import unknown
from sitegen.form.reading import Reading, record_text
from sitegen.source_text import SourceText

BY = "the page's table"
_MARKUP = frozenset(
    {"a", "b", "br", "code", "em", "font", "i", "p", "pre", "span", "strong", "sub", "sup", "u"}
)
"""What is markup inside a record; `<NAME>` is a word of the drafter's."""
_TAG = re.compile(r"<(?P<shut>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,11})(?P<rest>(?:[\s/][^<>]{0,1000})?)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_IS_CABLE_TABLE = re.compile(r"""class\s?=\s?['"]?cable\b""", re.IGNORECASE)
_TAG_LINK = re.compile(r"""/tag/[^/'"<>]{1,60}\.html\b""")
_CREATED = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d) (\d\d):\d\d")
_BLOCKS = 2
_FRAMES = ("code", "table")
"""What stands around the text, or before it, in a copy that has lost its `<pre>`."""


def read_page(data: bytes, path: str) -> Reading:
    """The record of a saved page; a page without one is of no known form."""
    source, diagnostics = decode(data, path)
    if source is None:
        return Reading(None, diagnostics=diagnostics)
    viewer = _viewed(source.text)
    for frame in _FRAMES:
        if (
            "Reference ID" in viewer.labels and not viewer.blocks
        ):  # the table is a cable's, the text is not set off
            viewer = _viewed(source.text, frame)
    blocks = ["".join(block) for block in viewer.blocks[:_BLOCKS]]
    if not "".join(blocks).strip():
        return Reading(None, diagnostics=(*diagnostics, _no_record(path)))
    text = record_text(*([*blocks, ""] if len(blocks) == 1 else blocks))
    facts = dict(reversed(list(zip(viewer.labels, viewer.values, strict=False))))  # of two tables, the first
    return Reading(
        SourceText(text, path), _stated(facts, viewer.tags), (*diagnostics, *_lacking(path, blocks, facts))
    )


def _stated(facts: dict[str, str], tags: list[str]) -> Stated:
    return Stated(
        by=BY,
        id=facts.get("Reference ID", ""),
        date=_hour_of(facts.get("Created", "")),
        date_within=timedelta(hours=1),
        date_note="to the hour: the table's minutes are always wrong",
        origin=facts.get("Origin", ""),
        classification=facts.get("Classification", ""),
        tags=tuple(dict.fromkeys(tags)),
    )


def _hour_of(created: str) -> datetime | None:
    """Date and hour: in all 1,295 pages the minutes repeat the hour."""
    match = _CREATED.match(created)
    try:
        return datetime(*map(int, match.groups()), tzinfo=UTC) if match else None  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def _no_record(path: str) -> Diagnostic:
    hint = "save the page of one cable, as HTML; or copy its text into a .txt file"
    return unknown(path, "a web page, but no cable stands in it (header and body, as <pre>)", hint)


def _lacking(path: str, blocks: list[str], facts: dict[str, str]) -> tuple[Diagnostic, ...]:
    missing = [] if facts.get("Reference ID") else ["its table of facts"]
    missing += [] if len(blocks) == _BLOCKS else ["one of its two blocks of text"]
    if not missing:
        return ()
    message, hint = f"the saved page lacks {' and '.join(missing)}", "was it saved whole? Save it again"
    return (Diagnostic(Place(path), "page-incomplete", message, hint),)


class _Viewer:
    """Gathers the table's labels and values, and the text of each block of code."""

    def __init__(self, frame: str = "pre") -> None:
        self._frame = frame
        self.labels: list[str] = []
        self.values: list[str] = []
        self.blocks: list[list[str]] = []
        self.tags: list[str] = []
        self._in_table = self._in_pre = False
        self._cell: list[str] | None = None
        self._link: list[str] | None = None  # the words of a TAGS link

    def text(self, text: str) -> None:
        if self._in_pre:
            words = _ENTITY.sub(_character, text)
            self.blocks[-1].append(words)
            if self._link is not None:
                self._link.append(words)
        elif self._cell is not None:
            self._cell.append(unescape(text))

    def opened(self, name: str, rest: str) -> None:
        """A tag that is none of ours, inside a record, never comes here."""
        if name == "table":
            self._in_table = bool(_IS_CABLE_TABLE.search(rest))
        elif name in ("th", "td") and self._in_table:
            self._cell = []
        elif name == self._frame and not self._in_pre:
            self._open()
        elif name == "br":
            self.text("\n")
        elif name == "a" and _TAG_LINK.search(rest):
            self._link = []

    def shut(self, name: str, _: str) -> None:
        if name == "table":
            if self._in_table and self._frame == "table":
                self._open()
            self._in_table = False
        elif name == "p" and self._frame != "pre":
            self.text("\n\n")
        elif name in ("th", "td") and self._cell is not None:
            cells = self.labels if name == "th" else self.values
            cells.append(" ".join("".join(self._cell).split()))
            self._cell = None
        elif name in ("code", "pre", "div"):
            self._in_pre = False
        elif name == "a" and self._link is not None:
            self.tags += ["".join(self._link).strip()] if self._in_pre and len(self.blocks) <= _BLOCKS else []
            self._link = None

    def _open(self) -> None:
        self._in_pre = True
        self.blocks.append([])

    def is_markup(self, name: str) -> bool:
        return not self._in_pre or name in _MARKUP or (name == "div" and self._frame == "table")


def _character(entity: re.Match[str]) -> str:
    """`&amp;` is &; `&notit;` is none, though a browser would see `&not` in it."""
    name = entity[0][1:]
    return unescape(entity[0]) if name[0] == "#" or name in html5 else entity[0]


def _viewed(page: str, frame: str = "pre") -> _Viewer:
    viewer, reached = _Viewer(frame), 0
    for tag in _TAG.finditer(page):
        name = tag["name"].lower()
        if not viewer.is_markup(name):
            continue  # its signs are text, with what follows
        viewer.text(page[reached : tag.start()])
        reached = tag.end()
        told: Callable[[str, str], None] = viewer.shut if tag["shut"] else viewer.opened
        told(name, tag["rest"])
    viewer.text(page[reached:])
    return viewer

"""Elements of TEI, and the tree written as text."""

from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import TypeAlias
from urllib.parse import quote, urljoin
from xml.etree.ElementTree import Element, tostring

Content: TypeAlias = Element | str | None

_NAMESPACE = "http://www.tei-c.org/ns/1.0"

# What Markdown makes, in the words of TEI; of what is not here the words are kept.
_FROM_HTML: dict[str, tuple[str, dict[str, str]]] = {
    "p": ("p", {}),
    **{f"h{level}": ("p", {"rend": "heading"}) for level in range(1, 7)},
    "em": ("emph", {}),
    "strong": ("hi", {"rend": "bold"}),
    "sup": ("hi", {"rend": "superscript"}),
    "code": ("code", {}),
    "a": ("ref", {}),
    "blockquote": ("quote", {}),
    "ul": ("list", {"rend": "bulleted"}),
    "ol": ("list", {"rend": "numbered"}),
    "li": ("item", {}),
    "table": ("table", {}),
    "tr": ("row", {}),
    "th": ("cell", {"role": "label"}),
    "td": ("cell", {}),
    "br": ("lb", {}),
    "figure": ("figure", {}),
    "figcaption": ("p", {}),
    "img": ("graphic", {}),
}
_IN_A_URI = ":/?@!$&'()*+,;=%"
_EMPTY = frozenset({"br", "img"})
_NO_TEXT = frozenset({"list", "table", "row", "figure"})
# What holds elements only: there a line end is no text.
_STRUCTURE = frozenset({
    "TEI", "teiHeader", "fileDesc", "titleStmt", "publicationStmt", "seriesStmt", "notesStmt", "sourceDesc",
    "encodingDesc", "classDecl", "taxonomy", "profileDesc", "correspDesc", "correspAction", "correspContext",
    "textClass", "keywords", "text", "front", "listBibl", "body", "div", "standOff", "listAnnotation",
    "annotation", "spanGrp", "listPerson", "listOrg", "listPlace", "listEvent",
})  # fmt: skip


def element(name: str, *content: Content, **attributes: str | None) -> Element:
    """An element around texts and elements; `xml_id` is xml:id, and what is None or "" is left out."""
    made = Element(name, {key.replace("xml_", "xml:"): value for key, value in attributes.items() if value})
    add(made, *content)
    return made


def add(parent: Element, *content: Content) -> None:
    """Texts and elements behind what is there."""
    for one in content:
        if isinstance(one, str):
            if len(parent):
                parent[-1].tail = (parent[-1].tail or "") + one
            else:
                parent.text = (parent.text or "") + one
        elif one is not None:
            parent.append(one)


def written(root: Element) -> str:
    """A file of XML. What XML cannot hold is replaced when the sheet is printed, one character by one."""
    root.set("xmlns", _NAMESPACE)
    for parent in root.iter():
        if parent.tag in _STRUCTURE:
            parent.text = "\n"
            for child in parent:
                child.tail = "\n"
    # Bare, a carriage return would be read as the end of a line.
    text = tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def from_html(html: str, base: str) -> Iterator[Element]:
    """What stands in a note's HTML; `base` is the address of its page, and "#…" stays within it."""
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    yield from reader.top


class _Reader(HTMLParser):
    """Reads the HTML of `note.markdown`, which is well nested."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.top = Element("note")
        self._base = base
        self._open: list[tuple[str, Element]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _FROM_HTML:
            return
        name, fixed = _FROM_HTML[tag]
        made = element(name, **fixed)
        given = dict(attrs)
        if href := given.get("href"):
            made.set("target", _target(href, self._base))
        if source := given.get("src"):
            made.set("url", _target(source, self._base))
            add(made, element("desc", given.get("alt")))
        if own := given.get("id"):
            made.set("xml:id", own)
        self._here.append(made)
        if tag not in _EMPTY:
            self._open.append((tag, made))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        here = self._here
        if here is self.top or here.tag in _NO_TEXT:
            return
        add(here, data)

    @property
    def _here(self) -> Element:
        return self._open[-1][1] if self._open else self.top


def _target(href: str, base: str) -> str:
    """A whole address with nothing in it that a URI may not have; HTML is more patient than TEI."""
    if href.startswith("#"):
        return href
    with suppress(ValueError):  # an editor's "http://[": it leads nowhere, here too
        href = urljoin(base, href)
    page, mark, fragment = href.partition("#")
    return quote(page, _IN_A_URI) + mark + quote(fragment, _IN_A_URI)

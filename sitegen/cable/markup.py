"""A record that came as a piece of a web page, or of Markdown: what is markup, and what it stands for.

`&#182;` is "¶", `<br>` a line's end, `**1.** *(C)*` a number and its mark. What is no tag of a text and no
entity's name was written by the drafter, and stays.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from sitegen.cable.edit import Conversion, Edit

_TAG = re.compile(
    r"<(?P<shut>/?)(?P<name>a|b|blockquote|br|code|div|em|font|h[1-6]|i|li|p|pre|span|strong|su[bp]|tt|u|ul)"
    r"(?:[\s/][^<>]{0,300})?>",
    re.IGNORECASE,
)
_SURELY = re.compile(r"</[a-z]|<br\b|<pre>", re.IGNORECASE)
_LINKED = re.compile(r"<a\s[^<>]{0,40}\bhref\s?=[^<>]{1,300}>[^<>]{0,300}</a>", re.IGNORECASE)
_FEWEST = 3  # tags, or bold words, by which a text is believed to have markup
_ENTITY = re.compile(
    r"&(?P<twice>(?:amp;)*)(?P<name>#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)"
)
# (Each begins with its sign, for speed: the search goes from one to the next.)
_BOLD = re.compile(r"(\*\*)(?<![\w*]\*\*)(?![\s*])[^*\n]{1,200}(?<=\S)(\*\*)(?![\w*])")
_BOLD_SIGN = re.compile(r"^\*\*(?:[¶\d]|TAGS|SUBJ|REF|E ?\. ?O)", re.MULTILINE)
_SLANTED = re.compile(r"(\*\*{0,2})\([A-Z]{1,4}(?:/{1,2}[A-Z]{2,6})?\)(\1)")
_BEFORE = re.compile(
    r"^(?:#{2,6} (?=\S)|# (?=[^\W\d]|¶)|[*] (?=¶?\d{1,3}\. ?\([A-Z])|```[a-z]{0,9}[ \t]*$)", re.MULTILINE
)


def _untagged(text: str) -> Iterator[Edit]:
    """The words between tags; a tag that ends a line is a line's end, where none stands."""
    surely = _SURELY.findall(text)
    if len(surely) < _FEWEST and "<pre>" not in map(str.lower, surely) and not _LINKED.search(text):
        return
    for tag in _TAG.finditer(text):
        name, shut = tag["name"].lower(), bool(tag["shut"])
        ends = text[tag.end() : tag.end() + 1] in ("\n", "\r", "")
        begins = text[tag.start() - 1 : tag.start()] in ("\n", "")
        if name == "p":
            broken = shut or not begins
        else:
            broken = not ends and (name == "br" or (shut and name in ("div", "li")))
        yield Edit(*tag.span(), "\n" if broken else "")


def _unescaped(text: str) -> Iterator[Edit]:
    """`&amp;#182;` was escaped twice."""
    for entity in _ENTITY.finditer(text):
        if entity["name"][0] == "#" or entity["name"] in html5:
            yield Edit(*entity.span(), unescape(f"&{entity['name']}"))


def _undressed(text: str) -> list[Edit]:
    """Bold words, and slanted marks."""
    if "**" not in text and "*(" not in text:
        return []
    edits: set[Edit] = set()
    bold = list(_BOLD.finditer(text))
    if len(bold) < _FEWEST and not _BOLD_SIGN.search(text):
        bold = []
    for match in (*bold, *_SLANTED.finditer(text)):
        edits |= {Edit(*match.span(1), ""), Edit(*match.span(2), "")}
    return sorted(edits)


def _unheaded(text: str) -> Iterator[Edit]:
    """The signs of a heading, a bullet before a number, and fences."""
    return (Edit(*match.span(), "") for match in _BEFORE.finditer(text))


_MARKDOWN = ("markdown-unescaped", "signs of Markdown (as in **) are left out")
MARKUPS = (
    Conversion(
        _untagged,
        "markup-undone",
        "tags of HTML are left out, and break a line where they did",
        signs=("<",),
    ),
    Conversion(_unescaped, "markup-undone", "entities of HTML are read as what they stand for", signs=("&",)),
)
MARKDOWN = (
    Conversion(_undressed, *_MARKDOWN, signs=("*",)),
    Conversion(_unheaded, *_MARKDOWN, heads=frozenset({"# ", "##", "``", "* "})),
)

"""markdown-it set up once, with our inline form, [[07ASTANA1848 ¶8]] and [[Nur Otan|the party]], and our
form for a line of a page, {{< ¶ 07ASTANA1848 p7 >}}.

Comments are left out and other raw HTML is shown as it was typed; addresses of scripts are refused
(by markdown-it). So what `html_of` makes may stand on a page as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup
from slugify import slugify

from sitegen.cable.anchor import Anchors
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.comment import without_comments
from sitegen.note.fence import coloured
from sitegen.note.figure import (
    Pictures,
    draw_image,
    fault_of,
    name_of,
    place_image,
    plain_inline,
    set_figures,
)
from sitegen.note.footnote import footnotes
from sitegen.note.insert_rule import insert_plugin
from sitegen.note.picture import ShownPicture


class NoteLink(NamedTuple):
    """A [[link]] in a note, as written between the brackets, and where; `words` after a "|" if any."""

    target: str
    words: str
    place: Place


class Passage(NamedTuple):
    """A [[link]] among the words of its paragraph: those of [start, end) are its own."""

    target: str
    text: str
    start: int
    end: int


class Inserted(NamedTuple):
    """What stands between `{{<` and `>}}`, and where. It is read only when it is alone on its line."""

    words: str
    place: Place
    is_alone: bool = True


class Resolved(NamedTuple):
    """What a [[link]] leads to: an href for the page it stands on, and words when it gives none."""

    href: str
    words: str


Resolver = Callable[[str], Resolved | None]


LINK = re.compile(r"\[\[(?P<target>[^\[\]|]{1,200})(?:\|(?P<words>[^\[\]]{1,200}))?\]\]")


def html_of(
    text: str, resolve: Resolver, scope: str, top: int = 3, pictures: Pictures = lambda _: None
) -> Markup:
    """A note's body as HTML. `scope` keeps ids apart on a page of many notes.

    Its highest heading, whichever the editor wrote, becomes h`top`.
    """
    env: dict[str, Any] = {"resolve": resolve, "pictures": pictures, "docId": scope}
    tokens = _MARKDOWN.parse(without_comments(text), env)
    _shift_headings(tokens, scope, top)
    set_figures(tokens, pictures)
    return Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env))  # noqa: S704 (escaped by markdown-it)


def pieces_of(
    text: str, resolve: Resolver, scope: str, top: int, pictures: Pictures
) -> Iterator[Markup | str]:
    """A page's body in pieces: HTML, and as plain text the words of each form that is to be set in. A
    heading begins a piece."""
    env: dict[str, Any] = {"resolve": resolve, "pictures": pictures, "docId": scope}
    tokens = _MARKDOWN.parse(without_comments(text), env)
    _shift_headings(tokens, scope, top)
    set_figures(tokens, pictures)
    cuts = {at for at, one in enumerate(tokens) if not one.level and one.type in ("insert", "heading_open")}
    for start, end in pairwise(sorted({0, *cuts, len(tokens)})):
        first = start
        if tokens[start].type == "insert":
            yield str(tokens[start].meta["words"])
            first += 1
        if html := _MARKDOWN.renderer.render(tokens[first:end], _MARKDOWN.options, env):
            yield Markup(html)  # noqa: S704 (escaped by markdown-it)


def inserts_of(text: str, path: str, first_line: int) -> tuple[Inserted, ...]:
    """Every form for a line, with its line and column; also those that stand where none is read."""
    lines = without_comments(text).split("\n")
    found: list[Inserted] = []
    for token in _read(text) if "{{<" in text else ():
        words = "".join(one.content for one in token.children or () if one.type == "text")
        if token.map and (token.type == "insert" or "{{<" in words):
            at = next((line for line in range(*token.map) if "{{<" in lines[line]), token.map[0])
            column, raw = lines[at].find("{{<"), lines[at].strip()
            place = Place(path, first_line + at, column + 1, len(raw) if token.type == "insert" else 3)
            found.append(Inserted(token.meta.get("words", ""), place, token.type == "insert"))
    return tuple(found)


def links_of(text: str, path: str, first_line: int) -> tuple[NoteLink, ...]:
    """Every [[link]] of a body that begins on `first_line` of its file, with its line and column."""
    found = (
        NoteLink(token.meta["target"], token.meta["words"], place)
        for token, place in _placed("note_link", text, path, first_line)
    )
    return tuple(sorted(found, key=lambda link: link.place))


def link_passages_of(text: str) -> Iterator[Passage]:
    """Every [[link]] of a body with the words around it."""
    for token in _read(text):
        words = [plain_inline(child) for child in token.children or ()]
        for at, child in enumerate(token.children or ()):
            if child.type == "note_link":
                start = sum(map(len, words[:at]))
                yield Passage(child.meta["target"], "".join(words), start, start + len(words[at]))


def blocks_of(text: str, scope: str) -> Iterator[tuple[str, str]]:
    """The words of each block in no other, and before them a heading's id, as `pieces_of` gives it."""
    tokens = _MARKDOWN.parse(without_comments(text), {})
    _shift_headings(tokens, scope, 2)
    ends = [at for at, token in enumerate(tokens, start=1) if not token.level and token.nesting < 1]
    for start, end in pairwise([0, *ends]):
        yield str(tokens[start].attrGet("id") or ""), " ".join(" ".join(_plain(tokens[start:end])).split())


def inlines_of(text: str) -> Iterator[tuple[Sequence[Token], int, int]]:
    """What each block of words holds, and the first line of the block and the one after it."""
    for token in _read(text):
        if token.type == "inline" and token.map:
            yield token.children or (), token.map[0], token.map[1]


def plain_of(text: str) -> str:
    """The words of a body, in one line: for excerpts and feeds."""
    return " ".join(" ".join(_plain(_read(text))).split())


def image_problems(text: str, path: str, first_line: int) -> tuple[Diagnostic, ...]:
    """Pictures that cannot be shown, whatever is in content/images/: their words are printed instead."""
    lines = text.split("\n")
    found = ((place, fault_of(token)) for token, place in _pictures(text, path, first_line))
    return tuple(Diagnostic(place, *fault, lines[place.line - first_line]) for place, fault in found if fault)


def pictures_of(text: str, path: str, first_line: int) -> tuple[ShownPicture, ...]:
    """The pictures that a body shows, if they are there."""
    found = _pictures(text, path, first_line)
    return tuple(ShownPicture(name_of(token), place) for token, place in found if not fault_of(token))


def _pictures(text: str, path: str, first_line: int) -> Iterable[tuple[Token, Place]]:
    return _placed("image", text, path, first_line) if "![" in text else ()


@lru_cache(1024)
def _read(text: str) -> Sequence[Token]:
    """For those who only look: a body is asked for its links, its pictures, its words, in each build of a
    preview. What is drawn is read anew, for drawing alters it."""
    return tuple(_MARKDOWN.parse(without_comments(text), {}))


def _placed(kind: str, text: str, path: str, first_line: int) -> Iterator[tuple[Token, Place]]:
    """The inline tokens of a kind, and where each stands."""
    lines = without_comments(text).replace("\0", "\ufffd").split("\n")  # as CommonMark reads it, 2.3
    used: dict[tuple[int, str], int] = {}
    for line, token in _with_lines(_read(text), lines, kind):
        raw = _raw(token)
        column = lines[line].find(raw, used.get((line, raw), 0))
        used[line, raw] = column + 1
        yield token, Place(path, first_line + line, column + 1, len(raw))


def _with_lines(tokens: Sequence[Token], lines: list[str], kind: str) -> Iterator[tuple[int, Token]]:
    """The inline tokens of a kind, and the index of the line of the body each stands on."""
    for token in tokens:
        first = token.map[0] if token.map else None
        for child in token.children or ():
            if child.type == kind:
                yield _line_of(child, first, token.content, lines), child


def _line_of(child: Token, first: int | None, content: str, lines: list[str]) -> int:
    raw = _raw(child)
    if first is None:  # a footnote written in its place keeps no line
        return next((index for index, line in enumerate(lines) if raw in line), 0)
    before = content[: child.meta["position"]]
    return min(first + before.count("\n"), len(lines) - 1)


def _raw(token: Token) -> str:
    """What an inline token looks like in its line."""
    return str(token.meta["raw"]).split("\n")[0]


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(map(plain_inline, token.children or ()))
        elif token.type in ("fence", "code_block"):
            yield token.content


def _shift_headings(tokens: Sequence[Token], scope: str, top: int) -> None:
    """The highest heading of a body becomes h`top`; each gets an id of its own."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    names = Anchors()
    for token, words in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) - min(levels) + top)}"
        if token.type == "heading_open" and words is not None:
            slug = slugify("".join(_plain([words])), max_length=60, word_boundary=True)
            token.attrSet("id", names.unique("-".join(filter(None, (scope, slug))) or "heading"))


def _note_link(state: StateInline, silent: bool) -> bool:
    """The inline rule: [[target]] or [[target|words]]."""
    match = LINK.match(state.src, state.pos) if state.src.startswith("[[", state.pos) else None
    if not match:
        return False
    if not silent:
        token = state.push("note_link", "a", 0)
        target, words = (" ".join((match[part] or "").split()) for part in ("target", "words"))
        token.meta = {"target": target, "words": words, "raw": match[0], "position": state.pos}
    state.pos = match.end()
    return True


def _draw_note_link(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict[str, Any]
) -> str:
    meta = tokens[index].meta
    resolved = env["resolve"](meta["target"])
    if resolved is None:
        return escapeHtml(meta["words"] or meta["target"])
    return f'<a href="{escapeHtml(resolved.href)}">{escapeHtml(meta["words"] or resolved.words)}</a>'


def _draw_html(self: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    """Raw HTML as typed; a comment that CommonMark sees where we saw code, not at all."""
    return escapeHtml(_without_comments(tokens[index].content))


def _draw_html_block(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: object
) -> str:
    words = _without_comments(tokens[index].content).strip()
    return f"<p>{escapeHtml(words)}</p>\n" if words else ""


def _without_comments(text: str) -> str:
    return re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL)


def _markdown() -> MarkdownIt:
    # html is on so that comments are seen as such; `_draw_html` lets no tag through.
    markdown = MarkdownIt("commonmark", {"html": True, "highlight": coloured})
    markdown.enable("table").use(footnotes).use(insert_plugin)
    markdown.inline.ruler.before("link", "note_link", _note_link)
    markdown.inline.ruler.at("image", place_image)
    markdown.add_render_rule("note_link", _draw_note_link)
    markdown.add_render_rule("image", draw_image)
    markdown.add_render_rule("html_inline", _draw_html)
    markdown.add_render_rule("html_block", _draw_html_block)
    return markdown


_MARKDOWN = _markdown()

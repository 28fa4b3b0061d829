"""Pictures within Markdown: where they stand, what they show, how they are drawn."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token

from sitegen.note.picture import PictureFault, picture_fault, picture_name


class Shown(NamedTuple):
    """A picture as it stands on a page: its address there, and its size."""

    src: str
    width: int
    height: int


Pictures = Callable[[str], Shown | None]
"""By its path in content/images/."""

_SPACED = re.compile(
    r'!\[(?P<words>[^\[\]\n]*)\]\((?P<path>[^()<>"\n]+\.\w{3,4})(?:\s+"(?P<title>[^"\n]*)")?\s*\)'
)


def place_image(state: StateInline, silent: bool) -> bool:
    """The inline rule of CommonMark; its token knows where it stands."""
    start, count = state.pos, len(state.tokens)
    if not image(state, silent) and not _spaced_image(state, silent):
        return False
    if len(state.tokens) > count:
        state.tokens[-1].meta = {"raw": state.src[start : state.pos], "position": start}
    return True


def _spaced_image(state: StateInline, silent: bool) -> bool:
    """A path with blanks, as cameras and phones name files, which CommonMark takes for words."""
    match = _SPACED.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrs = {"src": match["path"], "alt": ""}
        if match["title"]:
            token.attrs["title"] = match["title"]
        token.content, token.children = match["words"], [Token("text", "", 0, content=match["words"])]
    state.pos = match.end()
    return True


def set_figures(tokens: Sequence[Token], pictures: Pictures) -> None:
    """A picture alone in its paragraph, with a title, is a figure: the title is its caption."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        alone = token.type == "inline" and [child.type for child in token.children or ()] == ["image"]
        if not alone or before.type != "paragraph_open" or before.hidden:
            continue
        picture = (token.children or [])[0]
        if picture.attrs.get("title") and not fault_of(picture) and pictures(name_of(picture)):
            before.tag = after.tag = "figure"
            picture.meta["caption"] = str(picture.attrs["title"])


def draw_image(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict[str, Any]
) -> str:
    """The picture in its size, so that nothing moves when it comes; its words alone where it is not shown."""
    token = tokens[index]
    words = escapeHtml(words_of(token))
    shown = None if fault_of(token) else env["pictures"](name_of(token))
    if shown is None:
        return words
    src, size = escapeHtml(shown.src), f'width="{shown.width}" height="{shown.height}"'
    drawn = f'<img src="{src}" alt="{words}" {size} loading="lazy">'
    caption = token.meta.get("caption")
    return f"{drawn}<figcaption>{escapeHtml(caption)}</figcaption>" if caption else drawn


def name_of(picture: Token) -> str:
    """The path in content/images/ that is meant."""
    return picture_name(str(picture.attrs["src"]))


def fault_of(picture: Token) -> PictureFault | None:
    """What keeps it off the page."""
    return picture_fault(words_of(picture), str(picture.attrs["src"]))


def words_of(picture: Token) -> str:
    """What it shows, for those who cannot see it."""
    return " ".join("".join(map(plain_inline, picture.children or ())).split())


def plain_inline(token: Token) -> str:
    """The words of an inline token."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "note_link":
        return str(token.meta["words"] or token.meta["target"])
    if token.type == "image":
        return words_of(token)
    return token.content if token.type in ("text", "code_inline", "text_special") else ""

"""Footnotes in Markdown: the field's plugin, drawn with our ids and with names that can be said."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin


def footnotes(markdown: MarkdownIt) -> None:
    """[^1] in the text, and the notes at its end."""
    markdown.use(footnote_plugin)
    markdown.add_render_rule("footnote_ref", _draw_footnote_ref)
    markdown.add_render_rule("footnote_anchor", _draw_footnote_anchor)


def _draw_footnote_ref(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """The number in the text. Our ids hold letters, digits and hyphens only."""
    meta, name = tokens[index].meta, self.rules["footnote_anchor_name"](tokens, index, options, env)
    link = f'<a href="#fn{name}" id="fnref{name}{_again(meta)}">{meta["id"] + 1}</a>'
    return f'<sup class="footnote-ref">{link}</sup>'


def _draw_footnote_anchor(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """The way back, with a name that a screen reader can say."""
    meta, name = tokens[index].meta, self.rules["footnote_anchor_name"](tokens, index, options, env)
    href, label = f"#fnref{name}{_again(meta)}", "Back to the text"
    return f' <a href="{href}" class="footnote-backref" aria-label="{label}">↩\ufe0e</a>'


def _again(meta: dict[str, Any]) -> str:
    return f"-again-{meta['subId']}" if meta.get("subId") else ""

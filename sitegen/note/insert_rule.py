"""The rule of Markdown by which a line such as `{{< ¶ 07ASTANA1848 p7 >}}` is a block of its own."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


def insert_plugin(markdown: MarkdownIt) -> None:
    """It ends a paragraph above it."""
    markdown.block.ruler.before("fence", "insert", _insert, {"alt": ["paragraph"]})
    markdown.add_render_rule("insert", _draw_insert)


def _insert(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The block rule: a line that is a form and nothing else, in no list and no quotation."""
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]].strip()
    if state.level or state.is_code_block(first) or not (line.startswith("{{<") and line.endswith(">}}")):
        return False
    if not silent:
        token = state.push("insert", "", 0)
        token.map = [first, first + 1]
        token.meta = {"words": " ".join(line[3:-3].split()), "raw": line}
        state.line = first + 1
    return True


def _draw_insert(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: object
) -> str:
    """In a note nothing is set in: as it was typed."""
    return f"<p>{escapeHtml(tokens[index].meta['raw'])}</p>\n"

"""HTML comments: an editor's words to editors. They are taken out before anything else is read.

CommonMark ends a comment within a paragraph at the next blank line and prints both halves; and a
`##` heading inside one would be a note. So comments are found in the text as it was written.
"""

import re

from sitegen.diagnostic import Diagnostic
from sitegen.note.manuscript import manuscript_of

# Code is skipped, for there a comment is an example. A code span is only one within a line: a stray
# backtick must not be able to hide where a comment begins.
_PIECES = re.compile(
    r"""
    (?P<comment><!--.*?(?:-->|\Z))
    | ^[ ]{0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)
    | \\.
    | (?P<ticks>`+)(?:(?!<!--)[^\n]|<!--(?:(?!-->)[^`\n])*-->)*?(?<!`)(?P=ticks)(?!`)
    | `+
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def without_comments(text: str) -> str:
    """The text without its comments; what is left keeps its line, and its column but after a
    comment that begins its line."""
    if "<!--" not in text:
        return text
    blanked = _PIECES.sub(lambda match: _blank(match[0]) if match["comment"] else match[0], text)
    pairs = zip(text.split("\n"), blanked.split("\n"), strict=True)
    return "\n".join(after if before == after else _tidied(before, after) for before, after in pairs)


def comment_problems(text: str, path: str) -> tuple[Diagnostic, ...]:
    """A comment without an end takes with it all that follows."""
    manuscript = manuscript_of(text, path)
    plain = manuscript.text_from(1)
    last = max((match.span() for match in _PIECES.finditer(plain) if match["comment"]), default=(0, 0))
    if last == (0, 0) or plain[last[0] + 4 : last[1]].endswith("-->"):
        return ()
    place = manuscript.place(plain.count("\n", 0, last[0]) + 1, last[0] - plain.rfind("\n", 0, last[0]), 4)
    message = "this comment has no end, so that nothing after it is published"
    return (manuscript.problem("comment-unclosed", place, message, "end it with -->"),)


def _blank(comment: str) -> str:
    return "".join(mark if mark == "\n" else " " for mark in comment)


def _tidied(before: str, after: str) -> str:
    """A line as it would have been typed: no blanks at its end, which break a line, and no more at
    its beginning than it had, which would make it code."""
    indent = before[: len(before) - len(before.lstrip())]
    return (indent + after.lstrip()).rstrip()

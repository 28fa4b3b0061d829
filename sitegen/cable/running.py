"""The usual paragraph: running text below its number, blank lines, and perhaps a heading.

Most of a cable is this. Such a text is known by a few searches over the whole of it, and becomes a paragraph
without a step a line; where anything about it might be otherwise, `run_of` says None and the section is read
with care, line by line. Both ways give the same.
"""

from msgspec import Struct

from sitegen.cable.anchor import Anchors
from sitegen.cable.chunk import HEADING_SIZE, is_running
from sitegen.cable.heading import may_hide_heading
from sitegen.cable.model import Block, Marking, Paragraph
from sitegen.cable.number import Start
from sitegen.cable.paragraph import PROSE, flowed, is_item
from sitegen.cable.sentence import ends_line
from sitegen.source_text import Line, Span

_OTHERWISE = frozenset("\n-=*_–—+~•|\\¶")  # what a rule, an item or no text at all begins with


class Run(Struct, frozen=True, gc=False):
    """A paragraph's text that is one run of lines."""

    start: Start
    text: str  # with its line ends
    span: Span
    lines: tuple[int, int]  # the numbers of its first and last line
    below: tuple[Line, ...]  # what follows it in its section; nothing when all of that is blank


def run_of(start: Start, lines: tuple[Line, ...]) -> Run | None:
    """The running text that a numbered section opens with."""
    if not lines:
        return None
    begin = lines[0].start
    whole = "\n".join([line.text for line in lines])
    text = whole.partition("\n\n")[0].partition("\n \n")[0].rstrip()  # many cables end each line with a blank
    end = len(text)
    text = text.lstrip(" ")
    if not text or text[0] in _OTHERWISE or "¶" in text or "-----" in text or "*****" in text:
        return None
    if (not start.marking and "(" in whole[:8]) or not is_running(text) or is_item(text):
        return None
    last = text.count("\n")
    bottom = lines[last]
    if begin + end != bottom.start + len(bottom.text.rstrip()):
        return None  # something was cut out of it
    settled = text[-1] == "." and len(text) > HEADING_SIZE
    if not settled and may_hide_heading(lines[: last + 1]):
        return None
    below = lines[last + 1 :] if whole[end:].strip() else ()
    if below and not ends_line(bottom.text):
        return None
    span = Span(begin + end - len(text), begin + end)
    return Run(start, text, span, (lines[0].number, bottom.number), below)


def paragraph_of(run: Run, marking: Marking | None, anchors: Anchors) -> Paragraph:
    """The run as a paragraph; `marking` may be the mark of all paragraphs."""
    text = flowed(run.text)
    return Paragraph(
        run.start.number,
        anchors.paragraph(run.start.number),
        marking,
        text,
        (run.span,),
        run.lines,
        (Block(PROSE, 0, len(text)),),
    )

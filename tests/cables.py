"""Cables built by hand, so that a test of notes does not depend on the parser.

`cable_of` reads a little shorthand: paragraphs are set apart by blank lines; "¶3. (C) words" has a
number and perhaps a mark, anything else is an unnumbered block; lines that begin with "a. " or
"-- " are items, lines that begin with "| " rows of a table. A line "# words" is a heading and
"REF A: words" a reference; the cable's id is that of `id`.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import Anchor, Block, BlockKind, Cable, Heading, Level, Marking, Paragraph, Reference
from sitegen.source_text import Span

_NUMBERED = re.compile(r"¶(\d+)\. (?:\(([A-Z]+)\) )?")
_REF = re.compile(r"REF(?: ([A-Z]))?: (.*)")
_NOWHERE = Span(0, 0)


@dataclass
class _Draft:
    body: list[Heading | Paragraph] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)
    number: int = 0


def cable_of(text: str, cable_id: str = "07ASTANA1848", **facts: object) -> Cable:
    """A cable with this body, of 9 July of its year unless `dtg` says otherwise."""
    draft = _Draft()
    for block in re.split(r"\n\s*\n", text.strip()):
        _add(block, draft)
    known = read_id(cable_id)
    assert known
    given = {"dtg": datetime(known.year, 7, 9, 0, 9, tzinfo=UTC), "source": f"content/cables/{cable_id}.txt"}
    return Cable(id=known, body=tuple(draft.body), references=tuple(draft.references), **{**given, **facts})  # type: ignore[arg-type]


def _add(block: str, draft: _Draft) -> None:
    if block.startswith("# "):
        slug = "h-" + "-".join(re.findall("[a-z]+", block.lower()))
        draft.body.append(Heading(block[2:], Anchor(slug), _NOWHERE))
    elif _REF.match(block):
        draft.references += [_reference(line, index) for index, line in enumerate(block.splitlines(), 1)]
    elif block:
        draft.body.append(_paragraph(block, draft))


def _reference(line: str, index: int) -> Reference:
    label, words = _REF.fullmatch(line).groups()  # type: ignore[union-attr]
    anchor = Anchor(f"ref-{label.lower()}" if label else f"ref-{index}")
    return Reference(label, words, read_id(words), _NOWHERE, anchor)


def _paragraph(block: str, draft: _Draft) -> Paragraph:
    match = _NUMBERED.match(block)
    text = block[match.end() :] if match else block
    number = int(match[1]) if match else None
    marking = (
        Marking(next(level for level in Level if level.code == match[2])) if match and match[2] else None
    )
    draft.number = number if number is not None else draft.number
    stem = f"p{number}" if match else f"p{draft.number}u"
    times = draft.times[stem] = draft.times.get(stem, 0) + 1
    anchor = f"{stem}{times}" if not match else stem if times == 1 else f"{stem}-{times}"
    blocks = tuple(_blocks(text, anchor))
    return Paragraph(number, Anchor(anchor), marking, text, (), (1, 1), blocks)


def _blocks(text: str, anchor: str) -> list[Block]:
    blocks, start = [], 0
    for line in text.split("\n"):
        letter = re.match(r"([a-z])\. ", line)
        kind = BlockKind.ITEM if letter or line.startswith("-- ") else BlockKind.PROSE
        kind = BlockKind.TABLE if line.startswith("| ") else kind
        mark = Anchor(f"{anchor}-{letter[1]}") if letter else None
        blocks.append(Block(kind, start, start + len(line), mark))
        start += len(line) + 1
    return blocks if len(blocks) > 1 else []

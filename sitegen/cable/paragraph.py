"""A paragraph's text, re-flowed: lines joined, list items and table rows on lines of their own.

A blank line does not end a paragraph, and one in the middle of a sentence is only damage.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen.cable.anchor import Anchors
from sitegen.cable.heading import ends_sentence, goes_on
from sitegen.cable.model import Anchor, Block, BlockKind
from sitegen.source_text import Line

_ITEM = re.compile(
    r"\s{0,20}¶?(?:(?P<bullet>-{1,3}(?=\s)|--(?=\w)|-(?=[A-Z])|\*(?=\s)|[•–](?=\s?\w)|o(?=\s[A-Z]))"
    r"|\(?(?P<letter>[A-Za-z]|[ivx]{2,4}|[IVX]{2,4})(?P<shut>[.)])(?=\s|\()"
    r"|\(?(?P<digits>\d{1,2})\)(?=\s))\s{0,6}"
)
_FALSE_SIGN = re.compile(r"¶(?=\s?(?:\d|[A-Za-z]\.))")
_COLUMNS = re.compile(r"\S(?: {3,}|\t+ *)\S(?:.*\S(?: {3,}|\t+ *)\S)?|\|.*\|")
_HYPHENATED = re.compile(r"[A-Za-z]-\Z")
_NOT_COMPOUND = re.compile(r"(?:and|or|to)\b", re.IGNORECASE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TABLE_WIDTH = 100
_FULL_LINE = 45


class Row(NamedTuple):
    """One line of a paragraph, and whether a blank line stands above it."""

    line: Line
    blank_above: bool


class _Stretch(NamedTuple):
    kind: BlockKind
    text: str
    label: str  # of a lettered item


class Flow(NamedTuple):
    """A paragraph's text, and what was done to make it one."""

    text: str
    blocks: tuple[Block, ...]
    rejoined: tuple[int, ...]  # offsets of lines joined to a sentence over a blank line


def flow_of(rows: tuple[Row, ...], anchor: Anchor, anchors: Anchors) -> Flow:
    """The rows as one text and its blocks."""
    stretches: list[list[str]] = []
    kinds: list[tuple[BlockKind, str]] = []
    rejoined: list[int] = []
    last_label = ""
    tables = _table_rows(rows)
    for index, row in enumerate(rows):
        text = without_false_sign(row.line.text).strip()
        before = stretches[-1][-1] if stretches else ""
        kind, label = _kind_of(
            row, before, last_label, kinds[-1][0] if kinds else None, in_table=index in tables
        )
        if kind is None or (
            kind is BlockKind.TABLE and kinds and kinds[-1][0] is kind and not row.blank_above
        ):
            stretches[-1].append(text if kind is None else row.line.text.rstrip())
            if row.blank_above:
                rejoined.append(row.line.start)
            continue
        last_label = label or last_label
        stretches.append([row.line.text.strip() if kind is BlockKind.TABLE else text])
        kinds.append((kind, label))
    flowed = (
        _Stretch(kind, _joined(lines, kind), label)
        for lines, (kind, label) in zip(stretches, kinds, strict=True)
    )
    return _laid_out(flowed, anchor, anchors, tuple(rejoined))


def is_item(text: str) -> bool:
    """Whether a line looks like an item of a list."""
    return bool(_ITEM.match(text))


def without_false_sign(text: str) -> str:
    """Without "¶" before what is no paragraph: "on October / ¶16." (06MADRID2632)."""
    return _FALSE_SIGN.sub("", text) if "¶" in text else text


def _kind_of(
    row: Row, before: str, last_label: str, last: BlockKind | None, *, in_table: bool
) -> tuple[BlockKind | None, str]:
    """What a row opens; None when it goes on with what stands before it."""
    if in_table:
        return BlockKind.TABLE, ""
    apart = not before or row.blank_above or ends_sentence(before) or len(before) < _FULL_LINE
    item = _ITEM.match(row.line.text) if apart or last is BlockKind.ITEM else None
    if item and (label := _label_of(item, last_label)) is not None:
        return BlockKind.ITEM, label
    if last is None or last is BlockKind.TABLE:
        return BlockKind.PROSE, ""
    if row.blank_above and not goes_on(before, row.line.text):
        return BlockKind.PROSE, ""
    return None, ""


def _label_of(item: re.Match[str], last: str) -> str | None:
    """The item's letter, "" for a bullet or digits, None when the letter does not follow the last one.

    "George / W. Bush" is no item: W comes after nothing.
    """
    if not item["letter"]:
        return ""
    label = item["letter"].lower()
    if label in ("a", "i") or not last:
        return label if label in ("a", "i") else None
    if label in _ROMAN and last in _ROMAN and _ROMAN.index(label) == _ROMAN.index(last) + 1:
        return label
    follows = len(label) == 1 and (len(last) > 1 or 0 < ord(label) - ord(last) <= 3 or last in _ROMAN)
    return label if follows else None


def _table_rows(rows: tuple[Row, ...]) -> frozenset[int]:
    """Rows in columns: two or more in a run, with runs of three blanks or bars between words."""
    columned = [
        len(row.line.text) <= _TABLE_WIDTH
        and ("   " in row.line.text or "|" in row.line.text or "\t" in row.line.text)
        and bool(_COLUMNS.search(row.line.text.strip()))
        for row in rows
    ]
    return frozenset(
        index
        for index, is_row in enumerate(columned)
        if is_row and (any(columned[max(0, index - 1) : index]) or any(columned[index + 1 : index + 2]))
    )


def _joined(lines: list[str], kind: BlockKind) -> str:
    if kind is BlockKind.TABLE:
        return "\n".join(lines)
    words: list[str] = []
    for line in lines:
        if not line:
            continue
        if words and _HYPHENATED.search(words[-1]) and line[0].isalpha() and not _NOT_COMPOUND.match(line):
            words.append(line)  # 86MADRID5480: "SPANISH- / LIBYAN RELATIONS"
        elif words:
            words += [" ", line]
        else:
            words.append(line)
    return " ".join("".join(words).split())


def _laid_out(
    stretches: Iterable[_Stretch],
    anchor: Anchor,
    anchors: Anchors,
    rejoined: tuple[int, ...],
) -> Flow:
    texts: list[str] = []
    blocks = tuple(_blocks(stretches, texts, anchor, anchors))
    return Flow("\n".join(texts), blocks, rejoined)


def _blocks(
    stretches: Iterable[_Stretch], texts: list[str], anchor: Anchor, anchors: Anchors
) -> Iterator[Block]:
    at = 0
    for kind, text, label in stretches:
        if text:
            texts.append(text)
            yield Block(kind, at, at + len(text), anchors.item(anchor, label) if label else None)
            at += len(text) + 1

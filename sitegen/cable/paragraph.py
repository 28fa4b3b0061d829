"""A paragraph's text, re-flowed: lines joined, list items and table rows on lines of their own.

A blank line does not end a paragraph, and one in the middle of a sentence is only damage.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sitegen.cable.anchor import Anchors
from sitegen.cable.chunk import without_false_sign
from sitegen.cable.model import Anchor, Block, BlockKind
from sitegen.cable.sentence import ends_sentence, goes_on
from sitegen.source_text import Line

# (A letter and another, for speed: most lines begin with a word.)
_ITEM = re.compile(
    r"(?![A-Za-z][a-hj-uwyz])\s{0,20}¶?(?:(?P<bullet>-{1,3}(?=\s)|--(?=\w)|-(?=[A-Z])|\*(?=\s)|[•–—](?=\s?\w)|o(?=\s{1,4}\w))"
    r"|\(?(?P<letter>[A-Za-z]|[ivx]{2,4}|[IVX]{2,4})(?: ?[-&,] ?(?P<to>[A-Za-z]))?(?P<shut>[.)])(?=\s|\()"
    r"|\(?(?P<digits>\d{1,2})\)(?=\s)|(?P<count>\d{1,2})\.(?=\s))\s{0,6}"
)
_COLUMNS = re.compile(r"\S(?: {3,}|\t+ *)\S(?:.*\S(?: {3,}|\t+ *)\S)?|\|.*\||\S \| \S")
# 86MADRID5480: "SPANISH- / LIBYAN RELATIONS"; but not "short- / and long-term".
_HYPHENATED = re.compile(r"-(?<=[A-Za-z]-)[ \r]{0,40}\n[ ]{0,40}(?=[^\W\d_])(?!(?i:and|or|to)\b)")
PROSE, ITEM, TABLE = BlockKind  # named here, for an enum's attribute is slow to get
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TABLE_WIDTH = 100
_FULL_LINE = 45
_WITHHELD = ("XXXX", "xxxxx")  # what is withheld may be a sentence and its end
_LONGEST_NAME = 39  # a line of a list


class Row(Struct, frozen=True, gc=False):
    """One line of a paragraph, or several of running text as one; and whether a blank line stands above."""

    line: Line
    blank_above: bool

    @property
    def last(self) -> str:
        """The last line's text."""
        return self.line.text[self.line.text.rfind("\n") + 1 :]


class _Stretch(Struct, frozen=True, gc=False):
    """A block in the making."""

    kind: BlockKind
    label: str  # of a lettered item
    lines: list[str]


class _Labels(Struct, frozen=True, gc=False):
    """What the last items were labelled; a letter or a number begins an item if it follows."""

    letter: str = ""
    number: int = 0


class Flow(Struct, frozen=True, gc=False):
    """A paragraph's text, and what was done to make it one."""

    text: str
    blocks: tuple[Block, ...]
    rejoined: tuple[int, ...]  # offsets of lines joined to a sentence over a blank line


def flow_of(rows: tuple[Row, ...], anchor: Anchor, anchors: Anchors) -> Flow:
    """The rows as one text and its blocks."""
    if len(rows) == 1 and not _ITEM.match(rows[0].line.text):
        text = flowed(without_false_sign(rows[0].line.text))
        return Flow(text, (Block(PROSE, 0, len(text)),) if text else (), ())
    stretches: list[_Stretch] = []
    rejoined: list[int] = []
    labels = _begun(rows)
    before = ""
    tables = _table_rows(rows) | _listed_rows(rows)
    for index, row in enumerate(rows):
        last = stretches[-1].kind if stretches else None
        text = without_false_sign(row.line.text).strip()
        kind, label = _kind_of(row, text, before, labels, last, in_table=index in tables)
        if kind is TABLE:
            if last is kind and not row.blank_above:
                stretches[-1].lines.append(row.line.text.rstrip())
            else:
                stretches.append(_Stretch(kind, "", [row.line.text.strip()]))
        elif kind is None:
            stretches[-1].lines.append(text)
            if row.blank_above:
                rejoined.append(row.line.start)
        else:
            labels = _after(labels, label)
            stretches.append(_Stretch(kind, label if label.isalpha() else "", [text]))
        before = text[text.rfind("\n") + 1 :]
    return _laid_out(stretches, anchor, anchors, tuple(rejoined))


def is_item(text: str) -> bool:
    """Whether a line looks like an item of a list."""
    return bool(_ITEM.match(text))


def _kind_of(
    row: Row, text: str, before: str, labels: _Labels, last: BlockKind | None, *, in_table: bool
) -> tuple[BlockKind | None, str]:
    """What a row opens; None when it goes on with what stands before it."""
    if in_table:
        return TABLE, ""
    if item := _ITEM.match(text):
        apart = row.blank_above or len(before.strip()) < _FULL_LINE or ends_sentence(before)
        apart = apart or before.endswith(_WITHHELD)
        if (apart or last is ITEM) and (label := _label_of(item, labels, apart=apart)) is not None:
            return ITEM, label
    if last is None or last is TABLE:
        return PROSE, ""
    if row.blank_above and not goes_on(before, text):
        return PROSE, ""
    return None, ""


def _label_of(item: re.Match[str], labels: _Labels, *, apart: bool) -> str | None:
    """The item's letter, "" for a bullet or "1)", None when letter or number does not follow the last one.

    "George / W. Bush" is no item: W comes after nothing. Nor is "on June / 5. The".
    """
    if item["count"]:
        return item["count"] if apart and int(item["count"]) in (1, labels.number + 1) else None
    if not item["letter"]:
        return "" if apart or item["bullet"] != "o" else None
    label, last = item["letter"].lower(), labels.letter
    if item["to"]:  # 08RANGOON749: "G - J)"
        return label if _follows(label, last) and label < item["to"].lower() else None
    return label if label in ("a", "i") or _follows(label, last) else None


def _follows(label: str, last: str) -> bool:
    if not last:
        return False
    if label in _ROMAN and last in _ROMAN and _ROMAN.index(label) == _ROMAN.index(last) + 1:
        return True
    return len(label) == 1 and (len(last) > 1 or 0 < ord(label) - ord(last) <= 3 or last in _ROMAN)


def _begun(rows: tuple[Row, ...]) -> _Labels:
    """08RANGOON749: "K) N/A." and "L) N/A." go on with a list that a paragraph without number cut in two."""
    heads = [text[:2].lower() for row in rows if (text := row.line.text.lstrip(" ¶"))[1:2] == ")"]
    if len(heads) > 1 and heads[0] > "a)" and ord(heads[1][0]) == ord(heads[0][0]) + 1:
        return _Labels(letter=chr(ord(heads[0][0]) - 1))
    return _Labels()


def _after(labels: _Labels, label: str) -> _Labels:
    if label.isdigit():
        return replace(labels, number=int(label))
    return replace(labels, letter=label) if label else labels


def _table_rows(rows: tuple[Row, ...]) -> frozenset[int]:
    """Rows in columns: two or more in a run, with runs of three blanks or bars between words."""
    if not any("   " in row.line.text or "|" in row.line.text for row in rows):
        return frozenset()
    columned = [
        len(row.line.text) <= _TABLE_WIDTH
        and ("   " in row.line.text or "|" in row.line.text)
        and bool(_COLUMNS.search(row.line.text.strip()))
        for row in rows
    ]
    return frozenset(
        index
        for index, is_row in enumerate(columned)
        if is_row and (any(columned[max(0, index - 1) : index]) or any(columned[index + 1 : index + 2]))
    )


def _listed_rows(rows: tuple[Row, ...]) -> frozenset[int]:
    """A list of names, one a line, below a line that ends with ":": three or more, with no sentence in it."""
    found: set[int] = set()
    for index, row in enumerate(rows[:-3]):
        if row.line.text.rstrip()[-1:] == ":" and (end := _names_end(rows, index + 1)) - index > 3:
            found.update(range(index + 1, end), _further_names(rows, end))
    return frozenset(found)


def _names_end(rows: tuple[Row, ...], start: int) -> int:
    """Where the names end that begin there: above a blank line, or a line that is none."""
    end = start
    while end < len(rows) and _is_name(rows[end]) and (end == start or not rows[end].blank_above):
        end += 1
    return end


def _further_names(rows: tuple[Row, ...], start: int) -> Iterator[int]:
    """The other side's, below a blank line, and a line that says whose, or not: two or more."""
    while start < len(rows) and rows[start].blank_above:
        first = start + (rows[start].line.text.rstrip()[-1:] == ":")
        end = _names_end(rows, first)
        if end - first < 2 or (end < len(rows) and not rows[end].blank_above):
            return
        yield from range(first, end)
        start = end


def _is_name(row: Row) -> bool:
    text = row.line.text.strip()
    if not text or len(text) > _LONGEST_NAME or _ITEM.match(text):
        return False
    return not text[0].islower() and (text[-1] not in ".?!:;" or text == "U.S.")


def _joined(stretch: _Stretch) -> str:
    text = "\n".join(stretch.lines)
    return text if stretch.kind is TABLE else flowed(text)


def flowed(text: str) -> str:
    """Lines as one, with one blank between words."""
    if "\n" in text:
        if "-" in text:
            text = _HYPHENATED.sub("-", text)
        text = text.replace("\n", " ")
    while "  " in text:  # a plain text has no other blanks
        text = text.replace("  ", " ")
    return text.strip()


def _laid_out(stretches: list[_Stretch], anchor: Anchor, anchors: Anchors, rejoined: tuple[int, ...]) -> Flow:
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for stretch in stretches:
        if text := _joined(stretch):
            texts.append(text)
            name = anchors.item(anchor, stretch.label) if stretch.label else None
            blocks.append(Block(stretch.kind, at, at + len(text), name))
            at += len(text) + 1
    return Flow("\n".join(texts), tuple(blocks), rejoined)

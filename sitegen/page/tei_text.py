"""The text of a cable in TEI: each `p` says the characters of its paragraph and no others.

So the offsets of a paragraph's text count in its `p` too, and what is said of some words, the notes
and the names, can stand apart from them (`tei_standoff`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple
from xml.etree.ElementTree import Element

from sitegen.cable.anchor import Anchors, slug_of
from sitegen.cable.model import Anchor, Block, BlockKind, Cable, Heading, Marking, Paragraph, Reference
from sitegen.page.anchor_words import SIGNATURE
from sitegen.page.body import blocks_of, withheld_in
from sitegen.page.tei_element import Content, add, element

SUBJECT, CABLE = "subject", "cable"
"""The ids of the subject and of the whole."""


class Pointer(NamedTuple):
    """Words of a paragraph that point somewhere."""

    start: int
    end: int
    target: str


class Words(NamedTuple):
    """The pointers of a paragraph by where they start, and how far any until each reaches: a long list of
    items must not ask each of them for all."""

    pointers: Sequence[Pointer]
    reach: Sequence[int]

    def within(self, block: Block) -> Sequence[Pointer]:
        first = bisect_right(self.reach, block.start)
        return self.pointers[first : bisect_left(self.pointers, block.end, key=attrgetter("start"))]


def words_of(text: str, pointers: Sequence[Pointer]) -> Words:
    """Those, and what is withheld."""
    found = sorted([*pointers, *_withheld(text)])
    return Words(found, list(accumulate((one.end for one in found), max)))


class Marks(NamedTuple):
    """The portion marks of a cable, each with its id in the file."""

    ids: dict[Marking, str]

    def at(self, marking: Marking | None) -> str:
        return f"#{self.ids[marking]}" if marking else ""


def marks_of(cable: Cable) -> Marks:
    """In the order of the text, each once."""
    names, ids = Anchors(), dict[Marking, str]()
    for marking in (cable.subject_marking, *(item.marking for item in cable.body)):
        if marking and marking not in ids:
            ids[marking] = names.unique(f"mark-{slug_of(str(marking)) or 'x'}")
    return Marks(ids)


def text_of(
    cable: Cable, marks: Marks, pointers: dict[Anchor, list[Pointer]], cable_url: Callable[[Reference], str]
) -> Element:
    """References in front, the body in divisions by its headings, who signed at the end."""
    front = element("front", element("listBibl", *(_reference(one, cable_url) for one in cable.references)))
    return element(
        "text",
        front if cable.references else None,
        element("body", *_body(cable, marks, pointers)),
        xml_id=CABLE,
    )


def _reference(one: Reference, cable_url: Callable[[Reference], str]) -> Element:
    url = cable_url(one)
    words: Content = element("ref", one.text, target=url) if url else one.text
    return element("bibl", words, xml_id=one.anchor, n=one.label)


def _body(cable: Cable, marks: Marks, pointers: dict[Anchor, list[Pointer]]) -> Iterator[Element]:
    yield element("head", cable.subject or str(cable.id), xml_id=SUBJECT, ana=marks.at(cable.subject_marking))
    division: Element | None = None
    for item in cable.body:
        if isinstance(item, Heading):
            if division is not None:
                yield division
            head = element("head", item.text, xml_id=item.anchor, ana=marks.at(item.marking))
            division = element("div", head)
        elif division is None:
            yield _paragraph(item, marks, pointers.get(item.anchor, ()))
        else:
            add(division, _paragraph(item, marks, pointers.get(item.anchor, ())))
    if division is not None:
        yield division
    if not cable.body:
        yield element("p")  # TEI has no empty body
    if cable.signature:
        yield element("closer", element("signed", cable.signature, xml_id=SIGNATURE))


def _paragraph(one: Paragraph, marks: Marks, pointers: Sequence[Pointer]) -> Element:
    number = "" if one.number is None else str(one.number)
    words = words_of(one.text, pointers)
    made = element("p", xml_id=one.anchor, n=number, ana=marks.at(one.marking), xml_space="preserve")
    reached = 0
    items: Element | None = None
    for block in blocks_of(one):
        gap = one.text[reached : block.start]
        if block.kind is not BlockKind.ITEM:
            add(made, gap)
            items = None
            add(made, *_block(one.text, block, words))
        else:
            if items is None:
                add(made, gap)
                items = element("list")
                made.append(items)
            else:
                add(items, gap)  # blanks: `blocks_of` leaves no words between blocks
            items.append(element("item", *_woven(one.text, block, words), xml_id=block.anchor))
        reached = block.end
    add(made, one.text[reached:])
    return made


def _block(text: str, block: Block, words: Words) -> Iterator[Content]:
    within = _woven(text, block, words)
    return iter([element("seg", *within, type="table")]) if block.kind is BlockKind.TABLE else within


def _withheld(text: str) -> Iterator[Pointer]:
    """What was blacked out: words that point nowhere."""
    return (Pointer(*stretch, "") for stretch in withheld_in(text))


def _woven(text: str, block: Block, words: Words) -> Iterator[Content]:
    """The characters of a block and the elements in them; of those that meet the first counts."""
    reached = block.start
    for one in words.within(block):
        first, last = max(one.start, block.start), min(one.end, block.end)
        if first < reached or first >= last:
            continue
        yield text[reached:first]
        yield _around(text[first:last], one)
        reached = last
    yield text[reached : block.end]


def _around(words: str, one: Pointer) -> Element:
    if one.target:
        return element("ref", words, target=one.target)
    return element("gap", element("desc", words), reason="withheld")

"""Whether what a page sets in is there: its paragraphs, its cables, its essays."""

import re
from collections.abc import Collection, Iterable, Iterator

from sitegen.archive.catalogue import Archive
from sitegen.cable.model import Anchor, CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic
from sitegen.note.insert import Card, Feature, Insert, Quotation, Unread, read_insert
from sitegen.note.markdown import Inserted
from sitegen.note.near import did_you_mean, listed

_PARAGRAPH = re.compile(r"p\d+(?:u\d+|-\d+)?")  # and no item of one, p3-a


def insert_problems(
    found: Iterable[Inserted], archive: Archive, slugs: Collection[str], vocabulary: Vocabulary
) -> Iterator[Diagnostic]:
    """What cannot be set in, at the line that says it."""
    for one in found:
        if not one.is_alone:
            message = "a form in two braces stands alone on its line, in no list and no quotation"
            hint = "give it a line of its own, which ends with >}}"
            yield Diagnostic(one.place, "insert-unreadable", message, hint)
            continue
        insert = read_insert(one.words, vocabulary)
        wrong = insert if isinstance(insert, Unread) else None
        code, problem = ("insert-unreadable", wrong) if wrong else _lost(insert, archive, slugs)
        if problem:
            yield Diagnostic(one.place, code, *problem)


def _lost(insert: Insert | Unread, archive: Archive, slugs: Collection[str]) -> tuple[str, Unread | None]:
    if isinstance(insert, Card) and insert.slug not in slugs:
        hint = did_you_mean(insert.slug, slugs) or f"there are {listed(slugs)}"
        return "insert-page-missing", Unread(f"there is no page {insert.slug!r}", hint)
    if isinstance(insert, Quotation | Feature) and not archive.has(insert.cable):
        hint = "add its record, or mend the id"
        return "insert-cable-absent", Unread(f"{insert.cable} is not in the archive", hint)
    if isinstance(insert, Quotation) and not archive.has(insert.cable, insert.anchor):
        return "insert-paragraph-missing", _missing(insert.cable, insert.anchor, archive)
    return "", None


def _missing(cable: CableId, anchor: Anchor, archive: Archive) -> Unread:
    known = [one.anchor for one in archive.anchors[cable] if _PARAGRAPH.fullmatch(one.anchor)]
    hint = did_you_mean(anchor, known) or f"it has {listed(known)}"
    return Unread(f"no paragraph {anchor} in {cable}", hint)

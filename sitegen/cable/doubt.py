"""What a finished cable leaves in doubt: facts that are missing, or that contradict each other."""

from collections.abc import Iterator

from sitegen.cable.claim import Notice
from sitegen.cable.facts import Facts
from sitegen.cable.model import Cable, CableId, PartKind
from sitegen.cable.signature import Signature


def doubts_of(
    cable: Cable,
    facts: Facts,
    known: CableId | None,
    knower: str,
    text_id: CableId | None,
    signature: Signature | None,
) -> Iterator[Notice]:
    """Everything an editor should look at, beside the repairs; `knower` says who states the known id."""
    yield from _about_id(known, knower, text_id, facts.post_at)
    yield from _about_text(cable)
    yield from _about_date(facts, known)
    if not cable.classification:
        yield Notice("classification-missing", -1, "no classification line, and no ZNY line")
    elif not facts.level:
        words = cable.classification.words
        yield Notice("classification-missing", -1, f"no classification line; the ZNY line says {words}")
    if not cable.subject:
        yield Notice("subject-missing", -1, "no SUBJECT line")
    yield from _about_marks(cable)
    yield from _about_references(cable)
    if signature and signature.glued:
        yield Notice("signature-glued", signature.span.start, f"{signature.name} is read as the signature")
    unparsed = PartKind.UNPARSED
    for part in cable.parts:
        if part.kind is unparsed:
            yield Notice("text-unparsed", part.span.start, "not understood; kept on the source page only")


def _about_id(known: CableId | None, knower: str, text_id: CableId | None, offset: int) -> Iterator[Notice]:
    if known is None and text_id is None:
        hint = "name the file after the cable's id, as in 07ASTANA1848.txt"
        yield Notice("id-unreadable", -1, "neither the text nor the file's name gives the cable's id", hint)
    elif known and text_id and known != text_id:
        hint = "see whether the header belongs to another cable"
        if knower:
            message = f"id: {knower} says {known}, the text {text_id}; {known} is taken"
            yield Notice("stated-conflict", offset, message, hint)
        else:
            message = f"the file's name says {known}, its text {text_id}; the name is taken"
            yield Notice("id-conflict", offset, message, hint)


def _about_text(cable: Cable) -> Iterator[Notice]:
    if not cable.body:
        yield Notice("text-missing", -1, "a header without text", "look for another copy of the record")


def _about_date(facts: Facts, known: CableId | None) -> Iterator[Notice]:
    if facts.dtg:
        return
    none = "no legible date-time group" if "dtg" in facts.places else "no date-time group"
    if facts.published:
        yield Notice("dtg-missing", -1, f"{none}; the publisher's date line is taken")
    elif facts.filing_time:
        year = "id" if known else "date-time group"
        message = f"{none}; the day and time of the DE line are taken, in the year of the {year}"
        yield Notice("dtg-missing", facts.places.get("originator", -1), message)
    else:
        yield Notice("dtg-missing", -1, f"{none}, so the cable has no date")


def _about_references(cable: Cable) -> Iterator[Notice]:
    for reference in cable.references:
        if reference.target and reference.target == cable.id:
            message = f"the reference {reference.text!r} is to this cable itself"
            hint = "compare with another copy of the record; nothing is connected by it"
            yield Notice("reference-to-itself", reference.span.start, message, hint)


def _about_marks(cable: Cable) -> Iterator[Notice]:
    if not cable.classification:
        return
    highest = cable.classification.rank
    for paragraph in cable.paragraphs:
        mark = paragraph.marking
        if mark and mark.level.rank > highest:
            offset = paragraph.spans[0].start if paragraph.spans else -1
            message = f"({mark}) is above the cable's own {cable.classification.words}"
            yield Notice("mark-above-cable", offset, message)

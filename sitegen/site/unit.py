"""The units of work of a build: plain functions of picklable data.

`read_record` gives a record's digest, which is all that is kept; `print_unit` makes the pages of
one unit, a cable or a list, and puts them aside where the output would change. Both are
deterministic in what lies on the bench and in the files they read, so that any executor may run
them, on any machine that sees the same files, in any order.
"""

from collections.abc import Iterable
from dataclasses import replace
from time import perf_counter
from typing import NamedTuple

from sitegen.archive.abridge import digest_of
from sitegen.archive.fact import Key, Kind
from sitegen.cable.parse import parse
from sitegen.diagnostic import Diagnostic
from sitegen.lock.keep import hold
from sitegen.lock.line import Line
from sitegen.note.annotated import AnnotatedCable, annotate
from sitegen.note.said import words_said
from sitegen.page.cable import cable_sheets
from sitegen.page.edition import Sheet
from sitegen.page.listing import CABLE, PICTURE
from sitegen.page.sheets import unit_sheets
from sitegen.site.bench import Workshop
from sitegen.site.cache import DAMAGE
from sitegen.site.desk import Desk, Diagnostics, own_digest
from sitegen.site.file import Loaded
from sitegen.site.job import Printed, PrintJob, ReadJob, RecordRead
from sitegen.site.location import Location
from sitegen.site.notes import notes_file, notes_in
from sitegen.site.output import Staged, stage
from sitegen.site.picture import changed_since, picture_data
from sitegen.site.quoted import ChangedError, Quoted
from sitegen.site.record_store import UNSETTLED, Reading
from sitegen.site.withholding import fault_told, marked_before, shown_by_parsing


def read_record(job: ReadJob, shop: Workshop) -> RecordRead:
    """Source → annotated cable → digest. A fault of ours is one record's, and no exception."""
    location, rank, reader, known = job
    try:
        loaded = shop.load(location)
        if known and _is_as_it_was(known, loaded, job, shop):
            return RecordRead(None, withheld=loaded.withheld)
        reading = _annotated(loaded, shop)
        annotated = reading.annotated
        digest = digest_of(annotated, shop.desk.vocabulary, reading.record) if annotated else None
    except Exception as error:  # whatever the parser did: the other records are sound
        failed, trace = fault_told(location.source, error, shop.rules)
        return RecordRead(Reading(location, rank, told=(failed,), trace=trace))
    settled = reading.record and not reading.notes_unread
    read = Reading(
        location,
        rank,
        record=reading.record,
        reader=reader if settled else UNSETTLED,
        own=reading.own,
        words=words_said(annotated.cable) if annotated else b"",
        cable=str(digest.id) if digest else "",
        notes_unread=reading.notes_unread,
        locked=reading.locked,
        held=reading.held,
        told=reading.diagnostics,
    )
    return RecordRead(read, digest, loaded.withheld)


def annotated_of(location: Location, shop: Workshop) -> AnnotatedCable | None:
    """The cable that a record holds, with all that is known of it."""
    return _annotated(shop.load(location), shop).annotated


def print_unit(job: PrintJob, shop: Workshop) -> Printed:
    """A unit → its files. What was told of a record when it was read is not told again."""
    began = perf_counter()
    with shop.edition.archive.asking():
        return replace(_printed(job, shop), seconds=perf_counter() - began)


def _printed(job: PrintJob, shop: Workshop) -> Printed:
    edition = shop.edition
    try:
        if job.unit.kind == PICTURE:
            return _copied(job, shop)
        if job.unit.kind != CABLE:
            quoted = Quoted(job.quoted, lambda known: _again(known, shop))
            return staged(job, unit_sheets(job.unit, edition, quoted), shop)
        if (known := job.reading) is None:
            raise LookupError(f"{job.unit} without a record")
        edition.archive.asked.add(Key(Kind.TEXT, job.unit.name))
        return staged(job, cable_sheets(_again(known, shop), edition), shop)
    except DAMAGE:
        raise
    except ChangedError as error:
        return Printed(job, diagnostics=(error.diagnostic,))
    except Exception as error:
        if job.unit.kind != CABLE:
            raise
        failed, trace = fault_told(job.source, error, shop.rules)
        return Printed(job, diagnostics=(failed,), trace=trace)


def _copied(job: PrintJob, shop: Workshop) -> Printed:
    picture = shop.desk.pictures[job.unit.name]
    data, faults = picture_data(shop.desk.root, picture)
    files = () if data is None else (stage(shop.bench.target, picture.address.file, data),)
    return Printed(job, files, frozenset((Key(Kind.PICTURE, picture.name).number,)), faults)


def _again(known: Reading, shop: Workshop) -> AnnotatedCable:
    """What was read before, read once more."""
    again = _annotated(shop.load(known.location), shop)
    if again.annotated is None or (again.record, again.own) != (known.record, known.own):
        raise ChangedError(_changed(known, again, shop.desk))
    return again.annotated


def staged(job: PrintJob, sheets: Iterable[Sheet], shop: Workshop) -> Printed:
    """View → bytes → the stage. Which questions a page asks is known when it is drawn."""
    files: list[Staged] = []
    faults: list[Diagnostic] = []
    templates: set[str] = set()
    for sheet in sheets:
        data, wrong = shop.theme.render(sheet)
        faults += wrong
        templates |= shop.theme.needs(sheet.template)
        if data is not None:
            files.append(stage(shop.bench.target, sheet.address.file, data))
    asked = {*shop.edition.archive.asked, *(Key(Kind.TEMPLATE, name) for name in templates)}
    return Printed(job, tuple(files), frozenset(key.number for key in asked), tuple(faults))


class _Reading(NamedTuple):
    """What a record and its notes say. Without a cable it cannot be published."""

    annotated: AnnotatedCable | None
    record: str
    own: str
    diagnostics: Diagnostics
    notes_unread: bool = False
    locked: str = ""
    held: str = ""


def _is_as_it_was(known: Reading, loaded: Loaded, job: ReadJob, shop: Workshop) -> bool:
    """The record is the one that was read, and so is what its editors say of it."""
    now = loaded.digest, job.reader, shop.desk.own.get(known.cable, "")
    same = (known.record, known.reader, known.own) == now
    return same and known.holds_with(shop.lock.text(known.cable))


def _annotated(loaded: Loaded, shop: Workshop) -> _Reading:
    """There is no cable for want of a text, of an id, or of anything like a cable."""
    desk = shop.desk
    if (source := loaded.source) is None:
        return _Reading(None, loaded.digest, "", loaded.diagnostics)
    cable, misread = parse(source, desk.vocabulary, loaded.stated)
    if shown := shown_by_parsing(cable, source, shop.rules):
        return _Reading(None, loaded.digest, "", shown)
    told = loaded.diagnostics + misread
    if cable.id is None or any(found.is_error for found in misread):
        return _Reading(None, loaded.digest, "", told)
    cable_id = cable.id
    locked, unlocked = shop.lock.line(str(cable_id))
    if unlocked:
        return _Reading(None, loaded.digest, "", told + unlocked)
    found = hold(cable, source, locked if isinstance(locked, Line) else None)
    cable, of_record = found.cable, told
    told += found.told + marked_before(cable_id, source, found.told)  # for editors, and on no page
    text = shop.lock.text(str(cable_id)) or found.line
    written = notes_file(cable_id, desk)
    notes, faults = notes_in(cable_id, written, desk)
    annotated, misplaced = annotate(cable, source, notes, shop.finder, desk.vocabulary, shop.terms)
    return _Reading(
        replace(annotated, told=of_record, kept=found.kept),
        loaded.digest,
        own_digest(cable_id, desk, written),
        told + faults + misplaced,
        notes_unread=written is not None and written.source is None,
        locked=text,
        held=found.line if found.line != text else "",
    )


def _changed(known: Reading, again: _Reading, desk: Desk) -> Diagnostic:
    """A page of one text among lists of another is not published."""
    path = known.location.source
    if again.record == known.record:
        path = next((there for cable, there in desk.annotations.items() if str(cable) == known.cable), path)
    return changed_since(path)

"""The units of work of a build: plain functions of picklable data, one record each.

`read_record` gives the digest, which is all that is kept; `print_record` reads the record again
and gives its pages. Both are deterministic in the record and what they are handed, so that any
executor may run them, in any order.
"""

import traceback
from dataclasses import dataclass, replace
from typing import NamedTuple

from sitegen.archive.digest import Digest, digest_of
from sitegen.cable.model import CableId
from sitegen.cable.parse import parse
from sitegen.diagnostic import Diagnostic, Place, Severity
from sitegen.note.annotated import AnnotatedCable, annotate
from sitegen.note.annotation import Annotation, read_annotations
from sitegen.note.mention import NameFinder
from sitegen.page.cable import cable_sheets
from sitegen.page.edition import Edition, Sheet
from sitegen.page.theme import Theme
from sitegen.site.desk import Desk, Diagnostics
from sitegen.site.file import Loaded, load
from sitegen.site.record import Location, load_record


class Fingerprint(NamedTuple):
    """Of the bytes that a cable was read from; "" where there were none."""

    record: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class RecordRead:
    """The first pass over one record. Without a digest it has no page."""

    location: Location
    digest: Digest | None
    fingerprint: Fingerprint
    diagnostics: Diagnostics
    notes_unread: bool = False  # it has an annotation file, which could not be read
    trace: str = ""  # where sitegen failed

    @property
    def path(self) -> str:
        """Its name in messages, and in the manifest."""
        return self.location.source


@dataclass(frozen=True, slots=True)
class Printed:
    """Files, as path and bytes, and what kept others from being printed."""

    files: tuple[tuple[str, bytes], ...]
    diagnostics: Diagnostics = ()
    trace: str = ""  # where sitegen failed, which is no reason to stop the others


def read_record(location: Location, desk: Desk, finder: NameFinder) -> RecordRead:
    """Source → annotated cable → digest. A fault of ours is one record's, and no exception."""
    try:
        reading = _annotated(location, desk, finder)
        digest = digest_of(reading.annotated, desk.vocabulary) if reading.annotated else None
    except Exception as error:  # whatever the parser did: the other records are sound
        failed = record_failed(location.source, error)
        return RecordRead(location, None, Fingerprint(), (failed,), trace=_trace())
    return RecordRead(location, digest, reading.fingerprint, reading.diagnostics, reading.notes_unread)


def print_record(read: RecordRead, desk: Desk, finder: NameFinder, edition: Edition, theme: Theme) -> Printed:
    """The same record again → its pages. Its diagnostics were told the first time."""
    try:
        reading = _annotated(read.location, desk, finder)
        if reading.annotated is None or reading.fingerprint != read.fingerprint:
            return Printed((), (_changed(read, reading, desk),))
        sheets = cable_sheets(reading.annotated, edition)
    except Exception as error:
        return Printed((), (record_failed(read.path, error),), _trace())
    return print_sheets(sheets, theme)


def record_failed(path: str, error: Exception) -> Diagnostic:
    """A mistake of ours, told at the record that showed it."""
    message = f"a fault of sitegen: {type(error).__name__}: {error}; this record is not published anew"
    hint = "it is no fault of the record: report it, with what --verbose says"
    return Diagnostic(Place(path, 1, 1), "record-failed", message, hint)


def print_sheets(sheets: tuple[Sheet, ...], theme: Theme) -> Printed:
    """View → bytes."""
    files: list[tuple[str, bytes]] = []
    faults: list[Diagnostic] = []
    for sheet in sheets:
        data, wrong = theme.render(sheet)
        faults += wrong
        if data is not None:
            files.append((sheet.address.file, data))
    return Printed(tuple(files), tuple(faults))


class _Reading(NamedTuple):
    """What a record and its notes say. Without a cable it cannot be published."""

    annotated: AnnotatedCable | None
    fingerprint: Fingerprint
    diagnostics: Diagnostics
    notes_unread: bool = False


def _annotated(location: Location, desk: Desk, finder: NameFinder) -> _Reading:
    """There is no cable for want of a text, of an id, or of anything like a cable."""
    loaded = load_record(desk.root, location)
    if (source := loaded.source) is None:
        return _Reading(None, Fingerprint(loaded.digest), loaded.diagnostics)
    cable, misread = parse(source, desk.vocabulary, loaded.stated)
    told = loaded.diagnostics + misread
    if cable.id is None or any(found.severity is Severity.ERROR for found in misread):
        return _Reading(None, Fingerprint(loaded.digest), told)
    written = _notes_file(cable.id, desk)
    notes, faults = _notes(cable.id, written, desk)
    annotated, misplaced = annotate(cable, source, notes, finder, desk.vocabulary)
    return _Reading(
        annotated,
        Fingerprint(loaded.digest, written.digest if written else ""),
        told + faults + misplaced,
        notes_unread=written is not None and written.source is None,
    )


def _notes_file(cable: CableId, desk: Desk) -> Loaded | None:
    path = desk.annotations.get(cable)
    return None if path is None else load(desk.root / path, path)


def _notes(cable: CableId, written: Loaded | None, desk: Desk) -> tuple[tuple[Annotation, ...], Diagnostics]:
    if written is None:
        return (), ()
    if (source := written.source) is None:
        return (), tuple(_waiting(found, cable) for found in written.diagnostics)
    notes, faults = read_annotations(source.text, source.path, cable, desk.status)
    return notes, written.diagnostics + faults


def _waiting(found: Diagnostic, cable: CableId) -> Diagnostic:
    """A file of notes that cannot be read is no reason to take published notes away."""
    hint = f"{found.hint}; " if found.hint else ""
    return replace(found, hint=f"{hint}until then the pages that {cable} has stay as they were")


def _changed(read: RecordRead, reading: _Reading, desk: Desk) -> Diagnostic:
    """A page of one text among lists of another is not published."""
    path = read.path
    if read.digest and reading.fingerprint.record == read.fingerprint.record:
        path = desk.annotations.get(read.digest.id, path)
    message = "the file changed while the site was being built"
    return Diagnostic(Place(path, 1, 1), "source-changed", message, "build again")


def _trace() -> str:
    return traceback.format_exc().rstrip()

"""The units of work of a build: plain functions of picklable data, one record each.

`read_record` gives the digest, which is all that is kept; `print_record` reads the record again
and gives its pages. Both are deterministic in the record and what they are handed, so that any
executor may run them, in any order.
"""

from dataclasses import dataclass

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
from sitegen.site.file import load


@dataclass(frozen=True, slots=True)
class RecordRead:
    """The first pass over one record. Without a digest it has no page."""

    path: str
    digest: Digest | None
    fingerprint: str  # of the bytes it was read from
    diagnostics: Diagnostics


@dataclass(frozen=True, slots=True)
class Printed:
    """Files, as path and bytes, and what kept others from being printed."""

    files: tuple[tuple[str, bytes], ...]
    diagnostics: Diagnostics = ()


def read_record(path: str, desk: Desk, finder: NameFinder) -> RecordRead:
    """Source → annotated cable → digest."""
    annotated, fingerprint, diagnostics = _annotated(path, desk, finder)
    digest = digest_of(annotated) if annotated else None
    return RecordRead(path, digest, fingerprint, diagnostics)


def print_record(read: RecordRead, desk: Desk, finder: NameFinder, edition: Edition, theme: Theme) -> Printed:
    """The same record again → its pages. Its diagnostics were told the first time."""
    annotated, fingerprint, _ = _annotated(read.path, desk, finder)
    if annotated is None or fingerprint != read.fingerprint:
        message = "the file changed while the site was being built"
        return Printed((), (Diagnostic(Place(read.path, 1, 1), "source-changed", message, "build again"),))
    return print_sheets(cable_sheets(annotated, edition), theme)


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


def _annotated(path: str, desk: Desk, finder: NameFinder) -> tuple[AnnotatedCable | None, str, Diagnostics]:
    """None for a record that cannot be published: no text, no id, or no cable at all."""
    loaded = load(desk.root / path, path)
    if (source := loaded.source) is None:
        return None, loaded.digest, loaded.diagnostics
    cable, misread = parse(source, desk.vocabulary)
    told = loaded.diagnostics + misread
    if cable.id is None or any(found.severity is Severity.ERROR for found in misread):
        return None, loaded.digest, told
    notes, faults = _notes(cable.id, desk)
    annotated, misplaced = annotate(cable, source, notes, finder, desk.vocabulary)
    return annotated, loaded.digest, told + faults + misplaced


def _notes(cable: CableId, desk: Desk) -> tuple[tuple[Annotation, ...], Diagnostics]:
    if (path := desk.annotations.get(cable)) is None:
        return (), ()
    loaded = load(desk.root / path, path)
    if loaded.source is None:
        return (), loaded.diagnostics
    notes, faults = read_annotations(loaded.source.text, path, cable, desk.status)
    return notes, loaded.diagnostics + faults

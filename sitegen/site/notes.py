"""What editors wrote on one cable, read from its file."""

from dataclasses import replace

from sitegen.cable.model import CableId
from sitegen.diagnostic import Diagnostic
from sitegen.note.annotation import Annotation, read_annotations
from sitegen.site.desk import Desk, Diagnostics
from sitegen.site.file import Loaded, load


def notes_file(cable: CableId, desk: Desk) -> Loaded | None:
    """The file, read; None of a cable that has none."""
    path = desk.annotations.get(cable)
    return None if path is None else load(desk.root / path, path)


def notes_in(
    cable: CableId, written: Loaded | None, desk: Desk
) -> tuple[tuple[Annotation, ...], Diagnostics]:
    """The notes that are in it, and what is wrong with them."""
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

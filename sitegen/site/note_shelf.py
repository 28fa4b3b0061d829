"""The files of content/annotations/, for notes that come from elsewhere: each is written once, and whole."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.annotation import Annotation, read_annotations
from sitegen.note.note_table import NoteRow
from sitegen.note.note_writing import Fate, add_note, cable_rows
from sitegen.settings import Status
from sitegen.site.config import CONFIG, read_settings
from sitegen.site.desk import annotation_files
from sitegen.site.file import load, read_data, write_whole
from sitegen.site.folder import ANNOTATIONS, survey
from sitegen.site.tables import vocabulary


class NotesPut(NamedTuple):
    """What became of some notes."""

    counts: Counter[Fate]
    told: tuple[Diagnostic, ...]


def put_notes(root: Path, rows: Iterable[NoteRow], status: Status, *, dry: bool) -> NotesPut:
    """Add each note to the file of its cable, if it is not there."""
    folder, _ = survey(root)
    paths, _ = annotation_files(folder.annotations, vocabulary())
    counts: Counter[Fate] = Counter()
    told: list[Diagnostic] = []
    for cable, found in cable_rows(rows).items():
        path = paths.get(cable, f"{ANNOTATIONS}/{cable}.md")
        before, unread = _text(root / path, path)
        told += unread
        if before is None:
            counts[Fate.REFUSED] += len(found)
            continue
        text = before
        for row in found:
            added = add_note(text, row, path, status)
            text = added.text
            counts[added.fate] += 1
            told += added.told
        if text != before and not dry:
            write_whole(root / path, text.encode())
    return NotesPut(counts, tuple(told))


def default_status(root: Path) -> tuple[Status | None, tuple[Diagnostic, ...]]:
    """Of a note that names none, as site.toml has it."""
    loaded = load(root / CONFIG, CONFIG)
    if loaded.source is None:
        return None, loaded.diagnostics
    settings, faults = read_settings(loaded.source)
    return (Status(settings.annotation_status) if settings else None), loaded.diagnostics + faults


def all_notes(root: Path, status: Status) -> tuple[list[Annotation], tuple[Diagnostic, ...]]:
    """Every note of the site, published or not, by the names of their files."""
    folder, _ = survey(root)
    paths, told = annotation_files(folder.annotations, vocabulary())
    notes: list[Annotation] = []
    for cable, path in paths.items():
        loaded = load(root / path, path)
        told += loaded.diagnostics
        if loaded.source:
            found, faults = read_annotations(loaded.source.text, path, cable, status)
            notes += found
            told += faults
    return notes, tuple(told)


def _text(file: Path, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """What is there, "" where nothing is. Only UTF-8 is added to: in another encoding it would be mixed."""
    if not file.exists():
        return "", ()
    data, unreadable = read_data(file, path)
    if data is None:
        return None, unreadable
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        message = "this file is not UTF-8, so that no note is added to it"
        return None, (Diagnostic(Place(path), "source-undecodable", message, "save it as UTF-8"),)

"""Files of notes, told from files of records: a table of ours, or an export of Hypothesis."""

from pathlib import Path

from sitegen.diagnostic import Diagnostic
from sitegen.note.hypothesis import is_export, note_of, read_export, without_cable
from sitegen.note.note_table import NoteRow, is_note_table, read_table
from sitegen.site.file import load
from sitegen.site.find_cable import find_cables
from sitegen.site.tables import vocabulary

_HEAD = 4096


def holds_notes(path: Path) -> bool:
    """By the name of a file and its first bytes."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".json") or not path.is_file():
        return False
    with path.open("rb") as opened:
        head = opened.read(_HEAD).decode("utf-8", "replace")
    return is_export(head) if suffix == ".json" else is_note_table(head)


def rows_in(root: Path, path: str) -> tuple[tuple[NoteRow, ...], tuple[Diagnostic, ...]]:
    """The notes of a file, each with the place in its cable that it is about."""
    loaded = load(Path(path), path)
    if loaded.source is None:
        return (), loaded.diagnostics
    read = _remarks if path.lower().endswith(".json") else _table
    rows, told = read(root, loaded.source.text, path)
    return rows, loaded.diagnostics + told


def _table(root: Path, text: str, path: str) -> tuple[tuple[NoteRow, ...], tuple[Diagnostic, ...]]:
    return read_table(text, path, vocabulary())


def _remarks(root: Path, text: str, path: str) -> tuple[tuple[NoteRow, ...], tuple[Diagnostic, ...]]:
    remarks, told = read_export(text, path, vocabulary())
    cables = find_cables(root, {one.cable for one in remarks if one.cable})
    rows: list[NoteRow] = []
    for remark in remarks:
        if remark.cable not in cables:
            told += (without_cable(remark),)
            continue
        row, faults = note_of(remark, cables[remark.cable])
        told += faults
        rows += [row] if row else []
    return tuple(rows), told

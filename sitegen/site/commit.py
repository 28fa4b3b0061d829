"""The moment a build becomes the site: from the stage into place, under a journal.

`journal.delete` lists what is to go; the stage itself is the list of what is to come. A kill at
any point leaves either no journal (the old site, whole) or one that says how far it got:

    journal.delete   delete each listed file, then rename the journal
    journal.move     move each staged file, then the manifest, then remove the journal

Every step may be done twice. Deletions come first and are never repeated after a move, because
on a file system that folds case "Foo" to be deleted may be "foo" just moved in. (This is proof
against a kill, not against a power cut: nothing is flushed to the disk.)
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from sitegen.site.target import Target, write_manifest


def commit_stage(target: Target, manifest: Mapping[str, str], deleted: Iterable[str]) -> None:
    """Write the journal, then do what it says."""
    target.state.mkdir(parents=True, exist_ok=True)
    write_manifest(_next_manifest(target), manifest)
    draft = target.state / "journal.draft"
    draft.write_text("".join(f"{path}\n" for path in sorted(deleted)), "utf-8", newline="\n")
    draft.replace(_deleting(target))
    complete(target)


def in_progress(target: Target) -> bool:
    """A commit was begun and not ended."""
    return _deleting(target).exists() or _moving(target).exists()


def complete(target: Target) -> None:
    """Do what a journal says, if there is one."""
    if not in_progress(target):
        return
    if _deleting(target).exists():
        for path in _deleting(target).read_text("utf-8").splitlines():
            _delete(target.output, path)
        _deleting(target).replace(_moving(target))
    target.output.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):  # when all was moved before the kill
        _move(str(target.stage), str(target.output))
    with suppress(FileNotFoundError):
        _next_manifest(target).replace(target.manifest)
    _moving(target).unlink()
    clear_stage(target)


def clear_stage(target: Target) -> None:
    """Forget what was staged and never committed."""
    shutil.rmtree(target.stage, ignore_errors=True)
    _next_manifest(target).unlink(missing_ok=True)


def _move(folder: str, into: str) -> None:
    """Every file to its place; a folder that is not there yet goes as a whole."""
    with os.scandir(folder) as entries:
        for entry in list(entries):
            place = f"{into}/{entry.name}"
            if entry.is_dir(follow_symlinks=False) and os.path.isdir(place):
                _move(entry.path, place)
            else:
                os.replace(entry.path, place)


def _delete(output: Path, path: str) -> None:
    """A file, and the folders that it leaves empty."""
    with suppress(FileNotFoundError, NotADirectoryError):
        if not (output / path).is_dir():
            (output / path).unlink()
    for folder in (output / path).parents:
        if folder == output:
            return
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone already
            return


def _deleting(target: Target) -> Path:
    return target.state / "journal.delete"


def _moving(target: Target) -> Path:
    return target.state / "journal.move"


def _next_manifest(target: Target) -> Path:
    return target.state / "manifest.next.tsv"

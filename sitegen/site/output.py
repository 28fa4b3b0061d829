"""Files → the output folder: staged where bytes change, checked, then put in place all at once.

Rules, in the order they bite:

* No two sources make one file, nor two names that some file system takes for one.
* A file with the same bytes is not touched.
* Only files that the manifest says are ours are replaced or deleted. A folder whose manifest is
  lost is ours if our mark is in it: pages of now are replaced there, and nothing is deleted. One
  without our mark is taken over only if each file in it is byte for byte one that this build makes.
  A manifest whose output has lost the mark speaks of a folder that was removed, not of this one.
* Until the journal stands, the output is the old one; from then on any command completes it.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from os.path import dirname, isdir, isfile
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from sitegen.address import cable_page
from sitegen.diagnostic import Diagnostic, Place
from sitegen.site.commit import clear_stage, commit_stage, complete, in_progress
from sitegen.site.folder import PREVIEW
from sitegen.site.refusal import RefusedError
from sitegen.site.refusing import Wall, refuse_output
from sitegen.site.target import Target, locked, read_manifest, target_of

MARK = ".sitegen-output"
"""A file of each output, which says so when the manifest, in `.sitegen/`, was deleted."""

_MADE = "made"


@dataclass(slots=True)
class Plan:
    """Every file of a build and the source it is made from; grows while pages are printed."""

    sources: dict[str, str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    _folded: dict[str, str] = field(default_factory=dict)  # a file, or a folder of one: its first path
    _known: list[str] = field(default_factory=list)  # paths that stand side by side already

    def add(self, path: str, source: str, *, changed: bool) -> None:
        self.sources[path] = source
        if changed:
            self.changed.add(path)

    def keep(self, path: str, source: str) -> None:
        """A file of the last build, which is as it was."""
        self.sources[path] = source
        self._known.append(path)

    def collision(self, path: str, source: str, *, stood: bool = False) -> Diagnostic | None:
        """Another file has this name, in this or another spelling, or needs it for a folder. One that
        `stood` beside the others in the last output is looked at when there is a new one."""
        if stood and not self._folded:
            self._known.append(path)
            return None
        for known in self._known:
            self._index(known, _folded(known))
        self._known.clear()
        key = _folded(path)
        other = self._folded.get(key) or next((it for it in map(self._file, _above(key)) if it), None)
        if other is not None:
            theirs = self.sources[other] if self.sources[other] != source else "the site itself"
            message = f"makes {path}, and {theirs} makes {other}: a disk cannot hold both"
            return Diagnostic(Place(source), "output-collision", message, "rename one of the two")
        self._index(path, key)
        return None

    def _index(self, path: str, key: str) -> None:
        self._folded[key] = path
        for folder in _above(key):
            if folder in self._folded:  # and so is what it lies in
                return
            self._folded[folder] = path

    def _file(self, key: str) -> str | None:
        """The file of this name, if it is one and no folder."""
        path = self._folded.get(key)
        return path if path is not None and _folded(path) == key else None


@dataclass(frozen=True, slots=True)
class Committed:
    """What a build did to the output, in numbers of files."""

    written: int = 0
    unchanged: int = 0
    deleted: int = 0
    kept: int = 0  # of sources that could not be read this time
    left: int = 0  # no page of now, and whose they are is not known: the manifest was lost


def refuse_strange(target: Target, *, silent: bool = False) -> None:
    """Say at once, and before anything is written, that a folder is plainly somebody else's. Its names are
    not said where it is not known yet what must not be."""
    if target.manifest.exists() or not target.output.is_dir() or in_progress(target):
        return
    names = sorted(item.name for item in target.output.iterdir())
    if names and MARK not in names and not {"index.html", "sitemap.xml"} <= set(names):
        raise _foreign(target, [] if silent else names)


def begin(target: Target) -> None:
    """Complete what a killed command began, and drop what an unfinished one staged."""
    complete(target)
    clear_stage(target)


class Staged(NamedTuple):
    """A file of a build as the file system will know it, by size and time in nanoseconds."""

    path: str
    size: int
    modified: int
    changed: bool = False  # it was put aside, and is not in the output yet


def stage(target: Target, path: str, data: bytes) -> Staged:
    """Put one file aside if it would change the output."""
    if (modified := _same(target, path, data)) is not None:
        return Staged(path, len(data), modified)
    file = f"{target.stage}/{path}"
    try:
        _write(file, data)
    except FileNotFoundError:
        os.makedirs(dirname(file), exist_ok=True)
        _write(file, data)
    return Staged(path, len(data), os.stat(file).st_mtime_ns, changed=True)


def commit(target: Target, plan: Plan, unread: Iterable[str], wall: Wall = lambda _: None) -> Committed:
    """Put the staged files in place and delete ours that are no longer made.

    `unread` are sources (or folders and containers of them) that could not be read: their files stay.
    """
    _refuse_robbed(target, plan)
    ours, left = _ours(target, plan)
    kept = _kept(ours or {}, plan, tuple(unread))
    manifest = plan.sources | kept
    deleted = [path for path in ours or () if path not in manifest]
    refuse_output(target, {*plan.changed, *deleted}, wall, plan.sources)
    _refuse_foreign(target, plan, ours)  # only now: it says names
    if plan.changed or manifest != ours:
        commit_stage(target, manifest, deleted)
    written = len(plan.changed)
    return Committed(written, len(plan.sources) - written, len(deleted), len(kept), len(left))


def refuse_withheld(target: Target, plan: Plan, unread: Iterable[str], wall: Wall) -> None:
    """What a commit would refuse for its words, where there is to be none."""
    ours, _ = _ours(target, plan)
    staying = plan.sources | _kept(ours or {}, plan, tuple(unread))
    refuse_output(target, {*plan.changed, *(ours or {}).keys() - staying}, wall, plan.sources)


def _ours(target: Target, plan: Plan) -> tuple[Mapping[str, str] | None, list[str]]:
    """The files that are ours, with their sources; and those of which it is not known any more."""
    ours = _remembered(target)
    if ours is not None or not (target.output / MARK).is_file():
        return ours, []
    there = list(_files_in(target))
    left = [path for path in there if path not in plan.sources]
    return {path: plan.sources[path] for path in there if path in plan.sources}, left


def _remembered(target: Target) -> Mapping[str, str] | None:
    """The manifest, unless the folder was made anew by another hand: then no file in it is ours."""
    ours = read_manifest(target)
    made_anew = ours and MARK in ours and target.output.is_dir() and not (target.output / MARK).exists()
    return {} if made_anew else ours


def kept_cables(target: Target, unread: Set[str]) -> frozenset[str]:
    """Cables whose pages stay, because the record that they were made from cannot be read."""
    files = _kept(read_manifest(target) or {}, Plan(), tuple(unread)) if unread else {}
    cables = (path.split("/")[1] for path in files if path.count("/") > 1)
    return frozenset(cable for cable in cables if cable_page(cable).file in files)


def clean(target: Target) -> int:
    """Delete what is ours, and each folder that is then empty; says how many files."""
    if not target.state.is_dir():
        return 0
    with locked(target):
        begin(target)
        ours = _remembered(target) or {}
        commit_stage(target, {}, list(ours))
        shutil.rmtree(target.state, ignore_errors=True)
        for folder in (target.output, target.state.parent):
            if not any(folder.iterdir()):
                folder.rmdir()
    return len(ours)


def made_since(target: Target, time: int) -> None:
    """Note when the build began that this output is of, in nanoseconds."""
    (target.state / _MADE).touch()
    os.utime(target.state / _MADE, ns=(time, time))


def drop_preview(root: Path, time: int) -> None:
    """One that was made before, for it has words that are withheld since; but none that is being made."""
    preview = target_of(root, root / PREVIEW)
    made = preview.state / _MADE
    if not made.exists() or made.stat().st_mtime_ns <= time:
        with suppress(RefusedError):
            clean(preview)


def _write(file: str, data: bytes) -> None:
    with open(file, "wb") as opened:
        opened.write(data)


def _folded(path: str) -> str:
    """One key for all spellings that some file system takes for the same name."""
    if path.isascii():
        return path.lower()
    return normalize("NFC", normalize("NFC", path).casefold())


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in, from the inside out."""
    while path := path.rpartition("/")[0]:
        yield path


def _same(target: Target, path: str, data: bytes) -> int | None:
    """When a file of the output was written, if these are its bytes."""
    file = f"{target.output}/{path}"
    try:
        status = os.stat(file)
        same = status.st_size == len(data) and Path(file).read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    return status.st_mtime_ns if same else None


def _kept(ours: Mapping[str, str], plan: Plan, unread: tuple[str, ...]) -> dict[str, str]:
    if not unread:
        return {}
    folders = tuple(f"{path}{within}" for path in unread for within in "/#")
    return {
        path: source
        for path, source in ours.items()
        if path not in plan.sources and (source in unread or source.startswith(folders))
    }


def _refuse_robbed(target: Target, plan: Plan) -> None:
    """A build whose staged files somebody took away must not say that it published them."""
    gone = sorted(path for path in plan.changed if not isfile(f"{target.stage}/{path}"))
    if gone:
        clear_stage(target)
        message = f"{gone[0]} was taken away from {target.stage} while the site was being built"
        raise RefusedError(message, "build again, with no other program at work in .sitegen/")


def _refuse_foreign(target: Target, plan: Plan, ours: Mapping[str, str] | None) -> None:
    foreign = list(_in_the_way(target, plan, ours or {}))
    if ours is None and target.output.is_dir():
        foreign += [path for path in _files_in(target) if path not in plan.sources]
    if foreign:
        clear_stage(target)
        raise _foreign(target, sorted(set(foreign)))


def _foreign(target: Target, names: list[str]) -> RefusedError:
    some = (": " if names else "") + ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    message = f"{target.shown} holds files that sitegen did not make{some}"
    return RefusedError(message, "name an empty folder with --output, or move those files away")


def _in_the_way(target: Target, plan: Plan, ours: Mapping[str, str]) -> Iterator[str]:
    """What stands where we would write: another's file, or a folder with one in it."""
    if not target.output.exists():
        return
    for path in plan.changed:
        file = f"{target.output}/{path}"
        if path not in ours and isfile(file):
            yield path
        elif isdir(file):
            yield from (held for held in _files_in(target, path) if held not in ours)
    for above in {above for path in plan.changed for above in _above(path)}:
        if above not in ours and isfile(f"{target.output}/{above}"):
            yield above


def _files_in(target: Target, below: str = "") -> Iterator[str]:
    for file in (target.output / below).rglob("*"):
        if not file.is_dir():
            yield file.relative_to(target.output).as_posix()

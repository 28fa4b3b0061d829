"""An output folder, our own folder beside it, and the manifest that says which files are ours.

`output/` has its state in `.sitegen/output.state/`, on the same file system, so that a rename
moves a file from one to the other. Nothing of ours but pages ever stands in the output itself.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from sitegen.site.folder import CONTENT, TEMPLATES
from sitegen.site.refusal import RefusedError

STATE = ".sitegen"
_HEAD = "sitegen manifest 1"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a build goes. Make one with `target_of`, which follows links."""

    output: Path
    shown: str  # the output, as the user knows it

    @property
    def state(self) -> Path:
        return _state(self.output)

    @property
    def stage(self) -> Path:
        """What this build changes, until all of it is there."""
        return _stage(self.output)

    @property
    def manifest(self) -> Path:
        return self.state / "manifest.tsv"


@cache  # asked for with each file
def _state(output: Path) -> Path:
    parent = output.parent
    home = parent if parent.name == STATE else parent / STATE
    return home / f"{output.name}.state"


@cache
def _stage(output: Path) -> Path:
    return _state(output) / "stage"


def target_of(root: Path, output: Path, shown: str = "") -> Target:
    """The target, unless it would swallow the site's own sources. It is `shown` as its path, unless told."""
    real, site, shown = output.resolve(), root.resolve(), shown or output.as_posix()
    if real == site or real in site.parents:
        raise RefusedError(f"{shown} holds the site", "name another folder, as in --output output")
    for sources in (CONTENT, TEMPLATES):
        if site / sources in (real, *real.parents):
            message = f"{shown} lies in {sources}/, among the sources"
            raise RefusedError(message, "name a folder outside it, as in --output output")
    if real.exists() and not real.is_dir():
        raise RefusedError(f"{shown} is not a folder", "name another with --output")
    return Target(real, shown)


@contextmanager
def locked(target: Target) -> Iterator[None]:
    """One command at a time for an output; the system lets go of the lock when a process dies."""
    lock = target.state / "lock"
    while True:
        target.state.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            try:
                file = held.enter_context(lock.open("a"))
            except FileNotFoundError:  # `clean` took the folder away meanwhile
                continue
            if not _lock(file.fileno()):
                message = f"another sitegen is writing {target.shown} at this moment"
                raise RefusedError(message, "wait for it to end, or stop it")
            if _is_at(file, lock):
                yield
                return


def read_manifest(target: Target) -> Mapping[str, str] | None:
    """Our files and the source each was made from; None when nothing says that any is ours."""
    try:
        head, *lines = target.manifest.read_text("utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError, ValueError):
        return None
    if head != _HEAD:
        return None
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def write_manifest(file: Path, sources: Mapping[str, str]) -> None:
    """One line a file, sorted."""
    lines = (f"{path}\t{sources[path]}\n" for path in sorted(sources))
    file.write_text(_HEAD + "\n" + "".join(lines), "utf-8", newline="\n")


def _is_at(file: IO[str], path: Path) -> bool:
    """A lock on a file that `clean` deleted after it was opened would keep nobody out."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _lock(descriptor: int) -> bool:
    try:
        import fcntl  # not on every system; there two builds at once go unseen
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

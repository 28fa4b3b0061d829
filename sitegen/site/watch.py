"""Changes on disk → one set of paths when it has gone quiet.

Editors save in bursts (a backup, a new file, a rename), and a build itself reads every file: only
what alters a source counts, and it counts once.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from sitegen.site.config import CONFIG
from sitegen.site.folder import CONTENT, TEMPLATES
from sitegen.site.withhold_folder import folder_named

QUIET = 0.15  # seconds without a change after which a burst is over
LONGEST = 2.0  # seconds after which a burst that does not end is taken as it is

WITHHELD = "what is withheld"
"""Stands for the files of rules, whose names are not told."""

_ALTERING = (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
)
_TEMPORARY = re.compile(
    r"""~$ | ^\.\#? | ^\#.*\#$ | ^4913$ | \.(?:swp|swx|swo|tmp|part|bak|orig)$ | ___jb_ """, re.VERBOSE
)  # Vim's 4913, Emacs's #name# and .#name, JetBrains' ___jb_tmp___


@contextmanager
def watching(root: Path) -> Iterator[Iterator[frozenset[str]]]:
    """Gives an endless stream of changed paths (from the root), one set a burst."""
    queue: SimpleQueue[str] = SimpleQueue()
    observer = Observer()
    handler = _Handler(root.resolve(), queue)
    observer.schedule(handler, str(handler.root), recursive=False, event_filter=list(_ALTERING))
    watched: set[str] = set()

    def bursts() -> Iterator[frozenset[str]]:
        while True:
            _watch_sources(observer, handler, watched)
            changed = settled(queue)
            _watch_sources(observer, handler, watched)  # before what they hold is read
            yield changed

    observer.start()
    try:
        _watch_sources(observer, handler, watched)
        yield bursts()
    finally:
        observer.stop()
        observer.join()


def settled(queue: "SimpleQueue[str]", quiet: float = QUIET, longest: float = LONGEST) -> frozenset[str]:
    """Wait for a change, then for quiet; all that changed."""
    changed = {queue.get()}
    deadline = monotonic() + longest
    while (left := deadline - monotonic()) > 0:
        try:
            changed.add(queue.get(timeout=min(quiet, left)))
        except Empty:
            break
    return frozenset(changed)


def is_source(path: str) -> bool:
    """Whether a path from the root may change what is built."""
    parts = path.split("/")
    if any(_TEMPORARY.search(part) for part in parts):
        return False
    return path == CONFIG or parts[0] in (CONTENT, TEMPLATES)


class _Rules(FileSystemEventHandler):
    """Puts into the queue that what is withheld was altered, and not in which file."""

    def __init__(self, queue: "SimpleQueue[str]") -> None:
        self._queue = queue

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = (_path_of(name) for name in (event.src_path, event.dest_path) if name)
        if not all(_TEMPORARY.search(path.name) for path in paths):
            self._queue.put(WITHHELD)


class _Handler(FileSystemEventHandler):
    """Puts what alters a source into the queue."""

    def __init__(self, root: Path, queue: "SimpleQueue[str]") -> None:
        self.root = root
        self.queue = queue

    def on_any_event(self, event: FileSystemEvent) -> None:
        for name in (event.src_path, event.dest_path):
            path = _path_of(name)
            if path.is_relative_to(self.root) and is_source(inside := path.relative_to(self.root).as_posix()):
                self.queue.put(inside)


def _path_of(name: bytes | str) -> Path:
    return Path(name.decode() if isinstance(name, bytes) else name)


def _watch_sources(observer: "Observer", handler: _Handler, watched: set[str]) -> None:  # type: ignore[valid-type]
    """The folders of sources, as soon as they are there; never output/, .git or an environment. And that of
    what is withheld, wherever it lies."""
    for name in (CONTENT, TEMPLATES):
        there = (handler.root / name).is_dir()
        if there and name not in watched:
            observer.schedule(handler, str(handler.root / name), recursive=True, event_filter=list(_ALTERING))  # type: ignore[attr-defined]
            watched.add(name)
        elif not there:
            watched.discard(name)
    rules = folder_named(handler.root)
    if rules and str(rules) not in watched and rules.is_dir():
        observer.schedule(_Rules(handler.queue), str(rules), recursive=False, event_filter=list(_ALTERING))  # type: ignore[attr-defined]
        watched.add(str(rules))

"""What `sitegen serve` shows, and who is looking.

A browser that looks at a page holds a stream of server-sent events open. After a build that made
pages it is told `reload`; after one that made none `problems`, with their text, while the last
good pages stay. Whoever comes later is told what is wrong at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Any


@dataclass(slots=True)
class Preview:
    """What is shown, and who is looking."""

    folder: Path
    prefix: str = "/"  # the path of base_url
    problems: str = ""
    closing: bool = False
    _listeners: list["SimpleQueue[bytes]"] = field(default_factory=list)
    _lock: Any = field(default_factory=Lock)

    def reload(self, problems: str = "") -> None:
        """New pages are there; what is wrong all the same is shown on top of them."""
        self.problems = problems
        self._tell(_event("reload", "now"))

    def report(self, problems: str) -> None:
        """No new pages, and why."""
        self.problems = problems
        self._tell(_event("problems", problems))

    def close(self) -> None:
        self.closing = True
        self._tell(b"")

    @contextmanager
    def listening(self) -> Iterator["SimpleQueue[bytes]"]:
        queue: SimpleQueue[bytes] = SimpleQueue()
        if self.problems:
            queue.put(_event("problems", self.problems))
        with self._lock:
            self._listeners.append(queue)
        try:
            yield queue
        finally:
            with self._lock:
                self._listeners.remove(queue)

    def _tell(self, event: bytes) -> None:
        with self._lock:
            for queue in self._listeners:
                queue.put(event)


def _event(kind: str, text: str) -> bytes:
    """A server-sent event; each line of its text has a field of its own."""
    data = "".join(f"data: {line}\n" for line in text.splitlines() or [""])
    return f"event: {kind}\n{data}\n".encode()

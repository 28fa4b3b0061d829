"""How long the parts of a build took, and how much memory: for who wonders, never for the pages."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from time import perf_counter

_SLOWEST = 5


@dataclass(slots=True)
class Measures:
    """Grows while a build goes on."""

    read: int = 0  # records that were opened and parsed
    printed: int = 0  # units that were made
    phases: dict[str, float] = field(default_factory=dict)  # seconds
    peaks: dict[str, int] = field(default_factory=dict)  # bytes that each worker held at most
    _slow: list[tuple[float, str]] = field(default_factory=list)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time what is done within."""
        began = perf_counter()
        try:
            yield
        finally:
            self.phases[name] = self.phases.get(name, 0.0) + perf_counter() - began

    def note(self, file: str, seconds: float) -> None:
        """How long a unit took, by its first file."""
        self.printed += 1
        (heappush if len(self._slow) < _SLOWEST else heappushpop)(self._slow, (seconds, file))

    @property
    def slowest(self) -> list[tuple[str, float]]:
        """The units that took longest, with their seconds."""
        return [(file, seconds) for seconds, file in sorted(self._slow, reverse=True)]

    @property
    def peak(self) -> int:
        """Bytes that this process and its workers held, each at its most; 0 where nothing tells."""
        return peak_memory() + sum(self.peaks.values())


def peak_memory() -> int:
    """Bytes that this process held at most; 0 on a system that does not say."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:  # Windows
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return getrusage(RUSAGE_SELF).ru_maxrss * unit

"""The cables that a page quotes, each read when the page asks for it, so that few are held at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from sitegen.cable.cable_id import canonical
from sitegen.cable.model import CableId
from sitegen.diagnostic import Diagnostic
from sitegen.note.annotated import AnnotatedCable
from sitegen.site.record_store import Reading

_HELD = 4  # a page that quotes from two letters in turn reads each of them once


class Quoted(Mapping[CableId, AnnotatedCable]):
    """By their ids; `again` reads one."""

    def __init__(self, readings: Iterable[Reading], again: Callable[[Reading], AnnotatedCable]) -> None:
        self._readings = {canonical(one.cable): one for one in readings}
        self._read = lru_cache(_HELD)(lambda cable: again(self._readings[cable]))

    def __getitem__(self, cable: CableId) -> AnnotatedCable:
        return self._read(cable)

    def __iter__(self) -> Iterator[CableId]:
        return iter(self._readings)

    def __len__(self) -> int:
        return len(self._readings)


class ChangedError(Exception):
    """A record is not what it was in the first pass."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic

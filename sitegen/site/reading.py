"""The first pass: which records are there, which have changed, and what they say now.

A file whose size and times are those of the last build is not opened. Nothing is proved by them where
something is withheld: which rules a record was read with is not remembered, nor its size.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic
from sitegen.form.withheld import Rules
from sitegen.site.bench import Workshop
from sitegen.site.crew import Crew
from sitegen.site.file import stamp_of
from sitegen.site.job import ReadJob
from sitegen.site.record_store import RecordStore
from sitegen.site.refusing import refuse_names
from sitegen.site.withholding import Withheld, told_unread

Tick = Callable[[str, int, int], None]
"""Told after each piece of work: what is done, how many, of how many."""


class Read(NamedTuple):
    """What is told of two records of one cable, and how many were parsed."""

    twice: list[Diagnostic]
    parsed: int
    withheld: Withheld


def read_records(paths: tuple[str, ...], store: RecordStore, crew: Crew, shop: Workshop, tick: Tick) -> Read:
    """Bring the store up to date."""
    root, reader, own = shop.desk.root, shop.desk.reader, shop.desk.own
    store.look_for(shop.desk.names)
    before = store.files()
    for path in before.keys() - set(paths):
        store.drop_file(path)
    stamps = dict.fromkeys(paths, "") if shop.rules else _changed(root, paths, before)
    outdated = (*store.outdated(reader, own), *store.beside_lock(shop.lock))
    sources = dict.fromkeys(one.location.source for one in outdated if one.location.path not in stamps)
    known = list(sources)
    read = Read([], 0, Withheld(Counter(), Counter()))
    if number := len(stamps) + len(known):
        jobs = _jobs(root, stamps, known, store, reader, shop.rules)
        read = _read(jobs, number, store, crew, tick)
    store.settle_order()
    return read


def _read(jobs: Iterator[ReadJob], number: int, store: RecordStore, crew: Crew, tick: Tick) -> Read:
    from sitegen.site.unit import read_record

    twice: list[Diagnostic] = []
    parsed = 0
    withheld = Withheld(Counter(), Counter())
    for done, read in enumerate(crew.run(read_record, jobs, number), start=1):
        withheld.add(read.withheld)
        if read.reading is not None:
            parsed += 1
            twice += filter(None, [store.put(read.reading, read.digest)])
        tick("Reading", done, max(done, number))
    return Read(twice, parsed, withheld)


def _jobs(
    root: Path, stamps: Mapping[str, str], known: list[str], store: RecordStore, reader: str, rules: Rules
) -> Iterator[ReadJob]:
    for path, stamp in stamps.items():
        yield from _in_file(root, path, stamp, store, reader, rules)
    for source in known:
        if one := store.reading(source):
            yield ReadJob(one.location, one.rank, reader, one)


def _in_file(
    root: Path, path: str, stamp: str, store: RecordStore, reader: str, rules: Rules
) -> Iterator[ReadJob]:
    """The records of a file that has changed, of which some may be as they were."""
    from sitegen.site.locate import locate

    located = locate(root, [path])
    refuse_names(path, (location.key for location in located.records), rules)
    told = told_unread(located.diagnostics, rules)
    store.put_file(path, stamp, told, is_unread=bool(located.unread))
    store.drop_others(path, [location.source for location in located.records])
    for number, location in enumerate(located.records):
        rank, known = f"{path}\0{number:09d}", store.reading(location.source)
        moved = known is not None and (known.location, known.rank) != (location, rank)
        yield ReadJob(location, rank, reader, None if moved else known)


def _changed(root: Path, paths: tuple[str, ...], before: Mapping[str, str]) -> dict[str, str]:
    """The files that are not as they were, with their stamps."""
    now = time_ns()
    stamps = ((path, stamp_of(f"{root}/{path}", now)) for path in paths)
    return {path: stamp for path, stamp in stamps if not stamp or before.get(path) != stamp}

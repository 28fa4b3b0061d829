"""Single cables of a site, read where they lie: for commands that need a few and build nothing."""

from collections.abc import Collection, Iterator
from itertools import compress
from pathlib import Path

from sitegen.cable.model import Cable, CableId
from sitegen.cable.parse import parse
from sitegen.cable.stated import NOTHING_STATED, known_id
from sitegen.form.withheld import Rules
from sitegen.lock.keep import hold
from sitegen.lock.line import Line
from sitegen.site.folder import survey
from sitegen.site.locate import locate
from sitegen.site.location import Location
from sitegen.site.lock import Lock
from sitegen.site.record import load_record
from sitegen.site.tables import vocabulary
from sitegen.site.withhold_folder import rules_here
from sitegen.site.withholding import withheld_from


def find_cables(root: Path, wanted: Collection[CableId]) -> dict[CableId, Cable]:
    """Those of the wanted cables that are there, under their published addresses. Records that are named
    for one are read first, and all others only while one is missing."""
    found: dict[CableId, Cable] = {}
    lock, rules = Lock(root), rules_here(root)
    for location in _in_likely_order(root, wanted):
        if len(found) == len(set(wanted)):
            break
        cable = _cable(root, location, lock, rules)
        if cable and cable.id and cable.id in wanted:
            found.setdefault(cable.id, cable)
    return found


def _in_likely_order(root: Path, wanted: Collection[CableId]) -> Iterator[Location]:
    folder, _ = survey(root)
    records = locate(root, folder.cables).records
    named = [known_id(NOTHING_STATED, one.key or one.path, vocabulary()) for one in records]
    is_likely = [name in wanted for name in named]
    yield from compress(records, is_likely)
    yield from (one for one, likely in zip(records, is_likely, strict=True) if not likely)


def _cable(root: Path, location: Location, lock: Lock, rules: Rules) -> Cable | None:
    loaded = withheld_from(load_record(root, location), rules)
    if loaded.source is None:
        return None
    cable, _ = parse(loaded.source, vocabulary(), loaded.stated)
    line, _ = lock.line(str(cable.id)) if cable.id else (None, ())
    return hold(cable, loaded.source, line if isinstance(line, Line) else None).cable if cable.id else None

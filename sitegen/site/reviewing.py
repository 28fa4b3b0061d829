"""`sitegen entities review`: every record is read once, and nothing is remembered of it but its names.

Neither the output nor what builds remember is touched, so that it may run while the site is served.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sitegen.archive.review import Row, Sighting, Tally, sightings_in
from sitegen.diagnostic import Diagnostic
from sitegen.form.withheld import NOTHING_WITHHELD
from sitegen.note.unnamed import is_all_capitals
from sitegen.site.bench import Workshop
from sitegen.site.crew import Crew
from sitegen.site.desk import lay_desk
from sitegen.site.folder import ENTITIES, survey
from sitegen.site.locate import locate
from sitegen.site.location import Location
from sitegen.site.measure import Measures
from sitegen.site.order import Order, bench_of, settings_of
from sitegen.site.reading import Tick
from sitegen.site.refusing import refuse_sources
from sitegen.site.source_line import with_lines
from sitegen.site.target import Target
from sitegen.site.unit import annotated_of
from sitegen.site.withhold_folder import rules_of


class Review(NamedTuple):
    """What awaits an editor, and of how many cables."""

    rows: tuple[Row, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # of the entities, by id
    cables: int = 0
    capitals: int = 0  # cables typed in capitals, in which no missing name is looked for
    diagnostics: tuple[Diagnostic, ...] = ()  # of entities and decisions, and of what was not looked at


class _Seen(NamedTuple):
    """What one record said."""

    cable: str
    capitals: bool
    sightings: tuple[Sighting, ...]


def review_site(root: Path, least: int, tick: Tick = lambda *_: None) -> Review:
    """Every name in doubt, and those that no entity has and that so many cables say at least."""
    with TemporaryDirectory() as aside:
        target = Target(Path(aside) / "output", "output")
        target.state.mkdir(parents=True)
        order = Order(root, target)
        settings, faults = settings_of(order)
        if settings is None:
            return Review(diagnostics=with_lines(root, sorted(faults), NOTHING_WITHHELD))
        refuse_sources(root, rules_of(root, settings.withhold))
        folder, missed = survey(root)
        desk, misread = lay_desk(folder, settings)
        bench = bench_of(order, desk)
        tally, seen, capitals = Tally(), set[str](), 0
        shop = Workshop(bench)
        with Crew(order.executor, bench, shop, Measures()) as crew:
            jobs = _records(root, folder.cables)
            for done, found in enumerate(crew.run(_look, jobs, len(folder.cables)), start=1):
                tick("Reading", done, max(done, len(folder.cables)))
                if found and found.cable not in seen:  # of two files with one cable, the first is published
                    seen.add(found.cable)
                    capitals += found.capitals
                    tally.add(found.sightings)
    told = [found for found in misread if found.place.path.startswith(ENTITIES)]
    errors = sorted(found for found in (*missed, *told) if found.is_error)
    names = tuple((one.id, one.name) for one in desk.entities.values())
    return Review(tuple(tally.rows(least)), names, len(seen), capitals, with_lines(root, errors, shop.rules))


def _records(root: Path, paths: tuple[str, ...]) -> Iterator[Location]:
    for path in paths:
        yield from locate(root, [path]).records


def _look(location: Location, shop: Workshop) -> _Seen | None:
    """A record that cannot be read has no names; a build tells why."""
    try:
        annotated = annotated_of(location, shop)
    except Exception:
        return None
    if annotated is None:
        return None
    found = sightings_in(annotated, shop.desk.vocabulary, shop.finder)
    return _Seen(str(annotated.cable.id), is_all_capitals(annotated), found)

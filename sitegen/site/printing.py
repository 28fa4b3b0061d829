"""The second pass: every unit that is not up to date, into the stage."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from sitegen.address import cable_page, cable_source
from sitegen.diagnostic import Diagnostic
from sitegen.page.edition import Edition
from sitegen.page.listing import (
    ABSENT,
    CABLE,
    PICTURE,
    RENAMED,
    WITHDRAWN,
    Unit,
    quoted_by,
    shared_units,
    source_of,
)
from sitegen.site.bench import Workshop
from sitegen.site.commit import clear_stage
from sitegen.site.crew import Crew
from sitegen.site.holding import Left
from sitegen.site.job import Printed, PrintJob
from sitegen.site.measure import Measures
from sitegen.site.output import Plan, kept_cables, stage
from sitegen.site.page_store import PageStore
from sitegen.site.reading import Tick
from sitegen.site.record_store import RecordStore

THEME = "the theme"  # the source of a page that comes of no single file
_MAP = Unit("map")  # what tells machines of every page
_PLAIN = Unit("plain")  # style sheets and the like


@dataclass(slots=True)
class Proof:
    """All that was printed, still in the stage."""

    plan: Plan = field(default_factory=Plan)
    faults: list[Diagnostic] = field(default_factory=list)  # of the whole: nothing may be published
    failed: dict[str, Printed] = field(default_factory=dict)  # records at which sitegen itself failed
    has_others: bool = False  # files that the last output has not, or the reverse


@dataclass(frozen=True, slots=True)
class Press:
    """What the second pass works with."""

    records: RecordStore
    pages: PageStore
    crew: Crew
    shop: Workshop
    plain: Mapping[str, bytes]
    waiting: frozenset[str]  # records whose pages are left as they are
    unread: frozenset[str]  # files and records that could not be read, whose pages stay
    left: Left  # cables that were published, and are not here
    measures: Measures
    tick: Tick


def print_all(press: Press) -> Proof:
    """Each unit that is stale or new. Where a record fails, all is made again without it."""
    failed: dict[str, Printed] = {}
    while True:
        _mark_stale(press)
        proof = _print(press, failed)
        proof.failed, newly = failed | proof.failed, proof.failed.keys() - failed.keys()
        if not newly:
            return proof
        failed = proof.failed
        clear_stage(press.shop.bench.target)
        press.pages.roll_back()
        for source in newly:
            press.records.withdraw(source)
        press.records.settle_order()


def _mark_stale(press: Press) -> None:
    """What is to be made again is kept before the reason is: a kill between the two does no harm."""
    press.pages.stale_by(press.records.changed)
    press.pages.save()
    press.records.save()
    press.records.changed.clear()


def _print(press: Press, failed: Mapping[str, Printed]) -> Proof:
    proof = Proof()
    units = _units(press, failed.keys())
    fresh = press.pages.fresh(press.shop.bench.target.output)
    jobs = [name for name in units if name not in fresh]
    proof.has_others = press.pages.retain(units.keys() | {_MAP.kind, _PLAIN.kind})
    _take_over(press, proof.plan, fresh & (units.keys() | {_PLAIN.kind}))
    if _PLAIN.kind not in fresh:
        files = tuple(stage(press.shop.bench.target, *one) for one in press.plain.items())
        _take(Printed(PrintJob(_PLAIN, THEME), files), press, proof)
    if jobs:
        _make([units[name] for name in jobs], press, proof)
    if _MAP.kind in fresh and not proof.has_others:
        for path in press.pages.paths_of(_MAP.kind):
            proof.plan.keep(path, THEME)
    else:
        _make_map(press, proof)
    return proof


def _make(units: Sequence[tuple[Unit, str]], press: Press, proof: Proof) -> None:
    from sitegen.site.unit import print_unit

    jobs = (_job(unit, source, press.records, press.shop.edition) for unit, source in units)
    for done, printed in enumerate(press.crew.run(print_unit, jobs, len(units)), start=1):
        _take(printed, press, proof)
        press.measures.note(printed.files[0].path if printed.files else printed.job.source, printed.seconds)
        press.tick("Printing", done, len(units))


def _make_map(press: Press, proof: Proof) -> None:
    from sitegen.page.sheets import map_sheets
    from sitegen.site.unit import staged

    press.shop.edition.archive.asked.clear()
    stubs = {page(old).file for old in press.left.renamed for page in (cable_page, cable_source)}
    sheets = map_sheets(press.shop.edition, proof.plan.sources.keys() - stubs)
    _take(staged(PrintJob(_MAP, THEME), sheets, press.shop), press, proof)


def _units(press: Press, failed: Set[str]) -> dict[str, tuple[Unit, str]]:
    """Every unit by its name, with the file it is made from."""
    edition, left = press.shop.edition, press.left
    taken = {*left.withdrawn, *left.renamed, *kept_cables(press.shop.bench.target, {*press.unread, *failed})}
    shared = [unit for unit in shared_units(edition) if unit.kind != ABSENT or unit.name not in taken]
    shared += (Unit(PICTURE, name) for name in sorted(shown_pictures(press.shop)))
    shared += (Unit(WITHDRAWN, cable) for cable in sorted(left.withdrawn))
    if left.renamed:
        shared.append(Unit(RENAMED, " ".join(f"{old}={now}" for old, now in left.renamed.items())))
    cables = ((Unit(CABLE, cable), source) for cable, source in press.records.published())
    return {str(unit): (unit, source_of(unit, edition) or THEME) for unit in shared} | {
        str(unit): (unit, source) for unit, source in cables if source not in press.waiting
    }


def shown_pictures(shop: Workshop) -> set[str]:
    """Those that a published note, page or entity shows: a draft's stay in the building."""
    shown = {*shop.edition.archive.shown, *(one.name for one in shop.desk.pictures_shown())}
    return shown & shop.desk.pictures.keys()


def _job(unit: Unit, source: str, records: RecordStore, edition: Edition) -> PrintJob:
    if unit.kind == CABLE:
        return PrintJob(unit, source, records.reading(source))
    quoted = (records.published_as(str(cable)) for cable in quoted_by(unit, edition))
    return PrintJob(unit, source, quoted=tuple(one for one in quoted if one))


def _take(printed: Printed, press: Press, proof: Proof) -> None:
    if printed.trace:
        proof.failed[printed.job.source] = printed
        return
    proof.faults += printed.diagnostics
    stood = press.pages.paths_of(str(printed.job.unit))
    proof.has_others |= stood != {file.path for file in printed.files}
    _plan(printed, proof, stood)
    press.pages.put(str(printed.job.unit), printed.job.source, printed.files, printed.asked)


def _plan(printed: Printed, proof: Proof, stood: Set[str]) -> None:
    for file in printed.files:
        found = proof.plan.collision(file.path, printed.job.source, stood=file.path in stood)
        if found is not None:
            proof.faults.append(found)
        else:
            proof.plan.add(file.path, printed.job.source, changed=file.changed)


def _take_over(press: Press, plan: Plan, fresh: set[str]) -> None:
    """What stands in the output and is up to date."""
    for name, source, path in press.pages.files():
        if name in fresh:
            plan.keep(path, source)

"""The course of a build: read what changed, link, print what depends on it, commit.

What happens when something is wrong, from the harmless to the fatal:

* A note, an entity or a pointer with a fault is told and left out; all else is published.
* A record that cannot be read, or at which sitegen itself fails, is told; the pages it had stay
  as they are until it is mended or its file is removed. So do those of a cable whose notes cannot
  be read. Of two files that hold one cable the first by path is published.
* A fault of the whole (site.toml, decisions.csv, a template, two sources for one file, a folder of
  notes or entities that cannot be listed) commits nothing: the output stays as it was.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from time import time_ns

from sitegen.diagnostic import Diagnostic, Place
from sitegen.page.edition import Asset
from sitegen.site.bench import Workshop
from sitegen.site.cache import DAMAGE
from sitegen.site.commit import clear_stage
from sitegen.site.config import CONFIG
from sitegen.site.crew import Crew
from sitegen.site.desk import Desk, annotations_without_cable, lay_desk, waiting_ids
from sitegen.site.folder import ANNOTATIONS, DECISIONS, ENTITIES, Folder, survey
from sitegen.site.holding import addresses_of, left_of
from sitegen.site.measure import Measures
from sitegen.site.memory import answers_of, forget, remembering, shared_digest
from sitegen.site.missing import told_of_missing
from sitegen.site.order import Order, Report, bench_of, settings_of
from sitegen.site.output import (
    MARK,
    begin,
    commit,
    drop_preview,
    kept_cables,
    made_since,
    refuse_strange,
    refuse_withheld,
)
from sitegen.site.packaged import MARK_TEXT, assets_of, templates_of, templates_unused
from sitegen.site.page_link import lost_page_links
from sitegen.site.page_store import PageStore
from sitegen.site.printing import Press, Proof, print_all
from sitegen.site.reading import Read, Tick, read_records
from sitegen.site.record_store import RecordStore
from sitegen.site.refusal import RefusedError
from sitegen.site.refusing import Wall, refuse_sources, standing
from sitegen.site.source_line import with_lines
from sitegen.site.target import Target, locked, read_manifest
from sitegen.site.wall import refused_beside, wall_of, wall_without_workers
from sitegen.site.withhold_folder import changed_last, may_withhold, open_to_others, rules_of
from sitegen.site.withholding import told_of_rules

FILES_OF_ITS_OWN = {
    ".nojekyll": b"",  # or GitHub Pages would run the pages through Jekyll
    MARK: MARK_TEXT,
}


def build(order: Order, tick: Tick = lambda *_: None) -> Report:
    """Build the site; never raises for what editors can mend."""
    with building(order, tick) as report:
        return report


@contextmanager
def building(order: Order, tick: Tick) -> Iterator[Report]:
    """The same; and nobody else writes that output until what is done with it has ended."""
    refuse_strange(order.target, silent=may_withhold(order.root))
    with locked(order.target):
        begin(order.target)
        began = time_ns()
        try:
            report = _built(order, tick)
        except RefusedError as error:
            if not may_withhold(order.root):
                raise
            forget(order.target)  # what was refused may stand in what is remembered, too
            if order.live:
                raise
            raise refused_beside(order.target, order.root, error) from error
        if order.live and report.committed:
            made_since(order.target, began)
        rules = rules_of(order.root, report.settings.withhold if report.settings else "")
        yield replace(report, diagnostics=with_lines(order.root, _once(report.diagnostics), rules))


def _built(order: Order, tick: Tick) -> Report:
    try:
        return _build(order, tick)
    except DAMAGE:  # a cache that came through its seal and is none: once more without it
        forget(order.target)
        clear_stage(order.target)
    try:
        return _build(order, tick)
    except DAMAGE as error:
        message = f"what was read cannot be kept in {order.target.state}: {error}"
        raise RefusedError(message, "is the disk full, or another program at work there?") from error


def _once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted; a template's fault is told once and not for every page that it draws."""
    first: dict[tuple[Place, str, str], Diagnostic] = {}
    for found in sorted(diagnostics):
        first.setdefault((found.place, found.code, found.message), found)
    return list(first.values())


def _build(order: Order, tick: Tick) -> Report:
    measures = Measures()
    with measures.phase("look"):
        settings, faults = settings_of(order)
        if settings is None:
            return Report((*faults, *_unseen(order)))
        rules = rules_of(order.root, settings.withhold)
        if rules and not order.live:
            drop_preview(order.root, changed_last(order.root, settings.withhold))
        refuse_sources(order.root, rules)
        faults += open_to_others(order.root, settings.withhold)
        folder, missed = survey(order.root)
        desk, misread = lay_desk(folder, settings)
        faults += missed + misread
    if any(found.code == "content-missing" for found in faults):
        return Report((*faults, *standing(order.target, wall_without_workers(rules))), settings)
    with remembering(order.target) as (records, pages):
        report = _publish(_Job(order, folder, desk, faults, records, pages, measures, tick))
    return replace(report, measures=measures)


def _unseen(order: Order) -> Iterator[Diagnostic]:
    """That an output stays as it was, and perhaps with words in it that are withheld now."""
    if order.target.output.exists() and may_withhold(order.root):
        message = f"{order.target.shown} stays as it was, and was not looked through for what is withheld"
        hint = f"mend {CONFIG}, and publish nothing of it before the next build"
        yield Diagnostic(Place(CONFIG), "withhold-unseen", message, hint)


def _is_of_the_whole(found: Diagnostic) -> bool:
    """What is not known of decisions, or of a whole folder of notes or entities, might forbid a page."""
    if found.place.path == DECISIONS:
        return found.is_error
    unlisted = found.code == "source-unreadable" and not found.place.line
    return unlisted and found.place.path.startswith((ANNOTATIONS, ENTITIES))


@dataclass(frozen=True, slots=True)
class _Job:
    """What there is to build with, once the folder was looked at."""

    order: Order
    folder: Folder
    desk: Desk
    faults: tuple[Diagnostic, ...]  # found on the way here
    records: RecordStore
    pages: PageStore
    measures: Measures
    tick: Tick


def _publish(job: _Job) -> Report:
    order = job.order
    templates, unreadable = templates_of(order.root)
    assets, lost = assets_of(order.root, live=order.live)
    bench = bench_of(order, job.desk, templates, assets)
    shop = Workshop(bench, job.records.facts)
    with Crew(order.executor, bench, shop, job.measures) as crew:
        wall = wall_of(crew, shop, job.tick)
        with job.measures.phase("read"):
            read = read_records(job.folder.cables, job.records, crew, shop, job.tick)
            job.measures.read = read.parsed
        press = _press(job, crew, shop, assets.values())
        with job.measures.phase("print"):
            proof = print_all(press)
        fatal = (*proof.faults, *unreadable, *lost, *shop.lock.faults)
        report = _report(job, press, read, proof, fatal)
        return _concluded(job, press, proof, wall, report, stop=bool(fatal))


def _press(job: _Job, crew: Crew, shop: Workshop, assets: Iterable[Asset]) -> Press:
    """The second pass, made ready: what is known to be out of date is marked so."""
    target = job.order.target
    unread = {
        *job.desk.unread,
        *job.records.unread_files(),
        *job.records.unread_records(),
        *(found.place.path for found in job.faults if found.code == "source-unreadable"),
    }
    job.pages.begin_edition(shared_digest(shop.bench))
    job.pages.refresh(answers_of(shop))
    staying = waiting_ids(job.desk, unread) | kept_cables(target, unread)
    return Press(
        records=job.records,
        pages=job.pages,
        crew=crew,
        shop=shop,
        plain={asset.address.file: asset.data for asset in assets} | FILES_OF_ITS_OWN,
        waiting=_waiting(job.records, target),
        unread=frozenset(unread),
        left=left_of(shop.lock, job.records, staying),
        measures=job.measures,
        tick=job.tick,
    )


def _report(job: _Job, press: Press, read: Read, proof: Proof, fatal: Iterable[Diagnostic]) -> Report:
    order, records, shop = job.order, job.records, press.shop
    archive = shop.edition.archive
    told = (
        *job.faults,
        *records.told_of_files(),
        *records.told(repairs=order.repairs),
        *chain.from_iterable(failure.diagnostics for failure in proof.failed.values()),
        *read.twice,
        *told_of_rules(shop.rules, read.withheld, repairs=order.repairs),
        *told_of_missing(job.desk, archive, job.faults),
        *_lost_links(job, press, proof),
        *annotations_without_cable(job.desk, archive.cables, _untouched(press, proof)),
        *_unless_cables(records),
        *templates_unused(order.root),
        *press.left.told,
        *fatal,
    )
    return Report(
        told,
        job.desk.settings,
        cables=len(archive.cables),
        pages=sum(path.endswith(".html") for path in proof.plan.sources),
        repairs=0 if order.repairs else records.repairs(),
        traces=(*records.traces(), *(failure.trace for failure in proof.failed.values())),
    )


def _lost_links(job: _Job, press: Press, proof: Proof) -> Iterable[Diagnostic]:
    """None where pages are missing because of another fault: a link to one of them is no slip."""
    if proof.faults or _untouched(press, proof):
        return ()
    return lost_page_links(job.desk, press.shop.edition.archive, proof.plan.sources)


def _untouched(press: Press, proof: Proof) -> frozenset[str]:
    """Sources whose files stay as they are in the output."""
    return press.unread | press.waiting | proof.failed.keys()


def _concluded(job: _Job, press: Press, proof: Proof, wall: Wall, report: Report, *, stop: bool) -> Report:
    """What was printed is committed, if that was asked for and nothing forbids it."""
    target, unread = job.order.target, _untouched(press, proof)
    if not job.order.commits:
        refuse_withheld(target, proof.plan, unread, wall)
        job.pages.roll_back()
        clear_stage(target)
        return replace(report, addresses=addresses_of(press.shop.lock, job.records))
    if stop or any(map(_is_of_the_whole, job.faults)):
        clear_stage(target)
        return replace(report, diagnostics=(*report.diagnostics, *standing(target, wall)))
    with job.measures.phase("commit"):
        committed = commit(target, proof.plan, unread, wall)
        job.pages.save()
    return replace(report, committed=committed)


def _waiting(records: RecordStore, target: Target) -> frozenset[str]:
    """Records that have pages, and notes that cannot be read now: those pages are not printed anew."""
    found = records.with_unread_notes()
    before = set((read_manifest(target) or {}).values()) if found else set()
    return frozenset(found & before)


def _unless_cables(records: RecordStore) -> Iterator[Diagnostic]:
    if records.is_empty():
        hint = "put records there, or: sitegen import FILE"
        yield Diagnostic(Place("content/cables"), "content-no-cables", "there is no cable yet", hint)

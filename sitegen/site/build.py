"""The order of a build: read what changed, link, print what depends on it, commit.

What happens when something is wrong, from the harmless to the fatal:

* A note, an entity or a pointer with a fault is told and left out; all else is published.
* A record that cannot be read, or at which sitegen itself fails, is told; the pages it had stay
  as they are until it is mended or its file is removed. So do those of a cable whose notes cannot
  be read. Of two files that hold one cable the first by path is published.
* A fault of the whole (site.toml, decisions.csv, a template, two sources for one file, a folder of
  notes or entities that cannot be listed) commits nothing: the output stays as it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from jinja2 import BaseLoader, DictLoader

from sitegen.diagnostic import Diagnostic, Place, Severity
from sitegen.page.edition import Asset
from sitegen.settings import Settings
from sitegen.site.commit import clear_stage
from sitegen.site.config import CONFIG, read_settings
from sitegen.site.crew import AUTO, Crew
from sitegen.site.desk import Desk, annotations_without_cable, lay_desk, waiting_ids
from sitegen.site.file import load
from sitegen.site.folder import ANNOTATIONS, DECISIONS, ENTITIES, Folder, survey
from sitegen.site.holding import Addresses, addresses_of, left_of
from sitegen.site.measure import Measures
from sitegen.site.memory import answers_of, facts_file, forget, remembering, shared_digest
from sitegen.site.missing import told_of_missing
from sitegen.site.output import MARK, Committed, begin, commit, kept_cables, refuse_strange, refuse_withheld
from sitegen.site.packaged import MARK_TEXT, assets_of, loader_of, templates_unused
from sitegen.site.page_store import PageStore
from sitegen.site.printing import Press, print_all
from sitegen.site.reading import Tick, read_records
from sitegen.site.record_store import RecordStore
from sitegen.site.refusal import RefusedError
from sitegen.site.source_line import with_lines
from sitegen.site.target import Target, locked, read_manifest
from sitegen.site.unit import DAMAGE, Bench, Workshop
from sitegen.site.wall import wall_of
from sitegen.site.withhold_folder import may_withhold, open_to_others, rules_of
from sitegen.site.withholding import refuse_sources, standing, told_of_rules

FILES_OF_ITS_OWN = {
    ".nojekyll": b"",  # or GitHub Pages would run the pages through Jekyll
    MARK: MARK_TEXT,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    root: Path
    target: Target
    base_url: str = ""  # instead of the one in site.toml
    offline: bool = False
    live: bool = False
    repairs: bool = False  # tell of repairs one by one, and not only how many there were
    executor: str = AUTO
    commits: bool = True  # else it is only seen what would be told


@dataclass(frozen=True, slots=True)
class Report:
    """What became of it. Without `committed` the output is as it was before."""

    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None
    cables: int = 0
    pages: int = 0
    repairs: int = 0  # noted, and not among the diagnostics
    committed: Committed | None = None
    traces: tuple[str, ...] = ()  # where sitegen itself failed
    measures: Measures = field(default_factory=Measures)
    addresses: Addresses | None = None  # of the lock, when it was looked at

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        told = sum(found.severity is severity for found in self.diagnostics)
        return told + self.repairs if severity is Severity.NOTE else told


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
        try:
            report = _built(order, tick)
        except RefusedError:  # what was refused may stand in what is remembered, too
            if may_withhold(order.root):
                forget(order.target)
            raise
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
            return Report(faults)
        refuse_sources(order.root, rules_of(order.root, settings.withhold))
        faults += open_to_others(order.root, settings.withhold)
        folder, missed = survey(order.root)
        desk, misread = lay_desk(folder, settings)
        faults += missed + misread
    if any(found.code == "content-missing" for found in faults):
        return Report(faults, settings)
    with remembering(order.target) as (records, pages):
        report = _publish(order, folder, desk, faults, records, pages, measures, tick)
    return replace(report, measures=measures)


def settings_of(order: Order) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """The site's settings, as they are for this build."""
    loaded = load(order.root / CONFIG, CONFIG)
    if loaded.source is None:
        return None, loaded.diagnostics
    settings, faults = read_settings(loaded.source)
    if settings and order.base_url:
        settings = replace(settings, base_url=order.base_url)
    return settings, loaded.diagnostics + faults


def _is_of_the_whole(found: Diagnostic) -> bool:
    """What is not known of decisions, or of a whole folder of notes or entities, might forbid a page."""
    if found.place.path == DECISIONS:
        return found.is_error
    unlisted = found.code == "source-unreadable" and not found.place.line
    return unlisted and found.place.path.startswith((ANNOTATIONS, ENTITIES))


def _publish(
    order: Order,
    folder: Folder,
    desk: Desk,
    faults: tuple[Diagnostic, ...],
    records: RecordStore,
    pages: PageStore,
    measures: Measures,
    tick: Tick,
) -> Report:
    loader, unreadable = loader_of(order.root)
    assets, lost = assets_of(order.root, live=order.live)
    bench = bench_of(order, desk, loader, assets)
    shop = Workshop(bench, records.facts)
    with Crew(order.executor, bench, shop, measures) as crew:
        wall = wall_of(crew, shop, tick)
        with measures.phase("read"):
            read = read_records(folder.cables, records, crew, shop, tick)
            measures.read = read.parsed
        unread = {
            *desk.unread,
            *records.unread_files(),
            *records.unread_records(),
            *(found.place.path for found in faults if found.code == "source-unreadable"),
        }
        waiting = _waiting(records, order.target)
        pages.begin_edition(shared_digest(bench))
        pages.refresh(answers_of(shop))
        kept = kept_cables(order.target, unread)
        left = left_of(shop.lock, records, waiting_ids(desk, unread) | kept)
        plain = {asset.address.file: asset.data for asset in assets.values()} | FILES_OF_ITS_OWN
        with measures.phase("print"):
            proof = print_all(
                Press(
                    records=records,
                    pages=pages,
                    crew=crew,
                    shop=shop,
                    plain=plain,
                    waiting=waiting,
                    unread=frozenset(unread),
                    left=left,
                    measures=measures,
                    tick=tick,
                )
            )
        unread |= proof.failed.keys() | waiting
        told = (
            *faults,
            *records.told_of_files(),
            *records.told(repairs=order.repairs),
            *chain.from_iterable(failure.diagnostics for failure in proof.failed.values()),
            *read.twice,
            *told_of_rules(shop.rules, read.withheld, repairs=order.repairs),
            *told_of_missing(desk, shop.edition.archive, faults),
            *annotations_without_cable(desk, shop.edition.archive.cables, unread),
            *_unless_cables(records),
            *templates_unused(order.root),
            *left.told,
        )
        fatal = (*proof.faults, *unreadable, *lost, *shop.lock.faults)
        report = Report(
            told + fatal,
            desk.settings,
            cables=len(shop.edition.archive.cables),
            pages=sum(path.endswith(".html") for path in proof.plan.sources),
            repairs=0 if order.repairs else records.repairs(),
            traces=(*records.traces(), *(failure.trace for failure in proof.failed.values())),
        )
        if not order.commits:
            refuse_withheld(order.target, proof.plan, unread, wall)
            pages.roll_back()
            clear_stage(order.target)
            return replace(report, addresses=addresses_of(shop.lock, records))
        if fatal or any(map(_is_of_the_whole, faults)):
            clear_stage(order.target)
            return replace(report, diagnostics=(*report.diagnostics, *standing(order.target, wall)))
        with measures.phase("commit"):
            committed = commit(order.target, proof.plan, unread, wall)
            pages.save()
        return replace(report, committed=committed)


def bench_of(
    order: Order,
    desk: Desk,
    loader: BaseLoader | None = None,
    assets: Mapping[str, Asset] = MappingProxyType({}),
) -> Bench:
    """The bench of a build; without templates it is one for reading only."""
    return Bench(
        desk=desk,
        target=order.target,
        loader=loader or DictLoader({}),
        assets={name: asset.address for name, asset in assets.items()},
        facts=facts_file(order.target),
        offline=order.offline,
        live=order.live,
    )


def _waiting(records: RecordStore, target: Target) -> frozenset[str]:
    """Records that have pages, and notes that cannot be read now: those pages are not printed anew."""
    found = records.with_unread_notes()
    before = set((read_manifest(target) or {}).values()) if found else set()
    return frozenset(found & before)


def _unless_cables(records: RecordStore) -> Iterator[Diagnostic]:
    if records.is_empty():
        hint = "put records there, or: sitegen import FILE"
        yield Diagnostic(Place("content/cables"), "content-no-cables", "there is no cable yet", hint)

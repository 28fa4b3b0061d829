"""The order of a build: read, link, print, commit.

What happens when something is wrong, from the harmless to the fatal:

* A note, an entity or a pointer with a fault is told and left out; all else is published.
* A record that cannot be read, or at which sitegen itself fails, is told; the pages it had stay
  as they are until it is mended or its file is removed. So do those of a cable whose notes cannot
  be read. Of two files that hold one cable the first by path is published.
* A fault of the whole (site.toml, decisions.csv, a template, two sources for one file, a folder of
  notes or entities that cannot be listed) commits nothing: the output stays as it was.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from sitegen.address import entity_page, prose_page
from sitegen.archive.link import Archive, archive_of, link_names, link_problems
from sitegen.cable.model import CableId
from sitegen.diagnostic import Diagnostic, Place, Severity
from sitegen.note.markdown import links_of
from sitegen.note.mention import NameFinder
from sitegen.page.edition import Asset, Edition
from sitegen.page.listing import archive_sheets
from sitegen.page.theme import Theme
from sitegen.settings import Settings
from sitegen.site.commit import clear_stage
from sitegen.site.config import CONFIG, read_settings
from sitegen.site.desk import Desk, annotations_without_cable, lay_desk
from sitegen.site.file import load
from sitegen.site.folder import ANNOTATIONS, DECISIONS, ENTITIES, Folder, survey
from sitegen.site.locate import locate
from sitegen.site.output import MARK, MARK_TEXT, Committed, Plan, begin, commit, refuse_strange, stage
from sitegen.site.packaged import assets_of, loader_of
from sitegen.site.quote import with_lines
from sitegen.site.target import Target, locked, read_manifest
from sitegen.site.unit import Printed, RecordRead, print_record, print_sheets, read_record

THEME = "the theme"  # the source of a page that comes of no single file
FILES_OF_ITS_OWN = (
    (".nojekyll", b""),  # or GitHub Pages would run the pages through Jekyll
    (MARK, MARK_TEXT),
)


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    root: Path
    target: Target
    base_url: str = ""  # instead of the one in site.toml
    offline: bool = False
    live: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What became of it. Without `committed` the output is as it was before."""

    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None
    cables: int = 0
    pages: int = 0
    committed: Committed | None = None
    traces: tuple[str, ...] = ()  # where sitegen itself failed

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self.diagnostics)


def build(order: Order) -> Report:
    """Build the site; never raises for what editors can mend."""
    refuse_strange(order.target)
    with locked(order.target):
        begin(order.target)
        report = _build(order)
    return replace(report, diagnostics=with_lines(order.root, _once(report.diagnostics)))


def _once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted; a template's fault is told once and not for every page that it draws."""
    first: dict[tuple[Place, str, str], Diagnostic] = {}
    for found in sorted(diagnostics):
        first.setdefault((found.place, found.code, found.message), found)
    return list(first.values())


def _build(order: Order) -> Report:
    settings, faults = settings_of(order)
    if settings is None:
        return Report(faults)
    folder, missed = survey(order.root)
    desk, misread = lay_desk(folder, settings)
    faults += missed + misread
    if _is_bare(faults):
        return Report(faults, settings)
    return _publish(order, folder, desk, faults)


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
        return found.severity is Severity.ERROR
    unlisted = found.code == "source-unreadable" and not found.place.line
    return unlisted and found.place.path.startswith((ANNOTATIONS, ENTITIES))


def _is_bare(faults: Iterable[Diagnostic]) -> bool:
    return any(found.code == "content-missing" for found in faults)


def _publish(order: Order, folder: Folder, desk: Desk, faults: tuple[Diagnostic, ...]) -> Report:
    finder = desk.finder()
    located = locate(order.root, folder.cables)
    reads = [read_record(location, desk, finder) for location in located.records]
    sound, twice = _first_of_each(reads)
    loader, unreadable = loader_of(order.root)
    assets, lost = assets_of(order.root, live=order.live)
    waiting = _waiting(sound, order.target)
    proof = _printed(order, desk, finder, Theme(loader), assets, sound, waiting)
    unread = (
        *desk.unread,
        *located.unread,
        *(read.path for read in reads if read.digest is None),
        *proof.failed,
        *waiting,
        *_unlisted(faults),
    )
    told = (
        *faults,
        *located.diagnostics,
        *chain.from_iterable(read.diagnostics for read in reads),
        *chain.from_iterable(failure.diagnostics for failure in proof.failed.values()),
        *twice,
        *_link_faults(desk, proof.archive),
        *annotations_without_cable(desk, proof.archive.cables, unread),
        *_unless_cables(reads),
    )
    fatal = (*proof.faults, *unreadable, *lost)
    traces = [it.trace for it in reads] + [it.trace for it in proof.failed.values()]
    report = Report(
        told + fatal,
        desk.settings,
        len(proof.archive.cables),
        _pages(proof.plan),
        traces=tuple(filter(None, traces)),
    )
    if fatal or any(map(_is_of_the_whole, faults)):
        return report
    return replace(report, committed=commit(order.target, proof.plan, unread))


class _Proof(NamedTuple):
    """All that was printed, still in the stage."""

    plan: Plan
    archive: Archive
    faults: tuple[Diagnostic, ...]  # of the whole
    failed: Mapping[str, Printed]  # records at which sitegen itself failed


def _printed(
    order: Order,
    desk: Desk,
    finder: NameFinder,
    theme: Theme,
    assets: Mapping[str, Asset],
    reads: Sequence[RecordRead],
    waiting: Collection[str],
) -> _Proof:
    """Each page, into the stage; once more without the records that failed, for no list may name them."""
    archive = archive_of([read.digest for read in reads if read.digest])
    edition = _edition(order, desk, archive, assets)
    records = (read for read in reads if read.path not in waiting)
    printed = chain(
        ((read.path, print_record(read, desk, finder, edition, theme)) for read in records),
        _shared(edition, theme),
        [(THEME, Printed(_plain_files(assets)))],
    )
    plan, faults, failed = _staged(order.target, printed)
    if not failed:
        return _Proof(plan, archive, faults, failed)
    clear_stage(order.target)
    others = [read for read in reads if read.path not in failed]
    proof = _printed(order, desk, finder, theme, assets, others, waiting)
    return proof._replace(failed={**failed, **proof.failed})


def _waiting(reads: Iterable[RecordRead], target: Target) -> frozenset[str]:
    """Records that have pages, and notes that cannot be read now: those pages are not printed anew."""
    before = set((read_manifest(target) or {}).values())
    return frozenset(read.path for read in reads if read.notes_unread and read.path in before)


def _first_of_each(reads: Iterable[RecordRead]) -> tuple[list[RecordRead], list[Diagnostic]]:
    """Of files that hold one cable, the first by path: the others are errors that name it."""
    first: dict[CableId, RecordRead] = {}
    faults = []
    for read in reads:
        if read.digest is None:
            continue
        holder = first.setdefault(read.digest.id, read)
        if holder is not read:
            message = f"{read.digest.id} is in {holder.path} already; this file is not published"
            hint = "remove one of the two, or put the right id into its header or its name"
            faults.append(Diagnostic(Place(read.path, 1, 1), "cable-twice", message, hint))
    return list(first.values()), faults


def _edition(order: Order, desk: Desk, archive: Archive, assets: Mapping[str, Asset]) -> Edition:
    return Edition(
        settings=desk.settings,
        vocabulary=desk.vocabulary,
        archive=archive,
        entities=desk.entities,
        prose=desk.prose,
        assets={name: asset.address for name, asset in assets.items()},
        offline=order.offline,
        live=order.live,
    )


def _shared(edition: Edition, theme: Theme) -> Iterator[tuple[str, Printed]]:
    """Home, lists, entities, pages, feed …, each with the file it is made from."""
    sources = {entity_page(entity.id): entity.place.path for entity in edition.entities.values()}
    sources |= {prose_page(page.slug): page.place.path for page in edition.prose}
    for sheet in archive_sheets(edition):
        yield sources.get(sheet.address, THEME), print_sheets((sheet,), theme)


def _plain_files(assets: Mapping[str, Asset]) -> tuple[tuple[str, bytes], ...]:
    return (*((asset.address.file, asset.data) for asset in assets.values()), *FILES_OF_ITS_OWN)


def _staged(
    target: Target, printed: Iterable[tuple[str, Printed]]
) -> tuple[Plan, tuple[Diagnostic, ...], dict[str, Printed]]:
    """What is to come, what forbids it, and the records at which sitegen failed."""
    plan = Plan()
    fatal: list[Diagnostic] = []
    failed: dict[str, Printed] = {}
    for source, sheets in printed:
        if sheets.trace:
            failed[source] = sheets
            continue
        fatal += sheets.diagnostics
        for path, data in sheets.files:
            if (collision := plan.collision(path, source)) is not None:
                fatal.append(collision)
            else:
                plan.add(path, source, changed=stage(target, path, data))
    return plan, tuple(fatal), failed


def _link_faults(desk: Desk, archive: Archive) -> tuple[Diagnostic, ...]:
    bodies = [(it.body, it.place.path, it.body_line) for it in desk.entities.values()]
    bodies += [(it.body, it.place.path, it.body_line) for it in desk.prose]
    links = chain.from_iterable(links_of(*body) for body in bodies)
    names = link_names(desk.entities.values(), desk.vocabulary)
    return tuple(link_problems(archive, names, links))


def _unless_cables(reads: list[RecordRead]) -> Iterator[Diagnostic]:
    if not reads:
        hint = "put records there, or: sitegen import FILE"
        yield Diagnostic(Place("content/cables"), "content-no-cables", "there is no cable yet", hint)


def _unlisted(faults: Iterable[Diagnostic]) -> Iterator[str]:
    return (found.place.path for found in faults if found.code == "source-unreadable")


def _pages(plan: Plan) -> int:
    return sum(path.endswith(".html") for path in plan.sources)

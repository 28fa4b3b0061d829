"""The order of a build: read, link, print, commit.

What happens when something is wrong, from the harmless to the fatal:

* A note, an entity or a pointer with a fault is told and left out; all else is published.
* A record that cannot be read is told; the pages it had stay as they are until it is mended or
  its file is removed. Of two files that hold one cable the first by path is published.
* A fault of the whole (site.toml, a template, two sources for one file) commits nothing: the
  output stays as it was.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from sitegen.address import entity_page, prose_page
from sitegen.archive.link import Archive, archive_of, link_problems
from sitegen.cable.model import CableId
from sitegen.diagnostic import Diagnostic, Place, Severity
from sitegen.note.markdown import links_of
from sitegen.page.edition import Asset, Edition
from sitegen.page.listing import archive_sheets
from sitegen.page.theme import Theme
from sitegen.settings import Settings
from sitegen.site.config import CONFIG, read_settings
from sitegen.site.desk import Desk, annotations_without_cable, lay_desk
from sitegen.site.file import load
from sitegen.site.folder import Folder, survey
from sitegen.site.output import Committed, Plan, begin, commit, refuse_strange, stage
from sitegen.site.packaged import assets_of, loader_of
from sitegen.site.quote import with_lines
from sitegen.site.target import Target, locked
from sitegen.site.unit import Printed, RecordRead, print_record, print_sheets, read_record

THEME = "the theme"  # the source of a page that comes of no single file
FILES_OF_ITS_OWN = ((".nojekyll", b""),)  # or GitHub Pages would run the pages through Jekyll


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


def _is_bare(faults: Iterable[Diagnostic]) -> bool:
    return any(found.code == "content-missing" for found in faults)


def _publish(order: Order, folder: Folder, desk: Desk, faults: tuple[Diagnostic, ...]) -> Report:
    finder = desk.finder()
    reads = [read_record(path, desk, finder) for path in folder.cables]
    unread = (*desk.unread, *(read.path for read in reads if read.digest is None), *_unlisted(faults))
    published, twice = _first_of_each(reads)
    archive = archive_of([read.digest for read in published if read.digest])
    assets = assets_of(order.root, live=order.live)
    edition = _edition(order, desk, archive, assets)
    loader, unreadable = loader_of(order.root)
    theme = Theme(loader)

    printed = chain(
        ((read.path, print_record(read, desk, finder, edition, theme)) for read in published),
        _shared(edition, theme),
        [(THEME, Printed(_plain_files(assets)))],
    )
    plan, fatal = _staged(order.target, printed)
    told = (
        *faults,
        *chain.from_iterable(read.diagnostics for read in reads),
        *twice,
        *_link_faults(desk, archive),
        *annotations_without_cable(desk, archive.cables, unread),
        *_unless_cables(reads),
    )
    fatal += unreadable
    report = Report(told + fatal, desk.settings, len(archive.cables), _pages(plan))
    if fatal:
        return report
    return replace(report, committed=commit(order.target, plan, unread))


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


def _edition(order: Order, desk: Desk, archive: Archive, assets: dict[str, Asset]) -> Edition:
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


def _plain_files(assets: dict[str, Asset]) -> tuple[tuple[str, bytes], ...]:
    return (*((asset.address.file, asset.data) for asset in assets.values()), *FILES_OF_ITS_OWN)


def _staged(target: Target, printed: Iterable[tuple[str, Printed]]) -> tuple[Plan, tuple[Diagnostic, ...]]:
    plan = Plan()
    fatal: list[Diagnostic] = []
    for source, sheets in printed:
        fatal += sheets.diagnostics
        for path, data in sheets.files:
            if (collision := plan.collision(path, source)) is not None:
                fatal.append(collision)
            else:
                plan.add(path, source, changed=stage(target, path, data))
    return plan, tuple(fatal)


def _link_faults(desk: Desk, archive: Archive) -> tuple[Diagnostic, ...]:
    bodies = [(it.body, it.place.path, it.body_line) for it in desk.entities.values()]
    bodies += [(it.body, it.place.path, it.body_line) for it in desk.prose]
    links = chain.from_iterable(links_of(*body) for body in bodies)
    return tuple(link_problems(archive, desk.entities, links))


def _unless_cables(reads: list[RecordRead]) -> Iterator[Diagnostic]:
    if not reads:
        hint = "put records there, one .txt file a cable"
        yield Diagnostic(Place("content/cables"), "content-no-cables", "there is no cable yet", hint)


def _unlisted(faults: Iterable[Diagnostic]) -> Iterator[str]:
    return (found.place.path for found in faults if found.code == "source-unreadable")


def _pages(plan: Plan) -> int:
    return sum(path.endswith(".html") for path in plan.sources)

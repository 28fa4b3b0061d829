"""A site to its place: built first, then exactly the files that this build committed, and nothing besides."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.page.wording import count_of
from sitegen.site.build import building
from sitegen.site.commit import clear_stage
from sitegen.site.config import CONFIG, destinations_of
from sitegen.site.deploy_git import deploy_git
from sitegen.site.deploy_rclone import deploy_rclone
from sitegen.site.deploy_rsync import deploy_rsync
from sitegen.site.destination import Destination
from sitegen.site.file import load
from sitegen.site.folder import OUTPUT
from sitegen.site.ledger import Cargo, Delivered
from sitegen.site.memory import written_files
from sitegen.site.order import Order, Report
from sitegen.site.reading import Tick
from sitegen.site.refusal import RefusedError
from sitegen.site.target import Target, read_manifest, target_of
from sitegen.site.withhold_folder import rules_here, rules_of
from sitegen.site.withholding import said

_NAMED = 3
_BY = {"rsync": deploy_rsync, "rclone": deploy_rclone, "git": deploy_git}


def destination_called(root: Path, name: str) -> Destination | None:
    """The place of that name; without one, the only place. None when site.toml has a fault to be told."""
    source = load(root / CONFIG, CONFIG).source
    known = destinations_of(source) if source else None
    if known is None:
        return None
    if not known:
        hint = 'add two lines at its end: [deploy.live], then rsync = "me@host:/var/www/archive/"'
        raise RefusedError(f"{CONFIG} names no place to deploy to", hint)
    fitting = [place for place in known if place.name == name or not name]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(place.name for place in known)
    wrong = f"{CONFIG} has no place {name!r}" if name else f"{CONFIG} names several places"
    raise RefusedError(wrong, f"name one of them: {names}")


def deploy(
    root: Path, name: str, tick: Tick, *, dry: bool = False, anyway: bool = False
) -> tuple[Report, Destination | None, Delivered | None]:
    """Build, and bring it there; a build with an error delivers nothing."""
    with _unsaid(root):
        to = destination_called(root, name)
        order = Order(root, target_of(root, root / OUTPUT, OUTPUT))
        with building(order, tick) as report:
            if report.errors or report.committed is None or to is None or report.settings is None:
                return report, to, None
            with _desk(order.target) as desk:
                cargo = Cargo(
                    root,
                    order.target,
                    desk,
                    committed_files(order.target),
                    words=f"{report.settings.title}: {_counted(report)}",
                    alone=bool(report.settings.withhold),
                    dry=dry,
                    anyway=anyway,
                )
                done = _BY[to.by](to, cargo)
                rules = rules_of(root, report.settings.withhold)  # a place may have names of before
                return report, to, done._replace(removed=tuple(said(path, rules) for path in done.removed))


def _counted(report: Report) -> str:
    return f"{count_of(report.cables, 'cable')}, {count_of(report.pages, 'page')}"


@contextmanager
def _desk(target: Target) -> Iterator[Path]:
    """Where a build stages: the next command would clear it, if this one were killed."""
    clear_stage(target)
    target.stage.mkdir()
    try:
        yield target.stage
    finally:
        clear_stage(target)


def committed_files(target: Target) -> frozenset[str]:
    """The files of the output, each as the build left it."""
    files = read_manifest(target) or {}
    known = written_files(target)
    other = sorted(path for path in files if not _stands(target.output, path, known.get(path)))
    if other := [*other, *_links(target.output, files)]:
        names = ", ".join(other[:_NAMED]) + (" …" if len(other) > _NAMED else "")
        message = f"{count_of(len(other), 'file')} of {target.shown} changed since the build: {names}"
        raise RefusedError(f"{message}; nothing was sent", "is another program at work there? Run it again")
    return frozenset(files)


def _stands(output: Path, path: str, known: tuple[int, int] | None) -> bool:
    try:
        found = os.lstat(output / path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and known == (found.st_size, found.st_mtime_ns)


def _links(output: Path, files: Iterable[str]) -> list[str]:
    """Folders that lie elsewhere."""
    folders = {above.as_posix() for path in files for above in Path(path).parents} - {"."}
    return sorted(path for path in folders if os.path.islink(output / path))


@contextmanager
def _unsaid(root: Path) -> Iterator[None]:
    """What a program or a place says is told without the words that are withheld."""
    try:
        yield
    except RefusedError as error:
        rules = rules_here(root)
        raise RefusedError(said(error.message, rules), said(error.hint, rules)) from error

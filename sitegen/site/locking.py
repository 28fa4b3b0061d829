"""`sitegen lock`: read what changed, and write what the lock is to be."""

from collections.abc import Collection
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic
from sitegen.site.bench import Workshop
from sitegen.site.crew import Crew
from sitegen.site.desk import lay_desk, waiting_ids
from sitegen.site.folder import survey
from sitegen.site.holding import left_of, new_lines
from sitegen.site.lock import write_lock
from sitegen.site.measure import Measures
from sitegen.site.memory import remembering
from sitegen.site.order import Order, bench_of, settings_of
from sitegen.site.output import begin, kept_cables
from sitegen.site.reading import Tick, read_records
from sitegen.site.refusal import RefusedError
from sitegen.site.refusing import refuse_sources
from sitegen.site.source_line import with_lines
from sitegen.site.target import locked
from sitegen.site.withhold_folder import rules_of


class Locked(NamedTuple):
    """What became of the lock: cables that have a line, files that changed, what was not locked."""

    cables: int = 0
    files: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def lock_site(order: Order, accepted: Collection[str] | None, tick: Tick) -> Locked:
    """Lock every address of the site; `accepted` are the cables of which changes are, () being all."""
    settings, faults = settings_of(order)
    if settings is None:
        return Locked(diagnostics=faults)
    refuse_sources(order.root, rules_of(order.root, settings.withhold))
    folder, missed = survey(order.root)
    desk, _ = lay_desk(folder, settings)
    with locked(order.target):
        begin(order.target)
        with remembering(order.target) as (records, pages):
            bench = bench_of(order, desk)
            shop = Workshop(bench, records.facts)
            measures = Measures()
            with Crew(order.executor, bench, shop, measures) as crew:
                read_records(folder.cables, records, crew, shop, tick)
            pages.stale_by(records.changed)
            pages.save()
            records.save()
            lock = shop.lock
            if lock.faults:
                return Locked(diagnostics=with_lines(order.root, sorted(lock.faults), shop.rules))
            unread = {*records.unread_files(), *records.unread_records(), *(it.place.path for it in missed)}
            waiting = waiting_ids(desk, unread) | kept_cables(order.target, unread)
            here = {cable for cable, _ in records.published()}
            told = [
                *missed,
                *filter(_is_for_the_lock, (*records.told_of_files(), *records.told(repairs=False))),
            ]
            left = left_of(lock, records, waiting)
            told += left.told
            if strange := sorted({*(accepted or ())} - here - {line.split(" ")[0] for line in lock.lines()}):
                message = f"{strange[0]} is neither in the archive nor in the lock"
                raise RefusedError(message, "name a cable as the messages of sitegen check do")
            lines = list(new_lines(lock, records, accepted, left))
            if rule := next(filter(None, map(shop.rules.hit, lines)), ""):
                raise RefusedError(f"the lock would hold what {rule} withholds", "see sitegen check")
    open_ = sorted(found for found in told if not _is_accepted(found, accepted))
    return Locked(len(lines), write_lock(order.root, lines), with_lines(order.root, open_, shop.rules))


def _is_for_the_lock(found: Diagnostic) -> bool:
    """It keeps a cable, or what became of one, out of the lock."""
    return found.is_error or found.code.startswith("address-")


def _is_accepted(found: Diagnostic, accepted: Collection[str] | None) -> bool:
    """The hint of what can be accepted names its cable."""
    if accepted is None or not found.code.startswith(("address-", "cable-re", "lock-withheld")):
        return False
    return not accepted or found.hint.rpartition(" ")[2] in accepted

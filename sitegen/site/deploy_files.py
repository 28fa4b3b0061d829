"""To a place that takes files one by one: what pages load, new pages, those that changed; then what is
withdrawn goes.

Each file is replaced as a whole. The list of what is ours is written there first, with what was and what
will be in it, and last: wherever a deploy ends, the next one knows what it may remove.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from sitegen.site.folder import CONTENT, OUTPUT, TEMPLATES
from sitegen.site.ledger import LEDGER, Cargo, Delivered, gone_from, ledger_of, read_ledger
from sitegen.site.output import MARK
from sitegen.site.program import Ran
from sitegen.site.refusal import RefusedError
from sitegen.site.target import STATE

AS_IT_WAS = "what stands there is as it was"
_HALF = "new and old pages stand there side by side"
_SENT = "all that is new stands there, but perhaps also some that is withdrawn"


class Carrier(Protocol):
    """A program that brings files to a place, or only looks if the cargo is dry; where it fails, it tells
    `so_far`."""

    @property
    def shown(self) -> str:
        """The place, as the user knows it."""

    def ledger(self) -> bytes | None:
        """Our list as it stands there."""

    def found(self) -> Mapping[str, str]:
        """What stands there, with digests where the place knows them. Of a place without our mark the top
        will do."""

    def digests(self) -> Mapping[str, str]:
        """Of what is to stand there; "" where the program itself finds out what is new."""

    def send(self, files: Collection[str], source: Path, so_far: str) -> list[tuple[str, int]]:
        """These files, from below a folder; what was new of them, and its size."""

    def remove(self, gone: Collection[str], so_far: str) -> None:
        """These files, and folders which that leaves empty."""


def deliver(by: Carrier, cargo: Cargo) -> Delivered:
    """Bring it there; a `RefusedError` says how far it came."""
    data, now = by.ledger(), by.digests()
    before = read_ledger(data, by.shown)
    was = before or {}
    is_certain = before is not None and all(was.get(path, "-") for path in now if now[path])
    found = {} if is_certain else by.found()
    others = [path for path in found if MARK not in found or path not in now]
    gone = gone_from(cargo, before, others, by.shown)
    there = {path: digest or was.get(path, "") for path, digest in found.items()} if found else was
    staying = {path: now[path] for path in now if now[path] and there.get(path) == now[path]}
    both = ledger_of(dict.fromkeys([*now, *gone], "") | staying)
    if both != data:
        _note(by, cargo, both, AS_IT_WAS)
    done: list[tuple[str, int]] = []
    for files in _in_order(now.keys() - staying.keys(), there):
        done += by.send(files, cargo.target.output, _HALF)
    by.remove(gone, _SENT)
    if ledger_of(now) != both:
        _note(by, cargo, ledger_of(now), _SENT)
    return Delivered(tuple(path for path, _ in done), sum(size for _, size in done), tuple(gone))


def refuse_own(folder: str, root: Path) -> None:
    """One of this machine that holds the site, or that the site holds its own things in."""
    place, site = (root / folder).resolve(), root.resolve()
    own: Iterable[Path] = (site / name for name in (CONTENT, TEMPLATES, OUTPUT, STATE, ".git"))
    if site.is_relative_to(place) or any(place.is_relative_to(it.resolve()) for it in own):
        message = f"{folder} is the site itself, or where it keeps its own"
        raise RefusedError(message, "name a folder outside the site")


def failed(program: str, place: str, ran: Ran, so_far: str) -> RefusedError:
    """Why, how far it came, and what to do."""
    again = "then run it again: it goes on from there"
    return RefusedError(f"{program} to {place}: {ran.said}; {so_far}", f"{ran.hint}; {again}")


def _in_order(files: Collection[str], before: Collection[str]) -> Iterator[list[str]]:
    """What pages load or lead to is there when they come."""
    pages = {path for path in files if path.endswith(".html")}
    new = pages.difference(before)
    yield from (sorted(part) for part in (set(files) - pages, new, pages - new) if part)


def _note(by: Carrier, cargo: Cargo, data: bytes, so_far: str) -> None:
    (cargo.desk / LEDGER).write_bytes(data)
    by.send([LEDGER], cargo.desk, so_far)

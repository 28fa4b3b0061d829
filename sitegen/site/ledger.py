"""The list of what we put at a place, which stands there with it: only what it names is ever removed.

Where the place cannot be asked what its files hold, the list says that, too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sitegen.page.wording import count_of
from sitegen.site.refusal import RefusedError
from sitegen.site.target import Target

LEDGER = ".sitegen-deployed"
_HEAD = "sitegen deployed 1"
_HEAD_OF_DIGESTS = "sitegen deployed 2"
_NAMED = 3
CABLE = "cable"


@dataclass(frozen=True, slots=True)
class Cargo:
    """What is to stand at a place, and how it is to be brought there."""

    root: Path  # of the site: relative addresses begin there
    target: Target
    desk: Path  # an empty folder to work in
    files: frozenset[str]
    words: str  # what it is, in a line
    alone: bool = False  # without the history of before
    dry: bool = False
    anyway: bool = False


class Delivered(NamedTuple):
    """What a place got, or would get."""

    sent: tuple[str, ...]
    size: int
    removed: tuple[str, ...]


def ledger_of(digests: Mapping[str, str]) -> bytes:
    """One path a line, sorted, behind its digest where any is known: then their number stands above them, for
    a disk may be left with half of the list."""
    paths = sorted(digests)
    if not any(digests.values()):
        return "".join(f"{line}\n" for line in (_HEAD, *paths)).encode()
    lines = (f"{digests[path]}\t{path}" for path in paths)
    return "".join(f"{line}\n" for line in (f"{_HEAD_OF_DIGESTS} {len(paths)}", *lines)).encode()


def read_ledger(data: bytes | None, shown: str) -> dict[str, str] | None:
    """What we put there, and its digest, or "" if that is not certain; None when nothing says that we did."""
    if data is None:
        return None
    text = data.decode("utf-8", "replace")
    head, *lines = text.removesuffix("\n").split("\n")
    has_digests = head == f"{_HEAD_OF_DIGESTS} {len(lines)}"
    rows = (line.partition("\t") if has_digests else ("", "", line) for line in lines)
    digests = {path: digest for digest, _, path in rows}
    is_whole = text.endswith("\n") and (has_digests or head == _HEAD)
    if not is_whole or not all(map(_is_below, digests)):
        message = f"{LEDGER} at {shown} is damaged, or of a newer sitegen: what it put there is not known"
        raise RefusedError(message, "empty that place, or take that file away there and look at what remains")
    return digests


def gone_from(cargo: Cargo, before: Collection[str] | None, others: Collection[str], shown: str) -> list[str]:
    """What is to be removed there, if it is safe to: `others` are files that are not known for ours."""
    if before is None and others and not cargo.anyway:
        names = ", ".join(sorted(others)[:_NAMED]) + (" …" if len(others) > _NAMED else "")
        message = f"{shown} holds {count_of(len(others), 'file')} that sitegen did not put there: {names}"
        hint = (
            "empty it, or name another place; let them stay, but for those whose name the site has: --anyway"
        )
        raise RefusedError(f"{message}; nothing was sent", hint)
    gone = sorted(set(before or ()) - cargo.files)
    for top, what in (("", "files"), (f"{CABLE}/", "files of cables")):
        had, lost = (sum(path.startswith(top) for path in paths) for paths in (before or (), gone))
        if 2 * lost > had and not cargo.anyway:
            message = f"{lost:,} of the {had:,} {what} at {shown} would be removed; nothing was sent"
            raise RefusedError(message, "is all of the content here? --anyway does it all the same")
    return gone


def emptied_by(gone: Iterable[str], staying: Iterable[str]) -> list[list[str]]:
    """Folders that a removal leaves empty, the innermost first."""
    folders = {above for path in gone for above in _above(path)}
    folders -= {above for path in staying for above in _above(path)}
    depths = sorted({path.count("/") for path in folders}, reverse=True)
    return [sorted(path for path in folders if path.count("/") == depth) for depth in depths]


def _above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _is_below(path: str) -> bool:
    return bool(path) and not {"", ".", ".."} & set(path.split("/"))

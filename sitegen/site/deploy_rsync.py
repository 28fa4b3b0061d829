"""To a folder, here or on a host, with rsync: what pages load, then pages, then what is withdrawn goes.

Each file is replaced as a whole. The list of what is ours is written there first, with what was and what
will be in it, and last: wherever a deploy ends, the next one knows what it may remove.
"""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from sitegen.site.destination import Destination
from sitegen.site.folder import CONTENT, OUTPUT, TEMPLATES
from sitegen.site.ledger import LEDGER, Cargo, Delivered, emptied_by, gone_from, ledger_of, read_ledger
from sitegen.site.output import MARK
from sitegen.site.program import Ran, require_program, run
from sitegen.site.refusal import RefusedError
from sitegen.site.target import STATE

_AS_IT_WAS = "what stands there is as it was"
_HALF = "new and old pages stand there side by side"
_SENT = "all that is new stands there, but perhaps also some that is withdrawn"
_VANISHED, _PARTLY = 24, 23
_NO_FOLDER = re.compile(r"change_dir .* failed: No such file or directory")
_ROW = re.compile(r"^([-a-z])\S{9,} +[\d,.]+ \S+ \S+ (.*)$")
_DONE = re.compile(r"^[<>]f\S* (\d+) (.*)$")


def deploy_rsync(to: Destination, cargo: Cargo) -> Delivered:
    """Bring it there; a `RefusedError` says how far it came."""
    require_program("rsync")
    _refuse_own(to, cargo.root)
    place = f"{to.to.rstrip('/')}/"
    before = read_ledger(_ledger_at(place, cargo), to.to)
    others = _files_at(place, cargo) if before is None else ()
    gone = gone_from(cargo, before, others, to.to)
    now, was = ledger_of(cargo.files), ledger_of(before) if before is not None else None
    both = ledger_of(cargo.files | (before or frozenset()))

    def send(files: Collection[str], source: Path, so_far: str, *options: str) -> list[tuple[str, int]]:
        return _send(place, cargo, files, source, so_far, *options)

    def note(data: bytes, so_far: str) -> None:
        (cargo.desk / LEDGER).write_bytes(data)
        send([LEDGER], cargo.desk, so_far, "--ignore-times")

    if both != was:
        note(both, _AS_IT_WAS)
    pages = {path for path in cargo.files if path.endswith(".html")}
    done = send(cargo.files - pages, cargo.target.output, _HALF)
    done += send(pages, cargo.target.output, _HALF)
    empty = cargo.desk / "empty"
    empty.mkdir()
    for paths in (gone, *emptied_by(gone, cargo.files)):
        send(paths, empty, _SENT, "--delete-missing-args")
    if now != both:
        note(now, _SENT)
    return Delivered(tuple(path for path, _ in done), sum(size for _, size in done), tuple(gone))


def _send(
    place: str, cargo: Cargo, files: Collection[str], source: Path, so_far: str, *options: str
) -> list[tuple[str, int]]:
    """These files, from below a folder; what was new of them, and its size."""
    if not files:
        return []
    words = ["rsync", "-s8", "--times", "--omit-dir-times", "--modify-window=-1", "--no-implied-dirs"]
    words += ["--chmod=D755,F644", "--out-format=%i %l %n", "--from0", "--files-from=-", *options]
    words += ["--dry-run"] if cargo.dry else []
    listed = (f"{path}\0".encode() for path in sorted(files))
    ran = run([*words, "--", f"{source.resolve()}/", place], cargo.root, listed)
    if ran.code and not (ran.code == _VANISHED and "--delete-missing-args" in options):
        raise _failed(place, ran, so_far)
    rows = (_DONE.match(line) for line in ran.out.decode(errors="replace").splitlines())
    return [(row[2], int(row[1])) for row in rows if row]


def _ledger_at(place: str, cargo: Cargo) -> bytes | None:
    """Our list as it stands there. There may be none, nor the folder."""
    fetched = cargo.desk / "fetched"
    fetched.mkdir()
    only = ("-r", "-s", "--times", f"--include=/{LEDGER}", "--exclude=*")
    ran = run(["rsync", *only, "--", place, f"{fetched.resolve()}/"], cargo.root)
    if ran.code and not _is_no_folder(ran):
        raise _failed(place, ran, _AS_IT_WAS)
    file = fetched / LEDGER
    return file.read_bytes() if file.is_file() else None


def _files_at(place: str, cargo: Cargo) -> list[str]:
    """What there may be another's: where the site was brought by hand, what is none of its files."""
    first = _listed(place, cargo, "--dirs")
    if MARK not in first:
        return first
    return [path for path in _listed(place, cargo, "-r") if path not in cargo.files]


def _listed(place: str, cargo: Cargo, how: str) -> list[str]:
    ran = run(["rsync", "--list-only", "-s8", how, "--", place], cargo.root)
    if ran.code and not _is_no_folder(ran):
        raise _failed(place, ran, _AS_IT_WAS)
    rows = filter(None, map(_ROW.match, ran.out.decode(errors="replace").splitlines()))
    return [row[2] for row in rows if row[2] != "." and (row[1] != "d" or how == "--dirs")]


def _is_no_folder(ran: Ran) -> bool:
    return ran.code == _PARTLY and bool(_NO_FOLDER.search(ran.error))


def _failed(place: str, ran: Ran, so_far: str) -> RefusedError:
    again = "then run it again: it goes on from there"
    return RefusedError(f"rsync to {place}: {ran.said}; {so_far}", f"{ran.hint}; {again}")


def _refuse_own(to: Destination, root: Path) -> None:
    """A folder of this machine that holds the site, or that the site holds its own things in."""
    if ":" in to.to.split("/")[0]:
        return
    place, site = (root / to.to).resolve(), root.resolve()
    own: Iterable[Path] = (site / name for name in (CONTENT, TEMPLATES, OUTPUT, STATE, ".git"))
    if site.is_relative_to(place) or any(place.is_relative_to(it.resolve()) for it in own):
        message = f"{to.to} is the site itself, or where it keeps its own"
        raise RefusedError(message, "name a folder outside the site")

"""To a branch of a repository, with git: one commit, made in a repository of its own that is gone afterwards.

The user's index, checkout and branches are not touched. Bytes go in as they are (no filter, no attribute),
so that the same site is the same tree. A push replaces what was seen there, and nothing newer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sitegen.site.config import CONFIG
from sitegen.site.destination import Destination
from sitegen.site.ledger import LEDGER, Cargo, Delivered, gone_from, ledger_of, read_ledger
from sitegen.site.program import Ran, require_program, run
from sitegen.site.refusal import RefusedError

_AS_IT_WAS = "the branch stands as it was"
_OURS = "refs/heads/made"
_THEIRS = "refs/heads/there"
_LEASE = re.compile(r"stale info|fetch first|non-fast-forward|cannot lock ref|reference already exists")
_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_STILL = ("-c", "gc.auto=0", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false")


class Entry(NamedTuple):
    """A file of a tree."""

    mode: str
    object: str
    path: str


@dataclass(frozen=True, slots=True)
class Repository:
    """The one of ours; addresses begin at the site's folder."""

    folder: Path
    root: Path
    shown: str

    def ran(self, *words: str, stdin: Iterable[bytes] = ()) -> Ran:
        """Git, and what became of it."""
        return run(["git", *_STILL, *words], self.root, stdin, {"GIT_DIR": str(self.folder.resolve())})

    def out(self, *words: str, stdin: Iterable[bytes] = ()) -> bytes:
        """Git, and what it printed; a `RefusedError` when it failed."""
        ran = self.ran(*words, stdin=stdin)
        if ran.code:
            raise _failed(self.shown, ran)
        return ran.out

    def name(self, *words: str) -> str:
        return self.out(*words).decode(errors="replace").strip()


def deploy_git(to: Destination, cargo: Cargo) -> Delivered:
    """Bring it there; a `RefusedError` says that the branch is as it was."""
    require_program("git")
    _refuse_sources(to, cargo.root)
    committer = _committer(cargo.root)
    ours = Repository(cargo.desk, cargo.root, f"{to.branch} of {to.to}")
    ours.out("init", "--bare", "--quiet", "--template=")
    was = _fetched(to, ours)
    there = _entries(ours) if was else []
    if any(entry.path.rpartition("/")[2] == CONFIG for entry in there):
        raise RefusedError(f"{ours.shown} holds the sources of a site", "name a branch for the pages alone")
    before = read_ledger(_ledger_at(ours, there), ours.shown)
    others = [entry for entry in there if entry.path not in (before or ()) and entry.path != LEDGER]
    gone = gone_from(cargo, before, [entry.path for entry in others], ours.shown)
    parent = "" if cargo.alone else was
    staying = [entry for entry in others if entry.path not in cargo.files]
    ours.out("fast-import", "--quiet", "--date-format=raw", stdin=_stream(cargo, staying, committer, parent))
    tree = f"{_THEIRS}^{{tree}}" if was else _EMPTY_TREE
    if not was:
        ours.out("mktree")
    changed = ours.out("diff-tree", "-r", "-z", "--no-renames", "--name-only", tree, f"{_OURS}^{{tree}}")
    paths = {path.decode(errors="replace") for path in changed.split(b"\0")} & cargo.files
    size = sum((cargo.target.output / path).stat().st_size for path in paths)
    if not cargo.dry and (changed or _has_unwanted_history(cargo, ours, was)):
        _push(to, ours, was)
    return Delivered(tuple(sorted(paths)), size, tuple(gone))


def _fetched(to: Destination, ours: Repository) -> str:
    """The last commit of the branch, which is then here without those before it; "" when there is none."""
    ref = f"refs/heads/{to.branch}"
    found = ours.name("ls-remote", "--", to.to, ref).split("\t")[0]
    if not found:
        return ""
    ours.out(
        "fetch",
        "--quiet",
        "--depth=1",
        "--no-tags",
        "--no-write-fetch-head",
        "--",
        to.to,
        f"+{ref}:{_THEIRS}",
    )
    return ours.name("rev-parse", _THEIRS)


def _entries(ours: Repository) -> list[Entry]:
    rows = ours.out("ls-tree", "-r", "-z", _THEIRS).decode("utf-8", "surrogateescape").split("\0")
    cut = ((*head.split(), path) for head, _, path in (row.partition("\t") for row in rows) if path)
    return [Entry(mode, name, path) for mode, _, name, path in cut]


def _ledger_at(ours: Repository, there: list[Entry]) -> bytes | None:
    found = (entry.object for entry in there if entry.path == LEDGER)
    name = next(found, "")
    return ours.out("cat-file", "blob", name) if name else None


def _stream(cargo: Cargo, staying: list[Entry], committer: bytes, parent: str) -> Iterator[bytes]:
    """The commit, as `git fast-import` reads it."""
    words = cargo.words.encode()
    yield b"commit %s\ncommitter %s\ndata %d\n%s\n" % (_OURS.encode(), committer, len(words), words)
    if parent:
        yield b"from %s\n" % parent.encode()
    yield b"deleteall\n"
    for entry in staying:
        yield b"M %s %s %s\n" % (entry.mode.encode(), entry.object.encode(), _quoted(entry.path))
    for path in sorted(cargo.files):
        yield _file(path, (cargo.target.output / path).read_bytes())
    yield _file(LEDGER, ledger_of(dict.fromkeys(cargo.files, "")))


def _file(path: str, data: bytes) -> bytes:
    return b"M 100644 inline %s\ndata %d\n%s\n" % (_quoted(path), len(data), data)


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode("utf-8", "surrogateescape")


def _has_unwanted_history(cargo: Cargo, ours: Repository, was: str) -> bool:
    """A commit before the last may hold what is withheld now."""
    head = ours.out("cat-file", "commit", was).partition(b"\n\n")[0] if was and cargo.alone else b""
    return b"\nparent " in head


def _push(to: Destination, ours: Repository, was: str) -> None:
    ref = f"refs/heads/{to.branch}"
    lease = f"--force-with-lease={ref}:{was}"
    ran = ours.ran("push", "--quiet", "--no-verify", lease, "--", to.to, f"{_OURS}:{ref}")
    if ran.code and _LEASE.search(ran.error):
        message = f"somebody else pushed to {ours.shown} meanwhile; the branch stands as they left it"
        raise RefusedError(message, "run it again: what they put there is then looked at")
    if ran.code:
        raise _failed(ours.shown, ran)


def _failed(shown: str, ran: Ran) -> RefusedError:
    return RefusedError(f"git, for {shown}: {ran.said}; {_AS_IT_WAS}", f"{ran.hint}; then run it again")


def _committer(root: Path) -> bytes:
    """The user, as Git knows them, and the time; a guess would publish a machine's name."""
    ran = run(["git", "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"], root)
    if ran.code:
        hint = 'git config --global user.name "A. Editor", and user.email too: each commit publishes both'
        raise RefusedError("Git does not know whose name the commit is to have", hint)
    return ran.out.strip()


def _refuse_sources(to: Destination, root: Path) -> None:
    """A branch of the site's own repository in which its sources are, also when it was never pushed."""
    here = ["git", *_STILL]
    listed = run([*here, "config", "--get-regexp", r"^remote\..*\.(push)?url$"], root).out.decode()
    urls = {_plain(row.partition(" ")[2]) for row in listed.splitlines()}
    top = run([*here, "rev-parse", "--show-toplevel"], root).out.decode().strip()
    is_here = bool(top) and (root / to.to).resolve() in (Path(top).resolve(), Path(top).resolve() / ".git")
    if (_plain(to.to) in urls or is_here) and _has_site(root, to.branch):
        message = f"{to.branch} is the branch of this repository that holds the sources of the site"
        raise RefusedError(message, 'name a branch for the pages alone: branch = "pages"')


def _has_site(root: Path, branch: str) -> bool:
    current = run(["git", "symbolic-ref", "--quiet", "--short", "HEAD"], root).out.decode().strip()
    return (
        current == branch or not run(["git", "cat-file", "-e", f"refs/heads/{branch}:./{CONFIG}"], root).code
    )


def _plain(url: str) -> str:
    return url.strip().rstrip("/").removesuffix(".git")

"""To a folder, here or on a host, with rsync, which finds out by itself what is new there."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sitegen.site.deploy_files import AS_IT_WAS, deliver, failed, refuse_own
from sitegen.site.destination import Destination
from sitegen.site.ledger import LEDGER, Cargo, Delivered, emptied_by
from sitegen.site.output import MARK
from sitegen.site.program import Ran, require_program, run

_VANISHED, _PARTLY = 24, 23
_NO_FOLDER = re.compile(r"change_dir .* failed: No such file or directory")
_ROW = re.compile(r"^([-a-z])\S{9,} +[\d,.]+ \S+ \S+ (.*)$")
_DONE = re.compile(r"^[<>]f\S* (\d+) (.*)$")


def deploy_rsync(to: Destination, cargo: Cargo) -> Delivered:
    """Bring it there; a `RefusedError` says how far it came."""
    require_program("rsync")
    if ":" not in to.to.split("/")[0]:
        refuse_own(to.to, cargo.root)
    return deliver(Rsync(to.to, f"{to.to.rstrip('/')}/", cargo), cargo)


@dataclass(frozen=True, slots=True)
class Rsync:
    """Our `Carrier`."""

    shown: str
    place: str
    cargo: Cargo

    def ledger(self) -> bytes | None:
        """There may be none, nor the folder."""
        fetched = self.cargo.desk / "fetched"
        fetched.mkdir()
        only = ("-r", "-s", "--times", f"--include=/{LEDGER}", "--exclude=*")
        ran = run(["rsync", *only, "--", self.place, f"{fetched.resolve()}/"], self.cargo.root)
        if ran.code and not _is_no_folder(ran):
            raise failed("rsync", self.place, ran, AS_IT_WAS)
        file = fetched / LEDGER
        return file.read_bytes() if file.is_file() else None

    def found(self) -> dict[str, str]:
        first = self._listed("--dirs")
        return dict.fromkeys(self._listed("-r") if MARK in first else first, "")

    def digests(self) -> dict[str, str]:
        return dict.fromkeys(self.cargo.files, "")

    def send(self, files: Collection[str], source: Path, so_far: str) -> list[tuple[str, int]]:
        # The list may have the size and the second of the one before it.
        return self._sent(files, source, so_far, *(["--ignore-times"] if LEDGER in files else []))

    def remove(self, gone: Collection[str], so_far: str) -> None:
        empty = self.cargo.desk / "empty"
        empty.mkdir()
        for paths in (gone, *emptied_by(gone, self.cargo.files)):
            self._sent(paths, empty, so_far, "--delete-missing-args")

    def _sent(
        self, files: Collection[str], source: Path, so_far: str, *options: str
    ) -> list[tuple[str, int]]:
        if not files:
            return []
        words = ["rsync", "-s8", "--times", "--omit-dir-times", "--modify-window=-1", "--no-implied-dirs"]
        words += ["--chmod=D755,F644", "--out-format=%i %l %n", "--from0", "--files-from=-", *options]
        words += ["--dry-run"] if self.cargo.dry else []
        listed = (f"{path}\0".encode() for path in sorted(files))
        ran = run([*words, "--", f"{source.resolve()}/", self.place], self.cargo.root, listed)
        if ran.code and not (ran.code == _VANISHED and "--delete-missing-args" in options):
            raise failed("rsync", self.place, ran, so_far)
        rows = (_DONE.match(line) for line in ran.out.decode(errors="replace").splitlines())
        return [(row[2], int(row[1])) for row in rows if row]

    def _listed(self, how: str) -> list[str]:
        ran = run(["rsync", "--list-only", "-s8", how, "--", self.place], self.cargo.root)
        if ran.code and not _is_no_folder(ran):
            raise failed("rsync", self.place, ran, AS_IT_WAS)
        rows = filter(None, map(_ROW.match, ran.out.decode(errors="replace").splitlines()))
        return [row[2] for row in rows if row[2] != "." and (row[1] != "d" or how == "--dirs")]


def _is_no_folder(ran: Ran) -> bool:
    return ran.code == _PARTLY and bool(_NO_FOLDER.search(ran.error))

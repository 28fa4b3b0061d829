"""The invented cables that benchmarks are run on: the same for a seed, and sound. Nothing is timed here."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, sitegen
from files import tree

from sitegen.cable.parse import parse
from sitegen.diagnostic import Severity
from sitegen.site.tables import vocabulary
from sitegen.source_text import SourceText

CABLES = 120  # enough for one with notes


def made(folder: Path, seed: int) -> dict[str, bytes]:
    """What make_cables.py writes, by path."""
    script = ROOT / "benchmarks" / "make_cables.py"
    command = [sys.executable, str(script), str(CABLES), str(folder), "--seed", str(seed)]
    subprocess.run(command, check=True, timeout=120)
    return tree(folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented") / "site"
    made(folder, 7)
    return folder


def test_a_seed_gives_the_same_cables_and_another_gives_others(tmp_path: Path) -> None:
    once = made(tmp_path / "once", 1)
    assert once == made(tmp_path / "again", 1)
    other = made(tmp_path / "other", 2)
    assert not {path: data for path, data in once.items() if "cables/" in path and other.get(path) == data}


def test_every_cable_is_read_whole_under_the_id_of_its_file(site: Path) -> None:
    files = sorted(site.glob("content/cables/*/*.txt"))
    assert len({path.name for path in files}) == len(files) == CABLES
    for path in files:
        cable, told = parse(SourceText(path.read_text(encoding="utf-8"), path.name), vocabulary())
        assert str(cable.id) == path.stem
        assert not [found for found in told if found.severity > Severity.NOTE]
        assert all((cable.tags, cable.subject, cable.summary, cable.signature, cable.info))
        assert all(one.target for one in cable.references)
        assert [one.number for one in cable.paragraphs] == list(range(1, len(cable.paragraphs) + 1))


def test_the_site_builds_without_a_warning(site: Path, tmp_path: Path) -> None:
    done = sitegen("-C", str(site), "build", "--strict", "--output", str(tmp_path / "output"))
    assert done.returncode == 0, done.stderr

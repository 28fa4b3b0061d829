"""A build that is killed, or done by many of whom one may die: the next is the build of one who never built
before, and until then the last good output stands as it was."""

import os
import pstats
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from conftest import Shared
from engine_site import (
    TEMPLATES,
    built,
    cable_text,
    id_of,
    put_built,
    put_cable,
    put_entity,
    put_notes,
    put_settings,
    put_template,
    settle,
    two_dozen_cables,
)
from files import tree, write
from forked_worker import has_loaded

from sitegen.cli.main import outcome_of
from sitegen.site import crew
from sitegen.site.bench import Workshop
from sitegen.site.build import build
from sitegen.site.cache import Cache
from sitegen.site.desk import lay_desk
from sitegen.site.folder import survey
from sitegen.site.measure import Measures
from sitegen.site.order import Order, bench_of, settings_of
from sitegen.site.target import target_of

pytestmark = pytest.mark.usefixtures("short_moment")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return two_dozen_cables(tmp_path / "site")


@pytest.fixture
def built_site(shared: Shared, tmp_path: Path) -> Path:
    """A copy of it with its output and what was remembered."""
    return shutil.copytree(shared("two-dozen", put_built), tmp_path / "site")


def test_processes_make_the_same_bytes(site: Path) -> None:
    alone, together = built(site), built(site, "together", executor="process")
    assert alone.diagnostics == together.diagnostics
    assert together.measures.peaks
    assert tree(site / "output") == tree(site / "together")


def test_what_workers_need_is_loaded_before_they_are_forked(built_site: Path) -> None:
    order = Order(built_site, target_of(built_site, built_site / "output"))
    settings, _ = settings_of(order)
    assert settings
    bench = bench_of(order, lay_desk(survey(built_site)[0], settings)[0])
    needed = ("sitegen.cable.parse", "sitegen.page.sheets", "sitegen.site.unit")
    with crew.Crew(crew.PROCESS, bench, Workshop(bench), Measures()) as workers:
        assert all(workers.run(has_loaded, needed, len(needed)))


@pytest.mark.parametrize("executor", ["inline", "process"])
def test_killed_at_any_moment_the_next_build_makes_the_same_site(built_site: Path, executor: str) -> None:
    """SIGKILL a build, with its workers, after edits; then compare with a clean one."""
    random, chance = Random(7), Random(1848)
    site = built_site
    for turn in range(6 if executor == "inline" else 3):
        for edit in (put_cable, put_cable, put_notes, put_entity, put_template):
            edit(site, random)
        command = [sys.executable, "-m", "sitegen", "-C", str(site), "build", "-q", "--executor", executor]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(chance.uniform(0.2, 1.2))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        built(site)
        built(site, f"clean-{turn}")
        assert tree(site / "output") == tree(site / f"clean-{turn}")


def test_terminated_it_leaves_no_process_and_the_last_good_output(built_site: Path) -> None:
    """Workers that would print for ever; the signal is told to their build alone."""
    site = built_site
    before = tree(site / "output")
    put_cable(site, Random(2))  # which the workers read, and are at hand
    write(site / "templates/assets/extra.css", "p {}")  # which is staged right before they print
    endless = "{% for _ in range(10 ** 15) %}{% endfor %}"
    write(site / "templates/cable.html", endless + (TEMPLATES / "cable.html").read_text("utf-8"))
    command = [sys.executable, "-m", "sitegen", "-C", str(site), "build", "--executor", "process"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    try:
        while process.poll() is None and not list((site / ".sitegen").rglob("extra.*.css")):
            time.sleep(0.01)
        process.terminate()
        process.communicate(timeout=60)  # until all who could still write to it have ended
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGTERM
    assert tree(site / "output") == before
    (site / "templates/cable.html").unlink()
    built(site)
    built(site, "clean")
    assert tree(site / "output") == tree(site / "clean")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_killed_at_any_save_the_next_build_makes_the_same_site(
    nth: int, after: bool, built_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a build remembers is saved three times; it may end right before or right after each."""
    random, saves, save = Random(nth), [0], Cache.save
    settle()
    site = built_site

    def killed(cache: Cache) -> None:
        saves[0] += 1
        if after or saves[0] != nth:
            save(cache)
        if saves[0] == nth:
            raise KeyboardInterrupt

    for edit in (put_cable, put_notes, put_entity, put_settings):
        edit(site, random)
    monkeypatch.setattr(Cache, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        built(site)
    monkeypatch.setattr(Cache, "save", save)
    built(site)
    built(site, "clean")
    assert tree(site / "output") == tree(site / "clean")


def test_a_cache_that_cannot_be_kept_is_told(
    built_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = built_site
    before = tree(site / "output")

    def full(cache: Cache) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Cache, "save", full)
    write(site / f"content/cables/{id_of(1)}.txt", cable_text(1, Random(2)))
    assert outcome_of(["-C", str(site), "build"]) == 2
    said = capsys.readouterr().err
    assert "cannot be kept in" in said
    assert "is the disk full" in said
    assert tree(site / "output") == before


def test_of_two_builds_at_once_the_second_says_so(site: Path) -> None:
    command = [sys.executable, "-m", "sitegen", "-C", str(site), "build"]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) for _ in range(2)]
    said = [process.communicate()[1].decode() for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes[0] in (0, 1)
    if 2 in codes:  # else the one had ended before the other began
        assert any("another sitegen is writing" in words for words in said)
    built(site, "clean")
    built(site)
    assert tree(site / "output") == tree(site / "clean")


@pytest.mark.parametrize("threads", [1, 3])
def test_a_cluster_makes_the_same_bytes_though_a_worker_dies(
    threads: int, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real scheduler and two worker processes, one of which is killed in the middle."""
    from distributed import LocalCluster

    monkeypatch.setattr(crew, "_BATCH", 2)
    killed: list[int] = []
    apart = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": None, "host": "127.0.0.1"}
    with LocalCluster(n_workers=2, threads_per_worker=threads, **apart) as cluster:
        workers = [worker.pid for worker in cluster.workers.values()]

        def tick(phase: str, done: int, total: int) -> None:
            if phase == "Printing" and not killed:
                killed.append(workers[0])
                os.kill(workers[0], signal.SIGKILL)

        address = "dask://" + cluster.scheduler_address.removeprefix("tcp://")
        monkeypatch.chdir(site)  # where the workers are not
        order = Order(Path(), target_of(Path(), Path("output"), "output"), executor=address)
        report = build(order, tick)
    assert killed
    assert report.committed
    assert not list((site / ".sitegen/output.state").glob("bench-*"))
    built(site, "clean")
    assert tree(site / "output") == tree(site / "clean")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("thread", "no executor is called 'thread'"),
        ("dask://", "no executor"),
        ("dask://127.0.0.1:1", "no Dask cluster"),
    ],
)
def test_an_executor_that_there_is_not(
    words: str, said: str, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(crew, "_PATIENCE", "1s")
    assert outcome_of(["-C", str(site), "build", "--executor", words]) == 2
    assert said in capsys.readouterr().err


def test_a_profile_can_be_read(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = site / "profile"
    assert outcome_of(["-C", str(site), "build", "--profile", str(file)]) in (0, 1)
    stats = pstats.Stats(str(file))
    assert any(function == "print_unit" for _, _, function in stats.stats)  # type: ignore[attr-defined]

"""The output folder: only what changed, only what is ours, all or nothing, and whole after a kill."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from files import tree
from output_site import put

from sitegen.site import commit as commit_module
from sitegen.site.commit import commit_stage, in_progress
from sitegen.site.output import MARK, Plan, begin, clean, commit, stage
from sitegen.site.refusal import RefusedError
from sitegen.site.target import Target, locked, read_manifest, target_of


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return target_of(tmp_path / "site", tmp_path / "site/output", "output")


def test_only_what_changed_is_written(target: Target) -> None:
    put(target, {"index.html": b"1", "a/index.html": b"1", "b/c/index.html": b"1"})
    before = {path: (target.output / path).stat().st_mtime_ns for path in tree(target.output)}
    done = put(target, {"index.html": b"1", "a/index.html": b"2"})
    assert (done.written, done.unchanged, done.deleted) == (1, 1, 1)
    assert tree(target.output) == {"index.html": b"1", "a/index.html": b"2"}
    assert (target.output / "index.html").stat().st_mtime_ns == before["index.html"]
    assert not (target.output / "b").exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/index.html", "A/index.html"),
        ("straße/x", "STRASSE/x"),
        ("e\u0301/x", "\u00e9/x"),
        ("a", "a/index.html"),
        ("a/b/c", "A"),
        ("a", "a"),
    ],
)
@pytest.mark.parametrize("kept", [False, True])
def test_two_names_that_a_disk_takes_for_one(first: str, second: str, kept: bool) -> None:
    plan = Plan()
    if kept:
        plan.keep(first, "one.md")
    else:
        assert plan.collision(first, "one.md") is None
        plan.add(first, "one.md", changed=True)
    found = plan.collision(second, "two.md")
    assert found is not None
    assert found.place.path == "two.md"
    assert "one.md" in found.message


def test_what_stood_side_by_side_is_looked_at_when_something_new_comes() -> None:
    plan = Plan()
    plan.keep("a/index.html", "a.md")
    for path in ("b/index.html", "b/source/index.html"):
        assert plan.collision(path, "b.md", stood=True) is None
        plan.add(path, "b.md", changed=True)
    assert plan.collision("c", "c.md") is None
    plan.add("c", "c.md", changed=True)
    for new in ("A/index.html", "B/source/index.html", "b", "b/Source"):
        assert plan.collision(new, "new.md")
    found = plan.collision("c/index.html", "c.md", stood=True)  # as it was before c took its folder
    assert found
    assert "makes c:" in found.message


def test_a_file_may_become_a_folder_and_a_folder_a_file(target: Target) -> None:
    put(target, {"a": b"1", "b/c": b"1"})
    put(target, {"a/x": b"2", "b": b"2"})
    assert tree(target.output) == {"a/x": b"2", "b": b"2"}


def test_pages_of_an_unread_source_stay(target: Target) -> None:
    sources = {"a": "content/cables/x/a.txt", "b": "content/cables/b.txt"}
    put(target, {"a": b"1", "b": b"1", "c": b"1"}, sources=sources)
    done = put(target, {"c": b"2"}, unread=("content/cables/x",))
    assert (done.deleted, done.kept) == (1, 1)
    assert tree(target.output) == {"a": b"1", "c": b"2"}
    put(target, {"c": b"2"}, unread=("content/cables/x",))
    assert "a" in tree(target.output)
    put(target, {"c": b"2"})
    assert tree(target.output) == {"c": b"2"}


def test_a_folder_without_manifest_is_taken_over_only_when_nothing_in_it_would_be_lost(
    target: Target,
) -> None:
    put(target, {"index.html": b"1", "a": b"1"})
    shutil.rmtree(target.state)
    done = put(target, {"index.html": b"1", "a": b"1", "b": b"1"})
    assert (done.written, done.unchanged) == (1, 2)
    shutil.rmtree(target.state)
    with pytest.raises(RefusedError, match="holds files that sitegen did not make: b"):
        put(target, {"index.html": b"1", "a": b"1"})
    assert len(tree(target.output)) == 3


@pytest.mark.parametrize("theirs", ["a", "a/theirs", "b"])
def test_what_another_put_there_is_not_overwritten(target: Target, theirs: str) -> None:
    put(target, {"index.html": b"1"})
    (target.output / theirs).parent.mkdir(exist_ok=True)
    (target.output / theirs).write_bytes(b"theirs")
    with pytest.raises(RefusedError):
        put(target, {"index.html": b"2", "a": b"1", "b/c": b"1"})
    assert tree(target.output) == {"index.html": b"1", theirs: b"theirs"}


@pytest.mark.parametrize("theirs", ["index.html", "gone.html"])
def test_a_folder_made_anew_holds_nothing_of_ours(target: Target, theirs: str) -> None:
    """What the manifest remembers was removed with the folder: a file of one's own has only its name."""
    put(target, {MARK: b"", "index.html": b"1", "gone.html": b"1"})
    shutil.rmtree(target.output)
    target.output.mkdir()
    (target.output / theirs).write_bytes(b"theirs")
    if theirs == "index.html":
        with pytest.raises(RefusedError, match=r"did not make: index\.html"):
            put(target, {MARK: b"", "index.html": b"1"})
    else:
        put(target, {MARK: b"", "index.html": b"1"})
    assert tree(target.output)[theirs] == b"theirs"
    (target.output / MARK).unlink(missing_ok=True)
    clean(target)
    assert tree(target.output)[theirs] == b"theirs"


def test_clean_takes_only_ours(target: Target) -> None:
    put(target, {"index.html": b"1", "a/b": b"1"})
    (target.output / "a/mine").write_bytes(b"mine")
    assert clean(target) == 2
    assert tree(target.output) == {"a/mine": b"mine"}
    assert not target.state.parent.exists()


def test_clean_completes_or_drops_what_was_begun(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the stage is not put in place by the commit that deletes the others."""
    put(target, OLD)
    stage(target, "late", b"never committed")
    clean(target)
    assert tree(target.output) == {}
    for step in (4, 8, 12, 16):
        put(target, OLD)
        for path, data in NEW.items():
            stage(target, path, data)
        assert _steps_of_a_commit(target, step, monkeypatch)
        clean(target)
        assert tree(target.output) == {}


def test_clean_waits_for_its_turn(target: Target) -> None:
    put(target, OLD)
    with locked(target), pytest.raises(RefusedError, match="another sitegen"):
        clean(target)
    assert tree(target.output) == OLD


def test_a_stage_that_was_robbed_is_not_committed(target: Target) -> None:
    put(target, OLD)
    begin(target)
    plan = Plan()
    plan.add("new", "theme", changed=stage(target, "new", b"1"))
    shutil.rmtree(target.stage)
    with pytest.raises(RefusedError, match="taken away"):
        commit(target, plan, ())
    assert tree(target.output) == OLD


def test_a_damaged_manifest_makes_nothing_ours(target: Target) -> None:
    put(target, {"index.html": b"1"})
    target.manifest.write_bytes(b"\xff\xfe nonsense")
    assert read_manifest(target) is None
    with pytest.raises(RefusedError):
        put(target, {"index.html": b"2"})


def test_one_build_at_a_time(target: Target) -> None:
    with locked(target), pytest.raises(RefusedError, match="another sitegen"), locked(target):
        pass


OLD = {"index.html": b"old", "gone/a": b"old", "gone/b": b"old", "same": b"same", "x": b"old", "p/0": b"old"}
NEW = {
    "index.html": b"new",
    "new/a": b"new",
    "same": b"same",
    "x/y": b"new",
    **{f"p/{n}": b"n" for n in range(9)},
}


class Killed(BaseException):
    pass


def _steps_of_a_commit(target: Target, kill_at: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Commit, and die before the n-th change of the disk; says whether it came so far."""
    count = 0

    def fragile(method):
        def wrapper(*args, **kwargs):
            nonlocal count
            if count == kill_at:
                raise Killed
            count += 1
            return method(*args, **kwargs)

        return wrapper

    with monkeypatch.context() as patched:
        for name in ("unlink", "rmdir", "mkdir", "write_text"):
            patched.setattr(Path, name, fragile(getattr(Path, name)))
        patched.setattr(commit_module.os, "replace", fragile(os.replace))  # Path.replace calls it, too
        patched.setattr(commit_module.shutil, "rmtree", fragile(shutil.rmtree))
        try:
            commit_stage(target, dict.fromkeys(NEW, "theme"), [path for path in OLD if path not in NEW])
        except Killed:
            return True
    return False


def test_killed_at_every_step_the_next_command_completes_it(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed, step = True, 0
    while killed:
        shutil.rmtree(target.output.parent, ignore_errors=True)
        put(target, OLD)
        for path, data in NEW.items():
            stage(target, path, data)
        killed = _steps_of_a_commit(target, step, monkeypatch)
        begun = in_progress(target)
        begin(target)
        now = tree(target.output)
        assert now == (NEW if begun or set(read_manifest(target) or ()) == set(NEW) else OLD), step
        assert set(read_manifest(target) or ()) == set(now)
        step += 1
    assert step > 25


SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from output_site import put
from sitegen.site.target import target_of
root = Path({root!r})
target = target_of(root, root / "output", "output")
print("ready", flush=True)
for turn in range(1, 100000):
    put(target, {{f"{{turn % 3}}/{{n}}.html": str(turn).encode() for n in range(60)}})
"""


def test_killed_for_real_at_random_moments(tmp_path: Path) -> None:
    """SIGKILL a process that commits over and over: what is found is always one whole commit."""
    target = target_of(tmp_path, tmp_path / "output", "output")
    chance = random.Random(1848)  # seeded: which moments, not which outcome
    script = SCRIPT.format(tests=str(Path(__file__).parent), root=str(tmp_path))
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        try:
            process.wait(chance.uniform(0.05, 0.35))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        begin(target)
        found = tree(target.output)
        assert len(found) in (0, 60)
        assert len(set(found.values())) <= 1
        assert set(read_manifest(target) or ()) == set(found)

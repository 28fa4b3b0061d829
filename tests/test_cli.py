"""The few things about the command line that a session cannot say: colour, pipes, failures, laws."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from conftest import ROOT, SEED, sitegen
from files import tree

from sitegen.cable.parse import parse
from sitegen.cli import inspect, main
from sitegen.cli.console import Console, plain, problem_text
from sitegen.diagnostic import Diagnostic, Place
from sitegen.site.starter import found_site


def started(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command in a Python that has loaded nothing yet."""
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "sitegen", *words]
    return subprocess.run(
        command, cwd=ROOT, env=clean | environ, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("command", main.COMMANDS)
def test_a_command_finds_its_modules_by_itself(command: str) -> None:
    """Other tests run it in a process that has all of them."""
    assert f"Usage: sitegen {command} " in started(command, "--help").stdout


def told(line: str, column: int, length: int = 0, hint: str = "") -> str:
    return problem_text(Diagnostic(Place("a.txt", 3, column, length), "source-binary", "oh", hint, line))


def test_a_problem() -> None:
    expected = 'a.txt:3:4: error: oh\n   3 │ ## ¶14 "observer"\n     │    ^^^\n   hint: look'
    assert told('## ¶14 "observer"', 4, hint="look") == expected


@pytest.mark.parametrize(
    ("line", "column", "length", "quoted", "carets"),
    [
        ("\tx = 1", 2, 1, " x = 1", " ^"),
        ("日本 x", 4, 1, "日本 x", "     ^"),
        ("cafe\u0301 x", 7, 1, "cafe\u0301 x", "     ^"),
        ("a\x1b[2Jb", 6, 1, "a\\x1b[2Jb", "        ^"),
        ("words", 99, 0, "words", "     ^"),
        ("x" * 300, 1, 3, "x" * 100 + "…", "^^^"),
        ("a" * 150 + "HERE" + "b" * 150, 151, 4, "…" + "a" * 33 + "HERE" + "b" * 63 + "…", " " * 34 + "^^^^"),
    ],
)
def test_the_caret_stands_below_its_word(
    line: str, column: int, length: int, quoted: str, carets: str
) -> None:
    assert told(line, column, length).splitlines()[1:] == [f"   3 │ {quoted}", f"     │ {carets}"]


def test_nothing_of_a_record_moves_the_cursor() -> None:
    assert (
        plain("a\x1b]0;title\x07\u202eb\u2028c\xa0d\ud800") == "a\\x1b]0;title\\x07\\u202eb\\u2028c d\\ud800"
    )


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)],
)
def test_colour(environ: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for key, value in environ.items():
        monkeypatch.setenv(key, value)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main.outcome_of(["inspect", str(SEED)]) == 0
    assert ("\x1b[" in terminal.getvalue()) is coloured


def test_no_colour_in_a_pipe() -> None:
    assert "\x1b" not in started("inspect", str(SEED), TERM="xterm").stdout


def test_a_name_that_is_no_text_is_told_without_loss(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.txt")
    (tmp_path / name).write_bytes(SEED.read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "inspect", name, "--json"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert os.fsencode(json.loads(done.stdout)["source"]) == b"\xff.txt"


@pytest.mark.parametrize("words", [["--json"], []])
def test_a_fault_of_ours_at_one_file_keeps_no_other_back(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(SEED.read_bytes())

    def fragile(source, tables, stated):
        if source.path == str(other):
            raise ZeroDivisionError("by zero")
        return parse(source, tables, stated)

    monkeypatch.setattr(inspect, "parse", fragile)
    assert main.outcome_of(["inspect", str(other), str(SEED), *words]) == 1
    said = capfd.readouterr()
    assert "07ASTANA1848" in said.out
    assert "a fault of sitegen: ZeroDivisionError: by zero" in said.err


def test_what_is_said_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    Console().say("Changed: a\x1b[2J.md")
    Console().warn("b\x1b[2J\nc")
    assert capsys.readouterr() == ("Changed: a\\x1b[2J.md\n", "b\\x1b[2J\nc\n")


def test_a_pipe_that_closes_early_is_no_news() -> None:
    command = f"{sys.executable} -m sitegen inspect --json {f'{SEED} ' * 40} | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""


@pytest.mark.parametrize(("words", "traced"), [(["clean"], False), (["clean", "--verbose"], True)])
def test_a_fault_of_ours(
    words: list[str], traced: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(main.cli, "main", fail)
    monkeypatch.delenv("SITEGEN_DEBUG", raising=False)
    assert main.outcome_of(words) == 70
    said = capsys.readouterr().err
    assert "sitegen: error: ZeroDivisionError: by zero" in said
    assert "this is a bug in sitegen" in said
    assert ("Traceback" in said) is traced


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (click.Abort(), 130, ""),
        (OSError(28, "No space left on device", "output/a"), 2, "output/a: No space left on device"),
        (OSError(28, "No space left on device"), 2, "make room there, and run the command again"),
    ],
)
def test_other_ends(
    error: Exception,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(main.cli, "main", fail)
    assert main.outcome_of(["build"]) == code
    assert said in capsys.readouterr().err


HEAVY = {
    "citeproc", "jinja2", "lxml", "markdown_it", "multiprocessing", "numpy", "pygments", "sqlite3",
    "watchdog", "yaml", "sitegen.cable.parse", "sitegen.page.sheets", "sitegen.site.unit",
}  # fmt: skip


def loaded_by(site: Path, *words: str) -> set[str]:
    """What of that a command loads. By its clock all files are old, so that their times prove something."""
    code = (
        "import sys, time; time.time_ns = lambda: 4 * 10**18; from sitegen.cli.main import outcome_of;"
        f"outcome_of({['-C', str(site), *words]}); print(*{HEAVY} & set(sys.modules))"
    )
    said = subprocess.check_output([sys.executable, "-c", code], encoding="utf-8")
    return set(said.splitlines()[-1].split())


def test_a_command_does_not_wait_for_what_it_does_not_need(tmp_path: Path) -> None:
    """A build in which nothing changed parses nothing, and draws nothing."""
    found_site(tmp_path)
    assert loaded_by(tmp_path, "--help") == set()
    assert loaded_by(tmp_path, "inspect", str(SEED)) == {"sitegen.cable.parse"}
    assert loaded_by(tmp_path, "build") > {"jinja2", "sitegen.cable.parse", "sitegen.page.sheets"}
    assert loaded_by(tmp_path, "build") == {"markdown_it", "sqlite3", "yaml"}
    assert loaded_by(tmp_path, "check") == {"markdown_it", "sqlite3", "yaml"}


def test_the_same_bytes_whatever_the_hash_seed_the_zone_and_the_place(sample: Path, tmp_path: Path) -> None:
    """Law 4. The sample was built at another place, in this zone and by a process with a seed of its own."""
    output = tmp_path / "b/c"
    done = started("build", "--output", str(output), PYTHONHASHSEED="1", TZ="Asia/Almaty", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert tree(output) == tree(sample)


def test_an_incremental_build_gives_the_bytes_of_a_clean_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    found_site(site)
    assert sitegen("build", cwd=site).returncode == 0
    note = site / "content/annotations/09EXAMPLETOWN14.md"
    note.write_text(note.read_text("utf-8").replace("An invented", "A changed"), "utf-8")
    (site / "content/entities/place/river-sample.md").unlink()
    assert sitegen("build", cwd=site).returncode == 0
    assert sitegen("build", "--output", "clean", cwd=site).returncode == 0
    assert tree(site / "output") == tree(site / "clean")


def test_paths_of_messages_name_the_site_that_was_asked_for(tmp_path: Path) -> None:
    site = tmp_path / "site"
    found_site(site)
    (site / "content/cables/empty.txt").touch()
    done = sitegen("-C", "site", "build", cwd=tmp_path)
    assert done.stderr.startswith("site/content/cables/empty.txt: error: the file is empty\n")
    assert "Home page:  site/output/index.html" in done.stdout
    assert "Preview it: sitegen -C site serve" in done.stdout


def test_templates_of_the_site_stand_before_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    found_site(site)
    (site / "templates/assets").mkdir(parents=True)
    (site / "templates/404.html").write_text('{% extends "builtin/404.html" %}', "utf-8")
    (site / "templates/robots.txt").touch()
    (site / "templates/assets/style.css").write_text("/* mine */", "utf-8")
    done = sitegen("build", cwd=site)
    assert done.returncode == 0, done.stderr
    (style,) = (site / "output/assets").glob("style.*.css")
    assert style.read_text("utf-8") == "/* mine */"
    assert not list((site / "output/assets").glob("live*"))
    assert os.path.getsize(site / "output/robots.txt") <= 1


def test_a_new_site_says_a_command_that_works_in_its_folder(tmp_path: Path) -> None:
    """Started by a path from where it is not on the PATH, as in a checkout."""
    started = tmp_path / "bin" / "sitegen"
    started.parent.mkdir()
    started.write_text("from sitegen.cli.main import run\n\nrun()\n")
    done = subprocess.run(
        [sys.executable, "bin/sitegen", "init", "archive"],
        cwd=tmp_path,
        env={**os.environ, "PATH": "", "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"  {started.as_posix()} serve\n" in done.stdout

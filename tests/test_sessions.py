"""Command-line sessions: `tests/sessions/*.txt`, each in an empty folder of its own.

    $ sitegen build                  a command, run as a user does; `< FILE` is its standard input
    > a line of standard output      (seconds are shown as N.N, bytes as N)
    ! a line of standard error
    = 1                              the exit code; none means 0
    @ write PATH                     make a file of the `|` lines that follow
    @ bytes PATH caf\\xe9            make a file of these bytes
    @ huge PATH 50000000             make a file of this size
    @ remove PATH                    a file or a folder
    @ link PATH TARGET               a symbolic link
    @ cd PATH                        go to another folder of the session
    @ keep PATH                      remember a folder, files and times …
    @ kept PATH                      … and see that nothing in it was touched since
    @ files PATH                     names below a folder, as `>` lines

All else is prose. `make golden` writes the expected lines anew, to be read in review.
"""

import os
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import forked
import pytest

SESSIONS = Path(__file__).parent / "sessions"
EXPECTED = (">", "!", "=", "|")


@dataclass
class Step:
    """A line, and the lines below it that belong to it."""

    line: str
    below: list[str] = field(default_factory=list)


@dataclass
class Shell:
    """Where a session is, and what it remembers."""

    here: Path
    remembered: dict[str, object] = field(default_factory=dict)

    def run(self, step: Step) -> list[str]:
        """The lines that belong below this one."""
        if step.line.startswith("$ "):
            return self._command(step.line[2:])
        if step.line.startswith("@ "):
            verb, name, *words = step.line[2:].split(maxsplit=2)
            return getattr(self, f"_{verb}")(name, *words, below=step.below)
        return step.below

    def _command(self, line: str) -> list[str]:
        words, _, stdin = line.partition(" < ")
        name, *arguments = shlex.split(words)
        assert name == "sitegen", f"a session runs only sitegen, not {name}"
        unset = ("NO_COLOR", "SITEGEN_DEBUG", "PYTHONHASHSEED")
        done = forked.run(
            tuple(arguments),
            self.here,
            {**{key: value for key, value in os.environ.items() if key not in unset}, "COLUMNS": "80"},
            (self.here / stdin).read_bytes() if stdin else b"",
        )
        code = [f"= {done.returncode}"] if done.returncode else []
        return [*_marked(">", done.stdout), *_marked("!", done.stderr), *code]

    def _write(self, name: str, below: list[str]) -> list[str]:
        self._fill(name, "".join(f"{line[2:]}\n" for line in below).encode())
        return below

    def _bytes(self, name: str, escaped: str = "", *, below: list[str]) -> list[str]:
        self._fill(name, escaped.encode().decode("unicode_escape").encode("latin-1"))
        return below

    def _huge(self, name: str, size: str, *, below: list[str]) -> list[str]:
        self._fill(name, b"")
        os.truncate(self.here / name, int(size))
        return below

    def _remove(self, name: str, below: list[str]) -> list[str]:
        path = self.here / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
        return below

    def _link(self, name: str, target: str, *, below: list[str]) -> list[str]:
        (self.here / name).parent.mkdir(parents=True, exist_ok=True)
        (self.here / name).symlink_to(target)
        return below

    def _cd(self, name: str, below: list[str]) -> list[str]:
        self.here = (self.here / name).resolve()
        return below

    def _keep(self, name: str, below: list[str]) -> list[str]:
        self.remembered[name] = _tree(self.here / name)
        return below

    def _kept(self, name: str, below: list[str]) -> list[str]:
        assert _tree(self.here / name) == self.remembered[name]
        return below

    def _files(self, name: str, below: list[str]) -> list[str]:
        del below
        return [f"> {path}" for path in _tree(self.here / name)]

    def _fill(self, name: str, data: bytes) -> None:
        (self.here / name).parent.mkdir(parents=True, exist_ok=True)
        (self.here / name).write_bytes(data)


def _tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files
    }


def _marked(mark: str, output: bytes) -> list[str]:
    text = re.sub(r"\b\d+\.\d+ s\b", "N.N s", output.decode())
    text = re.sub(r'("(?:seconds|look|read|print|commit)"): \d+\.\d+', r'\1: "N.N"', text)
    text = re.sub(r'"peak_memory": \d+', '"peak_memory": "N"', text)
    text = re.sub(r"\b\d+ MB of memory", "N MB of memory", text)
    text = re.sub(r"\([\d,]+ bytes\)", "(N bytes)", text)
    return [f"{mark} {line}".rstrip() for line in text.splitlines()]


def _steps(text: str) -> list[Step]:
    steps: list[Step] = []
    for line in text.splitlines():
        if steps and line[:1] in EXPECTED:
            steps[-1].below.append(line)
        else:
            steps.append(Step(line))
    return steps


@pytest.mark.parametrize("session", sorted(SESSIONS.glob("*.txt")), ids=lambda path: path.stem)
def test_session(session: Path, tmp_path: Path, golden: bool) -> None:
    text = session.read_text(encoding="utf-8")
    shell = Shell(tmp_path)
    said: list[str] = []
    for step in _steps(text):
        said += [step.line, *shell.run(step)]
    played = "\n".join(said) + "\n"
    if golden:
        session.write_text(played, encoding="utf-8")
    assert played == text

"""A program of the system's, run for us: what it said is a value."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from sitegen.site.refusal import RefusedError

_LINES = 4  # of what a program said, the last
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")
_HINTS = {
    r"unknown flag": "rclone 1.60 or newer is needed",
    r"find section in config file": "rclone config makes a remote of that name; rclone listremotes tells all",
    r"no space left|quota|disk full": "make room there",
    r"could not resolve|name or service|no such host|no route to host|network is unreachable"
    r"|connection (?:refused|timed out|closed|reset)|unknown module": (
        "is the address right, and are you on the network?"
    ),
    r"host key": "connect once by hand, and look at the key that it shows",
    r"permission denied|authentication|could not read (?:username|password)|access ?denied"
    r"|read.only|auth failed|not allowed|forbidden|accesskey|signature": (
        "is your key known there, and may you write there?"
    ),
    r"unknown option|unrecognized option|syntax or usage": "rsync 3.1.3 or newer is needed, here and there",
    r"does not (?:exist|appear)|no such file|not found": "make it there first; is its name right?",
}


_OF_A_HOOK = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"}
)
"""Of the environment: a hook of Git's that starts us names its own repository there."""


class Ran(NamedTuple):
    """How a program ended."""

    code: int
    out: bytes
    error: str

    @property
    def said(self) -> str:
        """The end of it, in one line, without what may be a password."""
        return _SECRET.sub("", "; ".join(self.error.split("\n")[-_LINES:])) or f"it ended with {self.code}"

    @property
    def hint(self) -> str:
        """What may help against it."""
        found = (hint for sign, hint in _HINTS.items() if re.search(sign, self.error, re.IGNORECASE))
        return next(found, "see what the program says")


def require_program(name: str) -> str:
    """Where it is."""
    if found := shutil.which(name):
        return found
    raise RefusedError(f"the program {name} is not here", f"install it, as with: sudo apt install {name}")


def run(
    words: Iterable[str | Path],
    cwd: Path,
    stdin: Iterable[bytes] = (),
    env: Mapping[str, str] | None = None,
) -> Ran:
    """Run a program to its end, in the language that we know its messages in."""
    first, *others = map(str, words)
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    with TemporaryFile() as out, TemporaryFile() as error:  # pipes of both might fill while it is fed
        with subprocess.Popen(  # noqa: S603 the program is one of ours, and there is no shell
            [require_program(first), *others],
            cwd=cwd,
            env=kept | {"LC_ALL": "C"} | dict(env or {}),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=error,
        ) as process:
            _feed(process, stdin)
        lines = re.split(r"[\r\n]+", _text_in(error).decode(errors="replace"))
        return Ran(
            process.returncode, _text_in(out), "\n".join(line.strip() for line in lines if line.strip())
        )


def _feed(process: "subprocess.Popen[bytes]", stdin: Iterable[bytes]) -> None:
    """It may end before it has read all, and then says why."""
    try:
        for data in stdin:
            process.stdin.write(data)  # type: ignore[union-attr]
        process.stdin.close()  # type: ignore[union-attr]
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            process.stdin.close()  # type: ignore[union-attr]
    except BaseException:
        process.kill()
        raise


def _text_in(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()

"""`sitegen` as a user runs it, a process for each command, without the wait until its modules are loaded.

Run as a script this is a process that has loaded them, and the templates; it forks for each command that a
line of its standard input asks for, and answers with the exit code. A command has its own streams, folder,
environment and end. That each finds its modules and templates by itself is seen to in test_cli.py.
"""

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

PATIENCE = 120  # seconds until a command is given up


def run(
    words: tuple[str, ...], cwd: Path, environ: Mapping[str, str], stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run `sitegen` with these words."""
    process = _loaded()
    assert process.stdin
    assert process.stdout
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("in", "out", "err")]
        for stream in streams:
            stream.write_bytes(stdin if stream.name == "in" else b"")
        asked = [words, str(cwd), dict(environ), [str(stream) for stream in streams]]
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        return subprocess.CompletedProcess(words, code, streams[1].read_bytes(), streams[2].read_bytes())


@cache
def _loaded() -> subprocess.Popen[bytes]:
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONHASHSEED"}
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ
    )
    atexit.register(process.communicate)  # which closes its input, and so ends it
    return process


def _serve() -> None:
    import sitegen
    from sitegen.cli.main import run
    from sitegen.site.build import build
    from sitegen.site.order import Order
    from sitegen.site.starter import found_site
    from sitegen.site.target import target_of

    for module in walk_packages(sitegen.__path__, "sitegen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        found_site(site)
        build(Order(site, target_of(site, site / "output")))
    gc.freeze()  # what is never collected is never copied into a child
    for line in sys.stdin.buffer:
        if not (child := os.fork()):
            _become(*json.loads(line))
            run()
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(words: list[str], cwd: str, environ: dict[str, str], streams: list[str]) -> None:
    """What a process is that has just been started so."""
    signal.alarm(PATIENCE)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv[1:] = words
    for number, (path, flags) in enumerate(
        zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)
    ):
        os.dup2(os.open(path, flags), number)


if __name__ == "__main__":
    sys.path.pop(0)  # the tests' own modules are none of a user's
    _serve()

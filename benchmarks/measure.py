"""Run a command and say what it took: wall seconds, CPU seconds, memory of it and all its children.

Memory is the most that the processes of the tree held together, looked up while they ran: their proportional
share (PSS of /proc/PID/smaps_rollup), in which pages that several share count once; or the largest resident
set of any one process (ru_maxrss), where that is more or there is no /proc.
"""

import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc/self/smaps_rollup").exists()
LARGEST = "the largest resident set of one process"
MEMORY = f"all processes together (PSS, sampled), or {LARGEST}" if PROC else LARGEST
PAUSE = 0.02  # seconds between two looks, and ten times what the look took
_KIB = 1024 if sys.platform != "darwin" else 1  # the unit of ru_maxrss


class Run(NamedTuple):
    """What one run took; CPU is that of the process and of all below it."""

    wall: float
    cpu: float
    peak: int  # bytes

    @property
    def cells(self) -> tuple[str, str, str]:
        return f"{self.wall:.2f}", f"{self.cpu:.2f}", f"{self.peak / 1e6:,.0f}"


def measured(command: Sequence[str], cwd: Path, *, memory: bool = True) -> Run:
    """One run. One that fails raises CalledProcessError, with what it said."""
    os.sync()  # what was written before must not be written back now
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        watch = _Watch(process.pid)
        if memory and PROC:
            watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, said.read())
    cpu = max(used.ru_utime + used.ru_stime, watch.cpu)
    return Run(wall, cpu, max(watch.peak, used.ru_maxrss * _KIB))


def best(runs: Iterable[Run]) -> Run:
    """The quickest."""
    return min(runs)


class _Watch(threading.Thread):
    """Looks at a tree of processes until it is told to stop: their memory, and the seconds of those that
    nobody waits for, as the workers of a fork server."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.done = pid, 0, threading.Event()
        self._seconds: dict[int, float] = {}  # as they were seen last

    @property
    def cpu(self) -> float:
        """CPU seconds of all, but for what they took since the last look."""
        return sum(self._seconds.values())

    def run(self) -> None:
        pause = PAUSE
        while not self.done.wait(pause):
            began = time.perf_counter()
            tree = list(_tree(self.pid))
            self.peak = max(self.peak, sum(map(_share, tree)))
            self._seconds |= {pid: spent for pid in tree if (spent := _spent(pid))}
            pause = max(PAUSE, 10 * (time.perf_counter() - began))

    def stop(self) -> None:
        self.done.set()
        if self.is_alive():
            self.join()


def _tree(pid: int) -> Iterator[int]:
    """A process and all below it, as far as they are there still."""
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                yield from _tree(int(child))
    except OSError:
        return


def _spent(pid: int) -> float:
    """CPU seconds of one process: fields 14 and 15 of its stat, behind the name in brackets."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _share(pid: int) -> int:
    """Bytes of memory that are this process's part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def size_of(folder: Path) -> tuple[int, int]:
    """Files below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def read_once(folder: Path) -> None:
    """Bring a folder's files into the system's memory."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()


def file_system(folder: Path) -> str:
    """The kind that a folder is on, as Linux names it: ext4, tmpfs."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "an unknown file system"
    here = folder.resolve()
    return max((len(place), kind) for place, kind in mounts if here.is_relative_to(place))[1]


def stamp() -> str:
    """When, with what, on what kind of machine; the cores are those that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {cores} cores"
    )


def table(rows: Iterable[Sequence[str]]) -> None:
    """Rows of Markdown, each as soon as it is known; the first is the head."""
    for place, (first, *rest) in enumerate(rows):
        print(f"| {first} | {' | '.join(rest)} |", flush=True)
        if not place:
            print(f"|---|{'---:|' * len(rest)}", flush=True)
    print(flush=True)

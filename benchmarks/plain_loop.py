"""Write a folder's files again, in a plain loop, and print the seconds: what no build of them can undercut.

    python benchmarks/plain_loop.py OUTPUT COPY

Files are read beforehand, some at a time; only the writing is timed, with the folders that it needs.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

HELD = 64_000_000  # bytes in memory at a time


def batches(folder: Path) -> Iterator[list[tuple[str, bytes]]]:
    """The files below a folder, as paths and bytes."""
    held: list[tuple[str, bytes]] = []
    size = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            held.append((path.relative_to(folder).as_posix(), path.read_bytes()))
            size += len(held[-1][1])
        if size > HELD:
            yield held
            held, size = [], 0
    yield held


def write(files: list[tuple[str, bytes]], copy: Path) -> float:
    """Seconds."""
    began = time.perf_counter()
    made = set()
    for name, data in files:
        folder = os.path.dirname(name)
        if folder not in made:
            os.makedirs(f"{copy}/{folder}", exist_ok=True)
            made.add(folder)
        with open(f"{copy}/{name}", "wb") as file:
            file.write(data)
    return time.perf_counter() - began


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    print(f"{sum(write(files, target) for files in batches(source)):.4f}")

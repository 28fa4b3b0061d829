"""sitegen beside Hugo and Pelican: the same cables, the same machine, one run after the other.

    python benchmarks/compare.py                 1,000 and 10,000 cables
    python benchmarks/compare.py 1000 --runs 3   the quickest of three counts
    python benchmarks/compare.py --keep DIR      make the sites there, and leave what was built

Where files are made makes a difference: TMPDIR=/dev/shm takes the disk out of all figures.

Hugo and Pelican are given the parsed text as Markdown (prepare_markdown.py), for nothing. They write one
page a cable, lists by TAG and post, a home page, a sitemap and a feed, with the same few lines of template.
sitegen reads the telegrams and writes all that it writes by default: a second page a cable with the record
as received, lists by year and level, a page an entity, links of names and notes.

Inputs are in the system's memory; a cold build finds no output and no cache. `loop` is what a plain loop
takes to write the same files from memory.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from statistics import median

from builders import INSTALL, ROOT, Builder, builders, change_one_cable, compile_all, unused
from make_cables import COMMON, COMMON_FILE
from measure import MEMORY, Run, best, file_system, measured, read_once, size_of, stamp, table

HERE = Path(__file__).resolve().parent
STARTS = 20
LOOPS = 3  # the quickest counts
COLD = "cold"
HEAD = ("", "wall s", "CPU s", "memory MB", "ms a cable", "files", "MB", "loop s", "times the loop")


def make_sites(number: int, work: Path) -> None:
    """The cables, and what the others need of them."""
    for script, *words in (
        ("make_cables.py", str(number), str(work / "site")),
        ("prepare_markdown.py", str(work / "site"), str(work / "others")),
    ):
        subprocess.run([sys.executable, str(HERE / script), *words], check=True)


def build_rows(number: int, work: Path, runs: int) -> Iterator[tuple[str, ...]]:
    """Cold, unchanged, one cable changed; of sitegen, one entity changed, too."""
    yield HEAD
    for builder in builders():
        if builder.program is None:
            yield f"{builder.name}: not installed ({INSTALL})", *[""] * (len(HEAD) - 1)
            continue
        read_once(work / builder.root)
        for name, before in steps(builder, work):
            run = best(_run(builder, work, before) for _ in range(runs))
            written = _written(builder, work, run) if name == COLD else [""] * 4
            yield f"{builder.name}, {name}", *run.cells, f"{run.wall / number * 1000:.2f}", *written


def steps(builder: Builder, work: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is measured in turn, and what is done before each run of it."""
    yield COLD, lambda: builder.clear(work)
    yield "nothing changed", lambda: None
    yield "one cable changed", lambda: change_one_cable(builder, work)
    if builder.name == "sitegen":
        entity = work / builder.root / COMMON_FILE
        yield "the entity of every second cable renamed", lambda: rename_entity(entity)


def _run(builder: Builder, work: Path, before: Callable[[], None]) -> Run:
    before()
    return measured([str(builder.program), *builder.build_words], work / builder.root)


def rename_entity(path: Path) -> None:
    """It has a longer name each time; the first stays an alias, for the cables say no other."""
    text = path.read_text(encoding="utf-8").replace(f"aliases: [{COMMON}]\n", "")
    before, name, after = text.partition(f"name: {COMMON}")
    path.write_bytes(f"{before}aliases: [{COMMON}]\n{name} Anew{after}".encode())


def _written(builder: Builder, work: Path, cold: Run) -> list[str]:
    """Files and MB, the loop's seconds, and how many times as long the build took."""
    output = work / builder.root / builder.output
    number, size = size_of(output)
    loop = min(_loop(output, unused(work)) for _ in range(LOOPS))
    return [f"{number:,}", f"{size / 1e6:.1f}", f"{loop:.2f}", f"{cold.wall / loop:.1f}"]


def _loop(output: Path, copy: Path) -> float:
    os.sync()
    command = [sys.executable, str(HERE / "plain_loop.py"), str(output), str(copy)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(told)


def start_rows() -> Iterator[tuple[str, ...]]:
    """How long each takes to say its version, beside the bare interpreter."""
    yield f"median of {STARTS}", "ms", "CPU ms"
    commands: list[tuple[str, tuple[str, ...]]] = [("python -c pass", (sys.executable, "-c", "pass"))]
    for builder in builders():
        named = f"{builder.name.lower()} {' '.join(builder.version_words)}"
        if builder.program is None:
            yield f"{named}: not installed ({INSTALL})", "", ""
        else:
            commands.append((named, (str(builder.program), *builder.version_words)))
    for named, command in commands:
        runs = [measured(command, ROOT, memory=False) for _ in range(STARTS)]
        yield (
            named,
            f"{median(run.wall for run in runs) * 1000:.0f}",
            f"{median(run.cpu for run in runs) * 1000:.0f}",
        )


def compare(number: int, runs: int, work: Path) -> None:
    """One size: sites, then the table."""
    make_sites(number, work)
    print(f"{number:,} cables on {file_system(work)}; best of {runs}\n", flush=True)
    table(build_rows(number, work, runs))


def main() -> None:
    """Reads its arguments and prints the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("numbers", type=int, nargs="*", default=[1_000, 10_000], help="of cables")
    options.add_argument("--runs", type=int, default=1)
    options.add_argument("--keep", type=Path, help="an empty folder for the sites, which are left there")
    given = options.parse_args()
    compile_all()
    named = [builder.version() if builder.program else f"no {builder.name}" for builder in builders()]
    print(f"{stamp()}; {', '.join(named)}; memory: {MEMORY}\n")
    table(start_rows())
    with nullcontext(given.keep) if given.keep else tempfile.TemporaryDirectory() as folder:
        for number in given.numbers:
            compare(number, given.runs, Path(folder) / str(number))


if __name__ == "__main__":
    main()

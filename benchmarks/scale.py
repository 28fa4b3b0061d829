"""How a build grows: milliseconds a cable and memory, of a cold build and of one that changes nothing.

python benchmarks/scale.py 10000 250000      250,000 cables need about 40 GB of disk while it runs
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from builders import INSTALL, Builder, builders, compile_all
from measure import MEMORY, file_system, measured, read_once, size_of, stamp, table

HERE = Path(__file__).resolve().parent


def rows(numbers: list[int], sitegen: Builder, folder: Path) -> Iterator[tuple[str, ...]]:
    """A size a row, with a site of its own."""
    yield (
        f"cables on {file_system(folder)}", "MB of them", "cold s", "ms a cable", "memory MB", "files", "MB",
        "nothing changed s", "ms a cable", "memory MB",
    )  # fmt: skip
    with tempfile.TemporaryDirectory(dir=folder) as work:  # see builders.py: nothing is deleted in between
        for number in numbers:
            yield _row(number, sitegen, Path(work) / str(number))


def _row(number: int, sitegen: Builder, work: Path) -> tuple[str, ...]:
    site, command = work / sitegen.root, [str(sitegen.program), *sitegen.build_words]
    subprocess.run([sys.executable, str(HERE / "make_cables.py"), str(number), str(site)], check=True)
    read_once(site)
    cold = measured(command, site)
    files, size = size_of(site / sitegen.output)
    again = measured(command, site)
    cables = size_of(site / "content/cables")[1]
    return (
        f"{number:,}", f"{cables / 1e6:,.0f}",
        f"{cold.wall:.1f}", f"{cold.wall / number * 1000:.2f}", f"{cold.peak / 1e6:,.0f}",
        f"{files:,}", f"{size / 1e6:,.0f}",
        f"{again.wall:.1f}", f"{again.wall / number * 1000:.2f}", f"{again.peak / 1e6:,.0f}",
    )  # fmt: skip


def main() -> None:
    """Reads its arguments and prints the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("numbers", type=int, nargs="+", help="of cables")
    options.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()), help="where there is room"
    )
    given = options.parse_args()
    compile_all()
    sitegen = builders()[0]
    if sitegen.program is None:
        sys.exit(f"sitegen is not installed: {INSTALL}")
    print(f"{stamp()}; {sitegen.version()}; memory: {MEMORY}\n")
    table(rows(given.numbers, sitegen, given.folder))


if __name__ == "__main__":
    main()

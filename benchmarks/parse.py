"""How long parsing takes: milliseconds a cable, and how time grows with the size of hostile texts.

    python benchmarks/parse.py              the real cables beside the checkout, then the growth table
    python benchmarks/parse.py --to 1000    growth to 1,000 KB only
    python benchmarks/parse.py --stages     what each stage of sitegen/cable/parse.py takes of it
    python benchmarks/parse.py --markdown   the tables for benchmarks/README.md

Time is that of the process on one core, with the tables of TAGS and posts already read; of several runs
the best counts. A parse is all from the decoded text to the cable and what was wrong with it.
"""

import argparse
import gc
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean, quantiles
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sitegen import __version__  # noqa: E402
from sitegen.cable import parse as stages  # noqa: E402
from sitegen.cable.parse import parse  # noqa: E402
from sitegen.cable.vocabulary import vocabulary_of  # noqa: E402
from sitegen.source_text import SourceText  # noqa: E402

REAL = ROOT.parent / "shared" / "cables"
DATA = ROOT / "sitegen" / "data"
VOCABULARY = vocabulary_of(*((DATA / name).read_text(encoding="utf-8") for name in ("tags.csv", "posts.csv")))
RUNS = 15  # over all cables; the best of each counts
PATIENCE = 15.0  # seconds; a text that took longer is not tried at ten times the size
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
HEADER = """\
VZCZCXRO1234
PP RUEHAA RUEHBB
DE RUEHXX #0012/01 1900009
ZNY CCCCC ZZH
P 090009Z JUL 07
FM AMEMBASSY ASTANA
TO RUEHC/SECSTATE WASHDC PRIORITY 0007
C O N F I D E N T I A L ASTANA 000012
SIPDIS
E.O. 12958: DECL: 07/06/2017
TAGS: PGOV, PREL
SUBJECT: A FAIR
"""
WORDS = "The fair in Exampletown drew visitors from every part of Exampleland, and all of them came by train"

# What one might be hurt by: what stands first, and after "~" the piece to repeat.
# "@" is a clean header, and "{n}" counts.
HOSTILE = {
    "one long line": f"@1. (C) ~{WORDS} ",
    "a line without blanks": "@1. (C) ~x",
    "digits": "~1",
    "digits of a number": "@1. (C) One\n~1",
    "blanks": "@1. (C) One~ ",
    "blanks and a letter": "@1. (C) One\n~" + " " * 200 + "x\n",
    "empty lines": "@1. (C) One\n~\n",
    "short lines": "@1. (C) One\n~a b\n",
    "headings": "@1. (C) One.\n\n~A Heading of the Fair\n\n",
    "headings and rules": "@1. (C) One.\n\n~A HEADING\n---------\n",
    "rules": "@1. (C) One.\n~------------\n",
    "page breaks": "@1. (C) One\n~words of a sentence\nASTANA 00000012 002 OF 003\n",
    "page breaks on one line": "@1. (C) One ~and so ASTANA 00000012 002 OF 003 ",
    "paragraphs": "@~\n{n}. (C) " + WORDS + ".\n",
    "paragraphs without blanks": "@~{n}. (C) Words.\n",
    "paragraphs on one line": "@~grow. {n}. (C) Words. ",
    "the same number": "@~\n1. (C) Words.\n",
    "numbers without marks": "@~\n{n}. Words.\n",
    "items": "@1. (C) One\n~-- an item of a list\n",
    "lettered items": "@1. (C) One\n~A. (C) an item\n",
    "rows of a table": "@1. (C) One\n~town    people     trains\n",
    "open brackets": "@1. (C) One ~(",
    "open marks": "@1. (C) One\n~(C \n",
    "frames": "@1. (C) ~Summary: Words. Comment: Words. ",
    "levels": "C O N F I D E N T I A L~ C O N F I D E N T I A L",
    "levels, one a line": "~C O N F I D E N T I A L\n",
    "TAGS": "@TAGS: ~PGOV, ",
    "TAGS, one a line": "@TAGS: PREL\n~PGOV\n",
    "references": "@REF: ~A. PARIS {n} ",
    "references, one a line": "@REF: A. PARIS 1\n~     B. PARIS {n}\n",
    "addressees": "FM AMEMBASSY ASTANA\nTO ~RUEHAA/AMEMBASSY PARIS 0001\n",
    "classifier": "@Classified By: ~Jane Example, Ambassador, ",
    "captions": "@~SIPDIS\n",
    "Markdown escapes": "@1. (C) One ~\\$1\\. \\-",
    "Markdown links": "@1. (C) One ~[x](#) ",
    "redactions": "@1. (C) One\n~XXXXXXXXXXXX\n",
    "carriage returns": "@1. (C) One~\r",
    "quoted lines": "> @~> words of a sentence\n",
    "entities": "@1. (C) One ~&amp;&#182;",
    "tags": "@1. (C) One ~<b>x</b><br>",
    "bold words": "@1. (C) One ~**x** *",
    "odd numbers": "@~[{n}.] Words.\n",
    "odd brackets": "@1. (C) One\n~1. [C] ",
    "line ends of a mailer": "@1. (C) One ~x=\n=C2=B6",
    "letters in a wrong encoding": "@1. (C) One ~â€™Â¶",
    "other blanks": "@1. (C) One~\u00a0\u200b\u2028",
}

Timed = tuple[list[tuple[int, float]], str]


def hostile(written: str, size: int) -> str:
    """A text of about this size."""
    head, piece = written.split("~")
    head = head.replace("@", HEADER)
    if "{n}" not in piece:
        return head + piece * max(1, (size - len(head)) // len(piece))
    pieces, length, number = [head], len(head), 0
    while length < size:
        number += 1
        pieces.append(piece.replace("{n}", str(number)))
        length += len(pieces[-1])
    return "".join(pieces)


def seconds(text: str, path: str, runs: int) -> float:
    """The best of some runs of one parse."""
    best = float("inf")
    for _ in range(runs):
        begun = process_time()
        parse(SourceText(text, path), VOCABULARY)
        best = min(best, process_time() - begun)
    return best


def cables() -> tuple[list[tuple[str, str]], str]:
    """Names and texts, and what they are."""
    files = sorted(REAL.glob("*.txt"))
    if files:
        return [
            (file.name, file.read_bytes().decode("utf-8")) for file in files
        ], f"{len(files)} real cables of {REAL.name}/"
    invented = [
        (f"07ASTANA{n}.txt", hostile(HOSTILE["paragraphs"], size))
        for n, size in enumerate((3_000, 6_000, 9_000, 12_000, 18_000), 12)
    ]
    return invented, f"{len(invented)} invented cables: there is no {REAL}"


def timed_cables(runs: int) -> Timed:
    """Bytes and best time of each cable; they take turns, so that a busy moment hurts none alone."""
    texts, named = cables()
    best = [float("inf")] * len(texts)
    for _ in range(runs):
        for place, (name, text) in enumerate(texts):
            best[place] = min(best[place], seconds(text, name, 1))
    return [(len(text.encode()), time) for (_, text), time in zip(texts, best, strict=True)], named


def cable_rows(timed: list[tuple[int, float]]) -> Iterator[tuple[str, ...]]:
    """The one row that counts."""
    times = sorted(time * 1000 for _, time in timed)
    tenths = quantiles(times, n=10, method="inclusive")
    rate = sum(size for size, _ in timed) / sum(time for _, time in timed) / 1e6
    yield "ms a cable, mean", "median", "90 of 100", "longest", "MB/s"
    yield tuple(f"{value:.2f}" for value in (fmean(times), tenths[4], tenths[8], times[-1], rate))


def without_collector(text: str, runs: int) -> float:
    """The best of some runs with the collector of garbage at rest: it looks at all objects again."""
    gc.collect()
    gc.disable()
    try:
        return seconds(text, "07ASTANA12.txt", runs)
    finally:
        gc.enable()


def growth_rows(sizes: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """Seconds and MB/s a size; the ratios are the time a byte at the last size to that at 100 KB."""
    yield "text", *(f"{size // 1000:,} KB" for size in sizes), "ratio", "without the collector"
    for name, written in HOSTILE.items():
        took: list[float] = []
        for size in sizes:
            if not took or took[-1] < PATIENCE:
                took.append(seconds(hostile(written, size), "07ASTANA12.txt", 3 if size < 1_000_000 else 1))
        shown = [
            f"{time:.3f} s, {size / time / 1e6:.1f} MB/s" for size, time in zip(sizes, took, strict=False)
        ]
        first, last = min(1, len(took) - 2), len(took) - 1
        grown = sizes[last] / sizes[first]
        least, most = (
            without_collector(hostile(written, sizes[place]), 1 if place == last else 3)
            for place in (first, last)
        )
        ratios = (took[last] / took[first] / grown, most / least / grown)
        yield name, *shown, *["not tried"] * (len(sizes) - len(took)), *(f"{ratio:.2f}" for ratio in ratios)


def stage_rows(runs: int) -> Iterator[tuple[str, ...]]:
    """What parse.py calls in other modules of the parser, and what that takes with all it calls."""
    took: dict[str, float] = {}
    whole = sum(time for _, time in timed_cables(runs)[0])
    for name, function in list(vars(stages).items()):
        owner = getattr(function, "__module__", "")
        stage = callable(function) and not isinstance(function, type) and owner.startswith("sitegen.cable.")
        if stage and owner != stages.__name__:
            setattr(stages, name, _clocked(function, took))
    for name, text in cables()[0] * runs:
        parse(SourceText(text, name), VOCABULARY)
    yield "stage", "ms a cable", "of the whole"
    number = len(cables()[0])
    for name, time in sorted(took.items(), key=lambda item: -item[1]):
        yield name, f"{time / runs / number * 1000:.3f}", f"{time / runs / whole:.0%}"


def _clocked(function: Callable[..., object], took: dict[str, float]) -> Callable[..., object]:
    name = f"{function.__module__.removeprefix('sitegen.cable.')}.{function.__name__}"

    def clocked(*given: object, **named: object) -> object:
        begun = process_time()
        try:
            return function(*given, **named)
        finally:
            took[name] = took.get(name, 0.0) + process_time() - begun

    return clocked


def show(rows: Iterator[tuple[str, ...]], *, markdown: bool) -> None:
    """Row by row, since a row may take a while."""
    for place, (first, *rest) in enumerate(rows):
        if markdown:
            print(f"| {first} | {' | '.join(rest)} |", flush=True)
            if not place:
                print(f"|---|{'---:|' * len(rest)}", flush=True)
        else:
            print(f"{first:<28}" + "".join(f"{cell:>22}" for cell in rest), flush=True)
    print()


def main() -> None:
    """Reads its arguments and prints the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    options.add_argument("--to", type=int, default=10_000, metavar="KB", help="growth to so many KB")
    options.add_argument("--stages", action="store_true", help="what each stage takes, and no growth")
    given = options.parse_args()
    gc.collect()
    timed, named = timed_cables(RUNS)
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, sitegen {__version__}, {platform.python_implementation()} "
        f"{platform.python_version()}, {platform.system()} {platform.machine()}, one core; {named}, "
        f"{fmean(size for size, _ in timed) / 1000:.1f} KB each\n"
    )
    show(cable_rows(timed), markdown=given.markdown)
    if given.stages:
        show(stage_rows(RUNS), markdown=given.markdown)
    else:
        show(growth_rows(tuple(size for size in SIZES if size <= given.to * 1000)), markdown=given.markdown)


if __name__ == "__main__":
    main()

"""The index of the search by itself: what it takes to make, and what a query costs on the wire.

python benchmarks/search.py 10000                index so many cables from nothing, and change one
python benchmarks/search.py --wire 1300 250000   bytes of queries in archives of these sizes
"""

import argparse
import gzip
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median

import numpy as np
from measure import MEMORY, measured, stamp, table

from sitegen.search.block import Document, block_files
from sitegen.search.file import called_with
from sitegen.search.terms import STOP_WORDS, term_of
from sitegen.search.words import Passage, words_of

ASSETS = Path(__file__).resolve().parent.parent / "templates/assets"
VOCABULARY = 300_000  # different words
# Four words in ten are stop words; the n-th of the others comes as 1 / (n + 60) ** 1.5. So 15, 31 and 62 000
# words have 2.7, 4.3 and 6.8 thousand different ones; those of forty real cables have 2.8, 4.1 and 6.6.
STOPPED, OFFSET, FALL = 0.4, 60, 1.5
LONG, SUBJECT = 1_250, 9  # words of a cable, of its subject
POSTS, TAGS, LEVELS = 250, 600, ("U", "SBU", "C", "S")
RANKS = (1, 50, 150, 400, 1_000, 3_000, 10_000, 100_000)  # of words that are looked for
FEW = 8  # blocks, of which posts and levels are fetched unasked
SHOWN = 10  # results that are fetched with their words
CHANGES = 7  # of one cable, each in a process of its own: the quickest counts
PASSAGES = 3_400  # bytes of one's, as gzip packs them: the mean of forty real cables


@cache
def vocabulary() -> list[str]:
    """The stop words, then words of nobody's language, the same every time."""
    random, found = Random(1), dict.fromkeys(sorted(STOP_WORDS))
    while len(found) < VOCABULARY:
        size = random.choice((3, 4, 5, 6, 6, 7, 7, 8, 9, 10))
        found["".join(random.choices("etaoinshrdlucmfwypvbgk", range(22, 0, -1), k=size))] = None
    return list(found)


@cache
def shares() -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Of all words, those that are no rarer than each."""
    common = np.full(len(STOP_WORDS), STOPPED / len(STOP_WORDS))
    weights = 1 / (np.arange(VOCABULARY - len(STOP_WORDS)) + OFFSET) ** FALL
    return np.cumsum(np.append(common, weights / weights.sum() * (1 - STOPPED)))


def cable(number: int, month: str) -> tuple[str, str, list[Passage], dict[str, tuple[str, ...]]]:
    """One of invented words, the same for the same number."""
    rng = np.random.default_rng(number)
    size = int(min(10_000, max(200, LONG * np.exp(rng.normal(0, 0.6)))))
    words = [vocabulary()[at] for at in np.searchsorted(shares(), rng.random(size) * shares()[-1]).tolist()]
    passages = [Passage("", "", " ".join(words[:SUBJECT]))]
    at = SUBJECT
    while at < size:
        long = int(rng.integers(40, 160))
        passages.append(Passage(f"p{len(passages)}", "", " ".join(words[at : at + long])))
        at += long
    post = f"POST{int(POSTS * rng.random() ** 2)}"
    tags = tuple({f"T{int(TAGS * rng.random() ** 3)}" for _ in range(4)})
    filed = {"post": (post,), "level": (LEVELS[int(4 * rng.random())],), "tag": tags}
    return f"{month[2:4]}{post}{number}", month, passages, filed


def month_of(number: int, cables: int) -> str:
    """Evenly over ten years."""
    at = number * 120 // cables
    return f"{2000 + at // 12}-{at % 12 + 1:02d}"


def called(documents: Iterable[Document]) -> dict[str, dict[str, str]]:
    """What posts and TAGS are called, were they any."""
    names: dict[str, dict[str, str]] = {"post": {}, "level": {}, "tag": {}}
    for one in documents:
        for facet, values in one.filed.items():
            names[facet] |= {value: f"Name of {value}" for value in values}
    return names


def files_of(documents: list[Document]) -> Iterator[tuple[str, str]]:
    """The files of a block as they are written."""
    for name, text in block_files(documents, called(documents)):
        yield name, called_with(f"search/block/{name}.js", text)


def index_block(source: Path, output: Path) -> None:
    """The words of each cable, kept; then the files, and what they are known by."""
    documents = [Document(*one[:2], words_of(one[2]), one[3]) for one in pickle.loads(source.read_bytes())]
    source.with_suffix(".words").write_bytes(pickle.dumps(documents))
    folder = output / source.stem
    folder.mkdir()
    known = {}
    for name, text in files_of(documents):
        data = text.encode()
        (folder / f"{name}.js").write_bytes(data)
        known[name] = blake2b(data).digest()
    source.with_suffix(".known").write_bytes(pickle.dumps(known))


def index(work: Path) -> None:
    """All blocks, by two processes."""
    (work / "search").mkdir()
    sources = sorted(work.glob("*.passages"))
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(index_block, sources, [work / "search"] * len(sources)))


def change(work: Path) -> tuple[float, int, int]:
    """A word more in one cable: seconds, files written, files of the block. No stem is known yet."""
    source = min(work.glob("*.words"))
    before = pickle.loads(source.with_suffix(".passages").read_bytes())[100]
    began = time.perf_counter()
    documents = pickle.loads(source.read_bytes())
    added = Passage("p0u1", "", "a telegraph wire")
    documents[100] = documents[100]._replace(words=words_of([*before[2], added]))
    known = pickle.loads(source.with_suffix(".known").read_bytes())
    written = every = 0
    for name, text in files_of(documents):
        data = text.encode()
        every += 1
        if blake2b(data).digest() != known.get(name):
            (work / "search" / source.stem / f"{name}.js").write_bytes(data)
            written += 1
    return time.perf_counter() - began, written, every


def build_rows(numbers: list[int]) -> Iterator[tuple[str, ...]]:
    """A size a row."""
    yield "cables", "s", "CPU s", "memory MB", "files", "MB", "one changed s", "of its files, written"
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            prepare(number, work)
            command = [sys.executable, __file__, "--index", folder]
            timed = measured(command, work, memory=False)  # to look at the memory takes time
            shutil.rmtree(work / "search")
            run = timed._replace(peak=measured(command, work).peak)
            sizes = [file.stat().st_size for file in (work / "search").rglob("*.js")]
            with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
                seconds, written, every = min(pool.map(change, [work] * CHANGES))
            cells = (f"{len(sizes):,}", f"{sum(sizes) / 1e6:.1f}", f"{seconds:.2f}", f"{written} of {every}")
            yield (f"{number:,}", *run.cells, *cells)


def prepare(number: int, work: Path) -> None:
    """What the parser would give, a file a block."""
    from sitegen.page.search_run import runs_of

    months: dict[str, list[int]] = {}
    for at in range(number):
        months.setdefault(month_of(at, number), []).append(at)
    counts = {month: len(found) for month, found in months.items()}
    for run in runs_of(counts):
        cables = [
            cable(at, one) for one, found in months.items() if run.first <= one <= run.last for at in found
        ]
        (work / f"{run.first}.passages").write_bytes(pickle.dumps(cables))


def packed(text: str) -> int:
    """Bytes, as a host would send them."""
    return len(gzip.compress(text.encode(), 6))


def wire_rows(numbers: list[int]) -> Iterator[tuple[str, ...]]:
    """A size a row, in KB."""
    yield (
        "cables", "blocks", "their heads", "posts and levels", "page and scripts", "ten results",
        "a first query: most", "median", *(f"a word of rank {rank:,}" for rank in RANKS),
    )  # fmt: skip
    for number in numbers:
        yield _wire_row(number)


def blocks_of(number: int) -> int:
    """How many blocks an archive has."""
    from sitegen.page.search_run import runs_of

    months = {month_of(at, number): 0 for at in range(0, number, max(1, number // 2_000))}
    return len(list(runs_of(dict.fromkeys(months, number // len(months)))))


def _wire_row(number: int) -> tuple[str, ...]:
    """Of the blocks, which are alike, one is made and counted for all."""
    from sitegen.page.asset import shortened

    blocks = blocks_of(number)
    documents = []
    for at in range(number // blocks):
        known, month, passages, filed = cable(at, "2005-01")
        documents.append(Document(known, month, words_of(passages), filed))
    files = dict(files_of(documents))
    sizes = {name: packed(text) for name, text in files.items()}
    heads = blocks * sizes["index"]
    columns = blocks * (sizes["post"] + sizes["level"]) if blocks <= FEW else 0
    assets = ("terms.js", "finder.js", "search.js", "search.css", "site.js", "style.css")
    page = 3_000 + sum(packed(shortened(one, (ASSETS / one).read_bytes()).decode()) for one in assets)
    results = SHOWN * (PASSAGES + sizes["ids-0"])
    words = [_word(vocabulary()[len(STOP_WORDS) + rank - 1], files, sizes) for rank in RANKS]
    first = [heads + columns + page + results + blocks * cost for cost, _ in words]
    parts = (heads, columns, page, results, max(first), int(median(first)))
    costs = [f"{blocks * cost / 1000:,.1f}{_more(blocks * rest)}" for cost, rest in words]
    return f"{number:,}", str(blocks), *(f"{part / 1000:,.1f}" for part in parts), *costs


def _more(rest: int) -> str:
    return f" + {rest / 1000:,.0f}" if rest else ""


def _word(word: str, files: dict[str, str], sizes: dict[str, int]) -> tuple[int, int]:
    """Bytes of the shelf and the shard of a word; and of its parts, should all be needed. For positions,
    only a phrase asks."""
    term = term_of(word)
    shelf, shard = (
        max((name for name in names if name[2:] <= term), default=min(names))
        for names in (
            [one for one in files if one[:2] == kind and "-" not in one[2:]] for kind in ("s-", "t-")
        )
    )
    parts = (size for one, size in sizes.items() if one.startswith(f"{shard}-") and one[-3:] != "-at")
    return sizes[shelf] + sizes[shard], sum(parts) if "documents" in files[shard][:200] else 0


def main() -> None:
    """Reads its arguments and prints a table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("numbers", nargs="*", type=int, help="of cables")
    options.add_argument("--wire", action="store_true", help="bytes of queries, in KB as gzip packs them")
    options.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.index:
        index(given.index)
        return
    print(f"{stamp()}; memory: {MEMORY}\n")
    table(wire_rows(given.numbers) if given.wire else build_rows(given.numbers))


if __name__ == "__main__":
    main()

"""How long names take: milliseconds a cable for so many aliases, and growth with the size of hostile texts.

    python benchmarks/mentions.py              both tables
    python benchmarks/mentions.py --quick      growth to 100 KB only
    python benchmarks/mentions.py --markdown   the tables for benchmarks/README.md

Time is that of the process on one core, from the parsed cable to its mentions and doubts; of several runs
the best counts. Entities and texts are invented, the same for each run.
"""

import argparse
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from parse import show  # noqa: E402

from sitegen import __version__  # noqa: E402
from sitegen.cable.model import Anchor, Block, BlockKind, Cable, CableId, Paragraph  # noqa: E402
from sitegen.diagnostic import Place  # noqa: E402
from sitegen.note.entity import Alias, Entity, EntityType  # noqa: E402
from sitegen.note.mention import NameFinder  # noqa: E402

NUMBERS = (0, 200, 2_000, 20_000)  # of aliases
SIZES = (10_000, 100_000, 1_000_000)
PER_ENTITY = 4  # names: its own and three aliases
CABLE, PARAGRAPH = 8_000, 600  # characters
NAMED = 40  # mentions in a cable
SYLLABLES = "ba de fi go ku la me ni po ra se ti vo wu xa ze bro dra fle gri klo pra ste tri".split()  # noqa: SIM905
WORDS = "the fair drew visitors from every part of the land and all of them came by train".split()  # noqa: SIM905

# What one might be hurt by: a piece to repeat, in one paragraph; "{}" is a name of the list in its turn.
HOSTILE = {
    "words without a name": "visitors came by train ",
    "a name in ten words": "the fair of {} drew visitors from every part of it ",
    "names alone": "{} ",
    "names in capitals": "{} AND ",
    "names that nearly are": "{}x of ",
    "names within names": "Exampletown Fair Board ",
    "words said to be no name": "Exampletown Hall, ",
    "a name of two entities": "Namesake, ",
    "items of a list": "-- {} came\n",
}
NESTED = (
    ("town", "Exampletown", ("Exampletown Hall",)),
    ("fair", "Exampletown Fair", ()),
    ("board", "Exampletown Fair Board", ()),
    ("one", "Namesake", ()),
    ("other", "Namesake", ()),
)


def entity(number: str, names: tuple[str, ...], excluded: tuple[str, ...] = ()) -> Entity:
    """One entity with its names."""
    aliases = tuple(map(Alias, names[1:]))
    return Entity(number, EntityType.PLACE, names[0], aliases, excluded, (), "", Place(""), 0)


def entities(aliases: int) -> tuple[Entity, ...]:
    """So many names, four an entity, no two alike."""
    random = Random(1)
    names: dict[str, None] = {}
    while len(names) < aliases:
        words = ("".join(random.choices(SYLLABLES, k=3)).capitalize() for _ in range(random.randint(1, 3)))
        names[" ".join(words)] = None
    listed = list(names)
    groups = [tuple(listed[at : at + PER_ENTITY]) for at in range(0, len(listed), PER_ENTITY)]
    return tuple(entity(str(number), group) for number, group in enumerate(groups))


def cable(*texts: str, items: bool = False) -> Cable:
    """A cable of these paragraphs."""
    body = tuple(
        Paragraph(at, Anchor(f"p{at}"), None, text, (), (1, 1), tuple(lines(text)) if items else ())
        for at, text in enumerate(texts, start=1)
    )
    return Cable(CableId(2007, "EXAMPLETOWN", 1), "", body=body)


def lines(text: str) -> Iterator[Block]:
    """Each line an item."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield Block(BlockKind.ITEM, start, start + len(line.rstrip()))
        start += len(line)


def ordinary(known: tuple[Entity, ...]) -> Cable:
    """A cable of the median size, that names forty of the entities, or nobody when there are none."""
    random = Random(2)
    said = [random.choice(random.choice(known).names).text if known else "nobody" for _ in range(NAMED)]
    words = [random.choice(WORDS) for _ in range(CABLE // 5)]
    for name in said:
        words[random.randrange(len(words))] = name
    text = " ".join(words)[:CABLE]
    return cable(*(text[at : at + PARAGRAPH] for at in range(0, len(text), PARAGRAPH)))


def hostile(piece: str, names: list[str], size: int) -> Cable:
    """One paragraph of about this size."""
    pieces, length = [], 0
    while length < size:
        pieces.append(piece.format(names[len(pieces) % len(names)]))
        length += len(pieces[-1])
    text = "".join(pieces)
    return cable(text.upper() if "AND" in piece else text, items=piece.startswith("--"))


def seconds(finder: NameFinder, of: Cable, runs: int) -> tuple[float, int]:
    """The best of some runs, and how many mentions and doubts there were."""
    best, found = float("inf"), 0
    for _ in range(runs):
        begun = process_time()
        findings = finder.findings(of)
        best = min(best, process_time() - begun)
        found = len(findings.mentions) + len(findings.ambiguities)
    return best, found


def alias_rows() -> Iterator[tuple[str, ...]]:
    """What a cable takes, and what it takes once to be ready, by the number of aliases."""
    yield "aliases", "ms a cable", "found", "ready in ms"
    for number in NUMBERS:
        known = entities(number)
        begun = process_time()
        finder = NameFinder(known)
        ready = process_time() - begun
        took, found = seconds(finder, ordinary(known), 40)
        yield f"{number:,}", f"{took * 1000:.2f}", str(found), f"{ready * 1000:.0f}"


def growth_rows(sizes: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """Seconds and MB/s a size; the ratio is the time a byte at the last size to that at 100 KB."""
    yield f"text, with {NUMBERS[-1]:,} aliases", *(f"{size // 1000:,} KB" for size in sizes), "ratio"
    known = entities(NUMBERS[-1])
    finder = NameFinder((*known, *(entity(one, (name,), but) for one, name, but in NESTED)))
    names = [alias.text for one in known for alias in one.names]
    for name, piece in HOSTILE.items():
        took: list[float] = []
        for size in sizes:
            runs = 3 if size < 1_000_000 else 1
            took.append(seconds(finder, hostile(piece, names, size), runs)[0])
        shown = [
            f"{time:.3f} s, {size / time / 1e6:.1f} MB/s" for size, time in zip(sizes, took, strict=True)
        ]
        yield name, *shown, f"{took[-1] / took[1] / (sizes[-1] / sizes[1]):.2f}"


def main() -> None:
    """Reads its arguments and prints the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    options.add_argument("--quick", action="store_true", help="growth to 100 KB only")
    given = options.parse_args()
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, sitegen {__version__}, {platform.python_implementation()} "
        f"{platform.python_version()}, {platform.system()} {platform.machine()}, one core; cables of "
        f"{CABLE / 1000:.0f} KB that name {NAMED} of the entities\n"
    )
    show(alias_rows(), markdown=given.markdown)
    show(growth_rows(SIZES[:2] if given.quick else SIZES), markdown=given.markdown)


if __name__ == "__main__":
    main()

"""Write a whole site of invented cables, the same for the same number and seed.

    python benchmarks/make_cables.py 10000 DIR            DIR must not exist, or be empty
    python benchmarks/make_cables.py 10000 DIR --seed 7

Cables of 1985 to 2010, with REF blocks that name earlier ones; 300 entities, drawn upon like words (the first
most), and one more that every second cable mentions once; notes on one cable in a hundred. Nothing is kept
but the last few thousand ids, so that memory does not grow with the number.
"""

import argparse
import sys
from collections import Counter, deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from invented import STEMS, Language, language_of  # noqa: E402
from telegram import CableName, Tables, Telegram, Writer, tables_of  # noqa: E402

from sitegen.site.tables import vocabulary  # noqa: E402

YEARS = range(1985, 2011)
GROWTH = 1.16  # each year sends so many times the cables of the year before
ENTITIES = 300
RECENT = 4_096  # ids that a REF block may name
ANNOTATED = 100  # one cable of so many has notes
COMMON = "Federated Harbor Commission"  # mentioned by every second cable
COMMON_FILE = "content/entities/organization/federated-harbor-commission.md"
SITE = """\
title = "Invented cables for a benchmark"
base_url = "https://benchmark.example/"
description = "Nothing here was ever sent: every cable was put together by a program from lists of words."
publisher = "The sitegen developers"
"""
SAYINGS = (
    "The matter was raised with {} on the same day.",
    "We understand that {} has seen the papers and has no objection.",
    "A copy was given to {} for the file.",
    "This agrees with what {} said at the opening of the fair.",
)


class Entity(NamedTuple):
    """A file of content/entities."""

    kind: str
    name: str
    alias: str
    about: str

    @property
    def id(self) -> str:
        return self.name.lower().replace(" ", "-")

    @property
    def text(self) -> str:
        aliases = f"aliases: [{self.alias}]\n" if self.alias else ""
        return f"---\nid: {self.id}\ntype: {self.kind}\nname: {self.name}\n{aliases}---\n{self.about}\n"


def entities_of(language: Language, rng: Random) -> list[Entity]:
    """Invented people, places and organisations in turn, and the one that everybody mentions, last."""
    found = []
    for at in range(ENTITIES):
        surname, place = language.surnames[at], language.places[at]
        match at % 3:
            case 0:
                given = rng.choice(STEMS["given names"])
                about = f"Invented for a benchmark; looks after lamps in [[{COMMON}]]."
                found.append(Entity("person", f"{given} {surname}", f"{given} B. {surname}", about))
            case 1:
                found.append(Entity("place", place, f"{place}-on-Sea", "A town invented for a benchmark."))
            case _:
                about = "A company invented for a benchmark."
                name, alias = f"{place} Lantern Works", f"Lantern Works of {place}"
                found.append(Entity("organization", name, alias, about))
    about = "Invented for a benchmark: every second cable mentions it."
    return [*found, Entity("organization", COMMON, "", about)]


def calendar(number: int) -> Iterator[datetime]:
    """When each cable was sent, in order; the years grow, and within one the cables are evenly spread."""
    shares = list(accumulate(GROWTH**at for at in range(len(YEARS))))
    done = 0
    for year, share in zip(YEARS, shares, strict=True):
        until = round(number * share / shares[-1])
        step = timedelta(days=364) / max(1, until - done)
        for at in range(until - done):
            yield datetime(year, 1, 1, 8) + at * step
        done = until


def names(sent: Iterator[datetime], tables: Tables, rng: Random) -> Iterator[tuple[CableName, datetime]]:
    """Ids, each once: a post's numbers grow within a year. A few posts send most."""
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(tables.posts))))
    last: Counter[tuple[int, str]] = Counter()
    for moment in sent:
        post = rng.choices(tables.posts, cum_weights=weights)[0]
        last[moment.year, post.key] += rng.randrange(1, 4)
        yield CableName(moment.year, post, last[moment.year, post.key]), moment


def notes(name: CableName, telegram: Telegram, cited: list[CableName], rng: Random) -> str:
    """One to three notes, on words that stand in the cable."""
    pieces = ["---\nby: A Program\ndate: 2026-11-01\n---\n"]
    openings = [(number, words) for number, words in enumerate(telegram.openings, 1) if number > 1]
    for number, words in rng.sample(openings, min(len(openings), rng.randrange(1, 4))):
        seen = f" Compare [[{cited[0]}]]." if cited else ""
        pieces.append(f'## ¶{number} "{words}"\nkind: context\n\nInvented, as is [[{COMMON}]].{seen}\n\n')
    if not openings:
        pieces.append(f"## cable\nkind: headnote\n\n{name} is invented.\n")
    return "".join(pieces)


def write_site(number: int, folder: Path, seed: int) -> None:
    """All of it, cable by cable."""
    rng = Random(seed)
    language, tables = language_of(rng), tables_of(vocabulary(), rng)
    writer = Writer(rng, language, tables)
    entities = entities_of(language, rng)
    for entity in entities:
        _write(folder / f"content/entities/{entity.kind}/{entity.id}.md", entity.text)
    _write(folder / "site.toml", SITE)
    cables = {year: folder / f"content/cables/{year % 100:02d}" for year in YEARS}
    for below in (*cables.values(), folder / "content/annotations"):
        below.mkdir(parents=True)
    drawn = list(accumulate(1 / (rank + 1) for rank in range(ENTITIES)))
    recent: deque[CableName] = deque(maxlen=RECENT)
    for at, (name, sent) in enumerate(names(calendar(number), tables, rng)):
        cited = rng.sample(recent, min(len(recent), rng.choice((0, 0, 1, 1, 2, 3))))
        named = rng.choices(entities[:-1], cum_weights=drawn, k=rng.randrange(3)) + entities[-1:] * (at % 2)
        telegram = writer.telegram(name, sent, cited, [rng.choice(SAYINGS).format(one.name) for one in named])
        with open(f"{cables[name.year]}/{name}.txt", "wb") as file:  # pathlib would take a tenth of the time
            file.write(telegram.text.encode())
        if at % ANNOTATED == ANNOTATED // 2:
            _write(folder / f"content/annotations/{name}.md", notes(name, telegram, cited, rng))
        recent.append(name)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def main() -> None:
    """Reads its arguments and writes the site."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("number", type=int, help="of cables")
    options.add_argument("folder", type=Path, help="of the new site")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        options.error(f"{given.folder} is not empty")
    write_site(given.number, given.folder, given.seed)


if __name__ == "__main__":
    main()

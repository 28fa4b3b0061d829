"""What a build remembers for the next: two databases in the state of its output.

One holds what was read of each record, the other which pages the output has and what each of them
asked. They are written in an order that makes a kill between the two harmless: what is to be made
again is kept before the facts that are the reason, and what was made after it stands in the output.
"""

import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from sitegen.archive.fact import Key, Kind
from sitegen.note.prose import ProseKind
from sitegen.page.edition import label_of
from sitegen.site import page_store, record_store
from sitegen.site.bench import Bench, Workshop
from sitegen.site.cache import opened
from sitegen.site.fingerprint import fingerprint
from sitegen.site.page_store import PageStore
from sitegen.site.record_store import RecordStore
from sitegen.site.target import Target

_FACTS, _PAGES = "facts.sqlite", "pages.sqlite"
_BEHIND_THE_BYTES = (
    "ahocorasick-rs", "citeproc-py", "imagesize", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins",
    "msgspec", "pygments", "PyStemmer", "python-slugify", "pyyaml",
)  # fmt: skip
"""The packages whose next version may make other bytes of the same sources."""


@contextmanager
def remembering(target: Target) -> Iterator[tuple[RecordStore, PageStore]]:
    """Both stores; what they were not told to save is forgotten."""
    epoch = _epoch()
    with ExitStack() as held:
        records = held.enter_context(opened(facts_file(target), record_store.SCHEMA, epoch))
        # Pages that asked facts which are forgotten cannot be told which answers are others now.
        epoch = f"{epoch} {records.birth}"
        pages = held.enter_context(opened(target.state / _PAGES, page_store.SCHEMA, epoch))
        made = PageStore(pages)
        yield RecordStore(records, is_asked=not made.is_empty()), made


def written_files(target: Target) -> dict[str, tuple[int, int]]:
    """Size and time of each file of an output, as its last build left them."""
    with closing(sqlite3.connect(target.state / _PAGES)) as db:
        return {
            path: (size, time) for path, size, time in db.execute("SELECT path, size, modified FROM file")
        }


def facts_file(target: Target) -> Path:
    """The database that workers look facts up in."""
    return target.state / _FACTS


def forget(target: Target) -> None:
    """Remember nothing."""
    for name in (_FACTS, _PAGES):
        (target.state / name).unlink(missing_ok=True)


def shared_digest(bench: Bench) -> str:
    """Of what every page shows or may show: another makes every page stale."""
    desk = bench.desk
    pages = [(page.slug, page.title) for page in desk.prose if page.kind is ProseKind.PAGE]
    essays = any(page.kind is ProseKind.ESSAY for page in desk.prose)  # each is named on its own pages only
    menu = pages, essays, sorted(desk.unfilled)
    return fingerprint((desk.settings, menu, sorted(bench.assets.items()), bench.offline, bench.live))


def answers_of(shop: Workshop) -> Mapping[Key, str]:
    """What the editors' files answer now, as digests: see `archive.fact.Kind`."""
    desk, templates = shop.desk, shop.bench.templates
    answers = {Key(Kind.TEMPLATE, name): fingerprint(one.text) for name, one in templates.items()}
    for entity in desk.entities.values():
        answers[Key(Kind.PROFILE, entity.id)] = fingerprint(entity)
        answers[Key(Kind.LABEL, entity.id)] = fingerprint(label_of(entity))
    for name, picture in desk.pictures.items():
        answers[Key(Kind.PICTURE, name)] = fingerprint(picture)
    for page in desk.prose:
        answers[Key(Kind.PAGE, page.slug)] = fingerprint(page)
    for cable, links in desk.linked.items():
        answers[Key(Kind.LINKED, cable)] = fingerprint(links)
    for one in desk.glossary:
        answers[Key(Kind.GLOSS, one.key)] = fingerprint(one)
    for name, owners in shop.edition.names.owners.items():
        answers[Key(Kind.CALLED, name)] = fingerprint(owners)
    return answers


@cache
def _epoch() -> str:
    """Sitegen itself, by the files of its package, and what it stands on: as this process has loaded them."""
    versions = [version(name) for name in _BEHIND_THE_BYTES]
    package = Path(str(files("sitegen")))
    own = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".csv", ".csl", ".txt"))
    stamps = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in own]
    return fingerprint(sys.version, versions, stamps)

"""A site that withholds something, or does not yet, and all that came of it."""

import sqlite3
from pathlib import Path

import pytest

from sitegen.site.build import build
from sitegen.site.order import Order, Report
from sitegen.site.refusal import RefusedError
from sitegen.site.starter import found_site
from sitegen.site.target import target_of

CABLE = "content/cables/09EXAMPLETOWN14.txt"
NOTES = "content/annotations/09EXAMPLETOWN14.md"
PLACE = "A member of the Bridge Committee"  # whom ¶3 does not name
SHORT, LONG = "Ann Poe", "Maximiliana Wolkenstein-Ostrowska"


def the_site(top: Path, name: str, *, rule: str | None = None) -> Path:
    """The starter, in which the member has a name; its rules lie beside it."""
    site = top / "site"
    found_site(site)
    text = (site / CABLE).read_text("utf-8")
    assert PLACE in text
    (site / CABLE).write_text(text.replace(PLACE, f"{name}, member of the Bridge Committee,"), "utf-8")
    if rule is not None:
        withhold(site, rule)
    return site


def withhold(site: Path, rule: str) -> None:
    """From now on."""
    rules = site.parent / "withheld"
    rules.mkdir(mode=0o700, exist_ok=True)
    (rules / "names.txt").write_text(f"# Names at risk\n\n{rule}\n", "utf-8")
    if "withhold" not in (site / "site.toml").read_text("utf-8"):
        with (site / "site.toml").open("a", encoding="utf-8") as settings:
            settings.write('withhold = "../withheld"\n')


def built(site: Path, executor: str = "inline") -> Report:
    return build(Order(site, target_of(site, site / "output", "output"), repairs=True, executor=executor))


def refused(site: Path, executor: str = "inline") -> str:
    with pytest.raises(RefusedError) as caught:
        built(site, executor)
    return f"{caught.value.message}\n{caught.value.hint}"


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def tree(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def rows(site: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the caches remember, but for the times and inodes of files."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for file in sorted((site / ".sitegen").rglob("*.sqlite")):
        with sqlite3.connect(file) as db:
            for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
                found[f"{file.name} {table}"] = sorted(db.execute(f"SELECT * FROM {table}"), key=repr)
    return {table: kept for table, kept in found.items() if table not in ("pages.sqlite file",)}


def all_bytes(*folders: Path) -> bytes:
    return b"\0".join(data for folder in folders for data in tree(folder).values())

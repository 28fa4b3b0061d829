"""What `sitegen entities review` writes: a row at the end of decisions.csv, or a new entity's file.

What an editor wrote is never written over: a file is only added to, or made where there is none.
"""

import csv
from collections.abc import Mapping
from errno import EEXIST
from io import StringIO
from pathlib import Path

import yaml
from slugify import slugify

from sitegen.note.decision import COLUMNS
from sitegen.note.entity import EntityType
from sitegen.site.folder import DECISIONS, ENTITIES
from sitegen.site.refusal import RefusedError

LONGEST = 80
"""Of the name that a file is given: no disk takes one of any length, and no reader an address."""


def append_decision(root: Path, cells: Mapping[str, str]) -> None:
    """One row more; its cells stand in the order of the file's own columns."""
    file = root / DECISIONS
    data = file.read_bytes() if file.exists() else b""
    end = "\r\n" if b"\r\n" in data else "\n"
    lines: list[tuple[str, ...]] = [] if data.strip() else [COLUMNS]
    header = COLUMNS if lines else _header(data)
    lines.append(tuple(cells[column] for column in header))
    text = StringIO()
    csv.writer(text, lineterminator=end).writerows(lines)
    gap = end if data and not data.endswith(b"\n") else ""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as opened:
        opened.write((gap + text.getvalue()).encode())


def _header(data: bytes) -> tuple[str, ...]:
    """The columns of a file that rows can be added to."""
    try:
        first = data.decode("utf-8-sig").lstrip().splitlines()[0]
        header = tuple(cell.strip().casefold() for cell in next(csv.reader([first])))
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefusedError(f"{DECISIONS} cannot be added to: {error}", "save it as CSV in UTF-8") from error
    if sorted(header) != sorted(COLUMNS):
        hint = f"its first line must be: {','.join(COLUMNS)}"
        raise RefusedError(f"{DECISIONS} has not the columns of a decision", hint)
    return header


def write_entity(root: Path, kind: EntityType, name: str) -> str:
    """A file with the name alone, for nothing else is known; its path. FileExistsError if there is one."""
    name = " ".join(name.split())
    entity_id = slugify(name, max_length=LONGEST, word_boundary=True)
    if not entity_id:
        raise RefusedError(f"{name!r} gives no id", "write the entity's file by hand")
    for one in EntityType:  # an id is one entity's, whatever it is
        if (there := root / ENTITIES / one / f"{entity_id}.md").exists():
            raise FileExistsError(EEXIST, "there is an entity of this id", str(there))
    path = f"{ENTITIES}/{kind}/{entity_id}.md"
    fields = {"id": entity_id, "type": kind.value, "name": name}
    head = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    with (root / path).open("x", encoding="utf-8", newline="\n") as opened:
        opened.write(f"---\n{head}---\n")
    return path

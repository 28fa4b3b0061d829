"""The names that await an editor, as lines, as CSV for a spreadsheet, as objects."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import click

from sitegen.archive.review import Place, Row
from sitegen.cable.anchor import anchor_label
from sitegen.cli.console import plain
from sitegen.note.note_table import guarded
from sitegen.page.wording import count_of
from sitegen.site.reviewing import Review

COLUMNS = (
    "kind", "words", "mentions", "cables", "entities", "reason",
    "cable", "paragraph", "occurrence", "before", "said", "after",
)  # fmt: skip
_SHOWN = 3  # places of a name


def list_text(review: Review) -> Iterator[str]:
    """A name and the first places of it, to be read."""
    doubts = [row for row in review.rows if row.subject.entities]
    missing = [row for row in review.rows if not row.subject.entities]
    if doubts:
        yield _heading(f"{count_of(len(doubts), 'name')} not linked for doubt")
        yield from map(row_text, doubts)
    if missing:
        yield _heading(f"{count_of(len(missing), 'name')} that no entity has")
        yield from map(row_text, missing)
    yield summary_text(review)


def summary_text(review: Review) -> str:
    """How much was looked at, and what was not."""
    looked = f"{count_of(review.cables, 'cable')} read, {count_of(len(review.rows), 'name')} to look at."
    if not review.capitals:
        return looked
    number = count_of(review.capitals, "cable is", "cables are")
    return f"{looked}\n{number} typed in capitals: no missing names are looked for there."


def row_text(row: Row) -> str:
    """One name."""
    left = len(row.places[_SHOWN:])
    more = [f"   and {left} more"] if left else []
    return "\n".join([title_of(row), *map(place_text, row.places[:_SHOWN]), *more, ""])


def title_of(row: Row) -> str:
    """What stands there, how often, and what it may be."""
    often = f"{count_of(row.number, 'time')} in {count_of(row.cables, 'cable')}"
    doubt = f": {', '.join(row.subject.entities)}? {row.subject.reason}" if row.subject.entities else ""
    return f"{click.style(plain(said(row)), bold=True)} ({often}){plain(doubt)}"


def said(row: Row) -> str:
    """The words as the first of the cables has them."""
    return row.places[0].snippet.words


def place_text(place: Place) -> str:
    """Where, and the words around."""
    before, words, after = map(plain, place.snippet)
    where = f"{place.cable} {anchor_label(place.anchor)}"
    return f"   {click.style(where, fg='cyan')}  {before}{click.style(words, bold=True)}{after}"


def csv_text(review: Review) -> str:
    """A row a place. No cell can be taken for a formula, whatever a cable says."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in review.rows:
        kind = "doubt" if row.subject.entities else "missing"
        head = (kind, said(row), row.number, row.cables, " ".join(row.subject.entities), row.subject.reason)
        for place in row.places:
            here = (place.cable, place.anchor.removeprefix("p"), place.occurrence or "", *place.snippet)
            writer.writerow([guarded(str(cell)) for cell in (*head, *here)])
    return text.getvalue().removesuffix("\n")


def objects(review: Review) -> Iterator[dict[str, Any]]:
    """An object a name."""
    for row in review.rows:
        yield {
            "kind": "doubt" if row.subject.entities else "missing",
            "words": said(row),
            "mentions": row.number,
            "cables": row.cables,
            "entities": list(row.subject.entities),
            "reason": row.subject.reason,
            "places": [_object(place) for place in row.places],
        }


def _object(place: Place) -> dict[str, Any]:
    return {
        "cable": place.cable,
        "anchor": place.anchor,
        "occurrence": place.occurrence,
        **place.snippet._asdict(),
    }


def _heading(words: str) -> str:
    return f"{click.style(words, underline=True)}\n"

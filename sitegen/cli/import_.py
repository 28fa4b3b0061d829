"""`sitegen import`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from sitegen.cli.main import Session
from sitegen.cli.stdin import STDIN, input_records
from sitegen.cli.summary import problem_json
from sitegen.diagnostic import Diagnostic
from sitegen.note.note_table import NoteRow
from sitegen.note.note_writing import Fate
from sitegen.page.wording import count_of
from sitegen.site.file import Loaded
from sitegen.site.folder import ANNOTATIONS, CABLES, require_site
from sitegen.site.importing import Outcome, Shelf, records_of
from sitegen.site.note_import import holds_notes, rows_in
from sitegen.site.note_shelf import NotesPut, default_status, put_notes
from sitegen.site.withhold_folder import rules_here
from sitegen.site.withholding import unquoted

MOST_TOLD = 1000
"""Problems in the object of --json; all of them are told on stderr as they come."""


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="DIR", help="Default: content/cables of the site."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, and nothing else.")
@click.option("--verbose", "-v", is_flag=True, help="Show repairs, too, and all of a failure.")
@click.pass_obj
def command(
    session: Session,
    *,
    sources: tuple[str, ...],
    into: Path | None,
    dry_run: bool,
    as_json: bool,
    verbose: bool,
) -> int:
    """Make one file a cable, ID.txt, of the records in each SOURCE.

    A SOURCE is a file of any form that inspect reads, a folder of them, or "-" for standard input.
    A record keeps its own text. A file that is there is never overwritten: when it holds the same
    text it stays untouched, when it holds another the record is refused. The exit code is 1 when a
    record was refused or could not be read; all others are imported.

    A .csv with the columns of `sitegen export annotations`, and a .json that Hypothesis exported, hold
    notes. Each is added to the file of its cable in content/annotations/, unless it is there already;
    no note there is changed. Notes of Hypothesis come as drafts; one whose words stand nowhere, or in
    several places, is kept as a draft on the whole cable.

    \b
    sitegen import cables.csv
    sitegen import ~/Downloads/saved-pages --into content/cables/2010 --dry-run
    sitegen import annotations.csv
    """
    notes = [source for source in sources if source != STDIN and holds_notes(Path(source))]
    if into is None or notes:
        require_site(session.root)
    folder = into or session.root / CABLES
    console = replace(session.console, base="", verbose=verbose, quiet=as_json)
    rules = rules_here(session.root, folder, *sources)
    shelf = Shelf(folder, folder.as_posix(), dry=dry_run)
    counts: Counter[Outcome] = Counter()
    told: list[Diagnostic] = []
    for record in _records([source for source in sources if source not in notes]):
        done = shelf.put(record)
        done = done._replace(diagnostics=tuple(unquoted(it, rules) for it in done.diagnostics))
        console.problems(done.diagnostics)
        told += done.diagnostics[: max(0, MOST_TOLD - len(told))]
        if done.outcome:
            counts[done.outcome] += 1
    put = _put_notes(session.root, notes, dry=dry_run) if notes else None
    put = put and put._replace(told=tuple(unquoted(it, rules) for it in put.told))
    if put:
        console.problems(put.told)
        told += put.told
    cables = {str(outcome): counts[outcome] for outcome in Outcome}
    noted = {str(fate): put.counts[fate] for fate in Fate} if put else {}
    if as_json:
        more = {"notes": noted} if put else {}
        problems = [problem_json(found) for found in told]
        console.json(
            {"into": folder.as_posix(), "dry_run": dry_run, **cables, **more, "diagnostics": problems}
        )
    if put:
        console.say(_summary("note", noted, ANNOTATIONS, dry=dry_run))
    if len(notes) < len(sources):
        console.say(_summary("cable", cables, folder.as_posix(), dry=dry_run))
    failed = counts[Outcome.REFUSED] + counts[Outcome.UNREAD]
    return int(bool(failed) or any(found.is_error for found in told))


def _records(sources: Sequence[str]) -> Iterator[Loaded]:
    for source in sources:
        yield from input_records() if source == STDIN else records_of([source])


def _put_notes(root: Path, sources: Sequence[str], *, dry: bool) -> NotesPut:
    status, told = default_status(root)
    if status is None:
        return NotesPut(Counter(), told)
    rows: list[NoteRow] = []
    for source in sources:
        found, faults = rows_in(root, source)
        rows += found
        told += faults
    put = put_notes(root, rows, status, dry=dry)
    return NotesPut(put.counts, tuple(sorted(told + put.told)))


def _summary(noun: str, numbers: Mapping[str, int], where: str, *, dry: bool) -> str:
    """How many were written, and where; and what became of the others."""
    (_, written), *others = numbers.items()
    done = f"{count_of(written, noun)} {'to be written' if dry else 'written'}"
    parts = ", ".join([done, *(f"{number:,} {became}" for became, number in others if number)])
    end = "Nothing was written: this was a dry run." if dry else f"They are in {where}/."
    return f"{parts}. {end}" if written or dry else f"{parts}."

"""`sitegen export`."""

from pathlib import Path

import click

from sitegen.cli.main import Session
from sitegen.note.note_table import table_of
from sitegen.page.wording import count_of
from sitegen.site.folder import require_site
from sitegen.site.note_shelf import all_notes, default_status
from sitegen.site.refusing import refuse_sources
from sitegen.site.withhold_folder import rules_here


@click.command("export")
@click.argument("what", type=click.Choice(["annotations"]))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Instead of stdout.")
@click.option(
    "--drafts", is_flag=True, help="With drafts, notes in review and questions: for the editors alone."
)
@click.pass_obj
def command(session: Session, *, what: str, output: Path | None, drafts: bool) -> int:
    """Write all notes as CSV, a note a row, for a spreadsheet or a script.

    Only published notes are in it, unless you ask for drafts. `sitegen import FILE` takes the table
    back: notes that are new in it are added to content/annotations/, and none there is changed. A
    cell that a spreadsheet would take for a formula has an apostrophe before it, which import takes
    off.

    \b
    sitegen export annotations -o annotations.csv
    sitegen export annotations --drafts -o for-the-editors.csv
    """
    require_site(session.root)
    refuse_sources(session.root, rules_here(session.root))
    status, told = default_status(session.root)
    if status is None:
        session.console.problems(told)
        return 1
    notes, more = all_notes(session.root, status)
    chosen = [note for note in notes if drafts or note.published]
    session.console.problems((*told, *more))
    data = table_of(chosen).encode()
    if output is None:
        session.console.data(data)
    else:
        output.write_bytes(data)
        session.console.say(f"{count_of(len(chosen), 'note')} written to {output.as_posix()}.")
    return int(any(found.is_error for found in (*told, *more)))

"""`sitegen inspect`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from sitegen.cable.account import unparsed_share
from sitegen.cable.json_form import json_of
from sitegen.cable.model import Cable
from sitegen.cable.parse import parse
from sitegen.cli.console import Console
from sitegen.cli.main import Session
from sitegen.cli.portrait import portrait_text, total_text
from sitegen.cli.stdin import STDIN, input_records
from sitegen.diagnostic import Diagnostic
from sitegen.form.withheld import Rules
from sitegen.site.file import Loaded
from sitegen.site.stream import stream
from sitegen.site.tables import vocabulary
from sitegen.site.withhold_folder import rules_here
from sitegen.site.withholding import fault_told, shown_by_parsing, withheld_from


@dataclass(slots=True)
class _Account:
    """What has been seen so far."""

    cables: int = 0
    characters: int = 0  # that are no blanks
    unparsed: float = 0
    sound: bool = True

    def add(self, cable: Cable, text: str) -> None:
        size = len("".join(text.split()))
        self.cables += 1
        self.characters += size
        self.unparsed += size * unparsed_share(text, cable.parts)

    def take(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.sound &= not any(found.is_error for found in diagnostics)


@click.command("inspect")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, and nothing else.")
@click.option("--verbose", "-v", is_flag=True, help="Show all of a failure of sitegen itself.")
@click.pass_obj
def command(session: Session, *, files: tuple[str, ...], as_json: bool, verbose: bool) -> int:
    """Show what is understood of each FILE ("-" is standard input): header, paragraphs, repairs.

    A FILE is a telegram as text, a saved page of the viewer, a dump of many cables (CSV), or a
    .zip or .gz of these; it is known by what it holds. Cables are shown one after the other as they
    are read. Lines and offsets count in the cable's own text, taken out of its page, row or archive.
    It needs no site and changes nothing; in one that withholds, it shows what remains. The exit code
    is 1 when a file could not be read or has an error.

    \b
    sitegen inspect content/cables/07ASTANA1848.txt
    sitegen inspect content/cables/*.txt
    sitegen inspect cables.csv.gz --json > cables.jsonl
    """
    console = replace(session.console, base="", verbose=verbose)
    account, rules = _Account(), rules_here(session.root, *files)
    for path in files:
        for record in _records(path):
            _show(withheld_from(record, rules), path, console, account, rules, as_json=as_json)
    if account.cables > 1 and not as_json:
        console.show(total_text(account.cables, account.unparsed / max(1, account.characters)))
    return int(not account.sound)


def _records(path: str) -> Iterator[Loaded]:
    return input_records() if path == STDIN else stream(Path(path), path)


def _show(
    record: Loaded, path: str, console: Console, account: _Account, rules: Rules, *, as_json: bool
) -> None:
    """One record; what could not be read is told instead."""
    if (source := record.source) is None:
        console.problems(record.diagnostics)
        account.take(record.diagnostics)
        return
    try:
        cable, misread = parse(source, vocabulary(), record.stated)
        if withheld := shown_by_parsing(cable, source, rules):
            console.problems(withheld)
            account.take(withheld)
            return
        diagnostics = record.diagnostics + misread
        shown = json_of(cable, diagnostics, source) if as_json else portrait_text(cable, diagnostics, source)
    except Exception as error:  # a fault of ours at one file is no reason to keep the others back
        failed, trace = fault_told(source.path or path, error, rules)
        console.trace(trace)
        console.problems((failed,))
        account.take((failed,))
        return
    if isinstance(shown, str):
        console.show(shown)
    else:
        console.json(shown)
        console.problems(found for found in diagnostics if found.is_error)
    account.add(cable, source.text)
    account.take(diagnostics)

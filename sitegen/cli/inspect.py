"""`sitegen inspect`."""

import sys
import traceback
from dataclasses import replace
from pathlib import Path

import click

from sitegen.cable.json_form import json_of
from sitegen.cable.parse import parse
from sitegen.cli.console import Console
from sitegen.cli.main import Session
from sitegen.cli.portrait import portrait_text
from sitegen.diagnostic import Severity
from sitegen.site.file import Loaded, load, load_bytes
from sitegen.site.packaged import vocabulary
from sitegen.site.unit import record_failed

STDIN = "-"


@click.command("inspect", short_help="what the parser understood of a record")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, and nothing else.")
@click.option("--verbose", "-v", is_flag=True, help="Show all of a failure of sitegen itself.")
@click.pass_obj
def command(session: Session, *, files: tuple[str, ...], as_json: bool, verbose: bool) -> int:
    """Show what is understood of each FILE ("-" is standard input): header, paragraphs, repairs.

    It needs no site and changes nothing. The exit code is 1 when a file could not be read or has
    an error.

    \b
    sitegen inspect content/cables/07ASTANA1848.txt
    sitegen inspect content/cables/*.txt --json > cables.jsonl
    """
    console = replace(session.console, base="", verbose=verbose)
    sound = [_inspect(path, console, as_json=as_json) for path in files]
    return int(not all(sound))


def _inspect(path: str, console: Console, *, as_json: bool) -> bool:
    """One file; says whether it could be read without an error."""
    loaded = _loaded(path)
    if (source := loaded.source) is None:
        console.problems(loaded.diagnostics)
        return False
    try:
        cable, misread = parse(source, vocabulary())
        diagnostics = loaded.diagnostics + misread
        shown = json_of(cable, diagnostics, source) if as_json else portrait_text(cable, diagnostics, source)
    except Exception as error:  # a fault of ours at one file is no reason to keep the others back
        console.trace(traceback.format_exc())
        console.problems([record_failed(path, error)])
        return False
    if isinstance(shown, str):
        console.show(shown)
    else:
        console.json(shown)
    return all(found.severity < Severity.ERROR for found in diagnostics)


def _loaded(path: str) -> Loaded:
    if path == STDIN:
        return load_bytes(sys.stdin.buffer.read(), STDIN)
    return load(Path(path), path)

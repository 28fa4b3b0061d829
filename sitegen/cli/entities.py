"""`sitegen entities`."""

import sys

import click

from sitegen.cli.main import Session
from sitegen.cli.progress import Progress
from sitegen.cli.review_keys import ask_all
from sitegen.cli.review_list import csv_text, list_text, objects, summary_text
from sitegen.site.folder import require_site
from sitegen.site.reviewing import review_site


@click.group("entities")
def command() -> None:
    """Look after the people, places and organisations that cables name."""


@command.command("review", short_help="names in doubt, and names that no entity has")
@click.option("--csv", "as_csv", is_flag=True, help="A row a place, for a spreadsheet.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a name, and nothing else.")
@click.option("--list", "as_list", is_flag=True, help="Only list them, on a terminal too.")
@click.option(
    "--least",
    type=click.IntRange(1),
    default=2,
    metavar="N",
    help="Of names that no entity has, those in N cables or more. [default: 2]",
)
@click.option("--by", default="", metavar="NAME", help="Who decides, for the rows of decisions.csv.")
@click.pass_obj
def review(session: Session, *, as_csv: bool, as_json: bool, as_list: bool, least: int, by: str) -> int:
    """List names that were not linked for doubt, and names that recur and that no entity has.

    On a terminal each is shown in turn, and a key decides: a digit or "n" adds a row to
    content/entities/decisions.csv for that one place, a letter makes a new entity's file with
    the name and nothing else. What is there is never written over. Elsewhere the list is printed.

    \b
    sitegen entities review
    sitegen entities review --csv > names.csv
    """
    require_site(session.root)
    console = session.console
    with Progress(shown=True) as progress:
        found = review_site(session.root, least, progress.tick)
    console.problems(found.diagnostics)
    if as_csv:
        console.say(csv_text(found))
    elif as_json:
        for one in objects(found):
            console.json(one)
    elif as_list or not (sys.stdin.isatty() and sys.stdout.isatty()):
        for text in list_text(found):
            console.show(text)
    elif not found.diagnostics:
        console.say(summary_text(found))
        ask_all(found, session.root, by, console)
    return int(bool(found.diagnostics))

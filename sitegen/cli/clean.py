"""`sitegen clean`."""

from pathlib import Path

import click

from sitegen.cli.main import Session
from sitegen.page.wording import count_of
from sitegen.site.folder import OUTPUT, PREVIEW, require_site
from sitegen.site.output import clean
from sitegen.site.target import target_of


@click.command("clean")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR", help="Instead of output/.")
@click.pass_obj
def command(session: Session, *, output: Path | None) -> int:
    """Delete what builds made, in output/ and in the preview, and nothing else.

    A file that no build made stays, and so does its folder.
    """
    require_site(session.root)
    folders = (output or session.root / OUTPUT, session.root / PREVIEW)
    targets = [target_of(session.root, folder) for folder in folders]
    deleted = [(target.shown, clean(target)) for target in targets]
    for shown, files in deleted:
        if files:
            session.console.say(f"{count_of(files, 'file')} deleted from {shown}/")
    if not any(files for _, files in deleted):
        session.console.say("Nothing was deleted: no build made a file that is there.")
    return 0

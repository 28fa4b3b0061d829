"""`sitegen init`."""

import shlex
from pathlib import Path

import click

from sitegen.cli.main import Session
from sitegen.site.starter import found_site


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.pass_obj
def command(session: Session, *, folder: Path) -> int:
    """Make a new site in DIR: one exercise cable with a note and an entity, ready to build.

    \b
    sitegen init my-archive
    cd my-archive
    sitegen serve
    """
    site = session.root / folder
    found_site(site)
    say = session.console.say
    say(f"A new site is in {site.as_posix()}/. Next:")
    say()
    say(f"  cd {shlex.quote(site.as_posix())}")
    say(f"  {Session(Path(), session.console).command('serve', site)}")
    say()
    say("Then put your records into content/cables/, and your title into site.toml.")
    return 0

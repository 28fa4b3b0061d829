"""`sitegen deploy`."""

from dataclasses import replace

import click

from sitegen.cli.main import Session
from sitegen.cli.progress import Progress
from sitegen.page.wording import count_of
from sitegen.site.deploy import deploy
from sitegen.site.destination import Destination
from sitegen.site.folder import require_site
from sitegen.site.ledger import Delivered


@click.command("deploy")
@click.argument("name", default="", metavar="[NAME]")
@click.option(
    "--dry-run", is_flag=True, help="Say what would be sent and removed there, and touch nothing there."
)
@click.option(
    "--anyway",
    is_flag=True,
    help="Also to a place that holds other files, or that would lose half of its own.",
)
@click.option("--verbose", "-v", is_flag=True, help="Show repairs, too, and all of a failure.")
@click.pass_obj
def command(session: Session, *, name: str, dry_run: bool, anyway: bool, verbose: bool) -> int:
    """Build output/, and bring exactly what was built to a place that site.toml names.

    What an earlier deploy put there and the site no longer has is removed there; files of
    others stay. A build with an error deploys nothing, and the exit code is 1. NAME is not
    needed where site.toml has one place only.

    \b
    [deploy.live]
    rsync = "me@host:/var/www/archive/"

    \b
    [deploy.store]
    rclone = "s3:bucket/archive"

    \b
    [deploy.pages]
    git = "git@host:us/archive.git"
    branch = "pages"
    """
    require_site(session.root)
    with Progress(shown=True) as progress:
        report, to, delivered = deploy(session.root, name, progress.tick, dry=dry_run, anyway=anyway)
    console = replace(session.console, verbose=verbose)
    console.report(report.traces, report.diagnostics)
    if to is None or delivered is None:
        console.say(f"Nothing was deployed: {count_of(report.errors, 'error')}, see above.")
        return 1
    if dry_run:
        for path in delivered.sent:
            console.say(f"send    {path}")
        for path in delivered.removed:
            console.say(f"remove  {path}")
    console.say(_summary(to, delivered, dry=dry_run))
    return 0


def _summary(to: Destination, delivered: Delivered, *, dry: bool) -> str:
    where = f"{to.branch} of {to.to}" if to.branch else to.to
    if not delivered.sent and not delivered.removed:
        return f"{to.name}: {where} is as the site is."
    sent = f"{count_of(len(delivered.sent), 'file')} ({count_of(delivered.size, 'byte')})"
    would = " would be" if dry else ""
    return f"{to.name}:{would} {sent} sent to {where}, {len(delivered.removed):,} removed there"

"""`sitegen lock`."""

import click

from sitegen.cable.cable_id import read_id
from sitegen.cli.main import Session
from sitegen.cli.progress import Progress
from sitegen.page.wording import count_of
from sitegen.site.folder import LOCK, OUTPUT, require_site
from sitegen.site.locking import lock_site
from sitegen.site.order import Order
from sitegen.site.refusal import RefusedError
from sitegen.site.tables import vocabulary
from sitegen.site.target import target_of


@click.command("lock")
@click.option("--accept", is_flag=True, help="Accept what became of addresses: of all cables, or of these.")
@click.argument("cables", nargs=-1, metavar="[CABLE]…")
@click.pass_obj
def command(session: Session, *, accept: bool, cables: tuple[str, ...]) -> int:
    """Write into content/lock/ what words each address of the site stands for.

    Commit it with the content. From then on builds compare, and tell of each address whose
    words were changed, split, merged, moved or removed; the old address goes on leading to
    them. A line that differs so is not written until it is accepted, and the exit code is 1.

    \b
    sitegen lock
    sitegen lock --accept 07ASTANA1848
    """
    require_site(session.root)
    if cables and not accept:
        raise RefusedError(
            "cables are named only to accept what became of them", "sitegen lock --accept CABLE"
        )
    target = target_of(session.root, session.root / OUTPUT)
    accepted = frozenset(map(_id_of, cables)) if accept else None
    with Progress(shown=True) as progress:
        report = lock_site(Order(session.root, target), accepted, progress.tick)
    session.console.problems(report.diagnostics)
    session.console.say(
        f"{count_of(report.cables, 'cable')} locked in {LOCK}/, {count_of(report.files, 'file')} changed."
    )
    if report.diagnostics:
        session.console.say("What is told above is not locked.")
    return int(bool(report.diagnostics))


def _id_of(words: str) -> str:
    cable = read_id(words, vocabulary())
    if cable is None:
        raise RefusedError(f"{words!r} is not the id of a cable", "as in 07ASTANA1848")
    return str(cable)

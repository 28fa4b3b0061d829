"""`sitegen check`."""

from dataclasses import replace

import click

from sitegen.cli.main import Session
from sitegen.cli.progress import Progress
from sitegen.cli.summary import problem_json
from sitegen.diagnostic import Severity
from sitegen.page.wording import count_of
from sitegen.site.build import build
from sitegen.site.folder import OUTPUT, require_site
from sitegen.site.holding import Addresses
from sitegen.site.order import Order, Report
from sitegen.site.target import target_of

_FATES = ("changed", "split", "merged", "moved", "removed")


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, and nothing else.")
@click.option("--verbose", "-v", is_flag=True, help="Show repairs, too, and all of a failure.")
@click.pass_obj
def command(session: Session, *, as_json: bool, verbose: bool) -> int:
    """Build the whole site, tell everything that is wrong with it, and write nothing.

    Each address that was published, as content/lock/ has it, is held against the words that
    stand there now. The exit code is 1 when there was an error or a warning.
    """
    require_site(session.root)
    target = target_of(session.root, session.root / OUTPUT)
    with Progress(shown=not as_json) as progress:
        report = build(Order(session.root, target, repairs=verbose or as_json, commits=False), progress.tick)
    console = replace(session.console, verbose=verbose, quiet=as_json)
    console.report(report.traces, report.diagnostics)
    addresses = addresses_json(report)
    if as_json:
        console.json(
            {
                "addresses": addresses,
                "errors": report.errors,
                "warnings": report.count(Severity.WARNING),
                "diagnostics": [problem_json(found) for found in report.diagnostics],
            }
        )
    told = [f"{number:,} {words}" for words, number in addresses.items() if number and words != "new"]
    console.say(f"Addresses: {', '.join(told) or 'none is locked'}")
    if addresses["new"]:
        unlocked = count_of(addresses["new"], "address", "addresses")
        console.say(f"{unlocked} not locked yet: {session.command('lock')}")
    wrong = report.errors + report.count(Severity.WARNING)
    console.say(f"{count_of(wrong, 'problem')}: see above." if wrong else "Nothing is wrong.")
    return int(wrong > 0)


def addresses_json(report: Report) -> dict[str, int]:
    """How many addresses are the same, changed …, and how many are not locked yet."""
    codes = [found.code for found in report.diagnostics]
    fates = {fate: codes.count(f"address-{fate}") for fate in _FATES}
    known = report.addresses or Addresses()
    return {"same": known.locked - sum(fates.values()), **fates, "new": known.new}

"""`sitegen build`."""

import time
from dataclasses import replace
from pathlib import Path

import click

from sitegen.cli.main import Session
from sitegen.cli.progress import Progress
from sitegen.cli.summary import report_json, summary_of
from sitegen.diagnostic import Severity
from sitegen.site.build import build
from sitegen.site.config import normal_base_url
from sitegen.site.crew import AUTO, INLINE, executor_of
from sitegen.site.folder import OUTPUT, require_site
from sitegen.site.order import Order, Report
from sitegen.site.target import target_of


@click.command("build")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR", help="Instead of output/.")
@click.option("--offline", is_flag=True, help="Links name index.html: for a copy opened from the disk.")
@click.option("--strict", is_flag=True, help="Exit with 1 for a warning, too.")
@click.option("--base-url", default="", metavar="URL", help="The site's address, instead of site.toml's.")
@click.option(
    "--executor", default=AUTO, metavar="WHO", help="inline, process or dask://HOST:PORT. [default: as fits]"
)
@click.option(
    "--profile", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a profile."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
@click.option("--verbose", "-v", is_flag=True, help="Show repairs, what took longest, and all of a failure.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
@click.pass_obj
def command(
    session: Session,
    *,
    output: Path | None,
    offline: bool,
    strict: bool,
    base_url: str,
    executor: str,
    profile: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Build the site: content/ and templates/ into output/.

    Only files whose bytes change are written, and only files that an earlier build made are
    deleted. When a record or a note has an error, the rest is published all the same and the exit
    code is 1. When a template, site.toml or decisions.csv has one, the output stays as it was.

    \b
    sitegen build --strict
    sitegen build --offline --output copy-for-the-disk
    """
    require_site(session.root)
    order = Order(
        root=session.root,
        target=target_of(session.root, output or session.root / OUTPUT),
        base_url=normal_base_url(base_url) if base_url else "",
        offline=offline,
        repairs=verbose or as_json,
        executor=INLINE if profile else executor_of(executor),
    )
    began = time.monotonic()
    with Progress(shown=not (quiet or as_json)) as progress:
        report = _profiled(order, profile) if profile else build(order, progress.tick)
    seconds = time.monotonic() - began

    console = replace(session.console, verbose=verbose, quiet=quiet or as_json)
    console.report(report.traces, report.diagnostics)
    if as_json:
        console.json(report_json(report, order, seconds))
    for line in summary_of(report, order, seconds, verbose=verbose):
        console.say(line)
    if report.committed is not None:
        console.say(f"Home page:  {order.target.shown}/index.html")
        if not offline:  # a copy opens from the disk
            console.say(f"Preview it: {session.command('serve')}")
    if profile:
        console.say(f"Profile:    python -m pstats {profile.as_posix()}")
    least = Severity.WARNING if strict else Severity.ERROR
    return int(any(found.severity >= least for found in report.diagnostics))


def _profiled(order: Order, file: Path) -> Report:
    """In this process alone, for a profile sees no other."""
    from cProfile import Profile

    profiler = Profile()
    report = profiler.runcall(build, order)
    profiler.dump_stats(file)
    return report

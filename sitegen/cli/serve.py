"""`sitegen serve`."""

import time
import webbrowser
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from urllib.parse import urlsplit

import click

from sitegen.cli.console import Console, problem_text
from sitegen.cli.main import Session, tell_failure
from sitegen.cli.summary import summary_of
from sitegen.page.wording import count_of
from sitegen.site.build import build
from sitegen.site.folder import PREVIEW, require_site
from sitegen.site.order import Order, Report
from sitegen.site.preview import Preview
from sitegen.site.refusal import RefusedError
from sitegen.site.serve import serving
from sitegen.site.target import target_of
from sitegen.site.watch import WITHHELD, watching
from sitegen.site.withhold_folder import may_withhold


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), help="Default: the first free one from 8000 on.")
@click.option("--open", "show", is_flag=True, help="Open the home page in the browser.")
@click.option("--verbose", "-v", is_flag=True, help="Show repairs, too, and all of a failure.")
@click.pass_obj
def command(session: Session, *, port: int | None, show: bool, verbose: bool) -> int:
    """Build the site, serve it to this machine only, and rebuild it when a source changes.

    The browser reloads by itself and stays where you were reading. While something is wrong the
    last good pages stay, and the problems stand on top of them. output/ is not touched: the
    preview has a folder of its own. Ctrl-C ends it.

    \b
    sitegen serve
    sitegen serve --port 9000 --open
    """
    require_site(session.root)
    target = target_of(session.root, session.root / PREVIEW)
    order = Order(session.root, target, live=True, repairs=verbose)
    console = replace(session.console, verbose=verbose)
    preview = Preview(order.target.output)
    with suppress(KeyboardInterrupt), watching(session.root) as bursts:
        _rebuild(order, preview, console)
        with serving(preview, port) as server:
            console.say(f"Serving {server.url}   (Ctrl-C to stop)")
            if show:
                webbrowser.open(server.url)
            import_module("sitegen.site.unit")  # what the first change needs is loaded before it is made
            for changed in bursts:
                console.say(f"Changed: {_named(changed, silent=may_withhold(session.root))}")
                _rebuild_or_tell(order, preview, console)
    console.say("\nStopped.")
    return 0


def _rebuild_or_tell(order: Order, preview: Preview, console: Console) -> None:
    """Whatever happens, the last good pages stay and the next change is waited for."""
    try:
        _rebuild(order, preview, console)
    except Exception as error:
        tell_failure(error, console, [order.root], traced=console.verbose)
        known = isinstance(error, RefusedError) or not may_withhold(order.root)
        preview.report(f"sitegen: {error if known else type(error).__name__}")


def _rebuild(order: Order, preview: Preview, console: Console) -> None:
    """Build once; tell the terminal and whoever looks at a page."""
    began = time.monotonic()
    report = build(order)
    console.report(report.traces, report.diagnostics)
    for line in summary_of(report, order, time.monotonic() - began, verbose=console.verbose):
        console.say(line)
    if report.settings:
        preview.prefix = urlsplit(report.settings.base_url).path
    problems = _problems_of(report, console.base)
    if report.committed is None:
        preview.report(problems)
    else:
        preview.reload(problems)


def _problems_of(report: Report, base: str) -> str:
    """What the page shows: errors only, as the terminal shows them."""
    wrong = [found for found in report.diagnostics if found.is_error]
    return "\n\n".join(problem_text(found, base) for found in wrong)


def _named(changed: frozenset[str], *, silent: bool) -> str:
    """The names of files, unless one might be a name that is not to be said."""
    first, *more = sorted(changed)
    if silent and changed != {WITHHELD}:
        return count_of(len(changed), "file")
    return f"{first} and {len(more)} more" if more else first

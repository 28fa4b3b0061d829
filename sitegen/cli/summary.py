"""What a build did, in words and as an object."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sitegen.diagnostic import Diagnostic, Severity
from sitegen.page.wording import count_of
from sitegen.site.measure import Measures
from sitegen.site.order import Order, Report
from sitegen.site.output import Committed


def summary_of(report: Report, order: Order, seconds: float, *, verbose: bool) -> Iterator[str]:
    """A few lines: what was made, what was wrong, where it is and how to look at it."""
    if report.committed is None:
        yield f"Nothing was written: {_wrong(report)}. {order.target.shown}/ is as it was."
        return
    yield (
        f"{count_of(report.cables, 'cable')}, {count_of(report.pages, 'page')}: "
        f"{_done(report.committed)} in {seconds:.1f} s"
    )
    yield _work(report.measures)
    if verbose:
        yield from _spent(report.measures)
    if report.errors:
        yield f"{_wrong(report)}: see above. What an error is about was left out, or kept as it was before."
    elif wrong := _wrong(report):
        yield f"{wrong}: see above."
    if report.committed.left:
        yield (
            f"{count_of(report.committed.left, 'file')} in {order.target.shown}/ are of no page, and stay: "
            "what sitegen noted of them in .sitegen/ was deleted."
        )
    repairs = report.count(Severity.NOTE)
    if repairs and not verbose:
        yield f"{count_of(repairs, 'repair')} noted: `sitegen inspect FILE` shows those of a record."


def report_json(report: Report, order: Order, seconds: float) -> dict[str, Any]:
    """The object of `build --json`. `committed` is null when the output stays as it was."""
    return {
        "output": order.target.shown,
        "cables": report.cables,
        "pages": report.pages,
        "committed": asdict(report.committed) if report.committed else None,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "notes": report.count(Severity.NOTE),
        "read": report.measures.read,
        "printed": report.measures.printed,
        "seconds": round(seconds, 3),
        "phases": {name: round(spent, 3) for name, spent in report.measures.phases.items()},
        "peak_memory": report.measures.peak or None,
        "diagnostics": [problem_json(found) for found in report.diagnostics],
    }


def _work(measures: Measures) -> str:
    """What was done for it: a unit is a cable with its two pages, a list with its leaves."""
    peak = f", with at most {measures.peak / 2**20:,.0f} MB of memory" if measures.peak else ""
    return f"{count_of(measures.read, 'record')} parsed, {count_of(measures.printed, 'unit')} printed{peak}"


def _spent(measures: Measures) -> Iterator[str]:
    """What took how long."""
    yield ", ".join(f"{name} {spent:.2f} s" for name, spent in measures.phases.items())
    if measures.slowest:
        yield "Slowest:"
        yield from (f"  {1000 * spent:7,.1f} ms  {file}" for file, spent in measures.slowest)


def problem_json(found: Diagnostic) -> dict[str, Any]:
    """A problem as every `--json` shows it."""
    return {
        "code": found.code,
        "severity": str(found.severity),
        "path": found.place.path,
        "line": found.place.line or None,
        "column": found.place.column or None,
        "message": found.message,
        "hint": found.hint or None,
    }


def _done(committed: Committed) -> str:
    parts = [
        f"{count_of(committed.written, 'file')} written",
        f"{committed.unchanged:,} unchanged",
        f"{committed.deleted:,} deleted",
    ]
    if committed.kept:
        parts.append(f"{committed.kept:,} kept")
    return ", ".join(parts)


def _wrong(report: Report) -> str:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    told = [count_of(errors, "error")] if errors else []
    return " and ".join(told + ([count_of(warnings, "warning")] if warnings else []))

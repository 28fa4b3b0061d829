"""Files of cases: a title, inputs, the expected output and the expected diagnostics.

Cases are set apart by a line "====", their sections by a line "----". The last two sections of a
case are always what comes out and what is told, both written anew by `pytest --golden`.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from sitegen.diagnostic import CODES, Diagnostic

CASES = Path(__file__).parent / "cases"

Outcome = tuple[str, Iterable[Diagnostic]]
Runner = Callable[..., Outcome]


def check(file: str, runner: Runner, golden: bool) -> None:
    """Run every case of a file; the failure shows the whole file as it should be."""
    path = CASES / file
    written = path.read_text(encoding="utf-8")
    inputs = runner.__code__.co_argcount
    made = "====\n".join(_run(case, runner, inputs) for case in written.split("====\n"))
    if golden:
        path.write_text(made, encoding="utf-8")
    assert made == written


def _run(case: str, runner: Runner, inputs: int) -> str:
    title, *sections = case.split("----\n")
    given = [section.removesuffix("\n") for section in sections[:inputs]]
    output, diagnostics = runner(*given)
    shown = "\n".join(map(shown_of, diagnostics))
    return "----\n".join(_block(part) for part in (title.strip(), *given, output, shown))


def _block(text: str) -> str:
    return f"{text}\n" if text else ""


def shown_of(diagnostic: Diagnostic) -> str:
    """A diagnostic as a case shows it: place, severity, code, message; the caret; the hint."""
    place = diagnostic.place
    severity = CODES[diagnostic.code].severity
    lines = [f"{place.line}:{place.column}: {severity}: {diagnostic.code}: {diagnostic.message}"]
    if diagnostic.source_line:
        lines += [
            f"  | {diagnostic.source_line}",
            "  | " + " " * (place.column - 1) + "^" * max(1, place.length),
        ]
    if diagnostic.hint:
        lines.append(f"  hint: {diagnostic.hint}")
    return "\n".join(lines)

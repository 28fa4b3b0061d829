"""The invariants of ARCHITECTURE.md that can be read off the source: layers, no I/O below site, sizes."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from sitegen.diagnostic import CODES

PACKAGE = ROOT / "sitegen"
LAYERS = ("cli", "site", "page", "archive", "search", "note", "lock", "form", "cable")
FOUNDATIONS = ("address", "code", "diagnostic", "settings", "source_text")
MODULES = sorted(PACKAGE.rglob("*.py"))
PURE = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] not in ("cli", "site", "__main__.py")]

IN_MEMORY = {"io"}  # BytesIO: a text for a library that wants a file; open() is banned by its name
OUTSIDE_WORLD = {
    "asyncio", "glob", "http", "importlib", "io", "logging", "multiprocessing", "os", "random", "secrets",
    "shutil", "socket", "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "watchdog",
}  # fmt: skip
EFFECTS = {"open", "print", "input", "exec", "eval", "breakpoint"}
EFFECT_METHODS = {
    "now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink",
    "iterdir", "rglob", "exists", "is_file", "is_dir", "getenv", "environ", "localtime",
}  # fmt: skip
LONGEST_MODULE = 300  # lines: past that, ask what two things it is


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def layer_of(module: str) -> int:
    """0 for cli … ; the foundations are lowest of all."""
    part = module.removeprefix("sitegen.").split(".")[0]
    return LAYERS.index(part) if part in LAYERS else len(LAYERS)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_its_own_layer_or_below(path: Path) -> None:
    inside = path.relative_to(PACKAGE)
    if inside.name in ("__init__.py", "__main__.py"):
        return
    module = ".".join(("sitegen", *inside.with_suffix("").parts))
    for imported in imports_of(path):
        if imported.startswith("sitegen."):
            assert layer_of(imported) >= layer_of(module), f"{module} imports {imported}"


def test_every_module_is_in_a_layer_or_a_foundation() -> None:
    parts = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}
    assert parts == {*LAYERS, *FOUNDATIONS, "__init__", "__main__"}


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_below_site_nothing_touches_the_outside_world(path: Path) -> None:
    for imported in imports_of(path):
        roots = {imported, imported.split(".")[0]} - IN_MEMORY
        assert not roots & OUTSIDE_WORLD, f"imports {imported}"
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in EFFECTS, f"line {node.lineno} calls {node.func.id}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in EFFECT_METHODS, f"line {node.lineno} uses .{node.attr}"


def test_only_the_console_prints() -> None:
    for path in MODULES:
        if path.name != "console.py":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\bprint\(", text), name_of(path)
            assert "click.echo" not in text, name_of(path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(parsed(path))


def test_every_diagnostic_has_a_code_in_the_table_and_every_code_a_use() -> None:
    below = "".join(path.read_text(encoding="utf-8") for path in MODULES if path.parent.name != "code")
    made = tuple(re.findall(r'f"([a-z]+-)\{', below))  # f"annotation-{field.key}"
    unused = [code for code in CODES if f'"{code}"' not in below and not code.startswith(made)]
    assert not unused


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_meaning_and_a_remedy(code: str) -> None:
    """That docs/messages.md has its row is seen to in test_docs.py."""
    assert CODES[code].meaning
    assert CODES[code].remedy
    assert not CODES[code].meaning.endswith(".")
    assert not CODES[code].remedy.endswith(".")


def test_codes_in_the_source_are_in_the_table() -> None:
    """A code is the second argument of a Diagnostic: as a literal, it must be a row."""
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "Diagnostic"
                and len(node.args) > 1
            ):
                code = node.args[1]
                if isinstance(code, ast.Constant):
                    assert code.value in CODES, f"{name_of(path)}:{node.lineno}"

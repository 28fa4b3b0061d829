"""Break a rule, and a case must fail: what no case notices is dead, or wants a case.

Each regular expression of the parser is made to match nothing, and each row of its tables is left out, one
at a time; then the cases are tried until one no longer holds. An expression is heard first: where none of
its answers was a match, it may as well match nothing, and only the other cases can notice. For the rest those
whose text has the words are tried first; the real cables beside the checkout come last.
"""

import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
import test_cable_cases
import test_cable_left_alone as alone
import test_cable_quirks
import test_cable_working_set as real
from cable_record import VOCABULARY, read, text_of
from conftest import Shared

import sitegen.cable
from sitegen.cable import caption, keyword
from sitegen.cable.cable_id import read_id

NEVER = re.compile("(?!)")
MODULES = [
    importlib.import_module(f"sitegen.cable.{module.name}")
    for module in pkgutil.iter_modules(sitegen.cable.__path__)
]

# Tables whose rows are looked up while a cable is read. Others are built into expressions when their module
# is loaded, and are broken with those; captions and keywords are taken out of theirs one by one.
TABLES = (
    "classification._MARK_LEVELS",
    "dtg.MONTHS",
    "dtg.PRECEDENCES",
    "envelope._PRECEDENCES",
    "frame._WORDS",
    "header.HEADER_READERS",
)

# Rules that no case notices, and why.
UNNOTICED = {
    "candidate._PLAIN": "for speed only: _LEADING reads the same, later",
}


class Case(NamedTuple):
    """A text, and what raises an AssertionError when it is read wrongly."""

    text: str
    check: Callable[[], None]

    def holds(self) -> bool:
        try:
            self.check()
        except Exception:  # whatever a broken rule leads to, it is noticed
            return False
        return True


@cache
def cases() -> tuple[Case, ...]:
    """All that hold as long as nothing is broken."""
    return tuple(case for case in (*_written(), *_ids(), *_real()) if case.holds())


@pytest.fixture(autouse=True, scope="module")
def _sound() -> None:
    """The cases are gathered before anything is broken."""
    cases()


def _written() -> Iterator[Case]:
    for case in test_cable_cases.cases():
        yield Case(case.values[0], partial(test_cable_cases.check, *case.values))
    for row in test_cable_quirks.rows():
        yield Case(test_cable_quirks.text_of(*row.values[:2]), partial(test_cable_quirks.check, *row.values))
    for text in map(alone.text_of, alone.WRITTEN):
        yield Case(text, partial(alone.check, text))


def _ids() -> Iterator[Case]:
    for spelling in ("07 Astana 1848", "ASTANA 1848 (07)", "07SECTION01OF03ASTANA1848", "07EFTOASTANA1848"):
        yield Case(spelling, partial(_check_id, spelling))


def _check_id(spelling: str) -> None:
    assert str(read_id(spelling, VOCABULARY)) == "07ASTANA1848"


def _real() -> Iterator[Case]:
    for name in real.ROWS:
        path = real.WORKING_SET / f"{name}.txt"
        if path.exists():
            text = text_of(path)
            yield Case(text, partial(_check_real, name, text))


def _check_real(name: str, text: str) -> None:
    cable, _ = read(text, f"{name}.txt")
    assert real.row_of(cable) == real.ROWS[name]
    assert real.more_of(cable) == real.MORE[name]


def is_noticed(likely: Callable[[str], object]) -> bool:
    """Whether a case fails; those with a likely text are tried first."""
    _forget()
    return not all(case.holds() for case in sorted(cases(), key=lambda case: not likely(case.text)))


def _forget() -> None:
    for module in MODULES:
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()


@contextmanager
def broken(old: object, new: object) -> Iterator[None]:
    """An object put in another's place in every module that names it."""
    named = [(module, name) for module in MODULES for name, value in vars(module).items() if value is old]
    try:
        _put(named, new)
        yield
    finally:
        _put(named, old)


def _put(named: list[tuple[ModuleType, str]], value: object) -> None:
    for module, name in named:
        setattr(module, name, value)


def _name(module: ModuleType, name: str) -> str:
    return f"{module.__name__.rpartition('.')[2]}.{name}"


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled expression by the first module that names it."""
    found: dict[int, tuple[str, re.Pattern[str]]] = {}
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                found.setdefault(id(value), (_name(module, name), value))
    return dict(found.values())


class Heard:
    """An expression that tells of each of its matches."""

    def __init__(self, pattern: re.Pattern[str], tell: Callable[[], None]) -> None:
        self._pattern, self._tell = pattern, tell

    def __getattr__(self, name: str) -> object:
        method = getattr(self._pattern, name)

        def asked(*words: Any, **more: Any) -> object:
            answer = method(*words, **more)
            text = words[1] if name in ("sub", "subn") else words[0]
            if answer if name in ("match", "search", "fullmatch") else self._pattern.search(text):
                self._tell()
            return answer

        return asked if callable(method) else method


def _matching() -> dict[str, list[int]]:
    """By each expression the cases, by their numbers, in which it matches anything."""
    found: dict[str, set[int]] = {name: set() for name in patterns()}
    number = 0
    with ExitStack() as heard:
        for name, pattern in patterns().items():
            heard.enter_context(broken(pattern, Heard(pattern, lambda name=name: found[name].add(number))))
        for number, case in enumerate(cases()):  # noqa: B007
            _forget()
            case.check()
    return {name: sorted(numbers) for name, numbers in found.items()}


@pytest.fixture(scope="module")
def matching(shared: Shared) -> dict[str, list[int]]:
    """The same, heard once for all processes."""

    def write(folder: Path) -> None:
        (folder / "matching.json").write_text(json.dumps(_matching()))

    return json.loads((shared("mutation", write) / "matching.json").read_text())


@pytest.mark.parametrize("name", patterns())
def test_a_broken_expression_is_noticed(name: str, matching: dict[str, list[int]]) -> None:
    pattern = patterns()[name]
    _forget()
    with broken(pattern, NEVER):
        noticed = not all(cases()[number].holds() for number in matching[name])
    assert noticed is (name not in UNNOTICED), f"no case fails without {name}: {pattern.pattern}"


def test_what_goes_unnoticed_is_still_there() -> None:
    assert set(UNNOTICED) <= set(patterns())


def rows() -> Iterator[object]:
    for module in MODULES:
        for name, table in vars(module).items():
            if _name(module, name) in TABLES:
                kept = list(table.items()) if isinstance(table, dict) else list(table)
                for index, row in enumerate(table):
                    less = type(table)(kept[:index] + kept[index + 1 :])
                    yield pytest.param(str(row), table, less, id=f"{_name(module, name)}: {row}")


@pytest.mark.parametrize(("row", "table", "less"), list(rows()))
def test_a_row_left_out_is_noticed(row: str, table: object, less: object) -> None:
    with broken(table, less):
        assert is_noticed(lambda text: row.lower() in text.lower()), f"no case fails without {row}"


@pytest.mark.parametrize("words", caption._CAPTIONS)
def test_a_caption_left_out_is_noticed(words: str) -> None:
    rest = "|".join(other for other in caption._CAPTIONS if other != words)
    with broken(caption._CAPTION, re.compile(rf"(?:{rest})(?![A-Z])", re.IGNORECASE)):
        assert is_noticed(lambda text: re.search(words, text, re.IGNORECASE)), f"no case has {words}"


@pytest.mark.parametrize("word", keyword.KEYWORDS, ids=lambda word: word.field)
def test_a_keyword_left_out_is_noticed(word: keyword.Keyword) -> None:
    rest = [other for other in keyword.KEYWORDS if other is not word]
    less = {
        letter: re.compile(
            "|".join(f"(?P<{w.field}>{w.pattern})" for w in rest if letter in w.letters) or "(?!)"
        )
        for letter in keyword._BY_LETTER
    }
    with broken(keyword._BY_LETTER, less):
        assert is_noticed(lambda text: re.search(f"(?m)^{word.pattern}", text)), f"no case needs {word.field}"

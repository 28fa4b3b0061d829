"""What the documentation says of messages and commands is made from the code, and links lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click import Context, Group
from click.testing import CliRunner
from conftest import ROOT
from test_golden import compare

from sitegen.cli.main import cli
from sitegen.diagnostic import CODES


def test_messages(golden: bool) -> None:
    rows = [
        f"| `{code}` | {kind.severity} | {kind.meaning} | {kind.remedy} |"
        for code, kind in sorted(CODES.items())
    ]
    text = "\n".join((
        "# Messages",
        "",
        "A message names its file, and line and column where there are any. Each kind has a lasting code.",
        "A *note* tells of a repair; a *warning* fails a `--strict` build; an *error* fails every build.",
        "",
        "| code | severity | meaning | what to do |",
        "|---|---|---|---|",
        *rows,
        "",
    ))  # fmt: skip
    compare("../../docs/messages.md", text, golden)


def _commands(group: Group) -> Iterator[tuple[str, ...]]:
    """The words of every command below a group, in the order of its help."""
    context = Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (name,)
        if isinstance(command, Group):
            yield from ((name, *words) for words in _commands(command))


def test_commands(golden: bool) -> None:
    assert isinstance(cli, Group)
    helps = []
    for words in ((), *_commands(cli)):
        told = CliRunner(env={"COLUMNS": "80"}).invoke(cli, [*words, "--help"], prog_name="sitegen")
        helps.append(f"## {' '.join(('sitegen', *words))}\n\n```\n{told.output.rstrip()}\n```\n")
    compare("../../docs/commands.md", "# Commands\n\n" + "\n".join(helps), golden)


@pytest.mark.parametrize("file", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=str)
def test_links_in_the_documentation(file: Path) -> None:
    text = re.sub(r"```.*?```", "", file.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (file.parent / target).exists(), target


def test_the_changelog_names_this_version() -> None:
    from sitegen import __version__

    assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

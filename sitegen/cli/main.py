"""`sitegen`: the group of commands, and the one place where exceptions become exit codes.

  0  done
  1  the content has errors (what could be published, was)
  2  the command was wrong, or the outside world refused it: nothing was changed
 70  a fault of sitegen itself
130  stopped with Ctrl-C
"""

import errno
import shlex
import shutil
import sys
import traceback
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import NoReturn

import click

from sitegen import __version__
from sitegen.cli.console import Console, set_up_streams
from sitegen.site.refusal import RefusedError

_FULL_HINT = "make room there, and run the command again: what it had not finished, it then does"

COMMANDS = {
    "init": "a new site that builds as it is",
    "new": "a file to write in: notes, an entity or a page",
    "import": "dumps, archives and pages into one file a cable; notes, too",
    "export": "the notes as a table, for a spreadsheet",
    "build": "content/ into output/",
    "serve": "preview here; rebuild and reload at every change",
    "deploy": "build, and bring it to where its readers are",
    "check": "all that would embarrass the publisher",
    "lock": "note what is published, so that no address breaks",
    "entities": "people, places and the rest: what awaits an editor",
    "inspect": "what the parser understood of a record",
    "clean": "delete what was built",
}


@dataclass(frozen=True, slots=True)
class Session:
    """Which site the command is about."""

    root: Path
    console: Console

    def command(self, words: str, folder: Path | None = None) -> str:
        """A command of ours as this user would type it, for this site; in a folder that they go to first."""
        site = "" if self.root == Path() else f" -C {shlex.quote(self.root.as_posix())}"
        return f"{_own_name(folder)}{site} {words}"


class Commands(click.Group):
    """A module a command, imported when it is asked for: `sitegen --help` must not wait for Jinja."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sitegen.cli.{_module_of(cmd_name)}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"commands are {', '.join(COMMANDS)}"
            raise RefusedError(f"there is no command {args[0]!r}", hint)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="See `sitegen COMMAND --help` for a command's own options.",
)
@click.version_option(__version__, message="sitegen %(version)s")
@click.option(
    "--site",
    "-C",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The site's folder; where you are, by default.",
)
@click.pass_context
def cli(context: click.Context, site: Path) -> None:
    """A press for annotated diplomatic cables: raw telegrams in, a static archive out.

    \b
    sitegen init my-archive          a new site, ready to build
    sitegen import cables.csv        a dump, pages or an archive, into content/cables/
    sitegen build                    content/ into output/
    sitegen serve                    preview it here; changes show at once
    sitegen deploy                   output/ to where its readers are
    sitegen check                    all that would embarrass the publisher
    sitegen lock                     note what was published, so that no address breaks
    sitegen entities review          names in doubt, names that no entity has
    sitegen inspect FILE --json      what the parser understood of a record
    sitegen export annotations       the notes as a table; import takes it back
    """
    base = "" if site == Path() else f"{site.as_posix().rstrip('/')}/"
    context.obj = Session(site, Console(base=base))


def run() -> NoReturn:
    """The console script."""
    set_up_streams()
    sys.exit(outcome_of(sys.argv[1:]))


def outcome_of(words: list[str]) -> int:
    """Run a command line; its exit code."""
    console = Console()
    try:
        code = cli.main(words, prog_name="sitegen", standalone_mode=False)
    except click.Abort:
        console.warn("")
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        console.fault(_first_lower(" ".join(error.format_message().split())).rstrip("."), _help_hint(error))
        return 2
    except Exception as error:
        traced = "--verbose" in words or "-v" in words
        return tell_failure(error, console, _places_in(words), traced=traced)
    return code if isinstance(code, int) else 0


def _module_of(command: str) -> str:
    """No module can be called `import`."""
    return f"{command}_" if iskeyword(command) else command


def _own_name(folder: Path | None) -> str:
    """`sitegen` where that is found; else the path it was started by, as from a Makefile."""
    started = Path(sys.argv[0])
    if started.name != "sitegen" or shutil.which("sitegen"):
        return "sitegen"
    here = Path.cwd()
    if folder:
        return started.absolute().as_posix()
    return (started.relative_to(here) if started.is_relative_to(here) else started).as_posix()


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _help_hint(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"see {context.command_path} --help" if context else "see sitegen --help"


def _places_in(words: list[str]) -> list[Path]:
    """The site's folder, and all that may be a file."""
    context = cli.make_context("sitegen", list(words), resilient_parsing=True)
    return [context.params.get("site") or Path(), *map(Path, words)]


def tell_failure(error: Exception, console: Console, places: list[Path], *, traced: bool) -> int:
    """Say why something could not be done; the exit code for it. Of what failed in a site that withholds
    something nothing is said, but where in sitegen it was: it may be words of a record."""
    if isinstance(error, RefusedError):
        console.fault(error.message, error.hint)
        return 2
    from sitegen.site.withhold_folder import may_withhold  # they take a while to import
    from sitegen.site.withholding import places_in

    silent = may_withhold(places[0], *places[1:])
    if isinstance(error, OSError):
        reason = error.strerror or ("" if silent else str(error)) or type(error).__name__
        hint = _FULL_HINT if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
        console.fault(f"{error.filename}: {reason}" if error.filename and not silent else reason, hint)
        return 2
    replace(console, verbose=traced).trace(places_in(error) if silent else traceback.format_exc())
    console.fault(
        type(error).__name__ if silent else f"{type(error).__name__}: {error}",
        "this is a bug in sitegen, not in your site; run it again with --verbose and report what it says",
    )
    return 70

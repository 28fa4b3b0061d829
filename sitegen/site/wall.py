"""Who looks through the files of an output at its wall: the same hands that made them."""

from collections.abc import Iterable
from pathlib import Path

from sitegen.form.withheld import Rules
from sitegen.site.bench import Workshop
from sitegen.site.crew import Crew
from sitegen.site.reading import Tick
from sitegen.site.refusal import RefusedError
from sitegen.site.refusing import Held, Wall, refuse_held, standing
from sitegen.site.target import Target
from sitegen.site.withhold_folder import rules_here

_FILES_A_UNIT = 20  # are looked through in the time in which a unit is made


def wall_of(crew: Crew, shop: Workshop, tick: Tick) -> Wall:
    """The wall of a build. The first of the files that has something is told, whoever finds it."""

    def look(files: Iterable[Held]) -> None:
        there = list(files) if shop.rules else []
        for done, _ in enumerate(crew.run(_look_through, there, len(there) // _FILES_A_UNIT), start=1):
            tick("Checking", done, len(there))

    return look


def wall_without_workers(rules: Rules) -> Wall:
    """The same, where a build ends before it has any."""

    def look(files: Iterable[Held]) -> None:
        for held in files if rules else ():
            refuse_held(held, rules)

    return look


def refused_beside(target: Target, root: Path, refused: RefusedError) -> RefusedError:
    """A refusal, and what stays in the output because of it."""
    if not target.output.exists():
        return refused
    try:
        out = standing(target, wall_without_workers(rules_here(root)))
    except RefusedError:
        more = f"{target.shown} stays as it was, and was not looked through for what is withheld"
        return RefusedError(refused.message, f"{refused.hint}; {more}")
    others = (found.message.partition(";")[0] for found in out if found.message != refused.message)
    more = "".join(f"; from before, {other}: take it down" for other in others)
    return RefusedError(refused.message, refused.hint + more)


def _look_through(held: Held, shop: Workshop) -> None:
    refuse_held(held, shop.rules_at_the_wall)

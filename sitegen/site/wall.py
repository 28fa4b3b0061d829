"""Who looks through the files of an output at its wall: the same hands that made them."""

from collections.abc import Iterable

from sitegen.form.withheld import Rules
from sitegen.site.crew import Crew
from sitegen.site.reading import Tick
from sitegen.site.unit import Workshop
from sitegen.site.withholding import Held, Wall, refuse_held

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


def _look_through(held: Held, shop: Workshop) -> None:
    refuse_held(held, shop.rules_at_the_wall)

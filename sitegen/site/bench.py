"""What lies ready for every unit of work: the bench as plain data, and the workshop set up with it.

Nothing here loads what does the work (`unit.py`): a build in which nothing changed has none to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.address import Address
from sitegen.archive.catalogue import Archive, Facts
from sitegen.form.withheld import Rules
from sitegen.note.glossary import TermFinder
from sitegen.note.mention import NameFinder
from sitegen.page.edition import Edition, Template
from sitegen.site.desk import Desk
from sitegen.site.fact_store import facts_in
from sitegen.site.file import Loaded
from sitegen.site.location import Location
from sitegen.site.lock import Lock
from sitegen.site.packaged import citation_styles, land
from sitegen.site.target import Target
from sitegen.site.withhold_folder import rules_of
from sitegen.site.withholding import withheld_from

if TYPE_CHECKING:
    from sitegen.page.theme import Theme


@dataclass(frozen=True, slots=True)
class Bench:
    """All that a worker needs beside the jobs themselves."""

    desk: Desk
    target: Target
    templates: Mapping[str, Template]
    assets: Mapping[str, Address]
    facts: Path  # of the database
    offline: bool = False
    live: bool = False


class Workshop:
    """A bench set up for work in one process: what is costly is made once, when it is first asked for."""

    def __init__(self, bench: Bench, facts: Facts | None = None) -> None:
        self.bench, self.desk = bench, bench.desk
        self.lock = Lock(bench.desk.root)
        self.rules = rules_of(bench.desk.root, bench.desk.settings.withhold)  # never in a file of the bench
        self._facts = facts

    def load(self, location: Location) -> Loaded:
        """A record, and of it what is not withheld."""
        from sitegen.site.record import load_record

        return withheld_from(load_record(self.desk.root, location), self.rules)

    @cached_property
    def finder(self) -> NameFinder:
        """Finds names."""
        return self.desk.finder()

    @cached_property
    def terms(self) -> TermFinder:
        """Finds abbreviations."""
        return self.desk.term_finder()

    @cached_property
    def theme(self) -> "Theme":
        """Draws pages."""
        from sitegen.page.theme import Theme

        return Theme(self.bench.templates)

    @cached_property
    def rules_at_the_wall(self) -> Rules:
        """Read once more: what was half saved when the workshop was set up is not so now."""
        return rules_of(self.desk.root, self.desk.settings.withhold)

    @cached_property
    def edition(self) -> Edition:
        """The facts of the archive as they stand when they are first asked for."""
        return Edition(
            settings=self.desk.settings,
            vocabulary=self.desk.vocabulary,
            archive=Archive(self._facts or facts_in(self.bench.facts)),
            entities=self.desk.entities,
            prose=self.desk.prose,
            linked=self.desk.linked,
            glosses=self.desk.glossary,
            assets=self.bench.assets,
            pictures=self.desk.pictures,
            styles=citation_styles(),
            land=land(),
            unfilled=self.desk.unfilled,
            offline=self.bench.offline,
            live=self.bench.live,
        )

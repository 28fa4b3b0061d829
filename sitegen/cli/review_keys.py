"""Names one after the other on a terminal, and a key for each: what is pressed is written at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from sitegen.archive.review import Place, Row
from sitegen.cable.anchor import anchor_label
from sitegen.cli.console import Console, plain
from sitegen.cli.review_list import place_text, said, title_of
from sitegen.note.decision import COLUMNS, NONE
from sitegen.note.entity import EntityType
from sitegen.page.wording import count_of
from sitegen.site.entity_writing import append_decision, write_entity
from sitegen.site.folder import DECISIONS
from sitegen.site.reviewing import Review

_TYPES = {
    "p": EntityType.PERSON,
    "o": EntityType.ORGANIZATION,
    "l": EntityType.PLACE,
    "e": EntityType.EVENT,
    "g": EntityType.PROGRAMME,
    "t": EntityType.TERM,
}
_NONE, _SKIP, _HELP, _QUIT = "n", "s", "?", "q"
_CANDIDATES = "123456789"
_SAID = "s skip   ? help   q quit"
_HELP_TEXT = f"""
A digit   these words here name that entity: a row at the end of {DECISIONS}
n         they name nothing that you have described: a row with "{NONE}"
p o l e g t
          a new entity's file with this name: person, organization, place, event, programme, term
s         go on; nothing is written, and it is asked again the next time
q         stop here; what you decided is written already

A row is for one place only, so that the same words may mean somebody else in the next cable.
To take something back, delete the row or the file.
"""


class _Item(NamedTuple):
    """What is asked about: one place of a doubtful name, or a missing name."""

    row: Row
    place: Place


def ask_all(review: Review, root: Path, by: str, console: Console) -> None:
    """Until the end, or until the editor has had enough."""
    dialogue = _Dialogue(root, by, console, dict(review.names))
    items = tuple(_items(review.rows))
    for number, item in enumerate(items, start=1):
        console.say(f"\n{number} of {len(items)}")
        if not dialogue.ask(item):
            break
    decisions = count_of(dialogue.decisions, "decision")
    entities = count_of(dialogue.entities, "new entity", "new entities")
    console.say(f"\n{decisions} and {entities} written.")


def _items(rows: tuple[Row, ...]) -> Iterator[_Item]:
    for row in rows:
        for place in row.places if row.subject.entities else row.places[:1]:
            yield _Item(row, place)


@dataclass(slots=True)
class _Dialogue:
    """What is written, for whom, and how much it was."""

    root: Path
    by: str
    console: Console
    names: Mapping[str, str]  # of the entities
    decisions: int = 0
    entities: int = 0

    def ask(self, item: _Item) -> bool:
        """Whether to go on."""
        self.console.show(self._question(item))
        while (key := click.getchar()) != _QUIT:
            if key == _SKIP:
                return True
            if key == _HELP:
                self.console.say(_HELP_TEXT)
                self.console.show(self._question(item))
            elif self._answered(key, item):
                return True
        return False

    def _answered(self, key: str, item: _Item) -> bool:
        """Whether it is done with."""
        if key in self._choices(item):
            return self._decide(key, item)
        if key in _TYPES and not item.row.subject.entities:
            return self._make(key, item)
        self.console.say(f"{key!r} means nothing here; ? says what the keys are for")
        return False

    def _choices(self, item: _Item) -> dict[str, str]:
        entities = item.row.subject.entities
        return dict(zip(_CANDIDATES, entities, strict=False)) | ({_NONE: NONE} if entities else {})

    def _question(self, item: _Item) -> str:
        entities = item.row.subject.entities
        if not entities:
            places = map(place_text, item.row.places)
            kinds = "   ".join(f"{key} {kind}" for key, kind in _TYPES.items())
            return "\n".join([title_of(item.row), *places, f"   {kinds}", f"   {_SAID}"])
        choices = (
            f"   {key} {plain(self.names.get(one, one))} ({one})"
            for key, one in zip(_CANDIDATES, entities, strict=False)
        )
        reason = f"{click.style(plain(said(item.row)), bold=True)}: {plain(item.row.subject.reason)}"
        return "\n".join([reason, place_text(item.place), *choices, "   n none of them", f"   {_SAID}"])

    def _decide(self, key: str, item: _Item) -> bool:
        place, words, entity = item.place, item.row.subject.words, self._choices(item)[key]
        where = place.cable, place.anchor.removeprefix("p"), words, str(place.occurrence)
        cells = *where, entity, self.by, date.today().isoformat(), ""
        append_decision(self.root, dict(zip(COLUMNS, cells, strict=True)))
        self.console.say(f"{DECISIONS}: {words} in {place.cable} {anchor_label(place.anchor)} is {entity}")
        self.decisions += 1
        return True

    def _make(self, key: str, item: _Item) -> bool:
        try:
            path = write_entity(self.root, _TYPES[key], said(item.row))
        except FileExistsError as error:
            there = Path(error.filename).relative_to(self.root).as_posix()
            self.console.say(f"there is {there} already; nothing was written")
            return False
        self.console.say(f"{path}: say in it who or what this is, once you are certain")
        self.entities += 1
        return True

"""Names that await an editor: what is found, how it is printed, and what a key writes."""

import csv
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from cable_record import VOCABULARY
from cables import cable_of
from case_file import Outcome, check
from conftest import sitegen
from files import write
from hypothesis import given
from hypothesis import strategies as st
from test_note import entities_of

from sitegen.archive.review import Place, Sighting, Subject, Tally, sightings_in
from sitegen.archive.snippet import Snippet
from sitegen.cable.model import Anchor
from sitegen.cable.vocabulary import Vocabulary
from sitegen.note.annotated import AnnotatedCable, annotate
from sitegen.note.decision import COLUMNS, read_decisions
from sitegen.note.entity import EntityType, read_entity
from sitegen.note.mention import NameFinder
from sitegen.site.entity_writing import append_decision, write_entity
from sitegen.site.refusal import RefusedError
from sitegen.site.reviewing import review_site
from sitegen.source_text import SourceText

RECORD = """R 0{day}0900Z JUL 07
FM AMEMBASSY EXAMPLETOWN
TO SECSTATE WASHDC
UNCLAS EXAMPLETOWN 00000{day}

TAGS: PGOV
SUBJECT: EXERCISE: A FERRY

1. (U) {text}

EXAMPLE
"""
BOARDS = """---
id: {0}
type: organization
name: {1}
aliases: [Board]
---
"""
ROW = dict(zip(COLUMNS, ("07X1", "3", "=Board", "1", "none", "A, B", "2026-01-01", ""), strict=True))


def unnamed(entities: str, cable: str) -> Outcome:
    finder = NameFinder(entities_of(entities) if entities else ())
    vocabulary = Vocabulary(VOCABULARY.tags, VOCABULARY.posts, VOCABULARY.post_aliases)
    annotated, _ = annotate(cable_of(cable), SourceText(""), (), finder, vocabulary)
    shown = []
    for subject, place, number in sightings_in(annotated, vocabulary, finder):
        may = f" {'|'.join(subject.entities)} ({place.occurrence})" if subject.entities else ""
        shown.append(f"{place.anchor} {place.snippet.words}{may}{f' x{number}' if number > 1 else ''}")
    return "\n".join(shown), ()


def test_unnamed(golden: bool) -> None:
    check("note/unnamed.txt", unnamed, golden)


def test_a_doubtful_name_that_meets_itself_is_counted_as_decisions_count_it() -> None:
    boards = (
        BOARDS.format("a", "A").replace("Board]", "Ali Ali]"),
        BOARDS.format("b", "B").replace("Board]", "Ali Ali]"),
    )
    read = [read_entity(text, f"content/entities/{at}.md", VOCABULARY) for at, text in enumerate(boards)]
    entities = tuple(entity for entity, _ in read if entity)
    cable = cable_of("¶1. ali Ali Ali was there.", "07ASTANA1848")
    source = SourceText("", "cable.txt")
    row = "cable,paragraph,words,occurrence,entity,by,date,reason\n07ASTANA1848,1,Ali Ali,{},a,,,\n"

    def findings(decisions: str = "") -> AnnotatedCable:
        decided, told = read_decisions(decisions, "decisions.csv", VOCABULARY)
        assert not told
        return annotate(cable, source, (), NameFinder(entities, decided), VOCABULARY)[0]

    (doubt,) = sightings_in(findings(), VOCABULARY, NameFinder(entities))
    assert (doubt.subject.words, doubt.place.occurrence) == ("Ali Ali", 2)
    (mention,) = findings(row.format(doubt.place.occurrence)).mentions
    assert (mention.entity, mention.start, mention.end) == ("a", 4, 11)


def sighting(words: str, cable: str, *entities: str) -> Sighting:
    return Sighting(Subject(words, entities), Place(cable, Anchor("p1"), 1, Snippet("", words, "")))


def test_names_are_counted_by_cable_and_a_few_places_kept() -> None:
    tally = Tally()
    for number in range(30):
        cable = f"07X{number}"
        tally.add(
            [
                sighting("Sample", cable),
                sighting("Board", cable, "a", "b"),
                sighting("Board", cable, "a", "b"),
            ]
        )
        tally.add([sighting(f"Only {number}", cable)])
    doubt, missing = tally.rows(2)
    assert (doubt.subject.words, doubt.number, doubt.cables, len(doubt.places)) == ("Board", 60, 30, 20)
    assert (missing.subject.words, missing.number, missing.cables, len(missing.places)) == (
        "Sample",
        30,
        30,
        3,
    )
    assert len(list(tally.rows(1))) == 32


def test_a_tally_of_any_number_of_names_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.archive.review._MOST", 10)
    tally = Tally()
    for number in range(500):
        tally.add([sighting(f"Only {number}", f"07X{number}"), sighting("Sample", f"07X{number}")])
    tally.add([sighting("Board", "07X1", "a", "b")])
    assert [row.subject.words for row in tally.rows(2)] == ["Board", "Sample"]
    assert len(list(tally.rows(1))) < 30


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "site.toml", 'title = "A"\nbase_url = "https://host.example/"\n')
    for day, text in (
        (1, "She told Board members that the Board and Anna Placeholder were late."),
        (2, "On the ferry =SUM was Anna Placeholder with a lamp."),
    ):
        write(tmp_path / f"content/cables/07EXAMPLETOWN{day}.txt", RECORD.format(day=day, text=text))
    for one, name in (("drill-board", "Drill Board"), ("river-board", "River Board")):
        write(tmp_path / f"content/entities/organization/{one}.md", BOARDS.format(one, name))
    return tmp_path


def test_the_list(site: Path) -> None:
    done = sitegen("-C", str(site), "entities", "review")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "1 name not linked for doubt",
        "",
        "Board (2 times in 1 cable): drill-board, river-board? more than one entity has this name",
        "   07EXAMPLETOWN1 ¶1  She told Board members that the Board and Anna Placeholder were late.",
        "   07EXAMPLETOWN1 ¶1  She told Board members that the Board and Anna Placeholder were late.",
        "",
        "1 name that no entity has",
        "",
        "Anna Placeholder (2 times in 2 cables)",
        "   07EXAMPLETOWN1 ¶1  She told Board members that the Board and Anna Placeholder were late.",
        "   07EXAMPLETOWN2 ¶1  On the ferry =SUM was Anna Placeholder with a lamp.",
        "",
        "2 cables read, 2 names to look at.",
    ]
    assert not (site / ".sitegen").exists()
    assert not (site / "content/entities/decisions.csv").exists()


def test_the_list_for_a_spreadsheet_holds_no_formula(site: Path) -> None:
    write(
        site / "content/cables/07EXAMPLETOWN2.txt", RECORD.format(day=2, text="=1 is Anna Placeholder @home")
    )
    done = sitegen("-C", str(site), "entities", "review", "--csv")
    rows = list(csv.DictReader(StringIO(done.stdout)))
    assert [
        (row["kind"], row["words"], row["cable"], row["paragraph"], row["occurrence"]) for row in rows
    ] == [
        ("doubt", "Board", "07EXAMPLETOWN1", "1", "1"),
        ("doubt", "Board", "07EXAMPLETOWN1", "1", "2"),
        ("missing", "Anna Placeholder", "07EXAMPLETOWN1", "1", ""),
        ("missing", "Anna Placeholder", "07EXAMPLETOWN2", "1", ""),
    ]
    assert rows[3]["before"] == "'=1 is "
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_the_list_for_programs(site: Path) -> None:
    done = sitegen("-C", str(site), "entities", "review", "--json")
    board, anna = map(json.loads, done.stdout.splitlines())
    assert board["entities"] == ["drill-board", "river-board"]
    assert [place["occurrence"] for place in board["places"]] == [1, 2]
    assert (anna["kind"], anna["words"], anna["mentions"], anna["cables"]) == (
        "missing",
        "Anna Placeholder",
        2,
        2,
    )


def test_cables_in_capitals_are_told_of(site: Path) -> None:
    write(
        site / "content/cables/07EXAMPLETOWN3.txt", RECORD.format(day=3, text="ANNA PLACEHOLDER CAME AGAIN.")
    )
    done = sitegen("-C", str(site), "entities", "review")
    assert done.stdout.endswith(
        "3 cables read, 2 names to look at.\n"
        "1 cable is typed in capitals: no missing names are looked for there.\n"
    )


def test_a_fault_of_the_decisions_is_told(site: Path) -> None:
    write(site / "content/entities/decisions.csv", "cable,words\n")
    done = sitegen("-C", str(site), "entities", "review")
    assert done.returncode == 1
    assert "decisions.csv:1:1: error: the first line must name each column once" in done.stderr


def test_a_record_that_is_not_looked_at_is_told(site: Path) -> None:
    text = RECORD.format(day=3, text="Then Anna Placeholder and Josef Sample came.")
    write(site / "content/cables/07EXAMPLETOWN3\a.txt", text)
    found = review_site(site, 1)
    assert [one.code for one in found.diagnostics] == ["source-misnamed"]
    assert "Josef Sample" not in {row.subject.words for row in found.rows}
    shutil.rmtree(site / "content")
    assert [one.code for one in review_site(site, 1).diagnostics] == ["content-missing"]


class Terminal:
    """The other side of a command's terminal."""

    def __init__(self, master: int, slave: int) -> None:
        self._master, self._slave, self.said = master, slave, ""

    def press(self, key: str, *, after: str) -> None:
        """Once this was said, and it is a key that is waited for: what is pressed before is thrown away."""
        self._until(lambda: after in self.said and not termios.tcgetattr(self._slave)[3] & termios.ICANON)
        self.said = ""
        os.write(self._master, key.encode())

    def end(self, after: str) -> None:
        self._until(lambda: after in self.said)

    def _until(self, happened: object) -> None:
        assert callable(happened)
        last = time.monotonic() + 60
        while not happened():
            assert time.monotonic() < last, self.said
            os.set_blocking(self._master, False)
            try:
                self.said += os.read(self._master, 4096).decode("utf-8", "replace")
            except BlockingIOError:
                time.sleep(0.02)


@contextmanager
def at_a_terminal(site: Path, *words: str) -> Iterator[Terminal]:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "sitegen", "-C", str(site), "entities", "review", *words]
    environ = {**os.environ, "TERM": "dumb", "COLUMNS": "200"}
    started = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environ, close_fds=True)
    try:
        yield Terminal(master, slave)
        assert started.wait(30) == 0
    finally:
        started.kill()
        started.wait()
        os.close(master)
        os.close(slave)


def test_a_key_decides_one_place_and_makes_a_file(site: Path) -> None:
    with at_a_terminal(site, "--by", "A. Editor") as terminal:
        terminal.press("x", after="1 of 3")
        terminal.press("?", after="means nothing here")
        terminal.press("2", after="delete the row or the file")
        terminal.press("n", after="2 of 3")
        terminal.press("p", after="3 of 3")
        terminal.end("2 decisions and 1 new entity written.")
    text = (site / "content/entities/decisions.csv").read_text("utf-8")
    decisions, problems = read_decisions(text, "decisions.csv", VOCABULARY)
    assert not problems
    assert [
        (str(one.cable), one.paragraph, one.words, one.occurrence, one.entity, one.by) for one in decisions
    ] == [
        ("07EXAMPLETOWN1", "p1", "Board", 1, "river-board", "A. Editor"),
        ("07EXAMPLETOWN1", "p1", "Board", 2, None, "A. Editor"),
    ]
    made = site / "content/entities/person/anna-placeholder.md"
    assert made.read_text("utf-8") == "---\nid: anna-placeholder\ntype: person\nname: Anna Placeholder\n---\n"
    assert sitegen("-C", str(site), "entities", "review").stdout == "2 cables read, 0 names to look at.\n"
    assert sitegen("-C", str(site), "build", "--strict").returncode == 0
    page = (site / "output/cable/07EXAMPLETOWN1/index.html").read_text("utf-8")
    assert re.search(r'<a class="entity" href="[^"]*river-board/">Board</a> members that the Board and', page)


def test_to_skip_and_to_quit_write_nothing(site: Path) -> None:
    with at_a_terminal(site) as terminal:
        terminal.press("s", after="1 of 3")
        terminal.press("q", after="2 of 3")
        terminal.end("0 decisions and 0 new entities written.")
    assert not (site / "content/entities/decisions.csv").exists()


def test_a_file_that_is_there_is_not_written_over(site: Path) -> None:
    there = site / "content/entities/event/anna-placeholder.md"
    text = "---\nid: anna-placeholder\ntype: event\nname: Another\n---\n"
    write(there, text)
    with at_a_terminal(site) as terminal:
        terminal.press("s", after="1 of 3")
        terminal.press("s", after="2 of 3")
        terminal.press("e", after="3 of 3")
        terminal.press("q", after="there is content/entities/event/anna-placeholder.md already")
        terminal.end("0 new entities written.")
    assert there.read_text("utf-8") == text


rows = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=8), max_size=3)


@given(st.permutations(COLUMNS), rows, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_rows_are_only_ever_added(
    tmp_path_factory: pytest.TempPathFactory,
    columns: list[str],
    more: list[str],
    end: str,
    last: bool,
    mark: bool,
) -> None:
    root = tmp_path_factory.mktemp("site")
    text = StringIO()
    csv.writer(text, lineterminator=end).writerows([columns, [*more, *[""] * (len(columns) - len(more))]])
    before = text.getvalue() if last else text.getvalue().removesuffix(end)
    data = (b"\xef\xbb\xbf" if mark else b"") + before.encode()
    file = root / "content/entities/decisions.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    append_decision(root, ROW)
    append_decision(root, ROW)
    written = file.read_bytes()
    assert written.startswith(data)
    read = list(csv.DictReader(StringIO(written.decode("utf-8-sig"), newline="")))
    assert read[-2:] == [ROW, ROW]
    assert len(read) == 3


@pytest.mark.parametrize("data", [b"cable,words\n", "cablé,".encode("latin-1"), b'"cable\n'])
def test_a_file_of_decisions_that_cannot_be_read_is_left_alone(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "content/entities/decisions.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    with pytest.raises(RefusedError):
        append_decision(tmp_path, ROW)
    assert file.read_bytes() == data


@pytest.mark.parametrize(
    "name", ["Yes", "12", "Drill: a town", "Тараз", "Ақмола #2", "'Quoted'", "- Dash", "[xy]"]
)
def test_a_new_entity_is_called_what_it_was_called(tmp_path: Path, name: str) -> None:
    path = write_entity(tmp_path, EntityType.PLACE, name)
    entity, problems = read_entity((tmp_path / path).read_text("utf-8"), path, VOCABULARY)
    assert not problems
    assert entity
    assert (entity.name, entity.type, entity.body, entity.aliases) == (name, EntityType.PLACE, "", ())


def test_no_two_entities_are_made_with_one_id(tmp_path: Path) -> None:
    path = write_entity(tmp_path, EntityType.PERSON, "Anna Placeholder")
    with pytest.raises(FileExistsError) as told:
        write_entity(tmp_path, EntityType.ORGANIZATION, "Anna PLACEHOLDER")
    assert told.value.filename == str(tmp_path / path)
    assert len(list(tmp_path.rglob("*.md"))) == 1


def test_a_name_without_a_letter_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        write_entity(tmp_path, EntityType.PLACE, "!!")
    assert not list(tmp_path.rglob("*.md"))

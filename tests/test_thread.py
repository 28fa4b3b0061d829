"""Threads: what references connect, in memory and in a store that is told of one change after another."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cables import cable_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from memory_archive import archive_of
from test_archive import digested, id_of, stored

from sitegen.archive.catalogue import Archive
from sitegen.archive.digest import Digest
from sitegen.archive.fact import Key, Kind, Tie, place_of
from sitegen.archive.thread import rounded
from sitegen.cable.model import CableId
from sitegen.site.cache import opened
from sitegen.site.fact_store import StoredFacts, facts_in
from sitegen.site.location import Location
from sitegen.site.record_store import SCHEMA, Reading, RecordStore


def cable(name: str, *cited: str, day: int = 9) -> Digest:
    refs = "\n".join(f"REF {'ABCDEFG'[at]}: {one[:2]} ASTANA {one[8:]}" for at, one in enumerate(cited))
    sent = datetime(2000 + int(name[:2]), 7, day, tzinfo=UTC)
    return digested(cable_of(f"{refs}\n\n¶1. X.", name, dtg=sent))


def threads_of(*cables: Digest) -> dict[str, list[str]]:
    archive = archive_of(cables)
    return {name: [str(one) for one in archive.threads[name]] for name in archive.threads}


def test_references_connect_whichever_way_they_point() -> None:
    found = threads_of(
        cable("07ASTANA3", "07ASTANA1", "07ASTANA2"),
        cable("07ASTANA1"),
        cable("07ASTANA2"),
        cable("07ASTANA9"),
    )
    assert found == {"07ASTANA1": ["07ASTANA1", "07ASTANA2", "07ASTANA3"]}


def test_two_cables_are_no_thread() -> None:
    assert threads_of(cable("07ASTANA2", "07ASTANA1"), cable("07ASTANA1")) == {}


def test_a_cable_that_is_not_here_ties_those_that_cite_it() -> None:
    found = threads_of(cable("07ASTANA1", "06ASTANA9"), cable("08ASTANA2", "06ASTANA9", "05ASTANA5"))
    assert found == {"07ASTANA1": ["06ASTANA9", "07ASTANA1", "08ASTANA2"]}


def test_one_that_a_single_cable_cites_ties_nothing() -> None:
    assert threads_of(cable("07ASTANA1", "06ASTANA9", "06ASTANA8"), cable("08ASTANA2", "07ASTANA1")) == {}


def test_a_reference_to_itself_and_a_cycle_are_no_harm() -> None:
    assert threads_of(cable("07ASTANA1", "07ASTANA1")) == {}
    found = threads_of(
        cable("07ASTANA1", "07ASTANA2", "07ASTANA1"),
        cable("07ASTANA2", "07ASTANA3"),
        cable("07ASTANA3", "07ASTANA1"),
    )
    assert found == {"07ASTANA1": ["07ASTANA1", "07ASTANA2", "07ASTANA3"]}


def test_a_cable_knows_its_neighbours_in_the_thread_that_are_here() -> None:
    archive = archive_of(
        [cable("06ASTANA1", "07ASTANA9"), cable("08ASTANA2", "07ASTANA9"), cable("08ASTANA3", "07ASTANA9")]
    )
    first, second, third = map(id_of, ("06ASTANA1", "08ASTANA2", "08ASTANA3"))
    assert archive.ties[first] == Tie("06ASTANA1", 4, None, second)
    assert archive.ties[second] == Tie("06ASTANA1", 4, first, third)
    assert id_of("07ASTANA9") not in archive.ties


@pytest.mark.parametrize(
    ("size", "said"), [(3, 3), (99, 99), (100, 100), (109, 100), (999, 990), (5214, 5200), (99_999, 99_000)]
)
def test_of_a_large_thread_the_size_is_rounded_down(size: int, said: int) -> None:
    assert rounded(size) == said


NAMES = [f"07ASTANA{number}" for number in range(1, 8)]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.none() | st.lists(st.sampled_from(NAMES), max_size=3),
        st.integers(1, 3),
    ),
    max_size=12,
)


def answers(archive: Archive, held: Mapping[str, Digest]) -> dict[Key, object]:
    """All that can be asked of threads, and where in the archive each cable of one stands."""
    place = {name: place_of(one.summary) for name, one in held.items()}
    names = {
        Key(Kind.THREAD, name): [(one, place.get(str(one))) for one in archive.threads[name]]
        for name in archive.threads
    }
    tied = {name: tie for name in NAMES if (tie := archive.ties.get(id_of(name)))}
    return {**names, **{Key(Kind.TIE, name): (tie, place[name]) for name, tie in tied.items()}}


@settings(deadline=None)
@example(  # a date that changes no order
    edits=[
        ("07ASTANA1", [], 1),
        ("07ASTANA2", ["07ASTANA1", "07ASTANA3"], 2),
        ("07ASTANA3", [], 2),
        ("07ASTANA2", ["07ASTANA1", "07ASTANA3"], 1),
    ],
    at_once=1,
)
@given(edits=EDITS, at_once=st.integers(1, 4))
def test_after_any_changes_the_threads_are_those_of_a_new_archive(
    edits: list[tuple[str, list[str] | None, int]], at_once: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """And the keys that are said to have changed are those whose answers are others, no more and no fewer."""
    held: dict[str, Digest] = {}
    with opened(tmp_path_factory.mktemp("x") / "facts.sqlite", SCHEMA, "a test") as cache:
        store = RecordStore(cache)
        for start in range(0, len(edits), at_once):
            before = answers(Archive(StoredFacts(cache.db)), held)
            for name, cited, day in edits[start : start + at_once]:
                put(store, held, name, cited, day)
            store.changed.clear()
            store.settle_order()
            now = answers(Archive(StoredFacts(cache.db)), held)
            assert now == answers(archive_of(held.values()), held)
            changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
            threads = {Key(kind, name) for kind in (Kind.THREAD, Kind.TIE) for name in NAMES}
            assert {key for key in threads if key.number in store.changed} == changed


def put(
    store: RecordStore, held: dict[str, Digest], name: str, cited: Iterable[str] | None, day: int
) -> None:
    if cited is None:
        held.pop(name, None)
        store.withdraw(name)
        return
    held[name] = cable(name, *cited, day=day)
    store.put(Reading(Location(name), name, reader="2", cable=name), held[name])


@pytest.mark.parametrize("size", range(7))
def test_some_of_those_that_cite_a_cable_are_the_first_or_around_one(size: int, tmp_path: Path) -> None:
    """Five cables cite one; however many are asked for, the store and the memory agree."""
    digests = [*(cable(f"07ASTANA{at}", "06ASTANA9") for at in range(1, 6)), cable("07ASTANA8")]
    cited, ids = id_of("06ASTANA9"), [one.id for one in digests]
    archives = archive_of(digests), stored(digests, tmp_path)
    for beside in (None, *ids):
        first, second = (one.citing(cited, size, beside) for one in archives)
        at = ids.index(beside) if beside in ids[:5] else 0
        assert first == second
        assert first == tuple(ids[:5][(start := max(0, min(at - size // 2, 5 - size))) : start + size])
    assert all(one.asked >= {Key(Kind.CITED, "06ASTANA9")} for one in archives)


def test_what_was_kept_of_the_facts_is_forgotten_when_they_change(tmp_path: Path) -> None:
    """By another connection, as in a worker; or by the same."""
    file, held = tmp_path / "facts.sqlite", dict[str, Digest]()
    with opened(file, SCHEMA, "a test") as cache:
        store = RecordStore(cache)
        archives = Archive(facts_in(file)), Archive(store.facts)
        for day in (1, 2):
            put(store, held, "07ASTANA1", (), day)
            store.save()
            for archive in archives:
                with archive.asking():
                    sent = [archive.cables[id_of("07ASTANA1")].dtg for _ in range(2)]
                assert [one and one.day for one in sent] == [day, day]
        assert not cache.db.in_transaction


def test_the_first_cable_of_a_post(tmp_path: Path) -> None:
    digests = [cable("07ASTANA2"), cable("07ASTANA1", day=8), cable("06ALMATY3")]
    for archive in (archive_of(digests), stored(digests, tmp_path)):
        assert archive.first_of("ASTANA") == (id_of("07ASTANA1"),)
        assert archive.first_of("NOWHERE") == ()
        assert archive.asked == {Key(Kind.POST, "ASTANA"), Key(Kind.POST, "NOWHERE")}


def test_neighbours_of_a_post() -> None:
    archive = archive_of([cable("07ASTANA1"), cable("07ALMATY2"), cable("07ASTANA3")])
    first, other, last = map(CableId, (2007,) * 3, ("ASTANA", "ALMATY", "ASTANA"), (1, 2, 3))
    assert archive.neighbours(first, in_post=True) == (None, last)
    assert archive.neighbours(other, in_post=True) == (None, None)
    assert Key(Kind.NEAR_POST, "07ASTANA1") in archive.asked

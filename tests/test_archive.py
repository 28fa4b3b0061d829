"""The archive: digests of single cables, and what is true of all together."""

import pickle
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from cable_record import VOCABULARY
from cables import cable_of
from case_file import Outcome, check
from hypothesis import given
from hypothesis import strategies as st
from memory_archive import archive_of
from test_note import PATH, entities_of

from sitegen.archive.abridge import digest_of
from sitegen.archive.catalogue import Archive, Company, Neighbours
from sitegen.archive.digest import Digest, PointerKind
from sitegen.archive.fact import SHARED, Kind
from sitegen.archive.snippet import shortened, snippet_of
from sitegen.archive.target import Goal, Missing, link_names, link_problems, target_of
from sitegen.cable.cable_id import read_id
from sitegen.cable.model import Cable, CableId, Level
from sitegen.note.annotated import annotate
from sitegen.note.annotation import read_annotations
from sitegen.note.entity import Entity, EntityType
from sitegen.note.markdown import links_of
from sitegen.note.mention import NameFinder
from sitegen.settings import Status
from sitegen.site.cache import opened
from sitegen.site.fact_store import facts_in
from sitegen.site.location import Location
from sitegen.site.record_store import SCHEMA, Reading, RecordStore
from sitegen.source_text import SourceText

BODY = """
REF A: 06 ASTANA 12
REF B: SMITH E-MAIL

# A heading

¶1. The Nur Otan party, as ref A says.
a. An item.
b. Another.

¶2. See ref A para 4 and para 1.
"""


def id_of(text: str) -> CableId:
    known = read_id(text)
    assert known
    return known


def digested(cable: Cable, notes: str = "", entities: tuple[Entity, ...] = ()) -> Digest:
    assert cable.id
    read, _ = read_annotations(notes, PATH, cable.id, Status.PUBLISHED)
    annotated, _ = annotate(cable, SourceText(""), read, NameFinder(entities), VOCABULARY)
    return digest_of(annotated, VOCABULARY)


def target(cables: str, entities: str, text: str) -> Outcome:
    """Links of a note on the first cable; the cables, each led by its id, are set apart by "~"."""
    pairs = [part.partition("\n")[::2] for part in cables.split("~\n")]
    digests = [digested(cable_of(body, cable_id.strip())) for cable_id, body in pairs]
    known = entities_of(entities)
    archive, names, here = archive_of(digests), link_names(known, VOCABULARY), digests[0].id
    shown = []
    for link in links_of(text, PATH, 1):
        goal = target_of(link.target, archive, names, here)
        if isinstance(goal, Goal):
            fragment = goal.address.fragment and f"#{goal.address.fragment}"
            shown.append(f"{goal.address.path}{fragment} {goal.words!r}{' absent' if goal.is_absent else ''}")
        else:
            shown.append(f"nowhere: {goal.code}")
    return "\n".join(shown), link_problems(archive, names, links_of(text, PATH, 1))


def test_targets(golden: bool) -> None:
    check("archive/target.txt", target, golden)


def test_a_digest_says_what_can_be_pointed_at_and_who_is_named() -> None:
    entities = tuple(entities_of("id: nur-otan\ntype: organization\nname: Nur Otan"))
    body = "See [[07ALMATY3 ¶2]] and [[07ALMATY3 ¶2]], [[¶1]], [[Nur Otan]]."
    notes = f'## ¶1 "party"\nkind: context\nby: A\n{body}'
    digest = digested(cable_of(BODY, tags=("PGOV",), classification=Level.SECRET), notes, entities)
    assert [(known.anchor, known.label) for known in digest.anchors] == [
        ("ref-a", "Ref A"),
        ("ref-b", "Ref B"),
        ("h-a-heading", "A heading"),
        ("p1", "¶1"),
        ("p1-a", "¶1 a"),
        ("p1-b", "¶1 b"),
        ("p2", "¶2"),
    ]
    assert [(found.entity, found.anchor, found.label) for found in digest.mentions] == [
        ("nur-otan", "p1", "¶1")
    ]
    assert digest.types == (EntityType.ORGANIZATION,)
    assert digest.mentions[0].snippet == (
        "The ",
        "Nur Otan",
        " party, as ref A says. a. An item. b. Another.",
    )
    old, new = id_of("06ASTANA12"), id_of("07ALMATY3")
    assert [pointer[:5] for pointer in digest.pointers] == [
        (PointerKind.REFERENCE, old, None, "ref-a", "Ref A"),
        (PointerKind.TEXT, old, None, "p1", "¶1"),
        (PointerKind.TEXT, old, "p4", "p2", "¶2"),
        (PointerKind.ANNOTATION, new, "p2", "n-party", "note on ¶1"),
    ]
    assert [(note.slug, note.label, note.quote, note.by) for note in digest.notes] == [
        ("party", "¶1", "party", "A")
    ]
    assert digest.notes[0].excerpt == "See 07ALMATY3 ¶2 and 07ALMATY3 ¶2, ¶1, Nur Otan."
    assert len(digest.links) == 4
    assert pickle.loads(pickle.dumps(digest)) == digest


def test_a_name_in_the_header_is_a_mention_at_the_top() -> None:
    entities = tuple(entities_of("id: km\ntype: person\nname: Kevin Milas"))
    (mention,) = digested(cable_of("¶1. X.", classified_by="Kevin Milas"), "", entities).mentions
    assert (mention.anchor, mention.label, mention.snippet.words) == ("", "Classified by", "Kevin Milas")


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (99, 'It rained. "Who, then, came?" Nobody.'),
        (12, "It rained. …"),
        (18, 'It rained. "Who…'),
        (24, 'It rained. "Who, then…'),
        (30, 'It rained. "Who, then, came?" …'),
    ],
)
def test_words_are_cut_at_a_blank_and_say_that_there_are_more(most: int, expected: str) -> None:
    assert shortened('It rained. "Who, then, came?" Nobody.', most) == expected


@pytest.mark.parametrize(
    ("before", "words", "after", "expected"),
    [
        ("", "all", "", ("", "all", "")),
        ("a  b ", "c", "\nd", ("a b ", "c", " d")),
        ("(", "c", ")", ("(", "c", ")")),
        ("word " * 30, "c", " word" * 30, ("…" + "word " * 14, "c", " word" * 14 + "…")),
        ("x" * 200, "c", "y" * 200, ("…", "c", "…")),
    ],
)
def test_snippets_are_cut_between_words(
    before: str, words: str, after: str, expected: tuple[str, ...]
) -> None:
    snippet = snippet_of(before + words + after, len(before), len(before) + len(words))
    assert snippet == expected


@given(st.text("ab \n", max_size=900), st.integers(0, 900), st.integers(1, 9))
def test_a_snippet_needs_not_look_at_the_whole_text(text: str, start: int, length: int) -> None:
    def plain(part: str) -> str:
        return " ".join(part.split())

    start = min(start, len(text))
    end = min(len(text), start + length)
    before, words, after = snippet_of(text, start, end)
    assert words == plain(text[start:end])
    whole = plain(text[:start])
    assert before.strip() == (whole if len(whole) <= 70 else "…" + whole[-70:].partition(" ")[2])
    whole = plain(text[end:])
    assert after.strip() == (whole if len(whole) <= 70 else whole[:70].rpartition(" ")[0] + "…")


def small_archive() -> tuple[Digest, ...]:
    """Four cables: two of one minute, one without a date, one that cites the others."""
    return (
        digested(cable_of(BODY, "07ASTANA2", tags=("PGOV", "KZ", "PGOV"), classification=Level.SECRET)),
        digested(cable_of("¶1. X.", "07ASTANA1", tags=("PGOV",), classification=Level.UNCLASSIFIED)),
        digested(cable_of("¶1. X.", "07ALMATY3", dtg=None)),
        digested(cable_of("¶1. X.", "06ASTANA12", dtg=datetime(2006, 12, 31, tzinfo=UTC), tags=("KZ",))),
    )


def stored(digests: Iterable[Digest], folder: Path) -> Archive:
    """The same archive, as a build keeps it."""
    with opened(folder / "facts.sqlite", SCHEMA, "a test") as cache:
        store = RecordStore(cache)
        for digest in digests:
            location = Location(digest.summary.source + str(digest.id))
            store.put(Reading(location, str(digest.id), reader="2", cable=str(digest.id)), digest)
        store.save()
    return Archive(facts_in(folder / "facts.sqlite"))


@pytest.mark.parametrize("kept", ["in memory", "in a store"])
@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_the_archive_is_in_order_of_date_then_id_whatever_came_first(
    order: tuple[int, ...], kept: str, tmp_path: Path
) -> None:
    digests = [small_archive()[place] for place in order]
    archive = archive_of(digests) if kept == "in memory" else stored(digests, tmp_path)
    old, undated, first, second = map(id_of, ("06ASTANA12", "07ALMATY3", "07ASTANA1", "07ASTANA2"))
    assert tuple(archive.cables) == (old, undated, first, second)
    assert [summary.id for summary in archive.latest()] == [second, first, undated, old]
    assert list(archive.cables.values()) == list(archive.latest())[::-1]
    assert archive.months() == {(2006, 12): 1, (2007, 0): 1, (2007, 7): 2}
    assert archive.months(Kind.TAG, "KZ") == {(2006, 12): 1, (2007, 7): 1}
    assert archive.months(Kind.POST, "ALMATY") == {(2007, 0): 1}
    assert archive.counts(Kind.TAG) == {"KZ": 2, "PGOV": 2}
    assert archive.size() == (4, sum(len(one.anchors) > 0 and one.summary.paragraphs for one in digests), 0)
    assert archive.cables[second] == next(one.summary for one in digests if one.id == second)
    assert list(archive.years.items()) == [(2006, (old,)), (2007, (undated, first, second))]
    assert list(archive.posts.items()) == [("ALMATY", (undated,)), ("ASTANA", (old, first, second))]
    assert list(archive.tags.items()) == [("KZ", (old, second)), ("PGOV", (first, second))]
    assert dict(archive.levels) == {Level.UNCLASSIFIED: (first,), Level.SECRET: (second,)}
    assert [(link.source, link.pointer.label) for link in archive.backlinks(old)] == [
        (second, "Ref A"),
        (second, "¶1"),
        (second, "¶2"),
    ]
    assert archive.neighbours(first) == Neighbours(undated, second)
    assert archive.neighbours(old) == Neighbours(None, undated)
    assert archive.neighbours(id_of("99NOWHERE1")) == Neighbours()
    assert archive.anchors[second] == next(one.anchors for one in digests if one.id == second)


@pytest.mark.parametrize("kept", ["in memory", "in a store"])
def test_paragraphs_that_two_entities_share_are_counted_and_the_first_are_kept(
    kept: str, tmp_path: Path
) -> None:
    entities = tuple(
        entities_of(
            "id: otan\ntype: organization\nname: Otan\n~\nid: almaty\ntype: place\nname: Almaty\n~\n"
            "id: km\ntype: person\nname: Kevin Milas"
        )
    )
    many = "\n\n".join(f"¶{number}. Otan and Otan in Almaty." for number in range(1, SHARED + 3))
    digests = [
        digested(
            cable_of("¶1. Otan.\n\n¶2. Almaty.", "07ASTANA1", classified_by="Kevin Milas"), "", entities
        ),
        digested(cable_of("¶1. Otan, Almaty, Otan.", "07ASTANA2"), "", entities),
        digested(cable_of(many, "07ASTANA3"), "", entities),
    ]
    archive = archive_of(digests) if kept == "in memory" else stored(digests, tmp_path)
    second, third = id_of("07ASTANA2"), id_of("07ASTANA3")
    places = [(second, "p1"), *((third, f"p{number}") for number in range(1, SHARED))]
    assert archive.companions["otan"] == {"almaty": Company(1 + SHARED + 2, tuple(places))}
    assert archive.companions["almaty"]["otan"] == archive.companions["otan"]["almaty"]
    assert "km" not in archive.companions, "the header is no paragraph"


def test_a_cited_cable_that_is_not_here_is_absent() -> None:
    archive = archive_of(small_archive()[:1])
    old = id_of("06ASTANA12")
    assert archive.backlinks(old)
    assert not archive.has(old)
    assert archive.absent() == ("06ASTANA12",)


def test_links_of_notes_are_checked_with_the_cable_they_are_about() -> None:
    digest = digested(cable_of(BODY), "## ¶1\nkind: context\nSee [[¶2]], [[¶7]] and [[Nobody]].")
    archive: Archive = archive_of((digest,))
    found = link_problems(archive, link_names((), VOCABULARY), digest.links)
    assert [(problem.code, problem.place.line, problem.place.column) for problem in found] == [
        ("link-anchor-missing", 3, 13),
        ("link-entity-unknown", 3, 24),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("07DUBAI59#p2", "07DUBAI59 ¶2"),
        ("07dubai59/#p2-a", "07DUBAI59 p2-a"),
        ("https://host.example/a/cable/07DUBAI59/?to=p5#p3", "07DUBAI59 ¶3–5"),
        ("../07DUBAI59/index.html#ref-b", "07DUBAI59 Ref B"),
        ("https://host.example/cable/07DUBAI59/", "07DUBAI59"),
    ],
)
def test_an_address_in_a_link_is_told_with_the_words_to_write(written: str, meant: str) -> None:
    archive, names = archive_of(()), link_names((), VOCABULARY)
    told = target_of(written, archive, names)
    assert isinstance(told, Missing)
    assert (told.code, told.hint) == ("link-entity-unknown", f"write [[{meant}]]")
    assert not isinstance(target_of(meant, archive, names), Missing)


@pytest.mark.parametrize("written", ["07DUBAI59#n-note", "Dubai#p2", "https://host.example/cable/", "#p2"])
def test_of_an_address_of_no_place_in_a_cable_nothing_is_guessed(written: str) -> None:
    told = target_of(written, archive_of(()), link_names((), VOCABULARY))
    assert isinstance(told, Missing)
    assert "#" not in told.hint
    assert told.hint.startswith("write a name that")

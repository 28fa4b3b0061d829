"""Notes, from text to their places: tables of cases."""

import re
from datetime import UTC, date, datetime

import pytest
from cable_record import VOCABULARY
from cables import cable_of
from case_file import Outcome, Runner, check

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import Anchor, CableId
from sitegen.note.annotated import annotate
from sitegen.note.annotation import Annotation, read_annotations
from sitegen.note.citation import citations
from sitegen.note.decision import COLUMNS, Decision, decision_problems, read_decisions
from sitegen.note.entity import Entity, entity_problems, read_entity
from sitegen.note.figure import Shown
from sitegen.note.front_matter import Items, Table, Value, read_front_matter
from sitegen.note.glossary import Gloss, GlossKind, TermFinder, merged, read_glossary
from sitegen.note.locator import read_locator, words_of_address
from sitegen.note.markdown import Resolved, html_of, image_problems, links_of, plain_of
from sitegen.note.mention import NameFinder
from sitegen.note.placing import place
from sitegen.note.prose import read_prose
from sitegen.page.note_view import notes_of
from sitegen.settings import Status
from sitegen.source_text import SourceText

PATH = "content/annotations/07ASTANA1848.md"
ASTANA = read_id("07ASTANA1848")


def front_matter(text: str) -> Outcome:
    head, problems = read_front_matter(text, PATH)
    fields = "\n".join(f"{key} = {_value(value)}" for key, value in head.fields.entries.items())
    return f"{fields}\nbody at {head.body_line}: {head.body!r}".lstrip("\n"), problems


def _value(value: Value) -> str:
    at = f"{value.place.line}:{value.place.column}"
    if isinstance(value, Items):
        return f"[{', '.join(map(_value, value.items))}]@{at}"
    if isinstance(value, Table):
        return f"{{{', '.join(f'{key}: {_value(item)}' for key, item in value.entries.items())}}}@{at}"
    return f"{value.text!r}@{at}"


def annotation(text: str) -> Outcome:
    assert ASTANA
    notes, problems = read_annotations(text, PATH, ASTANA, Status.PUBLISHED)
    return "\n".join(map(_note, notes)), problems


def _note(note: Annotation) -> str:
    target, facts = note.target, f"{note.kind}, {note.status}, by {note.by!r} on {note.date}"
    quote = f" {target.quote!r} ({target.occurrence}{'' if target.counted else '?'})" if target.quote else ""
    return f"{note.slug}: {facts}; {target.label_words}{quote}\n  {note.body_line}: {note.body!r}"


def placing(cable: str, text: str) -> Outcome:
    assert ASTANA
    record = cable_of(cable)
    notes, problems = read_annotations(text, PATH, ASTANA, Status.PUBLISHED)
    texts = {paragraph.anchor: paragraph.text for paragraph in record.paragraphs}
    shown, told = [], list(problems)
    for note in notes:
        placed, more = place(note, record)
        told += more
        if placed is None:
            shown.append(f"{note.slug}: nowhere")
        else:
            words = [f"{p.anchor} [{texts[p.anchor][p.start : p.end]}]" for p in placed.passages]
            shown.append(" ".join([f"{note.slug}: after {placed.after or 'the header'}", *words]))
    return "\n".join(shown), told


def entity(path: str, text: str) -> Outcome:
    found, problems = read_entity(text, path, VOCABULARY)
    return _entity(found) if found else "", problems


def _entity(found: Entity) -> str:
    lines = [f"{found.id}: {found.type} {found.name!r}"]
    for alias in found.aliases:
        only = " ".join(map(str, alias.only_in))
        lines.append(f"  {alias.text!r} {alias.since or ''}..{alias.until or ''} {only}".rstrip())
    lines += [f"  not {words!r}" for words in found.excluded]
    lines += [f"  {authority}: {number}" for authority, number in found.same_as]
    return "\n".join([*lines, f"  {found.body_line}: {found.body!r}"])


def entities_of(text: str) -> list[Entity]:
    """Several entities in one text: front matters one after the other, each ended by "~"."""
    found = []
    for index, part in enumerate(text.split("~\n")):
        entity, problems = read_entity(f"---\n{part.strip()}\n---\n", f"{index}.md", VOCABULARY)
        assert entity, problems
        found.append(entity)
    return found


def mention(entities: str, decisions: str, cable: str) -> Outcome:
    """A cable's first line may give its id and date: "07ASTANA1848 2007-07-09"."""
    first, _, body = cable.partition("\n")
    cable_id, _, day = first.partition(" ")
    when = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) if day else None
    record = cable_of(body, cable_id, dtg=when)
    header = "cable,paragraph,words,occurrence,entity,by,date,reason\n"
    known = entities_of(entities)
    decided, problems = read_decisions(header + decisions, "content/entities/decisions.csv", VOCABULARY)
    findings = NameFinder(known, decided).findings(record)
    shown = []
    for paragraph in record.paragraphs:
        marked = paragraph.text
        for found in reversed([m for m in findings.mentions if m.anchor == paragraph.anchor]):
            words = marked[found.start : found.end]
            marked = f"{marked[: found.start]}<{found.entity}: {words}>{marked[found.end :]}"
        shown.append(marked)
        shown += [
            f"  doubt: {doubt.words} ({', '.join(doubt.entities)}): {doubt.reason}"
            for doubt in findings.ambiguities
            if doubt.anchor == paragraph.anchor
        ]
    return "\n".join(shown), (*problems, *decision_problems(decided, known), *findings.problems)


def decision(text: str) -> Outcome:
    found, problems = read_decisions(text, "content/entities/decisions.csv", VOCABULARY)
    return "\n".join(map(_decision, found)), problems


def _decision(row: Decision) -> str:
    where = f"{row.cable or 'any cable'} {row.paragraph or 'any ¶'} {row.words!r} ({row.occurrence or 'all'})"
    if not row.readable:
        return f"{where}: not to be linked"
    return f"{where}: {row.entity or 'none'}, by {row.by!r} on {row.date}: {row.reason!r}"


def glossary(text: str) -> Outcome:
    """The rows over two of ours."""
    ours = (
        Gloss(GlossKind.ACRONYM, "MFA", "ministry of foreign affairs"),
        Gloss(GlossKind.CAPTION, "EXDIS", "few"),
    )
    theirs, problems = read_glossary(text, "content/glossary.csv")
    return "\n".join(map(_gloss, merged(ours, theirs))), problems


def _gloss(one: Gloss) -> str:
    more = [
        one.explanation,
        f"also {', '.join(one.also)}" if one.also else "",
        "" if one.in_text else "not in text",
    ]
    return "; ".join([f"#{one.id}: {one.term} = {one.meaning}", *filter(None, more)])


def term(rows: str, entities: str, notes: str, cable: str) -> Outcome:
    """A cable's first line gives its id; what stands between "[" and "]" is explained."""
    first, _, body = cable.partition("\n")
    record = cable_of(body, first)
    assert record.id
    glosses, problems = read_glossary(rows, "content/glossary.csv")
    said, more = read_annotations(notes, PATH, record.id, Status.PUBLISHED)
    finder = NameFinder(entities_of(entities) if entities else ())
    annotated, wrong = annotate(
        record, SourceText(""), said, finder, VOCABULARY, TermFinder(merged((), glosses))
    )
    shown = []
    for paragraph in record.paragraphs:
        text = paragraph.text
        for use in reversed([one for one in annotated.terms if one.anchor == paragraph.anchor]):
            text = f"{text[: use.start]}[{text[use.start : use.end]}: {use.key}]{text[use.end :]}"
        shown.append(text)
    return "\n".join(shown), (*problems, *more, *wrong)


def citation(cable: str) -> Outcome:
    record = cable_of(cable)
    shown = []
    for paragraph in record.paragraphs:
        marked = paragraph.text
        for found in reversed([c for c in citations(record, VOCABULARY) if c.anchor == paragraph.anchor]):
            goal = f"{found.target or ''}{'#' if found.target_anchor else ''}{found.target_anchor or ''}"
            marked = (
                f"{marked[: found.start]}<{goal}: {marked[found.start : found.end]}>{marked[found.end :]}"
            )
        shown.append(marked)
    return "\n".join(shown), ()


def markdown(text: str) -> Outcome:
    known = {"Nur Otan": Resolved("/entities/nur-otan/", "Nur Otan"), "¶8": Resolved("#p8", "¶8")}
    shown = {"map.png": Shown("../assets/images/map.1a2b3c4d.png", 900, 500)}
    html = html_of(text, known.get, "n-1", pictures=shown.get).rstrip("\n")
    links = "\n".join(
        f"{link.place.line}:{link.place.column}+{link.place.length} {link[:2]}"
        for link in links_of(text, PATH, 1)
    )
    return f"{html}\n~\n{plain_of(text)}\n~\n{links}".rstrip("\n"), image_problems(text, PATH, 1)


def prose(text: str) -> Outcome:
    page, problems = read_prose(text, "content/pages/about.md")
    if page is None:
        return "", problems
    head = f"{page.slug}: {page.title!r} {page.description!r} {page.kind} {page.by!r} {page.written}"
    return f"{head}\n  {page.body_line}: {page.body!r}", problems


RUNNERS: dict[str, Runner] = {
    "front_matter": front_matter,
    "annotation": annotation,
    "placing": placing,
    "entity": entity,
    "mention": mention,
    "decision": decision,
    "citation": citation,
    "glossary": glossary,
    "term": term,
    "markdown": markdown,
    "prose": prose,
}


@pytest.mark.parametrize("name", RUNNERS)
def test_cases(name: str, golden: bool) -> None:
    check(f"note/{name}.txt", RUNNERS[name], golden)


def test_two_entities_of_one_id_are_told_with_both_files() -> None:
    texts = {name: f"---\nid: a-b\ntype: term\nname: {name}\n---\n" for name in ("one", "two")}
    both = [
        found
        for name, text in texts.items()
        if (found := read_entity(text, f"term/{name}.md", VOCABULARY)[0])
    ]
    (problem,) = entity_problems(reversed(both))
    assert problem.code == "entity-id-taken"
    assert problem.place.path == "term/two.md"
    assert "term/one.md" in problem.message


def test_only_published_notes_are_in_the_cable_and_all_are_checked() -> None:
    assert ASTANA
    text = """
## ¶2
kind: context
Second.
## ¶1 "words"
kind: context
First.
## cable
kind: headnote
Head.
## ¶1
kind: question
Why?
## ¶9
kind: context
status: draft
Lost.
"""
    notes, _ = read_annotations(text, PATH, ASTANA, Status.PUBLISHED)
    cable = cable_of("¶1. Some words.\n\n¶2. More.")
    annotated, problems = annotate(cable, SourceText(""), notes, NameFinder(()), VOCABULARY)
    assert [note.annotation.body for note in annotated.notes] == ["Head.", "First.", "Second."]
    assert [problem.code for problem in problems] == ["annotation-paragraph-missing"]


def test_a_name_inside_a_pointer_is_no_link() -> None:
    entity = entities_of("id: astana\ntype: place\nname: ASTANA")
    cable = cable_of("¶1. As 06 ASTANA 12 says, ASTANA grows.")
    annotated, _ = annotate(cable, SourceText(""), (), NameFinder(entity), VOCABULARY)
    assert len(annotated.citations) == 1
    assert [mention.start for mention in annotated.mentions] == [cable.paragraphs[0].text.rindex("ASTANA")]


@pytest.mark.parametrize(
    ("names", "facts", "expected"),
    [
        (
            "aliases: [Milas]",
            {"classified_by": "Kevin Milas", "signature": "MILAS"},
            ["Classified by", "Signature"],
        ),
        ("aliases: [Milas]", {"signature": "MILAS"}, []),
        ("aliases: [{text: Milas, from: 2006, to: 2008}]", {"signature": "MILAS"}, ["Signature"]),
        ("aliases: [{text: Milas, from: 2008}]", {"signature": "MILAS"}, []),
        ("not: [Kevin Milas]", {"classified_by": "Kevin Milas Jr"}, []),
    ],
)
def test_header_fields_are_matched_whole(names: str, facts: dict[str, str], expected: list[str]) -> None:
    finder = NameFinder(entities_of(f"id: km\ntype: person\nname: Kevin Milas\n{names}"))
    assert [found.label for found in finder.findings(cable_of("¶1. X.", **facts)).header] == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("07ASTANA1848,,Milas,,none,,,", []),
        ("07ASTANA1848,,Kevin Milas,,none,,,", ["Signature"]),
        ("07ASTANA1848,,Milas,first,km,,,", []),
        ("07ASTANA1848,,Milas,,km,,,", ["Classified by", "Signature"]),
        ("07ASTANA1849,,Milas,,none,,,", ["Classified by", "Signature"]),
    ],
)
def test_a_decision_for_the_whole_cable_is_heard_in_its_header(row: str, expected: list[str]) -> None:
    known = entities_of("id: km\ntype: person\nname: Kevin Milas\naliases: [Milas]")
    decided, _ = read_decisions(f"{','.join(COLUMNS)}\n{row}\n", "decisions.csv", VOCABULARY)
    cable = cable_of("¶1. X.", classified_by="Kevin Milas", signature="MILAS")
    findings = NameFinder(known, decided).findings(cable)
    assert [named.label for named in findings.header] == expected
    assert findings.problems == ()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://host.example/cable/07ASTANA1848/?to=p5#p3", "07ASTANA1848 ¶3–5"),
        ("/cable/07ASTANA1848/#p1-2", "07ASTANA1848 ¶1 (2)"),  # the second ¶1, and no range
        ("/cable/07ASTANA1848/#p5-2", "07ASTANA1848 ¶5 (2)"),
        ("/cable/07ASTANA1848/#p5-2-a", "07ASTANA1848 p5-2-a"),
        ("/cable/07ASTANA1848/#p0u2-iii", "07ASTANA1848 p0u2-iii"),
        ("/cable/07ASTANA1848/#p0u2-i-2", "07ASTANA1848 p0u2-i-2"),
    ],
)
def test_an_address_is_told_in_words_that_lead_to_it(address: str, words: str) -> None:
    assert words_of_address(address, VOCABULARY) == words
    located = read_locator(words, VOCABULARY)
    assert located
    assert located.anchor == address.partition("#")[2]


def test_every_reader_knows_a_post_by_its_other_spellings() -> None:
    """SECSTATE and STATE are one post: in a file's name, a link, an alias and a decision alike."""
    washington = CableId(2009, "STATE", 14)
    assert read_id("09SECSTATE14", VOCABULARY) == washington
    located = read_locator("09SECSTATE14 ¶2", VOCABULARY)
    assert located
    assert located.cable == washington
    (alias,) = entities_of("id: a\ntype: term\nname: A\naliases: [{text: AB, only_in: [09SECSTATE14]}]")[
        0
    ].aliases
    assert alias.only_in == (washington,)
    text = f"{','.join(COLUMNS)}\n09SECSTATE14,,Otan,,none,,,\n"
    ((decided,), _) = read_decisions(text, "decisions.csv", VOCABULARY)
    assert decided.cable == washington


def test_ids_within_two_notes_of_a_page_never_meet() -> None:
    """The note "x" with a heading "foo" beside the note "x-foo"; and their footnotes."""
    text = """
## ¶1
kind: context
id: x
### foo
A.[^1]

[^1]: B.
## ¶1
kind: context
id: x-foo
C.[^1]

[^1]: D.
## ¶1
kind: context
id: x-1
### 1
E.[^1]

[^1]: F.
"""
    assert ASTANA
    notes, _ = read_annotations(text, PATH, ASTANA, Status.PUBLISHED)
    annotated, _ = annotate(cable_of("¶1. Words."), SourceText(""), notes, NameFinder(()), VOCABULARY)
    views = notes_of(annotated.notes, {}, lambda _: None).after[Anchor("p1")]
    ids = [view.id for view in views] + re.findall('id="([^"]+)"', "".join(view.html for view in views))
    assert len(ids) == 3 + 2 + 6
    assert len(set(ids)) == len(ids)

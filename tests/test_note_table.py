"""Notes as a table and back: what a spreadsheet may do, and what a file of an editor's must not suffer."""

import csv
import io
from datetime import date

import pytest
from cable_record import VOCABULARY
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.cable.cable_id import read_id
from sitegen.note.annotation import Annotation, AnnotationKind, read_annotations
from sitegen.note.note_table import COLUMNS, guarded, is_note_table, read_table, table_of, unguarded
from sitegen.note.note_writing import Fate, add_note
from sitegen.settings import Status

PATH = "content/annotations/07ASTANA1848.md"
CABLE = read_id("07ASTANA1848")
CSV = "annotations.csv"

_LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30).map(str.strip)
_PIECE = st.sampled_from(
    ["=1+1", "-", "- a list", "+3", "@x", "'quoted'", "'=", "''-", "#", "### Three", "a\n\nb", "> q",
     "“x”, \"y\";", "| a | b |\n|---|---|\n| 1 | 2 |", "[^1]\n\n[^1]: foot", "![x](map.png)", "\t", "kind",
     "[[07ASTANA1848 ¶3]]", "＝x", "```\n## code\n```"]
)  # fmt: skip
_BODY = st.lists(st.one_of(_PIECE, _LINE), min_size=1, max_size=4).map("\n\n".join)
_TARGET = st.sampled_from(
    [
        "cable",
        "subject",
        "ref B",
        "¶3",
        "p4",
        "¶2-4",
        '¶3 "7% threshold"',
        '¶3 "=x" (2)',
        '¶1 "say "so""',
        "¶3u1",
    ]
)


@st.composite
def notes_file(draw: st.DrawFn) -> str:
    """A file of an editor's, with whatever of its head and its notes."""
    head = draw(
        st.sampled_from(["", "---\nby: A. Editor\n---\n", "---\ndate: 2026-01-02\nstatus: review\n---\n"])
    )
    parts = []
    for index in range(draw(st.integers(0, 4))):
        fields = [f"kind: {draw(st.sampled_from(list(AnnotationKind)))}"]
        fields += draw(
            st.sampled_from([[], [f"id: n{index}"], ["status: draft"], ["by: =SUM(A1)"], ["by: 'O"]])
        )
        parts.append("\n".join([f"## {draw(_TARGET)}", *fields, "", draw(_BODY)]))
    return head + "\n\n".join(parts) + "\n"


def read(text: str) -> tuple[Annotation, ...]:
    assert CABLE
    return read_annotations(text, PATH, CABLE, Status.PUBLISHED)[0]


def said(notes: tuple[Annotation, ...]) -> list[tuple[object, ...]]:
    return [(n.target, n.kind, n.status, n.by, n.date, n.slug, n.body) for n in notes]


@settings(deadline=None)
@given(notes_file())
@example('## ¶1\nkind: context\n\n- =a\n\n## ¶1\nkind: context\n\n"b"\n')
def test_out_and_in_again_is_the_same(text: str) -> None:
    notes = read(text)
    rows, told = read_table(table_of(notes), CSV, VOCABULARY)
    assert not told
    made = ""
    for row in rows:
        added = add_note(made, row, PATH, Status.PUBLISHED)
        assert added.fate is Fate.WRITTEN, (row, added.told)
        made = added.text
    assert said(read(made)) == said(notes)
    again = [add_note(made, row, PATH, Status.PUBLISHED) for row in rows]
    assert [one.fate for one in again] == [Fate.UNCHANGED] * len(rows)
    into_its_own = [add_note(text, row, PATH, Status.PUBLISHED) for row in rows]
    assert [(one.fate, one.text) for one in into_its_own] == [(Fate.UNCHANGED, text)] * len(rows)


@settings(deadline=None)
@given(notes_file(), notes_file())
def test_what_an_editor_wrote_stays(text: str, other: str) -> None:
    """Whatever is added, the file begins as it did and says the same."""
    rows, _ = read_table(table_of(read(other)), CSV, VOCABULARY)
    made = text
    for row in rows:
        made = add_note(made, row, PATH, Status.PUBLISHED).text
    assert made.startswith(text.rstrip())
    published = [one for one in read(made) if one.published]
    before = [one for one in read(text) if one.published]
    assert [one for one in published if one in before] == before


@given(st.lists(st.one_of(_PIECE, st.text(max_size=20))))
def test_no_cell_is_a_formula(cells: list[str]) -> None:
    for cell in cells:
        shown = guarded(cell)
        assert unguarded(shown) == cell
        assert shown[:1] not in tuple("=+-@\t\r＝＋－＠")


def test_no_cell_of_a_table_is_a_formula() -> None:
    table = table_of(read('## ¶3 "=x"\nkind: context\nby: @SUM(A1)\n\n=HYPERLINK("https://e.example")\n'))
    assert table.startswith("\ufeff")
    header, row = csv.reader(io.StringIO(table.removeprefix("\ufeff")))
    assert tuple(header) == COLUMNS
    assert row[1] == '¶3 "=x"'
    assert row[4] == "'@SUM(A1)"
    assert row[7] == '\'=HYPERLINK("https://e.example")'


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_spreadsheet_may_set_another_separator(separator: str) -> None:
    text = "\r\n".join(
        separator.join(line)
        for line in (("Text", "Kind", "cable", "Target"), ("A", "source", "07 Astana 1848", "¶3"))
    )
    assert is_note_table(text)
    (row,), told = read_table(text, CSV, VOCABULARY)
    assert not told
    assert (row.cable, row.target, row.kind, row.status, row.text) == (CABLE, "¶3", "source", "draft", "A")


@pytest.mark.parametrize(
    "head", ["", "cable,target,kind", '"1","7/9/2007 0:09","07ASTANA1848"', "text\n", "\0"]
)
def test_other_tables_are_no_notes(head: str) -> None:
    assert not is_note_table(head)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("07ASTANA1848", "¶x", "context", "draft", "", "", "", "A"), "cannot tell what '¶x' points at"),
        (("07ASTANA1848", "¶3", "contex", "draft", "", "", "", "A"), "no kind is called 'contex'"),
        (("07ASTANA1848", "¶3", "context", "done", "", "", "", "A"), "no status is called 'done'"),
        (("07ASTANA1848", "¶3", "context", "draft", "", "May", "", "A"), "'May' is no date"),
        (("07ASTANA1848", "¶3", "context", "draft", "", "", "A B", "A"), "an id is lower-case letters"),
        (("07ASTANA1848", "¶3", "context", "draft", "", "", "", " \n"), "this note has no text"),
        (
            ("07ASTANA1848", "¶3", "context", "published", "", "", "", "status: draft"),
            "status is given twice",
        ),
        (("07ASTANA1848", "¶3", "context", "draft", "", "", "", "A\n## ¶4\nB"), "does not say its kind"),
        (("07ASTANA1848", "¶3", "context", "draft", "", "", "", "A <!-- b"), "comment has no end"),
        (("ASTANA", "¶3", "context", "draft", "", "", "", "A"), "is not the id of a cable"),
    ],
)
def test_a_row_that_is_no_note_is_told_at_its_line(cells: tuple[str, ...], said: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        [COLUMNS, ("07ASTANA1848", "cable", "source", "", "", "", "", "Two\nlines"), cells]
    )
    rows, told = read_table(out.getvalue(), CSV, VOCABULARY)
    fates = [add_note("", row, PATH, Status.PUBLISHED) for row in rows]
    assert fates[0].fate is Fate.WRITTEN
    found = [*told, *(one for added in fates for one in added.told)]
    assert [(one.code, one.place.path, one.place.line) for one in found] == [("import-note-refused", CSV, 4)]
    assert said in found[0].message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "---\ndate: 2026-01-02\n---\n## ¶1\nkind: source\nA.\n",
            "the date of this note would read otherwise",
        ),
        ("## ¶1\nkind: source\n```\nA.\n", "this would be no note"),
        ("## ¶1\nkind: source\nA. <!-- to come\n", "this would be no note"),
        (
            "## ¶3\nkind: source\nid: x\nstatus: draft\nMine.\n",
            f"{PATH}:1 has this note with another kind, status, text",
        ),
    ],
)
def test_a_file_that_cannot_take_a_note_is_left_alone(text: str, said: str) -> None:
    table = f"{','.join(COLUMNS)}\n07ASTANA1848,¶3,context,published,,,x,Theirs.\n"
    (row,), _ = read_table(table, CSV, VOCABULARY)
    added = add_note(text, row, PATH, Status.PUBLISHED)
    assert (added.text, added.fate) == (text, Fate.REFUSED)
    assert said in added.told[0].message


def test_a_note_without_an_editor_is_not_given_the_file_s() -> None:
    (row,), _ = read_table(f"{','.join(COLUMNS)}\n07ASTANA1848,¶3,context,,,,,Theirs.\n", CSV, VOCABULARY)
    added = add_note("---\nby: A. Editor\n---\n", row, PATH, Status.PUBLISHED)
    assert [note.by for note in read(added.text)] == [""]


def test_a_quotation_mark_that_is_not_closed_is_told() -> None:
    rows, told = read_table(f'{",".join(COLUMNS)}\n07ASTANA1848,¶3,context,,,,,"A\n', CSV, VOCABULARY)
    assert not rows
    assert [one.code for one in told] == ["import-note-refused"]


def test_the_day_of_a_note_is_kept() -> None:
    rows, _ = read_table(table_of(read("## ¶1\nkind: source\ndate: 2026-02-03\n\nA.\n")), CSV, VOCABULARY)
    (note,) = read(add_note("", rows[0], PATH, Status.PUBLISHED).text)
    assert note.date == date(2026, 2, 3)

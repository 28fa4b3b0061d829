"""The 40 real cables, as read by us: what is printed in them, written down as facts.

The texts stay where they are, beside the checkout. Columns of `working_set.table`: id; date; level; captions;
paragraph numbers in order of print; portion marks and how many; unnumbered blocks; headings; signature; who
classified; what the references name ("-" is no cable, "none" is no REF line); TAGS.

Columns of `working_set_more.table`: id; precedence; who sends; how many action and information addressees;
the order; when to declassify; the classifier's title; reasons; the subject's first and last words and its
length; those of the summary; items of lists and tables; the first letters of each heading's words; and of
each paragraph its anchor, the first letters of its first four words, and its last word's ("p1:TAmw-o").
"""

from collections import Counter
from pathlib import Path

import pytest
from cable_record import ROOT, read, text_of

from sitegen.cable.account import unparsed_share
from sitegen.cable.model import BlockKind, Cable, Paragraph

WORKING_SET = ROOT.parent / "shared" / "cables"
CASES = Path(__file__).parent / "cases/cable"


def rows_of(table: str) -> dict[str, str]:
    lines = (CASES / table).read_text(encoding="utf-8").splitlines()
    return {line.split(" | ")[0]: line for line in lines if line and not line.startswith("#")}


ROWS = rows_of("working_set.table")
MORE = rows_of("working_set_more.table")


def row_of(cable: Cable) -> str:
    """A cable's facts, in the columns of the table."""
    numbered = [p for p in cable.paragraphs if p.number is not None]
    marks = Counter(str(p.marking or "-").replace(" ", "_") for p in numbered)
    targets = [str(reference.target or "-") for reference in cable.references]
    columns = (
        str(cable.id),
        f"{cable.dtg:%Y-%m-%dT%H:%M}" if cable.dtg else "-",
        cable.classification.code if cable.classification else "-",
        " ".join(cable.captions) or "-",
        runs_of([p.number for p in numbered if p.number]) or "-",
        " ".join(f"{mark}:{count}" for mark, count in marks.items()) or "-",
        str(len(cable.paragraphs) - len(numbered)),
        str(len(cable.headings)),
        cable.signature or "-",
        cable.classified_by or "-",
        " ".join(targets) or "none",
        " ".join(cable.tags) or "-",
    )
    return " | ".join(columns)


def more_of(cable: Cable) -> str:
    """More of a cable's facts, in the columns of the other table."""
    kinds = Counter(block.kind for paragraph in cable.paragraphs for block in paragraph.blocks)
    columns = (
        str(cable.id),
        cable.precedence or "-",
        cable.origin or "-",
        f"{len(cable.to)} {len(cable.info)}",
        cable.executive_order or "-",
        str(cable.declassify_on or "-"),
        cable.classified_by_title or "-",
        " ".join(cable.reasons) or "-",
        ends_of(cable.subject, 2, 1),
        ends_of(cable.summary, 3, 2),
        f"{kinds[BlockKind.ITEM]} {kinds[BlockKind.TABLE]}",
        " ".join(letters_of(heading.text.split()) for heading in cable.headings) or "-",
        " ".join(opening_of(paragraph) for paragraph in cable.paragraphs) or "-",
    )
    return " | ".join(columns)


def ends_of(text: str | None, first: int, last: int) -> str:
    words = (text or "").split()
    return " ".join((*words[:first], "..", *words[-last:], f"({len(text)})")) if text else "-"


def letters_of(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def opening_of(paragraph: Paragraph) -> str:
    words = paragraph.text.split()
    return f"{paragraph.anchor}:{letters_of(words[:4])}-{letters_of(words[-1:])}"


def runs_of(numbers: list[int]) -> str:
    """1, 2, 3, 5, 6 as "1-3,5-6"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def file_of(name: str) -> Path:
    path = WORKING_SET / f"{name}.txt"
    if not path.exists():
        pytest.fail(f"no {path}: the tests read the real cables beside the checkout")
    return path


def test_every_cable_of_the_working_set_has_a_row() -> None:
    assert {path.stem for path in WORKING_SET.glob("*.txt")} == set(ROWS), f"see {WORKING_SET}"
    assert set(MORE) == set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_the_facts_of_a_real_cable(name: str) -> None:
    path = file_of(name)
    cable, _ = read(text_of(path), path.name)
    assert row_of(cable) == ROWS[name]
    assert more_of(cable) == MORE[name]


# Without a file's name the text itself must give the id; these cannot (no date; another cable's header).
NAMELESS = {"04CARACAS2200", "05TELAVIV1580", "07PARIS2725"}


@pytest.mark.parametrize("name", sorted(ROWS.keys() - NAMELESS))
def test_the_text_itself_gives_the_id(name: str) -> None:
    cable, _ = read(text_of(file_of(name)), "unnamed.txt")
    assert str(cable.id) == name


def test_a_header_of_another_cable_is_told() -> None:
    _, diagnostics = read(text_of(file_of("07PARIS2725")), "07PARIS2725.txt")
    assert [d.message for d in diagnostics if d.code == "id-conflict"] == [
        "the file's name says 07PARIS2725, its text 07MOSCOW5154; the name is taken"
    ]


def test_hardly_anything_is_left_unread() -> None:
    texts = {name: text_of(file_of(name)) for name in ROWS}
    left = sum(
        unparsed_share(text, read(text, f"{name}.txt")[0].parts) * len(text) for name, text in texts.items()
    )
    assert left / sum(map(len, texts.values())) < 0.005

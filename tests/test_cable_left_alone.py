"""What a drafter wrote is no trace of a conversion: these texts are read as they stand, sign for sign."""

import pytest
from cable_record import read

from sitegen.cable.plain import plain_of
from sitegen.source_text import SourceText

HEADER = """\
R 090009Z JUL 07
FM AMEMBASSY ASTANA
TO SECSTATE WASHDC 0007
C O N F I D E N T I A L ASTANA 000012
E.O. 12958: DECL: 07/06/2017
TAGS: PGOV, PREL
SUBJECT: A FAIR

1. (C) One.

"""
WRITTEN = {
    "headings above rules": "Summary\n=======\n\nThe fair\n========\n\nComment\n=======",
    "sums at the ends of lines": "Income =\n20\n\nCosts =\n15\n\nTotal =\n5",
    "values": "The first has x=20\nand the second y=20\nand the third z=20",
    "addresses": "\n".join(["The page that we were shown has the address ?id=42 and x=7F, or ?id="] * 4)
    + "\nand ?y=z.",
    "a radio that is lost": "fm radio each day\nfm radio each night",
    "a wrapped pointer": "The points are in ref A, see\npara 3. (Begin with the last.)",
    "a section of a law": "By 22 USC\n§2. and the Act, nobody may.",
    "sections of a law": "The law says:\n§1. The state.\n§2. (Treason)\n§3. (Theft)\n\n2. Two.\n\n3. Three.",
    "a question": "They asked:\n?1. Who pays?",
    "powers": "The sum is 2**3 and 3**2 and 4**2 and 5**2.",
    "footnotes": "It grew by 4%** and 5%.\n**provisional",
    "a number sign": "He holds passport\n# 4455667 and took bus\n# 12.",
    "a lettered point": "* 3. (b) is the point.",
    "Portuguese": "Os jornais «FOLHA DA MANHû e a IRMÃ… dizem.",
    "a right of copy": "© 2006 CNN. Reuters © says so.",
    "a tag": "The site says </b> and if a <i and b> c.",
    "paths": r"Look in D:\nea\news0\notes, D:\nea\news1\notes and D:\nea\news2\notes.",
    "quotations": "He wrote:\n> one line\n> another\nand no more.",
}

LETTER = "\n".join(
    ["We met the manager, who gave us at length his view of the fair and of what may come."] * 6
)


@pytest.mark.parametrize("name", WRITTEN)
def test_left_alone(name: str) -> None:
    check(text_of(name))


def text_of(name: str) -> str:
    return f"{HEADER}{WRITTEN[name]}\n\nEXAMPLE\n"


def check(text: str) -> None:
    plain = plain_of(SourceText(text, "x.txt"))
    assert plain.notices == ()
    assert plain.source.text == text


def test_line_ends_with_a_blank_line_each_and_nowhere_more() -> None:
    lines = [*HEADER.split("\n"), *(f"Q: {at}?\nA: {at}." for at in range(9))]
    text = "\n\n".join("\n".join(lines).replace("\n\n", "\n").split("\n")).strip()
    assert plain_of(SourceText(text, "x.txt")).source.text == text


@pytest.mark.parametrize(
    "body", ["1. *(C)**Summary.** One **two** three **four**.", "1. *(C)**(NF)**(S)* One."]
)
def test_signs_within_signs_leave_every_offset_right(body: str) -> None:
    plain = plain_of(SourceText(HEADER + body + "\n\n2. (C) Second.\n", "x.txt"))
    at = plain.source.text.index("Second")
    assert (HEADER + body + "\n\n2. (C) Second.\n")[plain.offset(at) :].startswith("Second")


@pytest.mark.parametrize("first", ["1. (C) The list has these:", LETTER])
@pytest.mark.parametrize("form", ["0{}.", "[{}.]", "#{}.", "--{}.", "P{}.", "p {}.", "{}'"])
def test_a_list_in_a_text_is_no_paragraphs(form: str, first: str) -> None:
    names = "\n\n".join(f"{form.format(at)} {name}" for at, name in enumerate(("Ivan", "Anna", "Bo"), 1))
    text = f"{HEADER.split('1. (C)')[0]}{first}\n\n{names}\n\nPlease advise.\n\nEXAMPLE\n"
    cable, _ = read(text)
    assert {one.number for one in cable.paragraphs} <= {1, None}
    assert [one.anchor for one in cable.paragraphs if one.number] == (["p1"] if first != LETTER else [])


@pytest.mark.parametrize("form", ["[{}.]", "0{}.", "#{}.", "P{}.", "-{}.", "--{}."])
def test_a_list_of_odd_numbers_below_its_announcement_is_no_paragraphs(form: str) -> None:
    names = "\n\n".join(f"{form.format(at)} {name}" for at, name in enumerate(("Ivan", "Anna", "Bo"), 1))
    text = f"{HEADER.split('1. (C)')[0]}Post asks three things:\n\n{names}\n\nPlease advise.\n\nEXAMPLE\n"
    assert {one.number for one in read(text)[0].paragraphs} == {None}


def test_a_list_in_capitals_without_line_ends_is_no_paragraphs() -> None:
    points = " ".join(f"{at}. THAT {' '.join(LETTER.upper().split())}" for at in (1, 2, 3))
    text = f"{HEADER.split('1. (C)')[0]}THE MAYOR ASKS THREE THINGS: {points}\n"
    assert {one.number for one in read(text)[0].paragraphs} == {None}


@pytest.mark.parametrize(
    ("numbers", "points"),
    [
        ((1, 2, 3, 4, 6), ["S. (C) South hall.", "O. (C) Old hall."]),
        ((1, 2, 4), ['"3. (C) was not read," he said.']),
    ],
)
def test_an_item_does_not_fill_a_gap_above_it(numbers: tuple[int, ...], points: list[str]) -> None:
    last = numbers[-1] + 1
    texts = [*(f"{at}. (C) The paragraph." for at in numbers), *points, f"{last}. (C) The last.", "EXAMPLE\n"]
    cable, _ = read("\n\n".join([HEADER.split("1. (C)")[0].rstrip(), *texts]))
    assert [one.number for one in cable.paragraphs] == [*numbers, last]


@pytest.mark.parametrize("point", ["-3. Roads.", "--3. Roads.", "#3. Roads."])
def test_an_item_without_a_mark_is_not_the_paragraph_that_is_missing(point: str) -> None:
    texts = ["1. (C) One.", "2. (C) The item:", point, "4. (C) Four.", "EXAMPLE\n"]
    cable, _ = read("\n\n".join([HEADER.split("1. (C)")[0].rstrip(), *texts]))
    assert [one.number for one in cable.paragraphs] == [1, 2, 4]


@pytest.mark.parametrize("numbers", [range(71, 78), range(91, 95)])
def test_a_part_of_a_long_cable_keeps_its_numbers(numbers: range) -> None:
    texts = "\n\n".join(f"{at}. (C) The paragraph." for at in numbers)
    cable, _ = read(f"{HEADER.split('1. (C)')[0]}{texts}\n\nEXAMPLE\n")
    assert [one.number for one in cable.paragraphs] == list(numbers)


def test_a_lettered_point_is_not_the_number_that_is_withheld() -> None:
    points = "\n\n".join(f"{letter}. (C) A point of the list." for letter in "ABC")
    numbered = [f"{at}. (C) The paragraph." for at in (1, 2, 3, 4, 5, 6, 7, 9)]
    text = "\n\n".join([HEADER.split("1. (C)")[0], *numbered[:7], points, numbered[7], "EXAMPLE\n"])
    assert [one.number for one in read(text)[0].paragraphs] == [1, 2, 3, 4, 5, 6, 7, 9]


@pytest.mark.parametrize("above", ["1. (C) One.\n\n", "", "Our view of the fair.\n\n"])
def test_a_list_within_a_paragraph_is_no_paragraphs(above: str) -> None:
    points = " ".join(f"{at}. {' '.join(LETTER.split())}" for at in (1, 2, 3, 4))
    text = f"{HEADER.split('1. (C)')[0]}{above}They ask for four things. {points}\n\n{LETTER}\n\nEXAMPLE\n"
    assert {one.number for one in read(text)[0].paragraphs} <= {1, None}
    assert len([one for one in read(text)[0].paragraphs if one.number]) == above.startswith("1")

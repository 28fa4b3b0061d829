"""Notes of any length in the margin: none meets another or the text, and the text never makes way."""

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Tabs, hosted
from page_site import annotated_of, pages_of
from pictures import png

from sitegen.note.picture import read_picture

PAGE = "cable/07EXAMPLETOWN12/"
HEAD = """R 030900Z JUL 07
FM AMEMBASSY EXAMPLETOWN
TO SECSTATE WASHDC
UNCLAS EXAMPLETOWN 000012

TAGS: PGOV
SUBJECT: MANY NOTES

"""
PICTURES = (*[""] * 9, "![A plan](plan.png)")
WORDS = ("rain", "and", "the", "umbrella", "of", "hail")
TIED = "@supports (anchor-scope: --words)"  # what an older browser does not know
BOXES = """() => {
  const box = (one) => { const r = one.getBoundingClientRect();
    return [r.left, r.top + scrollY, r.right, r.bottom + scrollY]; };
  const all = (which) => [...document.querySelectorAll(which)].map(box);
  return { notes: all(".notes > .note"), paragraphs: all(".para"), lines: all(".text p, .head, .apparatus"),
    foot: all(".colophon"), wide: document.documentElement.scrollWidth };
}"""

NOTES = "document.querySelectorAll('.notes')"

Boxes = dict[str, Any]


def words(chance: random.Random, longest: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, longest)))


def site(folder: Path, seed: int, longest: int) -> Path:
    """Thirty paragraphs and thirty notes of random lengths, several on one paragraph, some on none."""
    chance = random.Random(seed)
    texts = [words(chance, 120) for _ in range(30)]
    record = HEAD + "\n\n".join(f"{n}. (U) {text.capitalize()}." for n, text in enumerate(texts, 1))
    said = "".join(
        f"## ¶{chance.randint(1, 30)}\nkind: context\nid: note-{index}\n{words(chance, longest)}\n\n"
        f"{chance.choice(PICTURES)}\n\n"
        for index in range(30)
    )
    cable = annotated_of(f"{record}\n\nEXAMPLE\n", f"---\nby: A\n---\n{said}")
    plan, _ = read_picture("plan.png", png(500, 700))
    assert plan
    pages = pages_of([cable], pictures=[plan])
    (folder / PAGE).mkdir(parents=True)
    (folder / PAGE / "index.html").write_text(pages[f"{PAGE}index.html"], encoding="utf-8")
    (folder / "assets/images").mkdir(parents=True)
    (folder / plan.address.file).write_bytes(png(500, 700))
    style = (ROOT / "templates" / "assets/style.css").read_text(encoding="utf-8")
    assert style.count(TIED) == 1
    (folder / "assets/style.css").write_text(style, encoding="utf-8")
    return folder


def boxes_of(tabs: Tabs, folder: Path, *widths: int) -> Iterator[tuple[int, Boxes]]:
    """At each width, and of the paragraphs once more without the notes."""
    for url in hosted(folder):
        with tabs.open() as page:
            page.goto(url + PAGE)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                found = page.evaluate(BOXES)
                page.evaluate(f"{NOTES}.forEach((one) => {{ one.style.display = 'none'; }})")
                found["bare"] = page.evaluate(BOXES)["paragraphs"]
                page.evaluate(f"{NOTES}.forEach((one) => {{ one.style.display = ''; }})")
                yield width, found


def meet(one: list[float], other: list[float]) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 0.5
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.5
    )


@pytest.mark.parametrize("old", [False, True], ids=["tied", "an older browser"])
@pytest.mark.parametrize(("seed", "longest"), [(1, 40), (2, 40), (3, 90), (4, 250)])
def test_notes_of_any_length(tabs: Tabs, tmp_path: Path, seed: int, longest: int, old: bool) -> None:
    noted = site(tmp_path, seed, longest)
    if old:
        style = noted / "assets/style.css"
        style.write_text(
            style.read_text(encoding="utf-8").replace(TIED, "@supports (no: thing)"), encoding="utf-8"
        )
    for width, found in boxes_of(tabs, noted, 1120, 1240, 1600):
        assert len(found["notes"]) == 30, width
        assert not [pair for pair in combinations(found["notes"], 2) if meet(*pair)], width
        others = [*found["lines"], *found["paragraphs"], *found["foot"]]
        assert not [(note, one) for note in found["notes"] for one in others if meet(note, one)], width
        for with_notes, without in zip(found["paragraphs"], found["bare"], strict=True):
            assert with_notes == pytest.approx(without, abs=1), width
        assert found["wide"] <= width


def test_a_note_stands_beside_its_paragraph(tabs: Tabs, tmp_path: Path) -> None:
    ((_, found),) = boxes_of(tabs, site(tmp_path, 1, 20), 1280)
    tops = {round(box[1]) for box in found["paragraphs"]}
    ends = {round(box[3]) for box in found["notes"]}
    loose = [box for box in found["notes"] if round(box[1]) not in tops]
    assert 0 < len(loose) < 30
    assert all(any(0 < box[1] - end <= 25 for end in ends) for box in loose), loose

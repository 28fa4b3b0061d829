"""A thread on the page of a cable, and on its own."""

import re

import pytest
from page_site import annotated_of, pages_of

from sitegen.page import thread_page
from sitegen.page.arcs import Dot, arcs_of
from sitegen.page.shell import Link


def record(number: int, *cited: int, day: int = 0) -> str:
    refs = "".join(f"REF: {'ABC'[at]}. 08 EXAMPLETOWN {one}\n" for at, one in enumerate(cited[:1]))
    refs += "".join(f"     {'ABC'[at + 1]}. 08 EXAMPLETOWN {one}\n" for at, one in enumerate(cited[1:]))
    return (
        f"R {day or number:02d}0900Z AUG 08\nFM AMEMBASSY EXAMPLETOWN\nTO SECSTATE WASHDC\n"
        f"UNCLAS EXAMPLETOWN {number:06d}\n\nTAGS: PGOV\nSUBJECT: NUMBER {number}\n{refs}\n"
        "1. (U) Text.\n\nEXAMPLE\n"
    )


def printed_of(*records: str) -> dict[str, str]:
    cables = [annotated_of(one, "", ()) for one in records]
    return pages_of(cables, ())


def words(markup: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", markup).split())


def section(page: str) -> str:
    return page.partition('<h2 id="thread">')[2].partition("<h2 id=")[0]


def test_a_thread_is_listed_by_date_and_drawn() -> None:
    pages = printed_of(record(3, 1, 40), record(1, day=2), record(2, 40, day=9))
    thread = section(pages["cable/08EXAMPLETOWN3/index.html"])
    listed = words(thread[thread.index("<ul") :])
    assert "4 cables connected by their references, in the order of their dates." in words(thread)
    assert listed.startswith(
        "1. 08EXAMPLETOWN40 2008 · not in this archive 2. 08EXAMPLETOWN1 2 August 2008 NUMBER 1 "
        "3. 08EXAMPLETOWN3 3 August 2008 · cites 1 and 2 NUMBER 3 "
        "4. 08EXAMPLETOWN2 9 August 2008 · cites 1 NUMBER 2"
    )
    assert thread.count("<path ") == 3
    assert thread.count('<path class="on"') + len(re.findall('<path d="[^"]*" class="on"', thread)) == 2
    assert 'href="../08EXAMPLETOWN40/"' in thread
    assert 'href="../../threads/08EXAMPLETOWN1/"' in thread
    whole = pages["threads/08EXAMPLETOWN1/index.html"]
    assert "<h1>Thread of 08EXAMPLETOWN1</h1>" in whole
    assert listed.partition(" The whole")[0] in words(whole)
    assert "4 cables" in words(pages["threads/index.html"])


def test_a_reference_and_its_answer_are_no_thread() -> None:
    pages = printed_of(record(1), record(2, 1))
    assert not section(pages["cable/08EXAMPLETOWN1/index.html"])
    assert "No three cables are connected" in pages["threads/index.html"]


def test_of_a_long_thread_the_nearest_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread_page, "_LEAF", 20)
    pages = printed_of(*(record(number, *([number - 1] if number > 1 else [])) for number in range(1, 31)))
    thread = section(pages["cable/08EXAMPLETOWN15/index.html"])
    assert "The 12 nearest of 30 cables connected by their references" in words(thread)
    listed = re.findall(r'letter">\d+\.</span> <a[^>]*>(\w+)</a>', thread)
    assert listed == [f"08EXAMPLETOWN{number}" for number in range(9, 21)]
    assert thread.count("<circle ") == 12
    assert "<svg" not in pages["threads/08EXAMPLETOWN1/index.html"]
    assert "21. 08EXAMPLETOWN21" in words(pages["threads/08EXAMPLETOWN1/2/index.html"])
    assert "cites 20" in words(pages["threads/08EXAMPLETOWN1/2/index.html"])


def test_a_cycle_and_a_reference_to_itself_are_drawn_once() -> None:
    pages = printed_of(record(1, 3), record(2, 1, 2), record(3, 2))
    thread = section(pages["cable/08EXAMPLETOWN2/index.html"])
    assert thread.count("<path ") == 3
    assert "2 August 2008 · cites 1 NUMBER 2" in words(thread)


def test_many_citing_one_that_is_not_here_are_shown_around_the_cable() -> None:
    pages = printed_of(*(record(number, 99) for number in range(1, 28)))
    listed = re.findall(
        r'letter">\d+\.</span> <a[^>]*>(\w+)</a>', section(pages["cable/08EXAMPLETOWN20/index.html"])
    )
    assert listed == ["08EXAMPLETOWN99", *(f"08EXAMPLETOWN{number}" for number in range(14, 25))]


def test_neighbours_of_the_post_and_of_the_thread_where_they_are_others() -> None:
    other = record(4, day=4).replace("EXAMPLETOWN", "NOWHERE")
    pages = printed_of(record(1), other, record(2, 1), record(3, 1, day=6), record(5))
    page = pages["cable/08EXAMPLETOWN5/index.html"]
    near = words(page[page.index('<nav class="neighbours"') :].partition("</nav>")[0])
    assert near.startswith("Before · 4 August 2008 08NOWHERE4")
    assert "From Embassy Exampletown: Before 08EXAMPLETOWN2 After 08EXAMPLETOWN3" in near
    page = pages["cable/08EXAMPLETOWN3/index.html"]
    near = words(page[page.index('<nav class="neighbours"') :].partition("</nav>")[0])
    assert "In its thread: Before 08EXAMPLETOWN2" in near


def test_arcs_are_as_high_as_they_are_wide_up_to_a_limit() -> None:
    dots = [Dot(Link("", str(at)), at, 2008, False, (1,) if at == 20 else ()) for at in range(1, 21)]
    drawn = arcs_of(dots, "x")
    (arc,) = drawn.arcs
    assert arc.path == f"M18 {drawn.base}A342 60 0 0 1 702 {drawn.base}"
    assert [one.year for one in drawn.nodes] == ["2008", *[""] * 19]

"""The engine: a build after any edits is the build of one who never built before, byte for byte."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from engine_site import (
    EDITS,
    TEMPLATES,
    Edit,
    built,
    cable_text,
    id_of,
    lock,
    put_cable,
    put_dump,
    put_entity,
    put_notes,
    put_page,
    put_settings,
    put_template,
    settle,
    two_dozen_cables,
)
from files import tree, write
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from pictures import png

from sitegen.page import search_run
from sitegen.site import memory

pytestmark = pytest.mark.usefixtures("short_moment")


@pytest.fixture(scope="class")
def small_blocks() -> Iterator[None]:
    """The search has several blocks, whose borders move."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search_run, "_LEAST", 3)
        yield


@settings(
    max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate]
)  # to shrink one would take minutes
@given(
    seed=st.integers(0, 2**32),
    steps=st.lists(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4), max_size=5),
)
@example(seed=4351, steps=[[put_template, lock, put_cable], [put_notes, put_page, put_dump], [lock]])
def test_a_build_after_edits_equals_a_clean_build(
    seed: int, steps: list[list[Edit]], tmp_path_factory: pytest.TempPathFactory, small_blocks: None
) -> None:
    site, random = tmp_path_factory.mktemp("site"), Random(seed)
    put_settings(site, random)
    for _ in range(6):
        put_cable(site, random)
    put_notes(site, random)
    put_entity(site, random)
    for edits in [[], *steps]:
        for edit in edits:
            edit(site, random)
        if random.random() < 0.5:
            settle()
        report = built(site)
        again = built(site)
        clean = built(site, "clean")
        shutil.rmtree(site / ".sitegen/clean.state")
        assert report.diagnostics == again.diagnostics == clean.diagnostics
        assert (report.cables, report.pages) == (clean.cables, clean.pages)
        assert tree(site / "output") == tree(site / "clean")
        assert again.committed
        assert (again.committed.written, again.committed.deleted) == (0, 0)
        shutil.rmtree(site / "clean")
    shutil.rmtree(site)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return two_dozen_cables(tmp_path / "site")


def test_what_has_not_changed_is_not_made_again(site: Path) -> None:
    settle()
    built(site)
    report = built(site)
    assert (report.measures.read, report.measures.printed) == (0, 0)
    os.utime(site / f"content/cables/{id_of(1)}.txt")
    report = built(site)
    assert (report.measures.read, report.measures.printed) == (0, 0)


def test_another_version_of_sitegen_makes_all_anew(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle()
    read = built(site).measures.read
    before = tree(site / "output")
    monkeypatch.setattr(memory, "_epoch", lambda: "of another")
    assert built(site).measures.read == read > 20
    assert tree(site / "output") == before


def made(site: Path, path: str, old: str, new: str) -> tuple[int, set[str]]:
    """Change a source: how many records are read, and which pages differ then."""
    settle()
    built(site)
    before = tree(site / "output")
    text = (site / path).read_text("utf-8")
    assert old in text
    write(site / path, text.replace(old, new))
    report = built(site)
    after = tree(site / "output")
    assert report.measures.printed < 80
    return report.measures.read, {name for name in after if after[name] != before.get(name)}


def test_a_change_is_read_where_it_is_and_made_where_it_shows(site: Path) -> None:
    cable = id_of(4)
    notes = f"content/annotations/{cable}.md"
    write(site / "content/pages/index.md", "---\ntitle: Home\n---\nWords.\n")  # with the latest notes below
    write(site / notes, "## ¶1\nkind: context\nid: n\ndate: 2030-01-02\nBefore.\n")
    read, pages = made(site, f"content/cables/{cable}.txt", "WASHDC", "WASHDC PRIORITY")
    assert read == 1
    assert pages == {f"cable/{cable}/{name}" for name in ("index.html", "index.json", "source/index.html")}
    read, pages = made(site, notes, "Before.", "After.")
    assert read == 1
    forms = ("annotations.jsonld", "index.html", "index.json", "index.tei.xml", "passages.js")
    own = {f"cable/{cable}/{name}" for name in forms}
    lists = {f"annotations/{name}index.html" for name in ("", "kind/context/", "year/2030/")}
    of_search = {name for name in pages if name.startswith("search/notes-")}
    assert of_search
    assert pages - of_search == {*own, *lists, "annotations/feed.xml", "index.html"}
    entity = next(iter((site / "content/entities").rglob("*.md"))).relative_to(site)
    read, pages = made(site, entity.as_posix(), "see [[", "but see [[")
    assert read == 0
    linked = f"cable/{id_of(2)}/index.html"  # which quotes who points to it
    shown = {f"entities/{entity.stem}/{name}" for name in ("index.html", "passages.js", "preview.json")}
    of_search = {name for name in pages if name.startswith("search/entities/")}
    assert pages - of_search == {*shown, "entities/type/term/index.html", "glossary/index.html", linked}
    template = site / "templates/entity.html"
    write(template, (TEMPLATES / "entity.html").read_text("utf-8"))
    read, pages = made(site, "templates/entity.html", "Every mention", "All mentions")
    assert read == 0
    assert pages == {f"entities/{one.stem}/index.html" for one in (site / "content/entities").rglob("*.md")}


def test_a_picture_is_made_where_it_shows(site: Path) -> None:
    cable, images = id_of(4), site / "content/images"
    images.mkdir()
    for name in ("own", "draft", "nobody"):
        (images / f"{name}.png").write_bytes(png(3, 2))
    note, draft = "## ¶1\nkind: context\n\n![A map](own.png)\n", "## ¶1\nkind: context\nstatus: draft\n"
    write(site / f"content/annotations/{cable}.md", f"{note}\n{draft}\n![Not yet](draft.png)\n")
    settle()
    built(site)
    before = tree(site / "output")
    (old,) = [name for name in before if name.startswith("assets/images/")]  # of a draft nothing leaves
    assert before[old] == png(3, 2)
    (images / "own.png").write_bytes(png(5, 2))
    report = built(site)
    after = tree(site / "output")
    (new,) = after.keys() - before.keys()
    assert before.keys() - after.keys() == {old}
    own = {f"cable/{cable}/{name}" for name in ("annotations.jsonld", "index.html", "index.tei.xml")}
    assert {name for name in after if after[name] != before.get(name)} == {new, *own}
    assert report.measures.read == 0
    assert b'width="5" height="2"' in after[f"cable/{cable}/index.html"]
    (images / "own.png").unlink()
    report = built(site)
    assert any("own.png" in found.message for found in report.diagnostics)
    assert new not in tree(site / "output")
    (images / "own.png").write_bytes(png(3, 2))
    assert not any("own.png" in found.message for found in built(site).diagnostics)
    assert tree(site / "output") == before


def test_a_reference_is_made_where_its_thread_shows(site: Path) -> None:
    for number, cited in ((101, 102), (102, 103), (103, 104), (104, 104), (201, 202), (202, 203), (203, 203)):
        text = cable_text(number, Random(number))
        start, end = text.index("REF: "), text.index("\n", text.index("REF: "))
        reference = f"REF: A. {id_of(cited)[:2]} {id_of(cited)[2:-3]} {cited}"
        write(site / f"content/cables/{id_of(number)}.txt", f"{text[:start]}{reference}{text[end:]}")
    joined = f"REF: A. {id_of(102)[:2]} {id_of(102)[2:-3]} 102"
    read, pages = made(site, f"content/cables/{id_of(101)}.txt", joined, joined.replace("102", "999"))
    assert read == 1
    left = {f"cable/{id_of(number)}/index.html" for number in (101, 102, 103, 104)}
    assert left <= pages
    assert not pages & {f"cable/{id_of(number)}/index.html" for number in (201, 202, 203)}


def test_a_changed_word_rewrites_the_shards_that_it_is_in(site: Path) -> None:
    cable = id_of(5)
    path = f"content/cables/{cable}.txt"
    put = (site / path).read_text("utf-8").replace("1. (C) ", "1. (C) Telegraph wires hum. ")
    write(site / path, put)
    read, pages = made(site, path, "Telegraph", "Telephone")
    assert read == 1
    block = next(name.split("/")[1] for name in pages if name.startswith("search/"))
    shards = {name.split("/")[2] for name in pages if name.startswith(f"search/{block}/")}
    every = len(list((site / f"output/search/{block}").iterdir()))
    assert "index.js" in shards
    assert 2 <= len(shards) <= 4 < every


def test_a_new_name_is_looked_for_where_its_words_are(site: Path) -> None:
    path = site / "content/entities/term/salt-road.md"
    write(path, "---\nid: salt-road\ntype: term\nname: Salt Road\n---\nA.\n")
    built(site)
    text = cable_text(99, Random(1)).replace("1. (C) ", "1. (C) Salt Roads? ")
    write(site / "content/cables/06ASTANA99.txt", text)
    settle()
    assert built(site).measures.read == 1
    path.unlink()
    assert built(site).measures.read == 1
    write(path, "---\nid: salt-road\ntype: term\nname: The Road\naliases:\n  - Salt Road\n---\nA.\n")
    assert built(site).measures.read == 1
    assert "Salt Roads" in (site / "output/entities/salt-road/index.html").read_text("utf-8")


def test_a_type_is_changed_where_it_shows(site: Path) -> None:
    """Of an entity that a decision gives to other words than its names, too."""
    entity, cable = "content/entities/term/the-works.md", id_of(4)
    write(site / entity, "---\nid: the-works\ntype: term\nname: The Works\n---\n")
    header = "cable,paragraph,words,occurrence,entity,by,date,reason\n"
    write(site / "content/entities/decisions.csv", f"{header}{cable},,says,,the-works,me,2020-01-01,so\n")
    read, pages = made(site, entity, "type: term", "type: person")
    assert read == 1
    assert {"entities/type/person/index.html", "entities/type/person/feed.xml"} <= pages
    assert cable in (site / "output/entities/type/person/feed.xml").read_text("utf-8")


def test_a_meaning_is_changed_where_it_shows(site: Path) -> None:
    path = "content/glossary.csv"
    write(site / path, "term,kind,meaning\ngrain,term,corn\n")

    def saying(words: str) -> set[str]:
        return {name for name, data in tree(site / "output").items() if words.encode() in data}

    read, pages = made(site, path, "corn", "wheat")
    assert (read, pages) == (0, {"glossary/index.html", *saying('title="wheat"')})
    assert len(pages) > 1
    before = saying('title="wheat"')
    read, pages = made(site, path, "grain", "bridge")
    assert pages == {"glossary/index.html", *before, *saying('title="wheat"')}
    assert 0 < read <= len(saying("bridge") | saying("grain"))


def test_what_tells_machines_of_the_pages_is_made_again_for_its_template(site: Path) -> None:
    built(site)
    write(site / "templates/robots.txt", "User-agent: nobody\n")
    built(site)
    assert (site / "output/robots.txt").read_text("utf-8").startswith("User-agent: nobody")


def test_a_page_that_quotes_is_made_again_with_what_it_quotes(site: Path) -> None:
    cable, other = id_of(4), id_of(5)
    write(
        site / "content/pages/essay.md",
        f"---\ntitle: Read\nkind: essay\n---\nSo:\n\n{{{{< ¶ {cable} p1 >}}}}\n",
    )
    path = f"content/cables/{cable}.txt"
    first = next(line for line in (site / path).read_text("utf-8").splitlines() if line.startswith("1. (C) "))
    _, pages = made(site, path, first, first.replace("1. (C) ", "1. (C) Quite otherwise "))
    assert "essay/index.html" in pages
    _, pages = made(site, "content/pages/essay.md", "title: Read", "title: Reread")
    assert f"cable/{cable}/index.html" in pages
    _, pages = made(site, "content/pages/essay.md", cable, other)
    assert {f"cable/{one}/index.html" for one in (cable, other)} <= pages
    (site / f"content/cables/{other}.txt").unlink()
    assert "insert-cable-absent" in {one.code for one in built(site).diagnostics}
    assert "is not in this archive" in (site / "output/essay/index.html").read_text("utf-8")
    write(site / f"content/cables/{other}.txt", cable_text(5, Random(5)))
    built(site)
    built(site, "clean")
    assert tree(site / "output") == tree(site / "clean")

"""One build as a whole: what a fault of one file, of an editor's table, or of ours leaves untouched."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_site import built

from sitegen.cli.main import outcome_of
from sitegen.site import build as build_module
from sitegen.site import unit
from sitegen.site.build import build
from sitegen.site.order import Order, Report
from sitegen.site.output import MARK, clean
from sitegen.site.refusal import RefusedError
from sitegen.site.starter import found_site
from sitegen.site.target import target_of

CABLE = "content/cables/09EXAMPLETOWN14.txt"
OTHER = "content/cables/09EXAMPLETOWN15.txt"
NOTES = "content/annotations/09EXAMPLETOWN14.md"
PAGE = "output/cable/09EXAMPLETOWN14/index.html"
DECISIONS = "content/entities/decisions.csv"
COLUMNS = "cable,paragraph,words,occurrence,entity,by,date,reason\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The starter with a second cable."""
    root = tmp_path / "site"
    found_site(root)
    text = (root / CABLE).read_text("utf-8")
    (root / OTHER).write_text(text.replace("000014", "000015").replace("0014", "0015"), "utf-8")
    return root


def codes(report: Report) -> set[str]:
    return {found.code for found in report.diagnostics}


def failing_at(path: str, function: Callable[..., object]) -> Callable[..., object]:
    """The same function, with a fault of ours in the record `path`."""

    def fragile(first: object, *rest: object) -> object:
        if path in (getattr(first, "path", ""), getattr(getattr(first, "source", None), "path", "")):
            raise ZeroDivisionError("by zero")
        return function(first, *rest)

    return fragile


@pytest.mark.parametrize("stage", ["parse", "cable_sheets"])
def test_a_fault_of_ours_in_one_record_keeps_its_pages_and_stops_no_other(
    stage: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built(site).errors == 0
    before = (site / PAGE).read_bytes()
    (site / NOTES).unlink()
    (site / OTHER).write_text((site / OTHER).read_text("utf-8").replace("bridge", "tunnel"), "utf-8")
    monkeypatch.setattr(unit, stage, failing_at(CABLE, getattr(unit, stage)))
    report = built(site)
    assert report.committed
    assert report.committed.kept > 0
    assert "record-failed" in codes(report)
    assert "ZeroDivisionError" in report.traces[0]
    assert (site / PAGE).read_bytes() == before
    assert "tunnel" in (site / "output/cable/09EXAMPLETOWN15/index.html").read_text("utf-8")


def test_a_record_that_could_never_be_printed_is_in_no_list(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit, "cable_sheets", failing_at(OTHER, unit.cable_sheets))
    report = built(site)
    assert (report.cables, bool(report.committed)) == (1, True)
    assert not list((site / "output").glob("cable/09EXAMPLETOWN15"))
    assert "09EXAMPLETOWN15" not in (site / "output/cables/2009/index.html").read_text("utf-8")


@pytest.mark.parametrize(("words", "traced"), [(["build"], False), (["build", "--verbose"], True)])
def test_where_we_failed_is_shown_to_who_asks(
    words: list[str],
    traced: bool,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("SITEGEN_DEBUG", raising=False)
    monkeypatch.setattr(unit, "parse", failing_at(OTHER, unit.parse))
    assert outcome_of(["-C", str(site), *words]) == 1
    said = capsys.readouterr().err
    assert f"{OTHER}: error: a fault of sitegen: ZeroDivisionError: by zero" in said
    assert ("Traceback" in said) is traced


@pytest.mark.parametrize("changed", [CABLE, NOTES])
def test_a_file_that_changes_between_the_passes_commits_nothing(
    changed: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built(site).errors == 0
    before = (site / PAGE).read_bytes()
    print_all = build_module.print_all

    def more() -> None:
        (site / changed).write_text((site / changed).read_text("utf-8") + "\nMore.\n", "utf-8")

    def meanwhile(press):
        more()
        return print_all(press)

    more()
    monkeypatch.setattr(build_module, "print_all", meanwhile)
    report = built(site)
    assert report.committed is None
    assert (changed, "source-changed") in {(it.place.path, it.code) for it in report.diagnostics}
    assert (site / PAGE).read_bytes() == before


def test_notes_that_cannot_be_read_take_no_page_away(site: Path) -> None:
    assert built(site).errors == 0
    before = (site / PAGE).read_bytes()
    (site / NOTES).write_bytes(b"\xff\xfea\x00\x00\xd8")
    report = built(site)
    assert report.committed
    assert report.committed.kept > 0
    assert (site / PAGE).read_bytes() == before
    (found,) = (it for it in report.diagnostics if it.code == "source-undecodable")
    assert found.place.path == NOTES
    assert "the pages that 09EXAMPLETOWN14 has stay" in found.hint


def test_a_cable_whose_notes_never_could_be_read_is_published_without(site: Path) -> None:
    (site / NOTES).write_bytes(b"\xff\xfea\x00\x00\xd8")
    assert built(site).committed
    assert (site / PAGE).exists()


@pytest.mark.parametrize(
    "rows",
    [
        COLUMNS + "09EXAMPLETOWN14,,the cafe,,nobody-known,,,\n",
        COLUMNS + '09EXAMPLETOWN14,,"the cafe,,none,,,\n' + "x" * 140_000,
        COLUMNS + "09EXAMPLETOWN14,,the cafe,,,,,\n",
        "cable,words\n",
    ],
)
def test_a_fault_in_decisions_publishes_nothing(rows: str, site: Path) -> None:
    assert built(site).errors == 0
    before = (site / PAGE).read_bytes()
    (site / NOTES).unlink()
    (site / DECISIONS).write_text(rows, "utf-8")
    report = built(site)
    assert report.committed is None
    assert (site / PAGE).read_bytes() == before
    assert any("nothing is published" in found.hint for found in report.diagnostics)


def test_decisions_that_are_a_link_to_nothing_publish_nothing(site: Path) -> None:
    (site / DECISIONS).symlink_to("nowhere.csv")
    assert built(site).committed is None


def test_a_page_with_a_name_that_is_taken_is_left_out_alone(site: Path) -> None:
    pages = site / "content/pages"
    (pages / "deep").mkdir()
    for name in ("cables", "cable", "search", "tags", "assets", "deep/about"):
        (pages / f"{name}.md").write_text("---\ntitle: Strange\n---\nWords.\n", "utf-8")
    report = built(site)
    assert report.committed
    assert {it.place.path for it in report.diagnostics if it.code == "prose-reserved"} == {
        f"content/pages/{name}.md" for name in ("assets", "cable", "cables", "search", "tags")
    }
    assert [it.place.path for it in report.diagnostics if it.code == "prose-twice"] == [
        "content/pages/deep/about.md"
    ]
    assert "Strange" not in (site / "output/about/index.html").read_text("utf-8")
    assert "Strange" not in (site / "output/search/index.html").read_text("utf-8")


def test_an_asset_that_is_a_link_to_nothing_is_told(site: Path) -> None:
    (site / "templates/assets").mkdir(parents=True)
    (site / "templates/assets/style.css").symlink_to("nowhere.css")
    report = built(site)
    assert report.committed is None
    assert {it.place.path for it in report.diagnostics} == {"templates/assets/style.css"}


def test_clean_waits_for_no_build_and_breaks_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print_all = build_module.print_all
    target = target_of(site, site / "output", "output")

    def meanwhile(press):
        with pytest.raises(RefusedError, match="another sitegen"):
            clean(target)
        return print_all(press)

    assert built(site).errors == 0
    monkeypatch.setattr(build_module, "print_all", meanwhile)
    assert built(site).committed
    assert (site / PAGE).exists()


def test_deleting_what_sitegen_noted_is_safe(site: Path) -> None:
    assert built(site).errors == 0
    shutil.rmtree(site / ".sitegen")
    assert (site / "output" / MARK).is_file()
    (site / "output/CNAME").write_text("theirs", "utf-8")
    (site / NOTES).write_text((site / NOTES).read_text("utf-8").replace("An invented", "A changed"), "utf-8")
    (site / OTHER).unlink()
    report = built(site)
    assert report.committed
    assert report.committed.left > 1
    assert "A changed" in (site / PAGE).read_text("utf-8")
    assert (site / "output/CNAME").read_text("utf-8") == "theirs"
    assert (site / "output/cable/09EXAMPLETOWN15/index.html").exists()


def test_the_404_of_a_copy_for_the_disk_links_within_its_folder(site: Path) -> None:
    build(Order(site, target_of(site, site / "output", "output"), offline=True))
    page = (site / "output/404.html").read_text("utf-8")
    assert 'href="/' not in page
    assert 'href="assets/style.' in page


def test_the_menu_leads_to_no_list_that_nothing_can_be_in(site: Path) -> None:
    built(site)
    page = site / PAGE
    assert ">People &amp; places<" in page.read_text("utf-8")
    (site / NOTES).unlink()
    shutil.rmtree(site / "content/entities")
    built(site)
    menu = page.read_text("utf-8").partition("</header>")[0]
    assert "People" not in menu
    assert "Annotations" not in menu
    assert ">TAGS<" in menu
    assert (site / "output/annotations/index.html").exists()  # addresses last
    lost, search = (site / "output" / name for name in ("404.html", "search/index.html"))
    assert "/tags/" in lost.read_text("utf-8")
    assert "entities/" not in lost.read_text("utf-8")
    ways = search.read_text("utf-8").partition('id="unscripted"')[2].partition("</p>")[0]
    assert re.findall(r">([^<]+)</a>", ways) == ["all cables by year", "by post", "by TAGS"]

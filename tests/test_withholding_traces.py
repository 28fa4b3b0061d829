"""What could tell of a withheld name without saying it: an encoding, a part of the name in a message, a file
that nobody looks at any more."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from withheld_site import CABLE, all_bytes, built, refused, rows, the_site, tree, withhold, write

from sitegen.cli.main import outcome_of
from sitegen.diagnostic import Diagnostic
from sitegen.site.build import build
from sitegen.site.folder import PREVIEW
from sitegen.site.order import Order
from sitegen.site.target import locked, target_of
from sitegen.site.watch import WITHHELD

ROW = '"1","3/5/2009 10:00","09STATE3","Embassy Lima","SECRET","","VZCZC","1. (C) A day."\n'
ACCENTS = {
    "none": "Ann Poe",
    "of Latin-1": "Änn Poe",
    "of Windows alone": "Žan Poš",
}  # of one length: a cache has the places of rows


def site_in(top: Path, name: str, said: str) -> Path:
    """One whose record is not in UTF-8, if a letter of it has an accent."""
    site = the_site(top, f"{name}{said}", rule=name)
    text = (site / CABLE).read_text("utf-8")
    (site / CABLE).write_bytes(text.encode("cp1252"))
    write(site / "content/cables/15.txt", text.replace("00014", "00015").encode("cp1252"))
    write(site / "content/cables/d.csv", (ROW + f'"2","{name}{said}","x"\n').encode("cp1252"))
    return site


@pytest.mark.parametrize("said", ["", " of Orléans", " “of Orléans”"])
@pytest.mark.parametrize("name", list(ACCENTS.values())[1:], ids=list(ACCENTS)[1:])
def test_the_encoding_of_a_file_says_nothing_of_a_name_in_it(name: str, said: str, tmp_path: Path) -> None:
    sites = [site_in(tmp_path / str(nth), one, said) for nth, one in enumerate((ACCENTS["none"], name))]
    reports = [built(site) for site in sites]
    assert all(report.committed for report in reports)
    assert reports[0].diagnostics == reports[1].diagnostics
    assert tree(sites[0] / "output") == tree(sites[1] / "output")
    assert rows(sites[0]) == rows(sites[1])
    guessed = [found for found in reports[0].diagnostics if found.code == "encoding-guessed"]
    assert len(guessed) == (2 if said else 0)
    assert not any(found.place.line or found.source_line for found in guessed)


@pytest.mark.parametrize("place", ["sitegen.site.record.read_text", "sitegen.site.unit.cable_sheets"])
def test_a_fault_of_ours_says_no_part_of_a_name(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")

    def failing(*_: object) -> Diagnostic:
        raise ValueError("at 'nn Po'")

    monkeypatch.setattr(place, failing)
    report = built(site)
    assert "record-failed" in {found.code for found in report.diagnostics}
    assert "in failing" in report.traces[0]
    assert report.traces[0].endswith("ValueError")
    assert "'nn Po'" not in f"{report}"


def test_serve_does_not_say_which_file_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Its name may be one, and is looked at only by the build that follows."""
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    changes = [frozenset({"content/cables/ann-poe.txt", "content/pages/x.md"}), frozenset({WITHHELD})]
    monkeypatch.setattr("sitegen.cli.serve.watching", lambda _: nullcontext(iter(changes)))
    assert outcome_of(["-C", str(site), "serve", "--port", "0"]) == 0
    said, _ = capfdbinary.readouterr()
    assert b"Changed: 2 files" in said
    assert b"Changed: what is withheld" in said
    assert b"poe" not in said.lower()


def test_an_output_that_stays_is_never_passed_over(tmp_path: Path) -> None:
    """Whatever kept the build from making it anew."""
    site = the_site(tmp_path, "Ann Poe")
    built(site)
    settings = (site / "site.toml").read_text("utf-8")
    withhold(site, "Ann Poe")
    (site / "content").rename(site / "aside")
    (out,) = (found for found in built(site).diagnostics if found.code == "withhold-out")
    assert "names.txt:3" in out.message
    (site / "aside").rename(site / "content")
    for lines in (
        'Ann Poe\nwithhold = "../withheld"',
        'language = 1\nwithhold = "x"',
        'withold = "../withheld"',
    ):
        (site / "site.toml").write_text(f"{settings}{lines}\n", "utf-8")
        report = built(site)
        assert report.committed is None
        assert "withhold-unseen" in {found.code for found in report.diagnostics}
    (site / "site.toml").write_text(settings, "utf-8")
    withhold(site, "Ann Poe")
    write(site / "content/pages/x.md", b"---\ntitle: X\n---\nby Ann Poe\n")
    assert "x.md holds what names.txt:3 withholds; nothing was published" in (told := refused(site))
    assert "; from before, output/" in told
    assert told.endswith("holds what names.txt:3 withholds: take it down")
    (site.parent / "withheld").rename(tmp_path / "gone")
    assert "output stays as it was, and was not looked through" in refused(site)


def test_a_site_that_withholds_nothing_is_told_nothing_of_it(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe")
    built(site)
    settings = (site / "site.toml").read_text("utf-8")
    (site / "site.toml").write_text(f"{settings}Ann Poe\n", "utf-8")  # a site that withholds nothing
    assert "withhold-unseen" not in {found.code for found in built(site).diagnostics}


def test_a_preview_of_before_a_rule_goes_with_the_next_build(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe")
    preview = target_of(site, site / PREVIEW)
    shown = Order(site, preview, live=True, executor="inline")
    build(shown)
    withhold(site, "Ann Poe")
    with locked(preview):
        built(site)
    assert b"poe" in all_bytes(preview.output).lower()  # it is being made
    write(site / "content/pages/x.md", b"---\ntitle: X\n---\nby Ann Poe\n")
    refused(site)
    assert not preview.output.exists()
    assert b"poe" not in all_bytes(site / ".sitegen").lower()
    (site / "content/pages/x.md").unlink()
    build(shown)
    built(site)
    assert preview.output.exists()  # it knows the rule
    withhold(site, "Ann Poe\nBob Oberon")
    write(site / "templates/home.html", b"{% nonsense %}")
    assert build(shown).committed is None
    built(site)
    assert not preview.output.exists()

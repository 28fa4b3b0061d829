"""The lock of a site: what a build, `check` and `lock` make of records that were edited."""

import subprocess
from pathlib import Path

import pytest
from engine_site import built
from files import tree

from sitegen.cli.main import outcome_of
from sitegen.site.order import Report
from sitegen.site.starter import found_site

CABLE = "content/cables/09EXAMPLETOWN14.txt"
OTHER = "content/cables/09EXAMPLETOWN15.txt"
LOCK = "content/lock/2009.txt"
PAGE = "output/cable/09EXAMPLETOWN14/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The starter, locked."""
    root = tmp_path / "site"
    found_site(root)
    assert run(root, "lock") == 0
    return root


def run(site: Path, *words: str) -> int:
    return outcome_of(["-C", str(site), *words])


def told(report: Report) -> dict[str, str]:
    return {found.code: found.message for found in report.diagnostics}


def edit(site: Path, old: str, new: str, path: str = CABLE) -> None:
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new, 1), "utf-8")


def test_what_is_locked_is_the_same(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (site / LOCK).read_bytes()
    capsys.readouterr()
    assert run(site, "check") == 0
    assert "Addresses: 7 same" in capsys.readouterr().out
    assert built(site).diagnostics == ()
    assert run(site, "lock") == 0
    assert (site / LOCK).read_bytes() == before


def test_a_change_is_told_until_it_is_accepted(site: Path) -> None:
    built(site)
    edit(site, "two ministers", "three ministers")
    before = (site / LOCK).read_bytes()
    assert told(built(site)) == {"address-changed": "the words of ¶2 are not those that were published"}
    assert run(site, "build") == 0
    assert run(site, "build", "--strict") == 1
    assert run(site, "check") == 1
    assert run(site, "lock") == 1
    assert (site / LOCK).read_bytes() == before
    assert run(site, "lock", "--accept", "09 EXAMPLETOWN 14") == 0
    assert (site / LOCK).read_bytes() != before
    assert built(site).diagnostics == ()
    assert run(site, "build", "--strict") == 0


def test_only_the_cables_named_are_accepted(site: Path) -> None:
    text = (site / CABLE).read_text("utf-8")
    (site / OTHER).write_text(text.replace("000014", "000015").replace("0014", "0015"), "utf-8")
    assert run(site, "lock") == 0
    for path in (CABLE, OTHER):
        edit(site, "two ministers", "three ministers", path)
    first, second = (site / LOCK).read_text("utf-8").splitlines()
    assert run(site, "lock", "--accept", "09EXAMPLETOWN15") == 1
    now = (site / LOCK).read_text("utf-8").splitlines()
    assert now[0] == first
    assert now[1] != second
    assert run(site, "lock", "--accept", "09EXAMPLETOWN16") == 2
    assert run(site, "lock", "09EXAMPLETOWN15") == 2


def test_old_addresses_stay_on_the_page(site: Path) -> None:
    edit(site, "4. (C) A good day", "5. (C) A good day")
    report = built(site)
    page = (site / PAGE).read_text("utf-8")
    assert 'id="p5"><span class="older" id="p4"></span>' in page
    assert told(report)["address-moved"] == "what was published as ¶4 is now ¶5"
    built(site, "fresh")
    assert tree(site / "output") == tree(site / "fresh")
    assert run(site, "lock", "--accept") == 0
    built(site)
    assert (site / PAGE).read_text("utf-8") == page
    assert " p4=p5" in (site / LOCK).read_text("utf-8")


def test_a_tombstone_stands_where_words_were_taken_out(site: Path) -> None:
    text = (site / CABLE).read_text("utf-8")
    start, end = text.index("2. (U) The mayor"), text.index("3. (C) A member")
    (site / CABLE).write_text(text[:start] + text[end:], "utf-8")
    report = built(site)
    assert told(report)["address-removed"] == "¶2 was published, and its words are no longer in the record"
    assert run(site, "build") == 1
    page = (site / PAGE).read_text("utf-8")
    assert '<p class="tombstone" id="p2">¶2 was published here, and is no longer in the record.</p>' in page
    assert page.index('id="p1"') < page.index('id="p2"') < page.index('id="p3"')
    assert run(site, "lock", "--accept") == 0
    assert run(site, "build", "--strict") == 0
    assert (site / PAGE).read_text("utf-8") == page
    (site / CABLE).write_text(text, "utf-8")
    built(site)
    assert 'id="p2-2"' in (site / PAGE).read_text("utf-8")


def test_what_is_published_is_made_anew_when_the_lock_changes(site: Path) -> None:
    built(site)
    text = (site / LOCK).read_text("utf-8").rstrip("\n")
    (site / LOCK).write_text(f"{text} p9=p1\n", "utf-8")
    assert built(site).measures.read == 1
    assert 'id="p1"><span class="older" id="p9"></span>' in (site / PAGE).read_text("utf-8")
    (site / LOCK).unlink()
    built(site)
    assert "older" not in (site / PAGE).read_text("utf-8")
    assert run(site, "lock") == 0
    assert built(site).measures.read == 0


def test_a_cable_that_is_gone_is_an_error(site: Path) -> None:
    built(site)
    assert not (site / "output/_redirects").exists()
    (site / CABLE).rename(site / "elsewhere.txt")
    (site / "content/annotations/09EXAMPLETOWN14.md").unlink()
    assert "cable-removed" in told(built(site))
    page = (site / PAGE).read_text("utf-8")
    assert "It was published at this address, and has been taken out." in page
    assert run(site, "lock") == 1
    assert run(site, "lock", "--accept") == 0
    assert (site / LOCK).read_text("utf-8") == "09EXAMPLETOWN14 =\n"
    assert "cable-removed" not in told(built(site))
    assert (site / PAGE).read_text("utf-8") == page
    (site / "elsewhere.txt").rename(site / CABLE)
    assert run(site, "lock") == 0
    assert " p1:" in (site / LOCK).read_text("utf-8")


def test_a_record_that_cannot_be_read_is_not_taken_for_gone(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (site / LOCK).read_bytes()
    (site / CABLE).write_bytes(b"")
    assert "cable-removed" not in told(built(site))
    capsys.readouterr()
    assert run(site, "lock", "--accept") == 1
    assert "the file is empty" in capsys.readouterr().err
    assert (site / LOCK).read_bytes() == before


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("<<<<<<< HEAD", "lock-unreadable"),
        ("07ASTANA1848 p1:abcde", "lock-unreadable"),
        ("09EXAMPLETOWN14 p1:abcde", "lock-twice"),
    ],
)
def test_a_lock_that_cannot_be_read_publishes_nothing(site: Path, line: str, code: str) -> None:
    built(site)
    before = tree(site / "output")
    edit(site, "two ministers", "three ministers")
    with (site / LOCK).open("a", encoding="utf-8") as lock:
        lock.write(f"{line}\n")
    report = built(site)
    assert report.committed is None
    assert code in told(report)
    assert tree(site / "output") == before
    assert run(site, "lock", "--accept") == 1
    assert line in (site / LOCK).read_text("utf-8")


def test_a_line_that_cannot_be_read_keeps_the_pages_of_its_cable(site: Path) -> None:
    built(site)
    before = (site / PAGE).read_bytes()
    edit(site, "two ministers", "three ministers")
    edit(site, " p1:", " p1", LOCK)
    report = built(site)
    assert "lock-unreadable" in told(report)
    assert report.committed is not None
    assert (site / PAGE).read_bytes() == before
    line = (site / LOCK).read_bytes()
    (site / CABLE).rename(site / "content/cables/renamed.txt")
    assert run(site, "lock", "--accept") == 1
    assert (site / LOCK).read_bytes() == line


def test_branches_that_both_add_cables_merge(site: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *words], cwd=site, check=True, capture_output=True)

    text = (site / CABLE).read_text("utf-8")

    def add(number: int) -> None:
        path = site / f"content/cables/09EXAMPLETOWN{number}.txt"
        path.write_text(text.replace("000014", f"0000{number}").replace("0014", f"00{number}"), "utf-8")
        assert run(site, "lock") == 0
        git("add", ".")
        git("commit", "-m", str(number))

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "locked")
    git("checkout", "-b", "other")
    add(17)
    git("checkout", "main")
    add(15)
    git("merge", "other")
    lock = (site / LOCK).read_text("utf-8")
    assert [line.split()[0][-2:] for line in lock.splitlines()] == ["14", "15", "17"]
    assert run(site, "check") == 0
    (site / LOCK).write_text("".join(f"{line}\n" for line in reversed(lock.splitlines())), "utf-8")
    assert run(site, "check") == 0
    assert run(site, "lock") == 0
    assert (site / LOCK).read_text("utf-8") == lock


def test_a_cable_with_another_id_is_found_at_its_old_address(site: Path) -> None:
    built(site)
    text = (site / CABLE).read_text("utf-8")
    (site / CABLE).unlink()
    (site / "content/annotations/09EXAMPLETOWN14.md").unlink()
    (site / OTHER).write_text(text.replace("000014", "000015").replace("0014", "0015"), "utf-8")
    assert told(built(site))["cable-renamed"].endswith("its words are 09EXAMPLETOWN15 now")
    assert run(site, "lock", "--accept") == 0
    assert (site / LOCK).read_text("utf-8").startswith("09EXAMPLETOWN14 =09EXAMPLETOWN15\n09EXAMPLETOWN15 ")
    assert built(site).errors == 0
    assert '<a class="moved" href="../09EXAMPLETOWN15/">' in (site / PAGE).read_text("utf-8")
    rule = "/cable/09EXAMPLETOWN14/* /cable/09EXAMPLETOWN15/:splat 301\n"
    assert (site / "output/_redirects").read_text("utf-8").endswith(rule)
    assert "09EXAMPLETOWN14" not in (site / "output/sitemap.xml").read_text("utf-8")
    built(site, "fresh")
    assert tree(site / "output") == tree(site / "fresh")


def test_a_cited_cable_that_cannot_be_read_keeps_its_page(site: Path) -> None:
    """A page that says it is not here would take the place of the one that was kept."""
    text = (site / CABLE).read_text("utf-8")
    second = text.replace("000014", "000015").replace("0014", "0015")
    second = second.replace("EXAMPLETOWN 9", "EXAMPLETOWN 14")
    (site / OTHER).write_text(second, "utf-8")
    built(site)
    before = (site / PAGE).read_bytes()
    (site / CABLE).write_bytes(b"")
    built(site)
    assert (site / PAGE).read_bytes() == before
    (site / CABLE).unlink()
    (site / LOCK).unlink()
    built(site)
    assert "is not in this archive" in (site / PAGE).read_text("utf-8")
    assert "09EXAMPLETOWN15" in (site / PAGE).read_text("utf-8")


def test_ids_of_an_older_site_lead_to_its_paragraphs(site: Path) -> None:
    with (site / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\nparagraph_aliases = "par{n} par1{n} para-{n}"\n')
    edit(site, "4. (C) A good day", "11. (C) A good day")
    assert built(site).committed
    page = (site / PAGE).read_text("utf-8")
    for name in ("par1", "par11", "para-1", "par2", "para-3", "p3"):
        assert page.count(f'id="{name}"') == 1

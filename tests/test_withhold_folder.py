"""The private folder of what is withheld: what is in doubt there stops a build, and what is not is told."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from withheld_site import CABLE, built, refused, the_site, write

from sitegen.cli.main import outcome_of
from sitegen.site.build import build
from sitegen.site.order import Order
from sitegen.site.target import target_of
from sitegen.site.withhold_folder import changed_last, rules_of

RULES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "no folder": ("not there", lambda top: (top / "withheld").rename(top / "gone")),
    "a file for a folder": (
        "not there",
        lambda top: write(top / "site/site.toml", TOML % b"../withheld/names.txt"),
    ),
    "no rule": ("has no rule", lambda top: write(top / "withheld/names.txt", b"# nobody yet\n\n")),
    "an empty file": ("as UTF-8", lambda top: write(top / "withheld/names.txt", b"")),
    **{
        f"words and more, {words}": (
            "names.txt:2 has",
            lambda top, words=words: write(top / "withheld/names.txt", f"Bob Roe\n{words}\n".encode()),
        )
        for words in (
            *("Ann Poe  # our source", "Ann Poe;Bob Poe", "Ann Poe；", "Ann Poe#"),
            *("Ann Poe\t+7 701", "Ann Poe | Bob Poe", "Ann Poe / Bob Poe", "Ann Poe // our source"),
            *("Ann Poe <ann@example.org>", "Ann Poe (our source)", "Ann Poe - Bob Poe", "Ann Poe — ours"),
            *("Name: Ann Poe", "ann poe = source", "1. Ann Poe", '"Ann Poe", "Bob Poe"', "Ann\vPoe"),
            *("Ann Poe\u2028Bob Poe", "Ann Po*", "A?n Poe", "/A.+ Poe/", "[A-Z]nn Poe", "\\bPoe"),
        )
    },
    "a short rule": (
        "names.txt:2 is too short",
        lambda top: write(top / "withheld/names.txt", b"Ann Poe\nX\n"),
    ),
    "the mark itself": (
        "the word that is put",
        lambda top: write(top / "withheld/names.txt", b"Ann Poe\nWithheld\n"),
    ),
    "Latin-1": ("as UTF-8", lambda top: write(top / "withheld/names.txt", b"Andr\xe9 Poe\n")),
    "binary": ("as UTF-8", lambda top: write(top / "withheld/names.txt", b"Ann\0Poe\n")),
    "a file of another kind": ("no .txt file", lambda top: write(top / "withheld/names.csv", b"Ann Poe\n")),
    "a hidden file": ("hidden", lambda top: write(top / "withheld/.more.txt", b"Bob Poe\n")),
    "a folder in it": ("no .txt file", lambda top: write(top / "withheld/more/names.txt", b"Ann Poe\n")),
    "a link to nothing": ("as UTF-8", lambda top: (top / "withheld/more.txt").symlink_to("gone.txt")),
    "its file says it": ("for its name", lambda top: write(top / "withheld/ann-poe.txt", b"Ann Poe\n")),
    "inside the site": (
        "lies in the site",
        lambda top: [write(top / "site/r/n.txt", b"Ann Poe"), write(top / "site/site.toml", TOML % b"r")],
    ),
    "inside the site, through a link": (
        "lies in the site",
        lambda top: [
            write(top / "site/r/n.txt", b"Ann Poe"),
            (top / "link").symlink_to(top / "site/r"),
            write(top / "site/site.toml", TOML % b"../link"),
        ],
    ),
    "outside, through a link in the site": (
        "lies in the site",
        lambda top: [
            (top / "site/link").symlink_to(top / "withheld"),
            write(top / "site/site.toml", TOML % b"link"),
        ],
    ),
    "a file that lies in the site": (
        "lies in the site",
        lambda top: [
            write(top / "site/n.txt", b"Another Name"),
            (top / "withheld/n.txt").symlink_to(top / "site/n.txt"),
        ],
    ),
    "in the repository that the site is a part of": (
        "repository",
        lambda top: [(top / ".git").mkdir(), write(top / "site/.git", b"gitdir: x")],
    ),
    "in the site's repository": ("repository", lambda top: (top / ".git").mkdir()),
    "around the site": ("has the site in it", lambda top: write(top / "site/site.toml", TOML % b"..")),
}
TOML = b'title = "T"\nbase_url = "https://example.org/"\nwithhold = "%s"\n'


@pytest.mark.parametrize(("told", "spoil"), RULES.values(), ids=RULES)
def test_rules_that_cannot_be_trusted_stop_the_build(
    told: str, spoil: Callable[[Path], object], tmp_path: Path
) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")
    spoil(tmp_path)
    said = refused(site)
    assert told in said
    assert "poe" not in said.lower()
    assert not (site / "output").exists()


NAMES = (
    *("Poe, Ann", "A. Q. Poe", "Jean-Luc O’Poe", "“Ann Poe”", "Poe & Co.", "ann_poe@example.org", "A/66"),
    *("+7 (701) 000-00-00", "(701) 000 00 00", "https://example.org/ann", "3 Poe Street", "$2.5 million"),
)


@pytest.mark.parametrize("words", NAMES)
def test_signs_that_belong_to_names_and_numbers(words: str, tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe", rule=words)
    left = rules_of(site, "../withheld").without(f": {words}!")
    assert "[withheld]" in left
    assert not any(map(str.isalnum, left.replace("[withheld]", "")))


WRITTEN = (
    b"\xef\xbb\xbfAnn Poe", b"Bob Oberon\r\nAnn Poe\r\n", b"Bob Oberon\rAnn Poe", b"  Ann   Poe  ",
    "Ann Poe\r\n".encode("utf-16"),
)  # fmt: skip


@pytest.mark.parametrize("data", WRITTEN, ids=["BOM", "CRLF", "CR", "blanks", "UTF-16"])
def test_rules_as_other_systems_write_them(data: bytes, tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")
    (tmp_path / "withheld/names.txt").write_bytes(data)
    for other in ("._names.txt", ".#names.txt", ".names.txt.swp", ".DS_Store"):  # that they put beside it
        (tmp_path / "withheld" / other).write_bytes(b"\0\xff")
    assert rules_of(site, "../withheld").without("by ANN POE") == "by [withheld]"


MEANT = (
    'withold = "../withheld"', 'Withhold = "../withheld"', 'withhold = ""', 'withhold_rules = "../withheld"',
    '[more]\nwithhold = "../withheld"', 'redact = "../withheld"', "withhold = true", "with_hold.folder = 'x'",
    'whithhold = "../withheld"', 'wihthold = "../withheld"', '"Wthhold" = "../withheld"',
)  # fmt: skip


@pytest.mark.parametrize("line", MEANT)
def test_a_key_that_means_to_withhold_and_does_not_stops_the_build(line: str, tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe")
    with (site / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"{line}\n")
    report = built(site)
    assert report.errors
    assert report.committed is None
    assert outcome_of(["-C", str(site), "inspect", str(site / CABLE)]) == 2


@pytest.mark.parametrize("commits", [True, False])
def test_it_is_told_how_often_each_rule_withholds_something(tmp_path: Path, *, commits: bool) -> None:
    site = the_site(tmp_path, "Ann Poe and ANN\nPOE", rule="Ann Poe\nJ. Roe")
    write(site / "content/cables/y.txt", (site / CABLE).read_bytes().replace(b"00014", b"00015"))
    for repairs in (True, False):  # the second time no record has changed
        order = Order(site, target_of(site, site / "output", "output"), commits=commits, repairs=repairs)
        told = [found for found in build(order).diagnostics if found.code.startswith("withhold-u")]
        unused = ["no record has the words of names.txt:4"]
        used = ["names.txt:3 withholds words at 4 places in 2 records"]
        assert [found.message for found in told] == unused + used * repairs
        assert "roe" not in f"{told}".lower()


def test_a_folder_that_others_can_read_is_told(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")
    assert "withhold-open" not in {found.code for found in built(site).diagnostics}
    (tmp_path / "withheld").chmod(0o755)
    told = {found.code for found in built(site).diagnostics}
    assert ("withhold-open" in told) is (os.name == "posix")  # elsewhere a mode says nothing of others


LATER = 4_000_000_000 * 10**9  # in nanoseconds


def test_rules_are_new_too_where_a_link_leads_to_another_folder(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")
    link = tmp_path / "link"
    link.symlink_to("withheld")
    os.utime(link, ns=(LATER, LATER + 1), follow_symlinks=False)
    assert changed_last(site, "../link") == LATER + 1


def test_a_stamp_that_a_file_system_rounds_is_taken_for_the_latest_that_it_may_mean(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")
    os.utime(tmp_path / "withheld/names.txt", ns=(LATER, LATER))
    os.utime(site / "site.toml", ns=(LATER, LATER + 1))
    assert changed_last(site, "../withheld") == LATER + 2 * 10**9

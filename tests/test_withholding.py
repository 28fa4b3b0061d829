"""Withholding, as one who tries to get at the words: no byte that leaves the building tells two names apart.

Two sites that differ in a name alone, and in the rule that withholds it, must give the same output, the
same lock, the same messages and the same rows of the caches. What a length, a hash, an offset or the order
of a list could tell would be a difference.
"""

import gzip
import os
import pickle
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from zipfile import ZipFile

import pytest
from pictures import png
from withheld_site import (
    CABLE,
    LONG,
    NOTES,
    SHORT,
    all_bytes,
    built,
    refused,
    rows,
    the_site,
    tree,
    withhold,
    write,
)

from sitegen.cli.main import outcome_of
from sitegen.diagnostic import Diagnostic, Place
from sitegen.site.bench import Workshop
from sitegen.site.build import build
from sitegen.site.cache import opened
from sitegen.site.desk import lay_desk
from sitegen.site.folder import survey
from sitegen.site.order import Order, bench_of, settings_of
from sitegen.site.packaged import packaged_templates
from sitegen.site.printing import Press, Proof, print_all
from sitegen.site.refusal import RefusedError
from sitegen.site.source_line import with_lines
from sitegen.site.target import target_of
from sitegen.site.withhold_folder import rules_of

WAYS: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    lambda name: name.replace(" ", "\n", 1),
    lambda name: "".join(chr(ord(it) + 0xFEE0) if it.isalpha() else it for it in name),
    "\u00ad".join,
    "\u200b".join,
    lambda name: f"{name} {name}",
)


def test_two_names_cannot_be_told_apart(tmp_path: Path) -> None:
    said = {name: ", the mayor and ".join(way(name) for way in WAYS) for name in (SHORT, LONG)}
    sites = [the_site(tmp_path / name.split()[0], said[name], rule=name) for name in said]
    reports = [built(site) for site in sites]
    assert all(report.committed for report in reports)
    assert reports[0].diagnostics == reports[1].diagnostics
    for site in sites:
        assert outcome_of(["-C", str(site), "lock"]) == 0
    for part in ("output", "content/lock"):
        one, other = (tree(site / part) for site in sites)
        assert one
        assert one == other
    assert rows(sites[0]) == rows(sites[1])
    page = (sites[0] / "output/cable/09EXAMPLETOWN14/index.html").read_text("utf-8")
    assert page.count("[withheld]") >= len(WAYS)
    for site, word in zip(sites, (b"poe", b"wolkenstein"), strict=True):
        assert word not in all_bytes(site / "output", site / ".sitegen", site / "content/lock").lower()


PAGE = "---\ntitle: About\n---\n"
ENTITY = "---\nid: {id}\ntype: person\nname: {name}\naliases: [{alias}]\n---\n"
SOLD = {  # what an editor wrote, and how the refusal names it
    "a note": (NOTES, b"## cable\nkind: headnote\nAnn Poe said so.\n", NOTES),
    "a draft": (NOTES, b"## cable\nkind: headnote\nstatus: draft\nAnn Poe said so.\n", NOTES),
    "a note's quotation": (NOTES, b'## \xc2\xb63 "Ann Poe, member"\nkind: context\nWho?\n', NOTES),
    "a note in Latin-1": (NOTES, b"## cable\nkind: headnote\n\xe9 \xc4nn Poe.\n", NOTES),
    "an entity's name": (
        "content/entities/x.md",
        ENTITY.format(id="x", name="Ann Poe", alias="X").encode(),
        "",
    ),
    "an alias": (
        "content/entities/x.md",
        ENTITY.format(id="x", name="Xenia", alias="A. Ann-Poe").encode(),
        "",
    ),
    "a slug": ("content/entities/x.md", ENTITY.format(id="ann-poe", name="Xenia", alias="X").encode(), ""),
    "a file's name": ("content/entities/Ann Poe.md", b"", "a file below content/"),
    "a folder's name": ("content/cables/ann_poe/x.txt", b"", "a file below content/"),
    "a record's name": ("content/cables/annpoe.txt", b"", "a file below content/"),
    "a picture's name": ("content/images/ann-poe.png", png(2, 2), "a file below content/"),
    "a picture's remark": ("content/images/x.jpg", b"\xff\xd8\xff\xe1\0\x10Exif\0\0Ann Poe\0\xff\xd9", ""),
    "a page": ("content/pages/x.md", f"{PAGE}*Ann* [Poe](/x/)".encode(), ""),
    "a page, escaped": ("content/pages/x.md", f"{PAGE}&#65;nn Poe".encode(), ""),
    "a decision": ("content/entities/decisions.csv", b"09EXAMPLETOWN14,3,Ann Poe,1,,A,2020-01-01,", ""),
    "the glossary": ("content/glossary.csv", b"AP,Ann Poe", ""),
    "a heading in the lock": ("content/lock/2009.txt", b"09EXAMPLETOWN14 h-ann-poe-speaks\n", ""),
    "a template": ("templates/home.html", b"{# Ann Poe #}", ""),
    "an asset": ("templates/assets/x.js", b'"An" + "n Poe"', ""),
    "a packed asset": ("templates/assets/x.gz", gzip.compress(b"Ann Poe"), ""),
    "an asset that cannot be seen into": ("templates/assets/x.pdf", b"%PDF-1.7", ""),
    "site.toml": (
        "site.toml",
        b'title = "Ann Poe"\nbase_url = "https://x.org/"\nwithhold = "../withheld"\n',
        "",
    ),
}


@pytest.mark.parametrize(("path", "data", "shown"), SOLD.values(), ids=SOLD)
def test_what_an_editor_wrote_stops_the_build(path: str, data: bytes, shown: str, tmp_path: Path) -> None:
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    told = refused(site)
    assert shown or path in told
    assert "names.txt:3" in told or "cannot be looked into" in told
    assert "poe" not in told.lower()
    assert not (site / "output").exists()


GONE_BY = {  # spellings that a record's conversions undo, after the words were looked for
    "quoted-printable": "=41nn=20=50oe",
    "entities": "&#65;nn &#80;oe",
    "a page's end": "Ann\n\nCONFIDENTIAL\nPAGE 02 EXAMPL 00014 051000Z\n\nPoe",
    "markup": "<b>Ann</b><i>Poe</i>",
}


@pytest.mark.parametrize("spelling", GONE_BY.values(), ids=GONE_BY)
def test_of_what_conversions_bring_to_light_nothing_is_made(
    spelling: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    site = the_site(tmp_path, spelling, rule="Ann Poe")
    report = built(site)
    assert "withhold-shown" in {found.code for found in report.diagnostics}
    assert "poe" not in f"{report}".lower()
    assert not (site / "output/cable").exists()
    for command in ("lock", f"inspect {site / CABLE}", f"inspect --json {site / CABLE}"):
        assert outcome_of(["-C", str(site), *command.split()]) == 1
    assert b"poe" not in b"".join(capfdbinary.readouterr()).lower()
    assert not (site / "content/lock").exists()
    assert b"poe" not in all_bytes(site / "output", site / ".sitegen").lower()


def meeting_on_a_page(site: Path) -> None:
    """<title>Edgar Poe · Ann's Papers"""
    settings = (site / "site.toml").read_text("utf-8").splitlines()
    settings = ['title = "Ann\'s Papers"' if one.startswith("title") else one for one in settings]
    (site / "site.toml").write_text("\n".join(settings) + "\n", "utf-8")
    write(site / "content/pages/x.md", b"---\ntitle: Edgar Poe\n---\nWords.\n")


def test_words_that_meet_only_on_a_page_stop_at_the_wall(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Somebody", rule="Poe, Ann")
    meeting_on_a_page(site)
    for command in ("check", "build"):
        assert outcome_of(["-C", str(site), command]) == 2
        assert not (site / ".sitegen/output.state/stage").exists()
        assert b"Edgar" not in all_bytes(site / ".sitegen")
    for executor in ("inline", "process"):
        assert "output/x/index.html holds what names.txt:3 withholds" in refused(site, executor)
    assert not (site / "output").exists()


def test_a_stem_in_the_search_index_is_told_as_one(tmp_path: Path) -> None:
    """Whose record is in doubt: it says “speeches”, and the index “speech”."""
    site = the_site(tmp_path, "Somebody", rule="Speech")
    told = refused(site)
    assert "output/search/" in told
    assert "endings" in told
    withhold(site, "Speech\nSpeeches")
    assert built(site).committed


def test_a_rule_that_is_a_word_of_sitegens_own_is_told_as_one(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Mr. Page", rule="Page")
    assert "sitegen's own words have it, too" in refused(site)
    withhold(site, "Mr. Page")
    assert built(site).committed


@pytest.mark.parametrize("executor", ["inline", "process"])
def test_a_rule_that_is_saved_during_a_build_holds_at_the_wall(
    executor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Bob Roe")

    def slowly(press: Press) -> Proof:
        proof = print_all(press)
        withhold(site, "Ann Poe")
        return proof

    monkeypatch.setattr("sitegen.site.build.print_all", slowly)
    assert "names.txt:3" in refused(site, executor)
    assert not (site / "output").exists()


LEFT = {  # files that a copy of the output would take along
    "another's": ("cable/own.txt", b"by Ann Poe"),
    "hidden": (".well-known/x", b"Ann Poe"),
    "packed": ("all.gz", gzip.compress(b"Ann Poe")),
    "its name": ("ann%20poe.html", b""),
    "not to be looked into, by its name": ("index.html.br", b"\x0b\x02\x80 packed"),
    "not to be looked into": ("all.7z", b"7z\xbc\xaf\x27\x1c"),
}


def test_the_wall_looks_at_every_file_of_the_output(tmp_path: Path) -> None:
    """Though nothing has changed, and whoever put it there."""
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    built(site)
    before = tree(site / "output")
    (tmp_path / "aside").mkdir()
    (tmp_path / "aside/x.html").write_text("Ann Poe")
    (site / "output/more").symlink_to(tmp_path / "aside")
    assert "output/more/x.html holds what names.txt:3 withholds" in refused(site)
    (site / "output/more").unlink()
    for what, (path, data) in LEFT.items():
        file = site / "output" / path
        write(file, data)
        assert "poe" not in refused(site).lower(), what
        assert tree(site / "output") == before | {path: data}
        file.unlink()
    (site / "output/ann-poe/more").mkdir(parents=True)
    assert "poe" not in refused(site).lower()
    shutil.rmtree(site / "output/ann-poe")
    (site / "output/ann-poe").symlink_to(site / "output/cable")
    assert "poe" not in refused(site).lower()
    (site / "output/ann-poe").unlink()
    os.mkfifo(site / "output/pipe")
    assert "output/pipe cannot be looked into" in refused(site)
    (site / "output/pipe").unlink()
    write(site / "output/x.txt", b"Ann Poe")
    assert outcome_of(["-C", str(site), "check"]) == 2
    assert outcome_of(["-C", str(site), "build"]) == 2


def test_what_ships_with_sitegen_is_of_nobody(tmp_path: Path) -> None:
    """Neither as it goes out nor as a copy in a site, but for a byte more."""
    site = the_site(tmp_path, "Somebody", rule="Math Max\nA build")  # Math.max, and the mark of an output
    script = packaged_templates() / "assets/search.js"
    assert rules_of(site, "../withheld").hit(script.read_text("utf-8"))
    write(site / "templates/assets/search.js", script.read_bytes())
    assert built(site).committed
    assert built(site).committed
    write(site / "templates/assets/search.js", script.read_bytes() + b"\n")
    assert "templates/assets/search.js holds what names.txt:3 withholds" in refused(site)
    (site / "templates/assets/search.js").unlink()
    (site / "templates/assets").rmdir()
    (site / "templates/assets").symlink_to(packaged_templates() / "assets")  # as in a checkout that is a site
    assert "templates/assets/finder.js holds what" in refused(site)


@pytest.mark.parametrize("executor", ["inline", "process"])
def test_a_rule_of_later_reaches_records_that_did_not_change(executor: str, tmp_path: Path) -> None:
    site = the_site(tmp_path / "old", "Ann Poe")
    os.utime(site / CABLE, (10**9, 10**9))
    built(site)
    assert b"poe" in all_bytes(site / "output").lower()
    withhold(site, "Ann Poe")
    built(site, executor)
    clean = the_site(tmp_path / "new", "Ann Poe", rule="Ann Poe")
    built(clean)
    assert tree(site / "output") == tree(clean / "output")
    assert b"poe" not in all_bytes(site / "output", site / ".sitegen").lower()
    withhold(site, "Ann Roe")  # what is no longer withheld comes back
    built(site)
    assert b"poe" in all_bytes(site / "output").lower()


def test_a_page_whose_address_is_withheld_since_can_be_taken_down(tmp_path: Path) -> None:
    """Though its folder stands until it is."""
    site = the_site(tmp_path, "Somebody")
    write(site / "content/entities/x.md", ENTITY.format(id="ann-poe", name="Ann Poe", alias="X").encode())
    built(site)
    (site / "content/entities/x.md").unlink()
    withhold(site, "Ann Poe")
    assert (site / "output/entities/ann-poe").is_dir()
    assert built(site).committed
    assert not (site / "output/entities/ann-poe").exists()


def test_pages_of_before_that_are_only_kept_are_not_left_in_silence(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe")
    built(site)
    withhold(site, "Ann Poe")
    (site / CABLE).write_bytes(b"\0\0\0")  # so that its pages stay
    told = refused(site)
    assert "holds what names.txt:3 withholds" in told
    assert "take it down" in told


def test_marks_of_a_lock_from_before_are_told_and_replaced(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe")
    assert outcome_of(["-C", str(site), "lock"]) == 0
    before = (site / "content/lock/2009.txt").read_text("utf-8")
    withhold(site, "Ann Poe")
    assert "lock-withheld" in {found.code for found in built(site).diagnostics}
    assert outcome_of(["-C", str(site), "lock", "--accept"]) == 0
    after = (site / "content/lock/2009.txt").read_text("utf-8")
    assert after != before
    assert not {found.code for found in built(site).diagnostics} & {"lock-withheld", "address-changed"}


def test_a_name_in_an_archive_is_not_said(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    file = site / "content/cables/more.zip"
    for name, code in (("__MACOSX/Ann Poe", 0), ("Ann\x07Poe.txt", 1), ("Ann Poe/1.txt", 2)):
        with ZipFile(file, "w") as archive:
            archive.writestr(name, (site / CABLE).read_bytes().replace(b"00014", b"00015"))
        for command in ("build -v", "check -v", f"inspect {file}"):
            done = outcome_of(["-C", str(site), *command.split()])
            assert done == code or command != "build -v"
            assert b"poe" not in b"".join(capfdbinary.readouterr()).lower(), (name, command)
        assert b"poe" not in all_bytes(site / ".sitegen", site / "output").lower()


def test_what_a_cache_forgets_is_gone_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    with opened(file, "CREATE TABLE said (words)", "1") as cache:
        cache.db.executemany("INSERT INTO said VALUES (?)", [(f"Ann Poe {'x' * 9000}",)] * 9)
        cache.save()
        assert b"Ann Poe" in file.read_bytes()
        cache.db.execute("DELETE FROM said")
        cache.save()
    assert b"Ann Poe" not in file.read_bytes()


COMMANDS = (
    "build -v", "check -v", "check --json", "inspect {}", "inspect --json {}", "import --dry-run -v {}",
    "entities review --list", "lock",
)  # fmt: skip
FAULTS = {  # at each of which the line is shown, where nothing is withheld
    "a cable": (
        (b"R 051000Z MAR 09", b"R Ann Poe MAR 09"),
        (b"TAGS: SCUL, ECON", b"TAGS: SCUL, ANN POE, (?)"),
        (b"4. (C) A good day", b"9. (C) Ann Poe: a good day"),
        (b"Ann Poe", b"Ann\nPoe and \xe9t\xe9 Ann Poe"),
    ),
    "none": ((b"SUBJECT", b"Ann Poe"), (b"EXAMPLETOWN", b"Ann Poe"), (b"DE RQQEXAM", b"Ann Poe")),
}


@pytest.mark.parametrize("edits", FAULTS.values(), ids=FAULTS)
def test_no_message_quotes_it(
    edits: tuple[tuple[bytes, bytes], ...], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")
    data = (site / CABLE).read_bytes()
    for words, instead in edits:
        assert words in data
        data = data.replace(words, instead)
    (site / CABLE).write_bytes(data)
    for command in COMMANDS:
        outcome_of(["-C", str(site), *command.format(site / CABLE).split()])
        said = b"".join(capfdbinary.readouterr())
        assert said, command
        assert b"poe" not in said.lower(), command


NOTES_SAYING_IT = "cable,target,kind,text\n09EXAMPLETOWN14,p99,oddly Ann Poe,Ann Poe\n,p1,context,Ann Poe\n"


def test_commands_that_show_what_editors_wrote_refuse(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    (tmp_path / "notes.csv").write_text(NOTES_SAYING_IT, "utf-8")
    outcome_of(["-C", str(site), "import", str(tmp_path / "notes.csv")])
    write(site / NOTES, b"## cable\nkind: headnote\nAnn Poe said so.\n")
    for command in ("export annotations", "export annotations --drafts", "entities review", "lock", "check"):
        assert outcome_of(["-C", str(site), *command.split()]) == 2, command
    said = b"".join(capfdbinary.readouterr())
    assert b"names.txt:3" in said
    assert b"poe" not in said.lower()


def test_a_fault_of_ours_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")

    def failing(*_: object) -> None:
        raise ValueError("at Ann Poe")

    monkeypatch.setattr("sitegen.site.record.read_text", failing)
    report = built(site)
    assert "record-failed" in {found.code for found in report.diagnostics}
    assert report.traces
    assert "poe" not in f"{report}".lower()
    assert b"poe" not in all_bytes(site / ".sitegen").lower()


def test_a_worker_is_told_where_the_rules_are_and_not_what_they_say(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    order = Order(site, target_of(site, site / "output", "output"))
    settings, _ = settings_of(order)
    assert settings
    bench = bench_of(order, lay_desk(survey(site)[0], settings)[0])
    assert b"withheld" in pickle.dumps(bench)
    assert b"poe" not in pickle.dumps(bench).lower()
    assert Workshop(pickle.loads(pickle.dumps(bench))).rules.hit("Ann Poe") == "names.txt:3"


def test_columns_do_not_tell_how_long_a_name_is(tmp_path: Path) -> None:
    """Of what is told of the bytes, before anything is withheld."""
    reports = []
    for name in (SHORT, LONG):
        site = the_site(tmp_path / name.split()[0], f"{name} of Andr\xe9 \x01", rule=name)
        data = (site / CABLE).read_text("utf-8").encode("latin-1")
        for cable, said in ((b"15", data), (b"16", data.replace(b"\x01", b"\0"))):
            write(site / f"content/cables/{cable.decode()}.txt", said.replace(b"00014", b"000" + cable))
        reports.append(built(site))
    assert {"encoding-guessed", "source-binary"} <= {found.code for found in reports[0].diagnostics}
    assert reports[0].diagnostics == reports[1].diagnostics
    assert rows(tmp_path / "Ann/site") == rows(tmp_path / f"{LONG.split()[0]}/site")


def test_check_refuses_what_build_does_in_pages_that_did_not_change(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Somebody")
    meeting_on_a_page(site)
    built(site)
    withhold(site, "Poe, Ann")
    told = refused(site)
    assert "output/x/index.html holds what names.txt:3 withholds" in told
    assert "spelling" in told
    order = Order(site, target_of(site, site / "output", "output"), commits=False)
    with pytest.raises(RefusedError) as caught:
        build(order)
    assert f"{caught.value.message}\n{caught.value.hint}" == told
    (site / "content/pages/x.md").unlink()  # whose page is to be deleted
    assert build(order).pages
    assert built(site).committed


def test_where_the_output_stays_as_it_was_it_is_looked_through_too(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Ann Poe")
    built(site)
    withhold(site, "Ann Poe")
    write(site / "templates/glossary.html", b"{% nonsense %}")
    report = built(site)
    assert report.committed is None
    assert "withhold-out" in {found.code for found in report.diagnostics}
    assert not (site / ".sitegen/output.state/stage").exists()
    (site / "templates/glossary.html").unlink()
    assert built(site).committed
    write(site / "templates/glossary.html", b"{% nonsense %}")
    write(site / "content/pages/new.md", b"---\ntitle: New\n---\nWhat is put aside and not looked at.\n")
    assert "withhold-out" not in {found.code for found in built(site).diagnostics}
    assert not (site / ".sitegen/output.state/stage").exists()


def test_of_what_is_refused_nothing_is_remembered(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    built(site)
    (site / ".sitegen/output.state/manifest.tsv").unlink()
    (site / "output/.sitegen-output").unlink()
    write(site / "output/other.txt", b"another's")
    assert "other.txt" in refused(site)
    assert not rows(site)


def test_names_of_files_are_not_said_before_the_rules_are_known(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    write(site / "output/Ann Poe.txt", b"another's")
    assert "files that sitegen did not make\n" in refused(site)


@pytest.mark.parametrize("message", ["at Ann Poe", "at 'Ann\\nPoe'"])
@pytest.mark.parametrize("place", ["parse", "load_record", "stream"])
def test_a_fault_of_ours_in_any_command_says_nothing(
    place: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")
    write(tmp_path / "x.txt", (site / CABLE).read_bytes())
    remark = (
        '{"id": "w", "uri": "https://x.org/cable/09EXAMPLETOWN14/", "user": "acct:a@b.org", "text": "Said"}'
    )
    (tmp_path / "notes.json").write_text(f'{{"total": 1, "rows": [{remark}]}}', "utf-8")

    def failing(*_: object) -> None:
        raise ValueError(message)

    for name in ("cli.inspect", "site.importing", "site.find_cable", "site.unit", "site.record"):
        if hasattr(import_module(f"sitegen.{name}"), place):
            monkeypatch.setattr(f"sitegen.{name}.{place}", failing)
    for command in ("import -v", "inspect -v"):
        for file in (site / CABLE, tmp_path / "x.txt", tmp_path / "notes.json"):
            outcome_of(["-C", str(site), *command.split(), str(file)])
    for command in ("build -v", "check -v"):
        outcome_of(["-C", str(site), *command.split()])
    said = b"".join(capfdbinary.readouterr())
    assert b"ValueError" in said or place != "stream"
    assert b"Poe" not in said


def test_inspect_looks_for_the_site_that_a_file_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    site = the_site(tmp_path, "Ann Poe", rule="Ann Poe")
    (tmp_path / "link.txt").symlink_to(site / CABLE)
    for folder, file in ((tmp_path, f"site/{CABLE}"), (tmp_path, "link.txt"), (site / CABLE, "")):
        monkeypatch.chdir(folder if folder.is_dir() else folder.parent)
        assert outcome_of(["inspect", "--json", file or folder.name]) == 0
    said = b"".join(capfdbinary.readouterr())
    assert said.count(b"[withheld]") >= 3
    assert b"Poe" not in said


def test_a_broken_line_of_the_settings_is_not_quoted(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    for line in ("Ann Poe", "ann-poe = 1\nann-poe = 2"):
        with (site / "site.toml").open("a", encoding="utf-8") as settings:
            settings.write(f"{line}\n")
        for command in ("build", "check --json", "lock", "entities review", "export annotations"):
            assert outcome_of(["-C", str(site), *command.split()])
    said = b"".join(capfdbinary.readouterr())
    assert b"site.toml" in said
    assert b"poe" not in said.lower()


def test_no_message_passes_with_the_words_whoever_made_it(tmp_path: Path) -> None:
    site = the_site(tmp_path, "Somebody", rule="Ann Poe")
    place = Place("content/pages/Ann Poe.md", 1, 1)
    found = Diagnostic(place, "link-unknown", "Ann Poe", "Ann Poe", "Ann Poe")
    (shown,) = with_lines(site, [found], rules_of(site, "../withheld"))
    assert "[withheld]" in f"{shown}"
    assert "Poe" not in f"{shown}"


def test_killed_at_any_moment_a_build_leaves_nothing_of_it(tmp_path: Path) -> None:
    site = the_site(tmp_path / "old", "Ann Poe, the mayor", rule="Ann Poe")
    for seconds in (0.3, 0.6, 0.9, 1.2):
        process = Popen([sys.executable, "-m", "sitegen", "-C", str(site), "build", "-q"], stderr=DEVNULL)
        with suppress(TimeoutExpired):
            process.wait(seconds)
        process.kill()
        process.wait()
        assert b"poe" not in all_bytes(site / "output", site / ".sitegen").lower()
    built(site)
    clean = the_site(tmp_path / "new", "Ann Poe, the mayor", rule="Ann Poe")
    built(clean)
    assert tree(site / "output") == tree(clean / "output")

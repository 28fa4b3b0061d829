"""A site at the place of its readers, by real programs: what stands there is what was built."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import forked
import pytest
from conftest import Shared
from files import tree, write
from remote_host import Host, Store, program, remote_host

from sitegen.cli.main import outcome_of
from sitegen.site import deploy_git
from sitegen.site.build import build
from sitegen.site.deploy import committed_files
from sitegen.site.ledger import LEDGER
from sitegen.site.order import Order
from sitegen.site.program import Ran, run
from sitegen.site.refusal import RefusedError
from sitegen.site.starter import found_site
from sitegen.site.target import read_manifest, target_of

OLD = "content/cables/09EXAMPLETOWN14.txt"
TABLES = """
[deploy.live]
rsync = "../www"

[deploy.pages]
git = "../pages.git"
branch = "pages"

[deploy.store]
rclone = "us:www"
"""


@pytest.fixture(autouse=True)
def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, store: Store) -> None:
    """Who commits, whatever this machine's own Git says; and the keys to a place of theirs in the store."""
    ours = {"RCLONE_CONFIG_US_TYPE": "alias", "RCLONE_CONFIG_US_REMOTE": f"s3:archive/{tmp_path.name}"}
    for name, value in (store.env | ours).items():
        monkeypatch.setenv(name, value)
    for name in ("rsync", "git"):
        program(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for whose in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{whose}_NAME", "A. Editor")
        monkeypatch.setenv(f"GIT_{whose}_EMAIL", "a.editor@archive.example")


def put_site(folder: Path) -> None:
    """Three cables and three places, of which one is a bare repository; built once."""
    site = folder / "site"
    found_site(site)
    text = (site / OLD).read_text("utf-8")
    for number in (15, 16):
        text_of = text.replace("EXAMPLETOWN 000014", f"EXAMPLETOWN 0000{number}")
        assert text_of != text
        write(site / f"content/cables/09EXAMPLETOWN{number}.txt", text_of)
    with (site / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(TABLES)
    git(folder, "init", "--quiet", "--bare", "pages.git")
    assert outcome_of(["-C", str(site), "build"]) == 0


@pytest.fixture
def site(shared: Shared, tmp_path: Path) -> Path:
    """A copy of it, and of its places."""
    shutil.copytree(shared("to-deploy", put_site), tmp_path, dirs_exist_ok=True)
    return tmp_path / "site"


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


def deployed(site: Path, *words: str) -> int:
    return outcome_of(["-C", str(site), "deploy", *words])


def withdraw(site: Path, number: int = 16) -> None:
    (site / f"content/cables/09EXAMPLETOWN{number}.txt").unlink()


def ours(site: Path) -> dict[str, bytes]:
    """What the last build committed, and the list that goes with it."""
    files = read_manifest(target_of(site, site / "output")) or {}
    return {path: (site / "output" / path).read_bytes() for path in files}


def at(place: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(place).items() if path != LEDGER}


def in_branch(site: Path, name: str = "pages") -> dict[str, bytes]:
    """The files of a branch, as a reader's host would check them out."""
    place = site.parent / "checked-out"
    shutil.rmtree(place, ignore_errors=True)
    git(site.parent, "clone", "--quiet", "--branch", name, "pages.git", place.name)
    shutil.rmtree(place / ".git")
    return at(place)


def push_by_hand(site: Path, files: dict[str, str], branch: str = "pages") -> None:
    """Somebody else's commit on top of the branch."""
    place = site.parent / "theirs"
    shutil.rmtree(place, ignore_errors=True)
    git(site.parent, "clone", "--quiet", "pages.git", place.name)
    if f"origin/{branch}" in git(place, "branch", "--remotes"):
        git(place, "checkout", "--quiet", branch)
    else:
        git(place, "checkout", "--quiet", "--orphan", branch)
    for path, text in files.items():
        write(place / path, text)
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "by hand")
    git(place, "push", "--quiet", "origin", f"HEAD:{branch}")


def test_a_folder_gets_what_was_built_and_nothing_besides(site: Path) -> None:
    write(site / "output.txt", "")
    assert deployed(site, "live") == 0
    write(site / "output/not-ours.txt", "of the editors' own")
    write(site / "content/pages/about.md", "---\ntitle: About\n---\n\nOther words.\n")
    assert deployed(site, "live") == 0
    assert at(site.parent / "www") == ours(site)
    assert "not-ours.txt" not in ours(site)


def test_what_is_withdrawn_goes_and_what_others_put_there_stays(site: Path) -> None:
    www = site.parent / "www"
    assert deployed(site, "live") == 0
    theirs = {"CNAME": b"archive.example", "cable/09EXAMPLETOWN16/of-others.txt": b"theirs"}
    for path, data in theirs.items():
        (www / path).write_bytes(data)
    withdraw(site)
    withdraw(site, 15)
    assert deployed(site, "live", "--anyway") == 0
    assert at(www) == ours(site) | theirs
    assert not (www / "cable/09EXAMPLETOWN15").exists()
    assert (www / LEDGER).read_text("utf-8").splitlines()[1:] == sorted(ours(site))


@pytest.mark.parametrize("name", ["live", "pages"])
def test_the_second_time_nothing_is_touched(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployed(site, name) == 0

    def stamps() -> list[object]:
        return [(str(it), it.lstat().st_mtime_ns, it.lstat().st_ino) for it in _all(site.parent / "www")]

    before, head = stamps(), head_of(site) if name == "pages" else ""
    assert deployed(site, name) == 0
    assert "is as the site is" in capsys.readouterr().out
    assert stamps() == before
    assert name != "pages" or head_of(site) == head


def _all(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def head_of(site: Path, what: str = "pages") -> str:
    return git(site.parent / "pages.git", "rev-parse", what)


@pytest.mark.parametrize("name", ["live", "pages", "store"])
def test_a_dry_run_says_what_a_real_one_does_and_touches_nothing(
    name: str, site: Path, tmp_path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    place = {"pages": tmp_path / "pages.git", "store": store.folder / tmp_path.name / "www"}.get(
        name, tmp_path / "www"
    )
    assert deployed(site, name, "--dry-run") == 0
    assert f"{name}: would be {len(ours(site))} files" in capsys.readouterr().out
    assert not place.exists() or not git(place, "for-each-ref")
    assert deployed(site, name) == 0
    withdraw(site)
    before = tree(place)
    capsys.readouterr()
    assert deployed(site, name, "--dry-run") == 0
    would = capsys.readouterr().out.splitlines()
    assert "remove  cable/09EXAMPLETOWN16/index.html" in would
    assert "send    cables/index.html" in would
    assert tree(place) == before
    assert deployed(site, name) == 0
    assert would[-1].replace("would be ", "") == capsys.readouterr().out.splitlines()[-1]
    assert name == "pages" or at(place) == ours(site)


def test_an_offline_build_is_made_anew_before_it_goes_out(site: Path) -> None:
    assert outcome_of(["-C", str(site), "build", "--offline"]) == 0
    assert b'href="cables/index.html"' in (site / "output/index.html").read_bytes()
    assert deployed(site, "live") == 0
    assert b"index.html" not in (site.parent / "www/index.html").read_bytes()


@pytest.mark.parametrize("name", ["live", "pages"])
def test_a_build_with_an_error_deploys_nothing(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site / "content/annotations/09EXAMPLETOWN14.md", "## ¶99\n\nNobody reads this.\n")
    assert deployed(site, name) == 1
    said = capsys.readouterr()
    assert "Nothing was deployed" in said.out
    assert "¶99" in said.err
    assert not (site.parent / "www").exists()
    assert not git(site.parent / "pages.git", "for-each-ref")


@pytest.mark.parametrize("harm", ["other bytes", "gone", "a link", "a folder that is a link"])
def test_files_that_are_not_as_they_were_built_are_named(harm: str, site: Path) -> None:
    target = target_of(site, site / "output", "output")
    build(Order(site, target))
    assert committed_files(target) == ours(site).keys()
    file, folder = site / "output/cables/index.html", site / "output/cables"
    if harm == "other bytes":
        file.write_text("mine")
    elif harm == "gone":
        file.unlink()
    elif harm == "a link":
        file.rename(site / "elsewhere")
        file.symlink_to(site / "elsewhere")
    else:
        folder.rename(site / "elsewhere")
        folder.symlink_to(site / "elsewhere")
    with pytest.raises(RefusedError, match=r"of output changed since the build: cables") as caught:
        committed_files(target)
    assert "nothing was sent" in caught.value.message


FOREIGN = {"index.html": "Family recipes", "soup.txt": "Water"}


@pytest.mark.parametrize("name", ["live", "pages"])
def test_a_place_of_others_is_refused_and_with_anyway_theirs_stays(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in FOREIGN.items():
        write(site.parent / "www" / path, text)
    push_by_hand(site, FOREIGN)
    head = head_of(site)
    assert deployed(site, name) == 2
    assert "that sitegen did not put there: index.html, soup.txt; nothing was sent" in capsys.readouterr().err
    assert tree(site.parent / "www") == {path: text.encode() for path, text in FOREIGN.items()}
    assert head_of(site) == head
    assert deployed(site, name, "--anyway") == 0
    there = at(site.parent / "www") if name == "live" else in_branch(site)
    assert there == {"soup.txt": b"Water"} | ours(site)


def test_a_site_brought_there_by_hand_is_taken_for_ours_unless_it_has_more(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome_of(["-C", str(site), "build"]) == 0
    www = site.parent / "www"
    shutil.copytree(site / "output", www)
    withdraw(site)
    assert deployed(site, "live") == 2
    assert "did not put there: cable/09EXAMPLETOWN16/" in capsys.readouterr().err
    shutil.rmtree(www)
    assert outcome_of(["-C", str(site), "build"]) == 0
    shutil.copytree(site / "output", www)
    assert deployed(site, "live") == 0
    assert at(www) == ours(site)


@pytest.mark.parametrize("name", ["live", "pages"])
def test_most_of_it_goes_only_if_that_is_meant(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployed(site, name) == 0
    withdraw(site, 15)
    withdraw(site, 16)
    capsys.readouterr()
    assert deployed(site, name) == 2
    assert "files of cables at" in capsys.readouterr().err
    assert (site.parent / "www/cable/09EXAMPLETOWN16").exists() == (name == "live")
    assert deployed(site, name, "--anyway") == 0


def test_a_damaged_list_removes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    www = site.parent / "www"
    assert deployed(site, "live") == 0
    write(site.parent / "precious.txt", "mine")
    for damage in ("../precious.txt\n", "/etc/hostname\n", "a//b\n"):
        (www / LEDGER).write_text("sitegen deployed 1\n" + damage)
        assert deployed(site, "live") == 2
        assert "is damaged" in capsys.readouterr().err
    (www / LEDGER).write_text("")
    assert deployed(site, "live") == 2
    assert (site.parent / "precious.txt").exists()


SHIM = """#!/bin/sh
echo run >> {count}
{rsync} "$@"
code=$?
[ "$(wc -l < {count})" -ne {nth} ] || kill -9 $PPID
exit $code
"""


@pytest.mark.parametrize("nth", range(1, 9))
def test_killed_between_any_two_steps_the_next_deploy_completes_it(
    nth: int, site: Path, tmp_path: Path
) -> None:
    assert deployed(site, "live") == 0
    withdraw(site)
    write(site / "content/pages/more.md", "---\ntitle: More\n---\n\nNew.\n")
    shim = tmp_path / "bin/rsync"
    write(shim, SHIM.format(count=tmp_path / "count", rsync=program("rsync"), nth=nth))
    shim.chmod(0o755)
    path = f"{shim.parent}:{os.environ['PATH']}"
    done = forked.run(("-C", str(site), "deploy", "live"), tmp_path, os.environ | {"PATH": path})
    assert done.returncode == -9, done.stderr
    assert deployed(site, "live") == 0
    assert at(site.parent / "www") == ours(site)
    assert (site.parent / "www" / LEDGER).read_text("utf-8").splitlines()[1:] == sorted(ours(site))
    assert not list((site / ".sitegen/output.state").glob("stage*"))


AS_IT_WAS = {"live": "what stands there is as it was", "pages": "the branch stands as it was"}
FAULTS = [
    ("live", "../nowhere/www", "mkdir", "make it there first"),
    ("live", "no-such-host.invalid:/www/", "resolve", "is the address right"),
    ("live", "localhost::nothing/www", "rsync to localhost::nothing/www/", "then run it again"),
    ("pages", "../nowhere.git", "does not", "make it there first"),
    ("pages", "ssh://no-such-host.invalid/pages.git", "resolve", "is the address right"),
]


@pytest.mark.parametrize(("name", "to", "said", "hint"), FAULTS)
def test_what_a_program_cannot_do_is_told(
    name: str, to: str, said: str, hint: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = "../www" if name == "live" else "../pages.git"
    write(site / "site.toml", (site / "site.toml").read_text("utf-8").replace(known, to))
    assert deployed(site, name) == 2
    told = capsys.readouterr().err
    assert said in told
    assert hint in told
    assert AS_IT_WAS[name] in told


@pytest.mark.parametrize(("name", "tool"), [("live", "rsync"), ("pages", "git"), ("store", "rclone")])
def test_a_program_that_is_not_here(
    name: str, tool: str, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(site))
    assert deployed(site, name) == 2
    assert f"sudo apt install {tool}" in capsys.readouterr().err


FULL = """#!/bin/sh
case "$*" in *--include*|*/stage/*) exec {rsync} "$@" ;; esac
cat > /dev/null
echo 'rsync: write failed on "x": No space left on device (28)' >&2
exit 11
"""


def test_a_full_disk_there_loses_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployed(site, "live") == 0
    withdraw(site)
    shim = tmp_path / "bin/rsync"
    write(shim, FULL.format(rsync=program("rsync")))
    shim.chmod(0o755)
    with monkeypatch.context() as patched:
        patched.setenv("PATH", f"{shim.parent}:{os.environ['PATH']}")
        assert deployed(site, "live") == 2
    said = capsys.readouterr().err
    assert "No space left on device" in said
    assert "new and old pages stand there side by side" in said
    assert "make room there" in said
    assert (site.parent / "www/cable/09EXAMPLETOWN16/index.html").exists()
    assert deployed(site, "live") == 0
    assert at(site.parent / "www") == ours(site)


def test_a_branch_gets_what_was_built_byte_for_byte(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where Git is told to alter line ends, and a file beside the site's says so, too."""
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.autocrlf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    write(site / "templates/assets/extra.css", "p { color: red }\r\n")
    assert deployed(site, "pages") == 0
    write(site / "output/.gitattributes", "* text eol=crlf\n")
    write(site / "content/pages/about.md", "---\ntitle: About\n---\n\nOther words.\n")
    assert deployed(site, "pages") == 0
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")
    assert in_branch(site) == ours(site)


def test_the_same_site_is_the_same_tree(site: Path) -> None:
    assert deployed(site, "pages") == 0
    first = head_of(site, "pages^{tree}")
    git(site.parent / "pages.git", "update-ref", "-d", "refs/heads/pages")
    shutil.rmtree(site / "output")
    assert deployed(site, "pages") == 0
    assert head_of(site, "pages^{tree}") == first
    told = git(site.parent / "pages.git", "log", "--format=%an %ae %cn|%s", "pages")
    assert told == "A. Editor a.editor@archive.example A. Editor|My archive: 3 cables, 34 pages"


def test_a_branch_keeps_its_history_unless_something_is_withheld(site: Path) -> None:
    def commits() -> int:
        return int(git(site.parent / "pages.git", "rev-list", "--count", "pages"))

    push_by_hand(site, {"CNAME": "archive.example"})
    assert deployed(site, "pages", "--anyway") == 0
    withdraw(site)
    assert deployed(site, "pages") == 0
    assert commits() == 3
    (site.parent / "withheld").mkdir(mode=0o700)
    write(site.parent / "withheld/names.txt", "Nobody Anywhere\n")
    settings = (site / "site.toml").read_text("utf-8")
    write(site / "site.toml", f'withhold = "../withheld"\n{settings}')
    before = head_of(site, "pages^{tree}")
    assert deployed(site, "pages") == 0
    assert commits() == 1
    assert head_of(site, "pages^{tree}") == before
    head = head_of(site)
    assert deployed(site, "pages") == 0
    assert head_of(site) == head
    assert in_branch(site) == ours(site) | {"CNAME": b"archive.example"}


def test_what_others_push_meanwhile_is_not_lost(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    push = deploy_git._push

    def late(*words: object) -> None:
        push_by_hand(site, {"CNAME": "archive.example"})
        push(*words)  # type: ignore[arg-type]

    assert deployed(site, "pages") == 0
    withdraw(site)
    with monkeypatch.context() as patched:
        patched.setattr(deploy_git, "_push", late)
        assert deployed(site, "pages") == 2
    assert "somebody else pushed" in capsys.readouterr().err
    assert "CNAME" in in_branch(site)
    assert deployed(site, "pages") == 0
    assert in_branch(site) == ours(site) | {"CNAME": b"archive.example"}


def test_a_push_that_is_rejected_is_told_without_a_secret(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = site.parent / "pages.git/hooks/pre-receive"
    write(hook, "#!/bin/sh\necho 'no: see https://me:hunter2@forge.example/rules' >&2\nexit 1\n")
    hook.chmod(0o755)
    assert deployed(site, "pages") == 2
    said = capsys.readouterr().err
    assert "no: see https://forge.example/rules" in said
    assert "the branch stands as it was" in said
    assert "hunter2" not in said


def test_sources_are_never_replaced(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a branch that holds a site there, nor the branch of this repository that was not pushed yet."""
    push_by_hand(site, {"archive/site.toml": "title = 'Theirs'"})
    assert deployed(site, "pages", "--anyway") == 2
    assert "holds the sources of a site" in capsys.readouterr().err
    git(site, "init", "--quiet", "--initial-branch", "main")
    git(site, "remote", "add", "origin", "../pages.git")
    write(site / "site.toml", (site / "site.toml").read_text("utf-8").replace('"pages"', '"main"'))
    assert deployed(site, "pages", "--anyway") == 2
    assert "main is the branch of this repository that holds the sources" in capsys.readouterr().err
    assert git(site.parent / "pages.git", "for-each-ref", "--format=%(refname)") == "refs/heads/pages"


def test_the_users_own_repository_is_not_touched(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(site, "init", "--quiet", "--initial-branch", "main")
    git(site, "add", "site.toml")
    monkeypatch.setenv("GIT_INDEX_FILE", str(site / ".git/index"))  # as in a hook
    before = tree(site / ".git")
    assert deployed(site, "pages") == 0
    assert tree(site / ".git") == before


def test_a_commit_has_a_name_that_its_user_gave(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for what in ("NAME", "EMAIL"):
        monkeypatch.delenv(f"GIT_COMMITTER_{what}")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    assert deployed(site, "pages") == 2
    assert "git config --global user.name" in capsys.readouterr().err


def test_names_of_files_at_a_place_are_told_without_what_is_withheld(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.parent / "withheld").mkdir(mode=0o700)
    write(site.parent / "withheld/names.txt", "Zebedee Quill\n")
    settings = (site / "site.toml").read_text("utf-8")
    write(site / "site.toml", f'withhold = "../withheld"\n{settings}')
    write(site.parent / "www/Zebedee Quill.txt", "")
    assert deployed(site, "live") == 2
    said = capsys.readouterr().err
    assert "did not put there" in said
    assert "Quill" not in said


def test_a_withdrawn_name_is_removed_without_being_said(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was published, and is withheld since: its page goes from the place, and no log gets the name."""
    entity = site / "content/entities/person/zebedee-quill.md"
    write(entity, "---\nid: zebedee-quill\ntype: person\nname: Zebedee Quill\n---\n\nA person.\n")
    assert deployed(site, "live") == deployed(site, "pages") == 0
    page = "entities/zebedee-quill/index.html"
    assert page in at(site.parent / "www")
    entity.unlink()
    (site.parent / "withheld").mkdir(mode=0o700)
    write(site.parent / "withheld/names.txt", "Zebedee Quill\n")
    settings = (site / "site.toml").read_text("utf-8")
    write(site / "site.toml", f'withhold = "../withheld"\n{settings}')
    capsys.readouterr()
    for name in ("live", "pages"):
        for how in (["--dry-run"], []):
            assert deployed(site, name, *how) == 0
        said = capsys.readouterr()
        assert "quill" not in (said.out + said.err).lower()
        assert "remove  entities/[withheld]/index.html" in said.out
    for there in (tree(site.parent / "www"), in_branch(site)):
        assert page not in there
        assert not any(b"quill" in data.lower() for data in there.values())
    assert "quill" not in git(site.parent / "pages.git", "log", "-p", "pages").lower()


def test_names_of_any_script_are_known_again(site: Path) -> None:
    write(site / "templates/assets/größe.css", "p { color: red }")
    assert outcome_of(["-C", str(site), "build"]) == 0
    assert [path for path in ours(site) if not path.isascii()]
    shutil.copytree(site / "output", site.parent / "www")
    assert deployed(site, "live") == deployed(site, "pages") == 0
    assert at(site.parent / "www") == in_branch(site) == ours(site)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with remote_host(tmp_path / "ssh") as host:
        yield host


def test_over_ssh(
    host: Host,
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    www = tmp_path / "far away/www"
    www.parent.mkdir()
    settings = (site / "site.toml").read_text("utf-8").replace("../www", f"{host.name}:{www}")
    write(site / "site.toml", settings.replace("../pages.git", f"{host.name}:{tmp_path}/pages.git"))
    for name in ("RSYNC_RSH", "GIT_SSH_COMMAND"):
        monkeypatch.setenv(name, host.stranger)
    for name in ("live", "pages"):
        assert deployed(site, name) == 2
        said = capsys.readouterr().err
        assert "Permission denied" in said
        assert "is your key known there" in said
    for name in ("RSYNC_RSH", "GIT_SSH_COMMAND"):
        monkeypatch.setenv(name, host.ssh)
    assert deployed(site, "live") == deployed(site, "pages") == 0
    withdraw(site)
    assert deployed(site, "live") == deployed(site, "pages") == 0
    assert at(www) == in_branch(site) == ours(site)
    assert (www / "index.html").stat().st_mode & 0o777 == 0o644


def test_a_program_that_is_fed_and_talks_much_does_not_stand_still(tmp_path: Path) -> None:
    ran = run(["cat"], tmp_path, (b"x" * 100_000 for _ in range(20)))
    assert (ran.code, len(ran.out)) == (0, 2_000_000)
    assert run(["false"], tmp_path, (b"x" * 100_000 for _ in range(20))).code == 1
    assert Ran(3, b"", "fatal: https://tok3n@forge.example/a.git not found").said.count("tok3n") == 0

"""Files to a place one by one, by real programs and in memory: where one deploy ends, the next goes on."""

import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import md5
from pathlib import Path

import pytest
from files import tree, write
from remote_host import Store, program

from sitegen.site.deploy import _BY
from sitegen.site.deploy_files import deliver
from sitegen.site.destination import Destination
from sitegen.site.ledger import LEDGER, Cargo, Delivered, ledger_of, read_ledger
from sitegen.site.output import MARK
from sitegen.site.refusal import RefusedError
from sitegen.site.target import target_of

FIRST = {
    MARK: "made by sitegen",
    "404.html": "none",
    "assets/größe 1.css": "p {}",
    "cable/09A1/index.html": "first",
    "cable/09A2/index.html": "second",
    "cable/09A3/index.html": "third",
    "index.html": "three cables",
}
NEXT = {path: text for path, text in FIRST.items() if not path.startswith("cable/09A3/")} | {
    "assets/#2.css": "p { }",
    "cable/09A4/index.html": "fourth",
    "index.html": "other cables",  # of the same size
}
THEIRS = {"CNAME": "archive.example", "cable/09A2/of-others.txt": "theirs"}


@dataclass
class Yard:
    """A site's output, and a place for it."""

    folder: Path
    by: str
    to: str
    there: Path

    def cargo(self, files: Mapping[str, str], *, dry: bool = False, anyway: bool = False) -> Cargo:
        site, desk = self.folder / "site", self.folder / "site/desk"
        shutil.rmtree(site, ignore_errors=True)
        desk.mkdir(parents=True)
        for path, text in files.items():
            write(site / "output" / path, text)
            os.utime(
                site / "output" / path, (zlib.crc32(text.encode()),) * 2
            )  # as a build leaves what it had
        target = target_of(site, site / "output", "output")
        return Cargo(site, target, desk, frozenset(files), "a site", dry=dry, anyway=anyway)

    def bring(self, files: Mapping[str, str], *, dry: bool = False, anyway: bool = False) -> Delivered:
        return _BY[self.by](Destination("live", self.by, self.to), self.cargo(files, dry=dry, anyway=anyway))

    def put(self, files: Mapping[str, str]) -> None:
        """By another hand."""
        for path, text in files.items():
            write((self.folder / "theirs" if self.by == "rclone" else self.there) / path, text)
        if self.by == "rclone":
            words = [program("rclone"), "move", str(self.folder / "theirs"), self.to]
            subprocess.run(words, cwd=self.folder, check=True)

    def stands(self) -> dict[str, str]:
        return {path: data.decode() for path, data in tree(self.there).items() if path != LEDGER}


@pytest.fixture(params=["rsync", "s3"])
def yard(
    request: pytest.FixtureRequest, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Yard:
    for name, value in (store.env | {"RCLONE_CONFIG_DISK_TYPE": "local"}).items():
        monkeypatch.setenv(name, value)
    if request.param == "s3":
        return Yard(tmp_path, "rclone", f"s3:archive/{tmp_path.name}", store.folder / tmp_path.name)
    (tmp_path / "www").mkdir()
    by, to = ("rsync", "../www") if request.param == "rsync" else ("rclone", f"disk:{tmp_path}/www/")
    return Yard(tmp_path, by, to, tmp_path / "www")


only_s3 = pytest.mark.parametrize("yard", ["s3"], indirect=True)
all_kinds = pytest.mark.parametrize("yard", ["rsync", "s3", "disk"], indirect=True)


@all_kinds
def test_what_is_new_is_sent_and_what_is_withdrawn_goes(yard: Yard) -> None:
    assert set(yard.bring(FIRST, dry=True).sent) == set(FIRST)
    assert not yard.there.exists() or not any(yard.there.iterdir())
    assert set(yard.bring(FIRST).sent) == set(FIRST)
    yard.put(THEIRS)
    would, done = yard.bring(NEXT, dry=True), yard.bring(NEXT)
    assert would == done
    assert done.sent == ("assets/#2.css", "cable/09A4/index.html", "index.html")
    assert done.size == len("p { }" + "fourth" + "other cables")
    assert done.removed == ("cable/09A3/index.html",)
    assert yard.stands() == NEXT | THEIRS
    assert not (yard.there / "cable/09A3").exists()  # a folder's name says who is withheld
    again = yard.bring(NEXT)
    assert again == Delivered((), 0, ())


def test_a_place_of_others_and_a_site_brought_there_by_hand(yard: Yard) -> None:
    yard.cargo(FIRST)
    yard.put({"index.html": "Family recipes"})
    with pytest.raises(
        RefusedError, match=r"holds 1 file that sitegen did not put there: index\.html; nothing"
    ):
        yard.bring(FIRST)
    assert yard.stands() == {"index.html": "Family recipes"}
    yard.put(FIRST | {"index.html": "three Cables"})
    with pytest.raises(RefusedError, match=r"did not put there: cable/09A3/index\.html"):
        yard.bring(NEXT)
    if yard.by == "rclone":
        assert yard.bring(FIRST).sent == ("index.html",)
    else:
        yard.bring(FIRST)
    assert yard.stands() == FIRST


@only_s3
def test_a_list_that_is_damaged_or_of_rsync(yard: Yard) -> None:
    yard.bring(FIRST)
    digest = md5(b"three cables").hexdigest()
    assert f"{digest}\tindex.html\n" in (yard.there / LEDGER).read_text("utf-8")
    yard.put({LEDGER: f"sitegen deployed 2 1\n{digest}\t../precious.txt\n"})
    with pytest.raises(RefusedError, match="is damaged"):
        yard.bring(NEXT)
    yard.put({LEDGER: "".join(f"{path}\n" for path in ("sitegen deployed 1", *sorted(FIRST)))})
    assert yard.bring(NEXT).sent == ("assets/#2.css", "cable/09A4/index.html", "index.html")
    assert yard.stands() == NEXT


@pytest.mark.parametrize("digests", [{"a/b": "x", "c/d": "y"}, {"a/b": "", "c/d": ""}])
def test_half_a_list_is_no_list(digests: Mapping[str, str]) -> None:
    data = ledger_of(digests)
    assert read_ledger(data, "there") == digests
    for end in range(len(data)):
        half = data[:end]
        if half.endswith(b"\n") and not any(digests.values()):
            continue  # of rsync, which replaces it as a whole
        with pytest.raises(RefusedError, match="is damaged"):
            read_ledger(half, "there")


@only_s3
@pytest.mark.parametrize(
    "files", [{"Ta\u201bizz.png": ""}, {"\u00e9.png": "", "e\u0301.png": ""}], ids=["quoted", "alike"]
)
def test_a_name_that_rclone_would_pass_over_is_refused(files: Mapping[str, str], yard: Yard) -> None:
    with pytest.raises(RefusedError, match=r"rclone cannot bring .*; nothing was sent"):
        yard.bring(FIRST | files)
    assert not yard.stands()


@only_s3
def test_no_depth_is_too_deep(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RCLONE_MAX_DEPTH", "1")
    yard.bring(FIRST)
    yard.bring(NEXT)
    assert yard.stands() == NEXT


@pytest.mark.parametrize("yard", ["disk"], indirect=True)
@pytest.mark.parametrize("to", ["disk:output", "disk:../site", "disk:output/deeper"])
def test_a_disk_is_not_the_site_itself(to: str, yard: Yard) -> None:
    yard.to = to
    with pytest.raises(RefusedError, match="is the site itself"):
        yard.bring(FIRST | {"deeper/index.html": ""}, anyway=True)


@only_s3
def test_a_store_says_with_each_file_what_it_is(yard: Yard, store: Store) -> None:
    files = {
        f"a/{name}": name
        for name in ("feed.xml", "index.ris", "index.tei.xml", "x.csv", "x.js", "x.jsonld", "x.svg", "x.zzz")
    }
    yard.bring(FIRST | files)
    listed = subprocess.run(
        [program("rclone"), "lsf", "-R", "--files-only", "--format=pm", yard.to],
        env=os.environ | store.env,
        check=True,
        capture_output=True,
    )
    assert dict(row.split(";", 1) for row in listed.stdout.decode().splitlines()) == {
        LEDGER: "application/octet-stream",
        MARK: "application/octet-stream",
        "404.html": "text/html; charset=utf-8",
        "a/feed.xml": "application/atom+xml",
        "a/index.ris": "application/x-research-info-systems",
        "a/index.tei.xml": "application/tei+xml",
        "a/x.csv": "text/csv; charset=utf-8",
        "a/x.js": "text/javascript; charset=utf-8",
        "a/x.jsonld": "application/ld+json",
        "a/x.svg": "image/svg+xml",
        "a/x.zzz": "application/octet-stream",
        "assets/größe 1.css": "text/css; charset=utf-8",
        "cable/09A1/index.html": "text/html; charset=utf-8",
        "cable/09A2/index.html": "text/html; charset=utf-8",
        "cable/09A3/index.html": "text/html; charset=utf-8",
        "index.html": "text/html; charset=utf-8",
    }


FAULTS = [
    ({}, "s3:nowhere/www", "directory not found", "make it there first"),
    ({}, "nobody:archive", "find section in config file", "rclone config makes a remote of that name"),
    ({"SECRET_ACCESS_KEY": "other"}, "", "SignatureDoesNotMatch: The request", "is your key known there"),
    ({"ACCESS_KEY_ID": "other"}, "", "InvalidAccessKeyId: The Access Key Id you", "is your key known there"),
    ({"ENDPOINT": "http://no-such-host.invalid"}, "", "no such host", "is the address right"),
]


@only_s3
@pytest.mark.parametrize(("env", "to", "said", "hint"), FAULTS)
def test_what_rclone_cannot_do_is_told(
    env: Mapping[str, str], to: str, said: str, hint: str, yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(f"RCLONE_CONFIG_S3_{name}", value)
    yard.to = to or yard.to
    with pytest.raises(RefusedError) as caught:
        yard.bring(FIRST)
    assert f"rclone to {yard.to.rstrip('/')}/: " in caught.value.message
    assert said in caught.value.message
    assert caught.value.message.endswith("; what stands there is as it was")
    assert "RequestID" not in caught.value.message
    assert caught.value.hint.startswith(hint)
    assert not yard.stands()


SHIM = """#!/bin/sh
case "$1" in
{first}) {does} ;;
*) exec {rclone} "$@" ;;
esac
"""


def shimmed(folder: Path, monkeypatch: pytest.MonkeyPatch, first: str, does: str) -> None:
    shim = folder / "bin/rclone"
    write(shim, SHIM.format(rclone=program("rclone"), first=first, does=does))
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}:{os.environ['PATH']}")


OLD = [
    (
        ['Use "rclone help backends" for a list, not found', "AT Fatal error: unknown flag: --hash"],
        "/: unknown flag: --hash;",
        "rclone 1.60 or newer is needed",
    ),
    (
        [
            "AT ERROR : : error listing: RequestError: send request failed",
            "AT Failed to cat with 2 errors: last error was: RequestError: send request failed",
            'caused by: Get "http://host.invalid/a?sig=hunter2": dial tcp: lookup host.invalid: no such host',
            'caused by: Get "http://host.invalid/c/?comp=list&sig=hunter2"',
        ],
        '/: RequestError: send request failed; caused by: Get "http://host.invalid/a": dial tcp:',
        "is the address right",
    ),
    (
        [
            "AT Failed to cat with 2 errors: last error was: AccessDenied: Access Denied.",
            "\tstatus code: 403, request id: 8F, host id: Zk",
        ],
        "/: AccessDenied: Access Denied; what stands there",
        "is your key known there",
    ),
    (
        ["AT can't limit to single files when using filters: s3:archive/a"],
        "/: can't limit to single files",
        "see what the program says",
    ),
]


@only_s3
@pytest.mark.parametrize(("words", "said", "hint"), OLD)
def test_what_an_older_rclone_says_is_told(
    words: list[str], said: str, hint: str, yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(yard.folder / "words", "\n".join(words).replace("AT ", "2022/12/17 10:00:00 "))
    shimmed(yard.folder, monkeypatch, "cat", f"cat '{yard.folder}/words' >&2; exit 1")
    with pytest.raises(RefusedError) as caught:
        yard.bring(FIRST)
    assert said in caught.value.message
    assert caught.value.hint.startswith(hint)
    assert "hunter2" not in caught.value.message


@only_s3
def test_refused_half_way_it_goes_on_from_what_came(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time the store is asked what came, and it is not sent again."""
    with monkeypatch.context() as patched:
        said = (
            "Failed to delete with 2 errors: last error was: operation error S3: DeleteObject, https response"
        )
        said += " error StatusCode: 403, RequestID: X, HostID: , api error AccessDenied: Access Denied"
        shimmed(yard.folder, patched, "delete", f"echo '2026/11/26 18:06:34 NOTICE: {said}' >&2; exit 1")
        yard.bring(FIRST)
        with pytest.raises(RefusedError) as caught:
            yard.bring(NEXT)
    assert ": AccessDenied: Access Denied; all that is new stands there, but perhaps" in caught.value.message
    assert caught.value.hint.startswith("is your key known there, and may you write there?")
    assert "cable/09A3/index.html" in yard.stands()
    done = yard.bring(NEXT)
    assert (done.sent, done.removed) == ((), ("cable/09A3/index.html",))
    assert yard.stands() == NEXT


class Killed(BaseException):
    """As by the system: no `except Exception` sees it."""


@dataclass
class Memory:
    """A place in memory, where any single file may be the last."""

    cargo: Cargo
    files: dict[str, bytes]
    has_digests: bool
    left: int = sys.maxsize
    touched: list[str] = field(default_factory=list)
    shown = "memory"

    def ledger(self) -> bytes | None:
        return self.files.get(LEDGER)

    def found(self) -> dict[str, str]:
        return {path: self._digest(data) for path, data in self.files.items()}

    def digests(self) -> dict[str, str]:
        return {path: self._digest(self._built(path)) for path in self.cargo.files}

    def send(self, files: Collection[str], source: Path, so_far: str) -> list[tuple[str, int]]:
        new = {path: (source / path).read_bytes() for path in files}
        new = {path: data for path, data in new.items() if self.has_digests or self.files.get(path) != data}
        for path, data in new.items():
            self._step(path)
            self.files[path] = data
        return [(path, len(data)) for path, data in new.items()]

    def remove(self, gone: Collection[str], so_far: str) -> None:
        for path in gone:
            self._step(path)
            self.files.pop(path, None)

    def _digest(self, data: bytes) -> str:
        return md5(data).hexdigest() if self.has_digests else ""

    def _built(self, path: str) -> bytes:
        return (self.cargo.target.output / path).read_bytes()

    def _step(self, path: str) -> None:
        if not self.left:
            raise Killed
        self.left -= 1
        self.touched.append(path)


@pytest.mark.parametrize("has_digests", [True, False])
@pytest.mark.parametrize("before", [{}, FIRST])
def test_killed_at_any_file_the_next_deploy_completes_it(
    before: Mapping[str, str], has_digests: bool, tmp_path: Path
) -> None:
    yard = Yard(tmp_path, "", "", tmp_path)
    first = Memory(yard.cargo(before, anyway=True), {}, has_digests)
    deliver(first, first.cargo)
    cargo, theirs = yard.cargo(NEXT), {path: text.encode() for path, text in THEIRS.items()}
    whole = Memory(cargo, first.files | theirs, has_digests)
    deliver(whole, cargo)
    steps = whole.touched
    assert steps[0] == LEDGER
    assert steps[-1] == LEDGER or not (before or has_digests)  # with nothing to remove the first one stays
    assert steps.index("assets/#2.css") < steps.index("cable/09A4/index.html") < steps.index("index.html")
    assert not before or steps[-2] == "cable/09A3/index.html"
    expected = {path: text.encode() for path, text in NEXT.items()} | theirs
    for left in range(len(steps)):
        there = Memory(cargo, first.files | theirs, has_digests, left)
        with pytest.raises(Killed):
            deliver(there, cargo)
        sent = set(there.touched) - {LEDGER, *(FIRST.keys() - NEXT)}
        later = Memory(cargo, there.files, has_digests)
        deliver(later, cargo)
        assert {path: data for path, data in later.files.items() if path != LEDGER} == expected
        assert later.files[LEDGER] == whole.files[LEDGER]
        assert not sent & set(later.touched)


def test_digests_are_not_believed_when_a_program_without_them_was_there(tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    yard, other = Yard(tmp_path, "", "", tmp_path), FIRST | {"index.html": "more cables"}
    for wanted, has_digests in ((FIRST, True), (other, False), (FIRST, True)):
        there = Memory(yard.cargo(wanted), files, has_digests)
        deliver(there, there.cargo)
    assert there.touched == [LEDGER, "index.html", LEDGER]
    assert files["index.html"] == FIRST["index.html"].encode()


def test_where_a_place_was_asked_what_it_has_that_is_believed(tmp_path: Path) -> None:
    yard = Yard(tmp_path, "", "", tmp_path)
    first = Memory(yard.cargo(FIRST), {}, has_digests=True)
    deliver(first, first.cargo)
    cut_off = Memory(yard.cargo(NEXT), first.files, has_digests=True, left=1)
    with pytest.raises(Killed):
        deliver(cut_off, cut_off.cargo)
    del first.files["404.html"]  # by another hand
    later = Memory(yard.cargo(NEXT), first.files, has_digests=True)
    deliver(later, later.cargo)
    assert "404.html" in later.touched
    assert later.files.keys() == {*NEXT, LEDGER}

"""Records inside containers: located, read again one by one, published, and kept when the container fails."""

import gzip
import io
import os
import pickle
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engine_site import built

from sitegen.cli.main import outcome_of
from sitegen.site import packed
from sitegen.site.file import Loaded
from sitegen.site.locate import locate
from sitegen.site.order import Report
from sitegen.site.record import load_record
from sitegen.site.starter import found_site
from sitegen.site.stream import stream, stream_input

TEXT = (
    "R 051000Z MAR 09\nFM AMEMBASSY EXAMPLETOWN\nTO RUEHC/SECSTATE WASHDC 0014\n"
    "C O N F I D E N T I A L EXAMPLETOWN {number:06}\n\nTAGS: PREL\nSUBJECT: FAIR {number}\n\n"
    "1. (C) Words.\n\nEXAMPLE"
)
PAGE = (
    "<html><table class='cable'><tr><th>Reference ID</th></tr><tr><td>09EXAMPLETOWN{number}</td></tr></table>"
    "<code><pre>{header}</pre></code><code><pre>{body}</pre></code></html>"
)


def text_of(number: int) -> str:
    return TEXT.format(number=number)


def row_of(number: int) -> str:
    header, body = text_of(number).split("\nC O", 1)
    known = (number, "3/5/2009 10:00", f"09EXAMPLETOWN{number}", "Embassy Exampletown", "CONFIDENTIAL", "")
    fields = (*known, header, f"C O{body}")
    return ",".join(f'"{field}"' for field in fields) + "\n"


def dump_of(*numbers: int) -> bytes:
    return "".join(map(row_of, numbers)).encode()


def page_of(number: int) -> bytes:
    header, body = text_of(number).split("\nC O", 1)
    return PAGE.format(number=number, header=header, body=f"C O{body}").replace("\n", "&#x000A;").encode()


def zip_of(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The starter with a record of every form: 20 to 22 in a dump, 30 and 31 packed, 40 a page, 50 a .gz."""
    root = tmp_path / "site"
    found_site(root)
    cables = root / "content/cables"
    (cables / "cables.csv").write_bytes(dump_of(20, 21, 22))
    members = (
        ("b/09EXAMPLETOWN31.txt", text_of(31).encode()),
        ("a.html", page_of(30)),
        ("__MACOSX/._a", b"\0"),
    )
    (cables / "more.zip").write_bytes(zip_of(*members))
    (cables / "saved.html").write_bytes(page_of(40))
    (cables / "09EXAMPLETOWN50.txt.gz").write_bytes(gzip.compress(text_of(50).encode()))
    return root


def published(site: Path) -> list[int]:
    """Cables with a record: the cable that they cite has a page, and no source."""
    return sorted(int(path.parent.name[13:]) for path in (site / "output/cable").glob("*/source"))


def told(report: Report) -> list[tuple[str, str]]:
    return [(found.code, str(found.place)) for found in report.diagnostics if found.severity > 0]


def test_a_site_of_all_forms_is_published_and_names_each_record(site: Path) -> None:
    report = built(site)
    assert told(report) == []
    assert published(site) == [14, 20, 21, 22, 30, 31, 40, 50]
    for number, source in ((21, "cables.csv#09EXAMPLETOWN21"), (31, "more.zip#b/09EXAMPLETOWN31.txt"),
                           (40, "saved.html"), (50, "09EXAMPLETOWN50.txt.gz")):  # fmt: skip
        page = (site / f"output/cable/09EXAMPLETOWN{number}/source/index.html").read_text("utf-8")
        assert f"content/cables/{source}" in page
        assert "exactly as they came" not in page  # the page, row or archive holds more
    again = built(site)
    assert again.committed
    assert again.committed.written == 0


def test_a_location_can_be_sent_elsewhere_and_read_there(site: Path) -> None:
    paths = [path.relative_to(site).as_posix() for path in sorted((site / "content/cables").iterdir())]
    located = locate(site, paths)
    for location in located.records:
        there = load_record(site, pickle.loads(pickle.dumps(location)))
        assert there.source
        assert there.source.path == location.source
        assert there == load_record(site, location)
    assert [found.code for found in located.diagnostics] == ["archive-ignored"]


def test_a_member_is_named_for_its_cable_in_a_folder_and_without_one(site: Path) -> None:
    text = b"C O N F I D E N T I A L EXAMPLETOWN 000060\nSUBJECT: A FAIR\n\n1. (C) One.\n"
    (site / "content/cables/flat.zip").write_bytes(zip_of(("09EXAMPLETOWN60.txt", text)))
    built(site)
    assert 60 in published(site)


def test_an_edited_row_changes_its_own_page_only(site: Path) -> None:
    built(site)
    dump = site / "content/cables/cables.csv"
    dump.write_bytes(dump.read_bytes().replace(b"1. (C) Words.", b"1. (C) Other words, and more.", 1))
    report = built(site)
    assert told(report) == []
    assert "Other words" in (site / "output/cable/09EXAMPLETOWN20/index.html").read_text("utf-8")
    assert "Other words" not in (site / "output/cable/09EXAMPLETOWN21/index.html").read_text("utf-8")


def test_a_damaged_row_keeps_its_pages_and_a_row_taken_out_loses_them(site: Path) -> None:
    built(site)
    dump = site / "content/cables/cables.csv"
    dump.write_bytes(dump_of(20).replace(b'"CONFIDENTIAL",', b"") + dump_of(22))
    assert told(built(site)) == [("dump-row-damaged", "content/cables/cables.csv:1:1")]
    assert {20, 22} <= set(published(site))
    assert 21 not in published(site)


@pytest.mark.parametrize("name", ["cables.csv", "more.zip"])
def test_a_container_that_cannot_be_read_keeps_all_its_pages(site: Path, name: str) -> None:
    built(site)
    container = site / "content/cables" / name
    data = container.read_bytes()
    assert outcome_of(["-C", str(site), "lock"]) == 0
    locked = (site / "content/lock/2009.txt").read_bytes()
    container.unlink()
    container.symlink_to("nowhere")
    assert ("source-unreadable", f"content/cables/{name}") in told(built(site))
    assert published(site) == [14, 20, 21, 22, 30, 31, 40, 50]
    container.unlink()
    container.write_bytes(data[: len(data) // 2] if name == "more.zip" else b"Buy milk.")
    assert "cable-removed" not in {code for code, _ in told(built(site))}
    assert len(published(site)) == 8
    outcome_of(["-C", str(site), "lock", "--accept"])
    assert (site / "content/lock/2009.txt").read_bytes() == locked


def test_one_cable_in_two_places_is_published_once(site: Path) -> None:
    dump = site / "content/cables/cables.csv"
    dump.write_bytes(dump_of(20, 21, 20))
    (site / "content/cables/copy.zip").write_bytes(zip_of(("x/09EXAMPLETOWN21.txt", text_of(21).encode())))
    lines = text_of(20).count("\n") * 2 + 1
    assert told(built(site)) == [
        ("cable-twice", f"content/cables/cables.csv#line-{lines}"),
        ("cable-twice", "content/cables/copy.zip#x/09EXAMPLETOWN21.txt"),
    ]


def test_a_container_that_changes_during_the_build_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sitegen.site import build as build_module

    print_all = build_module.print_all

    def meanwhile(*arguments: object) -> object:
        (site / "content/cables/cables.csv").write_bytes(dump_of(20, 23, 22))
        return print_all(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(build_module, "print_all", meanwhile)
    assert ("source-changed", "content/cables/cables.csv#09EXAMPLETOWN21") in told(built(site))


def test_a_packed_dump_is_told_with_what_to_do(site: Path) -> None:
    cables = site / "content/cables"
    (cables / "cables.csv.gz").write_bytes(gzip.compress(dump_of(60)))
    (cables / "dump.zip").write_bytes(zip_of(("cables.csv", dump_of(61))))
    report = built(site)
    assert told(report) == [
        ("dump-packed", "content/cables/cables.csv.gz"),
        ("dump-packed", "content/cables/dump.zip#cables.csv"),
    ]


def encrypted(data: bytes) -> bytes:
    """The same archive, every member of which says that it is encrypted."""
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(magic, start + 1)) >= 0:
            data = data[: start + at] + bytes([data[start + at] | 1]) + data[start + at + 1 :]
    return data


GOOD = ("09EXAMPLETOWN31.txt", text_of(31).encode())
ZEROS = bytes(30_000_000)
HOSTILE: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "encrypted": (lambda: encrypted(zip_of(GOOD)), ["is encrypted"]),
    "cut short": (lambda: zip_of(GOOD)[:-30], ["cannot be unpacked: file is not a zip file"]),
    "a bomb": (lambda: zip_of(("bomb.txt", ZEROS), GOOD), ["unpacks to more than 200 times its size"]),
    "an archive in it": (lambda: zip_of(("in.zip", zip_of(GOOD)), GOOD), ["an archive within an archive"]),
    "an odd name": (lambda: zip_of(("a\nb.txt", b"x"), GOOD), ["the file's name has characters"]),
    "a name that leads out": (lambda: zip_of(("../../x.txt", text_of(32).encode()), GOOD), []),
    "a wrong checksum": (
        lambda: zip_of(GOOD).replace(zip_of(GOOD)[14:18], b"\0\0\0\0"),
        ["cannot be unpacked: bad CRC-32"],
    ),
    "a strange method": (
        lambda: zip_of(GOOD).replace(b"\x08\x00", b"\x63\x00"),
        ["cannot be unpacked: that compression method is not supported"],
    ),
    "a PDF in it": (lambda: zip_of(("a.pdf", b"%PDF-1.4"), GOOD), ["this is a PDF, which is not read"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_is_told_and_harms_nothing(kind: str, tmp_path: Path) -> None:
    make, messages = HOSTILE[kind]
    file = tmp_path / "a.zip"
    file.write_bytes(make())
    records = list(stream(file, "a.zip"))
    said = [found.message for record in records for found in record.diagnostics]
    assert len(said) == len(messages)
    assert all(one.startswith(message) for one, message in zip(said, messages, strict=True)), said
    located = locate(tmp_path, ["a.zip"])
    again = [load_record(tmp_path, location) for location in located.records]
    told = [*located.diagnostics, *(found for record in again for found in record.diagnostics)]
    assert sorted(found.message for found in told) == sorted(said)


@pytest.mark.parametrize(
    "data",
    [gzip.compress(b"x" * 999)[:-12], gzip.compress(ZEROS), b"\x1f\x8b\x08 no gzip"],
    ids=["cut off", "zeros", "a wrong header"],
)
def test_a_hostile_gzip_file_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(data)
    (record,) = stream(tmp_path / "a.gz", "a.gz")
    assert [found.code for found in record.diagnostics] == ["archive-damaged"]


def sources(records: Iterator[Loaded]) -> list[str]:
    return [record.source.path.rpartition("#")[2] for record in records if record.source]


def test_members_come_in_the_order_of_the_archive(tmp_path: Path) -> None:
    names = ["z/1.txt", "a/2.txt", "m.txt"]
    (tmp_path / "a.zip").write_bytes(zip_of(*((name, text_of(1).encode()) for name in names)))
    assert sources(stream(tmp_path / "a.zip", "a.zip")) == names


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress, lambda data: zip_of(("d.csv", data))])
def test_standard_input_may_be_any_form(pack: Callable[[bytes], bytes]) -> None:
    records = stream_input(io.BytesIO(pack(dump_of(20, 21))), "-")
    assert sources(records) == ["09EXAMPLETOWN20", "09EXAMPLETOWN21"]


def test_an_archive_that_was_replaced_is_opened_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    for number in (31, 32):
        draft = tmp_path / "draft"
        draft.write_bytes(zip_of((f"09EXAMPLETOWN{number}.txt", text_of(number).encode())))
        os.utime(draft, (number, number))
        draft.replace(file)
        (location,) = locate(tmp_path, ["a.zip"]).records
        assert location.key == f"09EXAMPLETOWN{number}.txt"
        assert load_record(tmp_path, location).source
    packed._opened.cache_clear()

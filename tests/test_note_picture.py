"""Pictures: what is read of a file, and what a path may name."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pictures import exif_tags, gif, jpeg, png, webp

from sitegen.note.picture import picture_fault, picture_name, read_picture
from sitegen.site.folder import survey
from sitegen.site.picture import pictures_in


@pytest.mark.parametrize(
    ("name", "make"), [("a.png", png), ("a.gif", gif), ("a.JPG", jpeg), ("a.jpeg", jpeg), ("a.webp", webp)]
)
def test_the_size_is_read_and_the_name_changes_with_the_bytes(
    name: str, make: Callable[[int, int], bytes]
) -> None:
    picture, faults = read_picture(f"sub/{name}", make(321, 45))
    assert not faults
    assert picture
    assert (picture.width, picture.height) == (321, 45)
    stem, digest, suffix = picture.address.path.split(".")
    assert (stem, suffix) == ("assets/images/sub/a", name.partition(".")[2].lower())
    other, _ = read_picture(f"sub/{name}", make(322, 45))
    assert other
    assert other.address != picture.address
    assert len(digest) == 8


def test_a_picture_taken_upright_is_shown_upright() -> None:
    picture, _ = read_picture("a.jpg", jpeg(400, 300, turned=True))
    assert picture
    assert (picture.width, picture.height) == (300, 400)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b""),
        ("a.png", b"<html>"),
        ("a.png", gif(3, 3)),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' width='3' height='3'/>"),
        ("a.png", png(3, 3)[:20]),
        ("a.gif", gif(0, 3)),
        ("a.png", png(3, 3).replace(b"\0\0\0\3\0\0\0\3", b"\x7f\xff\xff\xff\0\0\0\3", 1)),
    ],
)
def test_what_is_no_such_picture_is_told_at_its_file(name: str, data: bytes) -> None:
    picture, faults = read_picture(name, data)
    assert picture is None
    assert [(found.code, found.place.path) for found in faults] == [
        ("image-unreadable", f"content/images/{name}")
    ]


@given(
    st.sampled_from(
        [("a.png", png(3, 3)), ("a.gif", gif(3, 3)), ("a.jpg", jpeg(3, 3)), ("a.webp", webp(3, 3))]
    ),
    st.integers(0, 40),
    st.binary(max_size=40),
)
def test_damage_is_told_and_never_raised(whole: tuple[str, bytes], at: int, put: bytes) -> None:
    name, data = whole
    picture, faults = read_picture(name, data[:at] + put + data[at + len(put) :])
    assert (picture is None) == bool(faults)


@example([".", "C:", "a.png"])
@given(st.lists(st.sampled_from(["..", ".", "images", "a.png", "", "%2e%2e", "%2F", "\\", "x", "C:"])))
def test_no_path_leaves_the_folder(parts: list[str]) -> None:
    source = "/".join(parts)
    if picture_fault("words", source) is None:
        name = picture_name(source)
        assert not name.startswith("/")
        assert not {"..", ".", ""} & set(name.split("/"))
        assert not set(name) & set("\\:")


_AT = struct.pack(">I", 8 + 2 + 12 + 4)  # where the folder behind the first one begins
_PLACE = exif_tags((0x8825, 4, 1, _AT)) + exif_tags((0x0001, 2, 2, b"N\0\0\0"))
_DEVICE = exif_tags((0x010F, 2, 4, b"Cam\0"))


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        (b"", []),
        (exif_tags((0x0112, 3, 1, b"\0\6\0\0")), []),  # only which way it was held
        (_PLACE, ["beside the picture this file holds where it was taken"]),
        (_DEVICE, ["beside the picture this file holds with which camera"]),
        (_PLACE[:12], []),
    ],
)
def test_a_photograph_that_tells_more_is_told(tags: bytes, told: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "content/images"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(jpeg(4, 3, tags=tags))
    pictures, found = pictures_in(survey(tmp_path)[0])
    assert list(pictures) == ["a.jpg"]
    assert [one.message for one in found] == told
    assert {one.code for one in found} <= {"image-tells-more"}

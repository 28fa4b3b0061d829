"""The files of content/images/: looked at before a build, and copied when something shows them."""

import logging
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import time_ns

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.near import listed
from sitegen.note.picture import IMAGES, Picture, read_picture
from sitegen.site.file import read_data, stamp_of
from sitegen.site.folder import Folder

_TELLING = {
    "where it was taken": ("GPS GPSL",),
    "when": ("EXIF DateTime", "Image DateTime"),
    "by whom": ("Image Artist", "Image XPAuthor", "Image HostComputer", "EXIF CameraOwnerName"),
    "with which camera": ("Image Make", "Image Model", "EXIF BodySerialNumber", "EXIF LensSerialNumber"),
    "an earlier copy in small": ("Thumbnail ", "JPEGThumbnail", "TIFFThumbnail"),
}
"""By the names of Exif tags."""


def pictures_in(folder: Folder) -> tuple[dict[str, Picture], list[Diagnostic]]:
    """Every picture that can be shown, by its path in content/images/."""
    pictures: dict[str, Picture] = {}
    faults: list[Diagnostic] = []
    now = time_ns()
    for path in folder.images:
        stamp = stamp_of(f"{folder.root}/{path}", now)
        picture, told = _seen(folder.root, path, stamp) if stamp else _looked_at(folder.root, path)
        faults += told
        if picture:
            pictures[picture.name] = picture
    return pictures, faults


@lru_cache(4096)
def _seen(root: Path, path: str, _stamp: str) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    """Kept, for a preview asks for all of them at each change of one file."""
    return _looked_at(root, path)


def _looked_at(root: Path, path: str) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    data, unreadable = read_data(root / path, path)
    if data is None:
        return None, unreadable
    picture, wrong = read_picture(path.removeprefix(f"{IMAGES}/"), data)
    return picture, (*wrong, *(_told_beside(picture, data) if picture else ()))


def _told_beside(picture: Picture, data: bytes) -> tuple[Diagnostic, ...]:
    """A photograph may betray its maker, or what was cut from it."""
    import exifread

    logging.getLogger("exifread").disabled = True  # it would speak to the terminal
    try:
        tags = exifread.process_file(BytesIO(data), details=False)
    except Exception:  # whatever a damaged file does to its reader
        return ()
    told = [what for what, beginnings in _TELLING.items() if any(tag.startswith(beginnings) for tag in tags)]
    if not told:
        return ()
    message = f"beside the picture this file holds {listed(told)}"
    hint = f"take that out: exiftool -all= {picture.path}"
    return (Diagnostic(Place(picture.path), "image-tells-more", message, hint),)


def picture_data(root: Path, picture: Picture) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """A picture's bytes, if they are those that its size was read from."""
    data, unreadable = read_data(root / picture.path, picture.path)
    if data is None or sha256(data).hexdigest() != picture.digest:
        return None, unreadable or (changed_since(picture.path),)
    return data, ()


def changed_since(path: str) -> Diagnostic:
    """A page of one text, or with one picture, among lists of another is not published."""
    message = "the file changed while the site was being built"
    return Diagnostic(Place(path), "source-changed", message, "build again")

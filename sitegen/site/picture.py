"""The files of content/images/: looked at before a build, and copied when something shows them."""

import logging
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.near import listed
from sitegen.note.picture import IMAGES, Picture, read_picture
from sitegen.site.file import read_data
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
    for path in folder.images:
        data, unreadable = read_data(folder.root / path, path)
        name = path.removeprefix(f"{IMAGES}/")
        picture, wrong = (None, unreadable) if data is None else read_picture(name, data)
        faults += wrong
        if picture and data:
            pictures[name] = picture
            faults += _told_beside(picture, data)
    return pictures, faults


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

"""Pictures in notes and pages: files of content/images/, shown under a name that changes with their bytes.

A picture of another host would tell it who reads; an SVG can hold script. Both are refused, and so is
one without words for those who cannot see it.
"""

import re
from hashlib import sha256
from io import BytesIO
from posixpath import basename, splitext
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.address import Address, asset
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.near import listed

IMAGES = "content/images"
_BEGINNINGS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
PICTURE_SUFFIXES = tuple(_BEGINNINGS)
_MOST = 65_535  # pixels on a side: what is larger is damaged, or made to fill a memory
_FROM_ITS_FILE = re.compile(r"(?:\.\./)+images/|\./")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ABOVE = re.compile(r"^/|[\\:]|(?:^|/)\.\.?(?:/|$)|//")  # and no drive of Windows


class Picture(NamedTuple):
    """A picture that can be shown. `name` is its path in content/images/."""

    name: str
    address: Address
    width: int
    height: int
    digest: str

    @property
    def path(self) -> str:
        return f"{IMAGES}/{self.name}"


class ShownPicture(NamedTuple):
    """A picture named in a note or page, and where."""

    name: str
    place: Place


class PictureFault(NamedTuple):
    """Why a picture cannot be shown: the parts of its diagnostic."""

    code: str
    message: str
    hint: str


def picture_name(source: str) -> str:
    """The path in content/images/ that is meant: written from there, or (as programs that show Markdown
    want it) from the file that shows it, ../images/map.png."""
    return (
        _FROM_ITS_FILE.sub("", unquote(source), count=1) if _FROM_ITS_FILE.match(source) else unquote(source)
    )


def picture_fault(words: str, source: str) -> PictureFault | None:
    """What keeps a picture off the page, whatever lies in content/images/."""
    name = picture_name(source)
    suffix = splitext(name)[1].lower()
    if _ELSEWHERE.match(source):
        hint = f"put a copy into {IMAGES}/ and write its name, if you may publish it"
        return PictureFault("image-remote", "a picture of another host would tell it who reads", hint)
    if _ABOVE.search(name):
        hint = f"put the file there, and write its path from there: {basename(name)}"
        return PictureFault("image-outside", f"{name!r} is not in {IMAGES}/", hint)
    if suffix not in PICTURE_SUFFIXES:
        why = "an SVG can hold script: save it as PNG" if suffix == ".svg" else ""
        hint = why or f"pictures are {listed(PICTURE_SUFFIXES)} files"
        return PictureFault("image-type", f"{name!r} is of no kind that is published", hint)
    if not words.strip():
        message = "this picture has no words for those who cannot see it"
        hint = f"say what it shows, as in ![The harbour from the north]({source})"
        return PictureFault("image-without-words", message, hint)
    return None


def read_picture(name: str, data: bytes) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    """A file of content/images/: its size, and the name that it is published under."""
    width, height = _size(name, data)
    if not (0 < width <= _MOST and 0 < height <= _MOST):
        kind = splitext(name)[1].lstrip(".").upper()
        message, hint = f"this is not a whole {kind}", "save it again, in the format that its name says"
        return None, (Diagnostic(Place(f"{IMAGES}/{name}"), "image-unreadable", message, hint),)
    digest = sha256(data).hexdigest()
    stem, suffix = splitext(name)
    return Picture(name, asset(f"images/{stem}.{digest[:8]}{suffix.lower()}"), width, height, digest), ()


def _size(name: str, data: bytes) -> tuple[int, int]:
    """Width and height as they are shown, whichever way the camera was held; 0 when it is no such picture."""
    import imagesize

    if not _BEGINNINGS[splitext(name)[1].lower()].match(data):
        return 0, 0
    try:
        width, height = imagesize.get(BytesIO(data))
    except Exception:  # whatever a damaged file does to its reader
        return 0, 0
    return int(width), int(height)

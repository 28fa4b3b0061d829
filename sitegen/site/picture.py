"""The files of content/images/: looked at before a build, and copied when something shows them."""

from hashlib import sha256
from pathlib import Path

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.picture import IMAGES, Picture, read_picture
from sitegen.site.file import read_data
from sitegen.site.folder import Folder


def pictures_in(folder: Folder) -> tuple[dict[str, Picture], list[Diagnostic]]:
    """Every picture that can be shown, by its path in content/images/."""
    pictures: dict[str, Picture] = {}
    faults: list[Diagnostic] = []
    for path in folder.images:
        data, unreadable = read_data(folder.root / path, path)
        name = path.removeprefix(f"{IMAGES}/")
        picture, wrong = (None, unreadable) if data is None else read_picture(name, data)
        faults += wrong
        if picture:
            pictures[name] = picture
    return pictures, faults


def picture_data(root: Path, picture: Picture) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """A picture's bytes, if they are those that its size was read from."""
    data, unreadable = read_data(root / picture.path, picture.path)
    if data is None or sha256(data).hexdigest() != picture.digest:
        return None, unreadable or (changed_since(picture.path),)
    return data, ()


def changed_since(path: str) -> Diagnostic:
    """A page of one text, or with one picture, among lists of another is not published."""
    message = "the file changed while the site was being built"
    return Diagnostic(Place(path, 1, 1), "source-changed", message, "build again")

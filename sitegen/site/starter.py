"""A new site, written."""

from pathlib import Path

from sitegen.site.packaged import starter
from sitegen.site.refusal import RefusedError

_HIDDEN = ("gitignore", "gitattributes")  # under their own names they would rule the package


def found_site(folder: Path) -> tuple[str, ...]:
    """Write the starter's files into a folder that is new or empty; their paths."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "is not empty" if folder.is_dir() else "is a file"
        raise RefusedError(f"{folder.as_posix()} {what}", "name a folder that does not exist yet")
    written = []
    for name, data in starter():
        path = f".{name}" if name in _HIDDEN else name
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        written.append(path)
    return tuple(written)

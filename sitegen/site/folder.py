"""A site's folder: where each kind of source lies, found in one fixed order on every machine."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.forms import SUFFIXES
from sitegen.note.near import listed
from sitegen.note.picture import IMAGES, PICTURE_SUFFIXES
from sitegen.site.config import CONFIG
from sitegen.site.refusal import RefusedError

CONTENT = "content"
CABLES = "content/cables"
ANNOTATIONS = "content/annotations"
ENTITIES = "content/entities"
DECISIONS = "content/entities/decisions.csv"
GLOSSARY = "content/glossary.csv"
PAGES = "content/pages"
LOCK = "content/lock"
TEMPLATES = "templates"
OUTPUT = "output"
PREVIEW = ".sitegen/preview"
_NAMED = 6  # files that are not read, of which more are only counted


@dataclass(frozen=True, slots=True)
class Folder:
    """The sources of a site, as paths from its root with "/" between; each tuple is sorted."""

    root: Path
    cables: tuple[str, ...] = ()
    annotations: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    images: tuple[str, ...] = ()

    @property
    def decisions(self) -> str | None:
        return DECISIONS if os.path.lexists(self.root / DECISIONS) else None

    @property
    def glossary(self) -> str | None:
        return GLOSSARY if os.path.lexists(self.root / GLOSSARY) else None


def require_site(root: Path) -> None:
    """A folder is a site when it holds a site.toml."""
    if not (root / CONFIG).exists():
        where = "here" if root == Path() else f"in {root.as_posix()}"
        hint = "go to the folder of your site, name it with -C DIR, or make one: sitegen init DIR"
        raise RefusedError(f"there is no {CONFIG} {where}", hint)


def survey(root: Path) -> tuple[Folder, tuple[Diagnostic, ...]]:
    """Find every source. A folder that can't be listed, or a name that can't be printed, is told."""
    faults: list[Diagnostic] = []
    folder = Folder(
        root,
        cables=_files(root, CABLES, tuple(SUFFIXES), faults),
        annotations=_files(root, ANNOTATIONS, (".md",), faults),
        entities=_files(root, ENTITIES, (".md",), faults),
        pages=_files(root, PAGES, (".md",), faults),
        images=_files(root, IMAGES, PICTURE_SUFFIXES, faults),
    )
    if not (root / CONTENT).is_dir():
        hint = "cables belong in content/cables/; `sitegen init DIR` makes a site to look at"
        faults.append(Diagnostic(Place(CONTENT), "content-missing", "there is no such folder", hint))
    faults.extend(_unread(root, folder))
    return folder, tuple(faults)


def files_below(root: Path, below: str) -> Iterator[str]:
    """Every file below a folder, as paths from it, sorted; nothing when there is no such folder."""
    yield from sorted(_walk(root / below, []))


def _files(root: Path, below: str, suffixes: tuple[str, ...], faults: list[Diagnostic]) -> tuple[str, ...]:
    errors: list[OSError] = []
    found = [f"{below}/{path}" for path in _walk(root / below, errors)]
    faults.extend(_unlisted(root, error) for error in errors)
    chosen = sorted(path for path in found if path.lower().endswith(suffixes))
    faults.extend(unprintable(path) for path in chosen if not is_printable(path))
    return tuple(path for path in chosen if is_printable(path))


def _unread(root: Path, folder: Folder) -> Iterator[Diagnostic]:
    """Files of content/ that are no source of any kind: told once, or a record would be missed in silence."""
    texts = *folder.cables, *folder.annotations, *folder.entities, *folder.pages
    read = {*texts, *folder.images, folder.decisions, folder.glossary}
    left = [path for path in (f"{CONTENT}/{name}" for name in files_below(root, CONTENT)) if path not in read]
    left = [path for path in left if not path.startswith(f"{LOCK}/")]
    left = [path for path in left if is_printable(path)]
    if left:
        named = (*left[1:_NAMED], *([f"{len(left) - _NAMED} more"] if len(left) > _NAMED else ()))
        more = f", nor {listed(named, 'nor')}" if named else ""
        hint = (
            f"records are {', '.join(SUFFIXES)} files in {CABLES}/; "
            "notes, entities and pages are .md files in theirs; "
            f"pictures are {', '.join(PICTURE_SUFFIXES)} files in {IMAGES}/"
        )
        yield Diagnostic(Place(left[0]), "source-ignored", f"this file is not read{more}", hint)


def _walk(top: Path, errors: list[OSError]) -> Iterator[str]:
    """Files below `top` as paths from it, links followed; no folder twice, so that a link to its parent
    ends."""
    if not top.exists():
        return
    start = len(f"{top}{os.sep}")
    seen: set[tuple[int, int]] = set()
    for here, folders, files in os.walk(top, followlinks=True, onerror=errors.append):
        status = os.stat(here)
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        within = here[start:].replace(os.sep, "/")
        yield from (f"{within}/{name}" if within else name for name in files if not name.startswith("."))


def is_printable(path: str) -> bool:
    """Whether a name can stand in a message and in the manifest."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return path.isprintable()


def unprintable(path: str) -> Diagnostic:
    """What is told of a name that cannot."""
    message = "the file's name has characters that cannot be printed"
    return Diagnostic(Place(ascii(path)[1:-1]), "source-misnamed", message, "rename it")


def _unlisted(root: Path, error: OSError) -> Diagnostic:
    path = Path(error.filename)
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    reason = (error.strerror or "").lower()
    hint = f"allow yourself to list it: chmod u+rx {shown}"
    return Diagnostic(Place(shown), "source-unreadable", f"the folder cannot be listed: {reason}", hint)

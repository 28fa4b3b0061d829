"""What `sitegen new` writes: a file for an editor to fill. None that is there is touched."""

from pathlib import Path, PurePosixPath

import yaml
from slugify import slugify

from sitegen.address import RESERVED
from sitegen.cable.model import CableId
from sitegen.note.entity import EntityType
from sitegen.site.desk import annotation_files
from sitegen.site.entity_writing import LONGEST, write_entity
from sitegen.site.folder import ANNOTATIONS, PAGES, survey
from sitegen.site.refusal import RefusedError
from sitegen.site.tables import vocabulary

_NOTE = "## cable\nkind: headnote\nstatus: draft\n\nWhy this cable matters.\n"


def begin_notes(root: Path, cable: CableId, by: str) -> str:
    """The file of a cable's notes, with a draft that stays in the building; its path."""
    noted, _ = annotation_files(survey(root)[0].annotations, vocabulary())
    if cable in noted:  # perhaps in a folder
        raise _there(noted[cable])
    head = _head({"by": by}) + "\n" if by else ""
    return _write(root, f"{ANNOTATIONS}/{cable}.md", head + _NOTE)


def begin_entity(root: Path, kind: EntityType, name: str) -> str:
    """An entity's file, with its name and nothing that would be a guess; its path."""
    try:
        return write_entity(root, kind, name)
    except FileExistsError as error:
        raise _there(Path(error.filename).relative_to(root).as_posix()) from error


def begin_page(root: Path, title: str, by: str, *, essay: bool = False) -> str:
    """A page of this title, at the address that its words make; its path."""
    title = " ".join(title.split())
    name, kind = slugify(title, max_length=LONGEST, word_boundary=True), {"kind": "essay"} if essay else {}
    if not name:
        raise RefusedError(f"{title!r} gives no address", "write the page's file by hand")
    if name in RESERVED:
        raise RefusedError(f"the address /{name}/ is the site's own", f"as in: About {title}")
    if there := [path for path in survey(root)[0].pages if PurePosixPath(path).stem == name]:
        raise _there(there[0])
    return _write(root, f"{PAGES}/{name}.md", _head({"title": title, **kind, **({"by": by} if by else {})}))


def _head(fields: dict[str, str]) -> str:
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)}---\n"


def _write(root: Path, path: str, text: str) -> str:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    try:
        with (root / path).open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise _there(path) from error
    return path


def _there(path: str) -> RefusedError:
    return RefusedError(f"{path} is there already", "write in that file; nothing was changed")

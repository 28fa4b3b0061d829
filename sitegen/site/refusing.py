"""What is refused for withheld words in it: what editors write, names of files, and the whole output.

Whatever is in doubt is refused. The wall before the output knows nothing of how a file was made, and
not who put it there.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.disclosed import is_packed_otherwise, rule_for, rule_in, texts_in
from sitegen.form.layers import OpaqueError
from sitegen.form.withheld import Rules
from sitegen.site.commit import clear_stage
from sitegen.site.config import CONFIG
from sitegen.site.file import size_of
from sitegen.site.folder import CABLES, CONTENT, TEMPLATES, files_below
from sitegen.site.packaged import packaged_templates, shipped
from sitegen.site.refusal import RefusedError
from sitegen.site.target import Target

_SPELLING_HINT = (
    "the record has it in a spelling that was not found there, or another file says it: take it out there, "
    "or add the spelling, or a part of it, as a rule"
)
_STEM_HINT = (
    "a search finds words without their endings: a record may have it in another form, such as a plural; add "
    "that form as a rule"
)


def refuse_sources(root: Path, rules: Rules) -> None:
    """What editors write is theirs to mend: it is not altered, and stops all. Of records, the names."""
    if not rules:
        return
    for path in (CONFIG, *_below(root, CONTENT), *_below(root, TEMPLATES)):
        if rule := rule_in(path, rules):
            message = f"the name of a file below {path.split('/')[0]}/ holds what {rule} withholds"
            raise RefusedError(message, "rename it; for a record, its id is a good name")
        if not path.startswith(f"{CABLES}/"):
            _refuse(root / path, path, rules, "take it out: in what you write, nothing is withheld for you")


def refuse_names(path: str, names: Iterable[str], rules: Rules) -> None:
    """Those that records have in a dump or an archive, which messages and source pages would say."""
    if rules and (rule := next((it for name in names if (it := rule_in(name, rules))), "")):
        raise RefusedError(f"the name of a record in {path} holds what {rule} withholds", "rename it there")


class Held(NamedTuple):
    """A file that an output will hold: the folder that it lies in now, its path there, how the output is
    shown, and what to do about words in it."""

    top: Path
    path: str
    shown: str
    hint: str


Wall = Callable[[Iterable[Held]], None]
"""Looks through files, and refuses to publish any of them for what one of them holds."""


def standing(target: Target, wall: Wall) -> tuple[Diagnostic, ...]:
    """What an output has of it that stays as it was."""
    try:
        refuse_output(target, (), wall)
    except RefusedError as error:
        return (Diagnostic(Place(CONFIG), "withhold-out", error.message, error.hint),)
    return ()


def refuse_output(target: Target, replaced: Collection[str], wall: Wall, made: Collection[str] = ()) -> None:
    """The last wall: every byte that the output will hold, whoever put it there; what is `made` has a
    source that can be mended."""
    try:
        wall(_held_by(target, replaced, made))
    except RefusedError:
        clear_stage(target)
        raise


def _held_by(target: Target, replaced: Collection[str], made: Collection[str]) -> Iterator[Held]:
    for path in _everything(target.stage):
        yield Held(target.stage, path, target.shown, _hint(path))
    going = _with_folders(replaced)
    for path in _everything(target.output):
        old = f"it stands in {target.shown} from before: take it down, and all copies of it"
        hint = f"{_hint(path)}; and take down all copies of it" if path in made else old
        if path not in going:
            yield Held(target.output, path, target.shown, hint)


def _with_folders(paths: Iterable[str]) -> set[str]:
    """And the folders that they lie in, which may be empty then; what else is in one has its name, too."""
    found = set(paths)
    for path in paths:
        above = path.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


def _hint(path: str) -> str:
    return _STEM_HINT if path.startswith("search/") else _SPELLING_HINT


def refuse_held(held: Held, rules: Rules) -> None:
    """Look at one of them, and at its name."""
    top, path, shown, hint = held
    if rule := rule_in(path, rules):
        raise RefusedError(f"a file's name in {shown} holds what {rule} withholds", _SPELLING_HINT)
    if not (top / path).is_dir():
        _refuse(top / path, f"{shown}/{path}", rules, hint)


def _refuse(file: Path, shown: str, rules: Rules, hint: str) -> None:
    try:
        size_of(file)  # a pipe would be waited for without end
        data = file.read_bytes()
        if is_packed_otherwise(file.name):
            raise OpaqueError
        rule = "" if _is_ours(file, data) else rule_for(texts_in(data), rules)
    except (OpaqueError, OSError) as error:
        message = f"{shown} cannot be looked into, and might hold what is withheld; nothing was published"
        raise RefusedError(message, "take it away, or put it there unpacked") from error
    if rule:
        raise RefusedError(
            f"{shown} holds what {rule} withholds; nothing was published", hint + _common(rule, rules)
        )


def _common(rule: str, rules: Rules) -> str:
    """What more is to be done about a rule that stops each build, as of Mr. Page."""
    texts = (data.decode("utf-8", "replace") for data in shipped())
    if all(found.rule != rule for text in texts for found in rules.found(text)):
        return ""
    return "; sitegen's own words have it, too, so that a rule must say more: a first name, or a title"


def _is_ours(file: Path, data: bytes) -> bool:
    """What ships with sitegen holds nothing of a record; in a checkout that is a site, editors write it."""
    return data in shipped() and not file.resolve().is_relative_to(packaged_templates().resolve())


def _everything(top: Path) -> Iterator[str]:
    """Every folder that a copy of one would have, and every file: hidden ones and those behind links, too."""

    def failed(error: OSError) -> None:
        raise RefusedError("a folder of the output cannot be listed", "allow yourself to list it") from error

    seen: set[tuple[int, int]] = set()
    for here, folders, files in os.walk(top, followlinks=True, onerror=failed if top.exists() else None):
        yield Path(here).relative_to(top).as_posix()
        status = os.stat(here)
        if (key := (status.st_dev, status.st_ino)) in seen:
            folders.clear()
            continue
        seen.add(key)
        yield from (Path(here, name).relative_to(top).as_posix() for name in sorted(files))


def _below(root: Path, below: str) -> Iterator[str]:
    return (f"{below}/{path}" for path in files_below(root, below))

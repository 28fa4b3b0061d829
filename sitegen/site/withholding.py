"""What is withheld: the private folder that says so, and the wall before the output.

Whatever is in doubt is refused. No message has a word of a rule: a rule is named by its file and line.
Of the rules nothing is remembered, not even a hash, so that every build with rules looks at everything anew.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from json import dumps
from pathlib import Path
from typing import Any

from sitegen.cable.json_form import json_of
from sitegen.cable.model import Cable, CableId
from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.decode import decode
from sitegen.form.disclosed import OpaqueError, is_packed_otherwise, texts_in, views_of
from sitegen.form.disclosed import rule_for as _rule_for
from sitegen.form.withheld import MARK, NOTHING_WITHHELD, Rule, Rules, rule_of
from sitegen.site.commit import clear_stage
from sitegen.site.config import CONFIG, read_settings
from sitegen.site.file import Loaded, load, read_data
from sitegen.site.fingerprint import fingerprint
from sitegen.site.folder import CABLES, CONTENT, TEMPLATES, files_below
from sitegen.site.lock import file_of
from sitegen.site.packaged import packaged_templates, shipped
from sitegen.site.refusal import RefusedError
from sitegen.site.target import Target
from sitegen.source_text import SourceText

_FOLDER_HINT = "give it a folder outside the site, as in ../withheld; nothing is published without it"
_SPELLING_HINT = (
    "the record has it in a spelling that was not found there, or another file says it: take it out there, "
    "or add the spelling, or a part of it, as a rule"
)


class WithheldError(RefusedError):
    """Withheld words stand where they must not."""


def rules_of(root: Path, folder: str) -> Rules:
    """The rules of a site whose settings name this folder; "" withholds nothing."""
    if not folder:
        return NOTHING_WITHHELD
    place = root / Path(folder).expanduser()
    if not place.is_dir():
        raise RefusedError(f"{CONFIG} names a withhold folder that is not there", _FOLDER_HINT)
    _refuse_inside(root, place)
    _refuse_inside(root, *_files_of(place))
    found = [rule for file in _files_of(place) for rule in _rules_in(file)]
    if not found:
        raise RefusedError("the withhold folder has no rule", "one a line, in files that end in .txt")
    rules = Rules(found)
    if any(rules.hit(name) for name in rules.names):
        raise RefusedError("a file of the withhold folder has withheld words for its name", "rename it")
    return rules


def rules_here(root: Path) -> Rules:
    """The rules of the site in a folder, if there is a site."""
    if not (root / CONFIG).exists():
        return NOTHING_WITHHELD
    loaded = load(root / CONFIG, CONFIG)
    settings = read_settings(loaded.source)[0] if loaded.source else None
    if settings is None:
        message = f"{CONFIG} has an error, so that it is not known what is withheld"
        raise RefusedError(message, "sitegen check shows it")
    return rules_of(root, settings.withhold)


def open_to_others(root: Path, folder: str) -> tuple[Diagnostic, ...]:
    """Whether others on this machine can read the rules."""
    if not folder or os.name != "posix":
        return ()
    place = root / Path(folder).expanduser()
    modes = [path.stat().st_mode for path in (place, *_files_of(place))]
    if modes[0] & 0o077 == 0 or not any(mode & 0o077 for mode in modes):
        return ()
    hint = "close it: chmod -R go= FOLDER"
    message = "others on this machine can read the withhold folder"
    return (Diagnostic(Place(CONFIG), "withhold-open", message, hint),)


def unused(rules: Rules, texts: Iterable[str]) -> Iterator[Diagnostic]:
    """The rules that withhold nothing, by their names."""
    left = set(rules.names)
    for text in texts:
        left -= {one.rule for one in rules.found(text)}
    for name in rules.names:
        if name in left:
            hint = "is it spelt as the records have it? A rule is words, no pattern"
            yield Diagnostic(Place(CONFIG), "withhold-unused", f"no record has the words of {name}", hint)


def withheld_from(loaded: Loaded, rules: Rules) -> Loaded:
    """A record as all that follows sees it. Its digest is of what remains: one of all could be tried."""
    if not rules:
        return loaded
    told = tuple(unquoted(found, rules) for found in loaded.diagnostics)
    if loaded.source is None:
        return Loaded(None, told)
    text = rules.without(loaded.source.text)
    said = {name: _without(value, rules) for name, value in loaded.stated._asdict().items()}
    stated = loaded.stated._replace(**said)
    return Loaded(SourceText(text, _said(loaded.source.path, rules)), told, fingerprint(text, stated), stated)


def unquoted(found: Diagnostic, rules: Rules) -> Diagnostic:
    """What is told of a text that was not looked through: without its line, over whose end a name may go."""
    return hidden(replace(found, source_line=""), rules) if rules else found


def hidden(found: Diagnostic, rules: Rules) -> Diagnostic:
    """A message without a word that is withheld."""
    path, *numbers = found.place
    path, *words = (_said(it, rules) for it in (path, found.message, found.hint, found.source_line))
    return Diagnostic(Place(path, *numbers), found.code, *words)


def shown_by_parsing(cable: Cable, source: SourceText, rules: Rules) -> tuple[Diagnostic, ...]:
    """Words that were spelt or spread so that they were not found in the text, and are plain in what was
    made of it. Nothing is made of such a record: no page, and no mark in the lock."""
    if not rules or not (rule := _rule_for(views_of(dumps(json_of(cable, (), source))), rules)):
        return ()
    message = f"holds what {rule} withholds, in a spelling or a place that it is not cut out of"
    hint = "add the words as they stand in the record as a rule, or each part of them"
    return (Diagnostic(Place(source.path, 1, 1), "withhold-shown", message, hint),)


def marked_before(cable: CableId, source: SourceText, told: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The marks of a lock that is older than a rule are of the words themselves: guesses can be tried on
    them."""
    if MARK not in source.text or not any(found.code.startswith("address-") for found in told):
        return ()
    message = f"the lock of {cable} was made of other words, and perhaps of words that are withheld now"
    hint = f"the history of content/lock/ keeps them, but not the lock itself: sitegen lock --accept {cable}"
    return (Diagnostic(Place(file_of(str(cable))), "lock-withheld", message, hint),)


def refuse_sources(root: Path, rules: Rules) -> None:
    """What editors write is theirs to mend: it is not altered, and stops all. Of records, the names."""
    if not rules:
        return
    for path in (CONFIG, *_below(root, CONTENT), *_below(root, TEMPLATES)):
        if rule := _rule_for(views_of(path), rules):
            message = f"the name of a file below {path.split('/')[0]}/ holds what {rule} withholds"
            raise RefusedError(message, "rename it; for a record, its id is a good name")
        if not path.startswith(f"{CABLES}/"):
            _refuse(root / path, path, rules, "take it out: in what you write, nothing is withheld for you")


def refuse_names(path: str, names: Iterable[str], rules: Rules) -> None:
    """Those that records have in a dump or an archive, which messages and source pages would say."""
    if rules and (rule := next((it for name in names if (it := _rule_for(views_of(name), rules))), "")):
        raise RefusedError(f"the name of a record in {path} holds what {rule} withholds", "rename it there")


def refuse_output(target: Target, replaced: Collection[str], rules: Rules) -> None:
    """The last wall: every byte that the output will hold, whoever put it there."""
    try:
        if rules:
            _look_through(target, replaced, rules)
    except RefusedError:
        clear_stage(target)
        raise


def _look_through(target: Target, replaced: Collection[str], rules: Rules) -> None:
    for top, leaves_out in ((target.stage, ()), (target.output, replaced)):
        for path in _everything(top):
            if path in leaves_out:
                continue
            if rule := _rule_for(views_of(path), rules):
                raise WithheldError(
                    f"a file's name in {target.shown} holds what {rule} withholds", _SPELLING_HINT
                )
            hint = _SPELLING_HINT
            if top == target.output:
                hint = f"it stands in {target.shown} from before: take it down, and all copies of it"
            _refuse(top / path, f"{target.shown}/{path}", rules, hint)


def _refuse(file: Path, shown: str, rules: Rules, hint: str) -> None:
    try:
        data = file.read_bytes()
        if is_packed_otherwise(file.name):
            raise OpaqueError
        rule = "" if _is_ours(file, data) else _rule_for(texts_in(data), rules)
    except (OpaqueError, OSError) as error:
        message = f"{shown} cannot be looked into, and might hold what is withheld; nothing was published"
        raise RefusedError(message, "take it away, or put it there unpacked") from error
    if rule:
        raise WithheldError(f"{shown} holds what {rule} withholds; nothing was published", hint)


def _is_ours(file: Path, data: bytes) -> bool:
    """What ships with sitegen holds nothing of a record; in a checkout that is a site, editors write it."""
    return data in shipped() and not file.resolve().is_relative_to(packaged_templates().resolve())


def _everything(top: Path) -> Iterator[str]:
    """Every file that a copy of a folder would have, hidden ones and those behind links, too."""

    def failed(error: OSError) -> None:
        raise RefusedError("a folder of the output cannot be listed", "allow yourself to list it") from error

    seen: set[tuple[int, int]] = set()
    for here, folders, files in os.walk(top, followlinks=True, onerror=failed if top.exists() else None):
        status = os.stat(here)
        if (key := (status.st_dev, status.st_ino)) in seen:
            folders.clear()
            continue
        seen.add(key)
        yield from (Path(here, name).relative_to(top).as_posix() for name in sorted(files))


def _below(root: Path, below: str) -> Iterator[str]:
    return (f"{below}/{path}" for path in files_below(root, below))


def _refuse_inside(root: Path, *places: Path) -> None:
    """What lies in the site, or in its repository, is published with it one day."""
    site = root.resolve()
    repository = next((it for it in (site, *site.parents) if (it / ".git").exists()), site)
    for place in (it for path in places for it in (Path(os.path.abspath(path)), path.resolve())):
        if site.is_relative_to(place):
            raise RefusedError("the withhold folder has the site in it", _FOLDER_HINT)
        if place.is_relative_to(site) or place.is_relative_to(repository):
            where = "in the site, or in its repository, and would be published with it"
            raise RefusedError(f"the withhold folder lies {where}", _FOLDER_HINT)


def _files_of(place: Path) -> list[Path]:
    """All that it holds: a file that is not read would withhold nothing."""
    try:
        files = sorted(path for path in place.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise RefusedError("the withhold folder cannot be listed", _FOLDER_HINT) from error
    if any(path.is_dir() or path.suffix != ".txt" for path in files):
        message = "the withhold folder has something in it that is no .txt file, and would not be read"
        raise RefusedError(message, "take it away, or name it .txt")
    return files


def _rules_in(file: Path) -> Iterator[Rule]:
    data, _ = read_data(file, file.name)
    source, told = decode(data, file.name) if data else (None, ())
    if source is None or told:
        raise RefusedError(f"{file.name} of the withhold folder cannot be read as UTF-8", "save it as such")
    for line in source.lines:
        words = line.text.strip()
        if not words or words.startswith("#"):
            continue
        name = f"{file.name}:{line.number}"
        if (rule := rule_of(words, name)) is None:
            message = f"{name} is too short to be told from other words; nothing was published"
            raise RefusedError(message, "three letters or digits are the least; “#” begins a remark")
        yield rule


def _said(text: str, rules: Rules) -> str:
    """Words of a message; none at all, where they show it in escapes."""
    said = rules.without(text)
    return MARK if _rule_for(views_of(said), rules) else said


def _without(value: Any, rules: Rules) -> Any:
    if isinstance(value, str):
        return rules.without(value)
    return tuple(map(rules.without, value)) if isinstance(value, tuple) else value

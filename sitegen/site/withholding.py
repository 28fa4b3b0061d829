"""What is withheld from all that follows, and the wall before the output.

Whatever is in doubt is refused. No message has a word of a rule: a rule is named by its file and line.
Of the rules nothing is remembered, not even a hash, so that every build with rules looks at everything anew.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from json import dumps
from pathlib import Path
from traceback import extract_tb, format_exception
from typing import Any, NamedTuple

from sitegen.cable.json_form import json_of
from sitegen.cable.model import Cable, CableId
from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.disclosed import is_packed_otherwise, rule_for, rule_in, texts_in
from sitegen.form.layers import OpaqueError
from sitegen.form.withheld import MARK, Rules
from sitegen.page.wording import count_of
from sitegen.site.commit import clear_stage
from sitegen.site.config import CONFIG
from sitegen.site.file import Loaded, size_of
from sitegen.site.fingerprint import fingerprint
from sitegen.site.folder import CABLES, CONTENT, TEMPLATES, files_below
from sitegen.site.lock import file_of
from sitegen.site.packaged import packaged_templates, shipped
from sitegen.site.record import record_failed
from sitegen.site.refusal import RefusedError
from sitegen.site.target import Target
from sitegen.source_text import SourceText

_SPELLING_HINT = (
    "the record has it in a spelling that was not found there, or another file says it: take it out there, "
    "or add the spelling, or a part of it, as a rule"
)

_GUESSED = "encoding-guessed"

_STEM_HINT = (
    "a search finds words without their endings: a record may have it in another form, such as a plural; add "
    "that form as a rule"
)


class Withheld(NamedTuple):
    """How often each rule withheld something, by the rule's name."""

    places: Counter[str]
    records: Counter[str]

    def add(self, names: Collection[str]) -> None:
        """Of one record, the rule of each place."""
        self.places.update(names)
        self.records.update(set(names))


def told_of_rules(rules: Rules, withheld: Withheld, *, repairs: bool) -> Iterator[Diagnostic]:
    """How much each rule withholds, by its name; it may be nothing."""
    for name in rules.names:
        if (records := withheld.records[name]) and repairs:
            places = count_of(withheld.places[name], "place")
            message = f"{name} withholds words at {places} in {count_of(records, 'record')}"
            yield Diagnostic(Place(CONFIG), "withhold-used", message)
        elif not records:
            hint = "is it spelt as the records have it, and one name alone? A rule is words, no pattern"
            yield Diagnostic(Place(CONFIG), "withhold-unused", f"no record has the words of {name}", hint)


def withheld_from(loaded: Loaded, rules: Rules) -> Loaded:
    """A record as all that follows sees it. Its digest is of what remains: one of all could be tried."""
    if not rules:
        return loaded
    told = tuple(unquoted(found, rules) for found in loaded.diagnostics)
    if loaded.source is None:
        return Loaded(None, told)
    stated = loaded.stated._replace(
        **{name: _without(value, rules) for name, value in loaded.stated._asdict().items()}
    )
    names = tuple(name for text in _texts_of(loaded) for name in _counted(text, rules))
    text = rules.without(loaded.source.text) if names else loaded.source.text
    source = SourceText(text, said(loaded.source.path, rules))
    return Loaded(
        source, _told_of_rest(told, text) if names else told, fingerprint(text, stated), stated, names
    )


def _told_of_rest(told: Iterable[Diagnostic], rest: str) -> tuple[Diagnostic, ...]:
    """What is told of a record of which something is withheld. That its bytes were no UTF-8, where, and in
    which encoding, would say of a name that it has an accent: only the letters that remain may say so."""
    message = "not UTF-8; the file was read as Windows-1252 or Latin-1"
    hint = "if it reads well, all is well; to settle it, save the file as UTF-8"
    return tuple(
        Diagnostic(Place(one.place.path, 1, 1), one.code, message, hint) if one.code == _GUESSED else one
        for one in told
        if one.code != _GUESSED or not rest.isascii()
    )


def unquoted(found: Diagnostic, rules: Rules) -> Diagnostic:
    """What is told of a text that was not looked through: without its line, over whose end a name may go,
    and without the column, which tells how long the names before it are."""
    if not rules:
        return found
    place = Place(found.place.path, found.place.line, min(found.place.column, 1))
    return hidden(replace(found, place=place, source_line=""), rules)


def hidden(found: Diagnostic, rules: Rules) -> Diagnostic:
    """A message without a word that is withheld."""
    path, *numbers = found.place
    path, *words = (said(it, rules) for it in (path, found.message, found.hint, found.source_line))
    return Diagnostic(Place(path, *numbers), found.code, *words)


def fault_told(path: str, error: Exception, rules: Rules) -> tuple[Diagnostic, str]:
    """What is told where sitegen failed at a record, and the trace. Where something is withheld, of the
    error only its kind and its place: a part of a name in its words would not be found there."""
    kind = type(error).__name__
    if not rules:
        return record_failed(path, f"{kind}: {error}"), "".join(format_exception(error)).rstrip()
    return hidden(record_failed(path, kind), rules), places_in(error)


def places_in(error: Exception) -> str:
    """Where in sitegen it was, without a word of what was at work there: a line of code may have some."""
    frames = extract_tb(error.__traceback__)
    lines = (f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}' for frame in frames)
    return "\n".join((*lines, type(error).__name__))


def shown_by_parsing(cable: Cable, source: SourceText, rules: Rules) -> tuple[Diagnostic, ...]:
    """Words that were spelt or spread so that they were not found in the text, and are plain in what was
    made of it. Nothing is made of such a record: no page, and no mark in the lock."""
    if not rules or not (rule := rule_in(dumps(json_of(cable, (), source)), rules)):
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
    for path in _everything(target.output):
        old = f"it stands in {target.shown} from before: take it down, and all copies of it"
        hint = f"{_hint(path)}; and take down all copies of it" if path in made else old
        if path not in replaced:
            yield Held(target.output, path, target.shown, hint)


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
        raise RefusedError(f"{shown} holds what {rule} withholds; nothing was published", hint)


def _is_ours(file: Path, data: bytes) -> bool:
    """What ships with sitegen holds nothing of a record; in a checkout that is a site, editors write it."""
    return data in shipped() and not file.resolve().is_relative_to(packaged_templates().resolve())


def _everything(top: Path) -> Iterator[str]:
    """Every file that a copy of a folder would have, hidden ones and those behind links, too; and each
    folder that is empty, for its name."""

    def failed(error: OSError) -> None:
        raise RefusedError("a folder of the output cannot be listed", "allow yourself to list it") from error

    seen: set[tuple[int, int]] = set()
    for here, folders, files in os.walk(top, followlinks=True, onerror=failed if top.exists() else None):
        status = os.stat(here)
        if (key := (status.st_dev, status.st_ino)) in seen:
            folders.clear()
            continue
        seen.add(key)
        names = sorted(files) if files or folders else [""]
        yield from (Path(here, name).relative_to(top).as_posix() for name in names)


def _below(root: Path, below: str) -> Iterator[str]:
    return (f"{below}/{path}" for path in files_below(root, below))


def said(text: str, rules: Rules) -> str:
    """Words of a message; none at all, where they show it in escapes."""
    shown = rules.without(text)
    return MARK if rule_in(shown, rules) else shown


def _counted(text: str, rules: Rules) -> Iterator[str]:
    """The rule of each place; one that is found in several orders or spellings is one place."""
    ends: dict[str, int] = {}
    for one in rules.found(text):
        if one.start >= ends.get(one.rule, 0):
            ends[one.rule] = one.end
            yield one.rule


def _texts_of(loaded: Loaded) -> Iterator[str]:
    """What a record says, and what its container says of it."""
    if loaded.source:
        yield loaded.source.text
    for value in loaded.stated:
        yield from (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _without(value: Any, rules: Rules) -> Any:
    if isinstance(value, str):
        return rules.without(value)
    return tuple(map(rules.without, value)) if isinstance(value, tuple) else value

"""What is withheld from all that follows a record, and from every message.

No message has a word of a rule: a rule is named by its file and line. Of the rules nothing is remembered, not
even a hash, so that every build with rules looks at everything anew.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from json import dumps
from traceback import extract_tb, format_exception
from typing import Any, NamedTuple

from sitegen.cable.json_form import json_of
from sitegen.cable.model import Cable, CableId
from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.disclosed import rule_in
from sitegen.form.withheld import MARK, Rules
from sitegen.page.wording import count_of
from sitegen.site.config import CONFIG
from sitegen.site.file import Loaded
from sitegen.site.fingerprint import fingerprint
from sitegen.site.lock import file_of
from sitegen.source_text import SourceText

_GUESSED = "encoding-guessed"


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
    if loaded.source is None:
        return Loaded(None, told_unread(loaded.diagnostics, rules))
    told = tuple(unquoted(found, rules) for found in loaded.diagnostics)
    stated = loaded.stated._replace(
        **{name: _without(value, rules) for name, value in loaded.stated._asdict().items()}
    )
    names = tuple(name for text in _texts_of(loaded) for name in _counted(text, rules))
    text = rules.without(loaded.source.text) if names else loaded.source.text
    source = SourceText(text, said(loaded.source.path, rules))
    rest = _told_of_rest(told, text) if names else told
    return Loaded(source, rest, fingerprint(text, stated), stated, names)


def told_unread(told: Iterable[Diagnostic], rules: Rules) -> tuple[Diagnostic, ...]:
    """What is told of a record that cannot be read; that it would have been by a guess need not be said."""
    return tuple(unquoted(found, rules) for found in told if not rules or found.code != _GUESSED)


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
        return _failed(path, f"{kind}: {error}"), "".join(format_exception(error)).rstrip()
    return hidden(_failed(path, kind), rules), places_in(error)


def _failed(path: str, error: str) -> Diagnostic:
    """A mistake of ours, told at the record that showed it."""
    message = f"a fault of sitegen: {error}; this record is not published anew"
    hint = "it is no fault of the record: report it, with what --verbose says"
    return Diagnostic(Place(path), "record-failed", message, hint)


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
    return (Diagnostic(Place(source.path), "withhold-shown", message, hint),)


def marked_before(cable: CableId, source: SourceText, told: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The marks of a lock that is older than a rule are of the words themselves: guesses can be tried on
    them."""
    if MARK not in source.text or not any(found.code.startswith("address-") for found in told):
        return ()
    message = f"the lock of {cable} was made of other words, and perhaps of words that are withheld now"
    hint = f"the history of content/lock/ keeps them, but not the lock itself: sitegen lock --accept {cable}"
    return (Diagnostic(Place(file_of(str(cable))), "lock-withheld", message, hint),)


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


def _told_of_rest(told: Iterable[Diagnostic], rest: str) -> tuple[Diagnostic, ...]:
    """What is told of a record of which something is withheld. That its bytes were no UTF-8, where, and in
    which encoding, would say of a name that it has an accent: only the letters that remain may say so."""
    message = "not UTF-8; the file was read as Windows-1252 or Latin-1"
    hint = "if it reads well, all is well; to settle it, save the file as UTF-8"
    return tuple(
        Diagnostic(Place(one.place.path), one.code, message, hint) if one.code == _GUESSED else one
        for one in told
        if one.code != _GUESSED or not rest.isascii()
    )

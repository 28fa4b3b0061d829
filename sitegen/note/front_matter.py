"""The head of an editor's file: YAML between two "---" lines, every value a text with its place.

YAML guesses: `NO` becomes false, `1999` a number, `2007-07-09` a date. Here nothing is guessed; a
scalar is what the editor typed, and the reader of each kind of file says which fields it allows
and what each holds. A head that cannot be read leaves the body readable.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.manuscript import Manuscript, manuscript_of
from sitegen.note.near import did_you_mean, listed

# The C composer recurses on the machine's stack: a head of very many brackets would end the program.
_TAME = 200


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as typed."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A list: "[a, b]" or lines that begin with "-"."""

    items: tuple["Value", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values. Of a key given twice, the first counts."""

    entries: Mapping[str, "Value"]
    keys: Mapping[str, Place]
    place: Place

    def text(self, key: str) -> str:
        """The text of a field; "" when it is absent or no text."""
        value = self.entries.get(key)
        return value.text if isinstance(value, Text) else ""

    def items(self, key: str) -> tuple["Value", ...]:
        value = self.entries.get(key)
        return value.items if isinstance(value, Items) else ()

    def table(self, key: str) -> "Table | None":
        value = self.entries.get(key)
        return value if isinstance(value, Table) else None

    def at(self, key: str) -> Place:
        """Where a field's value stands; the head itself when the field is absent."""
        value = self.entries.get(key)
        return value.place if value else self.place


Value = Text | Items | Table
Fields = Mapping[str, type[Text] | type[Items] | type[Table]]
"""The fields a kind of file allows, and what each holds."""

_NAMES: Mapping[type, str] = {
    Text: "a text",
    Items: "a list, as [one, two]",
    Table: "a table, as {key: value}",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file in its two halves; a file without a head has no fields."""

    fields: Table
    body: str
    body_line: int
    manuscript: Manuscript


class _RefusedError(Exception):
    """A head that is YAML and more than we read."""

    def __init__(self, mark: yaml.Mark, message: str) -> None:
        super().__init__(message)
        self.mark, self.message = mark, message


def read_front_matter(text: str, path: str) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """A file's head and body, and what was wrong with the head."""
    manuscript = manuscript_of(text, path)
    first = _opening(manuscript.lines)
    if first is None:
        return _without_head(manuscript, 1), ()
    last = _closing(manuscript.lines, first)
    if last is None:
        message = "the front matter that begins here is never closed"
        problem = manuscript.problem(
            "front-matter-unclosed",
            manuscript.place(first, 1, 3),
            message,
            "end it with a line of three dashes",
        )
        return _without_head(manuscript, first + 1), (problem,)
    fields, problems = _read_head(manuscript, first, last)
    return FrontMatter(fields, manuscript.text_from(last + 1), last + 1, manuscript), problems


def known_fields(
    table: Table, fields: Fields, manuscript: Manuscript
) -> tuple[Table, tuple[Diagnostic, ...]]:
    """A table with only the fields that are allowed and hold what they should, and the others told."""
    problems = tuple(_field_problems(table, fields, manuscript))
    kept = {key: value for key, value in table.entries.items() if isinstance(value, fields.get(key, ()))}
    return Table(kept, table.keys, table.place), problems


def missing_fields(table: Table, required: tuple[str, ...], manuscript: Manuscript) -> tuple[Diagnostic, ...]:
    """Each field a file must have and has not (or has empty); of a file without a head, all in one."""
    if required and not table.entries and _opening(manuscript.lines) is None:
        message = f"the file has no front matter, which says its {listed(required)}"
        hint = f"begin it with a line of three dashes, then `{required[0]}: …`, and a line of three dashes"
        return (manuscript.problem("front-matter-missing-key", table.place, message, hint),)
    return tuple(
        manuscript.problem(
            "front-matter-missing-key",
            table.keys.get(key, table.place),
            f"the front matter says no {key}",
            f"add a line `{key}: …` between the --- lines",
        )
        for key in required
        if key not in table.entries
    )


def is_unread(problems: tuple[Diagnostic, ...]) -> bool:
    """Whether a head is there and could not be read: what it lacks is not known then."""
    return any(one.code in ("front-matter-syntax", "front-matter-unclosed") for one in problems)


def _field_problems(table: Table, fields: Fields, manuscript: Manuscript) -> Iterator[Diagnostic]:
    for key, value in table.entries.items():
        if key not in fields:
            hint = did_you_mean(key, fields) or f"the fields are {listed(fields)}"
            yield manuscript.problem(
                "front-matter-unknown-key", table.keys[key], f"no field is called {key!r}", hint
            )
        elif not isinstance(value, fields[key]):
            message = f"{key} must be {_NAMES[fields[key]]}; this is {_NAMES[type(value)].partition(',')[0]}"
            hint = ""
            if isinstance(value, Text) and fields[key] is not Text:
                hint = f"write {key}: [{value.text}]" if fields[key] is Items else _as_table(key, value.text)
            yield manuscript.problem("front-matter-type", value.place, message, hint)


def _as_table(key: str, text: str) -> str:
    return f"write {key}: {{wikidata: {text}}}, if that is whose it is" if key == "same_as" else ""


def _opening(lines: tuple[str, ...]) -> int | None:
    """The number of the "---" line that opens the file, after blank lines and HTML comments."""
    commented = False
    for number, line in enumerate(lines, start=1):
        if commented or line.lstrip().startswith("<!--"):
            commented = "-->" not in line
        elif line.strip():
            return number if line.rstrip() == "---" else None
    return None


def _closing(lines: tuple[str, ...], first: int) -> int | None:
    ends = (
        number for number in range(first + 1, len(lines) + 1) if lines[number - 1].rstrip() in ("---", "...")
    )
    return next(ends, None)


def _without_head(manuscript: Manuscript, line: int) -> FrontMatter:
    empty = Table({}, {}, manuscript.place(max(1, line - 1)))
    return FrontMatter(empty, manuscript.text_from(line), line, manuscript)


def _read_head(manuscript: Manuscript, first: int, last: int) -> tuple[Table, tuple[Diagnostic, ...]]:
    head = "\n".join(manuscript.lines[first : last - 1])
    reader = _HeadReader(manuscript, first)
    empty = Table({}, {}, manuscript.place(first, 1, 3))
    try:
        root = _compose(head)
        value = reader.value(root) if root else empty
    except (yaml.YAMLError, RecursionError, _RefusedError) as error:
        return empty, (reader.syntax_problem(error, head),)
    if isinstance(value, Table):
        return Table(value.entries, value.keys, empty.place), tuple(reader.problems)
    if isinstance(value, Text) and not value.text:
        return empty, ()
    message = "the front matter holds no fields; each is a line `name: value`"
    return empty, (manuscript.problem("front-matter-syntax", value.place, message),)


def _compose(head: str) -> yaml.Node | None:
    tame = sum(map(head.count, "[{-?")) < _TAME
    loader = yaml.CBaseLoader if tame and yaml.__with_libyaml__ else yaml.BaseLoader
    node: yaml.Node | None = yaml.compose(head, Loader=loader)
    return node


_QUOTE = "put a value that holds a colon, a # or a bracket in quotes"
_UNCLOSED: Mapping[str, tuple[str, str]] = {
    "while parsing a flow sequence": ("a list", "put a comma between its items, and ] at its end"),
    "while parsing a flow mapping": ("a table", "write it as {key: value, key: value}"),
    "while scanning a quoted scalar": ("a quotation", "end it with the mark that it begins with"),
}
"""What YAML was reading when it failed: what that is, and what to do."""


class _HeadReader:
    """Turns YAML's nodes into our values, and its marks into places of the file."""

    def __init__(self, manuscript: Manuscript, first: int) -> None:
        self.manuscript, self.first = manuscript, first
        self.problems: list[Diagnostic] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node) -> Value:
        # An alias is the same node once more; nested ones would grow without end.
        if id(node) in self._seen:
            raise _RefusedError(node.start_mark, "YAML's & and * are not used here")
        self._seen.add(id(node))
        place = self._place(node.start_mark, node.end_mark)
        if isinstance(node, yaml.ScalarNode):
            return Text(str(node.value), place)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.value(item) for item in node.value), place)
        return self._table(node, place)

    def syntax_problem(self, error: Exception, head: str) -> Diagnostic:
        mark = getattr(error, "problem_mark", None) or getattr(error, "mark", None)
        message = (
            getattr(error, "problem", None) or getattr(error, "message", None) or "it is nested too deeply"
        )
        if isinstance(error, yaml.reader.ReaderError):
            return self._unprintable(head, error)
        if unclosed := _UNCLOSED.get(getattr(error, "context", None) or ""):
            return self._unclosed(error.context_mark, *unclosed)  # type: ignore[attr-defined]
        place = self._place(mark, mark) if mark else self.manuscript.place(self.first, 1, 3)
        line = self.manuscript.lines[place.line - 1]
        hint = "indent with blanks, not with a tab" if "\t" in line[: place.column] else _QUOTE
        return self.manuscript.problem(
            "front-matter-syntax", place, f"the front matter is no YAML: {message}", hint
        )

    def _unclosed(self, opened: yaml.Mark, what: str, hint: str) -> Diagnostic:
        """At its beginning: YAML only notices lines later."""
        place = self._place(opened, opened)._replace(length=1)
        message = f"the front matter is no YAML: {what} that begins here is not closed, or not as it should"
        return self.manuscript.problem("front-matter-syntax", place, message, hint)

    def _unprintable(self, head: str, error: yaml.reader.ReaderError) -> Diagnostic:
        before = head[: int(error.position)]
        place = self.manuscript.place(
            self.first + 1 + before.count("\n"), len(before) - before.rfind("\n"), 1
        )
        message = "the front matter holds a character that cannot be printed"
        return self.manuscript.problem("front-matter-syntax", place, message)

    def _table(self, node: yaml.Node, place: Place) -> Table:
        entries: dict[str, Value] = {}
        keys: dict[str, Place] = {}
        for key_node, value_node in node.value:
            key, value = self.value(key_node), self.value(value_node)
            name = key.text if isinstance(key, Text) else ""
            if name in keys or not name:
                self.problems.append(self._bad_key(name, key.place))
                continue
            keys[name] = key.place
            if not (isinstance(value, Text) and not value.text):  # `aliases:` and nothing: as if absent
                entries[name] = value
        return Table(entries, keys, place)

    def _bad_key(self, name: str, place: Place) -> Diagnostic:
        if not name:
            return self.manuscript.problem("front-matter-syntax", place, "a field has no name")
        return self.manuscript.problem(
            "front-matter-duplicate-key", place, f"{name} is given twice; the first counts"
        )

    def _place(self, start: yaml.Mark, end: yaml.Mark) -> Place:
        length = end.column - start.column if end.line == start.line else 0
        line = min(self.first + 1 + start.line, len(self.manuscript.lines))
        return self.manuscript.place(line, start.column + 1, length)

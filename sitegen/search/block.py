"""A block of the index: some hundred or thousand documents of one kind, and the files that find them.

A block depends on its own documents and on nothing else. Within it, where one shard ends and the next
begins depends on the terms around, so that a change of one document rewrites the shards of its terms.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple
from zlib import crc32

from sitegen.search.digits import written
from sitegen.search.file import fingerprint, said
from sitegen.search.postings import Lines, lines_of, room_of
from sitegen.search.words import Words

IDS = 256  # documents whose ids stand in one file
LEAST, MOST = 2_000, 5_000  # characters of a shard; a term that needs more stands alone
OUTLINED = 6_000  # of units and weights: a term that needs more has an outline, and parts
PART = 512  # documents of a part, at the least
_CUT = 16  # one in so many terms may begin a shard that has enough
_SHELF, _SHELF_CUT = 40, 32  # names of shards in one file, at most; one in so many begins another
_ALONE, _IN_PARTS = "+", "*"  # after the name of a shard that holds one term only

Values = Mapping[str, str]
"""What documents may be filed under, and what each is called."""


class Document(NamedTuple):
    """A cable, the notes on one, or an entity: its id, its words and, by facet, what it is filed under."""

    id: str
    day: str  # 2007-07-09, or 2007; "" of what has no date
    words: Words
    filed: Mapping[str, Sequence[str]]


class _Shard(NamedTuple):
    """Its name, by which a shelf knows it; and its files, by what is added to theirs."""

    name: str
    mark: str
    files: Mapping[str, str]

    @property
    def listed(self) -> str:
        """With the fingerprints of its files; of parts, the outline has them."""
        shown = [text for end, text in self.files.items() if not (self.mark == _IN_PARTS and end)]
        return f"{self.name}{self.mark}:{''.join(map(fingerprint, shown))}"


def block_files(documents: Sequence[Document], called: Mapping[str, Values]) -> Iterator[tuple[str, str]]:
    """The files of a block: the name of each within it, and what it says, as JSON."""
    shelves: dict[str, str] = {}
    for shelf in _shelves(_shards(documents)):
        for shard in shelf:
            name = _file_name(shard.name)
            yield from ((f"t-{name}{end}", text) for end, text in shard.files.items())
        shelves[shelf[0].name] = said(" ".join(shard.listed for shard in shelf))
    yield from ((f"s-{_file_name(name)}", text) for name, text in shelves.items())
    columns = {facet: said(column) for facet, column in _columns(documents, called)}
    yield from columns.items()
    ids = [*map(said, _ids(documents))]
    yield from ((f"ids-{number}", text) for number, text in enumerate(ids))
    head = {
        "documents": len(documents),
        "days": _days(documents),
        "units": written(room_of(one.words) for one in documents),
        "shelves": " ".join(f"{name}:{fingerprint(text)}" for name, text in shelves.items()),
        "columns": {facet: fingerprint(text) for facet, text in columns.items()},
        "ids": "".join(map(fingerprint, ids)),
    }
    yield "index", said(head)


def _days(documents: Sequence[Document]) -> list[tuple[str, int]]:
    return [(day, len([*found])) for day, found in groupby(one.day for one in documents)]


def _columns(documents: Sequence[Document], called: Mapping[str, Values]) -> Iterator[tuple[str, object]]:
    """Of each facet, its values and which of them each document has: how many, then which."""
    for facet, names in called.items():
        values = sorted({value for one in documents for value in one.filed.get(facet, ())})
        number = {value: at for at, value in enumerate(values)}
        filed = ([number[value] for value in one.filed.get(facet, ())] for one in documents)
        row = written(each for one in filed for each in (len(one), *one))
        yield facet, {"values": [(value, names[value]) for value in values], "row": row}


def _ids(documents: Sequence[Document]) -> Iterator[str]:
    for start in range(0, len(documents), IDS):
        yield " ".join(one.id for one in documents[start : start + IDS])


def _shards(documents: Sequence[Document]) -> Iterator[_Shard]:
    """Terms in order, some together; each that needs much room by itself."""
    before = last = first = held = ""  # held are lines, each with its end
    for some in lines_of([one.words for one in documents]):
        text, begins, _ = some.text
        at, end = 0, len(some.terms)
        while at < end:
            if not held and begins[at + 1] - begins[at] > MOST:
                yield _alone(some, at, _first_letters(before, some.terms[at]))
                before = some.terms[at]
                at += 1
                continue
            start, at = at, _end_of_shard(some, at, len(held))
            first = first if held else some.terms[start]
            last = some.terms[at - 1] if at > start else last
            held += text[begins[start] : begins[at]]
            if at < end:
                yield _together(before, first, held)
                before, held = last, ""
    if held:
        yield _together(before, first, held)


def _end_of_shard(some: Lines, at: int, size: int) -> int:
    """The first term that does not come into a shard which begins there, or has so much already."""
    begins = some.text.begins
    enough = bisect_left(begins, begins[at] + LEAST - size, at)
    full = bisect_right(begins, begins[at] + MOST - size, at) - 1
    cuts = (one for one in range(enough, full) if crc32(some.terms[one].encode()) % _CUT == 0)
    return next(cuts, full)


def _together(before: str, first: str, lines: str) -> _Shard:
    return _Shard(_first_letters(before, first), "", {"": said(lines[:-1])})


def _alone(some: Lines, nth: int, name: str) -> _Shard:
    line, found = some.line(nth)
    if found <= OUTLINED:
        return _Shard(name, _ALONE, {"": said(line[:found]), "-at": said(line[found + 1 :])})
    size, documents = PART, some.words.documents
    while found * size < LEAST * documents:  # so that a part has about as much as a shard
        size *= 2
    files = {f"-{number}": said(part) for number, part in enumerate(some.parts(nth, size))}
    number, levels = some.outline(nth)
    told = {
        "term": some.terms[nth],
        "number": number,
        "documents": levels,
        "size": size,
        "parts": "".join(map(fingerprint, files.values())),
    }
    return _Shard(name, _IN_PARTS, {"": said(told), **files})


def _shelves(shards: Iterable[_Shard]) -> Iterator[list[_Shard]]:
    """Some dozens of shards together."""
    held: list[_Shard] = []
    for shard in shards:
        if held and (len(held) >= _SHELF or crc32(f"{shard.name}{shard.mark}".encode()) % _SHELF_CUT == 0):
            yield held
            held = []
        held.append(shard)
    if held:
        yield held


def _first_letters(before: str, term: str) -> str:
    """As many letters of a term as tell it from the one before it."""
    shared = next((at for at, (one, other) in enumerate(zip(before, term)) if one != other), len(before))  # noqa: B905
    return term[: shared + 1]


def _file_name(letters: str) -> str:
    """Letters as every file system takes them."""
    return "".join(one if one.isascii() else f"_{ord(one):x}_" for one in letters)

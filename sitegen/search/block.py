"""A block of the index: some hundred or thousand documents of one kind, and the files that find them.

A block depends on its own documents and on nothing else. Within it, where one shard ends and the next
begins depends on the terms around, so that a change of one document rewrites the shards of its terms.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple
from zlib import crc32

from sitegen.search.digits import written
from sitegen.search.postings import lines_of, room_of
from sitegen.search.words import Words

IDS = 256  # documents whose ids stand in one file
LEAST, MOST = 2_000, 5_000  # characters of a shard; a term that needs more stands alone
_CUT = 16  # one in so many terms may begin a shard that has enough
_SHELF, _SHELF_CUT = 128, 64  # names of shards in one file, at most; one in so many begins another

Values = Mapping[str, str]
"""What documents may be filed under, and what each is called."""


class Document(NamedTuple):
    """A cable, the notes on one, or an entity: its id, its words and, by facet, what it is filed under."""

    id: str
    day: str  # 2007-07-09, or 2007; "" of what has no date
    words: Words
    filed: Mapping[str, Sequence[str]]


def block_files(documents: Sequence[Document], called: Mapping[str, Values]) -> Iterator[tuple[str, object]]:
    """The files of a block: the name of each within it, and what it says."""
    files = [*_shards(documents)]
    shelves = [*_shelves(f"{name}+" if apart else name for name, apart, _ in files)]
    head: dict[str, object] = {
        "documents": len(documents),
        "days": _days(documents),
        "units": written(room_of(one.words) for one in documents),
        "shelves": " ".join(shelf[0].rstrip("+") for shelf in shelves),
    }
    rest = [*_columns(documents, called), *_ids(documents)]
    rest += ((f"s-{_file_name(shelf[0].rstrip('+'))}", " ".join(shelf)) for shelf in shelves)
    rest += ((f"t-{_file_name(name)}", lines) for name, _, lines in files)
    rest += ((f"t-{_file_name(name)}-at", apart) for name, apart, _ in files if apart)
    # A reader's browser may keep old files: by this it knows that they are old.
    head["version"] = _digest(head, rest)
    yield "index", head
    yield from rest


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


def _ids(documents: Sequence[Document]) -> Iterator[tuple[str, object]]:
    for start in range(0, len(documents), IDS):
        yield f"ids-{start // IDS}", " ".join(one.id for one in documents[start : start + IDS])


def _shards(documents: Sequence[Document]) -> Iterator[tuple[str, str, str]]:
    """Each shard's first letters, the positions that stand apart from it, and its lines."""
    before = last = ""
    held: list[str] = []
    first, size = "", 0
    for term, line, positions in lines_of([one.words for one in documents]):
        whole = len(line) + len(positions) + 1
        is_cut = size >= LEAST and crc32(term.encode()) % _CUT == 0
        if held and (is_cut or size + whole > MOST):
            yield _first_letters(before, first), "", "\n".join(held)
            before, held, size = last, [], 0
        last = term
        if whole > MOST:
            yield _first_letters(before, term), positions, line
            before = term
            continue
        first = first if held else term
        held.append(f"{line} {positions}")
        size += whole
    if held:
        yield _first_letters(before, first), "", "\n".join(held)


def _shelves(names: Iterable[str]) -> Iterator[list[str]]:
    """The names of shards, some dozens together."""
    held: list[str] = []
    for name in names:
        if held and (len(held) >= _SHELF or crc32(name.encode()) % _SHELF_CUT == 0):
            yield held
            held = []
        held.append(name)
    if held:
        yield held


def _first_letters(before: str, term: str) -> str:
    """As many letters of a term as tell it from the one before it."""
    shared = next((at for at, (one, other) in enumerate(zip(before, term)) if one != other), len(before))  # noqa: B905
    return term[: shared + 1]


def _file_name(letters: str) -> str:
    """Letters as every file system takes them."""
    return "".join(one if one.isascii() else f"_{ord(one):x}_" for one in letters)


def _digest(*data: object) -> str:
    """Of plain data, whose `repr` says all of it."""
    return blake2b(repr(data).encode(), digest_size=6).hexdigest()

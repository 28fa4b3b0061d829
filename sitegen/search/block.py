"""A block of the index: some hundred or thousand documents of one kind, and the files that find them.

A block depends on its own documents and on nothing else. Within it, where one shard ends and the next
begins depends on the terms around, so that a change of one document rewrites the shards of its terms.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from sitegen.search.digits import written, written_row
from sitegen.search.terms import term_of
from sitegen.search.words import Words, unpacked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

IDS = 256  # documents whose ids stand in one file
LEAST, MOST = 2_000, 5_000  # characters of a shard; a term that needs more stands alone
_CUT = 16  # one in so many terms may begin a shard that has enough
_SHELF, _SHELF_CUT = 128, 64  # names of shards in one file, at most; one in so many begins another

# BM25, with a length of the passage that stands for the middle one: no document changes another's weight.
_K, _B, _USUAL = 1.2, 0.6, 100
_HEADING, _FIRST = 2.0, 3.0  # how often a word of a heading, of the first passage, counts
STEPS = 15  # of a weight
_ROOM = 8  # numbers of units are given to a document by so many

Values = Mapping[str, str]
"""What documents may be filed under, and what each is called."""


class Document(NamedTuple):
    """A cable, the notes on one, or an entity: its id, its words and, by facet, what it is filed under."""

    id: str
    month: str  # 2007-07; "" of what has no date
    words: Words
    filed: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The postings of a block as text: of each term, where its stretch of each text begins."""

    terms: list[str]
    units: str
    unit_places: list[int]
    weights: str
    weight_places: list[int]
    positions: str
    position_places: list[int]


def block_files(documents: Sequence[Document], called: Mapping[str, Values]) -> Iterator[tuple[str, object]]:
    """The files of a block: the name of each within it, and what it says."""
    files = [*_shards(documents)]
    shelves = [*_shelves(f"{name}+" if apart else name for name, apart, _ in files)]
    head: dict[str, object] = {
        "documents": len(documents),
        "months": _months(documents),
        "units": written(map(_room, documents)),
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


def _room(document: Document) -> int:
    """How many numbers it takes for its units: a paragraph more leaves those of the next as they are."""
    return -(-len(document.words.lengths) // _ROOM) * _ROOM


def _months(documents: Sequence[Document]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for one in documents:
        counts[one.month] = counts.get(one.month, 0) + 1
    return list(counts.items())


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
    for term, line, positions in _lines(_rows(documents)):
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


def _lines(rows: _Rows) -> Iterator[tuple[str, str, str]]:
    """Each term with its units and weights; and its positions."""
    ends = zip(rows.unit_places[1:], rows.weight_places[1:], rows.position_places[1:], strict=True)
    unit = weight = position = 0
    for term, (unit_end, weight_end, position_end) in zip(rows.terms, ends, strict=True):
        found = f"{rows.units[unit:unit_end]} {rows.weights[weight:weight_end]}"
        yield term, f"{term} {found}", rows.positions[position:position_end]
        unit, weight, position = unit_end, weight_end, position_end


def _rows(documents: Sequence[Document]) -> _Rows:
    """What is written of every word of the block."""
    import numpy as np

    if not documents:
        return _Rows([], "", [0], "", [0], "", [0])
    terms, rank, unit, place, counted, lengths = _words(documents)
    is_new_term = np.append(True, rank[1:] != rank[:-1])[: len(rank)]
    is_first = is_new_term | np.append(True, unit[1:] != unit[:-1])[: len(rank)]
    (starts,) = np.nonzero(is_first)  # of each posting
    is_last = np.append(is_first[1:], True)[: len(rank)]
    step = np.where(is_first, place, place - np.roll(place, 1))
    positions, position_places = written_row(step * 2 + is_last)
    found = unit[starts]
    gaps = np.where(is_new_term[starts], found, found - np.roll(found, 1))
    units, unit_places = written_row(gaps)
    often = np.add.reduceat(counted, starts) if len(starts) else counted
    weights, weight_places = written_row(_weights(often, lengths[found]))
    (begins,) = np.nonzero(is_new_term[starts])  # of each term
    begins = np.append(begins, len(starts))
    word_begins = np.append(starts, len(rank))[begins]
    return _Rows(
        terms,
        units,
        unit_places[begins].tolist(),
        weights,
        weight_places[begins].tolist(),
        positions,
        position_places[word_begins].tolist(),
    )


def _weights(often: "NDArray[np.float64]", lengths: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """How much a term says of a passage in which it stands so often, in steps."""
    import numpy as np

    value = often * (_K + 1) / (often + _K * (1 - _B + _B * lengths / _USUAL))
    return np.clip(np.rint(value / (_K + 1) * STEPS), 1, STEPS).astype(np.int64)


class _Words(NamedTuple):
    """The words of a block but the stop words, sorted by term, unit and place; `lengths` has one a unit."""

    terms: list[str]
    rank: "NDArray[np.int64]"  # of its term
    unit: "NDArray[np.int64]"
    place: "NDArray[np.int64]"
    counted: "NDArray[np.float64]"  # how often it counts
    lengths: "NDArray[np.int64]"


def _words(documents: Sequence[Document]) -> _Words:
    import numpy as np

    numbers = _Numbers()
    rows = []
    for one in documents:
        said, row = unpacked(one.words)
        rows.append(np.array([*map(numbers.__getitem__, said)])[np.asarray(row)])
    terms = sorted(numbers.terms, key=_in_utf_16)
    ranks = np.empty(len(terms) + 1, np.int32)
    ranks[[numbers.terms[term] for term in terms]] = np.arange(len(terms))
    ranks[_STOPPED] = -1
    rank = ranks[np.concatenate(rows)]
    lengths = np.array([length for one in documents for length in _in_room(one, one.words.lengths)])
    headings = np.array([length for one in documents for length in _in_room(one, one.words.headings)])
    is_subject = np.zeros(len(lengths), bool)
    is_subject[np.cumsum([0, *map(_room, documents[:-1])])] = True
    unit = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    place = np.arange(len(unit), dtype=np.int32) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    kept = rank >= 0
    sorted_ranks, units, places = _sorted(rank[kept], unit[kept], place[kept])
    counted = np.where(is_subject[units], _FIRST, np.where(places < headings[units], _HEADING, 1.0))
    return _Words(terms, sorted_ranks, units, places, counted, lengths)


def _in_room(document: Document, numbers: Sequence[int]) -> Iterator[int]:
    """One for each number that it takes, 0 for those that are left."""
    yield from numbers
    yield from repeat(0, _room(document) - len(numbers))


def _sorted(*rows: "NDArray[np.int32]") -> "list[NDArray[np.int64]]":
    """Three rows by the first, then the second, then the third: as one number each, which is fast."""
    import numpy as np

    first, second, third = rows
    much, little = (int(row.max(initial=0)).bit_length() for row in (second, third))
    keys = (first.astype(np.int64) << (much + little)) | (second.astype(np.int64) << little) | third
    keys.sort()
    return [keys >> (much + little), (keys >> little) & ((1 << much) - 1), keys & ((1 << little) - 1)]


_STOPPED = -1  # the number of a stop word's term


class _Numbers(dict[str, int]):
    """The number of the term of each word of a block."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        term = term_of(word)
        self[word] = number = self.terms.setdefault(term, len(self.terms)) if term else _STOPPED
        return number


def _in_utf_16(term: str) -> bytes:
    """The order in which a script of a page compares texts."""
    return term.encode("utf-16-be")


def _file_name(letters: str) -> str:
    """Letters as every file system takes them."""
    return "".join(one if one.isascii() else f"_{ord(one):x}_" for one in letters)


def _digest(*data: object) -> str:
    """Of plain data, whose `repr` says all of it."""
    return blake2b(repr(data).encode(), digest_size=6).hexdigest()

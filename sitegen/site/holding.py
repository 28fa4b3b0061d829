"""The lock against the archive: which cables are gone, and what a lock of today would say."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic, Place
from sitegen.lock.line import Departed, Line, Unreadable, id_of, read_line, text_of
from sitegen.site.lock import Lock, file_of
from sitegen.site.record_store import Reading, RecordStore

_DEPARTED = "="


class Addresses(NamedTuple):
    """How many anchors are locked, and how many are published and not locked yet."""

    locked: int = 0
    new: int = 0


class Left(NamedTuple):
    """Cables that were published under ids which no record has now."""

    withdrawn: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = MappingProxyType({})
    told: tuple[Diagnostic, ...] = ()


def left_of(lock: Lock, records: RecordStore, waiting: Collection[str]) -> Left:
    """What became of published cables that are not here; one that cannot be read may be `waiting`, and so may
    any be while a file that may hold several cannot."""
    here = {cable for cable, _ in records.published()}
    gone = [text for text in lock.lines() if id_of(text) not in here and id_of(text) not in waiting]
    if records.unread_files():
        gone = [text for text in gone if isinstance(read_line(text), Departed)]
    if not gone:
        return Left()
    lost = [text for text in gone if isinstance(read_line(text), Line)]
    now = {id_of(text): _new_id(text, here) for text in gone if not isinstance(read_line(text), Unreadable)}
    now |= _found_again(lost, lock, records)
    told = tuple(_told(id_of(text), now[id_of(text)], lock) for text in lost)
    renamed = {cable: to for cable, to in sorted(now.items()) if to}
    return Left(frozenset(now.keys() - renamed.keys()), renamed, told)


def _new_id(text: str, here: Collection[str]) -> str:
    read = read_line(text)
    return read.to if isinstance(read, Departed) and read.to in here else ""


def _found_again(lost: Iterable[str], lock: Lock, records: RecordStore) -> dict[str, str]:
    """Cables whose very words, all of them, are those of one that was not there before."""
    said = {text.partition(" ")[2]: id_of(text) for text in lost}
    said.pop("", None)
    found: dict[str, list[str]] = {}
    for reading in records.readings("place != ''") if said else ():
        old = said.get(reading.locked.partition(" ")[2])
        if old and not lock.text(reading.cable):
            found.setdefault(old, []).append(reading.cable)
    return {old: ids[0] for old, ids in found.items() if len(ids) == 1}


def _told(cable: str, to: str, lock: Lock) -> Diagnostic:
    place = Place(file_of(cable), lock.number(cable), 1)
    accept = f"sitegen lock --accept {cable}"
    if to:
        message, hint = (
            f"{cable} was published, and its words are {to} now",
            "its address leads there; if that is right",
        )
        return Diagnostic(place, "cable-renamed", message, f"{hint}: {accept}")
    message = f"{cable} was published, and is not in the archive"
    return Diagnostic(place, "cable-removed", message, f"put its record back; if it is to be gone: {accept}")


def new_lines(
    lock: Lock, records: RecordStore, accepted: Collection[str] | None, left: Left
) -> Iterator[str]:
    """The lock as it is to be: lines are added, and differ where no address changed or that is accepted.

    `accepted` are the ids of cables; None are none, and with an empty one all are.
    """
    published = {reading.cable: reading for reading in records.readings("place != ''")}
    for text in lock.lines():
        cable = id_of(text)
        reading = published.pop(cable, None)
        agreed = accepted is not None and (not accepted or cable in accepted)
        if reading is not None:
            yield (reading.held or text) if agreed or not breaks(reading) else text
        elif agreed and (cable in left.withdrawn or cable in left.renamed):
            yield text_of(cable, Departed(left.renamed.get(cable, "")))
        else:
            yield text
    yield from (reading.locked for reading in published.values())


def breaks(reading: Reading) -> bool:
    """An address of a cable has other words, or none."""
    return any(found.code.startswith("address-") for found in reading.told)


def addresses_of(lock: Lock, records: RecordStore) -> Addresses:
    """How much of what is here is locked."""
    locked = new = 0
    for reading in records.readings("place != ''"):
        known = _size(lock.text(reading.cable))
        locked += known
        new += max(0, _size(reading.held or reading.locked) - known)
    return Addresses(locked, new)


def _size(text: str) -> int:
    return sum(token.count(",") + 1 for token in text.split(" ")[1:] if not token.startswith(_DEPARTED))

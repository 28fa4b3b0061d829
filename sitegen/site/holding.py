"""The lock against the archive: which cables are gone, and what a lock of today would say."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sitegen.diagnostic import Diagnostic, Place
from sitegen.lock.line import Departed, read_line, text_of
from sitegen.site.lock import Lock, file_of
from sitegen.site.record_store import Reading, RecordStore

_DEPARTED = "="


class Addresses(NamedTuple):
    """How many anchors are locked, and how many are published and not locked yet."""

    locked: int = 0
    new: int = 0


def gone_cables(lock: Lock, here: Collection[str], waiting: Collection[str]) -> Iterator[Diagnostic]:
    """Cables that were published and are not in the archive; one that cannot be read may be `waiting`."""
    for text in lock.lines():
        cable = text.partition(" ")[0]
        if cable in here or cable in waiting or isinstance(read_line(text), Departed):
            continue
        message = f"{cable} was published, and is not in the archive"
        hint = f"put its record back; if it is to be gone: sitegen lock --accept {cable}"
        year = lock.years[int(file_of(cable)[-8:-4])]
        place = Place(file_of(cable), year.number(cable), 1)
        yield Diagnostic(place, "cable-removed", message, hint)


def new_lines(
    lock: Lock, records: RecordStore, accepted: Collection[str] | None, waiting: Collection[str]
) -> Iterator[str]:
    """The lock as it is to be: lines are added, and differ where no address changed or that is accepted.

    `accepted` are the ids of cables; None are none, and with an empty one all are.
    """
    published = {reading.cable: reading for reading in records.readings("place != ''")}
    for text in lock.lines():
        cable = text.partition(" ")[0]
        reading = published.pop(cable, None)
        agreed = accepted is not None and (not accepted or cable in accepted)
        if reading is None:
            is_to_go = agreed and cable not in waiting and not _is_departed(text)
            yield text_of(cable, Departed()) if is_to_go else text
        else:
            yield (reading.held or text) if agreed or not breaks(reading) else text
    yield from (reading.locked for reading in published.values())


def breaks(reading: Reading) -> bool:
    """An address of a cable has other words, or none."""
    return any(found.code.startswith("address-") for found in reading.told)


def addresses_of(lock: Lock, records: RecordStore) -> Addresses:
    """How much of the archive is locked."""
    locked = sum(_size(text) for text in lock.lines())
    published = sum(_size(one.held or one.locked) for one in records.readings("place != ''"))
    return Addresses(locked, max(0, published - locked))


def _size(text: str) -> int:
    return sum(token.count(",") + 1 for token in text.split(" ")[1:] if token != _DEPARTED)


def _is_departed(text: str) -> bool:
    return isinstance(read_line(text), Departed)

"""Long lists in leaves, so that no page grows without bound.

A leaf that has a number keeps it, and its cables, when later cables come: leaves are counted from the
oldest. A list that is read from its beginning starts at its own address (/cables/2007/07/, then …/2/);
one that is read from its end has the latest there (/tags/PGOV/), and its numbers lead back in time
(…/6/, …/5/ …).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from sitegen.address import Address, Links
from sitegen.page.shell import Link

_T = TypeVar("_T")
_AROUND = 2  # numbers shown on each side of the current one


@dataclass(frozen=True, slots=True)
class Pager:
    """The way to the other leaves. A number without `href` is a gap; the current one is `here`."""

    words: str  # "Page 2 of 7"
    before: Link | None
    after: Link | None
    numbers: tuple[Link, ...]


class Leaf(NamedTuple, Generic[_T]):
    """One page of a list."""

    address: Address
    number: int  # from 1, the oldest
    last: int
    items: Sequence[_T]
    start: int = 1  # the number of the leaf at the list's own address

    @property
    def is_first(self) -> bool:
        """Whether a reader comes to it first."""
        return self.number == self.start

    def titled(self, title: str) -> str:
        """A title that no other leaf has."""
        return title if self.is_first else f"{title}, page {self.number}"


def leaves_of(address: Address, items: Sequence[_T], size: int) -> Iterator[Leaf[_T]]:
    """Read from the beginning. At least one, be it empty."""
    last = max(1, -(-len(items) // size))
    for number in range(1, last + 1):
        found = items[(number - 1) * size : number * size]
        yield Leaf(_address(address, number, 1), number, last, found)


def latest_leaves_of(address: Address, items: Sequence[_T], size: int) -> Iterator[Leaf[_T]]:
    """Read from the end, the latest leaf first. `items` are in the order of time. What does not fill a
    leaf yet stands with the last that is full, so that one which has its number never changes."""
    last = max(1, len(items) // size)
    for number in range(last, 0, -1):
        end = None if number == last else number * size
        found = items[(number - 1) * size : end][::-1]
        yield Leaf(_address(address, number, last), number, last, found, last)


def pager_of(leaf: Leaf[_T], first: Address, links: Links) -> Pager | None:
    """None for a list of one page."""
    if leaf.last == 1:
        return None
    around = range(max(1, leaf.number - _AROUND), min(leaf.last, leaf.number + _AROUND) + 1)
    numbers = _numbers(sorted({1, leaf.last, *around}), leaf, first, links)
    words = f"Page {leaf.number} of {leaf.last}"

    def step(number: int, called: str) -> Link | None:
        inside = 1 <= number <= leaf.last
        return Link(links.to(_address(first, number, leaf.start)), called) if inside else None

    lower, higher = leaf.number - 1, leaf.number + 1
    if leaf.start == 1:
        return Pager(words, step(lower, "Previous"), step(higher, "Next"), numbers)
    return Pager(words, step(higher, "Later"), step(lower, "Earlier"), numbers[::-1])


def _numbers(shown: list[int], leaf: Leaf[_T], first: Address, links: Links) -> tuple[Link, ...]:
    numbers: list[Link] = []
    for one in shown:
        if numbers and str(one - 1) != numbers[-1].words:
            numbers.append(Link("", "…"))
        numbers.append(Link(links.to(_address(first, one, leaf.start)), str(one), one == leaf.number))
    return tuple(numbers)


def _address(first: Address, number: int, start: int) -> Address:
    return first if number == start else first.leaf(number)

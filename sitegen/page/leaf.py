"""Long lists in leaves, so that no page grows without bound: /tags/PGOV/, then /tags/PGOV/2/ …"""

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
    before: str
    after: str
    numbers: tuple[Link, ...]


class Leaf(NamedTuple, Generic[_T]):
    """One page of a list."""

    address: Address
    number: int  # from 1
    last: int
    items: Sequence[_T]

    @property
    def is_first(self) -> bool:
        return self.number == 1

    def titled(self, title: str) -> str:
        """A title that no other leaf has."""
        return title if self.is_first else f"{title}, page {self.number}"


def leaves_of(address: Address, items: Sequence[_T], size: int) -> Iterator[Leaf[_T]]:
    """At least one, be it empty."""
    last = max(1, -(-len(items) // size))
    for number in range(1, last + 1):
        yield Leaf(address.leaf(number), number, last, items[(number - 1) * size : number * size])


def pager_of(leaf: Leaf[_T], first: Address, links: Links) -> Pager | None:
    """None for a list of one page."""
    if leaf.last == 1:
        return None
    shown = sorted(
        {1, leaf.last, *range(max(1, leaf.number - _AROUND), min(leaf.last, leaf.number + _AROUND) + 1)}
    )
    numbers: list[Link] = []
    for one in shown:
        if numbers and str(one - 1) != numbers[-1].words:
            numbers.append(Link("", "…"))
        numbers.append(Link(links.to(first.leaf(one)), str(one), one == leaf.number))
    before = links.to(first.leaf(leaf.number - 1)) if leaf.number > 1 else ""
    after = links.to(first.leaf(leaf.number + 1)) if leaf.number < leaf.last else ""
    return Pager(f"Page {leaf.number} of {leaf.last}", before, after, tuple(numbers))

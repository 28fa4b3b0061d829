"""Lists as templates see them: cables under one thing (a year, a TAG), and the index over such lists."""

from dataclasses import dataclass

from sitegen.page.badge import Badge
from sitegen.page.days import MonthTable
from sitegen.page.entry import EntryGroup
from sitegen.page.histogram import NONE, Histogram
from sitegen.page.leaf import Pager
from sitegen.page.shell import Link, Shell
from sitegen.page.world import World


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One list: its name, how many cables it has; its code, and what is said of it."""

    href: str
    words: str
    count: str
    code: str = ""
    detail: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class ListingView:
    """A list of cables under one thing that they share."""

    shell: Shell
    eyebrow: Link
    heading: str
    lede: str
    feed: Link
    groups: tuple[EntryGroup, ...]
    pager: Pager | None
    code: str = ""
    badge: Badge | None = None
    histogram: Histogram = NONE
    calendar: MonthTable | None = None
    rows: tuple[IndexRow, ...] = ()  # the months of a year whose cables are too many for one page
    near: str = ""  # what stands before and after: "Years"
    before: Link | None = None
    after: Link | None = None
    described: tuple[IndexRow, ...] = ()  # what is listed, where it is no cable
    when: str = "When they were sent"
    feed_words: str = "Feed of this list"
    search: str = ""  # the search page, for these cables alone


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Lists under one heading."""

    heading: str
    rows: tuple[IndexRow, ...]
    href: str = ""  # of the list that these rows are of, where it has a page
    more: Link | None = None  # the rest of many


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index of lists. `empty` is said when there is none."""

    shell: Shell
    heading: str
    lede: str
    empty: str
    groups: tuple[IndexGroup, ...]
    histogram: Histogram = NONE
    cables: tuple[EntryGroup, ...] = ()
    world: World | None = None

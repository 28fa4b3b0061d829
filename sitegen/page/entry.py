"""A cable in a list: what a reader chooses by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitegen.address import Links, cable_page, month_page
from sitegen.archive.digest import Summary
from sitegen.archive.fact import month_at, place_of
from sitegen.cable.model import CableId
from sitegen.page.apparatus import subject_of
from sitegen.page.badge import Badge, badge_of
from sitegen.page.edition import Edition
from sitegen.page.naming import post_title
from sitegen.page.wording import MONTHS, count_of, facts_line, machine_day, sent_on


@dataclass(frozen=True, slots=True)
class Entry:
    """One cable. `facts` is a line such as "12 paragraphs · 9 annotations"."""

    href: str
    id: str
    subject: str
    day: str
    machine_day: str
    post: str
    badge: Badge
    exercise: bool
    facts: str
    standfirst: str = ""  # the first words of its headnote
    untitled: bool = False  # the record has no subject, and these words are ours


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Cables under one heading: a month, a year. `id` is the heading's."""

    heading: str
    id: str
    entries: tuple[Entry, ...]
    href: str = ""


def entry_of(summary: Summary, edition: Edition, links: Links) -> Entry:
    """A cable as a list shows it."""
    return Entry(
        href=links.to(cable_page(summary.id)),
        id=str(summary.id),
        subject=subject_of(summary),
        day=sent_on(summary.dtg, summary.id),
        machine_day=machine_day(summary.dtg) if summary.dtg else str(summary.id.year),
        post=post_title(summary.id.post, edition),
        badge=badge_of(summary.level),
        exercise=summary.exercise,
        facts=_facts(summary),
        standfirst=summary.standfirst,
        untitled=not summary.subject,
    )


def entries_of(ids: Iterable[CableId], edition: Edition, links: Links) -> tuple[Entry, ...]:
    """Cables in the order given."""
    return tuple(entry_of(edition.archive.cables[one], edition, links) for one in ids)


def by_year(ids: Iterable[CableId], edition: Edition, links: Links) -> tuple[EntryGroup, ...]:
    """Grouped by year, in the order given."""
    groups: dict[int, list[CableId]] = {}
    for one in ids:
        groups.setdefault(one.year, []).append(one)
    return tuple(
        EntryGroup(str(year), f"y{year}", entries_of(found, edition, links)) for year, found in groups.items()
    )


def by_month(ids: Sequence[CableId], edition: Edition, links: Links) -> tuple[EntryGroup, ...]:
    """Cables of a year by month; those of which no month in it is known last."""
    groups: dict[int, list[Entry]] = {}
    for one in ids:
        summary = edition.archive.cables[one]
        _, month = month_at(place_of(summary))
        groups.setdefault(month or _UNDATED, []).append(entry_of(summary, edition, links))
    return tuple(
        EntryGroup(
            MONTHS[month - 1] if month < _UNDATED else _NO_DATE,
            f"m{month % _UNDATED}",
            tuple(groups[month]),
            links.to(month_page(ids[0].year, month % _UNDATED)),
        )
        for month in sorted(groups)
    )


def by_day(ids: Iterable[CableId], edition: Edition, links: Links) -> tuple[EntryGroup, ...]:
    """Cables of a month by day, in the order given."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for one in ids:
        summary = edition.archive.cables[one]
        sent = summary.dtg if summary.dtg and summary.dtg.year == one.year else None
        day = (f"{sent.day} {MONTHS[sent.month - 1]}", f"d{sent.day}") if sent else (_NO_DATE, "undated")
        groups.setdefault(day, []).append(entry_of(summary, edition, links))
    return tuple(EntryGroup(*day, tuple(found)) for day, found in groups.items())


_UNDATED, _NO_DATE = len(MONTHS) + 1, "Without a date in this year"


def _facts(summary: Summary) -> str:
    return facts_line(
        [
            count_of(summary.paragraphs, "paragraph") if summary.paragraphs else "",
            count_of(summary.notes, "annotation") if summary.notes else "",
            f"{summary.entities} people, places and terms" if summary.entities > 1 else "",
        ]
    )

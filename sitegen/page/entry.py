"""A cable in a list: what a reader chooses by."""

from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.address import Links, cable_page
from sitegen.archive.digest import Digest
from sitegen.cable.model import CableId
from sitegen.note.annotation import AnnotationKind
from sitegen.page.apparatus import subject_of
from sitegen.page.badge import Badge, badge_of
from sitegen.page.edition import Edition
from sitegen.page.naming import post_title
from sitegen.page.wording import MONTHS, count_of, day_of, facts_line, machine_day


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


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Cables under one heading: a month, a year. `id` is the heading's."""

    heading: str
    id: str
    entries: tuple[Entry, ...]
    href: str = ""


def entry_of(digest: Digest, edition: Edition, links: Links) -> Entry:
    """A digest as a list shows it."""
    return Entry(
        href=links.to(cable_page(digest.id)),
        id=str(digest.id),
        subject=subject_of(digest),
        day=day_of(digest.dtg) if digest.dtg else str(digest.id.year),
        machine_day=machine_day(digest.dtg) if digest.dtg else str(digest.id.year),
        post=post_title(digest.id.post, edition),
        badge=badge_of(digest.level),
        exercise=digest.exercise,
        facts=_facts(digest),
        standfirst=next((note.excerpt for note in digest.notes if note.kind is AnnotationKind.HEADNOTE), ""),
    )


def entries_of(ids: Iterable[CableId], edition: Edition, links: Links) -> tuple[Entry, ...]:
    """Cables in the order given."""
    return tuple(entry_of(edition.archive.cables[one], edition, links) for one in ids)


def by_year(ids: Iterable[CableId], edition: Edition, links: Links) -> tuple[EntryGroup, ...]:
    """Grouped by year, the latest first."""
    groups: dict[int, list[CableId]] = {}
    for one in ids:
        groups.setdefault(one.year, []).append(one)
    return tuple(
        EntryGroup(str(year), f"y{year}", entries_of(reversed(groups[year]), edition, links))
        for year in sorted(groups, reverse=True)
    )


def by_month(ids: Iterable[CableId], edition: Edition, links: Links) -> tuple[EntryGroup, ...]:
    """Grouped by month, in the order of the year; those that have no date last."""
    groups: dict[int, list[CableId]] = {}
    for one in ids:
        dtg = edition.archive.cables[one].dtg
        groups.setdefault(dtg.month if dtg else 13, []).append(one)
    return tuple(
        EntryGroup(_month(month), f"m{month}", entries_of(groups[month], edition, links))
        for month in sorted(groups)
    )


def _month(month: int) -> str:
    return MONTHS[month - 1] if month <= len(MONTHS) else "Without a date"


def _facts(digest: Digest) -> str:
    entities = len({mention.entity for mention in digest.mentions})
    return facts_line(
        [
            count_of(digest.paragraphs, "paragraph") if digest.paragraphs else "",
            count_of(len(digest.notes), "annotation") if digest.notes else "",
            f"{entities} people, places and terms" if entities > 1 else "",
        ]
    )

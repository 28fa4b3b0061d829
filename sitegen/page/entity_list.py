"""The index of people, places and the rest, and a list of each type from A to Z."""

from collections.abc import Iterator

from sitegen.address import ENTITIES, Links, entity_page, entity_type_page
from sitegen.archive.abridge import excerpt_of
from sitegen.archive.fact import Kind
from sitegen.note.entity import EntityType
from sitegen.page.edition import Edition, Sheet
from sitegen.page.feed import feed_link, list_feed
from sitegen.page.histogram import NONE, histogram_of
from sitegen.page.leaf import leaves_of, pager_of
from sitegen.page.list_view import IndexGroup, IndexRow, IndexView, ListingView
from sitegen.page.naming import ENTITY_GROUPS, ENTITY_WORDS
from sitegen.page.shell import Link, shell_of
from sitegen.page.wording import count_of, facts_line

_SHOWN = 60  # of each type in the index; of more the most named
_LEAF = 100  # on one page of a type


def entities_sheets(edition: Edition) -> Iterator[Sheet]:
    """/entities/."""
    links = edition.links(ENTITIES)
    heading, about = "People & places", "Who and what the cables name"
    groups = (_group(kind, _of_type(kind, edition), edition, links) for kind in ENTITY_GROUPS)
    view = IndexView(
        shell=shell_of(edition, links, heading, f"{about}."),
        heading=heading,
        lede=f"{about}: every mention, with a link to its paragraph.",
        empty="No people, places or organisations have been described here yet.",
        histogram=NONE,
        groups=tuple(group for group in groups if group.rows),
    )
    yield Sheet(ENTITIES, "index.html", view)


def entity_type_sheets(edition: Edition, name: str) -> Iterator[Sheet]:
    """/entities/type/person/: what each is, and when cables named any of them. A list of names has no
    latest one: no page of it changes its number when cables come."""
    kind = EntityType(name)
    heading, address = ENTITY_GROUPS[kind], entity_type_page(name)
    found, cables = _of_type(kind, edition), edition.archive.types.get(kind, ())
    lede = facts_line([_said(kind, len(found)), f"named in {count_of(len(cables), 'cable')}"])
    feed = f"Cables that name {heading.lower()}"
    for leaf in leaves_of(address, found, _LEAF):
        links = edition.links(leaf.address)
        view = ListingView(
            shell=shell_of(edition, links, leaf.titled(f"{heading} named in cables"), f"{heading}: {lede}"),
            eyebrow=Link(links.to(ENTITIES), "People & places"),
            heading=heading,
            lede=lede,
            feed=feed_link(address, feed, links),
            feed_words="Feed of these cables",
            groups=(),
            described=tuple(
                _row(one, edition, links, excerpt_of(edition.entities[one].body)) for one in leaf.items
            ),
            pager=pager_of(leaf, address, links),
            when="When they were named",
            histogram=histogram_of(edition.archive.months(Kind.TYPE, kind), links) if leaf.is_first else NONE,
        )
        yield Sheet(leaf.address, "listing.html", view)
    yield list_feed(address, feed, cables, edition)


def _of_type(kind: EntityType, edition: Edition) -> list[str]:
    """From A to Z."""
    found = [one for one, label in edition.labels.items() if label.type is kind]
    return sorted(found, key=lambda one: (edition.labels[one].name.casefold(), one))


def _group(kind: EntityType, found: list[str], edition: Edition, links: Links) -> IndexGroup:
    named = edition.archive.named
    most = set(sorted(found, key=lambda one: -named.get(one, 0))[:_SHOWN])
    whole = Link(links.to(entity_type_page(kind)), f"All {_said(kind, len(found))}")
    return IndexGroup(
        ENTITY_GROUPS[kind],
        tuple(_row(one, edition, links) for one in found if one in most),
        whole.href,
        whole if len(found) > len(most) else None,
    )


def _row(entity: str, edition: Edition, links: Links, detail: str = "") -> IndexRow:
    number = edition.archive.named.get(entity, 0)
    count = count_of(number, "mention") if number else "not named"
    return IndexRow(links.to(entity_page(entity)), edition.labels[entity].name, count, detail=detail)


def _said(kind: EntityType, number: int) -> str:
    words = ENTITY_WORDS[kind] if number == 1 else ENTITY_GROUPS[kind]
    return f"{number:,} {words.lower()}"

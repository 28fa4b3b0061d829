"""The pages that are about more than one cable, in the order they are made."""

from collections.abc import Callable, Iterable, Iterator

from sitegen.address import NOT_FOUND, Address, cable_page, cable_source
from sitegen.page.annotations import annotation_sheets
from sitegen.page.edition import Edition, Sheet
from sitegen.page.entity_page import entity_sheets
from sitegen.page.feed import feed_sheets
from sitegen.page.home import home_sheets
from sitegen.page.indexes import classification_sheets, post_sheets, tag_sheets, year_sheets
from sitegen.page.prose_page import not_found_sheets, prose_sheets
from sitegen.page.sitemap import sitemap_sheets

PAGES: tuple[Callable[[Edition], Iterable[Sheet]], ...] = (
    home_sheets,
    year_sheets,
    tag_sheets,
    post_sheets,
    classification_sheets,
    entity_sheets,
    annotation_sheets,
    prose_sheets,
    not_found_sheets,
)


def archive_sheets(edition: Edition) -> Iterator[Sheet]:
    """Every page but those of the cables; then what tells machines of them all."""
    addresses: list[Address] = []
    for sheets in PAGES:
        for sheet in sheets(edition):
            addresses.append(sheet.address)
            yield sheet
    yield from feed_sheets(edition)
    for cable in edition.archive.cables:
        addresses += (cable_page(cable), cable_source(cable))
    yield from sitemap_sheets(edition, [one for one in addresses if one != NOT_FOUND])

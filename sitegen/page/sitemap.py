"""What machines read first: sitemap.xml (split when it must be) and robots.txt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.address import ROBOTS, SITEMAP, Address, Links
from sitegen.page.edition import Edition, Sheet

_LIMIT = 50_000  # addresses in one file (sitemaps.org)


@dataclass(frozen=True, slots=True)
class SitemapView:
    """Full addresses."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    """Where the sitemap is."""

    sitemap: str


def sitemap_sheets(edition: Edition, files: Sequence[str]) -> Iterator[Sheet]:
    """One sitemap, or an index of several: sitemap-1.xml, sitemap-2.xml …"""
    links = edition.links(SITEMAP)
    parts = [files[start : start + _LIMIT] for start in range(0, len(files), _LIMIT)]
    if len(parts) > 1:
        places = [Address(f"sitemap-{number}.xml") for number in range(1, len(parts) + 1)]
        yield Sheet(SITEMAP, "sitemap-index.xml", SitemapView(tuple(map(links.absolute, places))))
        yield from (
            Sheet(place, "sitemap.xml", _view(part, links)) for place, part in zip(places, parts, strict=True)
        )
    else:
        yield Sheet(SITEMAP, "sitemap.xml", _view(files, links))
    yield Sheet(ROBOTS, "robots.txt", RobotsView(links.absolute(SITEMAP)))


def _view(files: Sequence[str], links: Links) -> SitemapView:
    return SitemapView(tuple(links.absolute(Address(file.removesuffix("index.html"))) for file in files))

"""A site's facts as plain data; `site/config.py` reads them from site.toml."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Of an annotation: only what is published leaves the building."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Settings:
    """What site.toml says. `base_url` ends in "/"."""

    title: str
    base_url: str
    description: str = ""
    language: str = "en"
    publisher: str = ""  # who answers for the site; printed in the footer and the feed
    paragraph_aliases: str = ""  # "par{n} para-{n}": ids that paragraph n had on an older site
    annotation_status: str = "published"  # of an annotation that names none
    withhold: str = ""  # the private folder of what is withheld, from the site's own

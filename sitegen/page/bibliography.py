"""A cable as reference managers, catalogues and search engines take it: one record, in each one's words."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sitegen.address import Links, cable_page
from sitegen.cable.model import Cable, CableId
from sitegen.page.edition import Edition
from sitegen.page.naming import post_title
from sitegen.page.wording import day_of, machine_day

GENRE = "Diplomatic cable"
Json = dict[str, object]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX_SPECIAL = re.compile(r"[\\{}#$%&_~^]")


class Cited(NamedTuple):
    """What a citation says of a cable, whatever its style."""

    id: str
    title: str  # "" for a record without a subject
    author: str  # U.S. Embassy Astana
    day: date | None  # of the DTG, in UTC
    year: int
    level: str  # "CONFIDENTIAL", "" when not stated
    archive: str  # the site
    publisher: str
    url: str
    tags: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The title, or what stands for one."""
        return self.title or f"Cable {self.id}"


def cited_of(cable: Cable, cable_id: CableId, edition: Edition, links: Links) -> Cited:
    """The record of a cable."""
    return Cited(
        id=str(cable_id),
        title=" ".join(cable.subject.split()),
        author=f"U.S. {post_title(cable_id.post, edition)}",
        day=cable.dtg.date() if cable.dtg else None,
        year=cable.dtg.year if cable.dtg else cable_id.year,
        level=cable.classification.words if cable.classification else "",
        archive=edition.settings.title,
        publisher=edition.settings.publisher,
        url=links.absolute(cable_page(cable_id)),
        tags=cable.tags,
    )


def bibtex(cited: Cited) -> str:
    """An entry for BibTeX and biblatex; what an older style leaves out is in its note as well."""
    note = ", ".join(filter(None, (day_of(cited.day) if cited.day else "", cited.level.capitalize())))
    fields = {
        "author": f"{{{_tex(cited.author)}}}",
        "title": f"{{{_tex(cited.subject)}}}",
        "howpublished": f"{GENRE} {_tex(cited.id)}",
        "date": machine_day(cited.day) if cited.day else str(cited.year),
        "year": str(cited.year),
        "month": _MONTHS[cited.day.month - 1] if cited.day else "",
        "note": _tex(note),
        "organization": _tex(cited.archive),
        "keywords": ", ".join(f"{{{_tex(tag)}}}" if "," in tag else _tex(tag) for tag in cited.tags),
        "pagination": "paragraph",  # what a number in \cite[3]{…} counts, for biblatex
        "url": cited.url,
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{cited.id},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Cited) -> str:
    """An entry of type GOVDOC for EndNote, Zotero and the like; a tag a line."""
    fields = (
        ("TY", "GOVDOC"),
        ("ID", cited.id),
        ("AU", cited.author),
        ("TI", cited.subject),
        ("PY", str(cited.year)),
        ("DA", cited.day.strftime("%Y/%m/%d") if cited.day else ""),
        ("AN", cited.id),
        ("M3", GENRE),
        ("DB", cited.archive),
        ("PB", cited.publisher),
        *(("KW", tag) for tag in cited.tags),
        ("N1", cited.level.capitalize()),
        ("UR", cited.url),
    )
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\n".join((*lines, "ER  - ")) + "\n"


def csl(cited: Cited) -> list[Json]:
    """An item of CSL-JSON, as citation processors read it."""
    day = cited.day
    item: Json = {
        "id": cited.id,
        "type": "document",
        "genre": GENRE,
        "number": cited.id,
        "title": cited.subject,
        "author": [{"literal": cited.author}],
        "issued": {"date-parts": [[day.year, day.month, day.day] if day else [cited.year]]},
        "archive": cited.archive,
        "archive_location": cited.id,
        "publisher": cited.publisher,
        "keyword": "; ".join(cited.tags),
        "note": cited.level.capitalize(),
        "URL": cited.url,
    }
    return [{name: value for name, value in item.items() if value}]


def meta_of(cited: Cited) -> Iterator[tuple[str, str]]:
    """Names and contents of `<meta>`: Highwire's for scholarly search engines, then Dublin Core."""
    day = cited.day
    named = (
        ("citation_title", cited.subject),
        ("citation_author", cited.author),
        ("citation_publication_date", day.strftime("%Y/%m/%d") if day else str(cited.year)),
        ("citation_technical_report_number", cited.id),
        ("citation_technical_report_institution", cited.author),
        ("citation_fulltext_html_url", cited.url),
        ("citation_keywords", "; ".join(cited.tags)),
        ("DC.title", cited.subject),
        ("DC.creator", cited.author),
        ("DC.date", machine_day(day) if day else str(cited.year)),
        ("DC.type", GENRE),
        ("DC.identifier", cited.id),
        ("DC.identifier", cited.url),
        ("DC.publisher", cited.publisher),
        ("DC.relation.isPartOf", cited.archive),
        *(("DC.subject", tag) for tag in cited.tags),
    )
    return ((name, content) for name, content in named if content)


def _tex(text: str) -> str:
    return _TEX_SPECIAL.sub(lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)

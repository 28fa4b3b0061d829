"""A site of strings for the tests of pages: records in, sheets out, nothing read from the disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from conftest import ROOT
from memory_archive import archive_of

from sitegen.address import cable_page, cable_source
from sitegen.archive.abridge import digest_of
from sitegen.archive.editorial import page_links
from sitegen.cable.parse import parse
from sitegen.cable.vocabulary import Post, Tag, Vocabulary
from sitegen.diagnostic import Place
from sitegen.note.annotated import NO_TERMS, AnnotatedCable, annotate
from sitegen.note.annotation import read_annotations
from sitegen.note.entity import Alias, Entity, EntityType
from sitegen.note.glossary import Gloss, TermFinder
from sitegen.note.mention import NameFinder
from sitegen.note.picture import Picture
from sitegen.note.prose import ProsePage
from sitegen.page.cable import cable_sheets
from sitegen.page.edition import Edition, Sheet, Template
from sitegen.page.listing import shared_units
from sitegen.page.set_in import Records
from sitegen.page.sheets import map_sheets, unit_sheets
from sitegen.page.theme import Theme
from sitegen.settings import Settings, Status
from sitegen.site.packaged import citation_styles, templates_of
from sitegen.source_text import SourceText

VOCABULARY = Vocabulary(
    tags={
        "PGOV": Tag("PGOV", "subject", "Internal governmental affairs"),
        "KZ": Tag("KZ", "geo", "Kazakhstan"),
    },
    posts={
        "ABUDHABI": Post("ABUDHABI", "Abu Dhabi", "embassy", "United Arab Emirates", "AE", (24.45, 54.38))
    },
    post_aliases={},
)
HARVEST = Entity(
    id="harvest-fair",
    type=EntityType.EVENT,
    name="Harvest Fair",
    aliases=(Alias("The Fair", date(2005, 1, 1), date(2007, 12, 31)),),
    excluded=(),
    same_as=(("wikidata", "Q1"), ("parish register", "17")),
    body="Held *yearly*; see [[07EXAMPLETOWN12 ¶1]].",
    place=Place("content/entities/event/harvest-fair.md", 1),
    body_line=9,
)
FIRST = """VZCZCXYZ0012
RR RUEHXX
DE RUEHXX #0012 1840900
ZNY CCCCC ZZH
R 030900Z JUL 07
FM AMEMBASSY EXAMPLETOWN
TO RUEHC/SECSTATE WASHDC 0001
INFO RUEHAA/AMEMBASSY ALPHA
RUEHBB/AMEMBASSY BRAVO
RUEHCC/AMEMBASSY CHARLIE
RUEHDD/AMEMBASSY DELTA
RUEHEE/AMEMBASSY ECHO
RUEHFF/AMEMBASSY FOXTROT
RUEHGG/AMEMBASSY GOLF
BT
C O N F I D E N T I A L EXAMPLETOWN 000012

SIPDIS

EXERCISE EXERCISE EXERCISE

E.O. 12958: DECL: 07/03/2017
TAGS: PGOV, KZ, XQZZ
SUBJECT: HARVEST FAIR OPENS <UNDER> RAIN & "WIND"
REF: A. 06 NOWHERE 5

Classified By: Ambassador J. Example for reasons 1.4 (b).

1. (C) SUMMARY: The Harvest Fair opened under rain on July 2, said XXXXXXXXXXXX, and ref A was
wrong about it. The Harvest Fair had <umbrellas> & "tents". END SUMMARY.

HOW IT RAINED
-------------

2. (S/NF) Three things fell:

A. rain, as in para 1;

B. hail.

Stall      Visitors   Umbrellas
Bread           120          90
Cheese           80          80

WHO CAME
--------

3. Nobody from abroad.

COMMENT
-------

4. (U) It was wet.

EXAMPLE
"""
SECOND = """R 050900Z AUG 08
FM AMEMBASSY EXAMPLETOWN
TO SECSTATE WASHDC
UNCLAS EXAMPLETOWN 000044

TAGS: PGOV
SUBJECT: HARVEST FAIR, ONE YEAR ON
REF: A. 07 EXAMPLETOWN 12
     B. 06 NOWHERE 5

1. (U) The Harvest Fair of ref A is remembered.

2. (U) It did not rain.

EXAMPLE
"""
NOTES = """---
by: A. Editor
---
## cable
kind: headnote
date: 2026-03-01
A wet day.

## subject
kind: context
The rain is on record.

## ¶1 "opened under rain"
kind: context
date: 2026-03-02
It rained, see [[Harvest Fair]].

## ¶1 "under rain on July 2"
kind: dispute
Or on July 3.

## ¶2
kind: summary
Wet.

## ref A
kind: source
Lost.
"""


def annotated_of(
    record: str, notes: str = "", entities: Iterable[Entity] = (HARVEST,), terms: TermFinder = NO_TERMS
) -> AnnotatedCable:
    source = SourceText(record, "content/cables/record.txt")
    cable, _ = parse(source, VOCABULARY)
    assert cable.id is not None
    found, problems = read_annotations(notes, "content/annotations/x.md", cable.id, Status.PUBLISHED)
    annotated, more = annotate(cable, source, found, NameFinder(tuple(entities)), VOCABULARY, terms)
    assert not problems, problems
    assert not more, more
    return annotated


def edition_of(
    cables: Iterable[AnnotatedCable],
    entities: Iterable[Entity] = (HARVEST,),
    offline: bool = False,
    live: bool = False,
    pictures: Iterable[Picture] = (),
    prose: str = "# Who\n\nWe.",
    glosses: tuple[Gloss, ...] = (),
) -> Edition:
    pages = (ProsePage("about", "About", prose, Place("content/pages/about.md"), 4),)
    entities = tuple(entities)
    return Edition(
        settings=Settings("The Reader", "https://host.example/archive/", "Cables, read closely."),
        vocabulary=VOCABULARY,
        archive=archive_of([digest_of(one, VOCABULARY) for one in cables]),
        entities={entity.id: entity for entity in entities},
        pictures={one.name: one for one in pictures},
        prose=pages,
        linked=page_links(pages, entities, VOCABULARY),
        glosses=glosses,
        styles=citation_styles(),
        offline=offline,
        live=live,
    )


def archive_sheets(edition: Edition, records: Records = MappingProxyType({})) -> Iterator[Sheet]:
    """Every page but those of the cables; then what tells machines of them all."""
    cables = edition.archive.cables
    files = [page(cable).file for cable in cables for page in (cable_page, cable_source)]
    for unit in shared_units(edition):
        for sheet in unit_sheets(unit, edition, records):
            files.append(sheet.address.file)
            yield sheet
    yield from map_sheets(edition, files)


def sheets_of(cables: Iterable[AnnotatedCable], edition: Edition) -> dict[str, Sheet]:
    """Every sheet of a site by its file."""
    sheets = [sheet for one in cables for sheet in cable_sheets(one, edition)]
    return {sheet.address.file: sheet for sheet in (*sheets, *archive_sheets(edition))}


def theme_of(templates: Mapping[str, str] | None = None) -> Theme:
    """The built-in theme under the templates of a user."""
    builtin, _ = templates_of(ROOT / "no site")
    return Theme(builtin | {name: Template(text, name) for name, text in (templates or {}).items()})


def printed(sheets: Mapping[str, Sheet], theme: Theme) -> dict[str, str]:
    """Every page as text; a template's fault fails the test."""
    pages = {}
    for file, sheet in sheets.items():
        data, faults = theme.render(sheet)
        assert data is not None, faults
        pages[file] = data.decode()
    return pages


def pages_of(
    cables: Sequence[AnnotatedCable], entities: Iterable[Entity] = (HARVEST,), **given: Any
) -> dict[str, str]:
    """Every page of a site of these cables, in the built-in theme."""
    return printed(sheets_of(cables, edition_of(cables, entities, **given)), theme_of())

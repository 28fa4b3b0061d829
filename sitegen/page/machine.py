"""The forms of a cable that programs read, each beside its reading page: cable/07ASTANA1848/index.json …"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from sitegen.address import HOME, Links, cable_form, cable_page, entity_page
from sitegen.archive.digest import PointerKind
from sitegen.cable.json_form import json_of, timestamp
from sitegen.cable.model import Cable, CableId, Heading, Paragraph
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.annotation import Placed
from sitegen.note.entity import EntityType
from sitegen.page.bibliography import Cited, Json, bibtex, cited_of, csl, ris
from sitegen.page.edition import Edition, Sheet
from sitegen.page.tei import tei
from sitegen.page.wording import minute_of

_LABEL = 16  # columns
# Control characters, half characters and no characters.
_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# What would end a script element, or a line of a script, within its text.
_SCRIPT_SPECIAL = re.compile("[<>&\u2028\u2029]")
_SCHEMA_TYPES = {
    EntityType.PERSON: "Person",
    EntityType.ORGANIZATION: "Organization",
    EntityType.PLACE: "Place",
    EntityType.EVENT: "Event",
    EntityType.PROGRAMME: "Thing",
    EntityType.TERM: "DefinedTerm",
}


class Form(NamedTuple):
    """One of the forms: the end of its file's name, its media type, what readers call it."""

    suffix: str
    media_type: str
    words: str


JSON = Form("json", "application/json", "JSON")
TEXT = Form("txt", "text/plain", "Plain text")
TEI = Form("tei.xml", "application/tei+xml", "TEI XML")
BIBTEX = Form("bib", "application/x-bibtex", "BibTeX")
RIS = Form("ris", "application/x-research-info-systems", "RIS")
CSL = Form("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON")
RECORDS = (BIBTEX, RIS, CSL)
FORMS = (*RECORDS, JSON, TEI, TEXT)


def form_sheets(annotated: AnnotatedCable, cable_id: CableId, edition: Edition) -> Iterator[Sheet]:
    """All forms of one cable."""
    links = edition.links(cable_page(cable_id))
    cited = cited_of(annotated.cable, cable_id, edition, links)
    texts = {
        BIBTEX: bibtex(cited),
        RIS: ris(cited),
        CSL: dumped(csl(cited), indent=1) + "\n",
        JSON: _lines(cable_json(annotated, cable_id, edition, links)),
        TEI: tei(annotated, cited, cable_id, edition, links),
        TEXT: cable_text(annotated.cable, cited),
    }
    return (Sheet(cable_form(cable_id, form.suffix), "", texts[form]) for form in FORMS)


def cable_json(annotated: AnnotatedCable, cable_id: CableId, edition: Edition, links: Links) -> Json:
    """The object of `inspect --json`, and what the edition adds: the address, the notes, the names found
    in the paragraphs, who cites the cable. Offsets are in a paragraph's `text`, half-open."""
    page = cable_page(cable_id)
    return {
        **json_of(annotated.cable, annotated.told, annotated.source),
        "url": links.absolute(page),
        "annotations": [_note(one, cable_id, links) for one in annotated.notes],
        "mentions": [
            {
                "entity": one.entity,
                "name": edition.labels[one.entity].name,
                "type": str(edition.labels[one.entity].type),
                "url": links.absolute(entity_page(one.entity)),
                "anchor": one.anchor,
                "span": [one.start, one.end],
            }
            for one in annotated.mentions
        ],
        "cited_by": [
            {
                "id": str(one.source),
                "anchor": one.pointer.anchor or None,
                "kind": str(one.pointer.kind),
                "to": one.pointer.target_anchor or None,
            }
            for one in edition.archive.backlinks(cable_id)
            if one.source != cable_id
        ]
        + [
            {
                "id": None,
                "anchor": None,
                "kind": str(PointerKind.PAGE),
                "to": one.target_anchor,
                "url": links.absolute(one.address),
                "title": one.title,
            }
            for one in edition.linked.get(str(cable_id), ())
        ],
    }


def cable_text(cable: Cable, cited: Cited) -> str:
    """The record re-flowed: a paragraph a line, under its number and mark; no editor's words."""
    facts = (
        ("Cable", cited.id),
        ("Subject", cited.title),
        ("Date", minute_of(cable.dtg) if cable.dtg else ""),
        ("From", cable.origin or ""),
        ("To", "; ".join(one.name for one in cable.to)),
        ("Classification", " ".join((cited.level, *cable.captions)).strip()),
        ("TAGS", "; ".join(cable.tags)),
        ("References", "; ".join(_labelled(one.label, one.text) for one in cable.references)),
        ("Address", cited.url),
    )
    header = "\n".join(f"{label + ':':<{_LABEL}}{' '.join(words.split())}" for label, words in facts if words)
    body = "\n\n".join(map(_said, cable.body))
    return "\n\n".join(filter(None, (header, body, cable.signature))) + "\n"


def schema_json(
    annotated: AnnotatedCable, cited: Cited, cable_id: CableId, edition: Edition, links: Links
) -> Json:
    """The page for search engines, in the words of schema.org: a cable is a Message."""
    cable, archive = annotated.cable, edition.archive
    data: Json = {
        "@context": "https://schema.org",
        "@type": "Message",
        "@id": cited.url,
        "url": cited.url,
        "identifier": cited.id,
        "name": cited.subject,
        "dateSent": timestamp(cable.dtg),
        "sender": {"@type": "GovernmentOrganization", "name": cited.author},
        "recipient": [{"@type": "Organization", "name": one.name} for one in cable.to],
        "keywords": list(cable.tags),
        "isPartOf": {"@type": "Collection", "name": cited.archive, "url": links.absolute(HOME)},
        "publisher": {"@type": "Organization", "name": cited.publisher} if cited.publisher else None,
        "citation": [
            {"@type": "Message", "@id": links.absolute(cable_page(target)), "identifier": str(target)}
            for target in dict.fromkeys(one.target for one in cable.references)
            if target and target != cable_id and archive.has(target)
        ],
        "mentions": [_thing(one, edition, links) for one in _named(annotated)],
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": form.media_type,
                "contentUrl": links.absolute(cable_form(cable_id, form.suffix)),
            }
            for form in FORMS
        ],
    }
    return {name: value for name, value in data.items() if value}


def script_of(data: Json) -> Markup:
    """JSON as it may stand in a script element of HTML: nothing in it can end that."""
    return Markup(_escaped(_SCRIPT_SPECIAL, dumped(data)))  # noqa: S704 (escaped)


def _named(annotated: AnnotatedCable) -> Iterable[str]:
    """Entities, each once, in reading order."""
    return dict.fromkeys(one.entity for one in annotated.mentions)


def _thing(entity: str, edition: Edition, links: Links) -> Json:
    label = edition.labels[entity]
    address = links.absolute(entity_page(entity))
    return {"@type": _SCHEMA_TYPES[label.type], "name": label.name, "url": address}


def _note(one: Placed, cable_id: CableId, links: Links) -> Json:
    note = one.annotation
    return {
        "id": f"n-{note.slug}",
        "url": links.absolute(cable_page(cable_id).at(f"n-{note.slug}")),
        "kind": str(note.kind),
        "by": note.by or None,
        "date": note.date.isoformat() if note.date else None,
        "about": str(note.target.kind) if not one.after else one.after,
        "passages": [{"anchor": at.anchor, "span": [at.start, at.end]} for at in one.passages],
        "markdown": note.body.strip(),
    }


def _said(item: Heading | Paragraph) -> str:
    marking = f"({item.marking}) " if item.marking else ""
    if isinstance(item, Heading):
        return marking + item.text
    number = f"{item.number}. " if item.number is not None else ""
    return number + marking + item.text


def _labelled(label: str | None, text: str) -> str:
    return f"{label}. {text}" if label else text


def _lines(data: Json) -> str:
    """A field a line: to be read, and to be compared."""
    fields = (f"{dumped(name)}: {dumped(value)}" for name, value in data.items())
    return "{\n" + ",\n".join(fields) + "\n}\n"


def dumped(value: object, indent: int | None = None) -> str:
    """JSON that says every character of a record, also those that no page may hold."""
    return _escaped(_UNPRINTABLE, json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(special: re.Pattern[str], text: str) -> str:
    return special.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

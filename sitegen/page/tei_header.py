"""The header of a TEI file: what a cable is, who sent it to whom and when, what it is filed under."""

from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree.ElementTree import Element

from sitegen.address import GLOSSARY, TAGS, Links, cable_page, cable_source
from sitegen.cable.json_form import timestamp
from sitegen.cable.model import Addressee, Cable, CableId, Level
from sitegen.note.annotated import AnnotatedCable
from sitegen.page.anchor_words import CLASSIFIED_BY
from sitegen.page.badge import mark_of
from sitegen.page.bibliography import GENRE, Cited
from sitegen.page.edition import Edition
from sitegen.page.glossary import CAPTIONS
from sitegen.page.naming import post_address, post_name, tag_address
from sitegen.page.tei_element import element
from sitegen.page.tei_text import Marks
from sitegen.page.wording import facts_line

_ENCODED = (
    "The text is that of the record, re-flowed: lines that the telegraph broke are joined, page breaks "
    "and repeated banners taken out. A paragraph is a p whose xml:id is its address on the page, whose n "
    "is its number, and which leads to its portion mark; its characters are those of the paragraph and "
    "no others, so that offsets in it count from its beginning. A character that XML cannot hold stands as "
    "U+FFFD. Tables are kept as they were typed, in a seg of the type table. What the source blacks out is "
    "a gap, with what stands in its place as its desc. Notes and names stand apart, in standOff."
)


def header_of(
    annotated: AnnotatedCable, cited: Cited, cable_id: CableId, marks: Marks, edition: Edition, links: Links
) -> Element:
    """What the facts beside the reading page say, and how the text is encoded."""
    cable = annotated.cable
    return element(
        "teiHeader",
        _file(annotated, cited, cable_id, links),
        _encoding(marks),
        _profile(cable, cable_id, edition, links),
    )


def _file(annotated: AnnotatedCable, cited: Cited, cable_id: CableId, links: Links) -> Element:
    cable = annotated.cable
    editors = dict.fromkeys(one.annotation.by for one in annotated.notes if one.annotation.by)
    record = links.absolute(cable_source(cable_id))
    return element(
        "fileDesc",
        element(
            "titleStmt",
            element("title", cited.subject),
            element("author", cited.author),
            *(
                element("respStmt", element("resp", "annotation"), element("name", editor))
                for editor in editors
            ),
        ),
        element(
            "publicationStmt",
            element("publisher", cited.publisher or cited.archive),
            element("idno", cited.url, type="URI"),
        ),
        element("seriesStmt", element("title", cited.archive, level="s")),
        _notes(cable),
        element(
            "sourceDesc",
            element(
                "bibl",
                element("idno", cited.id, type="cable"),
                element("title", cited.subject, level="u"),
                element("author", cited.author),
                _date(cable),
                element("ref", "The record as received", target=record),
                type=GENRE.lower().replace(" ", "-"),
            ),
        ),
    )


def _notes(cable: Cable) -> Element | None:
    authority = facts_line([cable.classified_by or "", cable.classified_by_title or ""])
    when = cable.declassify_on
    facts = (
        ("precedence", cable.precedence or "", ""),
        ("classified-by", authority, CLASSIFIED_BY),
        ("reasons", ", ".join(cable.reasons), ""),
        ("declassify-on", when.isoformat() if isinstance(when, date) else when or "", ""),
        ("executive-order", cable.executive_order or "", ""),
        *(("attention", one, "") for one in cable.attention),
    )
    notes = [element("note", words, type=kind, xml_id=own) for kind, words, own in facts if words]
    return element("notesStmt", *notes) if notes else None


def _date(cable: Cable) -> Element | None:
    moment = timestamp(cable.dtg)
    return element("date", moment, when=moment) if moment else None


def _encoding(marks: Marks) -> Element:
    said = ((own, mark) for marking, own in marks.ids.items() if (mark := mark_of(marking)))
    portions = [
        element("category", element("catDesc", one.meaning), xml_id=own, n=one.text) for own, one in said
    ]
    return element(
        "encodingDesc",
        element("editorialDecl", element("p", _ENCODED)),
        element(
            "classDecl",
            _taxonomy("classification", "Classification", (_level(one) for one in Level)),
            _taxonomy("marks", "Portion marks of this cable", portions),
        ),
    )


def _taxonomy(name: str, words: str, categories: Iterable[Element]) -> Element | None:
    made = element("taxonomy", element("desc", words), *categories, xml_id=name)
    return made if len(made) > 1 else None


def _level(level: Level) -> Element:
    return element("category", element("catDesc", level.words), xml_id=_level_id(level))


def _level_id(level: Level) -> str:
    return f"level-{level.code}"


def _profile(cable: Cable, cable_id: CableId, edition: Edition, links: Links) -> Element:
    return element(
        "profileDesc",
        _creation(cable),
        element("correspDesc", *_correspondence(cable, cable_id, edition, links)),
        _classes(cable, links),
    )


def _creation(cable: Cable) -> Element | None:
    sent = _date(cable)
    return None if sent is None else element("creation", sent)


def _correspondence(cable: Cable, cable_id: CableId, edition: Edition, links: Links) -> Iterator[Element]:
    post = links.absolute(post_address(cable_id.post, edition))
    yield element(
        "correspAction",
        element("orgName", cable.origin, ref=post) if cable.origin else None,
        element("placeName", post_name(cable_id.post, edition)),
        _date(cable),
        type="sent",
    )
    for addressees, kind in ((cable.to, "action"), (cable.info, "info")):
        if addressees:
            names = (_addressee(one) for one in addressees)
            yield element("correspAction", *names, type="received", subtype=kind)
    cited = [(one.text, links.absolute(cable_page(one.target))) for one in cable.references if one.target]
    if cited:
        yield element("correspContext", *(element("ref", words, target=url) for words, url in cited))


def _addressee(one: Addressee) -> Element:
    return element("orgName", one.name, key=one.route, n=one.number)


def _classes(cable: Cable, links: Links) -> Element:
    level = cable.classification
    return element(
        "textClass",
        element("catRef", scheme="#classification", target=f"#{_level_id(level)}") if level else None,
        _keywords(
            (element("term", code, ref=links.absolute(tag_address(code))) for code in cable.tags),
            links.absolute(TAGS),
        ),
        _keywords((element("term", one) for one in cable.captions), links.absolute(GLOSSARY.at(CAPTIONS))),
    )


def _keywords(terms: Iterable[Element], scheme: str) -> Element | None:
    made = element("keywords", *terms, scheme=scheme)
    return made if len(made) else None

"""The header of a cable as a list of facts: a term and what stands beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.address import Links
from sitegen.cable.model import Addressee, Anchor, Cable, Reference
from sitegen.note.glossary import GlossKind
from sitegen.note.near import listed
from sitegen.page.anchor_words import CLASSIFIED_BY
from sitegen.page.edition import Edition
from sitegen.page.glossary import gloss_href, gloss_of
from sitegen.page.naming import post_address, tag_address, tag_meaning
from sitegen.page.wording import count_of, day_of, facts_line

_FOLDED_FROM = 6  # more addressees than this fold into one line that opens


@dataclass(frozen=True, slots=True)
class Value:
    """One value; `detail` is said more quietly after it."""

    words: str
    detail: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its values, folded under `summary` when they are many."""

    term: str
    values: tuple[Value, ...]
    summary: str = ""
    anchor: str = ""  # its id on the page, where something leads to it


def facts_of(cable: Cable, edition: Edition, links: Links, people: Mapping[str, str]) -> tuple[Fact, ...]:
    """Who, to whom, about what, and on whose authority; what is missing is left out. The date and the
    level stand above the subject.

    `people` has the address of who classified it, if that is known.
    """
    facts = (
        Fact("From", tuple(_origin(cable, edition, links))),
        _addressees("To", cable.to),
        _addressees("Info", cable.info),
        Fact("Precedence", tuple(_precedence(cable, edition, links))),
        Fact("Captions", tuple(_caption(caption, edition, links) for caption in cable.captions)),
        _plain("Attention", cable.attention),
        Fact("TAGS", tag_values(cable.tags, edition, links)),
        Fact("References", tuple(_reference(reference, links) for reference in cable.references)),
        Fact("Classified by", tuple(_classifier(cable, people)), anchor=CLASSIFIED_BY),
        _plain("Reasons", [listed(cable.reasons)] if cable.reasons else []),
        _plain("Declassify on", [_declassify(cable.declassify_on)] if cable.declassify_on else []),
        _plain("Executive order", [f"E.O. {cable.executive_order}"] if cable.executive_order else []),
    )
    return tuple(fact for fact in facts if fact.values)


def tag_values(codes: Iterable[str], edition: Edition, links: Links) -> tuple[Value, ...]:
    """TAGS with their meanings, each linked to its list."""
    return tuple(Value(code, tag_meaning(code, edition), links.to(tag_address(code))) for code in codes)


def _plain(term: str, words: Iterable[str]) -> Fact:
    return Fact(term, tuple(Value(one) for one in words))


def _origin(cable: Cable, edition: Edition, links: Links) -> Iterator[Value]:
    words = cable.origin or cable.post
    if words:
        yield Value(words, href=links.to(post_address(cable.id.post, edition)) if cable.id else "")


def _precedence(cable: Cable, edition: Edition, links: Links) -> Iterator[Value]:
    if words := cable.precedence:
        yield Value(words.capitalize(), href=gloss_href(GlossKind.PRECEDENCE, words, edition, links))


def _caption(caption: str, edition: Edition, links: Links) -> Value:
    gloss = gloss_of(GlossKind.CAPTION, caption, edition)
    meaning = gloss.meaning if gloss and gloss.meaning.casefold() != caption.casefold() else ""
    return Value(caption, meaning, gloss_href(GlossKind.CAPTION, caption, edition, links))


def _addressees(term: str, addressees: tuple[Addressee, ...]) -> Fact:
    values = tuple(Value(one.name, _handling(one)) for one in addressees)
    return Fact(term, values, count_of(len(values), "addressee") if len(values) > _FOLDED_FROM else "")


def _handling(addressee: Addressee) -> str:
    number = f"no. {addressee.number}" if addressee.number else ""
    return facts_line([(addressee.precedence or "").lower(), number])


def _reference(reference: Reference, links: Links) -> Value:
    words = f"{reference.label}. {reference.text}" if reference.label else reference.text
    here = links.here
    return Value(words, href=links.to(here.at(Anchor(reference.anchor))) if here else "")


def _classifier(cable: Cable, people: Mapping[str, str]) -> Iterator[Value]:
    if cable.classified_by:
        yield Value(cable.classified_by, cable.classified_by_title or "", people.get(CLASSIFIED_BY, ""))


def _declassify(when: date | str) -> str:
    return day_of(when) if isinstance(when, date) else when

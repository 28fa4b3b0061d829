"""A cable as `inspect --json` shows it: a public contract, every field, in this order."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sitegen.cable.model import Addressee, Cable, Paragraph, Reference
from sitegen.diagnostic import Diagnostic
from sitegen.source_text import SourceText

Json = dict[str, object]


def json_of(cable: Cable, diagnostics: Iterable[Diagnostic], source: SourceText) -> Json:
    """Missing facts are None or an empty list."""
    return {
        "id": str(cable.id) if cable.id else None,
        "source": cable.source or source.path,
        "date": timestamp(cable.dtg),
        "precedence": cable.precedence,
        "from": cable.origin,
        "post": cable.post,
        "to": [_addressee(addressee) for addressee in cable.to],
        "info": [_addressee(addressee) for addressee in cable.info],
        "classification": cable.classification.words if cable.classification else None,
        "captions": list(cable.captions),
        "executive_order": cable.executive_order,
        "declassify_on": _day(cable.declassify_on),
        "classified_by": cable.classified_by,
        "classified_by_title": cable.classified_by_title,
        "reasons": list(cable.reasons),
        "tags": list(cable.tags),
        "subject": cable.subject or None,
        "references": [_reference(reference) for reference in cable.references],
        "summary": cable.summary,
        "headings": [heading.text for heading in cable.headings],
        "paragraphs": [_paragraph(paragraph) for paragraph in cable.paragraphs],
        "signature": cable.signature,
        "parts": [{"kind": str(part.kind), "span": list(part.span)} for part in cable.parts],
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in diagnostics],
    }


def timestamp(moment: datetime | None) -> str | None:
    """A moment as 2007-07-09T00:09:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _day(when: date | str | None) -> str | None:
    return when.isoformat() if isinstance(when, date) else when


def _addressee(addressee: Addressee) -> Json:
    return {
        "name": addressee.name,
        "route": addressee.route,
        "precedence": addressee.precedence,
        "number": addressee.number,
    }


def _reference(reference: Reference) -> Json:
    target = str(reference.target) if reference.target else None
    return {"label": reference.label, "text": reference.text, "target": target}


def _paragraph(paragraph: Paragraph) -> Json:
    return {
        "number": paragraph.number,
        "anchor": paragraph.anchor,
        "marking": str(paragraph.marking) if paragraph.marking else None,
        "text": paragraph.text,
        "spans": [list(span) for span in paragraph.spans],
        "lines": list(paragraph.lines),
    }


def _diagnostic(diagnostic: Diagnostic) -> Json:
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "line": diagnostic.place.line or None,
        "message": diagnostic.message,
    }

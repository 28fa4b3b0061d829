"""A cable as `inspect` shows it to people: the facts, the paragraphs, what was repaired."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

import click

from sitegen.cable.model import Addressee, Cable, Heading, Level, Paragraph, PartKind, Reference
from sitegen.cli.console import COLOURS, plain
from sitegen.diagnostic import Diagnostic
from sitegen.page.wording import count_of
from sitegen.source_text import SourceText

WIDTH = 92
_NUMBER, _MARK = 9, 6  # columns of a paragraph's number, and of its mark at least
_LABEL = 15
_COLOURS = {
    Level.UNCLASSIFIED: "green",
    Level.SBU: "green",
    Level.RESTRICTED: "cyan",
    Level.CONFIDENTIAL: "blue",
    Level.SECRET: "red",
    Level.TOP_SECRET: "yellow",
}


def portrait_text(cable: Cable, diagnostics: Iterable[Diagnostic], source: SourceText) -> str:
    """The lines, from the id to the account of the whole."""
    return "\n".join(_portrait(cable, sorted(diagnostics), source))


def total_text(cables: int, unparsed: float) -> str:
    """The account of several cables."""
    return f"{count_of(cables, 'cable')}; {f'{unparsed:.1%} unparsed' if unparsed else 'nothing unparsed'}"


def _portrait(cable: Cable, diagnostics: Iterable[Diagnostic], source: SourceText) -> Iterator[str]:
    blocks = (
        [*_title(cable)],
        [line for label, values in _facts(cable) for line in _fact(label, values)],
        list(_body(cable)),
        [_diagnostic(found) for found in diagnostics],
        [_account(cable, source)],
    )
    for block in filter(None, blocks):
        yield from block
        yield ""


def _title(cable: Cable) -> Iterator[str]:
    level = cable.classification
    words = click.style(level.words, fg=_COLOURS[level], bold=True) if level else "no classification"
    name = click.style(str(cable.id or "no id"), bold=True)
    captions = f"  {plain(' '.join(cable.captions))}" if cable.captions else ""
    yield f"{name}  {words}{captions}  {click.style(plain(cable.source), dim=True)}"
    for line in wrap(plain(cable.subject), WIDTH):
        yield click.style(line, bold=True)


def _facts(cable: Cable) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Label and values; a label without values is not shown."""
    return (
        ("Date", (f"{cable.dtg.day} {cable.dtg:%B %Y, %H:%M} UTC",) if cable.dtg else ()),
        ("Precedence", _one(cable.precedence)),
        ("From", _one(cable.origin)),
        ("To", tuple(map(_addressee, cable.to))),
        ("Info", tuple(map(_addressee, cable.info))),
        ("Attention", cable.attention),
        ("E.O.", _order(cable)),
        ("Classified by", _authority(cable)),
        ("TAGS", _one(" ".join(cable.tags))),
        ("References", tuple(map(_reference, cable.references))),
        ("Signature", _one(cable.signature)),
    )


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _addressee(addressee: Addressee) -> str:
    return " ".join(filter(None, (addressee.name, addressee.precedence, addressee.number)))


def _order(cable: Cable) -> tuple[str, ...]:
    until = f"declassify on {cable.declassify_on}" if cable.declassify_on else ""
    return _one(", ".join(filter(None, (cable.executive_order, until))))


def _authority(cable: Cable) -> tuple[str, ...]:
    title = f"({cable.classified_by_title})" if cable.classified_by_title else ""
    who = " ".join(filter(None, (cable.classified_by, title)))
    why = f"for reasons {', '.join(cable.reasons)}" if cable.reasons else ""
    return _one(" ".join(filter(None, (who, why))))


def _reference(reference: Reference) -> str:
    label = f"{reference.label}. " if reference.label else ""
    target = f"  → {reference.target}" if reference.target else ""
    return f"{label}{reference.text}{target}"


def _fact(label: str, values: tuple[str, ...]) -> Iterator[str]:
    for index, value in enumerate(values):
        shown = click.style((label if index == 0 else "").ljust(_LABEL), dim=True)
        first, *more = wrap(plain(value), WIDTH - _LABEL) or [""]
        yield f"  {shown}{first}"
        yield from (f"  {' ' * _LABEL}{line}" for line in more)


def _body(cable: Cable) -> Iterator[str]:
    """A line a paragraph: number, mark, first words; headings stand over the words."""
    widest = max((len(str(one.marking or "")) for one in cable.paragraphs), default=0)
    column = max(_MARK, widest + 2)
    for item in cable.body:
        if isinstance(item, Heading):
            marking = f"({item.marking}) " if item.marking else ""
            yield " " * (_NUMBER + column) + click.style(plain(marking + item.text), bold=True)
        else:
            yield _paragraph(item, column)


def _paragraph(paragraph: Paragraph, column: int) -> str:
    number = f"¶{paragraph.number}" if paragraph.number is not None else "·"
    marking = str(paragraph.marking or "").ljust(column)
    if paragraph.marking:
        marking = click.style(marking, fg=_COLOURS[paragraph.marking.level])
    words = plain(" ".join(paragraph.text.split()))
    room = WIDTH - _NUMBER - column
    shown = words if len(words) <= room else words[: room - 1].rpartition(" ")[0] + "…"
    return f"  {number.ljust(_NUMBER - 2)}{marking}{shown}"


def _diagnostic(found: Diagnostic) -> str:
    severity = click.style(f"{found.severity}:", fg=COLOURS[found.severity], bold=True)
    return f"  {plain(str(found.place))}: {severity} {plain(found.message)}"


def _account(cable: Cable, source: SourceText) -> str:
    paragraphs = count_of(len(cable.paragraphs), "paragraph")
    headings = count_of(len(cable.headings), "heading")
    unparsed, artefacts = (
        _share(cable, source, kind) for kind in (PartKind.UNPARSED, PartKind.PAGE_ARTEFACT)
    )
    told = f"{unparsed:.1%} unparsed" if unparsed else "nothing unparsed"
    return f"  {paragraphs}, {headings}; {told}, {artefacts:.1%} page breaks and repeated lines"


def _share(cable: Cable, source: SourceText, kind: PartKind) -> float:
    """Of the characters that are no blanks."""
    whole = len("".join(source.text.split()))
    part = sum(len("".join(source.slice(part.span).split())) for part in cable.parts if part.kind is kind)
    return part / whole if whole else 0.0

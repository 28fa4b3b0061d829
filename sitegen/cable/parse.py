"""The order of it all: a record's text in, a `Cable` and what was wrong with it out.

Page breaks first, then the paragraph numbers (they say where the header ends), the header, the signature,
and the body. Every stage claims what it understood; the account shows what is left.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from sitegen.cable.account import parts_of
from sitegen.cable.authority import read_authority
from sitegen.cable.body import read_body
from sitegen.cable.cable_id import id_of
from sitegen.cable.claim import Claim, Notice, cut
from sitegen.cable.classification import read_captions
from sitegen.cable.doubt import doubts_of
from sitegen.cable.facts import Facts
from sitegen.cable.frame import summary_of
from sitegen.cable.header import Header, read_header
from sitegen.cable.joined import opened, rejoined, text_floor, unfolded
from sitegen.cable.keyword import LONGEST_HEADER
from sitegen.cable.layout import sheet_of, spliced, without
from sitegen.cable.model import Cable, CableId, Heading, Paragraph, Part, PartKind
from sitegen.cable.number import Start, doubts_of_numbers, with_signs
from sitegen.cable.odd_number import numbered
from sitegen.cable.plain import plain_of, restored, restored_notices
from sitegen.cable.residue import body_residue, partial_extract, tail_residue
from sitegen.cable.signature import read_signature, repeats
from sitegen.cable.stated import NOTHING_STATED, Stated, known_id, settled
from sitegen.cable.trailer import trailer_of
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic, Place
from sitegen.source_text import Line, SourceText, Span

_START = attrgetter("start")  # of a line
_HEAD = 6000  # characters among which the sender is
_KINDS_OF_POST = (
    *("AMEMBASSY", "AMCONSUL", "USMISSION", "USINT", "USLO", "USOFFICE", "US", "EMBASSY", "CONSULATE"),
    *("REO", "PRT", "IRAN", "AMEMB", "USEMBASSY", "AMCONGEN", "AMCONSULATE", "AMERICAN", "GENERAL", "USDAO"),
)
_ARCHIVED = 6  # letters of a post in the archives' numbers
_SHOWN = 400  # characters of a line shown below a message; a re-flowed paragraph is one line


class _Text(NamedTuple):
    """What is known of a cable beside its header."""

    source: str
    captions: tuple[str, ...]
    summary: str | None
    body: tuple[Heading | Paragraph, ...]
    signature: str | None
    parts: tuple[Part, ...]


def parse(
    source: SourceText, vocabulary: Vocabulary, stated: Stated = NOTHING_STATED
) -> tuple[Cable, tuple[Diagnostic, ...]]:
    """One record, read whole, in the light of what its container states of it.

    Never fails: what is not understood is `unparsed` and reported.
    """
    plain = plain_of(source)
    cable, notices = _read(plain.source, vocabulary, stated)
    if plain.steps:
        cable, notices = restored(cable, plain, source), restored_notices(notices, plain)
    return cable, _diagnostics(source, (*plain.notices, *notices))


def _read(source: SourceText, vocabulary: Vocabulary, stated: Stated) -> tuple[Cable, tuple[Notice, ...]]:
    """A plain text, read."""
    sheet = sheet_of(source, vocabulary)
    trailer = trailer_of(sheet.lines, source.text)
    known, knower = _known(source.path, (stated, trailer.stated), vocabulary)
    lines = opened(rejoined(trailer.lines, source.text[:_HEAD]))
    starts = numbered(source, lines, text_floor(lines))
    printed, signs = with_signs(source, lines, starts)
    lines = _cut_at(printed, starts)
    facts = Facts(known_year=known.year if known else None)
    header = read_header(lines, facts, vocabulary, starts[0].offset if starts else None)
    if not header.found and not starts:
        return _unread(source, known)
    body_lines, residue, notices = _without_residue(source, header)
    signature = None if trailer.signature else read_signature(body_lines)
    signed = (signature.span, *repeats(source.text, body_lines, signature)) if signature else ()
    body = read_body(source, without(body_lines, signed), starts)
    claims = (
        *sheet.artefacts,
        *header.claims,
        *trailer.claims,
        *residue,
        *((*span, PartKind.SIGNATURE) for span in signed),
        *body.claims,
    )
    text_id = _text_id(header.facts, sheet.page_words, vocabulary)
    if text_id and known and knower == trailer.stated.by and _is_cut(known, text_id):
        known = text_id
    text = _Text(
        source.path,
        _captions_of(header, residue, source),
        summary_of(body.items),
        body.items,
        signature.name if signature else trailer.signature,
        parts_of(source.text, claims),
    )
    cable = _cable_of(_authorised(header.facts, body.items), known or text_id, vocabulary, text)
    told = (*sheet.notices, *header.notices, *notices, *doubts_of_numbers(starts), *signs, *body.notices)
    told += tuple(partial_extract(source.text))
    told += tuple(doubts_of(cable, header.facts, known, knower, text_id, signature))
    places = header.facts.places
    cable, told = settled(cable, told, trailer.stated, vocabulary, places)
    return settled(cable, told, stated, vocabulary, places)


def _known(path: str, stated: tuple[Stated, Stated], vocabulary: Vocabulary) -> tuple[CableId | None, str]:
    """The id that is known beside the text, and who states it; "" is the file's name."""
    around, below = stated
    for one, name in ((around, ""), (NOTHING_STATED, path), (below, "")):
        if known := known_id(one, name, vocabulary):
            return known, one.by
    return None, ""


def _unread(source: SourceText, known: CableId | None) -> tuple[Cable, tuple[Notice, ...]]:
    """A text with no line of a cable's header and no numbered paragraph."""
    notice = Notice(
        "not-a-cable",
        0,
        "no line of a cable's header, and no numbered paragraph",
        "a record begins with its header (FM, TO, a classification); if this is none, move it elsewhere",
    )
    cable = Cable(known, source.path, parts=parts_of(source.text, ()))
    return cable, (notice,)


def _cut_at(lines: tuple[Line, ...], starts: tuple[Start, ...]) -> tuple[Line, ...]:
    """The lines, with a new one at the beginning of each paragraph, and those above the first unfolded."""
    within: dict[int, list[int]] = {}  # offsets of beginnings that no line begins with, by line
    for start in starts:
        index = bisect_right(lines, start.offset, key=_START) - 1
        if lines[index].start != start.offset:
            within.setdefault(index, []).append(start.offset)
    kept = spliced(lines, {index: _pieces(lines[index], offsets) for index, offsets in within.items()})
    top = bisect_left(kept, starts[0].offset, key=_START) if starts else LONGEST_HEADER
    top = min(top, LONGEST_HEADER)
    return unfolded(kept[:top]) + kept[top:]


def _pieces(line: Line, offsets: list[int]) -> Iterator[Line]:
    """The line, cut at these offsets; blanks alone are no piece."""
    ends = [offset - line.start for offset in offsets]
    for start, end in pairwise([0, *ends, len(line.text)]):
        piece = cut(line, start, end)
        if piece.text.strip():
            yield piece


def _without_residue(
    source: SourceText, header: Header
) -> tuple[tuple[Line, ...], list[Claim], list[Notice]]:
    """The body's lines without captions, banners and end marks, and the claims on those."""
    found = list(body_residue(source, header.rest, header.read))
    lines = without(header.rest, [Span(*part[:2]) for part, _ in found])
    tail = tail_residue(lines, header.read)
    lines = without(lines, [Span(*part[:2]) for part in tail])
    return lines, [*(part for part, _ in found), *tail], [notice for _, notice in found if notice]


def _authorised(facts: Facts, items: tuple[Heading | Paragraph, ...]) -> Facts:
    """03ABUDHABI2641: "Classified by ..." may be the first paragraph."""
    first = next((item.text for item in items if isinstance(item, Paragraph)), "")
    if facts.classified_by or not first[:13].upper().startswith("CLASSIFIED BY"):
        return facts
    name, title, reasons = read_authority(first)
    return replace(facts, classified_by=name, classified_by_title=title, reasons=reasons)


def _cable_of(facts: Facts, cable_id: CableId | None, vocabulary: Vocabulary, text: _Text) -> Cable:
    return Cable(
        id=cable_id,
        source=text.source,
        dtg=facts.dtg or facts.published or facts.filing_time,
        precedence=facts.precedence,
        origin=facts.origin,
        post=_post_name(facts, cable_id, vocabulary),
        to=facts.to,
        info=facts.info,
        classification=facts.level or facts.security,
        captions=text.captions,
        attention=facts.attention,
        executive_order=facts.executive_order,
        declassify_on=facts.declassify_on,
        classified_by=facts.classified_by,
        classified_by_title=facts.classified_by_title,
        reasons=facts.reasons,
        tags=facts.tags,
        subject=facts.subject,
        subject_marking=facts.subject_marking,
        references=facts.references,
        summary=text.summary,
        body=text.body,
        signature=text.signature,
        parts=text.parts,
    )


def _captions_of(header: Header, residue: Iterable[Claim], source: SourceText) -> tuple[str, ...]:
    """The header's captions; EXERCISE may stand in the text alone."""
    captions = header.facts.captions
    if any("EXERCISE" in read_captions(source.text[start:end]) for start, end, _ in residue):
        captions += ("EXERCISE",)
    return tuple(dict.fromkeys(captions))


def _text_id(facts: Facts, page_words: str, vocabulary: Vocabulary) -> CableId | None:
    """The id that the text itself gives: year of the DTG, post and number of the classification line."""
    page_post, _, page_number = page_words.rpartition(" ")
    spelled = (facts.post or "", _place_of(facts.origin), page_post)
    post = next((_post_of(words, facts.origin, vocabulary) for words in spelled if words.strip("Xx ")), "")
    number = facts.number or (int(page_number) if page_number.isdigit() else None) or facts.serial
    year = facts.year or (facts.published.year if facts.published else None)
    return id_of(year, post, number, vocabulary) if post and number else None


def _post_of(words: str, origin: str | None, vocabulary: Vocabulary) -> str:
    """The post that the words end with; all of them where the FM line ends so: OECD PARIS is not PARIS."""
    post = vocabulary.post_at_end(words) or words
    if post == vocabulary.post_key(words) or not f" {origin}".endswith(f" {words}"):
        return post
    return post if words.split()[0] in _KINDS_OF_POST else words


def _is_cut(known: CableId, text_id: CableId) -> bool:
    """1976NAIROB04321: the archives' document numbers have six letters and blanks of a post at most."""
    same = known.number == text_id.number and known.year == text_id.year
    return same and len(known.post) <= _ARCHIVED and text_id.post.startswith(known.post)


def _place_of(origin: str | None) -> str:
    """AMEMBASSY ABU DHABI is ABU DHABI; SECSTATE is a spelling of STATE."""
    words = (origin or "").split()
    if len(words) > 1 and words[0] in _KINDS_OF_POST[:6]:
        words = words[1:]
    return " ".join(words)


def _post_name(facts: Facts, cable_id: CableId | None, vocabulary: Vocabulary) -> str | None:
    spelled = facts.post or _place_of(facts.origin)
    if cable_id and (cable_id.post in vocabulary.posts or vocabulary.post_key(spelled) != cable_id.post):
        return vocabulary.post_name(cable_id.post)
    return vocabulary.post_name(spelled) if spelled else None


def _diagnostics(source: SourceText, notices: Iterable[Notice]) -> tuple[Diagnostic, ...]:
    """The notices as diagnostics, in the order of the text."""
    return tuple(_diagnostic(source, notice) for notice in sorted(set(notices), key=lambda n: (n.offset, n)))


def _diagnostic(source: SourceText, notice: Notice) -> Diagnostic:
    if notice.offset < 0:
        return Diagnostic(Place(source.path), notice.code, notice.message, notice.hint)
    line, column = source.position(notice.offset)
    shown = source.lines[line - 1].text[:_SHOWN] if source.lines else ""
    return Diagnostic(Place(source.path, line, column), notice.code, notice.message, notice.hint, shown)

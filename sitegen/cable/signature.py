"""The signature: a surname on the last line, or glued to the end of the last sentence."""

import re
from typing import NamedTuple

from msgspec import structs

from sitegen.cable.chunk import is_dash, is_rule
from sitegen.cable.claim import span_of
from sitegen.cable.residue import last_words
from sitegen.cable.sentence import ends_sentence
from sitegen.source_text import Line, Span

_PARTICLE = r"(?:(?i:VON|VAN|DE|DEL|DER|LA|DI|ST\.)\s|(?:MC|MAC|Mc|Mac|O['’]|D['’])\s?)"
_NAME = rf"(?:{_PARTICLE}{{1,2}})?[A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]{{0,21}}[A-Za-zÀ-ÿ]"
_ONE_NAME = re.compile(rf"{_PARTICLE}{{1,2}}[A-Z][a-z’'-]+")  # "St. John"
_SUFFIX = r"(?i:JR|SR|II|III)"
_JUNIOR = rf"(?:,?\s{_SUFFIX}\.?)?"
_DATED = r"(?:\s{1,4}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\s{1,4}\d{8})?"
_ACTING = r"(?:\((?i:ACTING|A\.?I\.?)\)|,\s?(?i:ACTING|CHARGE|A\.I\.))?"
_ALONE = re.compile(
    rf"(?:/[sS]/|[./-]{{0,2}})\s*(?P<name>(?:[A-Z]\.\s?){{0,2}}{_NAME}(?:(?:\s|\s?/\s?)(?!{_SUFFIX}\b|N{{3,4}}\b|BT\b){_NAME})?{_JUNIOR})"
    rf"\s*{_ACTING}\s?[.#*/=-]{{0,3}}{_DATED}(?:\s{{1,4}}(?:N{{3,4}}|BT))?"
)
_GLUED = re.compile(
    r"(?:(?<=[.!?)\"”’'*\]\-])\s{1,6}-{0,2}|(?<=[.\"”)])\s{0,6}|(?i:(?<=end comment|end summary))\s{1,6})"
    r"(?P<dot>\.?)"
    r"(?P<name>(?:(?<=\s)[A-Z]\.\s(?=[A-Z]{3}))?(?:MC|Mc|O['’]|DE |VAN |VON )?[A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]{2,20}"
    r"(?:/[A-Z]{3,20})?(?:,? (?:JR|Jr)\.?)?)(?P<end>\s*[#*]{0,3}(?:\s{1,4}N{3,4})?)\s*\Z"
)
_AFTER_WEBSITE = re.compile(r"(?<=\s)(?P<dot>)(?P<name>[A-Z]{4,20})(?P<end>)\s*\Z")
_LOWER = re.compile(r"[a-z]{4,14}")  # typed in lower case, in six cables
_INITIAL = re.compile(r"\b[A-Z]\.\Z")  # "RSO Peshawar, David J. Hazarian" (09PESHAWAR41)
_NOT_A_NAME = re.compile(
    r"(?:SIPDIS|NOFORN|SENSITIVE|CONFIDENTIAL|SECRET|UNCLASSIFIED|UNCLAS|SBU|QUOTE|UNQUOTE|UNQTE"
    r"|(?:[A-Z]+ )?(?:COMMENT|SUMMARY|NOTE|TEXT)|END(?: [A-Z]+){0,2}|ENDIT|N{3,4}|BT|X+|NONE|N/?A"
    r"|EXERCISE|BACKGROUND|CONCLUSION"
    r"|MINIMIZE(?: CONSIDERED)?|ATTACHMENTS?|ENCLOSURES?|ANNEX|REGARDS|YES|NO|PARTICIPANTS?|APPROVED|CLEARED"
    r"|U\.S\.(?: [A-Z]+)?|DECL[A-Z]*)\.?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\(?(?:ACTING|A\.?I\.?|CDA|(?:U\.?S\.? |ACTING )?(?:CHARG[EÉ](?:,? D['’]AFFAIRES)?(?:,? A\.?I\.?)?|DCM"
    r"|AMBASSADOR|CONSUL(?: GENERAL)?|PRINCIPAL OFFICER|(?:DEPUTY )?CHIEF OF MISSION|SECRETARY))\)?\.?",
    re.IGNORECASE,
)
_WEBSITE = re.compile(r"https?:|www\.|\bsgov\.gov|\bweb ?site\b", re.IGNORECASE)
_COLUMNS = re.compile(r" {3,}")  # what stands between them in a row of a table
_CELL = 3  # words; prose with wide blanks has more between two of them
_WEBSITE_LINES = 6  # "Visit Embassy X's classified website:" and its address, wrapped or broken
_WIDEST_SITE = 200
_ABOVE = 8  # lines above a signature in small letters that are looked at


class Signature(NamedTuple):
    """The name, and where it stands; `glued` when it shared a line or stood right below the text."""

    name: str
    span: Span
    glued: bool


def read_signature(lines: tuple[Line, ...]) -> Signature | None:
    """The signature of a body whose end marks are taken out."""
    place = last_words(lines, len(lines))
    if place < 0:
        return None
    if is_rule(lines[place].text) or is_dash(lines[place].text):
        return _at(lines, last_words(lines, place))  # "EXAMPLE / --", or "***" at the very end
    if lines[place].text.islower() and (found := _small(lines[max(0, place - _ABOVE) : place + 1])):
        return found
    return (
        _at(lines, place)
        or _glued(lines[place])
        or _above_website(lines, place)
        or _above_title(lines[max(0, place - _ABOVE) : place + 1])
    )


def _small(lines: tuple[Line, ...]) -> Signature | None:
    """The signature of a copy that has no capitals at all, read as if it had nothing else."""
    if any(map(str.isupper, "".join(line.text for line in lines))):
        return None
    shown = tuple(structs.replace(line, text=line.text.upper()) for line in lines)
    found = _at(shown, len(shown) - 1) or _glued(shown[-1])
    return found._replace(name=found.name.lower()) if found else None


def _at(lines: tuple[Line, ...], place: int) -> Signature | None:
    """A line of its own that is a signature, below the text."""
    above = last_words(lines, place) if place > 0 else -1
    if above < 0:
        return None
    parted = place - above > 1
    name = _alone(lines[place], lines[above].text, parted=parted)
    return Signature(name, span_of(lines[place]), not parted) if name else None


def _above_website(lines: tuple[Line, ...], place: int) -> Signature | None:
    """The web site of the post stands below the signature now and then, not above it (198 cables)."""
    site = None
    for _ in range(_WEBSITE_LINES):
        if place < 0 or len(lines[place].text) > _WIDEST_SITE:
            return None
        if site is not None and (found := _at(lines, place)) and found.name.isupper():
            return found
        site = place if _WEBSITE.search(lines[place].text) else site
        place = last_words(lines, place)
    return None


def _is_row(text: str) -> bool:
    """Whether it is one of a table: of three columns, or with a figure in the last of two."""
    cells = _COLUMNS.split(text.strip())
    if any(len(cell.split()) > _CELL for cell in cells):
        return False
    return len(cells) > 2 or (len(cells) == 2 and cells[1][-1:].isdigit())


def _alone(line: Line, before: str, *, parted: bool) -> str | None:
    if parted and ends_sentence(before) and _LOWER.fullmatch(line.text.strip()):
        return line.text.strip()
    match = _ALONE.fullmatch(line.text.strip()) if len(line.text) < 80 else None
    if not match or _NOT_A_NAME.fullmatch(match["name"].strip()):
        return None
    name = match["name"].strip()
    shouted = name.isupper()
    ends = ends_sentence(before) or is_rule(before) or before.rstrip().endswith(("XXXX", "xxxxx", name))
    ends = ends or _is_row(before)
    # "THE FERRY THAT / (a page break) / ARRIVES LATE." in a cable that is all capitals
    settled = ends or (parted and not before.isupper())
    if not (shouted or len(name.split()) == 1 or name.endswith(("Jr.", "Jr")) or _ONE_NAME.fullmatch(name)):
        return None
    # "results. / MILAS" and "gave nothing away.8 / BUTENIS": capitals below a text that is not all capitals.
    return name if settled or (shouted and not before.isupper()) else None


def _above_title(lines: tuple[Line, ...]) -> Signature | None:
    """A title below the name, which is no part of it; both stand apart from the text, as a list may not."""
    above = len(lines) - 2
    before = last_words(lines, above)
    if before < 0 or before == above - 1 or not ends_sentence(lines[before].text):
        return None
    name = _ALONE.fullmatch(lines[above].text.strip())
    if not name or _NOT_A_NAME.fullmatch(name["name"]) or lines[before].text.rstrip().endswith(":"):
        return None
    span = Span(span_of(lines[above])[0], span_of(lines[-1])[1])
    return Signature(name["name"], span, False) if _TITLE.fullmatch(lines[-1].text.strip()) else None


def _glued(line: Line) -> Signature | None:
    match = _GLUED.search(line.text[-48:])
    if not match and len(line.text) < _WIDEST_SITE and _WEBSITE.search(line.text):
        match = _AFTER_WEBSITE.search(line.text)
    if not match or _NOT_A_NAME.fullmatch(match["name"]) or _INITIAL.search(match.string[: match.start()]):
        return None
    end = line.start + len(line.text.rstrip())
    name = match["name"]
    start = end - len(match["end"]) - len(name) - len(match["dot"])
    return Signature(name, Span(start, end), True)


def repeats(text: str, lines: tuple[Line, ...], signature: Signature) -> tuple[Span, ...]:
    """The same name alone on a line earlier: two cables on one sheet (09RANGOON378)."""
    if text.count(signature.name) < 2:
        return ()
    return tuple(
        span_of(line)
        for line in lines
        if signature.name in line.text
        and line.text.strip() == signature.name
        and line.start < signature.span.start
    )

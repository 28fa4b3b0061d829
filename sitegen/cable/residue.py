"""What machines and publishers left in a cable: end marks, print-outs, repeated captions and banners."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from sitegen.cable.claim import Claim, Notice, claim, cut, span_of
from sitegen.cable.classification import read_banner, read_captions
from sitegen.cable.line import places_of
from sitegen.cable.model import PartKind
from sitegen.source_text import Line, SourceText

_RESIDUE = re.compile(
    r"""\s*(?:
      N{3,4} | BT | \#\d{3,6}                       # end of a telegram
    | N{4}(?:MA[A-Z])?VV[A-Z]{0,4}                 # and the next one's beginning, "NNNNMAFVVZCZ"
    | -{12,}\ +\d{6}                               # below Washington's offices (1973-79)
    | Z[DF][A-Z]-?\d?                              # "ZDK": it was sent again
    | [.\#>]{1,3}                                  # 00HARARE6677 ends with ">"
    | \.{3} | \u2026
    | =+\s{0,3}CABLE\ ENDS\s{0,3}=+
    | \d{4}[A-Z]{3,14}\d{4,6}\ -\ (?:Classification:\ )?[A-Z/ ]{4,30}  # 04CARACAS2200
    | SELECT\ \*\ FROM\ .{1,200}                   # 06LAPAZ3400
    | ID:\s{0,8}\d{1,9}                            # 09SAOPAULO487
    | (?i:page)\ \d{1,3}(?:\ of\ \d{1,3})?
    | Track\ impresi.{1,200}
    | Declassified/Released\ .{1,120}              # 75TEHRAN2069
    | Systematic\ Review\ .{1,60}
    | (?:UNCLASSIFIED\s+)?U\.S\.\ Department\ of\ State\s+Case\ No.{1,120}  # on each page
    | RELEASED?\ IN\ (?:FULL|PART)\b[A-D0-9\s.,;/()-]{0,40}(?<!\.)  # and for which reasons: "B6, 1.4(D)"
    | <<\ END\ OF\ DOCUMENT\ >>
    | NOTE(?:\ BY\ [A-Z/]{2,12}:\ {0,2}(?:NOT\ )?|:\ {0,2}NOT\ )(?:PASSED|RELAYED)\b[A-Z\ .,/]{0,60}
    | This\ record\ is\ a\ partial\ extract\ .{1,160}
    | [A-Z]{4,8}\ {1,4}\d{4,6}\ {1,4}\d\d\ OF\ \d\d\ {1,4}\d{6}Z   # below "PAGE 01" on a line of its own
    | (?:ACTION|ORIGIN)\ [A-Z]{1,6}-\d\d\s*
    | (?:INFO\ +)?(?:[A-Z]{1,5}-\d\d\s+){3}.*      # 00HARARE6677, at each section
    )\s*""",
    re.VERBOSE,
)
_PARTIAL = "This record is a partial extract"
# "the Exampleland SIPDIS government": in 32 cables the caption cuts a sentence (cable-format, section 1.2).
_CAPTION_WITHIN = re.compile(
    r"(?:(?<=[a-z,;] )|\A\s{0,8})SIPDIS(?= [A-Za-z]|\s*\Z)"
    r"(?! (?:captions?|channel|cables?|messages?|traffic)\b)"
)
_SPEAKS_OF_IT = re.compile(r"\b(?:the|an?|via|by|in|on|as|of|not|no|and|or|use|used|using|marked|with) \Z")
_SECTION_FIELD = re.compile(r"\s*E\.O\. \d{5}:.{0,80}\bTAGS?\b", re.IGNORECASE)
_SECTION_LINE = re.compile(r".{6,40}SECTION \d{1,2} OF \d{1,2} [A-Z ]{3,30}\d{3,8}\s*", re.IGNORECASE)
_SECTION_ENVELOPE = re.compile(r"\s*(?:VZCZC[A-Z]{3}\d{4}|DE R[A-Z]{4,7} #\d{4}/\d\d \d{7})\s*")
# "TO SECSTATE WASHDC PRIORITY 0008": of each section the number is another.
_NUMBERED_ADDRESS = re.compile(
    r"(?P<name>(?:(?:TO|INFO) |R[HU][A-Z]{2,6}/|AMEMBASSY |AMCONSUL |USMISSION )[A-Z0-9 /.'&()-]{4,60}?)"
    r" \d{2,6}"
)
_TRUNCATED = re.compile(r"\s*(?P<words>\S.{2,60}?)\s?\.\.\.\s*")
_DATE = re.compile(
    r"\s*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|\d{8}|\d{1,2} [A-Z][a-z]{2,8},? \d{4}"
    r"|[A-Z][a-z]{2,8} \d{1,2}, \d{4})\s*"
)
_ENDED = re.compile(
    r"\s*(?:[\W_]{0,8}END(?: OF)?(?: THE)?"
    r" (?:(?:CABLE|TELEGRAM|DOCUMENT|RECORD)(?: TEXT)?|(?<=OF )MESSAGE)[\W_]{0,8}"
    r"|[</*]{1,3}\s?END\s?[>/*]{1,3}|ZCZC|-\s?30\s?-)\s*",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_NAME = re.compile(r"\s*[A-Z][A-Z'’ -]{2,24}\s*")
_LONGEST = 400
_SHORT = 48  # most residue is shorter than a line of prose, or in capitals
# What a text holds where a longer line in lower case may be residue; the last lines are always looked at.
_RARE = ("SIPDIS", "TAGS", "ags:", "ection 0", "*", "Case No")
_TAIL = 6
_OFFICES = ("ACTION ", "ORIGIN ")
_LONG_RULE = "-" * 12
_START = attrgetter("start")  # of a line
# How lines begin that are residue: levels (with a letter doubled), captions, the printer's own words.
_BEGINNINGS = frozenset(
    """TOPS CONF CCON COON CONN SECR SSEC SEEC SECC UNCL UUNC UNNC UNCC REST RRES LIMI LLIM LIMD CORR SENS
    SIPD STAD TERR NOTF NOFO NODI NOCO NNNN ROGE EYES EXDI EXER PROT PRIN ORCO FOUO DSEN AIDA HAND MINI ACTI
    PAGE INFO ORIG NOTE RELE TRAC THIS SYST SELE DECL VZCZ""".split()  # noqa: SIM905
)
_SIGNS = (
    r"[.#></*\"\u2026]|=+ {0,3}C|\d{4}[A-Z]|ID:|[Ee]\.[Oo]|[A-Z]{1,5}-\d"
    r"|[A-Z]{1,3}(?![^ /\n])|[a-z](?![^ \n])"
)
_BEGUN = "|".join(
    f"[{first}{first.lower()}](?i:{'|'.join(word[1:] for word in words)})"
    for first, words in groupby(sorted(_BEGINNINGS), key=lambda word: word[0])
)
_SUSPECT = re.compile(rf"\n[ ]*(?:{_SIGNS}|{_BEGUN})")
_LONGEST_LINE = 160
_SHORTEST_REPEAT = 12  # a shorter line may be a heading that the subject has too


def is_residue(text: str) -> bool:
    """Whether a line is nobody's words."""
    return len(text) <= _LONGEST and bool(_RESIDUE.fullmatch(text))


def body_residue(
    source: SourceText, lines: tuple[Line, ...], header: tuple[Line, ...]
) -> Iterator[tuple[Claim, Notice | None]]:
    """Lines of the body that are the header's again, or the printer's: captions, banners, sections."""
    read = {words for line in header if len(words := line.text.strip()) >= _SHORTEST_REPEAT}
    body = source.text[lines[0].start :] if lines else ""
    again = "\nFM " in body  # at each section
    if again:
        read |= {_numberless(words) for words in read}
    likely = lines if again or any(word in body for word in _RARE) else _likely(lines, read)
    texts = [line.text for line in likely]
    suspect = set(places_of(_SUSPECT, texts))
    for place, text in enumerate(texts):
        if place in suspect or "SIPDIS" in text or text.strip() in read or (again and _is_sent(text, read)):
            yield from _residue_in(likely[place], read)
            if text.lstrip()[:7] in _OFFICES:
                yield from _count_above(likely[place], lines)


def _count_above(line: Line, lines: tuple[Line, ...]) -> Iterator[tuple[Claim, Notice | None]]:
    """The number of the copies, above the offices that have them: "44"."""
    above = last_words(lines, bisect_left(lines, line.start, key=_START))
    if is_residue(line.text) and above >= 0 and _PAGE_NUMBER.fullmatch(lines[above].text):
        yield _artefact(lines[above], "residue-removed")


def _likely(lines: tuple[Line, ...], read: set[str]) -> tuple[Line, ...]:
    """The short lines, those in capitals, the header's and the last ones."""
    last = len(lines) - _TAIL
    return tuple(
        line
        for place, line in enumerate(lines)
        if (text := line.text)
        and (len(text) <= _SHORT or place >= last or text.isupper() or text.strip() in read)
    )


def _residue_in(line: Line, header: set[str]) -> Iterator[tuple[Claim, Notice | None]]:
    text = line.text
    if len(text) <= _LONGEST_LINE:
        if captions := read_captions(text):
            yield _artefact(line, "exercise" if "EXERCISE" in captions else "caption-repeated")
            return
        if read_banner(text):
            yield _artefact(line, "banner-repeated")
            return
        if is_residue(text):
            yield _artefact(line, "residue-removed")
            return
        if _repeats_header(text, header):
            yield _artefact(line, "header-repeated")
            return
    if "SIPDIS" in text:
        yield from _captions_within(line)


def _repeats_header(text: str, header: set[str]) -> bool:
    return bool(
        _numberless(text) in header
        or _SECTION_LINE.fullmatch(text)
        or _SECTION_FIELD.match(text)
        or _SECTION_ENVELOPE.fullmatch(text)
    )


def _is_sent(text: str, header: set[str]) -> bool:
    """Whether a line is one of a section's own: an addressee, or the rule above its date."""
    return _numberless(text) in header or text.lstrip().startswith(_LONG_RULE)


def _numberless(text: str) -> str:
    """The line's words, of an addressee's without the number of its message."""
    words = text.strip()
    address = _NUMBERED_ADDRESS.fullmatch(words) if words[-1:].isdigit() else None
    return address["name"] if address else words


def _captions_within(line: Line) -> Iterator[tuple[Claim, Notice | None]]:
    for match in _CAPTION_WITHIN.finditer(line.text):
        if not _SPEAKS_OF_IT.search(line.text[max(0, match.start() - 8) : match.start()]):
            yield _artefact(cut(line, match.start(), match.end()), "caption-repeated")


def _artefact(line: Line, code: str) -> tuple[Claim, Notice | None]:
    start, end = span_of(line)
    part = start, end, PartKind.PAGE_ARTEFACT
    if code == "exercise":
        return part, None
    words = line.text.strip()[:60]
    told = f"set aside, as no words of the cable: {words}" if code == "residue-removed" else ""
    return part, Notice(code, start, told or f"{words} stands in the text again")


def tail_residue(lines: tuple[Line, ...], header: tuple[Line, ...]) -> tuple[Claim, ...]:
    """Below the signature: the title cut off (06MANAGUA1002: "DANIEL ORTEGA AN..."), a date, an end."""
    place = last_words(lines, len(lines))
    if place < 1:
        return ()
    last = lines[place]
    if len(last.text) > _SHORT:
        return ()
    cut_off = _TRUNCATED.fullmatch(last.text)
    title = " ".join(line.text for line in header).upper() if cut_off else ""
    if _DATE.fullmatch(last.text) or (cut_off and cut_off["words"].upper() in title):
        return (claim(PartKind.PAGE_ARTEFACT, last),)
    if _ENDED.fullmatch(last.text) or (_PAGE_NUMBER.fullmatch(last.text) and _is_apart(lines[:place])):
        return (claim(PartKind.PAGE_ARTEFACT, last),)
    return ()


def _is_apart(lines: tuple[Line, ...]) -> bool:
    """Whether a blank line follows, and before it a line that may be a signature: no row of a table."""
    place = last_words(lines, len(lines))
    return 0 <= place < len(lines) - 1 and bool(_NAME.fullmatch(lines[place].text))


def partial_extract(text: str) -> Iterator[Notice]:
    """The publisher's own word that some of the record is left out, in 92 cables."""
    if (at := text.find(_PARTIAL)) >= 0:
        yield Notice("record-partial", at, "the publisher says that this is a partial extract")


def last_words(lines: tuple[Line, ...], end: int) -> int:
    """The place of the last line above `end` that is not blank; -1 when all are."""
    place = end - 1
    while place >= 0 and not lines[place].text.strip():
        place -= 1
    return place

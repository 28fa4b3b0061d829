"""What machines and publishers left in a cable: end marks, print-outs, repeated captions and banners."""

import re
from collections.abc import Iterator

from sitegen.cable.claim import Notice, cut, span_of
from sitegen.cable.classification import read_banner, read_captions
from sitegen.cable.model import Part, PartKind
from sitegen.source_text import Line, Span

_RESIDUE = re.compile(
    r"""\s*(?:
      N{3,4}                                       # end of a telegram
    | [.\#>]{1,3}                                  # 00HARARE6677 ends with ">"
    | \.{3} | \u2026
    | =+\s{0,3}CABLE\ ENDS\s{0,3}=+
    | \d{4}[A-Z]{3,14}\d{4,6}\ -\ [A-Z/ ]{4,30}    # 04CARACAS2200: "2004CARACA02200 - CONFIDENTIAL"
    | SELECT\ \*\ FROM\ .{1,200}                   # 06LAPAZ3400
    | ID:\s{0,8}\d{1,9}                            # 09SAOPAULO487
    | Track\ impresi.{1,200}
    | Declassified/Released\ .{1,120}              # 75TEHRAN2069
    | Systematic\ Review\ .{1,60}
    | <<\ END\ OF\ DOCUMENT\ >>
    | This\ record\ is\ a\ partial\ extract\ .{1,160}
    | ACTION\ [A-Z]{1,6}-\d\d\s*
    | (?:INFO\ +)?(?:[A-Z]{1,5}-\d\d\s+){3}.*      # 00HARARE6677, at each section
    )\s*""",
    re.VERBOSE,
)
_CAPTION_GLUED = re.compile(r"\s*SIPDIS(?= [A-Z])")
_TRUNCATED = re.compile(r"\s*\S.{0,60}\.\.\.\s*")
_SECTION_FIELD = re.compile(r"\s*E\.O\. \d{5}:.{0,80}\bTAGS?\b", re.IGNORECASE)
_SECTION_LINE = re.compile(r".{6,40}SECTION \d\d OF \d\d [A-Z ]{3,30}\d{5,8}\s*", re.IGNORECASE)
_STARS = re.compile(r"[*]{10,}(?: {1,3}[*]+)*")
_TAIL = 8  # lines at the end in which residue is looked for
_LONGEST = 400


def is_residue(text: str) -> bool:
    """Whether a line is nobody's words."""
    return len(text) <= _LONGEST and bool(_RESIDUE.fullmatch(text))


def body_residue(lines: tuple[Line, ...], header: frozenset[str]) -> Iterator[tuple[Part, Notice | None]]:
    """Lines of the body that are the header's again, or the printer's: captions, banners, sections."""
    for line in lines:
        text = line.text
        stripped = text.strip()
        if "**********" in text:
            yield from _stars(line)
        if not stripped or len(text) > 160:
            if glued := _CAPTION_GLUED.match(text):
                yield _artefact(cut(line, 0, glued.end()), "caption-repeated")
        elif captions := read_captions(text):
            yield _artefact(line, "exercise" if "EXERCISE" in captions else "caption-repeated")
        elif read_banner(text):
            yield _artefact(line, "banner-repeated")
        elif is_residue(text):
            yield Part(PartKind.PAGE_ARTEFACT, span_of(line)), None
        elif stripped in header or _SECTION_LINE.fullmatch(text) or _SECTION_FIELD.match(text):
            yield _artefact(line, "header-repeated")
        elif glued := _CAPTION_GLUED.match(text):
            yield _artefact(cut(line, 0, glued.end()), "caption-repeated")


def _stars(line: Line) -> Iterator[tuple[Part, Notice | None]]:
    """A rule of `*` glued to its text, as around the web site of 05TELAVIV1580."""
    if line.text.strip("* \t"):
        for match in _STARS.finditer(line.text):
            yield Part(PartKind.PAGE_ARTEFACT, span_of(cut(line, match.start(), match.end()))), None


def _artefact(line: Line, code: str) -> tuple[Part, Notice | None]:
    part = Part(PartKind.PAGE_ARTEFACT, span_of(line))
    if code == "exercise":
        return part, None
    return part, Notice(code, part.span.start, f"{line.text.strip()[:60]} stands in the text again")


def tail_residue(lines: tuple[Line, ...]) -> tuple[Span, ...]:
    """What stands after the signature: a cut-off title (06MANAGUA1002: "DANIEL ORTEGA AN...")."""
    last = [line for line in lines[-_TAIL:] if line.text.strip()][-1:]
    return tuple(span_of(line) for line in last if _TRUNCATED.fullmatch(line.text) and len(line.text) < 70)

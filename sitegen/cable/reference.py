"""References: the items of the REF block, with the cable each one names.

`REF: A. EXAMPLETOWN 1100` with `B. 06 STATE 61234` on the next line, or several on one line, with
labels as `A)`, `(A)`, `A.`, `A. (A)`, or none. What is no cable (an e-mail, an IIR, a memo) stays text.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from sitegen.cable.cable_id import full_year, id_of
from sitegen.cable.model import Anchor, CableId, Reference
from sitegen.cable.vocabulary import Vocabulary
from sitegen.source_text import Line, Span

_LABEL = re.compile(
    r"(?:^|(?<=[\s,;.:)]))(?i:REF ?)?¶?"
    r"(?:[(\[](?P<c>[A-Za-z])[)\]]|(?P<a>[A-Za-z])(?:\.?\)|:|\.(?![A-Z]\.))"
    r"(?=\s|\d|\(|['’]\d|[A-Z]{4}|[A-Z]{2,3}\s[A-Z]{2}))"
    r"(?:\s{0,3}(?:\((?P=c)\)|\([A-Za-z]\)|(?i:(?:REF )?(?P=a))[.):]))?[ ]{0,6}"
)
_SPLIT = re.compile(r"\s*;\s*")
_COUNTED = re.compile(
    r"(?:^|(?<=[\s,;.]))(?:(?:\([1-9]\)|[1-9]\))[ ]{1,6}(?=[A-Z0-9])|[1-9]\.[ ]{1,3}(?=(?:\d\d )?[A-Z]{4}))"
)  # "1) PARIS 1 2) ACCRA 2"
_NOTHING = re.compile(r"(?:NONE|N/?A|NIL)[. ]*", re.IGNORECASE)
_SLASHED = re.compile(r"(?P<first>[A-Z ]{4,24}\d{1,6})/(?P<second>[1-9]\d{0,5})[. ]*")  # "STATE 1234/1235"
_KIND_OF_POST = re.compile(
    r"(?:AMEMBASSY|AMCONSUL|AMEMB|US ?MISSION|USDAO|USINT|USLO|EMBASSY|CONSULATE|PRT|REO|IRAN(?= RPO))\s+"
    r"|\s+(?:PRT|REO)\Z",
    re.IGNORECASE,
)
# "06 STATE 61234", "2005 BUCHAREST 2550", "09SHENYANG 167", "(08) SAO PAULO 581", "PARIS (05) 1", "ROME 06 1"
_TARGET = re.compile(
    r"(?:\([UCS]\)\s*)?(?:[(‘’']?(?P<year>(?:19|20)\d\d|\d\d)\)?[\s-]*)?"
    r"(?P<post>[A-Z][A-Za-z.'’-]*(?:\s[A-Z][A-Za-z.'’-]*){0,3}?)[\s-]*"
    r"(?:\((?P<within>(?:19|20)\d\d|\d\d)\)\s*|(?P<between>(?:19|20)\d\d|[6-9]\d|[01]\d) (?=\d))?"
    r"(?:SP\s*|NO\.?\s*|#\s*)?0*(?P<number>[1-9]\d{0,7})(?![\d/]|Z\b|-(?!-|\d{2,6}\b(?!-)))"
    r"(?:\s*\((?P<last>(?:19|20)\d\d|\d\d)\)|\s+OF\s+(?P<of>(?:19|20)\d\d)\b)?"
    r"(?P<rest>(?:[^\w].*)?)",
    re.DOTALL,
)
# What may follow the number of a post that is in no table.
_NOTHING_MORE = re.compile(r"\s*(?:[\[(].*|,?\s*(?:AND|ET AL|NOTAL|&)\b.*|[.,;]*)", re.DOTALL | re.IGNORECASE)
_NOT_A_POST = re.compile(
    r"\b(?:X{3,}|REPORT|NOTE|DIPNOTE|TEAM|PAPER|FAX|CABLES?|MEETING|CONFERENCE|BRIEF|DAILY|UPDATE|MESSAGE"
    r"|CIRCULAR|TELEGRAM|DEPTEL|EMBTEL|CIRTEL|SITREP|SPOTREP"
    r"|TOSEC|TOPAL|IIR|ICN|TD|DTG|FAM|FAH|CA|SECDEF|CJCS|JCS|JOINT STAFF|[A-Z]{2,9}COM|EMAIL|E-MAIL|POINTS"
    r"|MEMO|LETTER|UNSCR|MOU|MOA|E\.?O|TREATY|RESOLUTION"
    r"|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC|JANUARY|FEBRUARY|MARCH|APRIL|AUGUST|SEPTEMBER"
    r"|OCTOBER|NOVEMBER|DECEMBER|PARAS?|TELCON|ITEMS?|SECTIONS?|PARTS?|PAGES?|ANNEX|CHAPTER|ARTICLE)\b",
    re.IGNORECASE,
)
_AIRGRAM = re.compile(r"[ -]A-?\Z", re.IGNORECASE)  # "KABUL A-123"
_NAMED = r"(?!AND )(?:[A-Z]{4}|[A-Z]{2,3}\.?[ -][A-Z]{2})[A-Z -]{0,20}\d"  # "LA PAZ 1", "ST. PETERSBURG 2"
_AND = re.compile(
    rf"\s*(?:,\s*(?:AND\s+)?|\s(?:AND|&)\s+|(?:(?<=[\d\]])|(?<=[A-Z]{{5}}\)))\s+(?=(?:[('’]?(?:19|20)?\d\d\)?\s)?{_NAMED}))"
    rf"(?=[('’]?\d|[A-Z]{{4}}|{_NAMED})(?!PREVIOUS|NOTAL|THROUGH|THRU)",
    re.IGNORECASE,
)
# A line that names a cable, in a block without labels.
_OWN_LINE = re.compile(
    rf"\s*(?:[('’]?(?:19|20)?\d\d\)?\s)?{_NAMED}{{1,6}}\b(?:.*[\d)\].,;]|.* (?:AND|PREVIOUS|NOTAL))?\s*"
)
_LAST_AND = re.compile(r",? (?:AND|&)\Z", re.IGNORECASE)
_ENDS_IN_YEAR = re.compile(r"(?:[,;]|\bAND) [('’]?(?:19|20)?\d\d\)?\s*\Z")
_YEAR_APART = re.compile(r"[('’]?(?:19|20)?\d\d\)?")
_POST_AND_NUMBER = re.compile(r"(?:(?:\d\d|\d{4}) ?)?[A-Z]{4,}(?: [A-Z]{3,})? \d{1,6}(?: ?\(NOTAL\))?[. ]*")
_BARE_NUMBER = re.compile(r"0*([1-9]\d{0,5})(?:\s*\(NOTAL\))?")
_NO_MORE = re.compile(r"\s*(?:\(NOTAL\))?[. ]*", re.IGNORECASE)
_LONGEST_TARGET = 400
_LONGEST_NUMBER = 6  # of a post that is in no table; "FBIS GMP20070101" is none


class Item(Struct, frozen=True, gc=False):
    """One item of the block, where it stood."""

    label: str | None
    text: str
    span: Span


def read_references(
    lines: tuple[Line, ...], year: int | None, vocabulary: Vocabulary
) -> tuple[Reference, ...]:
    """The items of the block, whose keyword (REF:) is already cut off."""
    items = [item for item in _items_of(lines) if item.text and not _NOTHING.fullmatch(item.text)]
    items = [piece for item in items for piece in _split_at_semicolons(item)]
    named = [(item, target) for item in items for item, target in _cables_of(item, year, vocabulary)]
    anchors: dict[str, int] = {}
    return tuple(
        Reference(
            item.label,
            item.text,
            target,
            item.span,
            _anchor_of(item.label, place, anchors),
        )
        for place, (item, target) in enumerate(named, start=1)
    )


def target_of(text: str, year: int | None, vocabulary: Vocabulary) -> CableId | None:
    """The cable an item names; the citing cable's year is meant where none is written."""
    match = _TARGET.match(text.strip()[:_LONGEST_TARGET])
    if not match:
        return None
    post = _KIND_OF_POST.sub("", match["post"])
    if not vocabulary.knows(post) and (
        post.count(" ") > 1
        or len(match["number"]) > _LONGEST_NUMBER
        or not _NOTHING_MORE.fullmatch(match["rest"])
    ):
        return None
    if _NOT_A_POST.search(match["post"]) or _AIRGRAM.search(match["post"]):
        return None
    written = match["year"] or match["within"] or match["between"] or match["last"] or match["of"]
    return id_of(full_year(written) if written else year, post, int(match["number"]), vocabulary)


def _cables_of(item: Item, year: int | None, vocabulary: Vocabulary) -> list[tuple[Item, CableId | None]]:
    """One item for each cable named: "PARIS 1 AND 2", "PARIS 1, 06 ACCRA 2" are two (07ISLAMABAD5288)."""
    slashed = "/" in item.text and _SLASHED.fullmatch(item.text)
    if (
        slashed
        and (target := target_of(slashed["first"], year, vocabulary))
        and vocabulary.knows(target.post)
    ):
        second = CableId(target.year, target.post, int(slashed["second"]))
        return [
            (replace(item, text=slashed["first"]), target),
            (replace(item, text=slashed["second"]), second),
        ]
    found: list[tuple[Item, CableId | None]] = []
    begun, exact = 0, True  # where the last one found begins, and whether it is no more than a cable's name
    for start, end in _pieces_of(item.text):
        piece = item.text[start:end]
        target = target_of(piece, year, vocabulary)
        before = found[-1][1] if found and exact else None
        named = _TARGET.fullmatch(piece)
        if before and (bare := _BARE_NUMBER.fullmatch(piece)):
            target = CableId(before.year, before.post, int(bare[1]))
        elif found and not (
            target and (vocabulary.knows(target.post) or (exact and _POST_AND_NUMBER.fullmatch(piece)))
        ):  # "PARIS 1, DATED JULY 3"
            found[-1] = (replace(item, text=item.text[begun:end]), found[-1][1])
            exact = False
            continue
        begun, exact = start, bool(named and _NO_MORE.fullmatch(named["rest"])) or (exact and not named)
        found.append((replace(item, text=piece), target))
    return found if len(found) > 1 else [(item, target_of(item.text, year, vocabulary))]


def _pieces_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces between commas and ANDs stand; before a post's name, a year is none by itself."""
    start = 0
    for match in _AND.finditer(text):
        if match[0].strip() or not _YEAR_APART.fullmatch(text, start, match.start()):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _items_of(lines: tuple[Line, ...]) -> Iterator[Item]:
    """Cut at the labels; a line without one continues the item before it."""
    text = "\n".join(line.text for line in lines)
    starts = _in_order(list(_LABEL.finditer(text)))
    counted = [] if starts else list(_COUNTED.finditer(text))
    if counted and not text[: counted[0].start()].strip():
        for match, following in zip(counted, [*counted[1:], None], strict=True):
            end = following.start() if following else len(text)
            yield _item(lines, text, match[0].strip("(). "), match.end(), end)
        return
    if not starts and len(lines) > 1 and all(_is_own(line.text) for line in lines):
        ends = list(accumulate(len(line.text) + 1 for line in lines))
        yield from (_item(lines, text, None, *span) for span in pairwise([0, *ends]))
        return
    if not starts or text[: starts[0].start()].strip(" \n.,;:"):
        yield _item(lines, text, None, 0, starts[0].start() if starts else len(text))
    for match, following in zip(starts, [*starts[1:], None], strict=False):
        end = following.start() if following else len(text)
        yield _item(lines, text, (match["a"] or match["c"]).upper(), match.end(), end)


def _is_own(text: str) -> bool:
    """Whether a line names a cable, and the last cable it names is not named to its end on the next."""
    return bool(_OWN_LINE.fullmatch(text)) and not _ENDS_IN_YEAR.search(text)


def _in_order(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Labels that count on from A: the "B." of "(AMBASSADOR B. SMITH E-MAIL)" is none."""
    kept: list[re.Match[str]] = []
    for match in matches:
        letter = (match["a"] or match["c"]).upper()
        last = (kept[-1]["a"] or kept[-1]["c"]).upper() if kept else chr(ord("A") - 1)
        if ord(letter) - ord(last) in (1, 2) or (match["a"] and match.string[match.start()] == "¶"):
            kept.append(match)
    return kept


def _item(lines: tuple[Line, ...], text: str, label: str | None, start: int, end: int) -> Item:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    shown = _LAST_AND.sub("", " ".join(words.split()).strip(" ,;").rstrip("- "))
    return Item(label, shown, Span(_offset(lines, start), _offset(lines, start + len(words.strip()), 1)))


def _offset(lines: tuple[Line, ...], at: int, end: int = 0) -> int:
    """An offset of the joined text as one of the source; the end of a piece belongs to its line."""
    for line in lines:
        if at < len(line.text) + end or line is lines[-1]:
            return line.start + min(at, len(line.text))
        at -= len(line.text) + 1
    return 0


def _split_at_semicolons(item: Item) -> list[Item]:
    """09SAOPAULO660: "BRASILIA 1250; RECIFE 66; (08) SAO PAULO 581"."""
    if ";" not in item.text:
        return [item]
    return [Item(item.label, piece, item.span) for piece in _SPLIT.split(item.text) if piece]


def _anchor_of(label: str | None, place: int, seen: dict[str, int]) -> Anchor:
    name = f"ref-{label.lower() if label else place}"
    seen[name] = seen.get(name, 0) + 1
    return Anchor(name if seen[name] == 1 else f"{name}-{seen[name]}")

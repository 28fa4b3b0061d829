"""Classified By: who classified the cable, with what title, and for which reasons.

Title then name (`DCM Jane Example`) and name then title (`Jane Example, Consul General`) are about
equally usual; a title is known by its words.
"""

import re
from typing import NamedTuple

_KEYWORD = re.compile(
    r"\s*(?:\((?:U|C|S|SBU)\)\s*)?(?:(?:THIS (?:CABLE|MESSAGE)|IT)?\s*(?:IS|WAS)?\s*(?:CLA[SIFED]{3,8}\s*BY"
    r"|CLASSIFIER(?=\s*:)|DERIVED\s+(?:BY|FROM))\s*:?\s*(?:BY\b:?)?\s*(?:\(U\)\s*)?){1,2}",
    re.IGNORECASE,
)
_REASON = r"R ?E ?A ?S ?O ?N ?S?"  # broken at a line's end: "for rea / sons 1.4 (b)"
_REASONS = re.compile(
    r"[\s,;:(-]*"
    r"(?:\b(?:FOR|PER|UNDER|BECAUSE OF|DUE TO|BASED ON|BY AUTHORITY OF"
    r"|IN ACCORDANCE WITH|PURSUANT TO)\b:?\s*)?"
    r"(?:\bTHE\b\s*)?(?:\bE\.? ?O\.? *\d{5},?\s*)?(?:\bSEC(?:TION)?S?\b\.?\s*)?"
    rf"(?:\b{_REASON}\b\s*[:;]?|(?<![\d.])1\s?[./]\s?[345](?!\d)|\bE\.?O\.? *\d{{5}})",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?<![\d.])1(?:\s*[./,]\s*|(?=[45] ?\([A-H]\)))(?P<section>[345])(?!\d)\.?[\s,:]*", re.IGNORECASE
)
_LETTER = re.compile(
    r"(?:\.(?=[A-H]\)))?[\s,;/&+-]*(?:(?:A ?N ?D|OR)\b[\s,/&]*)?[(\[]*\s*"
    r"(?P<letter>[A-H])(?:(?=[A-H]\))|(?![A-Za-z]|\.(?![A-H]\))))(?:\s?[)\]])*",  # "(bd)", "(b.d)", "( b )"
    re.IGNORECASE,
)
_LAST_LETTER = re.compile(
    r"[\s,;/&+-]*(?:(?:A ?N ?D|OR)\b[\s,/&]*)?[(\[]*\s*(?P<letter>[A-H])\.?\s*\Z", re.IGNORECASE
)
_TITLES = (
    "ambassador amb com charge chargé affaires d'affaires cda dcm a/dcm adcm acting deputy chief of mission "
    "consul general minister minster counselor counsellor counselors political pol econ economic ecopol "
    "polcouns econcouns polchief officer principal director secretary assistant under undersecretary dep "
    "assistantsecretary regional security rso management public affairs pao poloff econoff emboff defense "
    "attache attaché commercial a.i ai section head team leader vice station advisor adviser senior "
    "civilian special envoy representative permanent charge' chargé' embassy the for and bureau office cg "
    "pdas congen das coordinator first second third dpo po chargee interim ad polmc econmc emin polmin "
    "ecmin prt consular consulate legal science labor refugee u.s us rep ranking internal external "
    "executive col colonel ltc major capt captain cdr commander lt maj brig gen fso unit branch division "
    "desk pol-econ politico-military pol-mil military trade agricultural agriculture fiscal treasury "
    "energy environment technology health narcotics inl law enforcement counter-narcotics programs policy "
    "global issues international relations organizations development usaid press information cultural "
    "polmincons polcons econcons ambassador-at-large watcher specialist staff counterterrorism p.o "
    "country multilateral national nea eur sca wha eap isn inr af io drl prm oes eb eeb "
)
# Words that are never part of a name: what stands before the last of them is title too.
_SURE_TITLES = (
    "ambassador charge chargé cda dcm adcm counselor counsellor consul secretary undersecretary officer "
    "director chief representative attache attaché coordinator adviser advisor leader specialist watcher "
    "poloff econoff a/s das pdas u/s polcouns econcouns d'affaires affaires a.i pao rso envoy mission head "
)
_TITLE_WORDS = frozenset(_TITLES.split())
_SURE = frozenset(_SURE_TITLES.split())
_OFFICES = ("us", "u.s", "embassy", "consulate", "amembassy", "amconsul", "usmission", "office", "bureau")
_NAME_SUFFIX = re.compile(
    r",?\s+(?P<suffix>Jr|Sr(?!\.? [a-z]))\b\.?|,\s*(?P<number>II|III|IV)\b\.?", re.IGNORECASE
)
# "for", and what it leads to: "Assistant Secretary for African Affairs Jane Example".
_LEADING = ("for", "of", "to", "in", "at", "the")
_FIELDS = ("affairs", "issues", "matters", "policy", "operations", "organizations", "programs", "relations")
# How places of two words begin: "Ambassador to Sri Lanka Example".
_PLACES = ("sri", "saudi", "new", "south", "north", "costa", "el", "sierra", "burkina", "ivory", "hong")
_COMMA = re.compile(r",(?!affaires)", re.IGNORECASE)  # "Charge d,Affaires": the comma was an apostrophe
_INITIAL = re.compile(r"[A-Z]\.?")
_LONGEST = 600


class Authority(NamedTuple):
    """The Classified By line, read."""

    name: str | None = None
    title: str | None = None
    reasons: tuple[str, ...] = ()


def read_authority(text: str) -> Authority:
    """`Classified By: CDA Kevin Milas, reasons 1.4 (B) and (D).`"""
    words = " ".join(text[:_LONGEST].split())
    keyword = _KEYWORD.match(words)
    words = words[keyword.end() :] if keyword else words
    if keyword and "DERIVED" in keyword[0].upper():  # "DERIVED FROM DSCG 05-1 B AND D" names a guide, nobody
        return Authority(None, None, _reasons_of(words)[0])
    found = _REASONS.search(words)
    if not found:
        return Authority(*_name_and_title(words))
    person = words[: found.start()]
    reasons, end = _reasons_of(words[found.start() :])
    if not person.strip(" .,;:-"):  # "Reasons 1.4 (b) and (d), Ambassador Jane Example"
        person = words[found.start() + end :] if end else ""
    return Authority(*_name_and_title(person), reasons)


def reasons_alone(text: str) -> tuple[str, ...]:
    """`REASON: 1.4 (b)` on a line of its own, apart from who classified; () for any other line."""
    if text.lstrip()[:6].upper() != "REASON":
        return ()
    authority = read_authority(text)
    return () if authority.name or authority.title else authority.reasons


def _reasons_of(text: str) -> tuple[tuple[str, ...], int]:
    """`1.4 (b) and (d)`, `1.4(B)(D)` and `1.4 (b/d)` are all ("1.4(b)", "1.4(d)"); and where they end."""
    found: list[str] = []
    end = 0
    for section in _SECTION.finditer(text):
        end = section.end()
        while match := _LETTER.match(text, end) or _LAST_LETTER.match(text, end):
            found.append(f"1.{section['section']}({match['letter'].lower()})")
            end = match.end()
    return tuple(dict.fromkeys(found)), end


def _name_and_title(text: str) -> tuple[str | None, str | None]:
    text = text.strip(" .,;:-(")
    suffix = _NAME_SUFFIX.search(text)  # "Clark T. Randt, Jr." (07BEIJING1668)
    if suffix:
        text = _NAME_SUFFIX.sub("", text)
    pieces = [piece.strip() for piece in _COMMA.split(text) if piece.strip(" .")]
    if not pieces:
        return None, None
    title, name = _split(pieces[0])
    rest = pieces[1:]
    if rest and name and title and title.split()[0].lower().strip(".") in _OFFICES:
        title, name = pieces[0], ""  # "US Mission Geneva, Chief of Mission Jane Example"
    while not name and rest:  # "S/CT DAS, Susan F. Burk", "Charge d'Affaires, a.i., Jane Example"
        more, name = _split(rest[0])
        title, rest = ", ".join(piece for piece in (title, more) if piece), rest[1:]
    if not name:
        name, title = (title, "") if title.islower() else ("", title)  # "xxxxx" (10BAGHDAD167)
    elif not title:
        title, rest = ", ".join(rest), []
    if suffix and name:
        number = suffix["number"]
        comma = "," if suffix[0].startswith(",") else ""
        name += f"{comma} {number.upper() if number else suffix['suffix'] + '.'}"
    if title.endswith(("a.i", "Amb")):
        title += "."
    return name or None, title.strip(" -:") or None


def _split(words: str) -> tuple[str, str]:
    """A title and a name, whichever comes first."""
    parts = words.split()
    plain = [_plain(part) for part in parts]
    known = [_is_title(word, part) for word, part in zip(plain, parts, strict=True)]
    if len(parts) > 2 and len(parts[0]) == 1 and "/" in parts[1]:
        known[0] = True  # "P U/S Jane Example": the under secretary of an office of one letter
    # "ECOPOL Counselor Andrew Erickson" (06LAPAZ3400), "Bureau of Example Affairs Director Jane Example"
    sure = max((i for i, word in enumerate(plain) if word in _SURE), default=-1)
    if sure == len(parts) - 1 and not known[0]:
        first = known.index(True) if True in known else 0
        if first > 1:  # "Jane Example Political Counselor"
            return " ".join(parts[first:]), " ".join(parts[:first])
    count = sure + 1 if (known[:1] == [True] or sure + 2 < len(parts)) and sure < len(parts) else 0
    if not count and _is_office(parts):
        count = 1
    while count < len(parts) and (known[count] or (count and _joins(parts, count, known))):
        count += 1
    count = _with_field(parts, plain, count)
    return " ".join(parts[:count]), " ".join(parts[count:]).lstrip("- ")


def _with_field(parts: list[str], plain: list[str], count: int) -> int:
    """Where a title ends that has "for European Affairs", "in Lahore" or "to the UN" in it."""
    if not 0 < count < len(parts):
        return count
    at = count + (plain[count] in _LEADING)
    leads = plain[at - 1] in _LEADING
    fields = [i for i in range(at, len(parts) - 2) if plain[i] in _FIELDS]
    if fields and (leads or not any(word in _LEADING for word in plain[at : fields[-1]])):
        return fields[-1] + 1
    place = plain[at] in _PLACES
    end = at + (3 if plain[at + 1 : at + 2] == ["and"] else 1) + place
    return end if leads and (_is_name(parts[end:]) or (place and parts[end:])) else count


def _is_name(parts: list[str]) -> bool:
    """Two words, with an initial or not; of more, the first are the rest of a place: "Saudi / Arabia"."""
    return sum(not _INITIAL.fullmatch(part) for part in parts) == 2


def _joins(parts: list[str], at: int, known: list[bool]) -> bool:
    """A word in small letters between a title's words, a dash, an office's letters: not the name's "van"."""
    word = parts[at]
    if parts[at - 1].lower() == "of" and len(parts) - at > 2:
        return True  # "Assistant Secretary of State Jane Example"
    return len(parts) - at > 2 and (word == "-" or (word.islower() and known[at - 1] and known[at + 1]))


def _is_office(parts: list[str]) -> bool:
    """`ISN - Jane Example`, `EMIN Jane Example`: an office's letters before a name in mixed case."""
    word = parts[0]
    return (
        len(parts) > 2
        and 3 <= len(word) <= 8
        and word.isalpha()
        and word.isupper()
        and not parts[-1].isupper()
    )


def _is_title(plain: str, word: str) -> bool:
    """A word of a title: a known one, two joined by a hyphen, or an office's letters ("DS/IP/SCA")."""
    return plain in _TITLE_WORDS or "/" in word or plain.endswith("couns") or (
        "-" in plain and all(piece in _TITLE_WORDS for piece in plain.split("-"))
    )  # fmt: skip


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").replace("`", "'").replace("d,aff", "d'aff").strip(".:;'()")

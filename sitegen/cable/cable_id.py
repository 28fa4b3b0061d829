"""Cable ids in every spelling people use, read to the one canonical form.

`07ASTANA1848` is two digits of the year, the post in letters only, the number without leading
zeros. Read as the same: `07 Astana 1848`, `07ASTANA01848`, `ASTANA 1848 (07)`, `2007ASTANA1848`,
and PlusD's `07ASTANA1848_a`.
"""

import re

from sitegen.cable.model import CableId
from sitegen.cable.vocabulary import Vocabulary, letters_of

_POST = r"(?P<post>[A-Z][A-Z .,'’-]{0,40}?)"
_NUMBER = r"\s*0*(?P<number>[1-9]\d{0,7})"
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}}|\d\d)\s*{_POST}{_NUMBER}(?:_[A-Z])?")
_YEAR_LAST = re.compile(rf"{_POST}{_NUMBER}\s*\((?P<year>\d{{4}}|\d\d)\)")
# Dumps hold ids as 09SECTION01OF03SANJOSE525, 09EFTOLONDON2468: words of the line before the post. And people
# write what kind of post it is.
_SECTION = re.compile(r"SECTION\s*\d+\s*OF\s*\d+")
_BEFORE_POST = re.compile(r"(?:(?:EFTO|AMEMBASSY|AMCONSUL|USMISSION|EMBASSY|CONSULATE)\s*)+(?=[A-Z]{3})")
YEARS = range(1966, 2066)
_FIRST_YEAR = 66  # the oldest cable of the release is of 1966


def read_id(text: str, vocabulary: Vocabulary | None = None, shortest: int = 3) -> CableId | None:
    """The id that a text spells, or None when it spells none.

    A post has at least `shortest` letters: where an editor can have meant nothing but an id, one is enough.
    """
    if not text or len(text) >= 80:
        return None
    spelled = _SECTION.sub("", text.upper()).strip()
    match = _YEAR_FIRST.fullmatch(spelled) or _YEAR_LAST.fullmatch(spelled)
    if match is None:
        return None
    post = match["post"]
    if before := _BEFORE_POST.match(post):
        post = post[before.end() :]
    return id_of(full_year(match["year"]), post, int(match["number"]), vocabulary, shortest)


def id_of(
    year: int | None, post: str, number: int, vocabulary: Vocabulary | None, shortest: int = 3
) -> CableId | None:
    """An id from its three facts; None when one of them is no such fact."""
    key = vocabulary.post_key(post) if vocabulary else letters_of(post)
    if year is None or len(key) < shortest or number < 1:
        return None
    return CableId(year, key, number)


def full_year(digits: str) -> int | None:
    """1966 to 2065 from "66", "07" or "2007"; None when out of that range."""
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= _FIRST_YEAR else 2000
    return year if year in YEARS else None


def canonical(text: str) -> CableId:
    """A canonical id, read back: letters between two numbers."""
    post = text.strip("0123456789")
    year, _, number = text.partition(post)
    return CableId(full_year(year) or 0, post, int(number))

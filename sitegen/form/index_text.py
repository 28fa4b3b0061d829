"""What stands in a file of the search index beside its rows of digits, in which names stand by chance.

docs/search-index.md says what they look like. Whatever does not look so to the letter is text, and is kept.
Shards are named for the first letters of a word, which may be a name: Ann, of annual. The word stands in it.
"""

import re

_MORE = "\ua66e\0"  # letters: what stands before it is the beginning of a word, and no word
_SHARD = re.compile(r"(search/[^/]+/[st])-([^-.]*)(-at|-[0-9]+)?(\.js)?")
_FILE = re.compile(r'sitegenFound\("(search/[^"]*)",(.*)\);\n', re.DOTALL)
_D = "[A-Za-z0-9_-]"
_POSITIONS = re.compile(rf'"{_D}*"')
_DIGITS = re.compile(rf"{_D}+")
_WEIGHTS = re.compile("[B-P]+")
_LAST_DIGIT = re.compile("[A-Za-f]")
_KEYS = re.compile(rf'"(units|documents|row|parts|ids|post|level|tag|entity)":"{_D}*"')
_PRINTS = re.compile(rf'[+*]?:(?:{_D}{{4}}){{1,2}}(?=[ "])')


def without_digits(text: str, instead: str) -> str:
    """A file of the index with something else for each row of digits, and the path of one with a sign that
    the letters in it are no word; any other text as it is."""
    if (found := _FILE.fullmatch(text)) is None:
        return _SHARD.sub(rf"\1{instead}\2{_MORE}", text) if _SHARD.fullmatch(text) else text
    path, said = found.groups()
    shard = _SHARD.fullmatch(path)
    kind, end = (shard[1][-1], shard[3] or "") if shard else ("", "")
    if kind == "t" and said.startswith('"'):
        if end == "-at" and _POSITIONS.fullmatch(said):
            said = instead
        rows = said.removeprefix('"').removesuffix('"').split("\\n")
        before = 0 if end and end != "-at" else 1  # the term
        said = "\n".join(_without_postings(row.split(" "), before, instead) for row in rows)
    elif kind == "s" or path.endswith("/index"):
        said = _PRINTS.sub(_MORE, said)
    return f"{without_digits(path, instead)} {_KEYS.sub(instead, said)}"


def _without_postings(row: list[str], before: int, instead: str) -> str:
    """UNITS WEIGHTS, and perhaps POSITIONS: with a weight for each unit, else it is none."""
    digits = row[before:]
    if len(digits) in (2, 3) and _are_postings(*digits):
        return " ".join((*row[:before], instead))
    return " ".join(row)


def _are_postings(units: str, weights: str, positions: str = "A") -> bool:
    are_digits = all(map(_DIGITS.fullmatch, (units, positions)))
    return bool(
        are_digits and _WEIGHTS.fullmatch(weights) and len(_LAST_DIGIT.findall(units)) == len(weights)
    )

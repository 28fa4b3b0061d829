r"""How a record was sent: quoted in a mail, listed with numbers, wrapped by a mailer, in a field of a table.

`> ` or a number before every line, a `=` at a line's end, a line end written `\n`. Each is believed only of a
whole text: a drafter may write one of them, but not before every line.
"""

import re
from collections.abc import Iterator
from itertools import islice

from sitegen.cable.edit import Conversion, Edit

_TOLD = ("transport-undone", "signs that stand before or between the lines of a copy are left out")
_FEWEST = 3  # lines by which a whole text is believed to be quoted, or wrapped by a mailer
_FEWEST_WRITTEN = 8
_FEWEST_ENDS = 12
_FEWEST_BLANK = 2
_ENDS = re.compile(r"\r?\n(?:[ \t]*\r?\n)*")
_END = re.compile(r"\r?\n")
_MARGIN = re.compile(r"^ *(?=\S)", re.MULTILINE)
_LEAST_MARGIN = 2  # one blank before each line is no more than a line's beginning
_FEWEST_DOUBLED = 20
_ONE_BLANK = re.compile(r"\S[^\S\r\n\t]\S")
_BLANKS = re.compile(r" {2,}")
_QUOTED = re.compile(r"^[ \t\f\ufeff]{0,3}(?:\\?>[ \t]?)+", re.MULTILINE)
_BARRED = re.compile(r"^[ \t\f]{0,3}\\?\|[ \t]?(?![^|\n]*\|)", re.MULTILINE)
_NUMBERED = re.compile(r"^[ \t]{0,7}(\d{1,5})(?:[:|][ \t]?|[ \t]{1,2}|$)", re.MULTILINE)
_WRITTEN_END = re.compile(r"(?:\\r)?\\n(\r?\n)?")
_SENT = re.compile(r"\S=[ \t\r]*$|^.{40,}=20$|=(?:C[23]|E2)=[89AB][0-9A-F]", re.MULTILINE)
_SURELY_SENT = re.compile(r"^.{40,}=(?:20)?[ \t\r]*$|=(?:C[23]|E2)=[89AB][0-9A-F]", re.MULTILINE)
_BLANK_LINE = re.compile(r"^=20\r?$", re.MULTILINE)
_UNSENT = re.compile(r"=(?![0-9A-F]{2}|[ \t]*\r?\n|\Z)")  # there "=" itself is "=3D"
_OCTETS = re.compile(r"(?:=[0-9A-F]{2}|=[ \t]*\r?\n)+")


def _unquoted(text: str) -> list[Edit]:
    """`> ` before the lines, as in an answered mail: before half of them, for some stand below the record."""
    return _before_lines(_QUOTED, text, share=0.5)


def _unbarred(text: str) -> list[Edit]:
    """`| `, as some mailers quote; a table has a second bar in each line."""
    return _before_lines(_BARRED, text, share=0.9)


def _before_lines(pattern: re.Pattern[str], text: str, *, share: float) -> list[Edit]:
    found = [Edit(*match.span(), "") for match in pattern.finditer(text)]
    lines = sum(not line.isspace() for line in text.split("\n") if line)
    return found if len(found) >= max(_FEWEST, share * lines) else []


def _unnumbered(text: str) -> list[Edit]:
    """A number before each line, one more than on the line before."""
    first = _NUMBERED.match(text)
    found = list(_NUMBERED.finditer(text)) if first else []
    if not first or len(found) < max(_FEWEST, text.count("\n")):
        return []
    if any(int(match[1]) != number for number, match in enumerate(found, int(first[1]))):
        return []
    return [Edit(*match.span(), "") for match in found]


def _unspaced(text: str) -> list[Edit]:
    """Each line end twice: where two lines were parted by a blank one, there are three now.

    A record that has a blank line below each line, and nowhere more, is as it was written.
    """
    first = text.find("\n")
    if text[first + 1 : first + 3].lstrip("\r")[:1] != "\n":
        return []
    found = list(_ENDS.finditer(text))
    counts = [match[0].count("\n") for match in found]
    odd, blank = sum(count % 2 for count in counts), sum(count > 3 for count in counts)
    if len(found) < _FEWEST_ENDS or odd * 50 > len(found) or blank < _FEWEST_BLANK:
        return []
    return [
        Edit(*end.span(), "")
        for match in found
        for end in islice(_END.finditer(text, *match.span()), 1, None, 2)  # every second
    ]


def _unindented(text: str) -> list[Edit]:
    """The same margin before every line, as a word processor sets a text in."""
    if text.lstrip("\r\n")[:1] != " ":
        return []
    margins = list(_MARGIN.finditer(text))
    margin = min((len(match[0]) for match in margins), default=0)
    if margin < _LEAST_MARGIN or len(margins) < _FEWEST_ENDS:
        return []
    return [Edit(match.start(), match.start() + margin, "") for match in margins]


def _undoubled(text: str) -> list[Edit]:
    """Each blank twice: no word is one blank from the next."""
    if _ONE_BLANK.search(text):
        return []
    found = list(_BLANKS.finditer(text))
    if len(found) < _FEWEST_DOUBLED:
        return []
    return [Edit((match.start() + match.end()) // 2, match.end(), "") for match in found]


def _unwritten(text: str) -> Iterator[Edit]:
    r"""`\n` or `\r\n`, in letters; where a real line end follows, it is one too many."""
    if text.count("\\n") >= max(_FEWEST_WRITTEN, text.count("\n")):
        for match in _WRITTEN_END.finditer(text):
            twice = match[1] is not None
            yield Edit(match.start(), match.start(1) if twice else match.end(), "" if twice else "\n")


def _unmailed(text: str) -> list[Edit]:
    """Quoted-printable: `=` where a line was broken, `=20` at its end, `=C2=B6` for a letter."""
    if _UNSENT.search(text) or not _is_mailed(text):
        return []
    return [Edit(*match.span(), _words_of(match[0])) for match in _OCTETS.finditer(text)]


def _is_mailed(text: str) -> bool:
    """Lines of one blank, or lines that were broken and letters of others' alphabets."""
    if len(_BLANK_LINE.findall(text)) >= _FEWEST_BLANK:
        return True
    return bool(_SURELY_SENT.search(text)) and len(_SENT.findall(text)) >= _FEWEST


def _words_of(octets: str) -> str:
    return bytes.fromhex(octets.replace("=", "")).decode("utf-8", "replace")


TRANSPORTS = (
    Conversion(_unwritten, *_TOLD, signs=("\\",)),
    Conversion(_unmailed, *_TOLD, signs=("=",)),
    Conversion(_unnumbered, *_TOLD, signs=("\n",)),
    Conversion(_unquoted, *_TOLD, signs=(">",)),
    Conversion(_unspaced, *_TOLD, signs=("\n",)),
    Conversion(_unbarred, *_TOLD, signs=("|",)),
    Conversion(_unindented, *_TOLD, heads=frozenset({"  "})),
    Conversion(_undoubled, *_TOLD, signs=("  ",)),
)

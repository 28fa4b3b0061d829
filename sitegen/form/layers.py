"""A text as it stands, and as it reads to those who undo what programs did to it: tags, entities, escapes.

Each layer is undone by itself, and after each of the others: what looks like one may be a name. In
`?q=ADAM%20Smith` the signs `=AD` are a letter to a mail program, and no name is left where they are undone.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape

from sitegen.form.base64_signs import runs_of_signs, texts_of_signs
from sitegen.form.index_text import without_digits

BAR = "\0\ua66e\0"
"""A letter that is in no name, so that what stands on both sides is not read as one."""

_MOST, _FEW, _LETTERS = 6_000, 100, 64_000_000  # readings, and all of them together; a page has six
_BETWEEN_SIGNS = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(  # with what a value or a remark may hold; one that has no end goes on to the text's
    r"""<(?: !--.*?(?:-->|\Z)
    | [A-Za-z/!?](?: [^>=]+ | =\s*\\*(?: "[^"]*(?:"|\Z) | '[^']*(?:'|\Z)) | = )*+(?:>|\Z) )""",
    re.DOTALL | re.VERBOSE,
)
_ODD = re.compile(r"""=\s*\\*(?:"[^"<>]*|'[^'<>]*)[<>]""")  # where a tag ends elsewhere than it seems
_BESIDE = re.compile(r"<(su[pb]|r[tp]|del)\b.*?(?:</\1>|\Z)|\[\^[^\[\]\n]{1,99}\]", re.DOTALL)
_BESIDE_SIGNS = ("<sup", "<sub", "<rt", "<rp", "<del", "[^")
_FIELD = re.compile(r'(?<!\\)\\*"[\w@$:. -]{1,50}\\*"\s*:')  # of JSON: between a given name and a family's
_IN_SCRIPTS = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\}|[bfnrtv])")
_IN_STYLES = re.compile(r"\\([0-9A-Fa-f]{1,6})[ \t\r\n\f]?")
_OCTAL = re.compile(r"\\([0-3]?[0-7]{1,2})")
_OCTETS = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")  # begins with a letter, which is found fast
_MAIL = re.compile(r"=(?:[0-9A-Fa-f]{2}|[ \t]*\r?\n)(?:=(?:[0-9A-Fa-f]{2}|[ \t]*\r?\n))*")
_NO_DIGITS = {ord(it): None for it in "=%"}


class OpaqueError(Exception):
    """What holds something, and it cannot be seen what."""


def views_of(text: str) -> Iterator[str]:
    """It and all its readings; an `OpaqueError` where they have no end, for one more may say a name."""
    left = [without_digits(text, BAR)]
    seen, letters = {*left}, 0
    while left:
        yield (text := left.pop())
        for undo in _LAYERS:
            if (undone := undo(text)) not in seen:
                seen.add(undone)
                letters += len(undone)
                left.append(undone)
        if len(seen) > _MOST or (len(seen) > _FEW and letters > _LETTERS):
            raise OpaqueError


def _without_tags(text: str) -> str:
    return _BETWEEN_SIGNS.sub("\0", text)  # no letter: a word may begin or end there


def _without_odd_tags(text: str) -> str:
    return _MARKUP.sub("\0", text) if "<!--" in text or _ODD.search(text) else text


def _without_what_is_beside(text: str) -> str:
    """Nor the numbers of footnotes and how a sign is read, which stand between a word and the next."""
    is_there = any(sign in text for sign in _BESIDE_SIGNS)
    return _without_tags(_BESIDE.sub("\0", text)) if is_there else text


def _without_fields(text: str) -> str:
    return _FIELD.sub("\0", text) if '":' in text or '" :' in text else text


def _scripts_undone(text: str) -> str:
    if "\\" not in text:
        return text
    text = _IN_SCRIPTS.sub(_character, text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves made whole


def _styles_undone(text: str) -> str:
    return _IN_STYLES.sub(_character, text)


def _octal_undone(text: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), text)


def _octets_undone(text: str) -> str:
    return _OCTETS.sub(_of_octets, text)


def _mail_undone(text: str) -> str:
    return _MAIL.sub(_of_octets, text)


def _base64_undone(text: str) -> str:
    """What a text holds in base64, or the text where it holds none."""
    held = [one for signs in runs_of_signs(text) for one in texts_of_signs(signs)]
    return BAR.join(held) if held else text


_LAYERS: tuple[Callable[[str], str], ...] = (
    _without_tags,
    _without_odd_tags,
    _without_what_is_beside,
    unescape,
    _scripts_undone,
    _styles_undone,
    _octal_undone,
    _octets_undone,
    _mail_undone,
    _without_fields,
    _base64_undone,
)


def _character(found: re.Match[str]) -> str:
    digits = next(filter(None, found.groups()), "20")  # an escaped line's end or page's is a blank
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else ""


def _of_octets(found: re.Match[str]) -> str:
    """In UTF-8, also where its first letter or its last was cut in two; else each a letter of Latin-1."""
    data = bytes.fromhex(found[0].translate(_NO_DIGITS))  # blanks it skips itself
    text = data.decode("utf-8", "replace")
    is_other = "\ufffd" in text and text.replace("\ufffd", "").isascii()
    return data.decode("latin-1") if is_other else text

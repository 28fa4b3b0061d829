"""What is wrong with the words of an editor's page, note or entity, whatever they speak of.

Also what was meant as a [[link]] or a footnote[^1] and is read as plain text: a reader would see its signs.
"""

import re
from collections.abc import Iterable, Iterator

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.comment import without_comments
from sitegen.note.markdown import LINK, image_problems, inlines_of, inserts_of

_OPENING = re.compile(r"(?<!\\)\[\[")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
_ITS_WORDS = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def page_problems(text: str, path: str, first_line: int) -> tuple[Diagnostic, ...]:
    """What no body may hold."""
    return (*image_problems(text, path, first_line), *_unread(text, path, first_line))


def note_problems(text: str, path: str, first_line: int) -> tuple[Diagnostic, ...]:
    """What a page may hold and a note may not, and what neither may."""
    message, hint = "nothing is set into a note or the file of an entity", "quote the words, or link to them"
    inserts = inserts_of(text, path, first_line)
    told = (Diagnostic(one.place, "insert-unreadable", message, hint) for one in inserts)
    return (*page_problems(text, path, first_line), *told)


def plain_links_of(text: str, path: str, first_line: int) -> Iterator[tuple[str, Place]]:
    """Every [link](address) without a scheme, as in ../about/, and where it stands."""
    if "](" not in text and "]:" not in text:
        return
    lines = without_comments(text).split("\n")
    for tokens, first, end in inlines_of(text):
        for href in (str(one.attrGet("href")) for one in tokens if one.type == "link_open"):
            if not _ELSEWHERE.match(href):
                number, column = _written(href, lines, (*range(first, end), *range(len(lines)))) or (first, 0)
                yield href, Place(path, first_line + number, column + 1, len(href) if column else 0)


def _written(href: str, lines: list[str], order: Iterable[int]) -> tuple[int, int] | None:
    """Where an address stands: in its link, or where a link by name says it."""
    pattern = re.compile(rf"\](?:\(|:\s*)<?({re.escape(href)})")
    found = ((number, match.start(1)) for number in order if (match := pattern.search(lines[number])))
    return next(found, None)


def _unread(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """Each with its line. A body without such signs is not looked through."""
    if len(_OPENING.findall(text)) == len(LINK.findall(text)) and "[^" not in text:
        return
    lines, there = without_comments(text).split("\n"), set(_ITS_WORDS.findall(text))
    for tokens, first, end in inlines_of(text):
        words = "".join(one.content for one in tokens if one.type == "text")
        for number in range(first, end) if "[[" in words or "[^" in words else ():
            for code, column, length, message, hint in _faults(lines[number], words, there):
                place = Place(path, first_line + number, column, length)
                yield Diagnostic(place, code, message, hint, lines[number])


def _faults(line: str, words: str, there: set[str]) -> Iterator[tuple[str, int, int, str, str]]:
    line = _CODE.sub(lambda found: " " * len(found[0]), line)
    for found in _OPENING.finditer(line) if "[[" in words else ():
        if not LINK.match(line, found.start()) and line[found.start() :][:6] in words:
            message = "a link begins here and does not end, so its brackets are printed"
            yield "link-unclosed", found.start() + 1, 2, message, "end it with ]], as in [[07ASTANA1848 ¶3]]"
    for found in _FOOTNOTE.finditer(line):
        if found[0] in words and found[1] not in there:
            message, hint = f"no footnote is called {found[1]!r}", f"add a line that begins with {found[0]}:"
            yield "footnote-missing", found.start() + 1, len(found[0]), message, hint

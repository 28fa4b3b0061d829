"""Annotations that readers made with Hypothesis (https://web.hypothes.is/), as its API or its client exports
them, into drafts for the editors.

A quotation is looked for in the cable by the rules of `placing.py`, in its own words only: what fits nowhere,
or in two places, is kept as a draft on the whole cable that quotes it, and told. None is placed by guess.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from sitegen.cable.cable_id import read_id
from sitegen.cable.model import Cable, CableId
from sitegen.cable.vocabulary import Vocabulary
from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.annotation import Annotation, AnnotationKind, Passage
from sitegen.note.folding import fold_quote
from sitegen.note.manuscript import Manuscript, manuscript_of
from sitegen.note.markdown import image_problems
from sitegen.note.note_table import NoteRow
from sitegen.note.partial_date import read_day
from sitegen.note.placing import paragraph_name, passages_of, place
from sitegen.note.target import TargetKind, read_target
from sitegen.settings import Status

_ROWS = ("rows", "annotations")  # of the API, of the client's export
_ACCOUNT = re.compile(r"acct:([^@]*)(?:@.*)?")
_SIGN = re.compile(r"(?<=[^\W\d])\d{1,3}(?!\w)|(?<=[.,;:!?)”\"])\d{1,3}(?!\w)")
_STRING = re.compile(r'"([\w-]+)"')
_NOTE_HEADING = re.compile(r"^( {0,3})##(?!#)", re.MULTILINE)


class Remark(NamedTuple):
    """One annotation of theirs; `quote` is "" of one on a whole page."""

    id: str  # "" of one that has none
    cable: CableId | None  # by the address of the page
    address: str
    quote: str
    prefix: str
    suffix: str
    text: str
    tags: tuple[str, ...]
    by: str
    date: str
    is_reply: bool
    place: Place


def is_export(head: str) -> bool:
    """Whether a file that begins so may be an export: an object or a list."""
    return head.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def read_export(
    text: str, path: str, vocabulary: Vocabulary
) -> tuple[tuple[Remark, ...], tuple[Diagnostic, ...]]:
    """The annotations of an export, and what was wrong with the file."""
    manuscript = manuscript_of(text, path)
    try:
        data = json.loads(manuscript.text_from(1))
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        return (), (_refused(manuscript, manuscript.place(line, column), "from here on this is no JSON"),)
    rows = next((data[name] for name in _ROWS if name in data), None) if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = "this is no export of Hypothesis: it has no list of annotations"
        return (), (_refused(manuscript, manuscript.place(1), message),)
    lines = _lines_of_words(manuscript)
    return tuple(_remark(row, manuscript, lines, vocabulary) for row in rows), ()


def note_of(remark: Remark, cable: Cable) -> tuple[NoteRow | None, tuple[Diagnostic, ...]]:
    """A draft on the words that a remark quotes, or on the whole cable; none of what says nothing."""
    assert cable.id is not None  # noqa: S101 (it was found by its id)
    if remark.is_reply or not remark.text.strip():
        what = "a reply to another annotation" if remark.is_reply else "a highlight without a word"
        hint = "what it answers is imported; copy it by hand, if it matters"
        return None, (_told(remark, "import-note-skipped", f"{what} is left out", hint),)
    told: tuple[Diagnostic, ...] = ()
    heading = _heading(remark, cable) if remark.quote else "cable"
    text = _plain_body(remark.text)
    if not heading:
        words = " ".join(remark.quote.split())
        places = len(_said(remark.quote, cable)[1])
        does = f"says {words!r} in {places} places" if places else f"does not say {words!r}"
        message = f"{cable.id} {does}"
        hint = "it is kept as a draft on the whole cable; give it the paragraph and the words it is about"
        heading, text = "cable", f"> {words}\n\n{text}"
        told = (_told(remark, "import-note-unplaced", message, hint),)
    kinds = [tag.casefold() for tag in remark.tags if tag.casefold() in tuple(AnnotationKind)]
    row = NoteRow(
        cable=cable.id,
        target=heading,
        kind=kinds[0] if kinds else AnnotationKind.CONTEXT,
        status=Status.DRAFT,
        by=remark.by,
        date=remark.date,
        id="",
        text=text + _tags(remark.tags),
        place=remark.place,
        origin=f"Hypothesis {remark.id}" if remark.id else "",
    )
    return row, told


def without_cable(remark: Remark) -> Diagnostic:
    """What is told of a remark on a page that is no cable of ours."""
    message = f"{remark.cable or remark.address or 'a page without an address'} is no cable of this archive"
    return _told(remark, "import-note-refused", message, "import the cable first, and then this file again")


def _lines_of_words(manuscript: Manuscript) -> dict[str, int]:
    """The first line on which each string of one word stands, as an id does."""
    lines: dict[str, int] = {}
    for number, line in enumerate(manuscript.lines, start=1):
        for word in _STRING.findall(line):
            lines.setdefault(word, number)
    return lines


def _remark(
    row: dict[str, Any], manuscript: Manuscript, lines: dict[str, int], vocabulary: Vocabulary
) -> Remark:
    quote = next(_selectors(row, "TextQuoteSelector"), {})
    address, name = _text(row, "uri"), _text(row, "id")
    return Remark(
        id=re.sub(r"[^\w-]", "", name),
        cable=_cable_at(address, vocabulary),
        address=address,
        quote=_text(quote, "exact"),
        prefix=_text(quote, "prefix"),
        suffix=_text(quote, "suffix"),
        text=_text(row, "text"),
        tags=tuple(" ".join(tag.split()) for tag in _list(row, "tags") if isinstance(tag, str)),
        by=_author(row),
        date=day if read_day(day := _text(row, "created")[:10]) else "",
        is_reply=bool(_list(row, "references")),
        place=manuscript.place(lines.get(name, 1)),
    )


def _selectors(row: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    for target in _list(row, "target"):
        for selector in _list(target, "selector") if isinstance(target, dict) else ():
            if isinstance(selector, dict) and selector.get("type") == kind:
                yield selector


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _list(row: dict[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    return value if isinstance(value, list) else []


def _author(row: dict[str, Any]) -> str:
    known = row.get("user_info")
    named = _text(known, "display_name") if isinstance(known, dict) else ""
    account = _ACCOUNT.fullmatch(_text(row, "user"))
    return " ".join((named or (account[1] if account else "")).split())


def _cable_at(address: str, vocabulary: Vocabulary) -> CableId | None:
    """The last part of an address that is the id of a cable: /cable/07ASTANA1848/, 07ASTANA1848_a.html."""
    try:
        parts = unquote(urlsplit(address).path).split("/")
    except ValueError:
        return None
    found = (read_id(part.removesuffix(".html"), vocabulary) for part in reversed(parts))
    return next(filter(None, found), None)


def _heading(remark: Remark, cable: Cable) -> str:
    """The target that means just the words of a remark, "" when none does for certain."""
    words, passages = _said(remark.quote, cable)
    texts = {paragraph.anchor: paragraph for paragraph in cable.paragraphs}
    if len(passages) > 1:
        passages = tuple(one for one in passages if _stands_so(remark, one, texts[one.anchor].text))
    if len(passages) != 1:
        return ""
    name = paragraph_name(texts[passages[0].anchor])
    tries = (f'{name} "{words}"{which}' for which in ("", *(f" ({number})" for number in range(1, 100))))
    return next((one for one in tries if _means(one, passages[0], cable)), "")


def _said(quote: str, cable: Cable) -> tuple[str, tuple[Passage, ...]]:
    """A quotation and where it stands; without the numbers of our notes, if they were copied with it."""
    found: tuple[Passage, ...] = ()
    words = ""
    for words in (quote, _SIGN.sub("", quote)):
        if found := passages_of(words, cable.paragraphs):
            break
    return " ".join(words.split()), found


def _stands_so(remark: Remark, passage: Passage, text: str) -> bool:
    """The words around a passage are those around the remark's, as far as both are known."""
    before, after = _fold(text[: passage.start]), _fold(text[passage.end :])
    prefix, suffix = _fold(remark.prefix), _fold(remark.suffix)
    begins = before.endswith(prefix) or prefix.endswith(before)
    return begins and (after.startswith(suffix) or suffix.startswith(after))


def _fold(text: str) -> str:
    return fold_quote(text).text.strip()


def _means(heading: str, passage: Passage, cable: Cable) -> bool:
    target = read_target(heading)
    if target is None or target.kind is not TargetKind.PARAGRAPH or cable.id is None:
        return False
    note = Annotation(
        cable.id, "", target, AnnotationKind.CONTEXT, Status.DRAFT, "", None, "", Place(""), body_line=1
    )
    placed, doubts = place(note, cable)
    return placed is not None and placed.passages == (passage,) and not doubts


def _plain_body(text: str) -> str:
    """Their Markdown as ours: a heading may begin no note, and a picture of another host is a link to it."""
    body = _NOTE_HEADING.sub(r"\1###", text.strip())
    return body.replace("![", "[") if image_problems(body, "", 1) else body


def _tags(tags: Iterable[str]) -> str:
    """For the editors: a comment."""
    said = ", ".join(tag.replace("--", "–").replace(">", "") for tag in tags)
    return f"\n\n<!-- tags: {said} -->" if said else ""


def _told(remark: Remark, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(remark.place, code, message, hint)


def _refused(manuscript: Manuscript, at: Place, message: str) -> Diagnostic:
    hint = "export it once more, as JSON, from Hypothesis"
    return manuscript.problem("import-note-refused", at, message, hint)

"""Ordinary pages, and essays: content/pages/about.md, with a title in its front matter."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from posixpath import basename

from slugify import slugify

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.body_fault import page_problems
from sitegen.note.comment import comment_problems
from sitegen.note.front_matter import (
    Fields,
    Table,
    Text,
    is_unread,
    known_fields,
    missing_fields,
    read_front_matter,
)
from sitegen.note.manuscript import Manuscript
from sitegen.note.near import did_you_mean


class ProseKind(StrEnum):
    """Where a page is listed: at the foot of every page, or among the essays."""

    PAGE = "page"
    ESSAY = "essay"


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A page of the editors' own; `slug` is its file's name and its address."""

    slug: str
    title: str
    body: str  # Markdown
    place: Place
    body_line: int
    description: str = ""
    kind: ProseKind = ProseKind.PAGE
    by: str = ""
    written: date | None = None


PROSE_FIELDS: Fields = {"title": Text, "description": Text, "kind": Text, "by": Text, "date": Text}


def read_prose(text: str, path: str) -> tuple[ProsePage | None, tuple[Diagnostic, ...]]:
    """One page; None when it has no title."""
    head, problems = read_front_matter(text, path)
    missing = () if is_unread(problems) else missing_fields(head.fields, ("title",), head.manuscript)
    fields, more = known_fields(head.fields, PROSE_FIELDS, head.manuscript)
    found = [*problems, *missing, *more]
    stem = basename(path).rpartition(".")[0]
    if slugify(stem) != stem:
        message, hint = (
            f"{stem!r} cannot be part of an address",
            f"rename the file to {slugify(stem) or 'page'}.md",
        )
        found.append(head.manuscript.problem("prose-name", head.manuscript.place(0), message, hint))
    kind, day, wrong = _kind_and_date(fields, head.manuscript)
    found += wrong
    if not fields.text("title"):
        return None, tuple(found)
    page = ProsePage(
        slug=slugify(stem) or "page",
        title=fields.text("title"),
        body=head.body.strip("\n"),
        place=fields.at("title"),
        body_line=head.body_line + len(head.body) - len(head.body.lstrip("\n")),
        description=fields.text("description"),
        kind=kind,
        by=fields.text("by"),
        written=day,
    )
    of_body = page_problems(page.body, path, page.body_line)
    return page, (*found, *comment_problems(text, path), *of_body)


def _kind_and_date(
    fields: Table, manuscript: Manuscript
) -> tuple[ProseKind, date | None, tuple[Diagnostic, ...]]:
    """An essay whose kind is misspelt is a page, and one whose day is none has none."""
    kind, day, found = ProseKind.PAGE, None, []
    if words := fields.text("kind"):
        try:
            kind = ProseKind(words)
        except ValueError:
            hint = did_you_mean(words, ProseKind) or "write page or essay"
            message = f"no kind of page is called {words!r}"
            found.append(manuscript.problem("prose-kind", fields.at("kind"), message, hint))
    if words := fields.text("date"):
        try:
            day = date.fromisoformat(words)
        except ValueError:
            message, hint = f"{words!r} is no date", "write it as 2007-07-09"
            found.append(manuscript.problem("prose-date", fields.at("date"), message, hint))
    return kind, day, tuple(found)

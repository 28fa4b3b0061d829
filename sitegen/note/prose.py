"""Ordinary pages: content/pages/about.md, with a title in its front matter."""

from dataclasses import dataclass
from posixpath import basename

from slugify import slugify

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.comment import comment_problems
from sitegen.note.front_matter import Fields, Text, known_fields, missing_fields, read_front_matter
from sitegen.note.markdown import image_problems


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A page of the editors' own; `slug` is its file's name and its address."""

    slug: str
    title: str
    body: str  # Markdown
    place: Place
    body_line: int
    description: str = ""


PROSE_FIELDS: Fields = {"title": Text, "description": Text}


def read_prose(text: str, path: str) -> tuple[ProsePage | None, tuple[Diagnostic, ...]]:
    """One page; None when it has no title."""
    head, problems = read_front_matter(text, path)
    missing = missing_fields(head.fields, ("title",), head.manuscript)
    fields, more = known_fields(head.fields, PROSE_FIELDS, head.manuscript)
    found = [*problems, *missing, *more]
    stem = basename(path).rpartition(".")[0]
    if slugify(stem) != stem:
        message, hint = (
            f"{stem!r} cannot be part of an address",
            f"rename the file to {slugify(stem) or 'page'}.md",
        )
        found.append(head.manuscript.problem("prose-name", head.manuscript.place(0), message, hint))
    if not fields.text("title"):
        return None, tuple(found)
    page = ProsePage(
        slug=slugify(stem) or "page",
        title=fields.text("title"),
        body=head.body.strip("\n"),
        place=fields.at("title"),
        body_line=head.body_line + len(head.body) - len(head.body.lstrip("\n")),
        description=fields.text("description"),
    )
    return page, (*found, *comment_problems(text, path), *image_problems(page.body, path, page.body_line))

"""Editors' notes as they stand on a reading page: numbered in reading order, tied to their words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from sitegen.cable.model import Anchor
from sitegen.note.annotation import Annotation, AnnotationKind, Placed
from sitegen.note.figure import Pictures
from sitegen.note.markdown import Resolver, html_of
from sitegen.note.target import Target, TargetKind
from sitegen.page.overlay import END, Layer, Point, Range, element
from sitegen.page.wording import day_of, facts_line

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note. `number` is "" for a headnote, which speaks of the whole cable."""

    id: str
    number: str
    group: str  # "context", by which readers hide notes
    kind: str
    name: str  # what a screen reader calls it: "Note 3, context, on paragraph 5"
    html: Markup
    byline: str
    back: str  # the id of its number in the text
    back_words: str
    sign: Markup  # the superior number that leads to it


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one cable: what is said, and what is marked where."""

    head: tuple[NoteView, ...]
    subject: tuple[NoteView, ...]
    after: Mapping[Anchor, tuple[NoteView, ...]]
    ranges: Mapping[Anchor, tuple[Range, ...]]
    points: Mapping[Anchor, tuple[Point, ...]]


def notes_of(
    placed: Iterable[Placed],
    labels: Mapping[Anchor, str],
    resolve: Resolver,
    pictures: Pictures = lambda _: None,
) -> Notes:
    """`labels` says how each anchor is called: "¶3", "ref. B"."""
    numbered = list(_numbered(placed))
    views = [
        (one, _note_view(one, number, labels, note_html(one.annotation, resolve, pictures)))
        for one, number in numbered
    ]
    return Notes(
        head=tuple(view for one, view in views if _about(one, TargetKind.CABLE)),
        subject=tuple(view for one, view in views if _about(one, TargetKind.SUBJECT)),
        after=_grouped((one.after, view) for one, view in views if one.after),
        ranges=_grouped(
            (passage.anchor, _marked(passage.start, passage.end, view.id))
            for one, view in views
            for passage in one.passages
            if not _whole(one.annotation.target)
        ),
        points=_grouped(_points(views)),
    )


def note_html(note: Annotation, resolve: Resolver, pictures: Pictures) -> Markup:
    """What a note says. No slug ends in a hyphen: an id within the note "x" is never that of "x-y"."""
    return html_of(note.body, resolve, f"n-{note.slug}-", pictures=pictures)


def _about(one: Placed, kind: TargetKind) -> bool:
    return not one.after and one.annotation.target.kind is kind


def _whole(target: Target) -> bool:
    """Several paragraphs, whole: to wash them all would mark nothing."""
    return target.first < target.last and not target.quote


def _numbered(placed: Iterable[Placed]) -> Iterator[tuple[Placed, int]]:
    number = 0
    for one in placed:
        headnote = not one.after and one.annotation.target.kind is TargetKind.CABLE
        number += not headnote
        yield one, 0 if headnote else number


def _note_view(one: Placed, number: int, labels: Mapping[Anchor, str], html: Markup) -> NoteView:
    note = one.annotation
    several = note.target.label_words if _whole(note.target) else ""
    where = several or (labels.get(one.after, "the subject") if number else "this cable")
    kind = "About this cable" if note.kind is AnnotationKind.HEADNOTE else note.kind.capitalize()
    kind = f"{kind} · {several}" if several else kind
    alone = kind if note.kind is AnnotationKind.HEADNOTE else f"{kind}, on {where}"
    name = f"Note {number}, {note.kind}, on {where}" if number else alone
    return NoteView(
        id=f"n-{note.slug}",
        number=str(number or ""),
        group=str(note.kind),
        kind=kind,
        name=name,
        html=html,
        byline=facts_line([note.by, day_of(note.date) if note.date else ""]),
        back=f"r-{note.slug}",
        back_words=f"back to {where}",
        sign=_sign(note.slug, str(number), name) if number else Markup(""),
    )


def _marked(start: int, end: int, note: str) -> Range:
    return Range(start, end, Layer.MARK, *element("mark", aria_details=note))


def _points(views: Iterable[tuple[Placed, NoteView]]) -> Iterator[tuple[Anchor, Point]]:
    """The number of a note stands after the last of its words, or at the end of its paragraph; that
    of a note on several paragraphs at the end of each."""
    for one, view in views:
        if _whole(one.annotation.target):
            sign = _sign(one.annotation.slug, view.number, view.name, led_back_to=False)
            yield from ((passage.anchor, Point(END, sign)) for passage in one.passages[:-1])
        if one.passages:
            last = one.passages[-1]
            yield last.anchor, Point(last.end, view.sign)
        elif one.after:
            yield one.after, Point(END, view.sign)


def _sign(slug: str, number: str, name: str, *, led_back_to: bool = True) -> Markup:
    place = {"id": f"r-{slug}"} if led_back_to else {}
    opening, closing = element(
        "a", class_="noteref", **place, href=f"#n-{slug}", role="doc-noteref", aria_label=name
    )
    return opening + number + closing


def _grouped(pairs: Iterable[tuple[Anchor, _T]]) -> dict[Anchor, tuple[_T, ...]]:
    groups: dict[Anchor, tuple[_T, ...]] = {}
    for anchor, item in pairs:
        groups[anchor] = (*groups.get(anchor, ()), item)
    return groups

"""Ids inside a cable's page, unique in it: p3, p3-2, p3u1, p3-a, h-comment."""

import re

from slugify import slugify, smart_truncate

from sitegen.cable.model import Anchor

_LONGEST_SLUG = 60
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_OTHER = re.compile(r"[^a-z0-9]+")


class Anchors:
    """Gives each name once: a second `p3` is `p3-2`."""

    __slots__ = ("_given",)

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def unique(self, name: str) -> Anchor:
        if name not in self._given:
            self._given[name] = 1
            return Anchor(name)
        count = self._given[name] + 1
        while (anchor := f"{name}-{count}") in self._given:
            count += 1
        self._given[name] = count
        self._given.setdefault(anchor, 1)
        return Anchor(anchor)

    def paragraph(self, number: int) -> Anchor:
        return self.unique(f"p{number}")

    def unnumbered(self, after: int, count: int) -> Anchor:
        return self.unique(f"p{after}u{count}")

    def item(self, paragraph: Anchor, label: str) -> Anchor:
        return self.unique(f"{paragraph}-{label.lower()}")

    def heading(self, text: str) -> Anchor:
        return self.unique(f"h-{slug_of(text[:200]) or 'section'}")


def slug_of(text: str) -> str:
    """The text as `slugify` writes it; most are plain, and need little of its care."""
    if text.isascii() and not ("&" in text and ";" in text):  # "&amp;" is a sign
        lower = _COMMA.sub("", text.lower()) if "," in text else text.lower()
        slug = _OTHER.sub("-", lower)
        return smart_truncate(slug, _LONGEST_SLUG, word_boundary=True, separator="-")
    return slugify(text, max_length=_LONGEST_SLUG, word_boundary=True)


def anchor_label(anchor: str) -> str:
    """An anchor of a paragraph as a reader calls it.

    "p3" is "¶3", its second "p3-2" "¶3 (2)", its item "p3-a" "¶3 a", and the unnumbered "p3u1"
    "after ¶3".
    """
    number, _, rest = anchor.removeprefix("p").partition("-")
    if "u" in number:
        before = number.partition("u")[0]
        return "before ¶1" if before == "0" else f"after ¶{before}"
    if not rest:
        return f"¶{number}"
    return f"¶{number} ({rest})" if rest.isdigit() else f"¶{number} {rest.replace('-', ' ')}"

"""What an editor points at, in words: `¶3 "7% threshold"`, `¶3-4`, `ref B`, `subject`, `cable`.

The same little language stands in the headings of annotations and, after a cable's id, in links.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from sitegen.cable.anchor import anchor_label
from sitegen.cable.model import Anchor


class TargetKind(StrEnum):
    """What an annotation is about."""

    PARAGRAPH = "paragraph"  # one or several, or words in one
    REFERENCE = "reference"
    SUBJECT = "subject"
    CABLE = "cable"


class Target(NamedTuple):
    """A heading, read: `## ¶3 "7% threshold" (2)`."""

    kind: TargetKind
    first: int = 0  # paragraph numbers, as printed in the cable
    last: int = 0
    quote: str = ""
    occurrence: int = 1
    label: str = ""  # of a reference: "B"
    counted: bool = False  # the heading itself says which occurrence
    anchor: str = ""  # of what no number alone names: an unnumbered paragraph, a second ¶3, an item

    @property
    def paragraph_anchor(self) -> str:
        """The anchor without the item of the paragraph: "p3" of "p3-a"."""
        return re.split("-(?=[a-z])", self.anchor)[0]

    @property
    def paragraph_words(self) -> str:
        """What an editor writes to point at the paragraph alone: "¶3", "¶3 (2)", "p0u1"."""
        anchor = self.paragraph_anchor
        return anchor if "u" in anchor else anchor_label(anchor or f"p{self.first}")

    @property
    def label_words(self) -> str:
        """The target as a reader's label: "¶3–4", "Ref B", "Subject", "Cable"."""
        if self.kind is TargetKind.REFERENCE:
            return f"Ref {self.label}"
        if self.anchor:
            return anchor_label(self.anchor)
        if self.kind is not TargetKind.PARAGRAPH:
            return self.kind.value.capitalize()
        return f"¶{self.first}" if self.last == self.first else f"¶{self.first}–{self.last}"


OPENING, _CLOSING = '"“”„«', '"“”»'
_PARAGRAPH = re.compile(
    rf"""(?:¶+|p(?:ara(?:graph)?s?)?\.?)\s*
    (?: (?P<anchor>(?=[0-9-]+[a-z]) [0-9]{{1,4}} (?:u[0-9]+)? (?:-[0-9]{{1,2}})?
          (?:-[a-z]{{1,6}} (?:-[0-9]{{1,2}})?)? (?!\w))
      | (?P<first>[0-9]{{1,4}})
          (?:\s*[-–—]\s*(?:¶|p)?(?P<last>[0-9]{{1,4}}) | \s*\((?P<again>[1-9][0-9]?)\))? )
    (?:\s*[{OPENING}](?P<quote>.*[^\s{_CLOSING}].*)[{_CLOSING}])?
    (?:\s*\((?P<occurrence>[1-9][0-9]?)\))?""",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE = re.compile(r"ref(?:erence)?\s*[-.:]?\s*\(?([A-Z]|[0-9]{1,2})\)?", re.IGNORECASE)


def read_target(text: str) -> Target | None:
    """What a heading points at, or None when it cannot be read."""
    words = " ".join(text.split())
    if words.casefold() in (TargetKind.SUBJECT, TargetKind.CABLE):
        return Target(TargetKind(words.casefold()))
    if match := _REFERENCE.fullmatch(words):
        return Target(TargetKind.REFERENCE, label=match[1].upper())
    match = _PARAGRAPH.fullmatch(words)
    return _paragraph_target(match) if match else None


def _paragraph_target(match: re.Match[str]) -> Target | None:
    first = int(match["first"] or re.match("[0-9]+", match["anchor"])[0])  # type: ignore[index]
    last, again = int(match["last"] or first), int(match["again"] or 0)
    if first > last > 1:  # no range: the address of a second ¶5 is p5-2, and there is no p5-1
        last, again = first, last
    quote = (match["quote"] or "").strip()
    several, counted = last != first, bool(match["occurrence"])
    if first > last or (several and quote) or (counted and not quote):
        return None
    anchor = (match["anchor"] or "").lower()
    if again:  # "¶5 (1)" is the first and no other, as "¶5" is not where there are words to find
        anchor = f"{first}-{again}" if again > 1 else f"{first}"
    occurrence = int(match["occurrence"] or 1)
    return Target(TargetKind.PARAGRAPH, first, last, quote, occurrence, "", counted, anchor and f"p{anchor}")


def anchor_of(target: Target) -> Anchor:
    """The id in the cable's page that a target begins at; "" for the page itself."""
    if target.kind is TargetKind.REFERENCE:
        return Anchor(f"ref-{target.label.lower()}")
    if target.kind is TargetKind.PARAGRAPH:
        return Anchor(target.anchor or f"p{target.first}")
    return Anchor("")

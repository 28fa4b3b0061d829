"""What an anchor of a cable is called: in print "¶3", aloud "paragraph 3"."""

import re

from sitegen.cable.anchor import anchor_label
from sitegen.cable.model import Anchor

CLASSIFIED_BY, SIGNATURE = "classified-by", "signature"

# The fields of a header that name a person, as `note.mention` calls them, and their ids on the page.
_FIELDS: dict[str, tuple[str, str]] = {
    "Classified by": (CLASSIFIED_BY, "the “Classified by” line"),
    "Signature": (SIGNATURE, "the signature"),
}

_ANCHOR = re.compile(r"p(\d+)(?:u(\d+))?((?:-[a-z0-9]+)*)")


def label_of(anchor: str) -> str:
    """How an anchor is printed: ¶3, ¶3 (2), ¶3 a, "after ¶3"."""
    return anchor_label(anchor) if _ANCHOR.fullmatch(anchor) else "¶"


def name_of(anchor: str) -> str:
    """How an anchor is said: "paragraph 3", "paragraph 3, item a"."""
    match = _ANCHOR.fullmatch(anchor)
    if not match:
        return anchor
    number, unnumbered, rest = match.groups()
    place = f"paragraph {number}"
    if unnumbered:
        place = f"unnumbered text {unnumbered} {f'after {place}' if int(number) else 'before paragraph 1'}"
    marks = rest.split("-")[1:]
    return ", ".join([place, *(f"occurrence {mark}" if mark.isdigit() else f"item {mark}" for mark in marks)])


def field_anchor(label: str) -> Anchor:
    """The id of a field of the header; "" is the top of the page."""
    return Anchor(_FIELDS.get(label, ("", ""))[0])


def field_name(label: str) -> str:
    """How a field of the header is said."""
    return _FIELDS.get(label, ("", label))[1]

"""What an anchor of a cable is called: in print "¶3", aloud "paragraph 3"."""

import re

from sitegen.cable.model import Anchor

CLASSIFIED_BY, SIGNATURE = "classified-by", "signature"

# The fields of a header that name a person, as `note.mention` calls them, and their ids on the page.
_FIELDS: dict[str, tuple[str, str]] = {
    "Classified by": (CLASSIFIED_BY, "the “Classified by” line"),
    "Signature": (SIGNATURE, "the signature"),
}

_ANCHOR = re.compile(r"p(\d+)(?:-(\d+)|-([a-z]+)|u(\d+))?")


def label_of(anchor: str) -> str:
    """How an anchor is printed: ¶3, ¶3 (2), ¶3-a, "after ¶3" (the words of `digest.label_of`)."""
    match = _ANCHOR.fullmatch(anchor)
    if not match:
        return "¶"
    number, again, item, unnumbered = match.groups()
    if unnumbered:
        return f"after ¶{number}" if int(number) else "before ¶1"
    return f"¶{number}" + (f" ({again})" if again else f"-{item}" if item else "")


def name_of(anchor: str) -> str:
    """How an anchor is said: "paragraph 3", "paragraph 3, item a"."""
    match = _ANCHOR.fullmatch(anchor)
    if not match:
        return anchor
    number, again, item, unnumbered = match.groups()
    if unnumbered:
        place = f"after paragraph {number}" if int(number) else "before paragraph 1"
        return f"unnumbered text {unnumbered} {place}"
    if item:
        return f"paragraph {number}, item {item}"
    return f"paragraph {number}" + (f", occurrence {again}" if again else "")


def field_anchor(label: str) -> Anchor:
    """The id of a field of the header; "" is the top of the page."""
    return Anchor(_FIELDS.get(label, ("", ""))[0])


def field_name(label: str) -> str:
    """How a field of the header is said."""
    return _FIELDS.get(label, ("", label))[1]

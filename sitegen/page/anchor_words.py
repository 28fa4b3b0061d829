"""What an anchor of a cable is called: in print "¶3", aloud "paragraph 3"."""

import re

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

"""Words of a text with a little of what stands around them."""

from typing import NamedTuple

_AROUND = 70  # characters on each side of what is meant


class Snippet(NamedTuple):
    """A few words of a paragraph around what is meant."""

    before: str
    words: str
    after: str


def snippet_of(text: str, start: int, end: int) -> Snippet:
    """Words and a little of what stands around them, cut between words."""
    before, after = _plain_before(text, start), _plain_after(text, end)
    gaps = (text[start - 1 : start].isspace(), text[end : end + 1].isspace())
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    after = shortened(after, _AROUND)
    words = " ".join(text[start:end].split())
    return Snippet(f"{before} " if gaps[0] else before, words, f" {after}" if gaps[1] else after)


def shortened(words: str, most: int) -> str:
    """The first of many words, and that there are more; behind the end of a sentence at a distance."""
    if len(words) <= most:
        return words
    kept = words[:most].rpartition(" ")[0].rstrip(" ,;:-–—(")
    return f"{kept} …" if kept.rstrip("\"'”’)").endswith((".", "!", "?")) else f"{kept}…"


def _plain_before(text: str, start: int) -> str:
    """What stands before a place with single blanks: all of it, or more of its end than is shown."""
    reach = 2 * _AROUND
    while True:
        words = " ".join(text[max(0, start - reach) : start].split())
        if len(words) > _AROUND or reach >= start:
            return words
        reach *= 4


def _plain_after(text: str, end: int) -> str:
    """What stands after a place, likewise."""
    reach = 2 * _AROUND
    while True:
        words = " ".join(text[end : end + reach].split())
        if len(words) > _AROUND or end + reach >= len(text):
            return words
        reach *= 4

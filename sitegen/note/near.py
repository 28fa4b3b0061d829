"""What an editor may have meant: the nearest of the names that exist."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or "" when none is near."""
    by_folded = {name.casefold(): name for name in sorted(known)}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean {by_folded[close[0]]}?" if close else ""


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Words as a sentence lists them: "a, b and c"."""
    *most, last = tuple(words) or ("none",)
    return f"{', '.join(most)} {joint} {last}" if most else last

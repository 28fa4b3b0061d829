"""What an editor may have meant: the nearest of the names that exist."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import chain, groupby


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or "" when none is near."""
    by_folded = {name.casefold(): name for name in sorted(known)}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean {by_folded[close[0]]}?" if close else ""


def runs_of(numbers: Iterable[int]) -> tuple[str, ...]:
    """Sorted numbers of paragraphs as runs: "¶1–¶3", "¶36"."""
    runs = [[f"¶{n}" for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda it: it[1] - it[0])]
    return tuple(chain.from_iterable([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run for run in runs))


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Words as a sentence lists them: "a, b and c"."""
    *most, last = tuple(words) or ("none",)
    return f"{', '.join(most)} {joint} {last}" if most else last

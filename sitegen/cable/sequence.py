"""The sequence of paragraph numbers that fits the whole cable best, by dynamic programming.

A candidate may be read as it is written, or with a leading 1 for the sign "¶" that it was. A conversion
does one or the other throughout, so each style is tried on the whole cable, and a mixture only if it
is clearly better.
"""

from collections.abc import Callable

from msgspec import Struct

HIGHEST = 299  # the longest cable of the release has 77 paragraphs
_SIGN = 0.5  # what a sign before a number is worth, printed or turned into a 1
_BARE = 1.0  # what `3.` speaks against a sign that became a 1, which would have made it `13.`
_TEN = 6.0  # what `10.` and `11.` at the beginning speak against it
_MIXTURE = -1.25  # what it costs to mix the styles
_NEXT = 3.0  # what it is worth to go on with the next number
_BACK = -3.0  # a restart or a repeated number: 06CARACAS958 goes 1-6, 5, 6-10
_BACK_BY_SIGN = -5.0  # to what is a 2 only if its 1 was the sign: `10.` goes on with `12.`, not with ¶2


class Weighed(Struct, frozen=True, gc=False):
    """A candidate: its digits, whether "¶" stands before them, how much it looks like a beginning."""

    digits: str
    signed: bool
    weight: float


class Number(Struct, frozen=True, gc=False):
    """One reading of a candidate."""

    number: int
    weight: float
    by_sign: bool = False  # its leading 1 is taken for the sign


Style = Callable[[Weighed], tuple[Number, ...]]


class Sequence(Struct, frozen=True, gc=False):
    """The candidates chosen, by place, with the number of each, and the style they are written in."""

    score: float
    chosen: tuple[tuple[int, int], ...]
    style: Style


class _Step(Struct, frozen=True, gc=False):
    """The best sequence found so far that ends with a certain number."""

    score: float
    place: int
    number: int
    before: "_Step | None"


def best_sequence(candidates: list[Weighed]) -> Sequence:
    """The best reading of all candidates together; the first style wins a tie."""
    if _is_plain(candidates):
        score = sum(_NEXT + as_written(candidate)[0].weight for candidate in candidates)
        return Sequence(score, tuple(enumerate(range(1, len(candidates) + 1))), as_written)
    if any(map(is_ambiguous, candidates)):
        return best_of_all(candidates)
    return _sequence(candidates, *STYLES[0])  # the other styles read the same numbers, for less


def best_of_all(candidates: list[Weighed]) -> Sequence:
    """The best of all styles."""
    bare = sum(c.weight >= _BARE and len(c.digits) == 1 and not c.signed for c in candidates)
    against = _BARE * bare + (_TEN if _begins_at_ten(candidates) else 0.0)
    found = [
        _sequence(candidates, style, cost - (0.0 if style is as_written else against))
        for style, cost in STYLES
    ]
    return max(found, key=lambda sequence: sequence.score)


def _begins_at_ten(candidates: list[Weighed]) -> bool:
    """The section above is lost: `10.` and `11.` come first, and `11.` is no ¶1."""
    return [candidate.digits for candidate in candidates[:2]] == ["10", "11"]


def _is_plain(candidates: list[Weighed]) -> bool:
    """1 to n, each of them worth having: nothing is to be weighed.

    With a leading 1 for the sign, `11.` to `19.` are worth half more each, and nothing goes on to them.
    """
    return len(candidates) <= HIGHEST and all(
        candidate.digits == str(number) and candidate.weight > -1
        for number, candidate in enumerate(candidates, 1)
    )


def is_ambiguous(candidate: Weighed) -> bool:
    """Whether a leading 1 may have been the sign: `11.`, `110.`, but not `10.` or `¶11.`"""
    digits = candidate.digits
    return not candidate.signed and len(digits) > 1 and digits[0] == "1" and digits[1] != "0"


def as_written(candidate: Weighed) -> tuple[Number, ...]:
    """`11.` is 11."""
    sign = _SIGN if candidate.signed else 0.0
    return (Number(int(candidate.digits), candidate.weight + sign),)


def sign_became_one(candidate: Weighed) -> tuple[Number, ...]:
    """`11.` is ¶1 and `110.` is ¶10; `10.` can only be 10."""
    if not is_ambiguous(candidate):
        return as_written(candidate)
    sign = _SIGN if len(candidate.digits) == 2 else 0.0  # `110.` may well be 110: too few are as long to tell
    return (Number(int(candidate.digits[1:]), candidate.weight + sign, by_sign=True),)


def either(candidate: Weighed) -> tuple[Number, ...]:
    """A conversion that did not do the same throughout: often to 1 to 9 only, as in the seed."""
    return tuple(dict.fromkeys((*as_written(candidate), *sign_became_one(candidate))))


STYLES: tuple[tuple[Style, float], ...] = ((as_written, 0.0), (sign_became_one, 0.0), (either, _MIXTURE))


def _sequence(candidates: list[Weighed], style: Style, cost: float) -> Sequence:
    best: dict[int, _Step] = {}  # by the number a sequence ends with
    for place, candidate in enumerate(candidates):
        read = [number for number in style(candidate) if number.number <= HIGHEST]
        for found in [_step(best, place, number) for number in read]:
            if found.number not in best or found.score > best[found.number].score:
                best[found.number] = found
    likely = [step for step in best.values() if step.score > 0]
    last = max(likely, key=lambda step: step.score, default=None)
    return Sequence((last.score if last else 0.0) + cost, tuple(_chosen(last)), style)


def _chosen(step: _Step | None) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    while step:
        chosen.append((step.place, step.number))
        step = step.before
    return chosen[::-1]


def _step(best: dict[int, _Step], place: int, number: Number) -> _Step:
    """The best way to come to this number with this candidate."""
    score = _passage(number.number)
    back = _BACK_BY_SIGN if number.by_sign and number.number > 1 else _BACK
    before: _Step | None = None
    for step in best.values():
        ahead = number.number - step.number
        reached = step.score + (_passage(ahead) if ahead > 0 else back)
        if reached > score:
            score, before = reached, step
    return _Step(score + number.weight, place, number.number, before)


def _passage(ahead: int) -> float:
    """What it is worth to go on by so many numbers; the first one goes on from 0."""
    if ahead == 1:
        return _NEXT
    return max(-5.0, -1.25 - 0.15 * (ahead - 1))  # a gap: 09HARARE888 goes 1, 3, 8, 11

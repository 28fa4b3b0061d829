"""The sequence of paragraph numbers: the short ways give what weighing everything gives."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.cable.sequence import Weighed, best_of_all, best_sequence, is_ambiguous

weights = st.sampled_from((-5.5, -2.5, -1.0, 0.0, 0.5, 1.5, 2.5, 4.5, 5.5))
digits = st.one_of(st.integers(1, 24), st.integers(1, 320)).map(str)
candidates = st.builds(Weighed, digits, st.booleans(), weights)


@st.composite
def series(draw: st.DrawFn) -> list[Weighed]:
    """1 to n, with a few others between them."""
    found = [Weighed(str(n), draw(st.booleans()), draw(weights)) for n in range(1, draw(st.integers(1, 14)))]
    for other in draw(st.lists(candidates, max_size=3)):
        found.insert(draw(st.integers(0, len(found))), other)
    return found


@given(st.one_of(series(), st.lists(candidates, max_size=16)))
def test_the_short_way_reads_as_all_styles_together_do(found: list[Weighed]) -> None:
    short, whole = best_sequence(found), best_of_all(found)
    assert short.chosen == whole.chosen
    assert abs(short.score - whole.score) < 1e-9
    assert short.style is whole.style or not any(map(is_ambiguous, found))


@given(st.lists(candidates, max_size=16))
def test_a_sequence_reads_each_candidate_once_and_in_order(found: list[Weighed]) -> None:
    places = [place for place, _ in best_sequence(found).chosen]
    assert places == sorted(set(places))
    assert all(1 <= number <= 299 for _, number in best_sequence(found).chosen)

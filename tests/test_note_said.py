"""What a cable says, in little: never no where a name is."""

from hypothesis import given
from hypothesis import strategies as st
from page_site import FIRST, annotated_of

from sitegen.diagnostic import Place
from sitegen.note.entity import Entity, EntityType
from sitegen.note.mention import NameFinder
from sitegen.note.said import sayer_of_any, words_said

PIECES = st.sampled_from(
    ["Otan", "Nur", "O'Brien", "al-Hashemi", "İzmir", "Ak Zhol", "-", "'", " ", "s", "\n", "_", "é"]
)
NAMES = st.lists(PIECES, min_size=1, max_size=4).map("".join)


def found(text: str, name: str) -> tuple[bool, bool]:
    """Whether the finder finds the name in a cable of this text, and whether it may be said there."""
    cable = annotated_of(FIRST.replace("Nobody from abroad.", text), entities=()).cable
    entity = Entity("x", EntityType.TERM, name, (), (), (), "", Place("x.md"), 1)
    findings = NameFinder([entity]).findings(cable)
    return bool(findings.mentions or findings.ambiguities), sayer_of_any([name])(words_said(cable))


@given(name=NAMES, around=st.tuples(NAMES, NAMES))
def test_what_is_found_may_be_said(name: str, around: tuple[str, str]) -> None:
    text = f"So {around[0]}{name}{around[1]} it is, and {name} and {name}s."
    is_found, may_be_said = found(text, name)
    assert may_be_said or not is_found


def test_what_is_not_said_is_known() -> None:
    assert found("The Salt Road is long.", "Salt Road") == (True, True)
    assert found("The Salt Roads are long.", "Salt Road") == (True, True)
    assert found("The salt is here.", "Salt Road") == (False, False)
    assert found("Nothing.", "-") == (False, False)

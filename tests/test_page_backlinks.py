"""Who cites a paragraph: said at the paragraph, in the list at the end, and to programs."""

import json
import re

import pytest
from page_site import FIRST, SECOND, annotated_of, pages_of

CITING = SECOND.replace(
    "The Harvest Fair of ref A is remembered.", "As ref A, para 2 says, and para 9 ref A."
)
NOTES = """## ¶2
kind: context
id: wet
See [[07EXAMPLETOWN12 ¶2]], [[07EXAMPLETOWN12 ref A]] and [[05OTHER9 ¶1]]."""
PROSE = "Read [[07EXAMPLETOWN12 ¶2-a]] before [[07EXAMPLETOWN12]].\n\nNever [[04NOWHERE1|that one]]."


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    cables = [annotated_of(FIRST), annotated_of(CITING, NOTES)]
    return pages_of(cables, prose=PROSE)


def words(markup: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", markup).split()).replace(" ,", ",").replace(" .", ".")


def between(page: str, start: str, end: str) -> str:
    return page[page.index(start) :].partition(end)[0]


def test_a_cited_paragraph_says_so_and_leads_to_where(pages: dict[str, str]) -> None:
    page = pages["cable/07EXAMPLETOWN12/index.html"]
    assert (
        '<a class="at-line" href="#cited-p2"><span class="aloud">paragraph 2, </span>cited in 3 places</a>'
        in between(page, 'id="p2"', 'class="text"')
    )
    assert (
        '<a class="at-line" href="#cited-p1"><span class="aloud">paragraph 1, </span>cited in 1 place</a>'
        in between(page, 'id="p1"', 'class="text"')
    )
    assert page.count("cited in ") == 2
    listed = words(between(page, 'id="cited-p2"', "<h3"))
    assert "08EXAMPLETOWN44 ¶1, in its text HARVEST FAIR, ONE YEAR ON As ref A, para 2 says" in listed
    assert "08EXAMPLETOWN44 an editor’s note on ¶2" in listed
    assert "About a page of this site, to ¶2 a Read 07EXAMPLETOWN12 ¶2-a before 07EXAMPLETOWN12." in listed
    assert '<a href="#p2-a">¶2 a</a>' in page
    assert "Harvest Fair in the entry of this event" in words(between(page, 'id="cited-p1"', "</ul>"))
    assert '<h3 id="cited-ref-a"><a href="#ref-a">Ref A</a></h3>' in page


def test_what_cites_the_whole_or_a_place_that_is_not_there_is_listed_first(pages: dict[str, str]) -> None:
    page = pages["cable/07EXAMPLETOWN12/index.html"]
    listed = between(page, 'id="cited-by"', "<h3")
    assert "08EXAMPLETOWN44 Ref A, in its references" in words(listed)
    assert "08EXAMPLETOWN44 ¶1, in its text, to ¶9" in words(listed)
    assert "#p9" not in page
    assert "About a page of this site" in words(listed)


def test_programs_are_told_of_pages_too(pages: dict[str, str]) -> None:
    cited = json.loads(pages["cable/07EXAMPLETOWN12/index.json"])["cited_by"]
    assert {
        "id": None,
        "anchor": None,
        "kind": "page",
        "to": "p2-a",
        "url": "https://host.example/archive/about/",
        "title": "About",
    } in cited


def test_what_only_editors_speak_of_has_a_page_that_says_so(pages: dict[str, str]) -> None:
    absent = pages["cable/04NOWHERE1/index.html"]
    assert "About a page of this site Never that one." in words(absent)
    assert '<a href="../cable/04NOWHERE1/">that one</a>' in pages["about/index.html"]
    assert 'href="../08EXAMPLETOWN44/#n-wet"' in pages["cable/05OTHER9/index.html"]
    absent = pages["cable/05OTHER9/index.html"]
    assert "an editor’s note on ¶2, to ¶1" in words(absent)
    assert "and <mark>05OTHER9 ¶1</mark>." in absent
    assert 'href="../05OTHER9/"' in pages["cable/08EXAMPLETOWN44/index.html"]

"""What editors set into a page: quotations in the cable's own words, and the way back from the cable."""

from dataclasses import replace

import pytest
from cables import cable_of
from page_site import (
    FIRST,
    NOTES,
    SECOND,
    VOCABULARY,
    annotated_of,
    archive_sheets,
    edition_of,
    printed,
    theme_of,
)
from test_page_sheets import html_pages, lost, words

from sitegen.archive.editorial import page_links
from sitegen.archive.insertion import insert_problems
from sitegen.cable.cable_id import canonical
from sitegen.cable.model import Anchor, CableId
from sitegen.diagnostic import Place
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.insert import Card, Feature, Latest, Quotation, Unread, read_insert
from sitegen.note.markdown import inserts_of, pieces_of
from sitegen.note.prose import ProseKind, ProsePage
from sitegen.page.cable import cable_sheets
from sitegen.page.edition import Edition
from sitegen.site.location import Location
from sitegen.site.quoted import Quoted
from sitegen.site.record_store import Reading
from sitegen.source_text import SourceText

BASE = "https://host.example/archive/"
FAIR = CableId(2007, "EXAMPLETOWN", 12)
PLACE = Place("content/pages/essay.md", 2)


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("¶ 07EXAMPLETOWN12 p2", Quotation(FAIR, Anchor("p2"))),
        ("¶ 07EXAMPLETOWN12 ¶2", Quotation(FAIR, Anchor("p2"))),
        ("p 07 Exampletown 12 P2-2", Quotation(FAIR, Anchor("p2-2"))),
        ("¶07EXAMPLETOWN12 p0u1", Quotation(FAIR, Anchor("p0u1"))),
        ("cable 07EXAMPLETOWN12", Feature(FAIR)),
        ("essay rain", Card("rain")),
        ("latest cables", Latest("cables", 5)),
        ("latest annotations 3", Latest("annotations", 3)),
    ],
)
def test_forms(form: str, read: object) -> None:
    assert read_insert(form, VOCABULARY) == read


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("", "this says nothing"),
        ("quote 07EXAMPLETOWN12 p2", "nothing is set in by 'quote'"),
        ("¶ 07EXAMPLETOWN12", "a quotation needs a cable and the id of a paragraph"),
        ("¶ 07EXAMPLETOWN12 p2-a", "a quotation needs a cable and the id of a paragraph"),
        ("¶ p2", "a quotation needs a cable and the id of a paragraph"),
        ("cable the fair", "'the fair' is not the id of a cable"),
        ("essay", "which essay?"),
        ("latest news", "the latest what?"),
        ("latest cables 0", "'0' is no number from 1 to 50"),
        ("latest cables many", "'many' is no number from 1 to 50"),
    ],
)
def test_forms_that_cannot_be_read(form: str, said: str) -> None:
    read = read_insert(form, VOCABULARY)
    assert isinstance(read, Unread)
    assert read.message == said


def test_where_a_form_is_read() -> None:
    text = "A\n{{< cable X >}}\nB\n\n- {{< cable Y >}}\n\n> {{< cable Z >}}\n\nsee {{< cable V >}}\n\n`{{<`\n"
    text += "\n    {{< cable W >}}\n\n<!-- {{< cable U >}} -->\n"
    found = inserts_of(text, "a.md", 10)
    assert [(one.words, one.is_alone, one.place.line, one.place.column) for one in found] == [
        ("cable X", True, 11, 1),
        ("", False, 14, 3),
        ("", False, 16, 3),
        ("", False, 18, 5),
    ]


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        ("", []),
        ("{{< a >}}", ["a"]),
        ("{{< a >}}\n{{< b >}}\n\nSo.", ["a", "b", "<p>So.</p>\n"]),
        ("# So\n{{< a >}}\n# On", ['<h2 id="x-so">So</h2>\n', "a", '<h2 id="x-on">On</h2>\n']),
        ("So.\n{{< a >}}\nOn.", ["<p>So.</p>\n", "a", "<p>On.</p>\n"]),
    ],
)
def test_all_of_a_page_comes_once(body: str, pieces: list[str]) -> None:
    assert list(map(str, pieces_of(body, lambda _: None, "x", 2, lambda _: None))) == pieces


ESSAY = """Before.

## What fell

{{< ¶ 07EXAMPLETOWN12 p2 >}}
{{< ¶ 07EXAMPLETOWN12 p1 >}}

After.[^1]

{{< ¶ 07EXAMPLETOWN12 p2 >}}
{{< cable 08EXAMPLETOWN44 >}}
{{< essay about >}}
{{< latest annotations 1 >}}
{{< ¶ 07EXAMPLETOWN12 p99 >}}
{{< ¶ 09NOWHERE1 p1 >}}

[^1]: A note.
"""


def pages_of(slug: str = "rain", body: str = ESSAY, notes: str = NOTES) -> dict[str, str]:
    cables = [annotated_of(FIRST, notes), annotated_of(SECOND)]
    edition = with_essay(edition_of(cables), slug, body)
    records = {one.cable.id: one for one in cables if one.cable.id}
    sheets = [sheet for one in cables for sheet in cable_sheets(one, edition)]
    return printed(
        {one.address.file: one for one in (*sheets, *archive_sheets(edition, records))}, theme_of()
    )


def with_essay(edition: Edition, slug: str, body: str) -> Edition:
    essay = ProsePage(slug, "Rain", body, PLACE, 4, "Of rain.", ProseKind.ESSAY, "A. Editor")
    prose = (*edition.prose, essay)
    return replace(edition, prose=prose, linked=page_links(prose, (), VOCABULARY))


def test_a_quotation_is_the_paragraph_as_it_is_published() -> None:
    pages = pages_of()
    (tree,) = html_pages({"index.html": pages["rain/index.html"]}).values()
    first, second, again = tree.findall(".//{*}figure")
    assert words(first.find(".//{*}blockquote")).startswith(
        "Three things fell: A. rain, as in para 1; B. hail."
    )
    assert "Bread 120" in words(first.find(".//{*}pre"))
    assert words(first.find(".//{*}figcaption")) == "07EXAMPLETOWN12 ¶2 S/NF Embassy Exampletown, 3 July 2007"
    assert first.find(".//{*}figcaption/{*}a").get("href") == "../cable/07EXAMPLETOWN12/#p2"
    assert second.find(".//{*}span[@class='redaction']").text == "XXXXXXXXXXXX"
    assert [one.get("id") for one in (first, second, again)] == [
        "q-07exampletown12-p2",
        "q-07exampletown12-p1",
        None,
    ]
    assert [words(one) for one in tree.findall(".//{*}p[@class='tombstone']")] == [
        "07EXAMPLETOWN12 ¶99 is not in this archive.",
        "09NOWHERE1 ¶1 is not in this archive.",
    ]
    assert lost(pages, BASE) == []


def test_a_cable_leads_to_the_essays_that_quote_it() -> None:
    (tree,) = html_pages({"index.html": pages_of()["cable/07EXAMPLETOWN12/index.html"]}).values()
    found = {
        one.find("{*}a").get("href"): words(one)
        for one in tree.findall(".//{*}li")
        if "in an essay" in words(one)
    }
    assert found == {
        "../../rain/#q-07exampletown12-p2": "Rain quoted in an essay",
        "../../rain/#q-07exampletown12-p1": "Rain quoted in an essay",
        "../../rain/#q-07exampletown12-p99": "Rain quoted in an essay, to ¶99",
    }
    assert "quoted in an essay" in pages_of()["cable/09NOWHERE1/index.html"]


def test_essays_are_listed_together_and_other_pages_at_the_foot() -> None:
    pages = pages_of()
    (tree,) = html_pages({"index.html": pages["essays/index.html"]}).values()
    assert words(tree.find(".//{*}article")) == "A. EditorRain Of rain."
    foot = [words(one) for one in tree.findall(".//{*}footer//{*}li")]
    assert foot[:2] == ["Essays", "About"]


def test_an_editor_composes_the_front_page() -> None:
    body = "Welcome.\n\n## Read\n\n{{< cable 07EXAMPLETOWN12 >}}\n"
    (tree,) = html_pages({"index.html": pages_of("index", body)["index.html"]}).values()
    assert words(tree.find(".//{*}header//{*}div[@class='prose']")) == "Welcome."
    composed = tree.find(".//{*}div[@class='latest']")
    assert [one.tag.partition("}")[2] for one in composed] == ["h2", "article"]
    assert "Latest cables" not in words(tree)
    more = [words(one) for one in tree.findall(".//{*}p[@class='more']")]
    assert more[0] == "All cables · All annotations"


def test_without_forms_the_front_page_shows_the_latest() -> None:
    (tree,) = html_pages({"index.html": pages_of("index", "Hello.\n\n## More\n")["index.html"]}).values()
    assert "Latest cables" in words(tree)
    assert words(tree.find(".//{*}header//{*}div[@class='prose']")) == "Hello. More"


def test_what_cannot_be_set_in_is_told_at_its_line() -> None:
    edition = edition_of([annotated_of(FIRST, NOTES), annotated_of(SECOND)])
    body = f"{ESSAY}\n{{{{< essay abuot >}}}}\n{{{{< quote it >}}}}\n- {{{{< cable 07EXAMPLETOWN12 >}}}}\n"
    found = inserts_of(body, PLACE.path, 4)
    told = insert_problems(found, edition.archive, ["about"], VOCABULARY)
    alone = "a form in two braces stands alone on its line, in no list and no quotation"
    assert [(one.code, one.place.line, one.message, one.hint) for one in told] == [
        ("insert-paragraph-missing", 17, "no paragraph p99 in 07EXAMPLETOWN12", "it has p1, p2, p3 and p4"),
        ("insert-cable-absent", 18, "09NOWHERE1 is not in the archive", "add its record, or mend the id"),
        ("insert-page-missing", 22, "there is no page 'abuot'", "did you mean about?"),
        ("insert-unreadable", 23, "nothing is set in by 'quote'", "write ¶, cable, essay or latest first"),
        ("insert-unreadable", 24, alone, "give it a line of its own, which ends with >}}"),
    ]


def test_a_cable_that_is_quoted_often_is_read_once() -> None:
    """And one that no page quotes is not there at all."""
    read: list[str] = []
    annotated = AnnotatedCable(cable_of("¶1. X."), SourceText(""))

    def again(reading: Reading) -> AnnotatedCable:
        read.append(reading.cable)
        return annotated

    ids = ("07ASTANA1", "07ASTANA2")
    quoted = Quoted([Reading(Location(one), one, cable=one) for one in ids], again)
    first, second = (canonical(one) for one in ids)
    assert [quoted[one] for one in (first, second, first, second)] == [annotated] * 4
    assert read == list(ids)
    assert canonical("07ASTANA3") not in quoted

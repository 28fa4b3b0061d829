"""index.tei.xml: valid against the schema of TEI P5, each character in its place, notes tied to words."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cables import cable_of
from hypothesis import given, settings
from hypothesis import strategies as st
from page_site import FIRST, NOTES, SECOND, VOCABULARY, annotated_of, edition_of, theme_of
from tei import NAMESPACE, tei_faults

from sitegen.address import Address, cable_form, cable_page
from sitegen.cable.model import Addressee, Anchor, Cable, Heading, Level, Marking
from sitegen.cable.parse import parse
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.citation import citations
from sitegen.note.picture import Picture
from sitegen.page.bibliography import cited_of
from sitegen.page.edition import Sheet
from sitegen.page.tei import tei
from sitegen.site.tables import vocabulary
from sitegen.source_text import SourceText, Span

ID = "{http://www.w3.org/XML/1998/namespace}id"
RANGE = re.compile(r"#string-range\(([^,]+),(\d+),(\d+)\)")
THEME = theme_of()
MAP = Picture("map.png", Address("images/map.png"), 8, 6, "x")

MARKDOWN_NOTES = """## cable
kind: headnote
by: A <Editor> & B
# One
### Three
> quoted **strong** and *weak*

- a list
  - in a list

1. first

| a | b |
|---|---|
| 1 | `2` |

```python
print("<x>")
```

***

Twice.[^1] Again.[^1] ^[in place]  \nA [link](http://host.example/%zz?a=b&c=d#e#f "title"), [[¶1]] [[ref A]],
<b>bold</b> [odd](<http://[x y>) <https://host.example/ä> <http://[x> &nbsp; &#0;

![A "map" & more](map.png "The map")

In the text ![a map](map.png) and ![none](none.png).

[^1]: A footnote with [[07EXAMPLETOWN12]].

## ¶1-2
kind: question
Never published.

## ¶1-2
kind: context
Both.

## ¶1 "Fair" (2)
kind: identification
[[Harvest Fair]]
"""
ODD_RECORDS = {
    "no-body": "R 050900Z AUG 08\nFM AMEMBASSY EXAMPLETOWN\nUNCLAS EXAMPLETOWN 000001\n",
    "markup": SECOND.replace("It did not rain", "]]> <!-- -- > <?xml?> &amp; & <p> &#1; </TEI>"),
    "controls": SECOND.replace("It did not rain", "a\x01b\x0cc\x7f\x85d\ufffee\U0001f600g\rh\u2028i"),
    "odd-header": SECOND.replace(
        "SUBJECT: HARVEST FAIR, ONE YEAR ON", "SUBJECT: (C/NF) ]]>\x02&lt;<é>"
    ).replace("TAGS: PGOV", 'TAGS: PGOV, OVIP (CLINTON, HILLARY), "<&>, É É'),
    "odd-references": SECOND.replace("06 NOWHERE 5", "SMITH-JONES <E-MAIL> & 05/11/07"),
    "odd-marks": SECOND.replace("1. (U)", "1. (S//REL TO USA, FVEY)").replace("2. (U)", "2. (S/NF)"),
    "withheld": SECOND.replace(
        "It did not rain", "XXXXXXXXXXXX (xxxxx), ref A XXXXX.\n\nA. XXXXXXX\n\nB. ref A"
    ),
    "headings": SECOND.replace("2. (U) It did not rain.", "WHY\n---\n\nHOW\n---\n\n(SBU) WHEN\n----"),
    "lists": SECOND.replace(
        "It did not rain.",
        "See:\n\nA. one\n\nB. two\n\n   x    y    z\n   1    2    3\n\n-- three\n-- four\n\nEnd.",
    ),
    "no-spaces": SECOND.replace("It did not rain", "W" * 5000),
}


def tei_of(annotated: AnnotatedCable) -> str:
    """The file as it is printed, of a site of this cable alone."""
    edition, cable_id = edition_of([annotated], pictures=[MAP]), annotated.cable.id
    assert cable_id
    links = edition.links(cable_page(cable_id))
    text = tei(annotated, cited_of(annotated.cable, cable_id, edition, links), cable_id, edition, links)
    data, faults = THEME.render(Sheet(cable_form(cable_id, "tei.xml"), "", text))
    assert data is not None, faults
    return data.decode()


def with_links(cable: Cable) -> AnnotatedCable:
    return AnnotatedCable(cable, SourceText("", "x.txt"), citations=citations(cable, VOCABULARY))


def by_id(root: Element) -> dict[str, Element]:
    return {element.attrib[ID]: element for element in root.iter() if ID in element.attrib}


def test_all_is_valid(sample: Path, working_set: tuple[Path, ...], tmp_path: Path) -> None:
    """The sample site, 40 real cables, and odd ones."""
    documents = {
        f"sample-{file.parent.name}": file.read_text(encoding="utf-8")
        for file in sample.glob("cable/*/index.tei.xml")
    }
    assert len(documents) == len(list(sample.glob("cable/*/index.json"))) > 5
    for path in working_set:
        cable, _ = parse(SourceText(path.read_text(encoding="utf-8"), path.name), vocabulary())
        if cable.id:
            documents[f"real-{path.stem}"] = tei_of(with_links(cable))
    assert len(documents) > 40
    for name, record in ODD_RECORDS.items():
        documents[f"odd-{name}"] = tei_of(annotated_of(record))
    documents["all-of-it"] = tei_of(annotated_of(FIRST, NOTES))
    documents["markdown"] = tei_of(annotated_of(FIRST, MARKDOWN_NOTES))
    bare = Cable(id=cable_of("").id, source="x.txt")
    documents["bare"] = tei_of(with_links(bare))
    documents["only-a-heading"] = tei_of(
        with_links(replace(bare, body=(Heading("X", Anchor("h-x"), Span(0, 0)),)))
    )
    assert tei_faults(documents, tmp_path) == ""


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    good = tei_of(annotated_of(SECOND))
    bad = {"twice": good.replace('"p2"', '"p1"'), "unknown": good.replace("<closer>", "<end/><closer>")}
    told = tei_faults(bad, tmp_path)
    assert "twice.xml" in told
    assert 'element "end" not allowed' in told


def test_notes_and_names_are_tied_to_their_words() -> None:
    annotated = annotated_of(FIRST, NOTES)
    root = ElementTree.fromstring(tei_of(annotated))
    ids = by_id(root)

    def words(target: str) -> str:
        if match := RANGE.fullmatch(target):
            start = int(match[2])
            return "".join(ids[match[1]].itertext())[start : start + int(match[3])]
        return "".join(ids[target[1:]].itertext())

    notes = {one.attrib[ID]: one for one in root.iter(f"{NAMESPACE}annotation")}
    assert list(notes) == [f"n-{one.annotation.slug}" for one in annotated.notes]
    assert words(notes["n-opened-under-rain"].attrib["target"]) == "opened under rain"
    assert words(notes["n-under-rain-on-july-2"].attrib["target"]) == "under rain on July 2"
    assert notes["n-subject"].attrib["target"] == "#subject"
    assert notes["n-cable"].attrib["target"] == "#cable"
    assert notes["n-p2"].attrib["target"] == "#p2"
    assert notes["n-ref-a"].attrib["target"] == "#ref-a"
    (link,) = notes["n-opened-under-rain"].iter(f"{NAMESPACE}ref")
    assert link.attrib["target"] == "https://host.example/archive/entities/harvest-fair/"
    named, frames = (
        next(one for one in root.iter(f"{NAMESPACE}spanGrp") if one.attrib["type"] == kind)
        for kind in ("mention", "frame")
    )
    assert [(words(one.attrib["target"]), one.attrib["ana"]) for one in named] == [
        ("Harvest Fair", "#e-harvest-fair")
    ] * 2
    assert [words(one.attrib["target"])[:21] for one in frames if one.text == "summary"] == [
        "The Harvest Fair open"
    ]
    assert "e-harvest-fair" in ids


def test_the_text_leads_where_the_page_leads() -> None:
    ids = by_id(ElementTree.fromstring(tei_of(annotated_of(FIRST))))
    refs = [(one.text, one.attrib["target"]) for p in ("p1", "p2") for one in ids[p].iter(f"{NAMESPACE}ref")]
    assert refs == [("ref A", "https://host.example/archive/cable/06NOWHERE5/"), ("para 1", "#p1")]
    (gap,) = ids["p1"].iter(f"{NAMESPACE}gap")
    assert (gap.attrib["reason"], gap[0].text) == ("withheld", "XXXXXXXXXXXX")
    assert (ids["p2"].attrib["n"], ids["p2"].attrib["ana"]) == ("2", "#mark-s-nf")
    assert ids["mark-s-nf"].attrib["n"] == "S/NF"
    assert ids["p2-a"].tag == f"{NAMESPACE}item"
    assert "".join(ids["ref-a"].itertext()) == "06 NOWHERE 5"


def test_a_draft_is_not_in_it_and_pictures_are() -> None:
    text = tei_of(annotated_of(FIRST, MARKDOWN_NOTES))
    assert "Never published" not in text
    graphics = list(ElementTree.fromstring(text).iter(f"{NAMESPACE}graphic"))
    assert [one.attrib["url"] for one in graphics] == ["https://host.example/archive/images/map.png"] * 2
    assert [one[0].text for one in graphics] == ['A "map" & more', "a map"]


def test_who_sent_it_to_whom() -> None:
    root = ElementTree.fromstring(tei_of(annotated_of(FIRST)))
    actions = {
        (one.attrib["type"], one.get("subtype")): [each.text for each in one]
        for one in root.iter(f"{NAMESPACE}correspAction")
    }
    assert actions["sent", None] == ["AMEMBASSY EXAMPLETOWN", "Exampletown", "2007-07-03T09:00:00Z"]
    assert actions["received", "action"] == ["SECSTATE WASHDC"]
    assert actions["received", "info"][0] == "AMEMBASSY ALPHA"
    assert [one.attrib["target"] for one in root.iter(f"{NAMESPACE}catRef")] == ["#level-C"]


ANY = st.text(st.characters(), max_size=60)
BLOCKS = st.lists(
    st.one_of(ANY, ANY.map("a. {}".format), ANY.map("-- {}".format), ANY.map("| {}".format)), max_size=5
)


@settings(deadline=None)
@given(texts=st.lists(BLOCKS.map("\n".join), max_size=3), field=ANY)
def test_any_text_is_said_character_for_character(texts: list[str], field: str) -> None:
    cable = cable_of(
        "\n\n".join(texts),
        subject=field,
        origin=field,
        to=(Addressee(field, field, field, field),),
        captions=(field,),
        tags=(field,),
        attention=(field,),
        classified_by=field,
        declassify_on=field,
        classification=Level.SECRET,
        subject_marking=Marking(Level.SECRET, (field,)),
        signature=field,
    )
    text = tei_of(with_links(cable))
    ids = by_id(ElementTree.fromstring(text))
    for one in cable.paragraphs:
        said = "".join(ids[one.anchor].itertext())
        assert len(said) == len(one.text)
        assert all(is_ == was or is_ == "\ufffd" for is_, was in zip(said, one.text, strict=True))
    assert text == tei_of(with_links(cable))

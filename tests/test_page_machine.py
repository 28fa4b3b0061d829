"""The forms of a cable that programs read, read by the programs that read them."""

import json
import re
from datetime import date

import bibtexparser
import html5lib
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from page_site import FIRST, NOTES, SECOND, annotated_of, pages_of

from sitegen.cable.json_form import json_of
from sitegen.page.bibliography import Cited, bibtex, csl, ris
from sitegen.page.machine import script_of

PAGE = "https://host.example/archive/cable/07EXAMPLETOWN12/"
CITED = Cited(
    "07EXAMPLETOWN12",
    "RAIN",
    "U.S. Embassy Exampletown",
    date(2007, 7, 3),
    2007,
    "SECRET",
    "The Reader",
    "The Publisher",
    PAGE,
    ("PGOV", "CLINTON, HILLARY"),
)
# A subject is one line of a record: any characters, blanks folded.
SUBJECTS = st.text(
    st.one_of(
        st.sampled_from("{}\\\"'$%&#_~^<>@,; -=:\u00e9\u017e"), st.characters(exclude_categories=["C", "Z"])
    ),
    min_size=1,
).map(lambda text: " ".join(text.split()) or "X")


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    cables = [annotated_of(FIRST, NOTES), annotated_of(SECOND)]
    return pages_of(cables)


def form(site: dict[str, str], suffix: str, cable: str = "07EXAMPLETOWN12") -> str:
    return site[f"cable/{cable}/index.{suffix}"]


def test_json_is_what_inspect_says_and_what_the_edition_adds(site: dict[str, str]) -> None:
    said, annotated = json.loads(form(site, "json")), annotated_of(FIRST, NOTES)
    inspected = json.loads(json.dumps(json_of(annotated.cable, annotated.told, annotated.source)))
    assert {name: said[name] for name in inspected} == inspected
    assert list(said) == [*inspected, "url", "annotations", "mentions", "cited_by"]
    assert said["url"] == PAGE
    texts = {one["anchor"]: one["text"] for one in said["paragraphs"]}
    for one in said["mentions"]:
        assert texts[one["anchor"]][slice(*one["span"])] == "Harvest Fair"
        assert one["url"] == "https://host.example/archive/entities/harvest-fair/"
    assert [one["id"] for one in said["cited_by"]] == ["08EXAMPLETOWN44", "08EXAMPLETOWN44", None]
    notes = {one["kind"]: one for one in said["annotations"]}
    assert (notes["headnote"]["about"], notes["headnote"]["date"]) == ("cable", "2026-03-01")
    (passage,) = notes["dispute"]["passages"]
    assert texts["p1"][slice(*passage["span"])] == "under rain on July 2"
    assert all(f'id="{one["id"]}"' in form(site, "html") for one in said["annotations"])


def test_json_says_every_character_of_a_record() -> None:
    strange = annotated_of(SECOND.replace("It did not rain", "It \x85 did\ufdd0 not\x9f rain"))
    said = json.loads(pages_of([strange])["cable/08EXAMPLETOWN44/index.json"])
    assert [one["text"] for one in said["paragraphs"]] == [one.text for one in strange.cable.paragraphs]
    assert "\ufdd0 not\x9f rain" in said["paragraphs"][1]["text"]


def test_text_is_the_record_and_nothing_else(site: dict[str, str]) -> None:
    text = form(site, "txt")
    assert "\n\n1. (C) SUMMARY: The Harvest Fair opened under rain on July 2, said XXXXXXXXXXXX," in text
    assert "\n\nHOW IT RAINED\n\n2. (S/NF) Three things fell:\n" in text
    assert "Classification: CONFIDENTIAL SIPDIS EXERCISE\n" in text
    assert "A wet day." not in text
    assert text.endswith("\n\nEXAMPLE\n")


@pytest.mark.parametrize("cable", ["07EXAMPLETOWN12", "08EXAMPLETOWN44"])
def test_a_page_names_its_forms_and_each_is_there(site: dict[str, str], cable: str) -> None:
    tree = html5lib.parse(form(site, "html", cable), namespaceHTMLElements=False)
    links = [
        one for one in tree.iter("link") if one.get("rel") == "alternate" and "index." in one.get("href")
    ]
    assert len(links) == 6
    for link in links:
        assert f"cable/{cable}/{link.get('href')}" in site


def test_what_search_engines_read(site: dict[str, str]) -> None:
    tree = html5lib.parse(form(site, "html"), namespaceHTMLElements=False)
    (script,) = [one for one in tree.iter("script") if one.get("type") == "application/ld+json"]
    data = json.loads(script.text)
    assert (data["@type"], data["name"]) == ("Message", 'HARVEST FAIR OPENS <UNDER> RAIN & "WIND"')
    assert data["mentions"] == [
        {
            "@type": "Event",
            "name": "Harvest Fair",
            "url": "https://host.example/archive/entities/harvest-fair/",
        }
    ]
    assert {one["contentUrl"].removeprefix(PAGE) for one in data["encoding"]} == {
        f"index.{suffix}" for suffix in ("bib", "ris", "csl.json", "json", "tei.xml", "txt")
    }
    meta = {one.get("name"): one.get("content") for one in tree.iter("meta")}
    assert meta["citation_publication_date"] == "2007/07/03"
    assert meta["DC.title"] == meta["citation_title"] == data["name"]
    later = json.loads(
        re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', form(site, "html", "08EXAMPLETOWN44")
        )[0]
    )
    assert [one["@id"] for one in later["citation"]] == [PAGE]  # 06NOWHERE5 is not here


def read_bibtex(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {field.key: field.value.strip("{}") for field in entry.fields}
    return {"type": entry.entry_type, "key": entry.key} | fields


def test_bibtex_is_read_back() -> None:
    entry = read_bibtex(bibtex(CITED))
    assert (entry["type"], entry["key"]) == ("misc", "07EXAMPLETOWN12")
    assert (entry["date"], entry["year"], entry["month"]) == ("2007-07-03", "2007", "jul")
    assert entry["author"] == "U.S. Embassy Exampletown"
    assert entry["note"] == "3 July 2007, Secret"
    assert entry["url"] == PAGE
    assert "keywords = {PGOV, {CLINTON, HILLARY}}" in bibtex(CITED)


@given(subject=SUBJECTS)
def test_no_subject_breaks_an_entry(subject: str) -> None:
    cited = CITED._replace(title=subject)
    text = bibtex(cited)
    plain = re.sub(r"\\(?:textbackslash|textasciitilde|textasciicircum)\{\}|\\[{}#$%&_]", "", text)
    assert plain.count("{") == plain.count("}")
    assert not re.search(r"[#$%&_~^\\]", plain.replace(PAGE, ""))
    (entry,) = bibtexparser.parse_string(text).entries
    written = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}
    escapes = re.compile(r"\\text\w+\{\}|\\(.)")
    title = escapes.sub(lambda found: found[1] or written[found[0]], entry.fields_dict["title"].value[1:-1])
    assert title == subject
    (read,) = rispy.loads(ris(cited))
    assert (read["title"], read["urls"], read["year"]) == (subject, [PAGE], "2007")
    (item,) = csl(cited)
    assert item["title"] == subject
    script = script_of({"name": subject, "end": "</script><!--"})
    assert "<" not in script
    assert json.loads(script) == {"name": subject, "end": "</script><!--"}


def test_what_is_not_known_is_not_said() -> None:
    cited = CITED._replace(title="", day=None, level="", publisher="", tags=())
    assert read_bibtex(bibtex(cited)).keys() >= {"title", "year"}
    assert "month" not in bibtex(cited)
    (item,) = csl(cited)
    assert item["title"] == "Cable 07EXAMPLETOWN12"
    assert item["issued"] == {"date-parts": [[2007]]}
    assert not {"publisher", "keyword", "note"} & item.keys()
    assert "DA  -" not in ris(cited)

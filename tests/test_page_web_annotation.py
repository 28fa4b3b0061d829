"""Notes as W3C Web Annotations, read by a JSON-LD processor and held to the model.

`data/anno-context.json` holds the terms that we use, as the W3C's vocabulary defines them; the processor is
given it for the address of the W3C's own, and nothing else.
"""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from page_site import FIRST, NOTES, SECOND, annotated_of, pages_of
from pictures import png
from pyld import jsonld

from sitegen.note.picture import read_picture
from sitegen.page.web_annotation import CONTEXT

OA = "http://www.w3.org/ns/oa#"
PAGE = "https://host.example/archive/cable/07EXAMPLETOWN12/"
FILE = "cable/07EXAMPLETOWN12/annotations.jsonld"
TERMS = json.loads((Path(__file__).parent / "data/anno-context.json").read_text("utf-8"))
MORE = """
## ¶2-3
kind: translation
date: 2026-03-04
Two, with ![A tent](tent.png) and [[¶4]].

## ¶2-a
kind: correction
An item.

## ¶3
kind: source
Whence.
"""

TEI, ID = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
Json = dict[str, Any]


def load(address: str, options: object = None) -> Json:
    assert address == CONTEXT, f"{address} is asked for"
    return {"contextUrl": None, "documentUrl": address, "document": TERMS}


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    tent, _ = read_picture("tent.png", png(3, 2))
    assert tent
    cables = [annotated_of(FIRST, NOTES + MORE), annotated_of(SECOND)]
    return pages_of(cables, pictures=[tent])


@pytest.fixture(scope="module")
def notes(site: dict[str, str]) -> dict[str, Json]:
    """By the words of their bodies' first kind."""
    collection = json.loads(site[FILE])
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 9
    return {note["id"].removeprefix(f"{PAGE}#"): note for note in items}


def test_a_processor_understands_every_word(site: dict[str, str]) -> None:
    written = json.loads(site[FILE])
    options = {"documentLoader": load}
    expanded = jsonld.expand(written, options)
    back = jsonld.compact(expanded, CONTEXT, options)
    assert back == written  # a term that the vocabulary does not know would be lost on the way
    triples = jsonld.to_rdf(written, options)["@default"]
    about = [one["subject"]["value"] for one in triples if one["object"]["value"] == f"{OA}Annotation"]
    assert len(about) == len(set(about)) == 9
    for predicate in ("hasBody", "hasTarget", "motivatedBy"):
        subjects = {one["subject"]["value"] for one in triples if one["predicate"]["value"] == OA + predicate}
        assert subjects == set(about), predicate


def test_why_a_note_was_made_is_said_as_tei_says_it(site: dict[str, str], notes: dict[str, Json]) -> None:
    root = ElementTree.fromstring(site["cable/07EXAMPLETOWN12/index.tei.xml"])
    in_tei = {one.attrib[ID]: one.attrib["motivation"] for one in root.iter(f"{TEI}annotation")}
    assert {name: note["motivation"] for name, note in notes.items()} == in_tei
    assert in_tei["n-p3"] == "linking"


def test_words_can_be_found_again(notes: dict[str, Json]) -> None:
    target = notes["n-opened-under-rain"]["target"]
    assert target["source"] == PAGE
    selector = target["selector"]
    assert (selector["type"], selector["value"]) == ("FragmentSelector", "p1")
    assert selector["refinedBy"] == {
        "type": "TextQuoteSelector",
        "exact": "opened under rain",
        "prefix": "SUMMARY: The Harvest Fair "[-32:],
        "suffix": " on July 2, said XXXXXXXXXXXX, and ref A was"[:32],
    }


def test_each_kind_of_target(notes: dict[str, Json]) -> None:
    assert notes["n-cable"]["target"] == PAGE
    assert notes["n-subject"]["target"]["selector"]["exact"].startswith("HARVEST FAIR OPENS")
    assert notes["n-ref-a"]["target"]["selector"]["value"] == "ref-a"
    assert notes["n-p2"]["target"]["selector"] == {
        "type": "FragmentSelector",
        "value": "p2",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
    }
    several = notes["n-p2-3"]["target"]
    assert [one["selector"]["value"] for one in several] == ["p2", "p3"]
    assert not [one for one in several if "refinedBy" in one["selector"]]
    assert notes["n-p2-a"]["target"]["selector"]["refinedBy"]["exact"] == "A. rain, as in para 1;"


def test_a_body_may_be_read_anywhere(notes: dict[str, Json]) -> None:
    words, tag = notes["n-p2-3"]["body"]
    assert tag == {"type": "TextualBody", "purpose": "tagging", "value": "translation"}
    assert f'href="{PAGE}#p4"' in words["value"]
    assert 'src="https://host.example/archive/assets/images/tent.' in words["value"]
    assert (words["format"], words["language"]) == ("text/html", "en")
    assert notes["n-p2-3"]["created"] == "2026-03-04T00:00:00Z"
    assert notes["n-p2-3"]["creator"] == {"name": "A. Editor"}
    assert "created" not in notes["n-p2"]


def test_a_page_announces_its_notes_if_it_has_any(site: dict[str, str]) -> None:
    html = html5lib.parse(site["cable/07EXAMPLETOWN12/index.html"], namespaceHTMLElements=False)
    (link,) = [one for one in html.iter("link") if one.attrib["href"] == "annotations.jsonld"]
    assert link.attrib["rel"] == "alternate"
    assert link.attrib["type"] == f'application/ld+json; profile="{CONTEXT}"'
    bare = "cable/08EXAMPLETOWN44/"
    assert f"{bare}index.html" in site
    assert f"{bare}annotations.jsonld" not in site
    assert "annotations.jsonld" not in site[f"{bare}index.html"]

"""One id in many spellings: what a link of an editor's may say, and what a reader may ask for at /go/."""

from conftest import ROOT
from playwright.sync_api import Page

from sitegen.cable.cable_id import read_id

SPELLINGS = {
    "07ASTANA1848": "07ASTANA1848",
    " 07astana1848 ": "07ASTANA1848",
    "07 Astana 1848": "07ASTANA1848",
    "07ASTANA001848": "07ASTANA1848",
    "2007ASTANA1848": "07ASTANA1848",
    "2007 Astana 01848": "07ASTANA1848",
    "07ASTANA1848_a": "07ASTANA1848",
    "ASTANA 1848 (07)": "07ASTANA1848",
    "Astana 1848(2007)": "07ASTANA1848",
    "07 ASTANA, 1848": "07ASTANA1848",
    "07 Port-au-Prince 12": "07PORTAUPRINCE12",
    "07 N'Djamena 5": "07NDJAMENA5",
    "07 N’Djamena 5": "07NDJAMENA5",
    "07USEUBRUSSELS100": "07USEUBRUSSELS100",
    "07 US.EU BRUSSELS 100": "07USEUBRUSSELS100",
    "09SECTION01OF03SANJOSE525": "09SANJOSE525",
    "09 SECTION 01 OF 03 SAN JOSE 525": "09SANJOSE525",
    "09EFTOLONDON2468": "09LONDON2468",
    "09 EFTO AMEMBASSY LONDON 2468": "09LONDON2468",
    "09 AMEMBASSY LONDON 2468": "09LONDON2468",
    "09 Embassy London 2468": "09LONDON2468",
    "Consulate Karachi 5 (09)": "09KARACHI5",
    "07USMISSIONGENEVA5": "07GENEVA5",
    "07EFTO5": "07EFTO5",
    "66ROME1": "66ROME1",
    "65ROME1": "65ROME1",
    "1966ROME1": "66ROME1",
    "1965ROME1": "",
    "2066ROME1": "",
    "07ROME0": "",
    "07RO5": "",
    "07ROME123456789": "",
    "7ROME5": "",
    "007ROME5": "",
    "07 ROME 5 (07)": "",
    "ROME 5": "",
    "elections": "",
    "": "",
}
# A question may be vague: its answer is shown. "[[Boeing 747 07]]" is no cable of the year 2007.
ASKED_ONLY = {
    "astana 1848 07": ["07ASTANA1848"],
    "1848 astana 07": ["07ASTANA1848"],
    "07-ASTANA-1848": ["07ASTANA1848"],
    "07 ástana 1848.": ["07ASTANA1848"],
    "REF: (B) 07 ASTANA 1848": ["07ASTANA1848"],
    "ASTANA 07 09": ["09ASTANA7", "07ASTANA9"],
}


def asked(page: Page, spellings: list[str]) -> list[list[str]]:
    """What the script of /go/ takes each for: the part of it that reads, run alone."""
    script = (ROOT / "templates/assets/go.js").read_text("utf-8")
    reader = script[script.index("// 1966 to 2065") : script.index("const idOf")]
    ids = "read(one).meant.map((it) => String(it.year).slice(2) + it.letters + it.number)"
    found: list[list[str]] = page.evaluate(
        f"all => all.map((one) => {{ {reader} return {ids}; }})", spellings
    )
    return found


def test_both_read_an_id_alike(page: Page) -> None:
    assert {one: str(read_id(one) or "") for one in SPELLINGS} == SPELLINGS
    found = dict(zip(SPELLINGS, asked(page, list(SPELLINGS)), strict=True))
    assert found == {one: [said] if said else [] for one, said in SPELLINGS.items()}


def test_a_reader_may_ask_more_loosely(page: Page) -> None:
    assert dict(zip(ASKED_ONLY, asked(page, list(ASKED_ONLY)), strict=True)) == ASKED_ONLY
    assert not [one for one in ASKED_ONLY if read_id(one)]

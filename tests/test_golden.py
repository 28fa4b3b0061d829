"""Golden pages: what the sample site says, to be read in review. `make golden` writes them anew."""

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, SEED, SHARED, sitegen

GOLDEN = Path(__file__).parent / "golden"

PAGES = [
    "index.html",
    "cables/2007/index.html",
    "cables/2007/07/index.html",
    "cable/07ASTANA1848/index.html",
    "cable/07ASTANA1848/source/index.html",
    "cable/07ASTANA1848/index.bib",
    "cable/07ASTANA1848/index.csl.json",
    "cable/07ASTANA1848/index.json",
    "cable/07ASTANA1848/preview.json",
    "cable/07ASTANA1848/index.ris",
    "cable/07ASTANA1848/index.tei.xml",
    "cable/07ASTANA1848/index.txt",
    "tags/PGOV/index.html",
    "posts/index.html",
    "posts/astana/index.html",
    "posts/astana/feed.xml",
    "six-weeks-before/index.html",
    "classifications/confidential/index.html",
    "entities/index.html",
    "entities/type/person/index.html",
    "entities/nur-otan/index.html",
    "annotations/index.html",
    "about/index.html",
    "threads/75EXAMPLETOWN97/index.html",
    "go/index.html",
    "go/ASTANA.js",
    "search/index.html",
    "search/index.js",
    "cable/07ASTANA1848/passages.js",
    "404.html",
    "feed.xml",
    "sitemap.xml",
    "robots.txt",
    "_headers",
]


def compare(name: str, text: str, golden: bool) -> None:
    file = GOLDEN / name
    if golden:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"no golden file {name}: run `make golden` and read what it wrote"
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, sample: Path, golden: bool) -> None:
    """But for the fingerprints of assets: a new rule of style is no news on every page."""
    text = (sample / name).read_text(encoding="utf-8")
    compare(f"site/{name}", re.sub(r"(assets/\w+)\.[0-9a-f]{8}\.", r"\1.", text), golden)


def test_inspect(golden: bool) -> None:
    done = sitegen("inspect", str(SEED.relative_to(ROOT)), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    compare("inspect.json", json.dumps(json.loads(line), ensure_ascii=False, indent=1) + "\n", golden)


def test_the_seed_is_as_it_was_received() -> None:
    assert SEED.read_bytes() == (SHARED / "seed/07ASTANA1848.txt").read_bytes()

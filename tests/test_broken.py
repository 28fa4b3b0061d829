"""Sites with one fault each: `tests/broken/<what>/`, and the words it must be told in.

`expected.txt` is what `sitegen build` says on stderr, then its exit code and what was published.
`make golden` writes it anew, to be read in review.
"""

import shutil
from pathlib import Path

import pytest
from conftest import sitegen

BROKEN = Path(__file__).parent / "broken"


@pytest.mark.parametrize("site", sorted(path for path in BROKEN.iterdir()), ids=lambda path: path.name)
def test_broken(site: Path, tmp_path: Path, golden: bool) -> None:
    shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("expected.txt"))
    done = sitegen("build", "--quiet", cwd=tmp_path / "site")
    cables = sorted(path.parent.name for path in (tmp_path / "site/output/cable").glob("*/index.html"))
    published = ", ".join(cables) if (tmp_path / "site/output").exists() else "nothing was written"
    said = f"{done.stderr}---\nexit code {done.returncode}; published: {published}\n"
    assert done.stdout == ""
    if golden:
        (site / "expected.txt").write_text(said, encoding="utf-8")
    assert said == (site / "expected.txt").read_text(encoding="utf-8")

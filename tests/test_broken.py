"""Sites with one fault each: `tests/broken/<what>/`, and the words it must be told in.

`expected.txt` is what `sitegen build` says on stderr, then its exit code and what was published.
`make golden` writes it anew, to be read in review.
"""

import shutil
from pathlib import Path

import pytest

from sitegen.cli.main import outcome_of

BROKEN = Path(__file__).parent / "broken"


@pytest.mark.parametrize("site", sorted(path for path in BROKEN.iterdir()), ids=lambda path: path.name)
def test_broken(
    site: Path,
    tmp_path: Path,
    golden: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("expected.txt"))
    monkeypatch.chdir(tmp_path / "site")
    code = outcome_of(["build", "--quiet"])
    told = capsys.readouterr()
    cables = sorted(path.parent.name for path in (tmp_path / "site/output/cable").glob("*/index.html"))
    published = ", ".join(cables) if (tmp_path / "site/output").exists() else "nothing was written"
    said = f"{told.err}---\nexit code {code}; published: {published}\n"
    assert told.out == ""
    if golden:
        (site / "expected.txt").write_text(said, encoding="utf-8")
    assert said == (site / "expected.txt").read_text(encoding="utf-8")

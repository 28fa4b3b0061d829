"""The wheel, installed into a bare environment, builds a site outside the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from conftest import ROOT


def run(*words: object, cwd: Path) -> str:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_bare_environment_builds_a_site_with_the_wheel(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", dist, ROOT, cwd=tmp_path)
    (wheel,) = dist.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    for needed in ("templates/base.html", "templates/assets/style.css", "data/tags.csv", "py.typed"):
        assert f"sitegen/{needed}" in carried
    assert not [name for name in carried if name.startswith(("tests/", "content/", "templates/"))]

    bare = tmp_path / "bare"
    run(sys.executable, "-m", "venv", "--without-pip", bare, cwd=tmp_path)
    python = bare / "bin/python"
    into = (*pip, "--python", python, "install", "--no-compile")  # what is imported is compiled then
    run(*into, "-c", ROOT / "constraints.txt", wheel, cwd=tmp_path)
    run(bare / "bin/sitegen", "init", "archive", cwd=tmp_path)
    run(bare / "bin/sitegen", "build", cwd=tmp_path / "archive")
    home = (tmp_path / "archive/output/index.html").read_text(encoding="utf-8")
    assert "EXERCISE" in home
    assert list((tmp_path / "archive/output/cable").iterdir())
    lexed = run(
        python,
        "-m",
        "pygments",
        "-l",
        "cable",
        "-f",
        "html",
        ROOT / "content/cables/07ASTANA1848.txt",
        cwd=tmp_path,
    )
    assert "CONFIDENTIAL" in lexed.replace(" ", "")

"""The theme as it ships: ours shortened wherever it lies, the editors' own as they wrote it."""

import shutil
from pathlib import Path

from conftest import ROOT

from sitegen.page.asset import shortened
from sitegen.site.packaged import assets_of

OURS = ROOT / "templates/assets"


def shipped(root: Path, *, live: bool = False) -> dict[str, bytes]:
    assets, faults = assets_of(root, live=live)
    assert not faults
    return {name: asset.data for name, asset in assets.items()}


def test_a_copy_of_ours_ships_as_ours_and_a_file_that_was_changed_as_it_is(tmp_path: Path) -> None:
    """The copy of a checkout whose sitegen is installed elsewhere."""
    ours = shipped(tmp_path)
    assert ours["style.css"] == shortened("style.css", (OURS / "style.css").read_bytes())
    copy = tmp_path / "templates/assets"
    shutil.copytree(OURS, copy)
    assert shipped(tmp_path) == ours
    changed = (OURS / "style.css").read_bytes() + b"/* mine */\n"
    (copy / "style.css").write_bytes(changed)
    (copy / "extra.css").write_bytes(b"p {\n}\n")
    assert shipped(tmp_path) == {**ours, "style.css": changed, "extra.css": b"p {\n}\n"}


def test_the_preview_alone_has_the_script_that_reloads(tmp_path: Path) -> None:
    assert shipped(tmp_path, live=True).keys() - shipped(tmp_path).keys() == {"live.js"}

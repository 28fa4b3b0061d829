"""Changes on disk → one set of paths a burst."""

import threading
import time
from pathlib import Path
from queue import SimpleQueue

import pytest

from sitegen.site.watch import WITHHELD, is_source, settled, watching


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("site.toml", True),
        ("content/cables/a.txt", True),
        ("templates/cable.html", True),
        ("content/annotations/07ASTANA1848.md", True),
        ("README.md", False),
        ("output/index.html", False),
        (".sitegen/preview/index.html", False),
        (".git/index", False),
        ("content/annotations/.07ASTANA1848.md.swp", False),
        ("content/annotations/07ASTANA1848.md~", False),
        ("content/annotations/4913", False),
        ("content/annotations/#07ASTANA1848.md#", False),
        ("content/annotations/.#07ASTANA1848.md", False),
        ("content/a.md___jb_tmp___", False),
        ("content/.obsidian/workspace", False),
    ],
)
def test_what_counts(path: str, counts: bool) -> None:
    assert is_source(path) is counts


def test_a_burst_is_one() -> None:
    queue: SimpleQueue[str] = SimpleQueue()
    for name in "abab":
        queue.put(name)
    assert settled(queue, quiet=0.01) == {"a", "b"}


def test_a_burst_that_does_not_end_is_taken_as_it_is() -> None:
    queue: SimpleQueue[str] = SimpleQueue()
    stop = threading.Event()

    def pour() -> None:
        while not stop.wait(0.01):
            queue.put("a")

    thread = threading.Thread(target=pour)
    thread.start()
    assert settled(queue, quiet=5, longest=0.2) == {"a"}
    stop.set()
    thread.join()


def test_a_change_on_disk_and_a_folder_that_comes_later(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with watching(tmp_path) as bursts:
        (tmp_path / "output").mkdir()
        (tmp_path / "output/index.html").write_text("not a source", "utf-8")
        (tmp_path / "content/a.txt").write_text("a source", "utf-8")
        assert next(bursts) == {"content/a.txt"}
        (tmp_path / "templates").mkdir()
        assert next(bursts) == {"templates"}
        watched = threading.Thread(target=lambda: found.append(next(bursts)))
        found: list[frozenset[str]] = []
        watched.start()
        time.sleep(0.1)
        (tmp_path / "templates/cable.html").write_text("{{ page }}", "utf-8")
        watched.join(5)
        assert found == [{"templates/cable.html"}]


def test_a_rule_of_what_is_withheld_and_a_folder_that_is_named_later(tmp_path: Path) -> None:
    site, rules = tmp_path / "site", tmp_path / "withheld"
    site.mkdir()
    rules.mkdir()
    settings = 'title = "T"\nbase_url = "https://example.org/"\n'
    (site / "site.toml").write_text(settings, "utf-8")
    with watching(site) as bursts:
        (site / "site.toml").write_text(f'{settings}withhold = "../withheld"\n', "utf-8")
        assert next(bursts) == {"site.toml"}
        (rules / ".names.txt.swp").write_text("Ann Poe", "utf-8")
        (rules / "names.txt").write_text("Ann Poe", "utf-8")
        assert next(bursts) == {WITHHELD}
        (rules / "names.txt").unlink()
        assert next(bursts) == {WITHHELD}

"""The gate: of what editors write, only what is published leaves the building.

A word of its own in every note, and a search for it through all that a build writes.
"""

from itertools import product
from pathlib import Path

import pytest
from conftest import sitegen

from sitegen.note.annotation import AnnotationKind
from sitegen.settings import Status

RECORD = """\
UNCLASSIFIED AMEMBASSY {post} 0{number}
DE RUEHXX #0{number} 1831200
R 021200Z JUL 09
FM AMEMBASSY {post}
TO SECSTATE WASHDC
UNCLAS {post} 00{number}

E.O. 12958: N/A
TAGS: PREL
SUBJECT: A BRIDGE

1. The bridge was opened under rain.

2. It stands.
"""
CASES = tuple(product(Status, AnnotationKind))
SITE = 'title = "Gate"\nbase_url = "https://host.example/"\n'


def word_of(way: str, status: Status, kind: AnnotationKind) -> str:
    return f"zq{way}{status}{kind}qz"


def note(word: str, kind: AnnotationKind, field: str = "") -> str:
    """A note that gives its word away in every place that a note has."""
    return f"""## ¶1 "opened under rain"
kind: {kind}
{field}by: {word}
id: {word}

Says {word}, see [[¶2|{word}]].

### {word}

"""


def the_site(folder: Path, notes: dict[str, str], settings: str = "") -> Path:
    """A site of one cable for each file of notes."""
    for part in ("cables", "annotations"):
        (folder / "content" / part).mkdir(parents=True)
    (folder / "site.toml").write_text(SITE + settings, encoding="utf-8")
    for number, (name, text) in enumerate(notes.items(), start=11):
        stem = f"content/{{}}/09ASTANA{number}"
        record = RECORD.format(post="ASTANA", number=number)
        (folder / f"{stem.format('cables')}.txt").write_text(record, encoding="utf-8")
        (folder / f"{stem.format('annotations')}.md").write_text(text, encoding="utf-8")
        assert name not in record
    return folder


def written(folder: Path) -> str:
    """All that a build has written, names of files too: the output, and what it keeps for itself."""
    made = [path for top in ("output", ".sitegen") for path in (folder / top).rglob("*")]
    assert any(path.name == "index.html" for path in made)
    texts = [path.read_bytes().decode("utf-8", "replace") for path in made if path.is_file()]
    return "\n".join([*map(str, made), *texts])


def test_only_what_is_published_is_anywhere_in_what_is_built(tmp_path: Path) -> None:
    by_field = "".join(note(word_of("field", s, k), k, f"status: {s}\n") for s, k in CASES)
    by_head = {
        f"head {status}": f"---\nstatus: {status}\n---\n"
        + "".join(note(word_of("head", status, kind), kind) for kind in AnnotationKind)
        for status in Status
    }
    site = the_site(tmp_path, {"field": by_field, **by_head})
    done = sitegen("build", cwd=site)
    assert done.returncode == 0, done.stderr
    text = written(site)
    for way, (status, kind) in product(("field", "head"), CASES):
        leaves = status is Status.PUBLISHED and kind is not AnnotationKind.QUESTION
        assert (word_of(way, status, kind) in text) is leaves, (way, status, kind)


@pytest.mark.parametrize("status", Status)
def test_the_sites_own_default_is_kept(status: Status, tmp_path: Path) -> None:
    notes = "".join(note(word_of("site", status, kind), kind) for kind in AnnotationKind)
    site = the_site(tmp_path, {"site": notes}, f'annotation_status = "{status}"\n')
    assert sitegen("build", cwd=site).returncode == 0
    text = written(site)
    for kind in AnnotationKind:
        leaves = status is Status.PUBLISHED and kind is not AnnotationKind.QUESTION
        assert (word_of("site", status, kind) in text) is leaves, kind


MISPLACED = {
    "after a blank line": "## ¶1\nkind: context\n\nstatus: draft\nzqwordqz.\n",
    "in capitals": "## ¶1\nkind: context\nSTATUS: draft\nzqwordqz.\n",
    "as an item": "## ¶1\nkind: context\n - status: draft\nzqwordqz.\n",
    "indented": "## ¶1\nkind: context\n\tstatus: draft\nzqwordqz.\n",
    "in bold": "## ¶1\nkind: context\n\n**Status**: draft\n\nzqwordqz.\n",
    "below the text": "## ¶1\nkind: context\nzqwordqz.\n\nstatus: review\n",
    "without a blank": "## ¶1\nkind: context\nstatus:draft\nzqwordqz.\n",
    "misspelt, in capitals": "## ¶1\nkind: context\nSTAUTS: draft\nzqwordqz.\n",
    "misspelt, after a blank line": "## ¶1\nkind: context\n\nstauts: draft\nzqwordqz.\n",
    "of a note with too deep a heading": "## ¶2\nkind: source\nA.\n### ¶1\nstatus: draft\nzqwordqz.\n",
    "above the notes": "status: draft\n\n## ¶1\nkind: context\nzqwordqz.\n",
    "in a head in capitals": "---\nSTATUS: draft\n---\n## ¶1\nkind: context\nzqwordqz.\n",
    "in a head that is no YAML": "---\nby: A: B\nstatus: draft\n---\n## ¶1\nkind: context\nzqwordqz.\n",
    "in no head": "A word.\n---\nstatus: draft\n---\n## ¶1\nkind: context\nzqwordqz.\n",
    "in a comment": "## ¶1\nkind: context\nA. <!-- zqwordqz\n\nzqwordqz --> B.\n",
    "in a comment with a heading": "## ¶1\nkind: context\nA. <!--\n## ¶2\nkind: context\nzqwordqz\n--> B.\n",
}


def test_a_draft_that_is_marked_in_the_wrong_way_stays_too(tmp_path: Path) -> None:
    texts = {f"zq{index}qz": text for index, text in enumerate(MISPLACED.values())}
    words = {text.replace("zqwordqz", word): word for word, text in texts.items()}
    site = the_site(tmp_path, {word: text for text, word in words.items()})
    sitegen("build", cwd=site)
    text = written(site)
    found = [way for way, word in zip(MISPLACED, words.values(), strict=True) if word in text]
    assert found == []

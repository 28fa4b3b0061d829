"""Prepare a site's cables for Hugo and Pelican, which know nothing of telegrams.

    python benchmarks/prepare_markdown.py SITE DIR     SITE is what make_cables.py wrote

sitegen's parser does the reading, and its time is given to the others for nothing. Both get the same bodies:
paragraphs and headings with their anchors, and the REF block with its links; the heads differ as they must.
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sitegen.cable.model import Cable, Heading, Paragraph, Reference  # noqa: E402
from sitegen.cable.parse import parse  # noqa: E402
from sitegen.site.tables import vocabulary  # noqa: E402
from sitegen.source_text import SourceText  # noqa: E402

TEMPLATES = ROOT / "benchmarks" / "others"
HUGO, PELICAN = "hugo", "pelican"
CONTENT = {HUGO: "content/cable", PELICAN: "content"}
_ACTIVE = re.compile(r"[\\`*_{}\[\]#]")


def cables_of(site: Path) -> Iterator[Cable]:
    """Each record of a site."""
    for path in sorted(site.glob("content/cables/*/*.txt")):
        yield parse(SourceText(path.read_text(encoding="utf-8"), path.name), vocabulary())[0]


def body_of(cable: Cable) -> str:
    """Markdown that both read alike."""
    pieces = [_heading(item) if isinstance(item, Heading) else _paragraph(item) for item in cable.body]
    if cable.references:
        items = (f"- {_reference(one)}\n" for one in cable.references)
        pieces.append("## References {#references}\n\n" + "".join(items))
    return "\n\n".join(pieces) + "\n"


def hugo_head(cable: Cable) -> str:
    """YAML."""
    fields = {
        "title": cable.subject,
        "date": f"{cable.dtg:%Y-%m-%dT%H:%M:%SZ}",
        "id": str(cable.id),
        "tags": list(cable.tags),
        "posts": [cable.post],
        "level": _level(cable),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()]
    return f"---\n{''.join(lines)}---\n"


def pelican_head(cable: Cable) -> str:
    """Pelican's own; a post is what it calls a category."""
    return (
        f"Title: {cable.subject}\nDate: {cable.dtg:%Y-%m-%d %H:%M}\nSlug: {cable.id}\n"
        f"Tags: {', '.join(cable.tags)}\nCategory: {cable.post}\nLevel: {_level(cable)}\n\n"
    )


def prepare(site: Path, folder: Path) -> None:
    """Two folders, each ready to build."""
    for name, content in CONTENT.items():
        shutil.copytree(TEMPLATES / name, folder / name)
        (folder / name / content).mkdir(parents=True)
    for cable in cables_of(site):
        body = body_of(cable)
        for name, head in ((HUGO, hugo_head(cable)), (PELICAN, pelican_head(cable))):
            (folder / name / CONTENT[name] / f"{cable.id}.md").write_bytes((head + body).encode())


def _heading(heading: Heading) -> str:
    return f"## {_plain(heading.text)} {{#{heading.anchor}}}"


def _paragraph(paragraph: Paragraph) -> str:
    number = f"{paragraph.number}\\. " if paragraph.number else ""
    mark = f"({paragraph.marking}) " if paragraph.marking else ""
    text = _plain(paragraph.text).replace("\n", "  \n")
    return f'<a id="{paragraph.anchor}"></a>{number}{mark}{text}'


def _reference(reference: Reference) -> str:
    words = _plain(reference.text)
    linked = f"[{words}](../{reference.target}/)" if reference.target else words
    return f"{reference.label}\\. {linked}" if reference.label else linked


def _plain(text: str) -> str:
    """Words that Markdown takes for nothing else."""
    return _ACTIVE.sub(r"\\\g<0>", text).replace("&", "&amp;").replace("<", "&lt;")


def _level(cable: Cable) -> str:
    return cable.classification.words if cable.classification else ""


def main() -> None:
    """Reads its arguments and writes both folders."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("site", type=Path, help="a folder that make_cables.py wrote")
    options.add_argument("folder", type=Path, help="of the two new sites")
    given = options.parse_args()
    prepare(given.site, given.folder)


if __name__ == "__main__":
    main()

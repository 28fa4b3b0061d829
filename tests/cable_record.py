"""What the tests of the parser share: the field's tables, and a cable read from its text or file."""

from pathlib import Path

from sitegen.cable.model import Cable
from sitegen.cable.parse import parse
from sitegen.cable.vocabulary import vocabulary_of
from sitegen.diagnostic import Diagnostic
from sitegen.source_text import SourceText

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "sitegen/data"
VOCABULARY = vocabulary_of(
    (DATA / "tags.csv").read_text(encoding="utf-8"), (DATA / "posts.csv").read_text(encoding="utf-8")
)
SEED = ROOT / "content/cables/07ASTANA1848.txt"


def text_of(path: Path) -> str:
    """The text as it stands, with the line ends it has."""
    return path.read_bytes().decode("utf-8")


def read(text: str, path: str = "given.txt") -> tuple[Cable, tuple[Diagnostic, ...]]:
    return parse(SourceText(text, path), VOCABULARY)


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """`code@line`, in order."""
    return sorted(f"{diagnostic.code}@{diagnostic.place.line}" for diagnostic in diagnostics)

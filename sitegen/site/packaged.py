"""What ships with sitegen: the theme, what its pages draw on, and the files of a new site."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sitegen.diagnostic import Diagnostic, Place
from sitegen.note.glossary import Gloss, read_glossary
from sitegen.page.asset import fingerprinted, shortened
from sitegen.page.edition import Asset, Style, Template
from sitegen.site.file import load, read_data
from sitegen.site.folder import TEMPLATES, files_below

BUILTIN = "builtin"  # {% extends "builtin/cable.html" %} reaches ours from a user's own
ASSETS = "assets/"
_CLOSE = 0.8  # so alike that a name of a template is a slip for another
_STYLES = {"chicago": "Chicago", "mla": "MLA", "bluebook": "Bluebook"}  # of citation
LIVE_SCRIPT = "live.js"
MARK_TEXT = b"Made by sitegen. A build replaces the files of its pages here, and leaves other files alone.\n"


def packaged_templates() -> Path:
    """The built-in theme: in the wheel below the package, in a checkout beside it."""
    package = Path(str(files("sitegen")))
    inside = package / TEMPLATES
    return inside if inside.is_dir() else package.parent / TEMPLATES


def starter() -> Iterator[tuple[str, bytes]]:
    """The files of a new site: path and content."""
    yield from sorted(_below(files("sitegen") / "data" / "starter", ""))


@cache
def glossary() -> tuple[Gloss, ...]:
    """What the field's abbreviations, captions and marks mean."""
    text = (files("sitegen") / "data" / "glossary.csv").read_text("utf-8")
    return read_glossary(text, "glossary.csv")[0]


@cache
def citation_styles() -> tuple[Style, ...]:
    """The styles in which a cable is cited, in the order of the page."""
    data = files("sitegen") / "data" / "styles"
    return tuple(Style(called, (data / f"{name}.csl").read_text("utf-8")) for name, called in _STYLES.items())


@cache
def land() -> str:
    """The outlines of the land, for maps."""
    return (files("sitegen") / "data" / "land.txt").read_text("utf-8")


def templates_of(root: Path) -> tuple[dict[str, Template], tuple[Diagnostic, ...]]:
    """Templates by name, the site's before ours of the same name."""
    theirs, diagnostics = _templates_in(root / TEMPLATES, TEMPLATES)
    ours, _ = _templates_in(packaged_templates(), f"sitegen/{TEMPLATES}")
    builtin = {f"{BUILTIN}/{name}": one for name, one in ours.items()}
    return builtin | ours | theirs, diagnostics


def templates_unused(root: Path) -> Iterator[Diagnostic]:
    """What takes the place of nothing of ours, and is called almost as something is."""
    theirs, _ = _templates_in(root / TEMPLATES, TEMPLATES)
    ours = tuple(files_below(packaged_templates(), ""))
    for name in files_below(root / TEMPLATES, ""):
        near = "" if name in ours else next(iter(get_close_matches(name, ours, n=1, cutoff=_CLOSE)), "")
        is_copy = name.startswith(near)  # cable.html~, as some programs leave it
        if near and not is_copy and not any(name in one.text for one in theirs.values()):
            place = Place(f"{TEMPLATES}/{name}")
            yield Diagnostic(
                place,
                "template-unused",
                "this takes the place of no file of the theme",
                f"did you mean {near}?",
            )


def assets_of(root: Path, *, live: bool) -> tuple[dict[str, Asset], tuple[Diagnostic, ...]]:
    """The theme's files by the name they have in templates/assets; the site's own before ours.

    Ours are shipped shortened, for tests have run them so, and so is a site's copy that is ours byte for
    byte, as in a checkout; what its editors wrote goes out as they wrote it.
    """
    found: dict[str, Path] = {}
    assets: dict[str, Asset] = {}
    faults: list[Diagnostic] = []
    for top in (packaged_templates(), root / TEMPLATES):
        found |= {name: top / ASSETS / name for name in files_below(top, ASSETS)}
    if not live:
        found.pop(LIVE_SCRIPT, None)
    for name in sorted(found):
        data, wrong = read_data(found[name], f"{TEMPLATES}/{ASSETS}{name}")
        faults += wrong
        if data is not None:
            assets[name] = fingerprinted(name, shortened(name, data) if _is_ours(name, data) else data)
    return assets, tuple(faults)


@cache
def shipped() -> frozenset[bytes]:
    """What holds nothing of anybody's, for it is ours byte for byte: the theme's files, as they lie and as
    they go out."""
    top = packaged_templates()
    found = {name: (top / name).read_bytes() for name in files_below(top, "")}
    short = (shortened(name, data) for name, data in found.items() if name.startswith(ASSETS))
    return frozenset((MARK_TEXT, *found.values(), *short))


def _is_ours(name: str, data: bytes) -> bool:
    file = packaged_templates() / ASSETS / name
    return file.is_file() and file.read_bytes() == data


def _templates_in(folder: Path, shown: str) -> tuple[dict[str, Template], tuple[Diagnostic, ...]]:
    templates: dict[str, Template] = {}
    diagnostics: list[Diagnostic] = []
    for name in files_below(folder, ""):
        if name.startswith(ASSETS):
            continue
        path = f"{shown}/{name}"
        loaded = load(folder / name, path)
        if loaded.source is not None or loaded.blank:
            templates[name] = Template(loaded.source.text if loaded.source else "", path)
        if not loaded.blank:
            diagnostics.extend(loaded.diagnostics)
    return templates, tuple(diagnostics)


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _below(item, f"{prefix}{item.name}/")
        elif not item.name.startswith("__"):
            yield f"{prefix}{item.name}", item.read_bytes()

"""The private folder of what is withheld: one rule a line, outside the site. What is in doubt is refused."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from sitegen.diagnostic import Diagnostic, Place
from sitegen.form.decode import decode
from sitegen.form.withheld import MARK, NOTHING_WITHHELD, Rule, Rules, rule_of
from sitegen.settings import Settings
from sitegen.site.config import CONFIG, read_settings, speaks_of_withholding
from sitegen.site.file import load, read_data
from sitegen.site.refusal import RefusedError

_IN_DOUBT = re.compile(  # of a line that says more than a rule, or means a pattern
    r"""[#;|<>=*?\\{}\[\]] | \.\+ | (?<!:)// | :(?=\s) | (?<=\s)[/\u2010-\u2015-]{1,3}(?=\s)
    | \((?=[^)]*[^\W\d]) | ["”»]\s*(?=,) | ^\d{1,3}[.)](?=\s) | [\0-\x1f\x7f-\x9f\u2028\u2029]""",
    re.VERBOSE,
)
_LINE_HINT = (
    "one name, number or phrase a line, without such signs, which make no difference; "
    "a remark is a line of its own, which begins with “#”"
)
_SECOND = 1_000_000_000
_ADDED = ("._", ".#")  # by a system, and by an editor at work
_FOLDER_HINT = "give it a folder outside the site, as in ../withheld; nothing is published without it"


def rules_of(root: Path, folder: str) -> Rules:
    """The rules of a site whose settings name this folder; "" withholds nothing."""
    return Rules(_rules_of(root, folder)) if folder else NOTHING_WITHHELD


def _rules_of(root: Path, folder: str) -> list[Rule]:
    place = root / Path(folder).expanduser()
    if not place.is_dir():
        raise RefusedError(f"{CONFIG} names a withhold folder that is not there", _FOLDER_HINT)
    _refuse_inside(root, place)
    _refuse_inside(root, *_files_of(place))
    found = [rule for file in _files_of(place) for rule in _rules_in(file)]
    if not found:
        raise RefusedError("the withhold folder has no rule", "one a line, in files that end in .txt")
    rules = Rules(found)
    if any(rules.hit(name) for name in rules.names):
        raise RefusedError("a file of the withhold folder has withheld words for its name", "rename it")
    if rule := rules.hit(MARK):
        raise RefusedError(f"{rule} withholds the word that is put in the place of others", "take it out")
    return found


def rules_here(root: Path, *files: str | Path) -> Rules:
    """The rules of the site in a folder, if there is a site, and of those that files lie in."""
    found: list[Rule] = []
    for site in _sites_of(root, *files):
        if (settings := _settings(site)) is None:
            message = f"{CONFIG} has an error, so that it is not known what is withheld"
            raise RefusedError(message, "sitegen check shows it")
        found += _rules_of(site, settings.withhold) if settings.withhold else ()
    return Rules(found)


def may_withhold(root: Path, *files: str | Path) -> bool:
    """Whether one of the same sites means to withhold something, as far as can be seen without its rules."""
    sources = (load(site / CONFIG, CONFIG).source for site in _sites_of(root, *files))
    return any(source is None or speaks_of_withholding(source) for source in sources)


def _sites_of(root: Path, *files: str | Path) -> list[Path]:
    """The site in a folder, and those that files lie in, by their names or behind a link."""
    found = [root.resolve()] if (root / CONFIG).exists() else []
    for place in (it for file in files for it in (Path(os.path.abspath(file)), Path(file).resolve())):
        found += [it for it in (place, *place.parents) if os.path.exists(it / CONFIG)][:1]
    return list(dict.fromkeys(found))


def folder_named(root: Path) -> Path | None:
    """The folder that a site's settings name, where they can be read."""
    settings = _settings(root)
    return (root / Path(settings.withhold).expanduser()).resolve() if settings and settings.withhold else None


def _settings(root: Path) -> Settings | None:
    source = load(root / CONFIG, CONFIG).source
    return read_settings(source)[0] if source else None


def open_to_others(root: Path, folder: str) -> tuple[Diagnostic, ...]:
    """Whether others on this machine can read the rules."""
    if not folder or os.name != "posix":
        return ()
    place = root / Path(folder).expanduser()
    modes = [path.stat().st_mode for path in (place, *_files_of(place))]
    if modes[0] & 0o077 == 0 or not any(mode & 0o077 for mode in modes):
        return ()
    hint = "close it: chmod -R go= FOLDER"
    message = "others on this machine can read the withhold folder"
    return (Diagnostic(Place(CONFIG), "withhold-open", message, hint),)


def changed_last(root: Path, folder: str) -> int:
    """When it was last altered what is withheld, in nanoseconds, at the latest: also that a link leads to
    another folder."""
    place = root / Path(folder).expanduser()
    known = [place.lstat(), *(path.stat() for path in (root / CONFIG, place, *_files_of(place)))]
    times = (time for status in known for time in (status.st_mtime_ns, status.st_ctime_ns))
    return max(time if time % _SECOND else time + 2 * _SECOND for time in times)  # memory cards round it


def _refuse_inside(root: Path, *places: Path) -> None:
    """What lies in the site, or in a repository around it, is published with it one day."""
    site = root.resolve()
    around = [site, *(it for it in (site, *site.parents) if (it / ".git").exists())]
    for place in (it for path in places for it in (Path(os.path.abspath(path)), path.resolve())):
        if site.is_relative_to(place):
            raise RefusedError("the withhold folder has the site in it", _FOLDER_HINT)
        if any(map(place.is_relative_to, around)):
            where = "in the site, or in its repository, and would be published with it"
            raise RefusedError(f"the withhold folder lies {where}", _FOLDER_HINT)


def _files_of(place: Path) -> list[Path]:
    """All that it holds: a file that is not read would withhold nothing."""
    try:
        there = sorted(place.iterdir())
    except OSError as error:
        raise RefusedError("the withhold folder cannot be listed", _FOLDER_HINT) from error
    files = [path for path in there if not path.name.startswith(".")]
    if any(path.is_dir() or path.suffix != ".txt" for path in files):
        message = "the withhold folder has something in it that is no .txt file, and would not be read"
        raise RefusedError(message, "take it away, or name it .txt")
    if any(path.suffix == ".txt" and not path.name.startswith(_ADDED) for path in set(there) - {*files}):
        message = "the withhold folder has a hidden .txt file in it, which would not be read"
        raise RefusedError(message, "take it away, or give it a name without a dot at its start")
    return files


def _rules_in(file: Path) -> Iterator[Rule]:
    data, _ = read_data(file, file.name)
    source, told = decode(data, file.name) if data else (None, ())
    if source is None or told:
        raise RefusedError(f"{file.name} of the withhold folder cannot be read as UTF-8", "save it as such")
    for line in source.lines:
        words = line.text.strip()
        if not words or words.startswith("#"):
            continue
        name = f"{file.name}:{line.number}"
        if sign := _IN_DOUBT.search(normalize("NFKC", words)):
            message = f"{name} has {_shown(sign[0])} in it, as for a remark, a second rule or a pattern"
            raise RefusedError(f"{message}; nothing was published", _LINE_HINT)
        if (rule := rule_of(words, name)) is None:
            message = f"{name} is too short to be told from other words; nothing was published"
            raise RefusedError(
                message, "three letters or digits are the least; a line that begins with “#” is a remark"
            )
        yield rule


def _shown(sign: str) -> str:
    """What stands in doubt, without what might be a part of a number."""
    if sign[0].isdigit():
        return "the number of a list"
    return "a tab" if sign == "\t" else f"“{sign.strip()}”" if sign.isprintable() else "a sign of control"

"""What a record's container says of it beside its text, and how far that is believed.

A saved page of the viewer has a table above the text; a row of a dump has columns before it. The stated id
wins over the text's own, as a file's name does (five headers of the release belong to another cable). For all
else the text is the record: a stated fact is taken only where the text has none, and where the two differ, it
is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sitegen.cable.cable_id import read_id
from sitegen.cable.claim import Notice
from sitegen.cable.model import Cable, CableId, Level
from sitegen.cable.tags import read_tags
from sitegen.cable.vocabulary import Vocabulary, letters_of

_HINT = "compare the source page with where the record came from"
_LEVELS = {
    "UNCLASSIFIED": Level.UNCLASSIFIED,
    "UNCLASSIFIEDFOROFFICIALUSEONLY": Level.SBU,
    "LIMITEDOFFICIALUSE": Level.SBU,
    "RESTRICTED": Level.RESTRICTED,
    "CONFIDENTIAL": Level.CONFIDENTIAL,
    "SECRET": Level.SECRET,
    "TOPSECRET": Level.TOP_SECRET,
}
# The fields of the text in which a fact stands; the first that it has counts.
_FIELDS = {
    "id": ("classification", "mrn"),
    "date": ("dtg", "sent", "published"),
    "classification": ("classification", "security"),
    "origin": ("origin", "sender"),
    "TAGS": ("tags",),
    "references": ("reference",),
}
_LOOSE = {Level.UNCLASSIFIED, Level.SBU}  # the publisher's tables mix these up: 36 and 68 against 102


class Stated(NamedTuple):
    """The facts as the container spells them; "", None and () where it has none."""

    by: str = ""  # who says so, in messages: "the page's table"
    id: str = ""
    date: datetime | None = None  # aware, UTC
    date_within: timedelta = timedelta()  # how far off that may be
    date_note: str = ""
    origin: str = ""  # "Embassy Bucharest"
    classification: str = ""  # "SECRET//NOFORN"
    references: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


NOTHING_STATED = Stated()

_Told = tuple[Notice, ...]


def settled(
    cable: Cable, told: Iterable[Notice], stated: Stated, vocabulary: Vocabulary, places: Mapping[str, int]
) -> tuple[Cable, _Told]:
    """The cable with what its text lacks, and everything told of it in the light of what is stated.

    `places` are the offsets of the text's own fields, by name.
    """
    if stated == NOTHING_STATED:
        return cable, tuple(told)
    return _completed(cable, stated, vocabulary), (
        *(_in_its_light(notice, cable, stated, vocabulary) for notice in told),
        *(_conflict(stated, *pair, places) for pair in _differences(cable, stated, vocabulary)),
    )


def _completed(cable: Cable, stated: Stated, vocabulary: Vocabulary) -> Cable:
    level, captions = _level_of(stated), cable.captions
    if level and not cable.classification:
        captions = tuple(dict.fromkeys((*captions, *_caveats_of(stated))))
    return replace(
        cable,
        dtg=cable.dtg or stated.date,
        classification=cable.classification or level,
        captions=captions,
        tags=cable.tags or read_tags(" ".join(stated.tags), vocabulary),
        post=cable.post or _post_name(stated.origin, vocabulary),
    )


def _in_its_light(notice: Notice, cable: Cable, stated: Stated, vocabulary: Vocabulary) -> Notice:
    """What was told of the text alone, when the container knows more."""
    if notice.code == "dtg-missing" and not cable.dtg and stated.date:
        when = f"{stated.date.day} {stated.date:%B %Y, %H:%M} UTC"
        none = notice.message.partition(",")[0]
        return notice._replace(
            message=f"{none}; the date is that of {stated.by}: {when} ({stated.date_note})"
        )
    if notice.code == "classification-missing" and not cable.classification and (level := _level_of(stated)):
        return notice._replace(message=f"no classification line; {stated.by} says {level.words}")
    return notice


def _differences(cable: Cable, stated: Stated, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """A fact's name, what is stated of it, and what the text says."""
    if stated.id and cable.id and not read_id(stated.id, vocabulary):
        yield "id", f"{stated.id!r}, which is no id", str(cable.id)
    if cable.dtg and stated.date and abs(cable.dtg - stated.date) >= stated.date_within:
        yield "date", f"{stated.date:%Y-%m-%d %H:%M}", f"{cable.dtg:%Y-%m-%d %H:%M}"
    level = _level_of(stated)
    here_level = cable.classification
    if level and here_level and level is not here_level and not {level, here_level} <= _LOOSE:
        yield "classification", level.words, here_level.words
    there, here = _post_in(stated.origin, vocabulary), _post_in(cable.origin or "", vocabulary)
    if there and here and there != here:
        yield "origin", stated.origin, cable.origin or ""
    if cable.tags and (missing := [tag for tag in stated.tags if not _among(tag, cable.tags)]):
        yield "TAGS", " ".join(missing), " ".join(cable.tags)
    if missing := list(_missing_references(cable, stated, vocabulary)):
        yield "references", " ".join(missing), " ".join(_targets(cable))


def _conflict(stated: Stated, fact: str, there: str, here: str, places: Mapping[str, int]) -> Notice:
    message = f"{fact}: {stated.by} says {there}, the text {here}; the text is taken"
    offset = next((places[name] for name in _FIELDS[fact] if name in places), -1)
    return Notice("stated-conflict", offset, message, _HINT)


def _among(tag: str, tags: Iterable[str]) -> bool:
    """EINDETRD of a link is EIND and ETRD in the text."""
    return letters_of(tag) in letters_of("".join(tags))


def _missing_references(cable: Cable, stated: Stated, vocabulary: Vocabulary) -> Iterator[str]:
    """Cables that the container names as cited and the REF block, which has been read, does not."""
    targets = set(_targets(cable))
    for text in stated.references if targets else ():
        target = read_id(text, vocabulary)
        if target and str(target) not in targets:
            yield str(target)


def _targets(cable: Cable) -> list[str]:
    return [str(reference.target) for reference in cable.references if reference.target]


def _level_of(stated: Stated) -> Level | None:
    words = letters_of(stated.classification)
    return _LEVELS.get(words) or _LEVELS.get(letters_of(stated.classification.partition("//")[0]))


def _caveats_of(stated: Stated) -> tuple[str, ...]:
    caveats = stated.classification.upper().split("//")[1:]
    return tuple(caveat.strip() for caveat in caveats if caveat.strip() not in ("", "FOR OFFICIAL USE ONLY"))


def _post_in(origin: str, vocabulary: Vocabulary) -> str:
    """ "Embassy Tel Aviv" is TELAVIV, "SECSTATE WASHDC" is STATE."""
    return vocabulary.post_at_end(origin.upper().removesuffix("WASHDC"))


def _post_name(origin: str, vocabulary: Vocabulary) -> str | None:
    key = _post_in(origin, vocabulary)
    return vocabulary.post_name(key) if key else None


def known_id(stated: Stated, path: str, vocabulary: Vocabulary) -> CableId | None:
    """The id that is known beside the text: the stated one, else that of the file's (or member's) name."""
    if stated.id and (known := read_id(stated.id, vocabulary)):
        return known
    name = path.rpartition("#")[2].removesuffix(".gz").replace("\\", "/").rpartition("/")[2]
    return read_id(name.rpartition(".")[0] or name, vocabulary) if name else None

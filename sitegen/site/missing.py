"""What notes, entities and pages lead to, show or set in, and is not there."""

from collections.abc import Iterable, Iterator
from itertools import chain

from sitegen.archive.catalogue import Archive
from sitegen.archive.editorial import FRONT
from sitegen.archive.insertion import insert_problems
from sitegen.archive.target import link_names, link_problems
from sitegen.diagnostic import Diagnostic
from sitegen.note.markdown import inserts_of, links_of
from sitegen.note.near import did_you_mean
from sitegen.note.picture import IMAGES
from sitegen.site.desk import Desk


def told_of_missing(desk: Desk, archive: Archive, told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Each at the line that names it; of a picture that is there and damaged, its own file has `told`."""
    links = chain.from_iterable(links_of(*body) for body in desk.bodies)
    yield from link_problems(archive, link_names(desk.entities.values(), desk.vocabulary), links)
    yield from _pictures(desk, archive, {found.place.path for found in told})
    inserts = chain.from_iterable(inserts_of(it.body, it.place.path, it.body_line) for it in desk.prose)
    slugs = [page.slug for page in desk.prose if page.slug != FRONT]
    yield from insert_problems(inserts, archive, slugs, desk.vocabulary)


def _pictures(desk: Desk, archive: Archive, spoilt: set[str]) -> Iterator[Diagnostic]:
    of_notes = (one for found in archive.shown.values() for _, one in found)
    for name, place in (*of_notes, *desk.pictures_shown()):
        if name not in desk.pictures and f"{IMAGES}/{name}" not in spoilt:
            hint = did_you_mean(name, desk.pictures) or f"put the file into {IMAGES}/"
            yield Diagnostic(place, "image-missing", f"there is no picture {IMAGES}/{name}", hint)

"""The latest cables and the latest annotations, as the front page and others show them."""

from dataclasses import replace

from sitegen.address import Links
from sitegen.cable.model import CableId
from sitegen.note.annotation import AnnotationKind
from sitegen.page.edition import Edition
from sitegen.page.note_entry import NoteCluster, clusters_of, latest_first

_NOTES = 2  # of each cable


def latest_cables(edition: Edition, records: int, drills: int) -> tuple[list[CableId], list[CableId]]:
    """The latest of the record and the latest exercises; where all are exercises, they lead."""
    found: list[CableId] = []
    exercises: list[CableId] = []
    for summary in edition.archive.latest():
        (exercises if summary.exercise else found).append(summary.id)
        if len(found) >= records and len(exercises) >= drills:
            break
    return (found[:records], exercises[:drills]) if found else (exercises[:records], [])


def latest_clusters(edition: Edition, links: Links, cables: int) -> tuple[NoteCluster, ...]:
    """A few of the latest notes, not all from one cable, the record before the exercises; a headnote
    is not among them, for it already introduces its cable."""
    notes = latest_first(edition.archive.notes())
    listed = [pair for pair in notes if pair[1].kind is not AnnotationKind.HEADNOTE]
    known = edition.archive.cables
    ordered = sorted(listed, key=lambda pair: known[pair[0]].exercise)
    clusters = clusters_of(ordered, edition, links)[:cables]
    return tuple(replace(one, notes=one.notes[:_NOTES]) for one in clusters)

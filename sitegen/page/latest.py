"""The latest cables and the latest annotations, as the front page and others show them."""

from sitegen.address import Links
from sitegen.cable.model import CableId
from sitegen.note.annotation import AnnotationKind
from sitegen.page.edition import Edition
from sitegen.page.note_entry import ListedNote, NoteCluster, clusters_of, latest_first

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
    known = edition.archive.cables
    noted: dict[CableId, list[ListedNote]] = {}
    for pair in latest_first(edition.archive.notes()):
        if pair[1].kind is not AnnotationKind.HEADNOTE:
            noted.setdefault(pair[0], []).append(pair)
    records: list[CableId] = []
    drills: list[CableId] = []
    for cable in noted:
        (drills if known[cable].exercise else records).append(cable)
        if len(records) == cables:
            break
    shown = [*records, *drills][:cables]
    return clusters_of((pair for cable in shown for pair in noted[cable][:_NOTES]), edition, links)

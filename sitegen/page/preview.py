"""What a link shows of its goal before it is followed: a small file beside the page, for site.js alone."""

from collections.abc import Iterator

from sitegen.address import Address, cable_page, entity_page
from sitegen.archive.abridge import excerpt_of
from sitegen.archive.snippet import shortened
from sitegen.cable.model import CableId
from sitegen.note.annotated import AnnotatedCable
from sitegen.page.anchor_words import label_of
from sitegen.page.apparatus import subject_of
from sitegen.page.badge import badge_of, mark_of
from sitegen.page.edition import Edition, Sheet
from sitegen.page.machine import dumped
from sitegen.page.naming import ENTITY_WORDS, post_title
from sitegen.page.wording import count_of, facts_line, sent_on

_WORDS = 240  # characters of a paragraph


def cable_preview(annotated: AnnotatedCable, cable_id: CableId, edition: Edition) -> Sheet:
    """A cable by its subject, and the first words at each of its ids."""
    cable = annotated.cable
    level, post = badge_of(cable.classification).words, post_title(cable_id.post, edition)
    facts = (str(cable_id), level, post, sent_on(cable.dtg, cable_id))
    return _sheet(
        cable_page(cable_id),
        facts=facts_line(facts),
        title=subject_of(cable),
        text=edition.archive.cables[cable_id].standfirst,
        places=dict(_places(annotated)),
    )


def entity_preview(edition: Edition, entity_id: str) -> Sheet:
    """An entity by its name, its type and the first words about it."""
    entity = edition.entities[entity_id]
    named = edition.archive.named.get(entity_id, 0)
    facts = (ENTITY_WORDS[entity.type], count_of(named, "mention") if named else "")
    page = entity_page(entity_id)
    return _sheet(page, facts=facts_line(facts), title=entity.name, text=excerpt_of(entity.body))


def absent_preview(_: Edition, name: str) -> Sheet:
    """A cable that is not here."""
    return _sheet(cable_page(name), facts=name, title="Not in this archive")


def _places(annotated: AnnotatedCable) -> Iterator[tuple[str, str]]:
    """The words at each id that may be linked to, old ids too."""
    also = annotated.kept.also
    for paragraph in annotated.cable.paragraphs:
        mark = mark_of(paragraph.marking)
        label = facts_line([label_of(paragraph.anchor), mark.text if mark else ""])
        words = f"{label} · {shortened(' '.join(paragraph.text.split()), _WORDS)}"
        for anchor in (paragraph.anchor, *also.get(paragraph.anchor, ())):
            yield anchor, words


def _sheet(page: Address, **said: object) -> Sheet:
    known = {name: value for name, value in said.items() if value}
    return Sheet(page.preview(), "", dumped(known) + "\n")

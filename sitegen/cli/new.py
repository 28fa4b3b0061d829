"""`sitegen new`."""

import click

from sitegen.cable.cable_id import read_id
from sitegen.cli.main import Session
from sitegen.note.entity import EntityType
from sitegen.site.folder import require_site
from sitegen.site.new_file import begin_entity, begin_notes, begin_page
from sitegen.site.refusal import RefusedError
from sitegen.site.tables import vocabulary

_KINDS = ("annotation", "page", "essay", *(kind.value for kind in EntityType))


@click.command("new")
@click.argument("kind", type=click.Choice(_KINDS), metavar="KIND")
@click.argument("name", metavar="NAME")
@click.option("--by", default="", metavar="EDITOR", help="Who writes it, for notes and pages.")
@click.pass_obj
def command(session: Session, *, kind: str, name: str, by: str) -> int:
    """Make a file for an editor to fill, in its right place and with the fields it needs.

    KIND is annotation (NAME is then the cable's id), page or essay (its title), or what an
    entity is: person, organization, place, event, programme or term. The notes of a cable begin
    with a draft, which stays in the building. A file that is there is never overwritten.

    \b
    sitegen new annotation 07ASTANA1848 --by "A. Editor"
    sitegen new organization "Nur Otan"
    sitegen new page "About this archive"
    """
    require_site(session.root)
    session.console.say(_path_of(session, kind, name, by))
    return 0


def _path_of(session: Session, kind: str, name: str, by: str) -> str:
    if kind in ("page", "essay"):
        return begin_page(session.root, name, by, essay=kind == "essay")
    if kind in tuple(EntityType):
        if by:
            raise RefusedError("an entity's file does not say who wrote it", "leave --by out")
        return begin_entity(session.root, EntityType(kind), name)
    cable = read_id(name, vocabulary())
    if cable is None:
        raise RefusedError(f"{name!r} is not the id of a cable", "as in 07ASTANA1848")
    return begin_notes(session.root, cable, by)

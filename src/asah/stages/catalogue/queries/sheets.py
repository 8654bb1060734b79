"""The catalogue as rows of a spreadsheet."""

from dataclasses import dataclass

from asah.foundation.access.actor import Actor, NotAllowed
from asah.foundation.access.permissions import Permission
from asah.stages.catalogue.models import Programme
from asah.stages.catalogue.queries.versions import content_of, programmes_in_force
from asah.stages.catalogue.rules import Curriculum, CurriculumRefused, cells_of, from_plain


@dataclass(frozen=True)
class SheetRow:
    """One programme: its code, the newest content (the draft while there is one), and its cells by field."""

    code: str
    content: Curriculum
    cells: dict[str, str]
    is_draft: bool


def sheet_rows(actor: Actor, *, drafts: bool = True) -> list[SheetRow]:
    """Every programme that is not archived, by code; for the file that goes out and for comparing what comes in.

    drafts: show the draft where there is one, which only whoever edits may see.
    """
    # Held at all, as everywhere in the catalogue: it tells of nobody, so no verb of it has a reach.
    if not actor.holds(Permission.CATALOGUE_EDIT if drafts else Permission.CATALOGUE_READ):
        raise NotAllowed("Peran Anda tidak mencakup lembar kerja katalog.")
    found = {
        row.code: SheetRow(row.code, content_of(row), cells_of(content_of(row)), False) for row in programmes_in_force()
    }
    if drafts:
        for programme in Programme.objects.filter(archived_at=None).exclude(draft=None):
            try:
                content = from_plain(programme.draft or {})
            except CurriculumRefused:
                continue
            found[programme.code] = SheetRow(programme.code, content, cells_of(content), True)
    return [found[code] for code in sorted(found)]

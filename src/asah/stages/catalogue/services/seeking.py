"""How the search finds programmes."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import use_case
from asah.foundation.search.services import Findable, keep_entries
from asah.stages.catalogue.queries import VersionRow, programmes_in_force


@use_case(Permission.JOB_RUN, says=_("{actor} memperbarui pencarian program"))
def refresh_search(*, actor: Actor, now: datetime) -> int:
    """Write the entries of all programmes in force anew; returns how many. The catalogue is open to everybody."""
    rows = [_findable(row) for row in programmes_in_force()]
    return keep_entries(actor=actor, now=now, kind="programme", things=rows, whole=True)


def _findable(row: VersionRow) -> Findable:
    return Findable(
        kind="programme",
        key=row.code,
        title=row.name,
        link=reverse("catalogue_programme", args=[row.code]),
        hint=row.method.label,
        more="|".join((row.code, *(gain.name for gain in row.gains))),
        is_open=True,
    )

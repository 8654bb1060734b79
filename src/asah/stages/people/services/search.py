"""Search entries of people and units."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.search.services import Findable, keep_entries
from asah.stages.people.queries import chain, people_where, tree


@use_case(Permission.JOB_RUN, says=_("{actor} memperbarui pencarian pegawai dan unit"))
def refresh_search(*, actor: Actor, now: datetime, today: date) -> int:
    """Write all entries of people and units anew; returns how many."""
    known = tree(today)
    links = chain(today, known)
    people = (
        Findable(
            kind="person",
            key=row.uid,
            title=row.full_name,
            link=reverse("person_dossier", args=[row.uid]),
            hint=f"{row.job_title} · {row.unit_name}".strip(" ·"),
            more=f"{row.name}|{row.nip}",
            unit_path=row.path,
            person=row.id,
            superior=links.superior_of(row.id, row.unit),
        )
        for row in people_where(today)
    )
    units = (
        Findable(
            kind="unit",
            key=unit.uid,
            title=unit.name,
            link=reverse("unit_dossier", args=[unit.uid]),
            hint=known.opd_name(unit.id),
            more=f"{unit.short_name}|{unit.code}",
            unit_path=unit.path,
        )
        for unit in known.units.values()
    )
    kept = keep_entries(actor=actor, now=now, kind="person", things=people, whole=True)
    kept += keep_entries(actor=actor, now=now, kind="unit", things=units, whole=True)
    note(entries=kept)
    return kept

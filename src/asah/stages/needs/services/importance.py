"""The dated table of importance for public service: job family x competency, with a reason."""

import json
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.competencies import queries as competencies
from asah.stages.needs.events import WeightsChanged
from asah.stages.needs.models import ServiceWeight

LOWEST, HIGHEST = Decimal("0.5"), Decimal(2)


class BadWeight(ValueError):
    """A factor off its scale, without reason, or for a competency that does not exist."""


@use_case(Permission.NEED_WEIGH, says=gettext_lazy("{actor} menetapkan kepentingan layanan {label}"))
def set_service_weight(
    *, actor: Actor, now: datetime, job_family: str, competency: str, factor: Decimal, reason: str, start: date
) -> ServiceWeight:
    """Put a factor (0.5 to 2) in force from a day on; the one before ends the day before. Needs are computed anew
    by the job that listens.

    job_family "*" means every family. Raises BadWeight.
    """
    row = _put(actor, now, job_family, competency, factor, reason, start)
    name_subject(f"{row.job_family}, {competency}")
    note(factor=str(factor), reason=row.reason, start=start.isoformat())
    announce(WeightsChanged())
    return row


@use_case(Permission.NEED_WEIGH, says=gettext_lazy("{actor} memuat contoh tabel kepentingan layanan"))
def adopt_sample_weights(*, actor: Actor, now: datetime, start: date) -> int:
    """Load the example table where nothing is in force for family and competency. Returns how many rows came."""
    text = (files("asah.stages.needs") / "data" / "kepentingan_layanan_contoh.json").read_text("utf-8")
    known = set(ServiceWeight.objects.filter(valid__contains=start).values_list("job_family", "competency__code"))
    codes = set(competencies.competency_ids())
    rows = [
        row
        for row in json.loads(text)["baris"]
        if row["kompetensi"] in codes and (row["rumpun"], row["kompetensi"]) not in known
    ]
    for row in rows:
        _put(actor, now, row["rumpun"], row["kompetensi"], Decimal(str(row["faktor"])), row["alasan"], start)
    note(added=len(rows))
    if rows:
        announce(WeightsChanged())
    return len(rows)


def _put(
    actor: Actor, now: datetime, job_family: str, competency: str, factor: Decimal, reason: str, start: date
) -> ServiceWeight:
    key = competencies.competency_ids().get(competency)
    if key is None or not job_family.strip():
        raise BadWeight(_("Pilih rumpun jabatan dan kompetensi yang ada di kamus."))
    if not LOWEST <= factor <= HIGHEST:
        raise BadWeight(_("Faktor antara 0,5 dan 2. Angka 1 berarti tidak diubah."))
    if not reason.strip():
        raise BadWeight(_("Tulis alasannya. Satu kalimat cukup; alasan ini tampil pada kartu kebutuhan."))
    values = {"factor": factor, "reason": reason.strip(), "edited_by": actor.account, "edited_at": now}
    until = None
    of_pair = ServiceWeight.objects.select_for_update().filter(job_family=job_family.strip(), competency=key)
    before = of_pair.filter(valid__contains=start).first()
    if before is not None:
        until = before.valid.upper
        if before.valid.lower == start:
            before.delete()
        else:
            before.valid = (before.valid.lower, start)
            before.save(update_fields=["valid"])
    else:
        later = of_pair.filter(valid__startswith__gt=start).order_by("valid").first()
        until = later.valid.lower if later else None
    return ServiceWeight.objects.create(
        agency_id=actor.agency, job_family=job_family.strip(), competency_id=key, valid=(start, until), **values
    )

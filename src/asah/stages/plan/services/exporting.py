"""Files for people: the plan as a spreadsheet and as a PDF annex, made by a job and filed as documents."""

import uuid
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.documents.models import Document
from asah.foundation.documents.services import issue_document
from asah.foundation.jobs.models import JobRun
from asah.stages.plan.events import EXPORT, ExportArgs
from asah.stages.plan.models import PlanRun
from asah.stages.plan.services.deciding import DecisionRefused
from asah.stages.plan.services.running import subject_of_run
from asah.stages.plan.services.scenarios import title_of

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def subject_of_run_uid(run: uuid.UUID) -> Subject:
    """A run by its outside id. Raises NotThere."""
    row = PlanRun.objects.select_related("scenario").filter(uid=run).first()
    if row is None:
        raise NotThere("Hitungan ini tidak ada.")
    return Subject(label=title_of(row.scenario), kind="plan_run", key=str(row.uid), row=row)


@use_case(Permission.PLAN_READ, on=subject_of_run_uid, says=_("{actor} meminta berkas {form} dari {label}"))
def export_plan(*, actor: Actor, now: datetime, run: uuid.UUID, form: str) -> JobRun:
    """Queue the making of a file, "xlsx" or "pdf". Raises DecisionRefused while there is no result."""
    row = PlanRun.objects.select_related("scenario").get(uid=run)
    if row.status != PlanRun.Status.DONE or form not in MEDIA:
        raise DecisionRefused("Belum ada hasil untuk diunduh. Hitung rencana lebih dulu.")
    return EXPORT.enqueue(
        ExportArgs(row.pk, form),
        actor=actor,
        now=now,
        dedupe=f"{row.pk}:{form}",
        title=f"Menyiapkan berkas {form.upper()} {title_of(row.scenario)}",
    )


@use_case(Permission.PLAN_READ, on=subject_of_run, says=_("{actor} menerbitkan berkas {form} dari {label}"))
def file_export(*, actor: Actor, now: datetime, run: int, form: str, content: bytes) -> Document:
    """File the finished bytes as a document of whoever asked for them."""
    row = PlanRun.objects.select_related("scenario").get(pk=run)
    year = row.scenario.year
    note(run=str(row.uid), digest=row.answer_digest)
    return issue_document(
        actor=actor,
        now=now,
        kind=f"plan.{form}",
        title=f"Lampiran rencana pengembangan kompetensi {year}"
        if form == "pdf"
        else f"Rencana {year}: peserta dan program",
        content=content,
        name=f"rencana-{year}-{row.answer_digest[:8]}.{form}",
        media_type=MEDIA[form],
    )

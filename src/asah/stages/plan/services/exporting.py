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
from asah.stages.plan.events import EXPORT, RECORD, ExportArgs, RecordArgs
from asah.stages.plan.models import Lottery, LotteryDraw, PlanRun
from asah.stages.plan.services.deciding import DecisionRefused
from asah.stages.plan.services.drawing import LotteryRefused, subject_of_lottery
from asah.stages.plan.services.running import subject_of_run
from asah.stages.plan.services.scenarios import title_of

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "nota": "application/pdf",
    "sipka": "text/csv",
}
TITLES = {
    "xlsx": "Rencana {year}: peserta dan program",
    "pdf": "Lampiran rencana pengembangan kompetensi {year}",
    "nota": "Nota dinas usulan rencana {year}",
    "sipka": "Berkas SIPKA rencana {year}",
}
NAMES = {"xlsx": "rencana", "pdf": "lampiran", "nota": "nota-dinas", "sipka": "sipka"}
ENDINGS = {"xlsx": "xlsx", "pdf": "pdf", "nota": "pdf", "sipka": "csv"}


def subject_of_run_uid(run: uuid.UUID) -> Subject:
    """A run by its outside id. Raises NotThere."""
    row = PlanRun.objects.select_related("scenario").filter(uid=run).first()
    if row is None:
        raise NotThere("Hitungan ini tidak ada.")
    return Subject(label=title_of(row.scenario), kind="plan_run", key=str(row.uid), row=row)


@use_case(Permission.PLAN_READ, on=subject_of_run_uid, says=_("{actor} meminta berkas {form} dari {label}"))
def export_plan(*, actor: Actor, now: datetime, run: uuid.UUID, form: str) -> JobRun:
    """Queue the making of a file (a key of MEDIA). Raises DecisionRefused while there is no result."""
    row = PlanRun.objects.select_related("scenario").get(uid=run)
    if row.status != PlanRun.Status.DONE or form not in MEDIA:
        raise DecisionRefused("Belum ada hasil untuk diunduh. Hitung rencana lebih dulu.")
    return EXPORT.enqueue(
        ExportArgs(row.pk, form),
        actor=actor,
        now=now,
        dedupe=f"{row.pk}:{form}",
        title=f"Menyiapkan {TITLES[form].format(year=row.scenario.year)}",
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
        title=TITLES[form].format(year=year),
        content=content,
        name=f"{NAMES[form]}-{year}-{row.answer_digest[:8]}.{ENDINGS[form]}",
        media_type=MEDIA[form],
    )


@use_case(Permission.PLAN_READ, on=subject_of_lottery, says=_("{actor} meminta berita acara {label}"))
def record_lottery(*, actor: Actor, now: datetime, lottery: uuid.UUID, address: str) -> JobRun:
    """Queue the printing of the minutes; `address` of the checker page goes into the QR code. Raises LotteryRefused."""
    row = Lottery.objects.get(uid=lottery)
    if not LotteryDraw.objects.filter(lottery=row).exists():
        raise LotteryRefused("Berita acara terbit sesudah undian ditarik.")
    return RECORD.enqueue(RecordArgs(row.pk, address), actor=actor, now=now, dedupe=str(row.pk))


@use_case(Permission.PLAN_READ, on=subject_of_lottery, says=_("{actor} menerbitkan berita acara {label}"))
def file_record(*, actor: Actor, now: datetime, lottery: uuid.UUID, content: bytes) -> Document:
    """File the minutes of a lottery."""
    row = Lottery.objects.get(uid=lottery)
    note(lottery=str(row.uid), commitment=row.commitment)
    return issue_document(
        actor=actor,
        now=now,
        kind="plan.lottery",
        title=f"Berita acara undian {row.programme_name}",
        content=content,
        name=f"berita-acara-undian-{row.commitment[:8]}.pdf",
    )

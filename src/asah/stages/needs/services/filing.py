"""Files of the AKPK and the HCDP: asked for by a person, made by a job, filed as documents."""

import uuid
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.documents.models import Document
from asah.foundation.documents.services import issue_document
from asah.foundation.jobs.models import JobRun
from asah.stages.needs.events import FILE, FileArgs
from asah.stages.needs.models import NeedsReport
from asah.stages.needs.services.reports import ReportRefused

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
WHAT = {"akpk": "AKPK", "hcdp": "HCDP"}


def report_subject(report: uuid.UUID) -> Subject:
    """A report, by its outside id. Raises NotThere."""
    row = NeedsReport.objects.filter(uid=report).first()
    if row is None:
        raise NotThere("AKPK ini tidak ada.")
    return Subject(label=f"AKPK {row.year} nomor {row.number}", kind="akpk", key=str(row.uid), row=row)


def filed_subject(report: int) -> Subject:
    """A report, by its id. Raises NotThere."""
    row = NeedsReport.objects.filter(pk=report).first()
    if row is None:
        raise NotThere("AKPK ini tidak ada.")
    return Subject(label=f"AKPK {row.year} nomor {row.number}", kind="akpk", key=str(row.uid), row=row)


@use_case(Permission.NEED_READ, on=report_subject, says=_("{actor} meminta berkas {what} {form} dari {label}"))
def request_file(*, actor: Actor, now: datetime, report: uuid.UUID, what: str, form: str) -> JobRun:
    """Queue the making of a file: what "akpk" or "hcdp", form "pdf" or "xlsx". Raises ReportRefused."""
    if what not in WHAT or form not in MEDIA:
        raise ReportRefused("Pilih AKPK atau HCDP, sebagai PDF atau XLSX.")
    row = NeedsReport.objects.get(uid=report)
    return FILE.enqueue(
        FileArgs(row.pk, what, form), actor=actor, now=now, dedupe=f"{row.pk}:{what}:{form}:{actor.account}",
        title=f"Menyiapkan {WHAT[what]} {row.year} ({form.upper()})",
    )  # fmt: skip


@use_case(Permission.NEED_READ, on=filed_subject, says=_("{actor} menerbitkan berkas {what} {form} dari {label}"))
def file_report(*, actor: Actor, now: datetime, report: int, what: str, form: str, content: bytes) -> Document:
    """File the finished bytes as a document of whoever asked for them."""
    row = NeedsReport.objects.get(pk=report)
    note(report=str(row.uid), digest=row.digest)
    return issue_document(
        actor=actor, now=now, kind=f"needs.{what}.{form}", title=f"{WHAT[what]} {row.year} nomor {row.number}",
        content=content, name=f"{what}-{row.year}-{row.number}.{form}", media_type=MEDIA[form],
    )  # fmt: skip

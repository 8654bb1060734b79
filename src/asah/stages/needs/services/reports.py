"""The AKPK of a year: compiled by the planner, verified, validated and enacted, each by another person."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.foundation.documents.services import issue_document
from asah.stages.needs.events import ReportEnacted
from asah.stages.needs.models import Need, NeedsReport, ReportStep
from asah.stages.needs.queries.overview import figures_of_year
from asah.stages.needs.rules import STEP_WORDS, standing, step_after
from asah_basics.canonical import digest


class ReportRefused(Exception):
    """The step cannot be taken like this; the text says why and what to do."""


def subject_of_report(report: uuid.UUID) -> Subject:
    """A report, by its outside id; the steps of one report are taken one after the other. Raises NotThere."""
    row = NeedsReport.objects.filter(uid=report).first()
    if row is None:
        raise NotThere("AKPK ini tidak ada.")
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('needs.report'), %s)", [row.pk % 2**31])
    return Subject(label=f"AKPK {row.year} nomor {row.number}", kind="akpk", key=str(row.uid), row=row)


@use_case(Permission.AKPK_COMPILE, says=_("{actor} menyusun AKPK {year}"))
def compile_report(*, actor: Actor, now: datetime, year: int) -> NeedsReport:
    """Freeze the needs as they stand into a new report. Raises ReportRefused while nothing was computed."""
    _require_account(actor)
    if not Need.objects.filter(weight__gt=0).exists():
        raise ReportRefused("Belum ada kebutuhan yang dihitung. Isi standar dan penilaian, lalu hitung kebutuhan.")
    open_one = _open_report(year)
    if open_one is not None:
        raise ReportRefused(
            f"AKPK {year} nomor {open_one.number} masih berjalan. Selesaikan, atau minta dikembalikan dengan catatan."
        )
    figures = figures_of_year(year, actor.today(now))
    number = NeedsReport.objects.filter(year=year).count() + 1
    try:
        with transaction.atomic():
            row = NeedsReport.objects.create(
                agency_id=actor.agency, uid=uuid.uuid4(), year=year, number=number, figures=figures,
                digest=digest([year, number, figures]), compiled_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise ReportRefused("Rekan Anda baru saja menyusun AKPK tahun ini. Muat ulang halaman.") from None
    _step(actor, now, row, ReportStep.Kind.COMPILED, "")
    note(number=number, digest=row.digest)
    return row


@use_case(Permission.AKPK_VERIFY, on=subject_of_report, says=_("{actor} memverifikasi {label}"))
def verify_report(*, actor: Actor, now: datetime, report: uuid.UUID, seen: str, remark: str = "") -> ReportStep:
    """BKPSDM checks completeness, duplicates and fit. Raises ReportRefused."""
    return _next(actor, now, report, seen, "diverifikasi", remark)


@use_case(Permission.AKPK_VALIDATE, on=subject_of_report, says=_("{actor} memvalidasi {label}"))
def validate_report(*, actor: Actor, now: datetime, report: uuid.UUID, seen: str, remark: str = "") -> ReportStep:
    """The PyB validates. Raises ReportRefused."""
    return _next(actor, now, report, seen, "divalidasi", remark)


@use_case(Permission.AKPK_ENACT, on=subject_of_report, says=_("{actor} menetapkan {label} dengan {decree_number}"))
def enact_report(
    *, actor: Actor, now: datetime, report: uuid.UUID, seen: str, decree_number: str, decree_on: date | None,
    content: bytes, name: str, media_type: str = "application/pdf", remark: str = "",
) -> ReportStep:  # fmt: skip
    """The PPK enacts: with number, date and file of the decree, because a click is no decree. Raises ReportRefused."""
    if not (decree_number.strip() and decree_on and content):
        raise ReportRefused(
            "Penetapan membutuhkan nomor, tanggal, dan berkas keputusan. Tanpa keputusan, statusnya tetap Tervalidasi."
        )
    if decree_on > actor.today(now):
        raise ReportRefused("Tanggal keputusan belum terjadi. Tulis tanggal pada keputusannya.")
    row = NeedsReport.objects.get(uid=report)
    _refuse(actor, row, seen, "ditetapkan")
    document = issue_document(
        actor=actor, now=now, kind="needs.decree", title=f"Keputusan penetapan AKPK {row.year}", content=content,
        name=name, media_type=media_type, number=decree_number.strip(),
    )  # fmt: skip
    step = _step(
        actor, now, row, ReportStep.Kind.ENACTED, remark,
        decree_number=decree_number.strip(), decree_on=decree_on, decree=document,
    )  # fmt: skip
    announce(ReportEnacted(row.year))
    return step


@use_case(Permission.AKPK_VERIFY, on=subject_of_report, says=_("{actor} mengembalikan {label} dengan catatan"))
def return_at_verification(*, actor: Actor, now: datetime, report: uuid.UUID, seen: str, remark: str) -> ReportStep:
    """Send it back to who compiled it, before verification. Raises ReportRefused."""
    return _return(actor, now, report, seen, remark, "diverifikasi")


@use_case(Permission.AKPK_VALIDATE, on=subject_of_report, says=_("{actor} mengembalikan {label} dengan catatan"))
def return_at_validation(*, actor: Actor, now: datetime, report: uuid.UUID, seen: str, remark: str) -> ReportStep:
    """Send it back before validation. Raises ReportRefused."""
    return _return(actor, now, report, seen, remark, "divalidasi")


@use_case(Permission.AKPK_ENACT, on=subject_of_report, says=_("{actor} mengembalikan {label} dengan catatan"))
def return_at_enactment(*, actor: Actor, now: datetime, report: uuid.UUID, seen: str, remark: str) -> ReportStep:
    """Send it back before enactment. Raises ReportRefused."""
    return _return(actor, now, report, seen, remark, "ditetapkan")


def _return(actor: Actor, now: datetime, report: uuid.UUID, seen: str, remark: str, due: str) -> ReportStep:
    if not remark.strip():
        raise ReportRefused("Tulis catatannya: apa yang perlu diperbaiki?")
    row = NeedsReport.objects.get(uid=report)
    _refuse(actor, row, seen, due)
    return _step(actor, now, row, ReportStep.Kind.RETURNED, remark)


def _next(actor: Actor, now: datetime, report: uuid.UUID, seen: str, kind: str, remark: str) -> ReportStep:
    row = NeedsReport.objects.get(uid=report)
    _refuse(actor, row, seen, kind)
    return _step(actor, now, row, kind, remark)


def _refuse(actor: Actor, row: NeedsReport, seen: str, kind: str) -> None:
    """Refuse a step out of turn, by who took one before, or of something else than was seen."""
    _require_account(actor)
    steps = dict(ReportStep.objects.filter(report=row).values_list("kind", "account"))
    if step_after(list(steps)) != kind:
        word = STEP_WORDS[standing(list(steps))]
        raise ReportRefused(f"AKPK ini berstatus {word}. Muat ulang halaman untuk melihat langkah berikutnya.")
    if seen != row.digest:
        raise ReportRefused("AKPK berubah sejak Anda membukanya. Tinjau dulu, lalu putuskan.")
    if actor.account in steps.values():
        mine = next(STEP_WORDS[kind] for kind, account in steps.items() if account == actor.account)
        raise ReportRefused(f"Anda sudah bertindak pada AKPK ini ({mine}). Langkah berikutnya diambil orang lain.")


def _step(actor: Actor, now: datetime, row: NeedsReport, kind: str, remark: str, **decree: Any) -> ReportStep:
    return ReportStep.objects.create(
        agency_id=actor.agency, report=row, kind=kind, account=_require_account(actor), name=actor.name,
        note=remark.strip(), digest_seen=row.digest, taken_at=now, **decree,
    )  # fmt: skip


def _open_report(year: int) -> NeedsReport | None:
    for row in NeedsReport.objects.filter(year=year).order_by("-number")[:1]:
        taken = list(ReportStep.objects.filter(report=row).values_list("kind", flat=True))
        if standing(taken) not in ("ditetapkan", "dikembalikan"):
            return row
    return None


def _require_account(actor: Actor) -> int:
    if actor.account is None:
        raise ReportRefused("AKPK diputuskan oleh orang yang masuk dengan akunnya sendiri.")
    return actor.account

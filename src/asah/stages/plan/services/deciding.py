"""Submission and the steps to a decree: each by another person, who saw exactly what was submitted."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.foundation.documents.models import Document
from asah.foundation.documents.services import issue_document
from asah.stages.plan.events import PlanEnacted, PlanReturned, PlanStepTaken, PlanSubmitted
from asah.stages.plan.models import Decision, PlanRun, Scenario, Submission
from asah.stages.plan.queries.deciding import VERBS
from asah.stages.plan.queries.scenarios import settings_now
from asah.stages.plan.rules.steps import (
    ENACTABLE,
    FIXED,
    OPEN,
    StepRule,
    changed_words,
    missing_of_decree,
    step_from,
)
from asah.stages.plan.services.scenarios import subject_of_scenario, title_of
from asah_basics.canonical import digest
from asah_basics.formats import join_and


class DecisionRefused(Exception):
    """The plan cannot be submitted or decided like this; the text says why and what to do."""


class PlanChanged(Exception):
    """The plan changed since the decider opened it."""


@dataclass(frozen=True)
class Decree:
    """The decree of the PPK: number, date, and its file as uploaded."""

    number: str
    on: date | None
    content: bytes
    name: str = "keputusan.pdf"
    media_type: str = "application/pdf"


def subject_of_submission(submission: uuid.UUID) -> Subject:
    """Load a submission and lock its scenario. Raises NotThere."""
    row = Submission.objects.select_related("run__scenario").filter(uid=submission).first()
    if row is None:
        raise NotThere("Pengajuan ini tidak ada.")
    Scenario.objects.select_for_update().get(pk=row.run.scenario_id)
    return Subject(label=title_of(row.run.scenario), kind="submission", key=str(row.uid), row=row)


@use_case(Permission.PLAN_SUBMIT, on=subject_of_scenario, says=_("{actor} mengajukan {label}"))
def submit_plan(*, actor: Actor, now: datetime, scenario: uuid.UUID, note_text: str = "") -> Submission:
    """Put the scenario's newest finished run before those who decide. Raises DecisionRefused."""
    row = Scenario.objects.get(uid=scenario)
    if actor.account is None:
        raise DecisionRefused("Rencana diajukan oleh orang yang masuk dengan akunnya sendiri.")
    if row.status in OPEN | FIXED:
        raise DecisionRefused("Rencana ini sudah diajukan." if row.status in OPEN else "Rencana ini sudah ditetapkan.")
    run = PlanRun.objects.filter(scenario=row, status=PlanRun.Status.DONE).order_by("-pk").first()
    if run is None or run.settings_digest != digest(settings_now(row).plain()):
        raise DecisionRefused("Pengaturan berubah sejak hitungan terakhir. Hitung rencana lebih dulu, lalu ajukan.")
    submission = Submission.objects.create(
        agency_id=actor.agency,
        uid=uuid.uuid4(),
        run=run,
        requester=actor.account,
        requester_name=actor.name,
        last_editor=row.edited_by or actor.account,
        digest=digest([run.answer_digest, row.version, note_text.strip()]),
        version=row.version,
        note=note_text.strip(),
        submitted_at=now,
    )
    row.status = Scenario.Status.SUBMITTED
    row.save(update_fields=["status"])
    note(digest=submission.digest, run=str(run.uid))
    announce(PlanSubmitted(submission.pk))
    return submission


@use_case(Permission.PLAN_VERIFY, on=subject_of_submission, says=_("{actor} memverifikasi {label}"))
def verify_plan(*, actor: Actor, now: datetime, submission: uuid.UUID, seen: str, reason: str) -> Decision:
    """The personnel agency's step. Raises PlanChanged when the plan changed since, DecisionRefused."""
    return _pass(actor, now, submission, seen, reason, "terverifikasi")


@use_case(Permission.PLAN_VALIDATE, on=subject_of_submission, says=_("{actor} memvalidasi {label}"))
def validate_plan(*, actor: Actor, now: datetime, submission: uuid.UUID, seen: str, reason: str) -> Decision:
    """The step of the PyB. Raises like verify_plan."""
    return _pass(actor, now, submission, seen, reason, "tervalidasi")


@use_case(Permission.PLAN_ENACT, on=subject_of_submission, says=_("{actor} mencatat penetapan {label}"))
def enact_plan(
    *, actor: Actor, now: datetime, submission: uuid.UUID, seen: str, reason: str, decree: Decree
) -> Decision:
    """The step of the PPK: number, date and file of the decree make it; participants are fixed from here on.

    The enacted plan of the year, if this one changes it, becomes "digantikan". Raises like verify_plan, FileRefused.
    """
    missing = missing_of_decree(decree.number, decree.on is not None, bool(decree.content))
    if missing:
        raise DecisionRefused(f"Penetapan perlu {join_and(missing)} keputusan. Klik saja bukan keputusan.")
    row = _open(submission, seen)
    scenario = row.run.scenario
    if scenario.stage not in ENACTABLE:
        raise DecisionRefused("Peserta ditetapkan berdasarkan DPA. Rencana tahap ini cukup sampai Tervalidasi.")
    if decree.on is not None and decree.on > actor.today(now):
        raise DecisionRefused("Tanggal keputusan belum tiba. Periksa tanggal pada naskahnya.")
    standing = Scenario.objects.filter(year=scenario.year, status=Scenario.Status.ENACTED).exclude(pk=scenario.pk)
    if standing.exclude(pk=scenario.changes_id or 0).exists():
        raise DecisionRefused("Tahun ini sudah punya rencana yang ditetapkan. Buka perubahan dari rencana itu.")
    if Document.objects.filter(kind="plan.decree", number=decree.number.strip()).exists():
        raise DecisionRefused(f"Nomor keputusan {decree.number.strip()} sudah dipakai. Periksa nomor pada naskahnya.")
    document = issue_document(
        actor=actor,
        now=now,
        kind="plan.decree",
        title=f"Keputusan {decree.number.strip()} tentang rencana {scenario.year}",
        content=decree.content,
        name=decree.name,
        media_type=decree.media_type,
        number=decree.number.strip(),
    )
    standing.update(status=Scenario.Status.REPLACED)
    decision = _pass(actor, now, submission, seen, reason, "ditetapkan", decree=decree, document=document)
    announce(PlanEnacted(row.run_id))
    return decision


@use_case(Permission.PLAN_APPROVE, on=subject_of_submission, says=_("{actor} mengembalikan {label} dengan catatan"))
def return_plan(*, actor: Actor, now: datetime, submission: uuid.UUID, seen: str, reason: str) -> Decision:
    """Send a plan back to its planner with a note, by whoever's turn it is. Raises like verify_plan."""
    row = _open(submission, seen)
    step = step_from(row.run.scenario.status)
    if step is None or not actor.holds(VERBS[step.number]):
        raise DecisionRefused("Rencana ini sedang menunggu pejabat lain.")
    decision = _decide(row, actor, now, step, Decision.Kind.RETURNED, seen, reason)
    Scenario.objects.filter(pk=row.run.scenario_id).update(status=Scenario.Status.RETURNED)
    note(digest=seen, reason=reason)
    announce(PlanReturned(row.pk))
    return decision


def _pass(
    actor: Actor,
    now: datetime,
    submission: uuid.UUID,
    seen: str,
    reason: str,
    after: str,
    *,
    decree: Decree | None = None,
    document: Document | None = None,
) -> Decision:
    row = _open(submission, seen)
    step = step_from(row.run.scenario.status)
    if step is None or step.after != after:
        raise DecisionRefused("Rencana ini sedang menunggu langkah lain. Muat ulang halaman.")
    decision = _decide(row, actor, now, step, after, seen, reason, decree=decree, document=document)
    Scenario.objects.filter(pk=row.run.scenario_id).update(status=after)
    note(digest=seen, step=after, number=decision.number, reason=reason, decree=decision.decree_number)
    announce(PlanStepTaken(row.pk, after))
    return decision


def _open(submission: uuid.UUID, seen: str) -> Submission:
    """The submission, if it is the living one of its scenario and the one that was seen."""
    row = Submission.objects.select_related("run__scenario").get(uid=submission)
    newest = Submission.objects.filter(run__scenario=row.run.scenario_id).order_by("-pk").first()
    is_open = row.run.scenario.status in OPEN
    if newest is None or newest.pk != row.pk or row.digest != seen or not is_open:
        raise PlanChanged(changed_words(row.version, row.run.scenario.version))
    return row


def _decide(
    row: Submission,
    actor: Actor,
    now: datetime,
    step: StepRule,
    kind: str,
    seen: str,
    reason: str,
    *,
    decree: Decree | None = None,
    document: Document | None = None,
) -> Decision:
    if actor.account is None:
        raise DecisionRefused("Rencana diputuskan oleh orang yang masuk dengan akunnya sendiri.")
    if not reason.strip():
        raise DecisionRefused("Tulis alasan keputusan Anda. Satu kalimat cukup.")
    if actor.account in (row.requester, row.last_editor):
        raise DecisionRefused("Rencana diputuskan oleh orang lain, bukan yang mengajukan atau terakhir mengubahnya.")
    if Decision.objects.filter(submission=row, decider=actor.account).exists():
        raise DecisionRefused("Setiap langkah diambil orang lain. Anda sudah mengambil langkah sebelumnya.")
    is_later = step.number > 1
    year = row.run.scenario.year
    try:
        with transaction.atomic():
            return Decision.objects.create(
                agency_id=actor.agency,
                submission=row,
                requester=row.requester,
                last_editor=row.last_editor,
                digest_seen=seen,
                step=step.number,
                passed=kind != Decision.Kind.RETURNED,
                follows=step.number - 1 if is_later else None,
                follows_passed=True if is_later else None,
                decider=actor.account,
                decider_name=actor.name,
                kind=kind,
                reason=reason.strip(),
                number=_number(actor.agency, year) if kind == Decision.Kind.ENACTED else "",
                decree_number=decree.number.strip() if decree else "",
                decree_on=decree.on if decree else None,
                decree_document=document.uid if document else None,
                decree_digest=document.file.digest if document else "",
                decided_at=now,
            )
    except IntegrityError:
        raise DecisionRefused("Pengajuan ini sudah diputuskan. Muat ulang halaman.") from None


def _number(agency: int, year: int) -> str:
    """RN-2027-03: one series a year, gapless because the lock holds until the decision commits."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [agency % 2**31, -year])
    taken = Decision.objects.filter(number__startswith=f"RN-{year}-").count()
    return f"RN-{year}-{taken + 1:02d}"

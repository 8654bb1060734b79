"""Submission and decision: another person, who saw exactly what was submitted."""

import uuid
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.plan.events import PlanApproved, PlanReturned, PlanSubmitted
from asah.stages.plan.models import Decision, PlanRun, Scenario, Submission
from asah.stages.plan.queries.scenarios import settings_now
from asah.stages.plan.services.scenarios import subject_of_scenario, title_of
from asah_basics.canonical import digest


class DecisionRefused(Exception):
    """The plan cannot be submitted or decided like this; the text says why and what to do."""


class PlanChanged(Exception):
    """The plan changed since the decider opened it."""


def subject_of_submission(submission: uuid.UUID) -> Subject:
    """Load a submission and lock its scenario. Raises NotThere."""
    row = Submission.objects.select_related("run__scenario").filter(uid=submission).first()
    if row is None:
        raise NotThere("Pengajuan ini tidak ada.")
    Scenario.objects.select_for_update().get(pk=row.run.scenario_id)
    return Subject(label=title_of(row.run.scenario), kind="submission", key=str(row.uid), row=row)


@use_case(Permission.PLAN_SUBMIT, on=subject_of_scenario, says=_("{actor} mengajukan {label}"))
def submit_plan(*, actor: Actor, now: datetime, scenario: uuid.UUID, note_text: str = "") -> Submission:
    """Put the scenario's newest finished run before the one who decides. Raises DecisionRefused."""
    row = Scenario.objects.get(uid=scenario)
    if actor.account is None:
        raise DecisionRefused("Rencana diajukan oleh orang yang masuk dengan akunnya sendiri.")
    if row.status in (Scenario.Status.SUBMITTED, Scenario.Status.APPROVED):
        raise DecisionRefused(
            "Rencana ini sudah diajukan." if row.status == "diajukan" else "Rencana ini sudah disetujui."
        )
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
        note=note_text.strip(),
        submitted_at=now,
    )
    row.status = Scenario.Status.SUBMITTED
    row.save(update_fields=["status"])
    note(digest=submission.digest, run=str(run.uid))
    announce(PlanSubmitted(submission.pk))
    return submission


@use_case(Permission.PLAN_APPROVE, on=subject_of_submission, says=_("{actor} menyetujui {label}"))
def approve_plan(*, actor: Actor, now: datetime, submission: uuid.UUID, seen: str, reason: str) -> Decision:
    """Approve a submitted plan; the approver is never who submitted or last edited it, and saw digest `seen`.

    Raises PlanChanged when the plan changed since, DecisionRefused when he may not decide it.
    """
    row = _open(submission, seen)
    decision = _decide(row, actor, now, Decision.Kind.APPROVED, seen, reason)
    Scenario.objects.filter(pk=row.run.scenario_id).update(status=Scenario.Status.APPROVED)
    note(digest=seen, number=decision.number, reason=reason)
    announce(PlanApproved(row.run_id))
    return decision


@use_case(Permission.PLAN_APPROVE, on=subject_of_submission, says=_("{actor} mengembalikan {label} dengan catatan"))
def return_plan(*, actor: Actor, now: datetime, submission: uuid.UUID, seen: str, reason: str) -> Decision:
    """Send a submitted plan back to its planner with a note. Raises like approve_plan."""
    row = _open(submission, seen)
    decision = _decide(row, actor, now, Decision.Kind.RETURNED, seen, reason)
    Scenario.objects.filter(pk=row.run.scenario_id).update(status=Scenario.Status.RETURNED)
    note(digest=seen, reason=reason)
    announce(PlanReturned(row.pk))
    return decision


def _open(submission: uuid.UUID, seen: str) -> Submission:
    """The submission, if it is the living one of its scenario and the one that was seen."""
    row = Submission.objects.select_related("run__scenario").get(uid=submission)
    newest = Submission.objects.filter(run__scenario=row.run.scenario_id).order_by("-pk").first()
    is_open = row.run.scenario.status == Scenario.Status.SUBMITTED
    if newest is None or newest.pk != row.pk or row.digest != seen or not is_open:
        raise PlanChanged("Rencana berubah sejak Anda membukanya. Tinjau dulu, lalu putuskan.")
    return row


def _decide(row: Submission, actor: Actor, now: datetime, kind: str, seen: str, reason: str) -> Decision:
    if actor.account is None:
        raise DecisionRefused("Rencana diputuskan oleh orang yang masuk dengan akunnya sendiri.")
    if not reason.strip():
        raise DecisionRefused("Tulis alasan keputusan Anda. Satu kalimat cukup.")
    if actor.account in (row.requester, row.last_editor):
        raise DecisionRefused("Rencana diputuskan oleh orang lain, bukan yang mengajukan atau terakhir mengubahnya.")
    year = row.run.scenario.year
    try:
        with transaction.atomic():
            return Decision.objects.create(
                agency_id=actor.agency,
                submission=row,
                requester=row.requester,
                last_editor=row.last_editor,
                digest_seen=seen,
                decider=actor.account,
                decider_name=actor.name,
                kind=kind,
                reason=reason.strip(),
                number=_number(actor.agency, year) if kind == Decision.Kind.APPROVED else "",
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

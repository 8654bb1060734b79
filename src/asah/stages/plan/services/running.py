"""A run: asked for by a planner, frozen, solved outside any transaction, judged, kept. Or ended with a sentence."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.documents.services import keep_file
from asah.foundation.jobs.models import JobRun
from asah.foundation.jobs.services import cancel_job
from asah.stages.plan.engine import Answer
from asah.stages.plan.events import SOLVE, SolveArgs
from asah.stages.plan.models import PlanRun, Scenario
from asah.stages.plan.queries.scenarios import settings_now
from asah.stages.plan.rules.settings import judge
from asah.stages.plan.services.scenarios import refuse_fixed, subject_of_scenario, title_of
from asah.stages.plan.services.storing import store_answer
from asah_basics.canonical import digest

_LIVING = (PlanRun.Status.QUEUED, PlanRun.Status.RUNNING)


def subject_of_run(run: int) -> Subject:
    """Load and lock a run. Raises NotThere."""
    row = PlanRun.objects.select_for_update(of=("self",)).select_related("scenario").filter(pk=run).first()
    if row is None:
        raise NotThere("Hitungan ini tidak ada.")
    return Subject(label=title_of(row.scenario), kind="plan_run", key=str(row.uid), row=row)


@use_case(Permission.PLAN_SOLVE, on=subject_of_scenario, says=_("{actor} meminta hitungan untuk {label}"))
def request_plan(*, actor: Actor, now: datetime, scenario: uuid.UUID) -> PlanRun:
    """Queue a run of the scenario as it stands; while one with the same settings lives, that one is returned.

    Raises SettingsRefused with a sentence (a budget of zero, for instance), ScenarioLocked for an enacted plan:
    nothing is queued then.
    """
    row = Scenario.objects.get(uid=scenario)
    refuse_fixed(row)
    settings = settings_now(row)
    judge(settings)
    plain = settings.plain()
    for one in PlanRun.objects.filter(scenario=row, status__in=_LIVING).order_by("pk"):
        if not JobRun.objects.filter(pk=one.job or 0, status__in=["queued", "running"]).exists():
            one.status, one.reason, one.ended_at = PlanRun.Status.CANCELLED, "Dibatalkan.", now
            one.save(update_fields=["status", "reason", "ended_at"])
        elif one.settings_digest == digest(plain):
            return one
    run = PlanRun.objects.create(
        agency_id=actor.agency,
        uid=uuid.uuid4(),
        scenario=row,
        settings=plain,
        settings_digest=digest(plain),
        requested_by=actor.account,
        requested_at=now,
    )
    job = SOLVE.enqueue(
        SolveArgs(run.pk),
        actor=actor,
        now=now,
        dedupe=str(run.pk),
        title=f"Menyusun {title_of(row)}",
        link=f"/rencana/skenario/{row.uid}/",
    )
    run.job = job.pk
    run.save(update_fields=["job"])
    note(settings=plain)
    return run


@use_case(Permission.PLAN_KEEP, on=subject_of_run, says=_("{actor} membekukan masalah {label}"))
def freeze_problem(*, actor: Actor, now: datetime, run: int, text: str, problem_digest: str) -> PlanRun:
    """Keep the frozen problem as a file and mark the run as running. Raises NotThere when it has ended meanwhile."""
    row = PlanRun.objects.get(pk=run)
    if row.status not in _LIVING:
        raise NotThere("Hitungan ini sudah berakhir.")
    file = keep_file(
        actor=actor,
        now=now,
        content=text.encode("utf-8"),
        name=f"masalah-{row.scenario.year}-{problem_digest[:8]}.json",
        media_type="application/json",
    )
    row.problem_digest, row.problem_file, row.status = problem_digest, file.digest, PlanRun.Status.RUNNING
    row.save(update_fields=["problem_digest", "problem_file", "status"])
    note(problem=problem_digest)
    return row


@use_case(Permission.PLAN_KEEP, on=subject_of_run, says=_("{actor} menyimpan hasil {label}"))
def keep_answer(*, actor: Actor, now: datetime, run: int, answer: Answer, plan: bytes) -> PlanRun:
    """Store a judged plan: totals, seats, who waits and why, programmes, groups; all or nothing."""
    row = PlanRun.objects.get(pk=run)
    if row.status not in _LIVING:
        raise NotThere("Hitungan ini sudah berakhir.")
    file = keep_file(
        actor=actor, now=now, content=plan, name=f"rencana-{row.scenario.year}.json", media_type="application/json"
    )
    row.plan_file = file.digest
    row.answer_digest = digest([row.settings_digest, answer.problem_digest, file.digest])
    row.status, row.ended_at, row.reason = PlanRun.Status.DONE, now, ""
    row.value, row.bound, row.gap_percent = answer.value, answer.bound, answer.gap_percent
    row.seats, row.cost_rupiah = len(answer.seats), answer.cost_rupiah
    row.people, row.below_floor, row.figures = answer.trained, answer.below_floor, answer.figures
    row.save()
    store_answer(row, answer)
    note(value=answer.value, bound=answer.bound, seats=len(answer.seats), cost=answer.cost_rupiah)
    return row


@use_case(Permission.PLAN_KEEP, on=subject_of_run, says=_("{actor} mengakhiri hitungan {label}: {reason}"))
def end_run(*, actor: Actor, now: datetime, run: int, status: str, reason: str) -> PlanRun:
    """End a run without result; a run that has already ended stays as it is."""
    row = PlanRun.objects.get(pk=run)
    if row.status in _LIVING:
        row.status, row.reason, row.ended_at = status, reason[:400], now
        row.save(update_fields=["status", "reason", "ended_at"])
    return row


@use_case(Permission.PLAN_SOLVE, on=subject_of_run, says=_("{actor} membatalkan hitungan {label}"))
def cancel_run(*, actor: Actor, now: datetime, run: int) -> PlanRun:
    """Stop a run: one that waits ends at once, one that is being solved is killed at its next sign of life."""
    row = PlanRun.objects.get(pk=run)
    job: Any = JobRun.objects.filter(pk=row.job or 0).first()
    if job is not None:
        ended = cancel_job(actor=actor, now=now, uid=job.uid)
        if ended.status == JobRun.Status.CANCELLED and row.status in _LIVING:
            row.status, row.ended_at, row.reason = PlanRun.Status.CANCELLED, now, "Dibatalkan sebelum mulai."
            row.save(update_fields=["status", "ended_at", "reason"])
    return row

"""The budgets around a run: asked for when a planner opens the scenario, kept point by point."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.jobs.models import JobRun
from asah.stages.plan.events import FRONTIER, FrontierArgs
from asah.stages.plan.models import FrontierPoint, PlanRun, Scenario
from asah.stages.plan.queries.playing import basis_of
from asah.stages.plan.queries.scenarios import settings_now
from asah.stages.plan.rules.frontier import Point
from asah.stages.plan.services.running import subject_of_run
from asah.stages.plan.services.scenarios import subject_of_scenario
from asah_basics.canonical import digest


@use_case(Permission.PLAN_SOLVE, on=subject_of_scenario, says=_("{actor} membuka garis anggaran {label}"))
def request_frontier(*, actor: Actor, now: datetime, scenario: uuid.UUID) -> JobRun | None:
    """Queue the walk over budgets for the newest run; None when these settings have one, or the run is stale."""
    row = Scenario.objects.get(uid=scenario)
    run = PlanRun.objects.filter(scenario=row, status=PlanRun.Status.DONE).order_by("-pk").first()
    if run is None or run.settings_digest != digest(settings_now(row).plain()):
        return None
    basis = basis_of(run.settings)
    if FrontierPoint.objects.filter(basis=basis).count() > 1:
        return None
    return FRONTIER.enqueue(FrontierArgs(run.pk), actor=actor, now=now, dedupe=basis)


@use_case(Permission.PLAN_KEEP, on=subject_of_run, says=_("{actor} menyimpan titik garis anggaran {label}"))
def keep_points(
    *, actor: Actor, now: datetime, run: int, points: Sequence[Point], proofs: Mapping[int, tuple[float, float]]
) -> int:
    """Keep judged plans at other budgets. `proofs`: budget -> (value, bound). Returns how many were new."""
    row = PlanRun.objects.get(pk=run)
    known = set(FrontierPoint.objects.filter(run=row).values_list("budget_rupiah", flat=True))
    basis: str = basis_of(row.settings)
    rows = [
        FrontierPoint(
            agency_id=actor.agency,
            run=row,
            basis=basis,
            budget_rupiah=point.budget_rupiah,
            value=proofs[point.budget_rupiah][0],
            bound=proofs[point.budget_rupiah][1],
            facts=point.plain(),
        )
        for point in points
        if point.budget_rupiah not in known
    ]
    FrontierPoint.objects.bulk_create(rows)
    budgets: list[Any] = [one.budget_rupiah for one in rows]
    note(budgets=budgets)
    return len(rows)

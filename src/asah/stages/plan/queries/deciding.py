"""What waits for a decision, and the memo of one submission."""

import uuid
from dataclasses import dataclass
from typing import Any

from asah.foundation.access.actor import Actor, NotThere, require
from asah.foundation.access.permissions import Permission
from asah.stages.plan.models import Decision, PlanRun, Scenario, Submission
from asah.stages.plan.queries.scenarios import ScenarioPage, scenario_page
from asah.stages.plan.rules.memo import Memo, memo_of
from asah.stages.plan.rules.steps import OPEN, StepRule, step_from

VERBS = {1: Permission.PLAN_VERIFY, 2: Permission.PLAN_VALIDATE, 3: Permission.PLAN_ENACT}
"""Who takes which step."""


def waiting_decisions(actor: Actor) -> list[Submission]:
    """Submissions whose next step is the actor's: not his own, nor what he edited last, nor a step after his own."""
    mine = [status for status in OPEN if (step := step_from(status)) and actor.holds(VERBS[step.number])]
    if not mine:
        return []
    rows = Submission.objects.filter(run__scenario__status__in=mine)
    newest: dict[int, Submission] = {}
    for row in rows.select_related("run__scenario").order_by("pk"):
        newest[row.run.scenario_id] = row
    taken = set(
        Decision.objects.filter(submission__in=newest.values(), decider=actor.account or 0).values_list(
            "submission", flat=True
        )
    )
    return [
        row for row in newest.values() if actor.account not in (row.requester, row.last_editor) and row.pk not in taken
    ]


@dataclass(frozen=True)
class DecisionPage:
    """The memo: the submission, the plan it stands for, the step it waits for and whether this actor may take it."""

    submission: Submission
    plan: ScenarioPage
    memo: Memo | None
    step: StepRule | None
    may_decide: bool
    is_open: bool


def decision_page(actor: Actor, uid: uuid.UUID) -> DecisionPage:
    """The memo of a submission; its figures are those of the submitted run. Raises NotThere, NotAllowed."""
    require(actor, Permission.PLAN_READ)
    row = Submission.objects.select_related("run__scenario").filter(uid=uid).first()
    if row is None:
        raise NotThere("Pengajuan ini tidak ada.")
    plan = scenario_page(actor, row.run.scenario.uid, run=row.run)
    is_open = plan.submission is not None and plan.submission.pk == row.pk and plan.scenario.status in OPEN
    step = step_from(plan.scenario.status) if is_open else None
    may = step is not None and any(one.pk == row.pk for one in waiting_decisions(actor))
    return DecisionPage(row, plan, memo_for(plan), step, may, is_open)


def memo_for(plan: ScenarioPage) -> Memo | None:
    """The memo of a plan's result: the same numbers for the page and the printed note; one query."""
    run = plan.run
    if run is None:
        return None
    return memo_of(
        year=plan.scenario.year,
        stage=plan.stage_words,
        settings=run.settings,
        figures=run.figures,
        totals=_totals(run),
        programmes=plan.programmes,
        uncertain_levels=float(run.figures.get("prior_levels", 0.0)),
        before=_earlier(plan.scenario),
    )


def _totals(run: PlanRun) -> dict[str, Any]:
    return {
        "cost": run.cost_rupiah or 0,
        "seats": run.seats or 0,
        "people": run.people or 0,
        "below": run.below_floor or 0,
        "gap_percent": run.gap_percent or 0.0,
    }


def _earlier(row: Scenario) -> dict[str, Any] | None:
    """Totals of the submission before the newest one, to say what changed since."""
    two = list(Submission.objects.filter(run__scenario=row).select_related("run").order_by("-pk")[:2])
    return _totals(two[1].run) if len(two) == 2 else None

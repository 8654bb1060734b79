"""What waits for a decision, and the memo of one submission."""

import uuid
from dataclasses import dataclass

from asah.foundation.access.actor import Actor, NotThere, require
from asah.foundation.access.permissions import Permission
from asah.stages.plan.models import Scenario, Submission
from asah.stages.plan.queries.scenarios import ScenarioPage, scenario_page


def waiting_decisions(actor: Actor) -> list[Submission]:
    """Submissions that wait and that the actor may decide: not his own, nor what he edited last."""
    if not actor.holds(Permission.PLAN_APPROVE):
        return []
    rows = Submission.objects.filter(run__scenario__status=Scenario.Status.SUBMITTED)
    newest: dict[int, Submission] = {}
    for row in rows.select_related("run__scenario").order_by("pk"):
        newest[row.run.scenario_id] = row
    return [row for row in newest.values() if actor.account not in (row.requester, row.last_editor)]


@dataclass(frozen=True)
class DecisionPage:
    """The memo: the submission, the plan it stands for, and whether this actor may decide it."""

    submission: Submission
    plan: ScenarioPage
    may_decide: bool
    is_open: bool


def decision_page(actor: Actor, uid: uuid.UUID) -> DecisionPage:
    """The memo of a submission. Raises NotThere, NotAllowed."""
    require(actor, Permission.PLAN_READ)
    row = Submission.objects.select_related("run__scenario").filter(uid=uid).first()
    if row is None:
        raise NotThere("Pengajuan ini tidak ada.")
    plan = scenario_page(actor, row.run.scenario.uid)
    is_open = (
        plan.scenario.status == Scenario.Status.SUBMITTED
        and plan.submission is not None
        and plan.submission.pk == row.pk
    )
    own = actor.account in (row.requester, row.last_editor)
    return DecisionPage(row, plan, is_open and not own and actor.holds(Permission.PLAN_APPROVE), is_open)

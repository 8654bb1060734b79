"""What the slider plays on: plans at several budgets, computed once for the settings of a run."""

from django.db import models
from django.db.models import Q

from asah.foundation.access.tenancy import AgencyKey, AgencyModel
from asah.stages.plan.models.runs import PlanRun


class FrontierPoint(AgencyModel):
    """A judged plan at another budget than its run's: totals and programmes, no people."""

    append_only = True

    run = AgencyKey(PlanRun)
    basis = models.CharField(max_length=64, help_text="Digest of the run's settings without the budget.")
    budget_rupiah = models.BigIntegerField()
    value = models.FloatField()
    bound = models.FloatField()
    facts = models.JSONField(help_text="See rules.frontier.Point.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "run", "budget_rupiah"], name="plan_frontier_once"),
            models.CheckConstraint(condition=Q(budget_rupiah__gte=0), name="plan_frontier_amount"),
        ]
        indexes = [models.Index(fields=["agency", "basis"], name="plan_frontier_basis")]

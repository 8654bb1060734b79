"""What the slider plays on: plans at several budgets, computed once for the settings of a run."""

from django.db import models
from django.db.models import Q

from asah.foundation.access.tenancy import AgencyKey, AgencyModel
from asah.stages.plan.models.runs import PlanRun


class FrontierPoint(AgencyModel):
    """A judged plan at another budget than its run's: totals and programmes, no people."""

    append_only = True
    personal = frozenset()

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


class FairnessCurve(AgencyModel):
    """What a common floor on the coverage of districts costs, for the problem of a run."""

    append_only = True
    personal = frozenset()

    run = AgencyKey(PlanRun)
    points = models.JSONField(help_text="[{floor, price (per cent), reachable}], floors as shares.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "run"], name="plan_curve_once")]


class FairnessChoice(AgencyModel):
    """The point of the curve that a decision maker signed: how much result may be given up for equality."""

    append_only = True
    personal = frozenset({"by_name"})

    curve = AgencyKey(FairnessCurve)
    floor_percent = models.SmallIntegerField(help_text="0: no floor.")
    price_percent = models.FloatField()
    reason = models.CharField(max_length=600)
    digest = models.CharField(max_length=64, help_text="Of the curve as it was signed.")
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=160)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(floor_percent__range=(0, 100)), name="plan_choice_floor"),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_choice_has_reason"),
        ]

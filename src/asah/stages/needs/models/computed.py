"""Computed tables: one need per person and competency, and the sums of a unit. Refreshed by SQL, never edited."""

from django.db import models

from asah.foundation.access.tenancy import AgencyModel

PARTS = ("gap", "performance", "survey", "interview", "proposal", "signal")


def _points(**more: int) -> "models.DecimalField[object, object]":
    return models.DecimalField(max_digits=more.get("digits", 7), decimal_places=3, default=0)


class Need(AgencyModel):
    """One ranked need: each part in points (1 point = one level of gap), their sum times the importance of service.

    weight = factor x (gap + performance + survey + interview + proposal + signal), in points. `place` is its rank
    among the needs of the person, 1 first. `low` and `high` are the lowest and highest level that any source sees;
    `contradicts` says that they lie too far apart to be averaged in silence. `facts` holds what the sentences of the
    parts are made of. `since` is the day from which the need has stood without a break. Person, unit and competency
    are numbers and not keys, because rows are made from keyed rows inside one transaction.
    """

    personal = frozenset(
        {"person", "required", "held", "gap", "low", "high", "facts", "asked", "weight", "place", "contradicts",
         "gap_points", "performance_points", "survey_points", "interview_points", "proposal_points", "signal_points"}
    )  # fmt: skip

    person = models.BigIntegerField()
    unit = models.BigIntegerField()
    path = models.CharField(max_length=200, db_collation="C")
    competency = models.BigIntegerField()
    required = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    held = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    gap = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    low = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    gap_points = _points()
    performance_points = _points()
    survey_points = _points()
    interview_points = _points()
    proposal_points = _points()
    signal_points = _points()
    factor = models.DecimalField(max_digits=4, decimal_places=2)
    weight = models.DecimalField(max_digits=9, decimal_places=3)
    place = models.SmallIntegerField()
    asked = models.BooleanField(default=False)
    contradicts = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    since = models.DateField()
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "person", "competency"], name="needs_need_once")]
        indexes = [
            models.Index(fields=["agency", "competency", "path"], name="needs_need_cell"),
            models.Index(fields=["agency", "-weight"], name="needs_need_weight"),
            models.Index(fields=["agency", "unit"], name="needs_need_unit"),
        ]


class NeedCell(AgencyModel):
    """Computed: one unit alone and one competency. Sums, so that cells add up along the tree of units.

    people: how many people need it; asked: for how many of them somebody asked; contradicting: how many have sources
    that contradict each other; weight and the parts: sums of points, parts before the importance of service.
    """

    personal = frozenset()

    unit = models.BigIntegerField()
    path = models.CharField(max_length=200, db_collation="C")
    competency = models.BigIntegerField()
    people = models.IntegerField()
    asked = models.IntegerField()
    contradicting = models.IntegerField()
    weight = _points(digits=12)
    gap_points = _points(digits=12)
    performance_points = _points(digits=12)
    survey_points = _points(digits=12)
    interview_points = _points(digits=12)
    proposal_points = _points(digits=12)
    signal_points = _points(digits=12)
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "unit", "competency"], name="needs_needcell_once")]
        indexes = [models.Index(fields=["agency", "path"], name="needs_needcell_path")]

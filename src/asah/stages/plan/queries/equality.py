"""The price of equality of a scenario's newest run, and the point that was signed."""

import uuid

from asah.stages.plan.models import FairnessChoice, FairnessCurve, PlanRun


def curve_of(scenario: uuid.UUID) -> FairnessCurve | None:
    """The curve of the newest finished run; None while it is not computed."""
    run = PlanRun.objects.filter(scenario__uid=scenario, status=PlanRun.Status.DONE).order_by("-pk").first()
    return FairnessCurve.objects.filter(run=run).first() if run else None


def choice_of(scenario: uuid.UUID) -> FairnessChoice | None:
    """The newest signed choice of a scenario, whichever run it was signed on."""
    rows = FairnessChoice.objects.filter(curve__run__scenario__uid=scenario)
    return rows.order_by("-pk").first()

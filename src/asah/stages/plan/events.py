"""Facts of the stage plan and handles of its jobs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class SolveArgs:
    """run: id of the PlanRun."""

    run: int


@dataclass(frozen=True)
class ExportArgs:
    """run: id of the PlanRun; form: "xlsx" or "pdf"."""

    run: int
    form: str


SOLVE = Job("plan.solve", SolveArgs, _("Menyusun rencana"))
EXPORT = Job("plan.export", ExportArgs, _("Menyiapkan berkas rencana"))


@dataclass(frozen=True)
class PlanSubmitted:
    """A plan waits for a decision."""

    submission: int


@dataclass(frozen=True)
class PlanApproved:
    """A plan was approved: delivery may open classes from its seats."""

    run: int


@dataclass(frozen=True)
class PlanReturned:
    """A plan went back to its planner with a note."""

    submission: int

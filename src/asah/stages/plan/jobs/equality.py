"""Compute what equality costs, in a child process, from the frozen problem of a run."""

from asah.foundation.access.actor import system_actor
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents import files
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.plan import engine
from asah.stages.plan.events import FAIRNESS, FrontierArgs
from asah.stages.plan.models import PlanRun
from asah.stages.plan.rules.equality import FLOORS
from asah.stages.plan.services import keep_curve


@body(FAIRNESS)
def price_equality(context: JobContext, args: FrontierArgs) -> None:
    """Read the file, ask the planner, keep the points."""
    agency = Agency.objects.get(pk=context.agency)
    with agency_scope(agency.pk):
        text = files.read(PlanRun.objects.get(pk=args.run).problem_file).decode("utf-8")
    context.progress(0, len(FLOORS), "Menghitung harga pemerataan")
    points = engine.price_in_child(text, "distrik", FLOORS, lambda _share, _stage: None)
    with agency_scope(agency.pk):
        worker = system_actor(agency.pk, agency.zone)
        keep_curve(actor=worker, now=context.now(), run=args.run, points=points)

"""Walk a run's problem over budgets, a few at a time, letting other work pass between them."""

import logging
from dataclasses import replace

from asah.foundation.access.actor import system_actor
from asah.foundation.access.clock import today_in
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents import files
from asah.foundation.jobs.handles import Failed, JobContext, body
from asah.foundation.jobs.models import JobRun
from asah.stages.plan import engine
from asah.stages.plan.events import FRONTIER, FrontierArgs
from asah.stages.plan.jobs.solving import gathered_year
from asah.stages.plan.models import FrontierPoint, PlanRun
from asah.stages.plan.rules.frontier import budgets_around
from asah.stages.plan.rules.settings import Settings
from asah.stages.plan.services import keep_points

log = logging.getLogger("asah.plan")
AT_ONCE = 3  # budgets between two looks at who else waits for the worker


@body(FRONTIER)
def walk_frontier(context: JobContext, args: FrontierArgs) -> None:
    """Compute the next budgets; while some are left the job goes to the end of the queue and comes back."""
    agency = Agency.objects.get(pk=context.agency)
    with agency_scope(agency.pk):
        run = PlanRun.objects.get(pk=args.run)
        settings = Settings.read(run.settings)
        known = set(FrontierPoint.objects.filter(run=run).values_list("budget_rupiah", flat=True))
        problem_text, plan = files.read(run.problem_file).decode("utf-8"), files.read(run.plan_file)
        gathered = gathered_year(settings, today_in(agency, context.now()), f"{agency.slug} {settings.year}")
    kept = engine.with_text(gathered, problem_text)
    if not settings.fairness and gathered.problem.digest != kept.problem.digest:
        raise Failed("Data berubah sejak hitungan ini. Hitung rencana, lalu geser anggarannya.")
    wanted = budgets_around(settings.budget_rupiah)
    left = [budget for budget in wanted if budget not in known]
    done = len(wanted) - len(left)

    def tell(share: float, _stage: str) -> None:
        context.progress(done + int(share * min(AT_ONCE, len(left))), len(wanted), "Menghitung anggaran lain")

    now = left[:AT_ONCE]
    plans = engine.walk_in_child(problem_text, plan, now, tell) if now else {}
    if settings.budget_rupiah not in known:
        plans[settings.budget_rupiah] = plan
    _keep(context, agency, run, kept, plans, settings)
    if len(left) > AT_ONCE:
        with agency_scope(agency.pk):
            JobRun.objects.filter(pk=context.run).update(again=True)


def _keep(
    context: JobContext,
    agency: Agency,
    run: PlanRun,
    gathered: engine.Gathered,
    plans: dict[int, bytes],
    settings: Settings,
) -> None:
    """Judge the plans and keep them; one that breaks a rule is left out and logged, never shown."""
    points, proofs = [], {}
    for budget, content in plans.items():
        solution = engine.read_plan(content)
        problem = replace(gathered.problem, budget=budget)
        try:
            points.append(engine.point_of(gathered, problem, solution, settings))
        except ValueError as broken:
            log.error("frontier of run %s at %s: %s", run.pk, budget, broken)
            continue
        proofs[budget] = (solution.value, solution.bound)
    with agency_scope(agency.pk):
        worker = system_actor(agency.pk, agency.zone)
        keep_points(actor=worker, now=context.now(), run=run.pk, points=points, proofs=proofs)

"""A solved plan within a second: the real problem, the real referee, greedy's seats instead of the long search."""

from datetime import datetime
from typing import Any

from asah.foundation.access.actor import Actor, system_actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.models import JobRun
from asah.stages.plan import engine, services
from asah.stages.plan.jobs.solving import gathered_year
from asah.stages.plan.models import PlanRun, Scenario
from asah.stages.plan.rules.settings import Settings
from asah_planner.codec import dumps
from asah_planner.problem import Problem
from asah_planner.solution import Solution
from asah_planner.solvers.answer import answer
from asah_planner.solvers.certify import prices_to_dict
from asah_planner.solvers.compiled import compile_problem
from asah_planner.solvers.greedy import greedy
from asah_planner.solvers.pipeline import seating_of
from asah_planner.solvers.prices import World, descend, start_prices


def greedy_plan(problem: Problem) -> Solution:
    """Greedy's seats with a bound from a few passes of prices: a valid plan, though not the best one."""
    compiled = compile_problem(problem)
    world = World(compiled)
    root = descend(world, start_prices(world), passes=10)
    desk, _report = greedy(compiled)
    seating = seating_of(world, desk)
    person, offering = seating.rows()
    return answer(
        compiled,
        person,
        offering,
        seating.classes,
        bound=root.bound,
        prices=prices_to_dict(world, root.prices),
        method="greedy",
        attainable=world.attainable,
    )


def quick_run(agency: Any, actor: Actor, now: datetime, scenario: Scenario) -> PlanRun:
    """Ask for a run, solve it here, keep it; its job is done without a worker."""
    worker = system_actor(agency.pk, agency.zone)
    with agency_scope(agency.pk):
        run = services.request_plan(actor=actor, now=now, scenario=scenario.uid)
        settings = Settings.read(run.settings)
        gathered = gathered_year(settings, now.date(), f"{agency.slug} {settings.year}")
        services.freeze_problem(
            actor=worker, now=now, run=run.pk, text=gathered.text, problem_digest=gathered.problem.digest
        )
        plan = (dumps(greedy_plan(gathered.problem)) + "\n").encode()
        found = engine.read_answer(gathered, plan, settings, {})
        kept = services.keep_answer(actor=worker, now=now, run=run.pk, answer=found, plan=plan)
        JobRun.objects.filter(pk=run.job or 0).update(status="done", ended_at=now)
        return kept

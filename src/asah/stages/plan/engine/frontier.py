"""A run's problem at other budgets: the walk of the solver, each plan judged and reduced to what the slider shows."""

from asah.stages.plan.engine.gather import Gathered
from asah.stages.plan.engine.ledger import Ledger
from asah.stages.plan.rules.frontier import Part, Point
from asah.stages.plan.rules.settings import Settings
from asah_planner.codec import loads_solution
from asah_planner.measures import lorenz
from asah_planner.problem import Problem
from asah_planner.referee import check
from asah_planner.solution import Solution

QUANTILES = 101


def point_of(gathered: Gathered, problem: Problem, solution: Solution, settings: Settings) -> Point:
    """What the slider shows of a plan of `problem`. Raises ValueError when the referee finds a broken rule."""
    broken = check(problem, solution)
    if broken:
        raise ValueError("; ".join(str(one) for one in broken[:5]))
    ledger = Ledger(gathered, solution)
    planned: dict[int, int] = {}
    for seat in ledger.seats:
        planned[seat.person] = planned.get(seat.person, 0) + seat.jp
    hours = [float(one.jp_done + planned.get(one.row.person, 0)) for one in gathered.people if not one.barred]
    seats: dict[str, int] = {}
    for seat in ledger.seats:
        seats[seat.code] = seats.get(seat.code, 0) + 1
    parts = {
        code: Part(
            count,
            sum(ledger.classes.get(row.id, 0) for row in ledger.by_code[code]),
            ledger.costs[code],
            round(ledger.closed_by_code[code], 4),
        )
        for code, count in seats.items()
    }
    reached = sum(1 for value in hours if value >= settings.minimum_jp)
    return Point(
        budget_rupiah=problem.budget or 0,
        people=len(planned),
        at_floor=reached,
        below_floor=len(hours) - reached,
        gap_levels=round(ledger.gap_levels, 2),
        hours=tuple(round(share, 6) for _people, share in lorenz(hours, QUANTILES)),
        money_by_kind=ledger.money_by_kind(),
        programmes=parts,
    )


def read_plan(content: bytes) -> Solution:
    """A plan file."""
    return loads_solution(content.decode("utf-8"))

"""The independent judge: shares no code with the solvers, knows only the problem and the rules.

`check` returns every broken rule with the item it concerns, and recomputes the value and cost that the plan
claims. An empty list means that the plan may be stored.
"""

from __future__ import annotations

from asah_planner.problem import Problem
from asah_planner.rules import RULES, Broken, PlanView
from asah_planner.scoring import score
from asah_planner.solution import Solution

TOLERANCE = 1e-6


def check(problem: Problem, solution: Solution, *, bound: bool = False) -> list[Broken]:
    """Return all broken rules of `solution`; empty when the plan stands.

    With `bound` the certificate is recomputed from the stored prices too (slower: one exact search a person).
    """
    if solution.problem != problem.digest:
        return [Broken("same_problem", "digest", "the plan was made for another problem")]
    view = PlanView(problem, solution)
    broken = [found for rule in RULES for found in rule.judge(view)]
    if view.unknown:
        return broken
    broken += _claims(view)
    if bound:
        from asah_planner.certificate import bound_from_prices

        broken += _certificate(solution, bound_from_prices(problem, solution.prices), problem.sense == "min")
    return broken


def _claims(view: PlanView) -> list[Broken]:
    found = score(view)
    sign = -1.0 if view.problem.sense == "min" else 1.0
    broken = []
    claimed = sign * view.solution.value
    if abs(found.objective - claimed) > TOLERANCE * max(1.0, abs(claimed)):
        broken.append(
            Broken("value_is_true", "value", f"{view.solution.value} claimed, {sign * found.objective} found")
        )
    cost = view.solution.figures.get("cost")
    if cost != found.cost:
        broken.append(Broken("cost_is_true", "cost", f"{cost} rupiah claimed, {found.cost} found"))
    if sign * view.solution.bound < claimed - TOLERANCE * max(1.0, abs(claimed)):
        broken.append(Broken("bound_is_true", "bound", f"{view.solution.bound} is worse than the plan's own value"))
    hard = view.problem.floor.mode == "hard" and view.solution.status != "conflict"
    if hard and found.people_short:
        broken.append(
            Broken("floor_is_kept", "floor", f"{found.people_short} people below the floor, no conflict reported")
        )
    return broken


def _certificate(solution: Solution, found: float, minimise: bool) -> list[Broken]:
    sign = -1.0 if minimise else 1.0
    if solution.method in ("exact", "search"):
        return []  # proven by branch and bound, not by prices
    slack = TOLERANCE * max(1.0, abs(found))
    if sign * solution.bound < found - slack:
        return [Broken("bound_is_true", "bound", f"{solution.bound} claimed, the prices prove only {sign * found}")]
    return []

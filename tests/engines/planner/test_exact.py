"""Small problems: the plan equals exhaustive enumeration, every bound holds, every plan stands before the referee."""

from __future__ import annotations

import dataclasses

import pytest

from asah_planner.certificate import bound_from_prices
from asah_planner.codec import dumps, loads_solution
from asah_planner.generate import generate
from asah_planner.problem import Fairness
from asah_planner.referee import check
from asah_planner.solvers.pipeline import solve
from tests.engines.planner.brute import best_value
from tests.engines.planner.tiny import random_problem


@pytest.mark.parametrize("seed", range(60))
def test_the_plan_equals_exhaustive_enumeration(seed: int) -> None:
    problem = random_problem(seed, people=5, offerings=4)
    problem = dataclasses.replace(problem, mode="exact", fairness=Fairness())
    plan = solve(problem, passes=30)
    assert check(problem, plan) == []
    assert plan.status == "optimal"
    assert plan.value == pytest.approx(best_value(problem), abs=1e-6)


@pytest.mark.parametrize("seed", range(100, 120))
def test_prices_prove_a_bound_that_no_plan_exceeds(seed: int) -> None:
    problem = random_problem(seed, people=8, offerings=5)
    plan = solve(dataclasses.replace(problem, mode="exact"), passes=60)
    proven = bound_from_prices(problem, plan.prices)
    assert proven >= plan.value - 1e-7 * max(1.0, abs(plan.value))


@pytest.mark.parametrize("seed", range(4))
def test_plans_found_through_prices_stand_with_every_kind_of_rule(seed: int) -> None:
    problem = random_problem(seed, people=320, offerings=14)
    money = None if problem.budget is None else problem.budget * 20
    funds = tuple(dataclasses.replace(f, amount=(f.amount or 0) * 20, quarters=()) for f in problem.funds)
    units = tuple(dataclasses.replace(u, away_cap=60, money=None) for u in problem.units)
    offers = tuple(
        dataclasses.replace(o, max_seats=o.max_seats * 5, min_seats=o.min_seats * 4) for o in problem.offerings
    )
    problem = dataclasses.replace(problem, budget=money, funds=funds, units=units, offerings=offers)
    plan = solve(problem, passes=60, rounds=1)
    assert check(problem, plan, bound=True) == []
    assert plan.gap < 100


def test_the_same_plan_for_any_number_of_threads() -> None:
    problem = generate(900, 20, seed=3)
    plans = [dumps(solve(problem, threads=n, passes=60, rounds=1)) for n in (1, 2)]
    assert plans[0] == plans[1]
    plan = loads_solution(plans[0])
    assert check(problem, plan, bound=True) == []
    assert plan.gap < 12

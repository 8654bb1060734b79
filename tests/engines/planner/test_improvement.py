"""Chains and class moves keep every rule and never lose value; what-ifs, frontier and fairness settings stand."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path

import numpy as np
import pytest

from asah_planner.cli import main
from asah_planner.codec import dumps
from asah_planner.fairness import report
from asah_planner.generate import generate
from asah_planner.problem import Fairness, Problem
from asah_planner.referee import check
from asah_planner.scenarios import frontier, what_if
from asah_planner.solution import Solution
from asah_planner.solvers.classes import choose_classes
from asah_planner.solvers.compiled import compile_problem
from asah_planner.solvers.improve import Improver
from asah_planner.solvers.pipeline import solve
from asah_planner.solvers.prices import World, descend, start_prices
from asah_planner.solvers.primal import first_seating
from asah_planner.solvers.repair import is_allowed
from asah_planner.solvers.seating import Seating, value_of
from asah_planner.solvers.warm import classes_of_plan, seating_of_plan


@pytest.fixture(scope="module")
def town() -> tuple[Problem, Solution]:
    problem = generate(600, 14, seed=11)
    return problem, solve(problem, passes=80, rounds=2)


def laid_out(problem: Problem) -> tuple[World, Seating, Improver]:
    w = World(compile_problem(problem))
    root = descend(w, start_prices(w), passes=60)
    classes, first = choose_classes(w, root)
    fixed = descend(w, first, passes=40, first=0.1, classes=classes)
    x, market = first_seating(w, classes, fixed)
    return w, x, Improver(w, market, x, interest=root.demand / w.c.seat_max)


def stock_of(w: World, x: Seating) -> Seating:
    """Return the same seats with what is left for sale counted from nothing."""
    from asah_planner.solvers.seating import empty_seating, seat_all

    y = empty_seating(w, x.classes)
    person, slot = np.nonzero(x.held_o >= 0)
    offering, pair = x.held_o[person, slot].astype(np.int64), x.held_k[person, slot]
    seat_all(person.astype(np.int64), offering, pair, w.town, y.stock, y.held_o, y.held_k)
    return y


def test_chains_and_class_moves_gain_what_they_say_and_keep_every_rule(town: tuple[Problem, Solution]) -> None:
    w, x, improver = laid_out(town[0])
    mu = improver.plain.rupiah

    def worth() -> float:
        person, offering = x.rows()
        pair = x.held_k[x.held_o >= 0]
        cost = w.c.seats[pair] * w.c.seat_cost[offering, w.c.zone[person]] + w.c.extra[pair]
        return value_of(w, x) - float((mu[offering] * cost).sum() + (mu * w.c.class_cost * x.classes).sum())

    before, value = worth(), value_of(w, x)
    gain = improver.chains(np.arange(w.c.people))
    assert gain >= 0
    assert worth() - before == pytest.approx(gain, abs=1e-6)
    kept, won = improver.class_round(tries=30)
    assert (kept > 0) == (won > 0)
    assert worth() - before == pytest.approx(gain + won, abs=1e-6)
    assert is_allowed(w, x)
    fresh = stock_of(w, x)
    for mine, counted in zip(x.stock, fresh.stock, strict=True):
        np.testing.assert_allclose(mine, counted, atol=1e-9)
    hall = improver.hall
    for o in range(w.c.offerings):
        inside = set(hall.roster[hall.first[o] : hall.first[o] + hall.seated[o]].tolist())
        assert inside == set(np.flatnonzero((x.held_o == o).any(axis=1)).tolist())
    assert value <= value_of(w, x) + abs(won) + abs(gain) + 1.0


def test_a_move_that_does_not_pay_leaves_no_trace(town: tuple[Problem, Solution]) -> None:
    w, x, improver = laid_out(town[0])
    before = [v.copy() for v in improver._state()]
    fullest = int(np.argmax(w.c.seat_max * x.classes - x.stock.seats))
    assert improver.attempt([fullest], []) == 0.0
    for old, now in zip(before, improver._state(), strict=True):
        np.testing.assert_array_equal(old, now)


def test_an_earlier_plan_is_taken_over_whole_where_it_still_fits(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    w = World(compile_problem(problem))
    x = seating_of_plan(w, plan, classes_of_plan(w.c, plan))
    assert value_of(w, x) == pytest.approx(plan.value)
    poorer = dataclasses.replace(problem, budget=int((problem.budget or 0) * 0.8))
    found = what_if(poorer, plan)
    assert check(poorer, found, bound=True) == []
    assert plan.value - 0.4 * abs(plan.value) < found.value <= plan.value


def test_a_blocked_unit_and_a_closed_class_are_what_ifs_too(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    unit = problem.people[0].unit
    blocked = dataclasses.replace(
        problem,
        units=tuple(dataclasses.replace(u, away_cap=0) if u.id == unit else u for u in problem.units),
        offerings=tuple(
            dataclasses.replace(o, max_classes=0) if o.id == next(iter(plan.classes)) else o for o in problem.offerings
        ),
    )
    assert check(blocked, what_if(blocked, plan), bound=True) == []


def test_the_frontier_rises_and_bends_down(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    budget = problem.budget or 0
    points = frontier(problem, [budget * k // 4 for k in (2, 3, 4, 5, 6)], start=plan, plans=True)
    values, bounds = [p.value or 0.0 for p in points], [p.bound for p in points]
    assert values == sorted(values)
    assert all(v <= b + 1e-9 for v, b in zip(values, bounds, strict=True))
    rises = np.diff(bounds)
    assert (rises > 0).all()
    assert all(a >= b - 1e-6 * abs(bounds[0]) for a, b in itertools.pairwise(rises))
    assert values[2] >= plan.value - 1e-9
    with pytest.raises(ValueError, match="budget -1 is negative"):
        frontier(problem, [-1], start=plan)


@pytest.mark.parametrize("fairness", [{"alpha": 2.0}, {"leximin": ("rank:r0", "rank:r3")}])
def test_a_fairness_setting_is_honoured_by_solve(town: tuple[Problem, Solution], fairness: dict[str, object]) -> None:
    problem, plan = town
    setting = Fairness(**fairness)  # type: ignore[arg-type]
    fair = dataclasses.replace(problem, fairness=setting)
    found = solve(fair, passes=40, rounds=0)
    assert check(fair, found, bound=True) == []
    assert found.method == "fair"
    groups = setting.leximin or tuple(sorted({g for x in problem.people for g in x.groups}))
    worst = [min(g.coverage for g in report(problem, s).groups if g.group in groups) for s in (plan, found)]
    assert worst[1] > worst[0] - 0.05
    assert float(str(found.figures["fair_gap"])) >= 0


def test_the_command_line_draws_the_frontier_and_fairness(
    town: tuple[Problem, Solution], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, plan = town
    file, answer = tmp_path / "problem.json", tmp_path / "plan.json"
    file.write_text(dumps(problem), encoding="utf-8")
    answer.write_text(dumps(plan), encoding="utf-8")
    picture, groups = tmp_path / "frontier.svg", tmp_path / "groups.svg"
    assert main(["frontier", str(file), "--start", str(answer), "--points", "3", "--svg", str(picture)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main(["measure", str(file), str(answer), "--kind", "rank", "--svg", str(groups)]) == 0
    assert "gini" in capsys.readouterr().out
    assert all(p.read_text(encoding="utf-8").startswith("<svg") for p in (picture, groups))
    assert main(["measure", str(file), str(answer), "--kind", "colour", "--svg", str(groups)]) == 2

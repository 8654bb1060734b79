"""Explanations, fairness, scenarios, shards and the lottery."""

from __future__ import annotations

import dataclasses
import hashlib
import math

import numpy as np
import pytest

from asah_planner import measures
from asah_planner.certificate import bound_from_prices
from asah_planner.explain import REASONS, Explainer, person
from asah_planner.fairness import justified_envy, leximin, price_of_fairness, report, with_alpha
from asah_planner.generate import generate
from asah_planner.lottery import chances, commitment, draw_seed, order_of, tied
from asah_planner.problem import Floor, Lock, Person, Problem, make_pairs
from asah_planner.referee import check
from asah_planner.scenarios import (
    changes,
    conflicts,
    frontier,
    price_of_money,
    replan,
    respond,
    shard_of,
    smallest_conflict,
    stock_worth,
    what_if,
)
from asah_planner.solution import Solution
from asah_planner.solvers.pipeline import solve
from tests.engines.planner.tiny import plain_problem, random_problem


@pytest.fixture(scope="module")
def town() -> tuple[Problem, Solution]:
    problem = generate(300, 10, seed=5)
    return problem, solve(problem, passes=80, rounds=0)


def test_every_person_gets_a_reason_for_every_programme(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    explainer = Explainer(problem, plan)
    seats = {(g.person, problem.offerings[problem.offering_index[g.offering]].programme) for g in plan.given}
    for x in problem.people:
        whys = explainer.person(x.id)
        assert len(whys) == int((problem.pairs.person == problem.person_index[x.id]).sum())
        for why in whys:
            assert why.reason in REASONS
            assert (why.reason == "given") == ((x.id, why.programme) in seats)
            assert 1 <= why.rank <= why.eligible
    states = {str(row["programme"]): row for row in explainer.programmes()}
    assert {row["state"] for row in states.values()} <= {"in", "margin", "out"}
    assert sum(int(str(row["seats"])) for row in states.values()) == len(plan.given)


REASON_CASES = [
    ({"people": (Person(id="i0", unit="u", done=("p0",)),)}, "done"),
    ({"closed_months": (1,)}, "not_open"),
    ({"people": (Person(id="i0", unit="u", unavailable=(1,)),)}, "not_available"),
    ({"locks": (Lock(person="i0", offering="o0", kind="out"),)}, "locked_out"),
    ({"n_max": 0}, "n_max"),
    ({"people": (Person(id="i0", unit="u", jp_max=5),)}, "jp_max"),
    ({"budget": 0}, "class_not_opened"),
]


@pytest.mark.parametrize(("changes_made", "reason"), REASON_CASES, ids=[r for _, r in REASON_CASES])
def test_the_reason_is_the_rule_that_decided(changes_made: dict[str, object], reason: str) -> None:
    base = plain_problem()
    alone = {"people": base.people[:1], "pairs": make_pairs([0], [0], [1.0])} | changes_made
    problem = dataclasses.replace(base, **alone)  # type: ignore[arg-type]
    plan = solve(problem, passes=20)
    assert [w.reason for w in person(problem, plan, "i0")] == [reason]


def test_full_seats_are_told_with_rank_and_without_a_cutoff_for_few() -> None:
    offers = (dataclasses.replace(plain_problem().offerings[0], max_classes=1, max_seats=2),)
    problem = plain_problem(offerings=offers, pairs=make_pairs([0, 1, 2], [0, 0, 0], [3.0, 2.0, 1.0]))
    plan = solve(problem, passes=40)
    why = person(problem, plan, "i2")[0]
    assert (why.reason, why.rank, why.eligible, why.cutoff) == ("seats_full", 3, 3, None)
    with pytest.raises(ValueError, match="'nobody' is not described"):
        person(problem, plan, "nobody")


def test_measures_agree_with_their_definitions() -> None:
    rng = np.random.default_rng(0)
    x = rng.exponential(1, 40)
    differences = np.abs(x[:, None] - x[None, :]).mean()
    assert measures.gini(x.tolist()) == pytest.approx(differences / (2 * x.mean()))
    assert measures.gini([1, 1, 1]) == pytest.approx(0)
    assert measures.jain([1, 0, 0, 0]) == pytest.approx(0.25)
    assert measures.lorenz([1, 1, 2])[-1] == (1.0, 1.0)
    groups = {"a": x[:25].tolist(), "b": x[25:].tolist()}
    whole = float((x / x.mean() * np.log(x / x.mean())).mean())
    assert sum(measures.theil(groups)) == pytest.approx(whole)
    assert measures.worst_to_best({"a": 0.3, "b": 0.6}) == pytest.approx(0.5)
    from scipy.stats import fisher_exact

    assert measures.difference_is_chance(3, 20, 15, 40) == pytest.approx(fisher_exact(np.array([[3, 17], [15, 25]]))[1])
    with pytest.raises(ValueError, match="at least 0"):
        measures.gini([-1, 2])


def test_the_report_counts_what_the_plan_gives(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    found = report(problem, plan)
    ranks = [g for g in found.groups if g.group.startswith("rank:")]
    assert sum(g.people for g in ranks) == len(problem.people)
    assert sum(g.received for g in ranks) == pytest.approx(float(str(plan.figures["gain"])))
    assert all(0 <= g.coverage <= 1 for g in found.groups)
    assert any(g.group == "sex:P" for g in found.groups)
    assert found.envy == len(justified_envy(problem, plan))


def test_more_equality_costs_more_and_leximin_raises_the_worst(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    groups = [f"rank:r{k}" for k in range(4)]
    curve = price_of_fairness(problem, groups, [0.0, 0.3, 0.9], passes=60)
    assert curve[0].price <= curve[1].price + 0.3 <= curve[2].price + 0.6
    assert curve[0].reachable
    assert not curve[2].reachable
    fair, floors = leximin(problem, groups, passes=40, steps=4)
    before = min(g.coverage for g in report(problem, plan).groups if g.group in groups)
    better = solve(fair, passes=80, rounds=0)
    after = min(g.coverage for g in report(problem, better).groups if g.group in groups)
    assert check(fair, better) == []
    assert min(floors.values()) > 0
    assert after > before - 0.02
    weights = {x.weight for x in with_alpha(problem, groups, 1.0, rounds=2, passes=30).people}
    assert len(weights) > 1
    assert with_alpha(problem, groups, 0.0) is problem


@pytest.mark.parametrize("parts", [2, 7])
def test_shards_give_the_bound_of_the_whole(town: tuple[Problem, Solution], parts: int) -> None:
    problem, plan = town
    cut = np.array_split(np.arange(len(problem.people)), parts)
    answers = [respond(shard_of(problem, part.tolist()), plan.prices) for part in cut]
    whole = respond(problem, plan.prices)
    total = sum(a.bound for a in answers) + stock_worth(problem, plan.prices)
    assert total == pytest.approx(whole.bound + stock_worth(problem, plan.prices), rel=1e-9)
    assert total == pytest.approx(bound_from_prices(problem, plan.prices), rel=1e-9)
    assert sum(a.cost for a in answers) == pytest.approx(whole.cost, abs=parts)


def test_more_money_never_lowers_the_bound_and_has_a_price(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    assert problem.budget is not None
    points = frontier(problem, [problem.budget // 2, problem.budget, problem.budget * 2], start=plan)
    assert points[0].bound < points[1].bound < points[2].bound
    price = price_of_money(problem, plan)
    assert price.points_a_million > 0
    assert price.holds_from <= problem.budget <= price.holds_to


def test_a_what_if_starts_warm_and_stands(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    assert problem.budget is not None
    changed = dataclasses.replace(problem, budget=int(problem.budget * 0.9))
    found = what_if(changed, plan)
    assert check(changed, found, bound=True) == []
    assert found.value <= plan.value


def test_replanning_keeps_the_past_and_changes_little(town: tuple[Problem, Solution]) -> None:
    problem, plan = town
    rest = replan(problem, plan, from_month=7)
    found = solve(rest, passes=60, rounds=0)
    offering = {o.id: o for o in problem.offerings}
    assert check(rest, found) == []
    moved = changes(plan, found)
    assert all(offering[o].month >= 7 for _, o in moved.gained + moved.lost)
    assert len(moved.lost) < 0.5 * len(plan.given)


def test_conflicts_name_the_rule_that_stands_in_the_way() -> None:
    base = plain_problem(floor=Floor(jp=20, mode="hard"), budget=0)
    plan = solve(base, passes=20)
    assert plan.status == "conflict"
    found = conflicts(base, plan, passes=20)
    assert found.relaxations[0] == ("budget", 3)
    assert smallest_conflict(base, passes=20) == ("budget",)
    free = plain_problem()
    assert conflicts(free, solve(free, passes=20)).wishes == ()


def test_the_lottery_is_reproducible_by_a_short_script() -> None:
    codes = [f"K{n:03d}" for n in range(50)]
    seed = draw_seed(codes, ["7123.45", "6"])
    order = order_of(seed, codes)
    again = sorted(codes, key=lambda c: hashlib.sha256((seed + "|" + c).encode()).hexdigest())
    assert list(order) == again
    assert seed == hashlib.sha256("\n".join([*codes, "7123.45", "6"]).encode()).hexdigest()
    assert commitment(codes, 10, "aturan") != commitment(codes, 11, "aturan")
    assert tied([5, 4, 3, 3, 3, 1], 3, 0.0) == (2, 3)
    assert list(chances([5, 4, 3, 3, 3, 1], 3, 0.0)) == pytest.approx([1, 1, 1 / 3, 1 / 3, 1 / 3, 0])
    assert math.isclose(sum(chances([5, 4, 3, 3, 3, 1], 3, 1.0)), 3)
    with pytest.raises(ValueError, match="twice"):
        order_of(seed, ["a", "a"])


def test_renaming_people_changes_nothing_but_ties() -> None:
    problem = dataclasses.replace(random_problem(3, people=6), mode="exact")
    order = np.random.default_rng(1).permutation(len(problem.people))
    place = np.argsort(order)
    q = problem.pairs
    pairs = make_pairs(place[q.person], q.programme, q.value, cost=q.cost, seats=q.seats, duty=q.duty, asked=q.asked)
    mixed = dataclasses.replace(problem, people=tuple(problem.people[k] for k in order), pairs=pairs)
    assert solve(mixed, passes=30).value == pytest.approx(solve(problem, passes=30).value)

"""Every rule of the table is broken once by hand, and the referee names the rule and the item."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from asah_planner.problem import Fund, Limit, Lock, Offering, Person, Problem, Programme, Resource, Unit
from asah_planner.referee import check
from asah_planner.rules import RULES
from asah_planner.solution import Given, Solution
from asah_planner.solvers.pipeline import solve
from tests.engines.planner.tiny import plain_problem, random_problem


def plan(problem: Problem, seats: str, classes: dict[str, int] | None = None) -> Solution:
    """Return a plan from seats written "i0:o0 i1:o0"; one class an offering unless told."""
    given = tuple(Given(person=s.split(":")[0], offering=s.split(":")[1]) for s in seats.split())
    opened: dict[str, Any] = {g.offering: 1 for g in given} if classes is None else dict(classes)
    return Solution(
        problem=problem.digest, seed=1, status="feasible", value=0.0, bound=1e9, gap=100.0, given=given, classes=opened
    )


def offer(k: int, **changes: Any) -> Offering:
    return dataclasses.replace(plain_problem().offerings[k], **changes)


def person(**changes: Any) -> tuple[Person, ...]:
    return (dataclasses.replace(plain_problem().people[0], **changes), *plain_problem().people[1:])


def programmes(**changes: Any) -> tuple[Programme, ...]:
    first = plain_problem().programmes
    return (first[0], dataclasses.replace(first[1], **changes), first[2])


BREAKS: list[tuple[str, dict[str, Any], str, dict[str, int] | None, str]] = [
    ("seats_are_known", {}, "i9:o0", None, "i9"),
    ("seats_are_known", {}, "i0:o0 i0:o0", None, "i0 / o0"),
    ("only_who_can_gain", {"pairs": dataclasses.replace(plain_problem().pairs)}, "i0:o3", {"o3": 1}, "i0 / o3"),
    ("nothing_twice", {"people": person(done=("p0",))}, "i0:o0", None, "i0 / p0"),
    ("one_per_competency", {"programmes": programmes(competency="c0")}, "i0:o0 i0:o1", None, "i0 / c0"),
    ("one_absence_a_month", {"offerings": (offer(0), offer(1, month=1))}, "i0:o0 i0:o1", None, "i0 / month 1"),
    ("at_most_n_max", {"n_max": 1}, "i0:o0 i0:o1", None, "i0"),
    ("at_most_jp_max", {"people": person(jp_max=24)}, "i0:o0 i0:o1", None, "i0"),
    ("prerequisites_first", {"programmes": programmes(prerequisites=("p0",))}, "i0:o1", None, "i0 / o1"),
    ("only_when_in_service", {"people": person(last_month=1)}, "i0:o1", None, "i0 / o1"),
    ("only_when_in_service", {"people": person(unavailable=(1,))}, "i0:o0", None, "i0 / o0"),
    ("locks_are_kept", {"locks": (Lock(person="i0", offering="o0"),)}, "i1:o0", None, "i0 / o0"),
    ("locks_are_kept", {"locks": (Lock(person="i0", offering="o0", kind="out"),)}, "i0:o0", None, "i0 / o0"),
    ("class_counts", {}, "i0:o0", {"o0": 3}, "o0"),
    ("class_seats", {}, "i0:o0 i1:o0 i2:o0", {"o0": 1}, "o0"),
    ("class_seats", {}, "i0:o0", {"o0": 2}, "o0"),
    ("closed_months", {"closed_months": (1,)}, "i0:o0", None, "o0"),
    ("banned_tags", {"banned_tags": ("visit",)}, "i0:o0", None, "o0"),
    ("resources_suffice", {"resources": (Resource(id="room", capacity=0),)}, "i0:o0", None, "room / month 1"),
    ("unit_keeps_running", {"units": (Unit(id="u", away_cap=1),)}, "i0:o0 i1:o0", None, "u / month 1"),
    ("policy_limits", {"limits": (Limit(id="few", tag="visit", at_most=1),)}, "i0:o0 i1:o0", None, "few"),
    ("budget_holds", {"budget": 11}, "i0:o0 i1:o0", None, "budget"),
    ("funds_hold", {"funds": (Fund(id="f", amount=5),)}, "i0:o0", None, "f"),
    ("funds_hold", {"funds": (Fund(id="f", quarters=(5, 99, 99, 99)),)}, "i0:o0", None, "f / quarter 1"),
    ("unit_money_holds", {"units": (Unit(id="u", money=5),)}, "i0:o0", None, "u"),
    (
        "funds_pay_their_own",
        {
            "units": (Unit(id="u"), Unit(id="v")),
            "funds": (Fund(id="f", units=("v",)),),
            "people": (*person(), Person(id="i9", unit="v")),
        },
        "i0:o0",
        None,
        "i0 / o0",
    ),
]


@pytest.mark.parametrize(("rule", "changes", "seats", "classes", "item"), BREAKS)
def test_a_broken_rule_is_named(
    rule: str, changes: dict[str, Any], seats: str, classes: dict[str, int] | None, item: str
) -> None:
    if rule == "only_who_can_gain":
        extra = (*plain_problem().programmes, Programme(id="p3"))
        offers = (*plain_problem().offerings, Offering(id="o3", programme="p3", month=5))
        changes = {"programmes": extra, "offerings": offers}
    problem = plain_problem(**changes)
    found = {(b.rule, b.item) for b in check(problem, plan(problem, seats, classes))}
    assert any(r == rule and i.startswith(item) for r, i in found), found


def test_every_rule_of_the_table_is_tested_and_has_a_source() -> None:
    assert {r.name for r in RULES} == {b[0] for b in BREAKS}
    assert all(r.source and r.judge.__doc__ for r in RULES)


def test_a_plan_without_faults_passes_and_false_claims_do_not() -> None:
    problem = plain_problem()
    good = solve(problem)
    assert check(problem, good) == []
    lie = dataclasses.replace(good, value=good.value + 1, bound=good.bound + 2)
    assert [b.rule for b in check(problem, lie)] == ["value_is_true"]
    cheap = dataclasses.replace(good, figures=good.figures | {"cost": 0})
    assert [b.rule for b in check(problem, cheap)] == ["cost_is_true"]
    boast = dataclasses.replace(good, bound=good.value - 1)
    assert [b.rule for b in check(problem, boast)] == ["bound_is_true"]
    assert [b.rule for b in check(plain_problem(budget=5), good)] == ["same_problem"]


@pytest.mark.parametrize("seed", range(40))
def test_plans_of_random_problems_stand(seed: int) -> None:
    problem = random_problem(seed)
    found = solve(problem)
    assert check(problem, found) == []

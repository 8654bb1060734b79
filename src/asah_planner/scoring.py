"""The objective of a plan, spelled out slowly and plainly for the judge (solvers have their own arithmetic).

objective = sum of pair values x person weight x (1 + waiting_rate x waiting_years) + favours + steps reached
            - floor_rate x lesson hours missing - duty_penalty x duties missed
            - floor_penalty x value missing below group floors - money_weight x rupiah spent
"""

from __future__ import annotations

from dataclasses import dataclass

from asah_planner.problem import Person, Problem, Step
from asah_planner.rules.view import PlanView


@dataclass(frozen=True, slots=True)
class Score:
    """Totals of a plan. `gain` is the value of seats alone, `objective` what is made large."""

    objective: float
    gain: float
    cost: int
    people_short: int
    jp_short: int
    duties_missed: int
    group_shortfall: float


def weight_of(problem: Problem, person: Person) -> float:
    """Return the factor on a person's values."""
    return person.weight * (1.0 + problem.waiting_rate * person.waiting_years)


def step_applies(step: Step, person: Person) -> bool:
    """Return whether a step's value is open to a person."""
    return not step.group or step.group in person.groups


def step_jp(view: PlanView, step: Step, person: Person) -> int:
    """Return the lesson hours of the plan that count towards a step, with those already done."""
    jp = person.jp_done if step.counts_done else 0
    for o in view.bundles.get(person.id, []):
        programme = view.programme[o.programme]
        if not step.tag or step.tag in programme.tags:
            jp += programme.jp
    return jp


def person_gain(view: PlanView, person: Person) -> float:
    """Return the weighted value of a person's seats, without favours, steps and penalties."""
    factor = weight_of(view.problem, person)
    sign = -1.0 if view.problem.sense == "min" else 1.0
    found = (view.pair.get((person.id, o.programme)) for o in view.bundles.get(person.id, []))
    return sum(sign * f.value * factor for f in found if f is not None)


def group_shortfall(view: PlanView) -> float:
    """Return the value missing below all group floors."""
    floors = view.problem.fairness.floors
    if not floors:
        return 0.0
    from asah_planner.certificate import attainable

    best = attainable(view.problem)
    missing = 0.0
    for group, share in floors:
        members = [x for x in view.problem.people if group in x.groups]
        received = sum(person_gain(view, x) for x in members)
        missing += max(0.0, share * sum(best[x.id] for x in members) - received)
    return missing


def score(view: PlanView) -> Score:
    """Return the totals of a plan."""
    p = view.problem
    gain, extra, people_short, jp_short, duties = 0.0, 0.0, 0, 0, 0
    seats = {(g.person, g.offering) for g in view.solution.given}
    for x in p.people:
        gain += person_gain(view, x)
        short = max(0, p.floor_of(x) - x.jp_done - view.jp_given(x.id))
        people_short += short > 0
        jp_short += short
        extra += sum(s.value for s in p.steps if step_applies(s, x) and step_jp(view, s, x) >= s.jp)
    extra += sum(f.value for f in p.favours if (f.person, f.offering) in seats)
    for (person, programme), facts in view.pair.items():
        if facts.duty and programme not in view.person[person].done:
            duties += all(o.programme != programme for o in view.bundles.get(person, []))
    cost = sum(view.offering_cost(o) for o in p.offerings)
    missing = group_shortfall(view)
    objective = gain + extra - p.floor_rate * jp_short - p.duty_penalty * duties
    objective -= p.fairness.floor_penalty * missing + p.money_weight * cost
    return Score(objective, gain, cost, people_short, jp_short, duties, missing)

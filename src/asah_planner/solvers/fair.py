"""A fairness setting (alpha, max-min, leximin) worked into weights and floors, which the usual solver honours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from asah_planner.problem import LEXIMIN_ALPHA, Fairness, Problem
from asah_planner.solvers.compiled import compile_problem
from asah_planner.solvers.prices import World, attainable_values, descend, respond, start_prices


def members_of(problem: Problem, *, by_sex: bool = True) -> dict[str, list[int]]:
    """Return the positions of people by group; sex is added as `sex:...` for measuring."""
    out: dict[str, list[int]] = defaultdict(list)
    for i, x in enumerate(problem.people):
        extra = (f"sex:{x.sex}",) if by_sex and x.sex else ()
        for g in dict.fromkeys((*x.groups, *extra)):
            out[g].append(i)
    return dict(sorted(out.items()))


def with_alpha(problem: Problem, groups: Sequence[str], alpha: float, *, rounds: int = 5, passes: int = 80) -> Problem:
    """Return the problem whose plans maximise alpha-fair welfare over `groups` (Mo & Walrand 2000).

    Weights are the slopes of the welfare at the coverage reached, found by a few rounds of price descent; alpha 0
    returns the problem as it is. People outside all groups keep their weight.
    """
    if alpha < 0:
        raise ValueError("alpha must be at least 0; for max-min use leximin")
    if alpha == 0:
        return problem
    members = members_of(problem)
    best = attainable_values(World(compile_problem(problem)))
    weight = dict.fromkeys(groups, 1.0)
    found = problem
    for _ in range(rounds):
        w = World(compile_problem(replace(found, fairness=Fairness())))
        d = descend(w, start_prices(w), passes=passes)
        gain = respond(w, d.prices).gain
        scale = np.array([a.weight / max(b.weight, 1e-12) for a, b in zip(problem.people, found.people, strict=True)])
        for g in groups:
            who = members[g]
            coverage = max(0.02, float((gain * scale)[who].sum()) / max(1e-12, float(best[who].sum())))
            weight[g] = float(np.sqrt(weight[g] * coverage**-alpha))
        mean = sum(weight.values()) / len(weight)
        factor = np.ones(len(problem.people))
        for g in groups:
            factor[members[g]] *= weight[g] / mean
        people = tuple(
            replace(x, weight=round(x.weight * float(f), 9)) for x, f in zip(problem.people, factor, strict=True)
        )
        found = replace(problem, people=people)
    return found


def leximin(
    problem: Problem, groups: Sequence[str], *, passes: int = 30, steps: int = 5, slack: float = 0.005
) -> tuple[Problem, dict[str, float]]:
    """Return the problem with leximin floors on `groups`, and the floors.

    The worst group is raised as far as prices can (bisection on the common floor); groups at their limit are fixed
    at (1 - slack) of it, and the others go on rising; at most as many rounds as groups.
    """
    trial = _Trial(problem, groups, passes)
    fixed: dict[str, float] = {}
    rising = list(groups)
    low = 0.0
    while rising:
        high = 1.0
        stuck: list[str] = []
        for _ in range(steps):
            middle = 0.5 * (low + high)
            over = [g for g in trial.over(fixed | dict.fromkeys(rising, middle)) if g in rising]
            if over:
                high, stuck = middle, over
            else:
                low = middle
        if not stuck:
            fixed |= dict.fromkeys(rising, low)
            break
        for g in stuck:
            fixed[g] = low * (1 - slack)
        rising = [g for g in rising if g not in stuck]
    floors = tuple(sorted(fixed.items()))
    return replace(problem, fairness=Fairness(floors=floors, floor_penalty=20.0)), fixed


class _Trial:
    """Tries floors by a short price descent: a group whose price climbs to the penalty cannot be brought there."""

    def __init__(self, problem: Problem, groups: Sequence[str], passes: int) -> None:
        self.passes, self.groups = passes, sorted(groups)
        fair = Fairness(floors=tuple((g, 1.0) for g in self.groups), floor_penalty=5.0)
        self.w = World(compile_problem(replace(problem, fairness=fair)))
        self.whole = self.w.target.copy()  # attainable value by group
        self.w.target = 0.0 * self.whole
        self.prices = descend(self.w, start_prices(self.w), passes=2 * passes, first=0.3).prices

    def over(self, floors: dict[str, float]) -> list[str]:
        """Return the groups that these floors ask too much of."""
        self.w.target = np.array([floors[g] for g in self.groups]) * self.whole
        found = descend(self.w, self.prices, passes=self.passes, first=1.0, last=0.03)
        most = 0.9 * self.w.c.problem.fairness.floor_penalty
        return [g for g, price in zip(self.groups, found.last.group.tolist(), strict=True) if price > most]


def worked_out(problem: Problem) -> Problem:
    """Return the problem in which the fairness setting has become plain weights and floors."""
    groups = problem.fairness.leximin or tuple(sorted({g for x in problem.people for g in x.groups}))
    if problem.fairness.alpha == LEXIMIN_ALPHA or problem.fairness.leximin:
        return leximin(problem, groups)[0]
    if problem.fairness.alpha == 0:
        return problem
    found = with_alpha(problem, groups, problem.fairness.alpha)
    return replace(found, fairness=replace(found.fairness, alpha=0.0))

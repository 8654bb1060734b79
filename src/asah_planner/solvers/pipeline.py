"""From a problem to a plan."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from asah_planner.certificate import attainable
from asah_planner.problem import Problem
from asah_planner.solution import Solution
from asah_planner.solvers.answer import answer
from asah_planner.solvers.compiled import Compiled, compile_problem
from asah_planner.solvers.greedy import Desk, greedy

Progress = Callable[[dict[str, object]], None]


def seats_of(desk: Desk) -> tuple[np.ndarray, np.ndarray]:
    """Return people and offerings of all seats."""
    rows = [(i, o) for i, held in enumerate(desk.bundle) for o, _ in held]
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def loose_bound(c: Compiled) -> float:
    """Return a bound without prices: everybody gets all that has positive worth."""
    hours = c.rate * np.minimum(c.jp[c.prog], c.need[c.pair_person])
    worth = np.maximum(0.0, np.where(c.mask > 0, c.value + c.duty + hours, 0.0))
    total = float(worth.sum() - c.duty.sum() - c.rate * c.need.sum())
    return total + float(np.maximum(0.0, c.fav_value).sum() + c.step_value.sum())


def solve(
    problem: Problem,
    *,
    seed: int | None = None,
    threads: int = 0,
    progress: Progress | None = None,
    start: Solution | None = None,
) -> Solution:
    """Return a plan with its bound. The same problem and seed give the same plan for any number of `threads`.

    `progress` is told the stage reached; `start` may hold a plan of a similar problem whose prices are a good start.
    """
    del seed, threads, start
    c = compile_problem(problem)
    if progress:
        progress({"stage": "greedy", "done": 0.5})
    desk, broken = greedy(c)
    person, offering = seats_of(desk)
    best = None
    if problem.fairness.floors:
        by_person = attainable(problem)
        best = np.array([by_person[x.id] for x in problem.people])
    return answer(
        c,
        person,
        offering,
        desk.classes,
        bound=loose_bound(c),
        method="greedy",
        conflicts=tuple(broken),
        attainable=best,
    )

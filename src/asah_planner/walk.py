"""The command `walk`: plans of one problem at several budgets, each starting from its neighbour.

What a slider over budgets needs: whole plans, not only values. Each plan is written as soon as it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from asah_planner.codec import dumps
from asah_planner.problem import Problem
from asah_planner.solution import Solution
from asah_planner.solvers.pipeline import solve

PASSES = 40  # of the price descent, from the neighbour's prices
ROUNDS = 0  # no repair: an estimate is asked for, the exact plan is a solve of its own


def outwards(budget: int, budgets: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """Budgets from the problem's own downwards, then upwards; True marks the first of a side."""
    below = sorted((b for b in budgets if b <= budget), reverse=True)
    above = sorted(b for b in budgets if b > budget)
    for side in (below, above):
        for place, one in enumerate(side):
            yield one, place == 0


def walk(
    problem: Problem,
    budgets: Sequence[int],
    *,
    start: Solution,
    folder: Path,
    progress: Callable[[dict[str, object]], None] | None = None,
) -> None:
    """Write `folder/<budget>.json` for every budget (rupiah). Raises ValueError for a problem without a budget."""
    if problem.budget is None or any(one < 0 for one in budgets):
        raise ValueError("walk: needs a problem with a budget, and budgets of at least 0")
    near = start
    for done, (budget, is_first) in enumerate(outwards(problem.budget, budgets), 1):
        near = start if is_first else near
        near = solve(replace(problem, budget=budget), start=near, passes=PASSES, rounds=ROUNDS)
        (folder / f"{budget}.json").write_text(dumps(near) + "\n", encoding="utf-8")
        if progress:
            progress({"stage": "walk", "done": done / len(budgets), "budget": budget})

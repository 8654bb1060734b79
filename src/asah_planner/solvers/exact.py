"""The whole model in one mixed-integer programme: proves small and medium problems."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from asah_planner.solvers.milp import all_columns, build, start_from, to_highs, with_solution
from asah_planner.solvers.prices import World
from asah_planner.solvers.seating import Seating, empty_seating


@dataclass
class Exact:
    """The best seating found, a bound on every plan, and whether the two are proven equal."""

    seating: Seating | None
    bound: float
    proven: bool


def solve_whole(w: World, *, start: Seating | None = None, nodes: int | None = None, gap: float = 0.0) -> Exact:
    """Return the optimum (or the best within `nodes` branch-and-bound nodes) of the whole problem.

    A hard floor is first taken literally; when that leaves no plan, the nearest plan is sought instead.
    """
    if w.c.problem.floor.mode == "hard":
        found = _solve(w, start=None, nodes=nodes, gap=gap, hard=True)
        if found.seating is not None:
            return found
    return _solve(w, start=start, nodes=nodes, gap=gap, hard=False)


def _solve(w: World, *, start: Seating | None, nodes: int | None, gap: float, hard: bool) -> Exact:
    c = w.c
    who = np.ones(c.people, bool)
    pair, offering = all_columns(w, who)
    empty = empty_seating(w, np.zeros(c.offerings, np.int64))
    model = build(w, who, pair, offering, empty, hard_floor=hard, linked=True)
    h = to_highs(model)
    h.setOptionValue("mip_rel_gap", gap)
    h.setOptionValue("mip_abs_gap", 1e-9)
    if nodes is not None:
        h.setOptionValue("mip_max_nodes", nodes)
    if start is not None:
        start_from(h, w, model, start)
    h.run()
    status = h.getModelStatus()
    found = np.array(h.getSolution().col_value)
    if status == highspy.HighsModelStatus.kInfeasible or len(found) != len(model.cost):
        return Exact(None, np.inf, False)
    shift = model.constant + w.constant
    seating = with_solution(w, empty, model, found)
    bound = float(h.getInfo().mip_dual_bound) + shift
    return Exact(seating, bound, status == highspy.HighsModelStatus.kOptimal and gap == 0.0)

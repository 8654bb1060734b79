"""Compiles the kernels ahead of the first plan. What is compiled lies in numba's cache and serves every later process.

The cache stands beside the source files, or in the folder that the environment variable NUMBA_CACHE_DIR names.
"""

from __future__ import annotations

import time


def warm() -> float:
    """Solve a small generated town once, so that every kernel is compiled and kept; return the seconds it took."""
    from asah_planner.generate import generate
    from asah_planner.solvers.compiled import compile_problem
    from asah_planner.solvers.pipeline import price_and_seat
    from asah_planner.solvers.prices import World, descend, start_prices
    from asah_planner.solvers.primal import Effort

    began = time.perf_counter()
    w = World(compile_problem(generate(150, 8, seed=1)))
    root = descend(w, start_prices(w), passes=3)
    price_and_seat(w, root, 1, Effort(rounds=1), 0.0, None, lambda stage, **facts: None)
    return time.perf_counter() - began

"""`python -m bench.planner [--quick]`: certified gap of our plan beside greedy and HiGHS on the same instance."""

from __future__ import annotations

import argparse
import time

from asah_planner.generate import generate
from asah_planner.solvers.compiled import compile_problem
from asah_planner.solvers.exact import solve_whole
from asah_planner.solvers.greedy import greedy
from asah_planner.solvers.pipeline import seating_of, solve
from asah_planner.solvers.prices import World
from asah_planner.solvers.seating import value_of


def main() -> None:
    """Print one table and one closing line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    people, programmes = (300, 10) if quick else (4905, 60)
    problem = generate(people, programmes, seed=1)
    rows = []
    began = time.perf_counter()
    plan = solve(problem)
    rows.append(("asah_planner", plan.value, time.perf_counter() - began))
    w = World(compile_problem(problem))
    began = time.perf_counter()
    rows.append(("greedy", value_of(w, seating_of(w, greedy(w.c)[0])), time.perf_counter() - began))
    began = time.perf_counter()
    found = solve_whole(w, nodes=1)
    value = value_of(w, found.seating) if found.seating is not None else float("nan")
    rows.append(("HiGHS, full model, one node", value, time.perf_counter() - began))
    print(f"{people} people x {programmes} programmes, bound {plan.bound:.3f}")
    for name, value, seconds in rows:
        gap = 100 * (plan.bound - value) / abs(plan.bound)
        print(f"{name:30} value {value:12.3f}  gap {gap:8.3f} %  {seconds:7.1f} s")
    gaps = [100 * (plan.bound - value) / abs(plan.bound) for _, value, _ in rows]
    print(f"planner: {gaps[0]:.4f}, {gaps[1]:.4f}, {gaps[0] / gaps[1] if gaps[1] else 1.0:.4f}")


if __name__ == "__main__":
    main()

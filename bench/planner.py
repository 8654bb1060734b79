"""The planner beside what one would pick instead: HiGHS and CP-SAT on the full model, HiGHS's LP, and greedy.

`python -m bench.planner [--quick] [--sizes 5000x60,20000x150] [--rival-seconds 120] [--write]`. Every row is run in a
process of its own on the same frozen problem file, so that memory is its own. `--write` puts the table, with the
machine it was measured on, into docs/reference/bench-planner.md. CP-SAT is run when ortools is installed.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from asah_planner.codec import dumps, loads_problem
from asah_planner.generate import generate
from asah_planner.problem import Problem
from bench._table import closing, print_table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "bench-planner.md"
GOALS = {"5000x60": (0.5, 60.0), "20000x150": (0.5, 120.0), "50000x300": (0.5, 180.0), "200000x300": (1.0, 600.0)}


@dataclass
class Row:
    """What one method reached: value and bound (None: none found), seconds, megabytes at most."""

    method: str
    value: float | None
    bound: float | None
    seconds: float
    megabytes: float
    says: str = ""


def ours(problem: Problem, seconds: float) -> tuple[float | None, float | None, str]:
    """Plan and bound of asah_planner."""
    from asah_planner.solvers.pipeline import solve

    del seconds
    plan = solve(problem)
    return plan.value, plan.bound, plan.status


def bound_alone(problem: Problem, seconds: float) -> tuple[float | None, float | None, str]:
    """The price descent alone."""
    from asah_planner.solvers.compiled import compile_problem
    from asah_planner.solvers.pipeline import root_prices
    from asah_planner.solvers.prices import World

    del seconds
    return None, root_prices(World(compile_problem(problem))).bound, "prices"


def greedy(problem: Problem, seconds: float) -> tuple[float | None, float | None, str]:
    """Seats by value per rupiah."""
    from asah_planner.solvers.compiled import compile_problem
    from asah_planner.solvers.greedy import greedy as by_ratio
    from asah_planner.solvers.pipeline import seating_of
    from asah_planner.solvers.prices import World
    from asah_planner.solvers.seating import value_of

    del seconds
    w = World(compile_problem(problem))
    return value_of(w, seating_of(w, by_ratio(w.c)[0])), None, "greedy"


def highs(problem: Problem, seconds: float, *, relax: bool) -> tuple[float | None, float | None, str]:
    """HiGHS on the whole model, or on its linear relaxation, within a time limit."""
    import numpy as np

    from asah_planner.solvers.compiled import compile_problem
    from asah_planner.solvers.milp import all_columns, build, to_highs
    from asah_planner.solvers.prices import World
    from asah_planner.solvers.seating import empty_seating

    w = World(compile_problem(problem))
    who = np.ones(w.c.people, bool)
    model = build(w, who, *all_columns(w, who), empty_seating(w, np.zeros(w.c.offerings, np.int64)))
    h = to_highs(model, relax=relax)
    h.setOptionValue("time_limit", seconds)
    h.run()
    info, shift = h.getInfo(), model.constant + w.constant
    status = h.modelStatusToString(h.getModelStatus())
    found = info.primal_solution_status == 2
    value = float(info.objective_function_value) + shift if found else None
    if relax:
        return None, value if status == "Optimal" else None, status
    return value, float(info.mip_dual_bound) + shift, status


def highs_milp(problem: Problem, seconds: float) -> tuple[float | None, float | None, str]:
    """HiGHS, full model."""
    return highs(problem, seconds, relax=False)


def highs_lp(problem: Problem, seconds: float) -> tuple[float | None, float | None, str]:
    """HiGHS, linear relaxation."""
    return highs(problem, seconds, relax=True)


def cp_sat(problem: Problem, seconds: float) -> tuple[float | None, float | None, str]:
    """CP-SAT on the full model (the same rows as HiGHS gets, numbers scaled to whole ones)."""
    import numpy as np
    from ortools.sat.python import cp_model

    from asah_planner.solvers.compiled import compile_problem
    from asah_planner.solvers.milp import all_columns, build
    from asah_planner.solvers.prices import World
    from asah_planner.solvers.seating import empty_seating

    w = World(compile_problem(problem))
    who = np.ones(w.c.people, bool)
    x = build(w, who, *all_columns(w, who), empty_seating(w, np.zeros(w.c.offerings, np.int64)))
    model = cp_model.CpModel()
    top = np.where(np.isfinite(x.high), x.high, 1e6)
    scale = 1e4
    variables = [model.new_int_var(int(a), int(b), "") for a, b in zip(x.low, top, strict=True)]
    row, col = np.concatenate(x.rows.row), np.concatenate(x.rows.col)
    val, low, high = np.concatenate(x.rows.val), np.concatenate(x.rows.low), np.concatenate(x.rows.high)
    order = np.argsort(row, kind="stable")
    starts = np.searchsorted(row[order], np.arange(x.rows.count + 1))
    for r in range(x.rows.count):
        at = order[starts[r] : starts[r + 1]]
        whole = bool(np.all(np.rint(val[at]) == val[at]))
        factor = 1.0 if whole else scale
        terms = sum(round(float(v) * factor) * variables[c] for v, c in zip(val[at], col[at], strict=True))
        if np.isfinite(low[r]):
            model.add(terms >= round(float(low[r]) * factor))
        if np.isfinite(high[r]):
            model.add(terms <= round(float(high[r]) * factor))
    model.maximize(sum(round(float(v) * scale) * variables[c] for c, v in enumerate(x.cost)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    shift = x.constant + w.constant
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    value = solver.objective_value / scale + shift if found else None
    return value, solver.best_objective_bound / scale + shift, solver.status_name(status)


METHODS: dict[str, Callable[[Problem, float], tuple[float | None, float | None, str]]] = {
    "asah_planner": ours,
    "asah_planner, bound alone": bound_alone,
    "greedy": greedy,
    "HiGHS, full model": highs_milp,
    "HiGHS, LP": highs_lp,
    "CP-SAT, full model": cp_sat,
}


def one(method: str, file: Path, seconds: float) -> None:
    """Run one method in this process and print its row as JSON."""
    problem = loads_problem(file.read_text(encoding="utf-8"))
    began = time.perf_counter()
    value, bound, says = METHODS[method](problem, seconds)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([method, value, bound, took, peak, says]))


def measured(method: str, file: Path, seconds: float) -> Row:
    """Run one method in a process of its own."""
    command = [sys.executable, "-m", "bench.planner", "--one", method, "--file", str(file)]
    command += ["--rival-seconds", str(seconds)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds * 3 + 900)
    except subprocess.CalledProcessError as failed:
        last = (failed.stderr.strip().splitlines() or ["died"])[-1]
        return Row(method, None, None, 0.0, 0.0, last[:60])
    except subprocess.TimeoutExpired:
        return Row(method, None, None, seconds * 3 + 900, 0.0, "stopped from outside")
    return Row(*json.loads(run.stdout.splitlines()[-1]))


def table(size: str, rows: list[Row], seconds: float) -> list[list[str]]:
    """Return one line a method: value, gap against our bound, seconds, memory."""
    bound = min(r.bound for r in rows if r.bound is not None)
    lines = []
    for r in rows:
        gap = "-" if r.value is None else f"{100 * (bound - r.value) / abs(bound):.3f} %"
        note = r.says
        if r.method == "asah_planner" and size in GOALS and r.value is not None:
            goal, limit = GOALS[size]
            reached = 100 * (bound - r.value) / abs(bound) <= goal and r.seconds <= limit
            note = f"goal {goal} % in {limit:.0f} s {'reached' if reached else 'not reached'}"
        if r.value is None and r.bound is None and not note:
            note = f"nothing within {seconds:.0f} s"
        lines.append(
            [
                r.method,
                "-" if r.value is None else f"{r.value:.2f}",
                "-" if r.bound is None else f"{r.bound:.2f}",
                gap,
                f"{r.seconds:.1f} s",
                f"{r.megabytes:.0f} MB",
                note,
            ]
        )
    return lines


def machine() -> str:
    """Describe what this was measured on."""
    import os

    import numba
    import numpy

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = f"numpy {numpy.__version__}, numba {numba.__version__}, highspy {_version()}"
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, {versions}"
    )


def _version() -> str:
    from importlib.metadata import version

    return version("highspy")


HEADER = ["method", "value", "bound", "certified gap", "time", "memory", ""]


def main() -> None:
    """Print a table a size and one closing line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sizes", default="5000x60,20000x150,50000x300,200000x300")
    parser.add_argument("--rival-seconds", type=float, default=120.0)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--one")
    parser.add_argument("--file", type=Path)
    args = parser.parse_args()
    if args.one:
        one(args.one, args.file, args.rival_seconds)
        return
    sizes = ["300x10"] if args.quick else args.sizes.split(",")
    seconds = 10.0 if args.quick else args.rival_seconds
    pages, last = [], (0.0, 0.0)
    for size in sizes:
        people, programmes = map(int, size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{size}.json"
            file.write_text(dumps(generate(people, programmes, seed=1)), encoding="utf-8")
            chosen = list(METHODS) if people <= 20000 else list(METHODS)[:3]
            rows = [measured(m, file, seconds) for m in chosen]
        lines = table(size, rows, seconds)
        print_table(f"{size.replace('x', ' people x ')} programmes", HEADER, lines)
        pages.append((size, lines))
        values = {r.method: r.value for r in rows}
        bound = min(r.bound for r in rows if r.bound is not None)
        gaps = [100 * (bound - (values[m] or 0.0)) / abs(bound) for m in ("asah_planner", "greedy")]
        last = (gaps[0], gaps[1])
    if args.write:
        write_page(pages, seconds)
    closing("planner", f"{last[0]:.3f} % gap", f"greedy {last[1]:.3f} % gap", last[1] / max(last[0], 1e-9))


def write_page(pages: list[tuple[str, list[list[str]]]], seconds: float) -> None:
    """Write the tables into the docs."""
    text = [
        "# The planner beside its rivals",
        "",
        "Written by `./asah bench planner --write`. Generated towns (`asah_planner generate`, seed 1); the gap is the",
        "distance of a plan's value from the best proven bound. Rivals had "
        f"{seconds:.0f} seconds. From 50,000 people on only our own rows and greedy are run: the full model does not",
        "fit a rival's time or memory.",
        "",
        f"Machine: {machine()}.",
    ]
    for size, lines in pages:
        text += ["", f"## {size.replace('x', ' people, ')} programmes", "", "| " + " | ".join(HEADER) + " |"]
        text += ["|" + "---|" * len(HEADER)]
        text += ["| " + " | ".join(line) + " |" for line in lines]
    PAGE.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The command line: `python -m asah_planner solve FILE`, `check PROBLEM PLAN`, `generate`, `schema`."""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import replace
from pathlib import Path

from asah_planner.codec import canonical, dumps, loads_problem, loads_solution
from asah_planner.problem import Problem
from asah_planner.solution import Solution


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="asah_planner", description="Who is trained in what, and why.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    solve = verbs.add_parser("solve", help="solve a problem file")
    solve.add_argument("file", type=Path)
    solve.add_argument("--from", dest="kind", choices=("json", "gap", "sscflp"), default="json")
    solve.add_argument("--exact", action="store_true", help="prove optimality (small and medium problems)")
    solve.add_argument("--minimise", action="store_true", help="make the values of a GAP file small, not large")
    solve.add_argument("--seed", type=int)
    solve.add_argument("--threads", type=int, default=0, help="0: all cores; the plan does not depend on it")
    solve.add_argument("--out", type=Path, help="write the plan here")
    solve.add_argument("--progress", action="store_true", help="one JSON object a line on standard error")
    check = verbs.add_parser("check", help="judge a plan: exit status 0, or 1 and a list of broken rules")
    check.add_argument("problem", type=Path)
    check.add_argument("plan", type=Path)
    check.add_argument("--bound", action="store_true", help="recompute the bound from the stored prices too")
    make = verbs.add_parser("generate", help="write a generated town")
    make.add_argument("people", type=int)
    make.add_argument("programmes", type=int)
    make.add_argument("--seed", type=int, default=1)
    make.add_argument("--out", type=Path, required=True)
    fair = verbs.add_parser("fair", help="work alpha or leximin of a problem file into weights and floors")
    fair.add_argument("file", type=Path)
    fair.add_argument("--out", type=Path, required=True)
    price = verbs.add_parser("price", help="what a common floor on the coverage of all groups of a kind costs")
    price.add_argument("file", type=Path)
    price.add_argument("--kind", required=True, help="kind of group, the part before the colon")
    price.add_argument("--least", type=int, default=20, help="people a group must have to be counted")
    price.add_argument("--floors", type=float, nargs="+", required=True, help="shares of the attainable value")
    price.add_argument("--out", type=Path, required=True, help="write the points here, as JSON")
    walk = verbs.add_parser("walk", help="plans of a problem at several budgets, each from its neighbour")
    walk.add_argument("file", type=Path)
    walk.add_argument("--start", type=Path, required=True, help="a plan of the problem")
    walk.add_argument("--budgets", type=int, nargs="+", required=True, help="rupiah")
    walk.add_argument("--out", type=Path, required=True, help="the folder for the plans, BUDGET.json each")
    walk.add_argument("--progress", action="store_true", help="one JSON object a line on standard error")
    front = verbs.add_parser("frontier", help="what more money buys: one line a budget")
    front.add_argument("file", type=Path)
    front.add_argument("--start", type=Path, help="a plan of the problem to begin from (else one is made)")
    front.add_argument("--points", type=int, default=9, help="budgets between half and one and a half of the present")
    front.add_argument("--plans", action="store_true", help="a plan for each budget, not only its bound")
    front.add_argument("--svg", type=Path, help="draw it here")
    fairly = verbs.add_parser("measure", help="how equally a plan spreads value over groups")
    fairly.add_argument("problem", type=Path)
    fairly.add_argument("plan", type=Path)
    fairly.add_argument("--kind", default="", help="only groups of this kind, such as district")
    fairly.add_argument("--svg", type=Path, help="draw the coverage of groups here")
    verbs.add_parser("warm", help="compile the kernels now, so that the first plan does not wait for it")
    verbs.add_parser("schema", help="print the JSON Schema of problem files")
    return parser


def _read_problem(args: argparse.Namespace) -> Problem:
    text = args.file.read_text(encoding="utf-8")
    if args.kind == "json":
        problem = loads_problem(text)
        return replace(problem, mode="exact") if args.exact and problem.mode != "exact" else problem
    from asah_planner.readers import read_gap, read_sscflp

    problem = read_gap(text, minimise=args.minimise) if args.kind == "gap" else read_sscflp(text)
    return problem if args.exact else replace(problem, mode="normal")


def _tell(state: dict[str, object]) -> None:
    print(json.dumps(state, sort_keys=True), file=sys.stderr, flush=True)


def rounded_away(solution: Solution, minimise: bool) -> str:
    """Return the bound at 6 decimals, rounded to the safe side."""
    scaled = solution.bound * 1e6
    exact = math.isclose(scaled, round(scaled), rel_tol=0, abs_tol=1e-3)
    whole = round(scaled) if exact else math.floor(scaled) if minimise else math.ceil(scaled)
    return f"{whole / 1e6:.6f}"


def _solve(args: argparse.Namespace) -> int:
    from asah_planner.solvers.pipeline import solve

    problem = _read_problem(args)
    plan = solve(problem, seed=args.seed, threads=args.threads, progress=_tell if args.progress else None)
    if args.out:
        args.out.write_text(dumps(plan) + "\n", encoding="utf-8")
    print(f"value: {plan.value:.6f}")
    print(f"bound: {rounded_away(plan, problem.sense == 'min')}")
    print(f"gap: {math.ceil(plan.gap * 1e4) / 1e4:.4f}")
    print(f"status: {plan.status}")
    for line in plan.conflicts:
        print(f"conflict: {line}")
    return 0


def _check(args: argparse.Namespace) -> int:
    from asah_planner.referee import check

    problem = loads_problem(args.problem.read_text(encoding="utf-8"))
    plan = loads_solution(args.plan.read_text(encoding="utf-8"))
    broken = check(problem, plan, bound=args.bound)
    for item in broken:
        print(item)
    return 1 if broken else 0


def _generate(args: argparse.Namespace) -> int:
    from asah_planner.generate import generate

    args.out.write_text(dumps(generate(args.people, args.programmes, seed=args.seed)) + "\n", encoding="utf-8")
    return 0


def _fair(args: argparse.Namespace) -> int:
    from asah_planner.fairness import worked_out

    problem = worked_out(loads_problem(args.file.read_text(encoding="utf-8")))
    args.out.write_text(dumps(problem) + "\n", encoding="utf-8")
    for group, floor in problem.fairness.floors:
        print(f"floor: {group} {floor:.4f}")
    return 0


def _price(args: argparse.Namespace) -> int:
    from asah_planner.fairness import members_of, price_of_fairness

    problem = loads_problem(args.file.read_text(encoding="utf-8"))
    members = members_of(problem, by_sex=False)
    groups = [name for name, who in members.items() if name.startswith(f"{args.kind}:") and len(who) >= args.least]
    found = price_of_fairness(problem, groups, args.floors) if groups else ()
    rows = [{"floor": one.floor, "price": one.price, "reachable": one.reachable} for one in found]
    args.out.write_text(json.dumps(rows) + "\n", encoding="utf-8")
    return 0


def _walk(args: argparse.Namespace) -> int:
    from asah_planner.walk import walk

    problem = loads_problem(args.file.read_text(encoding="utf-8"))
    start = loads_solution(args.start.read_text(encoding="utf-8"))
    walk(problem, args.budgets, start=start, folder=args.out, progress=_tell if args.progress else None)
    return 0


def _frontier(args: argparse.Namespace) -> int:
    from asah_planner.scenarios import frontier

    problem = loads_problem(args.file.read_text(encoding="utf-8"))
    if problem.budget is None or args.points < 2:
        raise ValueError("frontier: needs a problem with a budget, and at least 2 points")
    start = loads_solution(args.start.read_text(encoding="utf-8")) if args.start else None
    budgets = [round(problem.budget * (0.5 + k / (args.points - 1))) for k in range(args.points)]
    points = frontier(problem, budgets, start=start, plans=args.plans)
    for p in points:
        value = "-" if p.value is None else f"{p.value:.4f}"
        print(f"{p.budget} value {value} bound {p.bound:.4f} points a million {p.price_of_a_million:.4f}")
    if args.svg:
        from asah_planner.plots import frontier_svg

        args.svg.write_text(frontier_svg(problem, points) + "\n", encoding="utf-8")
    return 0


def _measure(args: argparse.Namespace) -> int:
    from asah_planner.fairness import report

    problem = loads_problem(args.problem.read_text(encoding="utf-8"))
    found = report(problem, loads_solution(args.plan.read_text(encoding="utf-8")))
    for g in found.groups:
        print(f"{g.group}: {g.people} people, {g.served} served, coverage {g.coverage:.4f}")
    print(f"gini {found.gini:.4f} jain {found.jain:.4f}")
    if args.svg:
        from asah_planner.plots import fairness_svg

        args.svg.write_text(fairness_svg(found, kind=args.kind) + "\n", encoding="utf-8")
    return 0


def _warm(args: argparse.Namespace) -> int:
    from asah_planner.warm import warm

    del args
    print(f"warm: {warm():.1f} seconds")
    return 0


def _schema(args: argparse.Namespace) -> int:
    from asah_planner.schema import problem_schema

    del args
    print(canonical(problem_schema()))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one verb; return the exit status (2 with a sentence on standard error when the input is refused)."""
    args = _parser().parse_args(argv)
    verbs = {
        "solve": _solve,
        "check": _check,
        "generate": _generate,
        "fair": _fair,
        "price": _price,
        "walk": _walk,
        "frontier": _frontier,
        "measure": _measure,
        "warm": _warm,
        "schema": _schema,
    }
    try:
        return verbs[args.verb](args)
    except (ValueError, OSError) as refused:
        print(f"asah_planner: {refused}", file=sys.stderr)
        return 2

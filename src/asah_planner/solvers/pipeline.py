"""From a problem to a plan: root prices, class counts, prices for them, seats, repair; or one exact programme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numba
import numpy as np

from asah_planner.problem import Problem
from asah_planner.solution import Solution
from asah_planner.solvers.answer import answer
from asah_planner.solvers.certify import prices_from_dict, prices_to_dict
from asah_planner.solvers.classes import choose_classes
from asah_planner.solvers.compiled import compile_problem
from asah_planner.solvers.exact import solve_whole
from asah_planner.solvers.greedy import Desk, greedy
from asah_planner.solvers.prices import Descent, World, descend, start_prices
from asah_planner.solvers.primal import build_plan
from asah_planner.solvers.repair import is_allowed
from asah_planner.solvers.seating import Seating, full_stock, seat_all, value_of

Progress = Callable[[dict[str, object]], None]
SMALL = 1500  # columns up to which the whole model is always handed to branch and bound
SMALL_NODES = 5000
MEDIUM = 9000  # columns up to which branch and bound gets a short try after the priced plan
MEDIUM_NODES = 20


def seating_of(w: World, desk: Desk) -> Seating:
    """Return the greedy desk's seats as a seating."""
    rows = [(i, o, k) for i, held in enumerate(desk.bundle) for o, k in held]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    shape = w.out_o.shape
    x = Seating(np.full(shape, -1, np.int32), np.full(shape, -1, np.int64), desk.classes, full_stock(w.c, desk.classes))
    seat_all(table[:, 0], table[:, 1], table[:, 2], w.town, x.stock, x.held_o, x.held_k)
    return x


def solve(
    problem: Problem,
    *,
    seed: int | None = None,
    threads: int = 0,
    progress: Progress | None = None,
    start: Solution | None = None,
    passes: int = 200,
    rounds: int = 2,
    gap: float = 0.0,
) -> Solution:
    """Return a plan with its bound. The same problem and seed give the same plan for any number of `threads`.

    `threads` 0 means all cores. `progress` is told stage, bound and value reached. `start` may hold a plan of a
    similar problem whose prices are a good start (a what-if). `passes` of the price descent and `rounds` of repair set
    the effort; repair stops early at a certified `gap` (per cent). `problem.mode` "exact" proves optimality instead.
    """
    cores = int(numba.get_num_threads())
    numba.set_num_threads(max(1, min(threads or cores, cores)))
    c = compile_problem(problem)
    w = World(c)
    chosen = problem.seed if seed is None else seed

    def tell(stage: str, **facts: float) -> None:
        if progress:
            progress({"stage": stage, **facts})

    root = _root(w, passes, start, tell)
    desk, _ = greedy(c)
    quick = seating_of(w, desk)
    tell("greedy", bound=root.bound, value=value_of(w, quick))
    if problem.mode == "exact" or c.columns <= SMALL:
        nodes = None if problem.mode == "exact" else SMALL_NODES
        return replace(_searched(w, root, quick, nodes, tell), seed=chosen)
    x = better(w, _priced(w, root, chosen, rounds, threads or cores, gap, tell), quick)
    if c.columns <= MEDIUM:
        return replace(_searched(w, root, x, MEDIUM_NODES, tell), seed=chosen)
    person, offering = x.rows()
    plan = answer(
        c,
        person,
        offering,
        x.classes,
        bound=root.bound,
        prices=prices_to_dict(w, root.prices),
        method="prices",
        attainable=w.attainable,
    )
    return replace(plan, seed=chosen)


def _root(w: World, passes: int, start: Solution | None, tell: Callable[..., None]) -> Descent:
    warm = start is not None and bool(start.prices)
    first = prices_from_dict(w, start.prices) if start is not None and warm else start_prices(w)

    def on_pass(k: int, bound: float) -> None:
        if k % 20 == 0:
            tell("prices", bound=bound, done=k / passes)

    return descend(w, first, passes=passes, first=0.05 if warm else 0.3, on_pass=on_pass)


def _priced(
    w: World, root: Descent, seed: int, rounds: int, threads: int, gap: float, tell: Callable[..., None]
) -> Seating:
    classes, first = choose_classes(w, root)
    tell("classes", bound=root.bound, classes=float(classes.sum()))
    fixed = descend(w, first, passes=150, first=0.1, classes=classes)
    target = root.bound - abs(root.bound) * gap / 100.0 if gap > 0 else np.inf
    return build_plan(
        w,
        classes,
        fixed,
        seed=seed,
        rounds=rounds,
        threads=threads,
        target=target,
        tell=lambda stage, value: tell(stage, bound=root.bound, value=value),
    )


def better(w: World, one: Seating, other: Seating) -> Seating:
    """Return the better of two seatings; one that breaks a rule never wins."""
    if not is_allowed(w, one) or (is_allowed(w, other) and value_of(w, other) > value_of(w, one)):
        return other
    return one


def _searched(w: World, root: Descent, start: Seating, nodes: int | None, tell: Callable[..., None]) -> Solution:
    """Return what branch and bound makes of the whole problem, from `start`, within `nodes` (None: until proven)."""
    c = w.c
    found = solve_whole(w, start=start if is_allowed(w, start) else None, nodes=nodes)
    x = start if found.seating is None else better(w, found.seating, start)
    proven = found.proven and x is found.seating
    person, offering = x.rows()
    value = value_of(w, x)
    tell("exact", bound=min(found.bound, root.bound), value=value)
    by_search = proven or found.bound < root.bound
    return answer(
        c,
        person,
        offering,
        x.classes,
        bound=value if proven else min(found.bound, root.bound),
        prices=prices_to_dict(w, root.prices),
        method="exact" if proven else "search" if by_search else "prices",
        attainable=w.attainable,
        proven=proven,
    )

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
from asah_planner.solvers.classes import choose_classes, within_means
from asah_planner.solvers.columns import Market
from asah_planner.solvers.compiled import Compiled, Floats, compile_problem
from asah_planner.solvers.exact import solve_whole
from asah_planner.solvers.fair import worked_out
from asah_planner.solvers.greedy import Desk, greedy
from asah_planner.solvers.master import choose, free_market, seated
from asah_planner.solvers.prices import Descent, World, descend, market_of, rupiah_price, start_prices
from asah_planner.solvers.primal import Effort, build_plan, close_thin, first_seating
from asah_planner.solvers.repair import is_allowed
from asah_planner.solvers.seating import Seating, full_stock, scaled, seat_all, seat_pass, spare_seats, value_of
from asah_planner.solvers.warm import classes_of_plan, rows_of_plan, seating_of_plan

Progress = Callable[[dict[str, object]], None]
SMALL = 1500  # columns up to which the whole model is always handed to branch and bound
SMALL_NODES = 5000
MEDIUM = 9000  # columns up to which branch and bound gets a short try after the priced plan
MEDIUM_NODES = 20
PASSES = 200
BUNDLED = 12_000  # people up to which bundles are generated
LEFTOVERS = (0.7, 0.3, 0.0)  # of the prices of scarce things, while what is left over is given away
GAP = 0.2  # per cent, certified: nobody's decision hangs on less


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
    passes: int = PASSES,
    rounds: int = 6,
    gap: float = GAP,
) -> Solution:
    """Return a plan with its bound. The same problem and seed give the same plan for any number of `threads`.

    `threads` 0 means all cores. `progress` is told stage, bound and value reached. `start` may hold a plan of a
    similar problem (a what-if): its prices and seats are where the search begins. `passes` of the price descent and
    `rounds` of class moves set the effort; work stops early at a certified `gap` (per cent). `problem.mode` "exact"
    proves optimality instead. A fairness setting (alpha, max-min, leximin) is worked into weights and floors first;
    value, bound and gap are those of the problem's own objective, what fairness reached stands in the figures.
    """
    if problem.fairness.alpha != 0 or problem.fairness.leximin:
        fair = worked_out(problem)
        found = solve(
            replace(fair, fairness=replace(fair.fairness, alpha=0.0, leximin=())),
            seed=seed, threads=threads, progress=progress, start=start, passes=passes, rounds=rounds, gap=gap,
        )  # fmt: skip
        return _restated(problem, fair, found, passes)
    cores = int(numba.get_num_threads())
    numba.set_num_threads(max(1, min(threads or cores, cores)))
    try:
        return _solve(World(compile_problem(problem)), seed, progress, start, passes, rounds, gap)
    finally:
        numba.set_num_threads(cores)


def _restated(problem: Problem, fair: Problem, found: Solution, passes: int) -> Solution:
    """Return the seats found for a worked-out fairness setting as a plan of the problem itself.

    `fair_value`, `fair_bound` and `fair_gap` in the figures are those of the worked-out problem, `floor GROUP` the
    floors it had.
    """
    w = World(compile_problem(problem))
    root = descend(w, prices_from_dict(w, found.prices), passes=max(20, passes // 2), first=0.05)
    rows = rows_of_plan(w.c, found)
    plan = answer(
        w.c,
        np.array([i for i, row in enumerate(rows) for _ in row], dtype=np.int64),
        np.array([o for row in rows for o, _ in row], dtype=np.int64),
        classes_of_plan(w.c, found),
        bound=root.bound,
        prices=prices_to_dict(w, root.prices),
        method="fair",
        attainable=w.attainable,
    )
    figures: dict[str, object] = {"fair_value": found.value, "fair_bound": found.bound, "fair_gap": found.gap}
    figures |= {f"floor {group}": share for group, share in fair.fairness.floors}
    return replace(plan, seed=found.seed, figures=plan.figures | figures)


def _solve(
    w: World, seed: int | None, progress: Progress | None, start: Solution | None, passes: int, rounds: int, gap: float
) -> Solution:
    c, problem = w.c, w.c.problem
    chosen = problem.seed if seed is None else seed

    def tell(stage: str, **facts: float) -> None:
        if progress:
            progress({"stage": stage, **facts})

    root = _root(w, passes, start, tell)
    exact = problem.mode == "exact"
    if exact or c.columns <= SMALL:
        quick = seating_of(w, greedy(c)[0])
        return replace(_searched(w, root, quick, None if exact else SMALL_NODES, tell), seed=chosen)
    x, root = price_and_seat(w, root, chosen, Effort(rounds=rounds), gap, start, tell)
    if c.columns <= MEDIUM or not is_allowed(w, x):
        x = better(w, x, seating_of(w, greedy(c)[0]))
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
            tell("prices", bound=bound, done=0.5 * k / passes)

    scale = value_scale(w)
    stride = (0.02 if warm else 0.08) * scale
    return descend(w, first, passes=passes, first=stride, last=0.0015 * scale, on_pass=on_pass)


def root_prices(w: World, passes: int = PASSES) -> Descent:
    """Return the bound and its prices alone, without a plan."""
    return _root(w, passes, None, lambda stage, **facts: None)


def value_scale(w: World) -> float:
    """Return the size of an ordinary value, by which steps of prices are measured."""
    size = np.abs(w.c.value)
    return float(size[size > 0].mean()) if (size > 0).any() else 1.0


def price_and_seat(
    w: World,
    root: Descent,
    seed: int,
    effort: Effort,
    gap: float,
    start: Solution | None,
    tell: Callable[..., None],
    passes: int = 60,
) -> tuple[Seating, Descent]:
    """Return the best seating found and the best bound; the seats of `start`, if there are any, are where it begins.

    Up to `BUNDLED` people bundles are generated and put together by a linear programme. Beyond, or when that has no
    answer, seats are given to one person after the other and improved by chains and class moves.
    """
    if (start is None or not start.given) and w.c.columns > MEDIUM and w.c.people <= BUNDLED:
        x, root = bundled(w, root, tell)
        if x is not None:
            return x, root
    if start is not None and start.given:
        classes = within_means(w.c, classes_of_plan(w.c, start), root.demand)
        market = market_of(w, root.prices, classes)
        x = seating_of_plan(w, start, classes)
        close_thin(w, x, market)
    else:
        classes, first = choose_classes(w, root)
        tell("classes", bound=root.bound, classes=float(classes.sum()))
        scale = value_scale(w)
        fixed = descend(w, first, passes=passes, first=0.06 * scale, last=0.003 * scale, classes=classes)
        x, market = first_seating(w, classes, fixed)
        market = at_money_price(market, w.c, rupiah_price(w, root.prices))
    plan = build_plan(
        w,
        x,
        market,
        seed=seed,
        interest=root.demand / np.maximum(1, w.c.seat_max),
        effort=effort,
        target=root.bound - abs(root.bound) * gap / 100.0,
        tell=lambda stage, value: tell(stage, bound=root.bound, value=value),
    )
    return plan, root


def bundled(w: World, root: Descent, tell: Callable[..., None]) -> tuple[Seating | None, Descent]:
    """Return the seating put together from generated bundles (None: there is none), and the better root."""
    search, root = choose(w, root, tell)
    x = None if search is None else seated(w, search)
    if search is None or x is None:
        return None, root
    tell("seats", bound=root.bound, value=value_of(w, x))
    y = x.copy()
    market, spare, order = market_of(w, search.prices, x.classes), spare_seats(w.c, x.classes), np.arange(w.c.people)
    for share in LEFTOVERS:
        seat_pass(order, w.town, scaled(market, w.c.seat_cost, share), y.stock, spare, y.held_o, y.held_k)
    seat_pass(order, w.town, free_market(market), y.stock, spare, y.held_o, y.held_k)
    return better(w, y, x), root


def at_money_price(m: Market, c: Compiled, rupiah: Floats) -> Market:
    """Return the market with another price of money; what seats cost beyond money stays."""
    return m._replace(seat=np.ascontiguousarray(m.seat + (rupiah - m.rupiah)[:, None] * c.seat_cost), rupiah=rupiah)


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

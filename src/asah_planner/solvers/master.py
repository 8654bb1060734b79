"""Column generation over bundles: a linear programme picks among bundles, prices ask everybody for better ones.

A row a person, a row for everything that is scarce, a column a bundle. The programme is solved by an interior-point
method without crossover, because its prices lie in the middle of all that are right and therefore move little from
round to round; halfway between them and the best prices known, everybody names the bundle wanted most, which becomes
a new column (Wentges 1997, smoothing of dual prices). Nearly all people end with one whole bundle: with C scarce
things in use a corner of the programme splits at most C people (Bertsekas 1983, large separable problems).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
import scipy.sparse as sparse
from numba import njit, prange

from asah_planner.solvers.classes import within_means
from asah_planner.solvers.columns import Market, make_desk
from asah_planner.solvers.compiled import UNLIMITED, Compiled, Floats, Ints
from asah_planner.solvers.kernel import worth_of
from asah_planner.solvers.milp import all_columns, build, to_highs, with_solution
from asah_planner.solvers.passes import BLOCKS
from asah_planner.solvers.prices import (
    QUARTER,
    Descent,
    Prices,
    World,
    clip,
    descend,
    market_of,
    respond,
    rupiah_price,
    supply,
)
from asah_planner.solvers.quiet import new_highs
from asah_planner.solvers.repair import is_allowed
from asah_planner.solvers.seating import Seating, empty_seating, seat_all

SMOOTH = 0.5  # share of the best prices known in the prices people are asked at
SAFE = 1e-6  # of a purse kept back from money rows, so that rounding never overspends
NEARLY = 0.1  # of a class: such counts are rounded at once
FREE_ROUNDS = 6
GATHERED = 8  # passes whose bundles begin the pool
GATHERING_STEP = 0.05  # of an ordinary value
GATHERED = 8
GATHERING_STEP = 0.05
DECIDED = 0.5  # share of the class counts that each step fixes
STILL = 2e-4  # share of the value that a round must add to be followed by another
A_PERSON = 8  # most bundles kept in the programme, on average


@njit(cache=True, parallel=True)
def bundle_worths(person, o, k, t, m, out):  # type: ignore[no-untyped-def]
    """Fill `out` with the worth of each bundle (rows of `o`, `k`) to its person."""
    rows = len(person)
    for block in prange(BLOCKS):
        d = make_desk(t.width)
        for a in range(block * rows // BLOCKS, (block + 1) * rows // BLOCKS):
            out[a] = worth_of(person[a], o[a], k[a], t, m, d)


@dataclass
class Pool:
    """Bundles: offerings and pairs (-1 beyond the last), the person, the gain over holding nothing, and a key."""

    o: np.ndarray
    k: np.ndarray
    person: Ints
    gain: Floats
    key: Ints

    def __len__(self) -> int:
        """Return the number of bundles."""
        return len(self.person)

    def only(self, keep: np.ndarray) -> Pool:
        """Return the marked bundles."""
        return Pool(self.o[keep], self.k[keep], self.person[keep], self.gain[keep], self.key[keep])

    def plus(self, other: Pool) -> Pool:
        """Return the bundles of both."""
        pairs = ((self.o, other.o), (self.k, other.k), (self.person, other.person))
        o, k, person = (np.concatenate(x) for x in pairs)
        return Pool(o, k, person, np.concatenate([self.gain, other.gain]), np.concatenate([self.key, other.key]))


@dataclass
class Answer:
    """The programme's answer: its value, the share of each bundle, class counts, and what scarce things are worth."""

    value: float
    share: Floats
    classes: Floats
    prices: Prices
    left: Floats  # gain of each bundle less its price and the person's own


class Master:
    """The programme of one town. `classes` fixes the number of classes; -1 leaves it free, and fractional."""

    def __init__(self, w: World, classes: Ints) -> None:
        """Lay out the rows; there are no bundles yet."""
        self.w, self.classes = w, classes
        c = w.c
        width = w.out_o.shape[1]
        self.free = free_market(market_of(w, w.zero()))
        none = np.full((c.people, width), -1, np.int64)
        self.nothing = np.zeros(c.people)
        bundle_worths(np.arange(c.people), none.astype(np.int32), none, w.town, self.free, self.nothing)
        self.nothing = np.where(np.isfinite(self.nothing), self.nothing, 0.0)
        empty = np.zeros(0, np.int64)
        self.pool = Pool(none[:0].astype(np.int32), none[:0], empty, np.zeros(0), empty)
        self.tied = np.diff(c.lock_ptr) > 0
        self._lay_out()

    def _lay_out(self) -> None:
        """Number the rows and write their limits."""
        c, w = self.w.c, self.w
        have, limited = supply(w), w.limited()
        self.limited = limited
        least = c.seat_min * c.class_min
        parts: list[tuple[str, Floats, Floats]] = [
            ("person", np.where(self.tied, 1.0, -np.inf), np.ones(c.people)),
            ("seat", np.full(c.offerings, -np.inf), np.zeros(c.offerings)),
            ("least", np.where(c.seat_min > 0, -least.astype(float), -np.inf), np.full(c.offerings, np.inf)),
        ]
        for name in ("fund", "quarter", "unit", "resource", "away", "limit"):
            value, flag = getattr(have, name).ravel(), getattr(limited, name).ravel()
            safe = SAFE if name in ("fund", "quarter", "unit") else 0.0
            parts.append((name, np.full(value.size, -np.inf), np.where(flag > 0, value - safe, np.inf)))
        parts.append(("budget", np.full(1, -np.inf), np.array([have.budget - SAFE if limited.budget else np.inf])))
        parts.append(("group", w.target.astype(float), np.full(len(w.target), np.inf)))
        self.at: dict[str, slice] = {}
        row = 0
        for name, low, _ in parts:
            self.at[name] = slice(row, row + len(low))
            row += len(low)
        self.low = np.concatenate([x for _, x, _ in parts])
        self.high = np.concatenate([x for _, _, x in parts])

    def take(self, o: np.ndarray, k: np.ndarray, person: Ints) -> int:
        """Add the bundles that are not there yet; return how many."""
        key = _keys(o, person, self.w.c.offerings)
        _, first = np.unique(key, return_index=True)
        new = np.zeros(len(key), bool)
        new[first] = True
        new &= ~np.isin(key, self.pool.key) & ((o >= 0).any(axis=1) | self.tied[person])
        o, k, person, key = o[new].copy(), k[new].astype(np.int64), person[new], key[new]
        gain = np.zeros(len(person))
        bundle_worths(person, o, k, self.w.town, self.free, gain)
        fine = np.isfinite(gain)
        added = Pool(o, k, person, gain - self.nothing[person], key).only(fine)
        added.gain -= self.w.c.problem.money_weight * _costs(self.w, added)[0]
        self.pool = self.pool.plus(added)
        return len(added)

    def matrix(self) -> sparse.csc_matrix:
        """Return what each bundle uses of every row, then what each class uses."""
        c, w, pool = self.w.c, self.w, self.pool
        held = pool.o >= 0
        column, slot = np.nonzero(held)
        o, k, person = pool.o[column, slot], pool.k[column, slot], pool.person[column]
        seats = c.seats[k].astype(float)
        cost, rupiah = _costs(w, pool)
        fund, quarter = c.fund[o], c.fund[o] * 4 + QUARTER[c.month[o]]
        away = c.away[o] & (c.away_cap[c.unit[person], c.month[o]] < UNLIMITED)
        entries = [
            (self.at["person"].start + pool.person, np.arange(len(pool)), np.ones(len(pool))),
            (self.at["seat"].start + o, column, seats),
            (self.at["least"].start + o, column, np.where(c.seat_min[o] > 0, seats, 0.0)),
            (self.at["away"].start + (c.unit[person] * 12 + c.month[o])[away], column[away], np.ones(int(away.sum()))),
            (np.full(len(pool), self.at["budget"].start), np.arange(len(pool)), cost / w.purse * self.limited.budget),
            (self.at["fund"].start + fund, column, rupiah / w.purse * self.limited.fund[fund]),
            (self.at["quarter"].start + quarter, column, rupiah / w.purse * self.limited.quarter.ravel()[quarter]),
            (
                self.at["unit"].start + c.unit[person],
                column,
                (rupiah + seats * w.town.tariff[o]) / w.purse * self.limited.unit[c.unit[person]],
            ),
        ]
        entries += [
            (np.full(len(o), self.at["limit"].start + x), column, c.limit_part[x, o] * seats)
            for x in range(len(c.limit_cap))
        ]
        for g in range(len(w.target)):
            inside = w.members[g, person]
            entries.append((np.full(int(inside.sum()), self.at["group"].start + g), column[inside], c.value[k[inside]]))
        entries += self._class_entries(len(pool))
        columns = len(pool) + c.offerings
        row, col, val = (np.concatenate([np.asarray(e[x]) for e in entries]) for x in range(3))
        some = val != 0
        return sparse.csc_matrix((val[some], (row[some], col[some])), shape=(len(self.low), columns))

    def _class_entries(self, start: int) -> list[tuple[Any, Any, Any]]:
        c, w = self.w.c, self.w
        col = start + np.arange(c.offerings)
        cost = c.class_cost / w.purse
        quarter = c.fund * 4 + QUARTER[c.month]
        found: list[tuple[Any, Any, Any]] = [
            (self.at["seat"].start + np.arange(c.offerings), col, -c.seat_max.astype(float)),
            (self.at["least"].start + np.arange(c.offerings), col, -c.seat_min.astype(float)),
            (np.full(c.offerings, self.at["budget"].start), col, cost * self.limited.budget),
            (self.at["fund"].start + c.fund, col, cost * self.limited.fund[c.fund]),
            (self.at["quarter"].start + quarter, col, cost * self.limited.quarter.ravel()[quarter]),
        ]
        found += [
            (self.at["resource"].start + r * 12 + c.month, col, c.uses[:, r].astype(float))
            for r in range(c.uses.shape[1])
        ]
        return found

    def solve(self, *, corner: bool) -> Answer | None:
        """Solve the programme, at a `corner` (whole bundles for nearly all) or in the middle; None: no answer."""
        c, w = self.w.c, self.w
        weight = c.problem.money_weight
        matrix = self.matrix()
        free = self.classes < 0
        n = len(self.pool)
        cost = np.concatenate([self.pool.gain, -weight * c.class_cost])
        low = np.concatenate([np.zeros(n), np.where(free, c.class_need, self.classes)])
        high = np.concatenate([np.full(n, np.inf), np.where(free, c.class_max, self.classes)])
        groups = len(w.target)
        if groups:
            place = np.arange(self.at["group"].start, self.at["group"].stop)
            short = sparse.csc_matrix((np.ones(groups), (place, np.arange(groups))), shape=(len(self.low), groups))
            matrix = sparse.hstack([matrix, short], format="csc")
            cost = np.concatenate([cost, np.full(groups, -c.problem.fairness.floor_penalty)])
            low, high = np.concatenate([low, np.zeros(groups)]), np.concatenate([high, np.full(groups, np.inf)])
        h = _highs(matrix, cost, low, high, self.low, self.high, corner=corner)
        h.run()
        solution = h.getSolution()
        if h.getModelStatus() != highspy.HighsModelStatus.kOptimal or not solution.dual_valid:
            return None
        dual, value = np.array(solution.row_dual), np.array(solution.col_value)
        total = float(cost @ value) + float(self.nothing.sum()) + w.constant
        left = self.pool.gain + np.array(matrix[:, :n].T @ dual)
        return Answer(total, value[:n], value[n : n + c.offerings], self._prices(dual), left)

    def _prices(self, dual: Floats) -> Prices:
        """Return the programme's row prices as prices of scarce things."""
        c, w = self.w.c, self.w

        def part(name: str, shape: tuple[int, ...]) -> Floats:
            found: Floats = np.maximum(0.0, -dual[self.at[name]]).reshape(shape)
            return found

        zero = w.zero()
        seat = -dual[self.at["seat"]] - dual[self.at["least"]]
        found = Prices(
            float(max(0.0, -dual[self.at["budget"]][0])),
            part("fund", zero.fund.shape),
            part("quarter", zero.quarter.shape),
            part("unit", zero.unit.shape),
            part("resource", zero.resource.shape),
            seat,
            part("away", zero.away.shape),
            np.maximum(0.0, dual[self.at["group"]]),
            part("limit", zero.limit.shape),
        )
        # Where classes are free a seat bears its share of a class; only what is above that is scarcity.
        bare = market_of(w, replace(found, seat=np.zeros(c.offerings), limit=0.0 * found.limit), self.classes)
        found = replace(found, seat=seat - (bare.seat[:, 0] - rupiah_price(w, found) * c.seat_cost[:, 0]))
        return clip(w, found, self.classes)

    def trim(self, answer: Answer) -> None:
        """Forget the bundles furthest from being wanted when there are too many."""
        most = A_PERSON * self.w.c.people
        if len(self.pool) > most:
            order = np.argsort(-answer.left, kind="stable")[:most]
            keep = np.zeros(len(self.pool), bool)
            keep[order] = True
            self.pool = self.pool.only(keep)


def free_market(m: Market) -> Market:
    """Return the market in which nothing has a price and every value counts as it is."""
    zero = np.zeros_like(m.seat)
    return m._replace(
        seat=zero,
        rupiah=np.zeros_like(m.rupiah),
        away=np.zeros_like(m.away),
        unit=np.zeros_like(m.unit),
        factor=np.ones_like(m.factor),
    )


def _keys(o: np.ndarray, person: Ints, offerings: int) -> Ints:
    """Return a number that tells bundles of people apart."""
    key = person.astype(np.uint64)
    for column in np.sort(o, axis=1).T:
        key = key * np.uint64(0x9E3779B97F4A7C15) + (column + 1).astype(np.uint64)
        key ^= key >> np.uint64(29)
    found: Ints = key.astype(np.int64)
    return found


def _costs(w: World, pool: Pool) -> tuple[Floats, Floats]:
    """Return the rupiah of each bundle, and of each seat in it (in the order of `np.nonzero`)."""
    c = w.c
    column, slot = np.nonzero(pool.o >= 0)
    o, k, person = pool.o[column, slot], pool.k[column, slot], pool.person[column]
    rupiah = (c.seats[k] * c.seat_cost[o, c.zone[person]] + c.extra[k]).astype(float)
    return np.bincount(column, weights=rupiah, minlength=len(pool)), rupiah


def _highs(
    matrix: sparse.csc_matrix,
    cost: Floats,
    low: Floats,
    high: Floats,
    row_low: Floats,
    row_high: Floats,
    *,
    corner: bool,
) -> Any:
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = -cost, low, high
    lp.row_lower_, lp.row_upper_ = row_low, row_high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = matrix.indptr
    lp.a_matrix_.index_ = matrix.indices
    lp.a_matrix_.value_ = matrix.data
    h = new_highs()
    h.passModel(lp)
    h.setOptionValue("solver", "ipm")
    h.setOptionValue("run_crossover", "on" if corner else "off")
    h.setOptionValue("ipm_optimality_tolerance", 1e-7 if corner else 1e-5)
    return h


@dataclass
class Search:
    """Column generation on one town: the programme, the best prices known, and the bound they prove."""

    master: Master
    prices: Prices
    bound: float
    answer: Answer | None = None

    def ask(self, prices: Prices) -> None:
        """Let everybody name the bundle wanted most at these prices; keep the prices if they prove a better bound."""
        w = self.master.w
        said = respond(w, prices, self.master.classes)
        self.master.take(w.out_o, w.out_k, np.arange(w.c.people))
        if said.bound < self.bound:
            self.bound, self.prices = said.bound, prices

    def rounds(self, most: int, gap: float, enough: float = np.inf, still: float = STILL) -> bool:
        """Improve programme and prices until they meet within a share `gap` or the value is `enough`, `most` times.

        False when the programme has no answer.
        """
        w, before = self.master.w, -np.inf
        for _ in range(most):
            self.answer = self.master.solve(corner=False)
            if self.answer is None:
                return False
            self.master.trim(self.answer)
            middle = SMOOTH * self.prices.flat() + (1 - SMOOTH) * self.answer.prices.flat()
            self.ask(clip(w, self.prices.like(middle), self.master.classes))
            value = self.answer.value
            if value >= enough or self.bound - value <= gap * abs(self.bound) or value - before <= still * abs(value):
                break
            before = value
        return True

    def fix(self, classes: Ints) -> None:
        """Fix class counts (-1: still free). What a seat costs all in all stays; the bound starts anew."""
        w, p = self.master.w, self.prices
        share = (market_of(w, p, self.master.classes).seat - market_of(w, p, classes).seat)[:, 0]
        self.master.classes = classes
        self.bound = np.inf
        self.ask(clip(w, replace(p, seat=p.seat + share), classes))


def decide(c: Compiled, classes: Ints, wanted: Floats, share: float) -> Ints:
    """Return class counts of which the nearly whole ones, and a `share` of the others, are rounded and fixed.

    Where rooms or money do not suffice for what was rounded up, the count rounded furthest is one lower.
    """
    out = classes.copy()
    free = np.flatnonzero(out < 0)
    whole = np.rint(wanted[free])
    far = np.abs(wanted[free] - whole)
    order = np.argsort(far, kind="stable")
    count = max(int((far <= NEARLY).sum()), int(np.ceil(share * len(free))))
    out[free[order[:count]]] = whole[order[:count]].astype(np.int64)
    counted = np.maximum(np.where(out < 0, 0, out), c.class_need)
    standing = np.where(classes >= 0, np.inf, wanted - counted)
    return np.where(out < 0, -1, within_means(c, counted, standing))


def gather(w: World, root: Descent) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the bundles (offerings and pairs) everybody takes in the passes of a short descent from the root."""
    seen: list[tuple[np.ndarray, np.ndarray]] = []
    size = np.abs(w.c.value)
    step = GATHERING_STEP * (float(size[size > 0].mean()) if (size > 0).any() else 1.0)

    def keep(passed: int, bound: float) -> None:
        seen.append((w.out_o.copy(), w.out_k.copy()))

    descend(w, root.prices, passes=GATHERED, first=step, last=0.2 * step, on_pass=keep)
    return seen


def choose(w: World, root: Descent, tell: Callable[..., None]) -> tuple[Search | None, Descent]:
    """Return the search with all class counts fixed (None: the programme has no answer), and the better root."""
    everybody = np.arange(w.c.people)
    classes = np.full(w.c.offerings, -1)
    search = Search(Master(w, classes), root.prices, np.inf)
    for o, k in gather(w, root):
        search.master.take(o, k, everybody)
    search.ask(root.prices)
    fine = search.rounds(FREE_ROUNDS, 1e-3, still=-np.inf)
    if search.bound < root.bound:
        root = replace(root, bound=search.bound, prices=search.prices)
    while fine and search.answer is not None and (classes < 0).any():
        before = search.answer.value
        classes = decide(w.c, classes, search.answer.classes, DECIDED)
        search.fix(classes)
        last = bool((classes >= 0).all())
        tell("bundles", bound=root.bound, classes=float(np.maximum(classes, 0).sum()))
        fine = search.rounds(4 if last else 3, 5e-4, np.inf if last else before - abs(before) * 1e-3)
    return (search if fine else None), root


def seated(w: World, search: Search) -> Seating | None:
    """Return the seating of the programme's corner; whoever it splits is seated by a small whole-number programme."""
    answer = search.master.solve(corner=True)
    if answer is None:
        return None
    search.answer, pool = answer, search.master.pool
    x = empty_seating(w, search.master.classes)
    whole = np.flatnonzero(answer.share > 1 - 1e-6)
    column, slot = np.nonzero(pool.o[whole] >= 0)
    column = whole[column]
    seat_all(pool.person[column], pool.o[column, slot], pool.k[column, slot], w.town, x.stock, x.held_o, x.held_k)
    split = np.zeros(w.c.people, bool)
    split[pool.person[(answer.share > 1e-6) & (answer.share <= 1 - 1e-6)]] = True
    return finish(w, x, split)


def finish(w: World, x: Seating, split: np.ndarray) -> Seating | None:
    """Seat the marked people as well as what is left allows; None when no class may stay that thin."""
    pair, offering = all_columns(w, split)
    model = build(w, split, pair, offering, x, fixed_classes=True)
    h = to_highs(model)
    h.setOptionValue("mip_rel_gap", 1e-4)
    h.setOptionValue("mip_max_nodes", 200)
    h.run()
    found = np.array(h.getSolution().col_value)
    if len(found) != len(model.cost) or not h.getInfo().primal_solution_status:
        return None
    y = with_solution(w, x, model, found)
    return y if is_allowed(w, y) else None

"""The model as a mixed-integer programme for HiGHS: of everybody (exact mode) or of some people (repair).

Everybody outside the chosen people is frozen: what they hold is taken off what is for sale. Class counts stay
variables, so that repair may open and close classes. Lesson hours below the floor are cut at the floor, which keeps
the whole-number solutions and tightens the relaxation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from asah_planner.solvers.compiled import UNLIMITED, Compiled, Floats, Ints
from asah_planner.solvers.greedy import expand
from asah_planner.solvers.prices import World
from asah_planner.solvers.quiet import new_highs
from asah_planner.solvers.seating import Seating, release_all, seat_all

MOST_RUPIAH_A_UNIT = 1e5  # the solver's tolerance of a millionth of a unit must stay below one rupiah


@dataclass
class Rows:
    """Rows of a constraint matrix, collected in parts."""

    row: list[Ints] = field(default_factory=list)
    col: list[Ints] = field(default_factory=list)
    val: list[Floats] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, row: Ints, col: Ints, val: Floats, low: Floats, high: Floats) -> None:
        """Add rows numbered from 0 in `row`; entries with the same row and column must be distinct."""
        self.row.append(row + self.count)
        self.col.append(col)
        self.val.append(np.asarray(val, dtype=np.float64))
        self.low.append(np.asarray(low, dtype=np.float64))
        self.high.append(np.asarray(high, dtype=np.float64))
        self.count += len(low)


@dataclass
class Model:
    """A mixed-integer programme over seats x, class counts y and helpers (missing hours, steps, group shortfalls)."""

    pair: Ints
    offering: Ints
    person: Ints  # of each column
    cost: Floats
    low: Floats
    high: Floats
    whole: np.ndarray
    rows: Rows
    constant: float

    @property
    def seats(self) -> int:
        """Return the number of seat columns; class counts follow them."""
        return len(self.pair)


def money_unit(c: Compiled) -> float:
    """Return the rupiah by which money rows are divided: solvers lose their way among numbers like 1e10."""
    largest = max(int(c.class_cost.max(initial=0)), int(c.seat_cost.max(initial=0)), int(c.extra.max(initial=0)))
    return float(min(MOST_RUPIAH_A_UNIT, max(1.0, largest / 1e4)))


def distinct(key: Ints) -> tuple[Ints, Ints]:
    """Return the distinct keys and the number of each entry's key among them."""
    return np.unique(key, return_inverse=True)


def build(
    w: World,
    who: np.ndarray,
    pair: Ints,
    offering: Ints,
    frozen: Seating,
    *,
    fixed_classes: bool = False,
    hard_floor: bool = False,
    linked: bool = False,
) -> Model:
    """Return the model of the people marked in `who` with the columns (pair, offering); `frozen` holds the others."""
    c = w.c
    person = c.pair_person[pair].astype(np.int64)
    n, m = len(pair), c.offerings
    seats = c.seats[pair].astype(np.float64)
    rupiah = c.seats[pair] * c.seat_cost[offering, c.zone[person]] + c.extra[pair]
    weight = c.problem.money_weight
    gain = c.value[pair] + c.duty[pair] - weight * rupiah
    for i in np.flatnonzero(np.diff(c.fav_ptr)):
        for f in range(c.fav_ptr[i], c.fav_ptr[i + 1]):
            gain = gain + np.where((person == i) & (offering == c.fav[f]), c.fav_value[f], 0.0)
    low = np.zeros(n)
    for i in np.flatnonzero(np.diff(c.lock_ptr)):
        for o in c.lock[c.lock_ptr[i] : c.lock_ptr[i + 1]]:
            low[(person == i) & (offering == o)] = 1.0
    taken = frozen.taken(w)
    if fixed_classes:
        y_low = y_high = frozen.classes.astype(np.float64)
    else:
        y_low, y_high = c.class_min.astype(np.float64), c.class_max.astype(np.float64)
    model = Model(
        pair=pair,
        offering=offering,
        person=person,
        cost=np.concatenate([gain, -weight * c.class_cost]),
        low=np.concatenate([low, y_low]),
        high=np.concatenate([np.ones(n), y_high]),
        whole=np.ones(n + m, bool),
        rows=Rows(),
        constant=0.0,
    )
    _own_rules(w, model, person, pair, offering)
    _floor(w, model, who, hard_floor)
    _steps(w, model, who)
    _classes(w, model, seats, taken)
    _money(w, model, rupiah, frozen)
    _units(w, model, rupiah, frozen)
    _groups(w, model, who, frozen)
    if linked:
        _links(w, model)
    return model


def _own_rules(w: World, x: Model, person: Ints, pair: Ints, offering: Ints) -> None:
    c = w.c
    n = len(pair)
    programme = c.prog[pair].astype(np.int64)
    kinds = int(c.competency.max(initial=-1)) + 1
    subject = np.where(c.competency[programme] >= 0, c.competency[programme], kinds + programme)
    widest = kinds + len(c.jp) + 1
    column = np.arange(n)
    for keep, key, each, most in (
        (np.ones(n, bool), person * widest + subject, np.ones(n), 1.0),
        (np.ones(n, bool), person * len(c.jp) + programme, np.ones(n), 1.0),
        (c.away[offering], person * 12 + c.month[offering], np.ones(n), 1.0),
        (np.ones(n, bool), person, np.ones(n), c.n_max),
        (np.ones(n, bool), person, c.jp[programme].astype(np.float64), c.room),
    ):
        keys, row = distinct(key[keep])
        total = np.bincount(row, weights=each[keep], minlength=len(keys))
        limit = most[keys] if isinstance(most, np.ndarray) else np.full(len(keys), most)
        useful = total > limit
        number = np.cumsum(useful) - 1
        inside = useful[row]
        x.rows.add(
            number[row[inside]], column[keep][inside], each[keep][inside],
            np.full(int(useful.sum()), -np.inf), limit[useful].astype(np.float64),
        )  # fmt: skip
    for at in np.flatnonzero(np.diff(c.pre_ptr)[pair]):
        k, o, i = int(pair[at]), int(offering[at]), int(person[at])
        for q in c.pre[c.pre_ptr[k] : c.pre_ptr[k + 1]]:
            earlier = np.flatnonzero((person == i) & (programme == q) & (c.month[offering] < c.month[o]))
            cols = np.concatenate([[at], earlier])
            x.rows.add(
                np.zeros(len(cols), np.int64), cols, np.concatenate([[1.0], -np.ones(len(earlier))]),
                np.array([-np.inf]), np.array([0.0]),
            )  # fmt: skip


def _links(w: World, x: Model) -> None:
    """Nobody sits where no class is opened: implied by the seats of a class, but it tightens the relaxation."""
    scarce = (w.c.class_cost > 0) | (w.c.seat_min > 1) | (w.c.uses.sum(axis=1) > 0)
    single = np.flatnonzero(scarce[x.offering])
    n = len(single)
    x.rows.add(
        np.tile(np.arange(n), 2), np.concatenate([single, x.seats + x.offering[single]]),
        np.concatenate([np.ones(n), -np.ones(n)]), np.full(n, -np.inf), np.zeros(n),
    )  # fmt: skip


def _helpers(x: Model, count: int, cost: Floats, high: Floats, whole: bool) -> Ints:
    start = len(x.cost)
    x.cost = np.concatenate([x.cost, cost])
    x.low = np.concatenate([x.low, np.zeros(count)])
    x.high = np.concatenate([x.high, high])
    x.whole = np.concatenate([x.whole, np.full(count, whole)])
    return np.arange(start, start + count)


def _floor(w: World, x: Model, who: np.ndarray, hard: bool) -> None:
    c = w.c
    people = np.flatnonzero(who & (c.need > 0)) if c.rate > 0 or hard else np.zeros(0, np.int64)
    missing = _helpers(x, len(people), np.full(len(people), -c.rate), np.where(hard, 0.0, c.need[people]), False)
    place = np.full(c.people, -1)
    place[people] = np.arange(len(people))
    row = place[x.person]
    inside = row >= 0
    hours = np.minimum(c.jp[c.prog[x.pair]], c.need[x.person]).astype(np.float64)
    x.rows.add(
        np.concatenate([row[inside], np.arange(len(people))]),
        np.concatenate([np.flatnonzero(inside), missing]),
        np.concatenate([hours[inside], np.ones(len(people))]),
        c.need[people].astype(np.float64),
        np.full(len(people), np.inf),
    )


def _steps(w: World, x: Model, who: np.ndarray) -> None:
    c = w.c
    for k in range(c.step_left.shape[1]):
        reached = who & (c.step_left[:, k] <= 0)
        x.constant += float(c.step_value[reached, k].sum())
        people = np.flatnonzero(who & (c.step_left[:, k] > 0) & (c.step_value[:, k] > 0))
        if len(people) == 0:
            continue
        z = _helpers(x, len(people), c.step_value[people, k], np.ones(len(people)), True)
        place = np.full(c.people, -1)
        place[people] = np.arange(len(people))
        row = place[x.person]
        inside = (row >= 0) & c.step_counts[k, c.prog[x.pair]]
        hours = np.minimum(c.jp[c.prog[x.pair]], np.maximum(c.step_left[x.person, k], 0)).astype(np.float64)
        x.rows.add(
            np.concatenate([row[inside], np.arange(len(people))]),
            np.concatenate([np.flatnonzero(inside), z]),
            np.concatenate([hours[inside], -c.step_left[people, k].astype(np.float64)]),
            np.zeros(len(people)),
            np.full(len(people), np.inf),
        )


def _classes(w: World, x: Model, seats: Floats, taken: Ints) -> None:
    c = w.c
    n, m = x.seats, c.offerings
    cols = np.concatenate([np.arange(n), n + np.arange(m)])
    row = np.concatenate([x.offering, np.arange(m)])
    x.rows.add(
        row, cols, np.concatenate([seats, -c.seat_max.astype(np.float64)]),
        np.full(m, -np.inf), -taken.astype(np.float64),
    )  # fmt: skip
    some = c.seat_min > 0
    number = np.cumsum(some) - 1
    inside = some[row]
    least = np.concatenate([seats, -c.seat_min.astype(np.float64)])
    x.rows.add(
        number[row[inside]], cols[inside], least[inside],
        (-taken - c.seat_min * c.class_min)[some].astype(np.float64), np.full(int(some.sum()), np.inf),
    )  # fmt: skip
    for r in range(c.uses.shape[1]):
        inside = c.uses[:, r] > 0
        cells = np.flatnonzero(inside)
        x.rows.add(
            c.month[inside].astype(np.int64), n + cells, c.uses[inside, r].astype(np.float64),
            np.full(12, -np.inf), c.resource_cap[r].astype(np.float64),
        )  # fmt: skip


def _money(w: World, x: Model, rupiah: Ints, frozen: Seating) -> None:
    c, n = w.c, x.seats
    cost = np.concatenate([rupiah, c.class_cost]).astype(np.float64)
    offering = np.concatenate([x.offering, np.arange(c.offerings)])
    cols = np.arange(n + c.offerings)
    opened = c.class_cost * frozen.classes
    left = frozen.stock.budget[0] + opened.sum()
    fund = frozen.stock.fund + np.bincount(c.fund, weights=opened, minlength=len(c.fund_amount)).astype(np.int64)
    quarter = frozen.stock.quarter.copy()
    np.add.at(quarter, (c.fund, c.month // 3), opened)

    def rows(key: Ints, most: Floats, limited: np.ndarray) -> None:
        inside = limited[key] & (cost > 0)
        number = np.cumsum(limited) - 1
        x.rows.add(
            number[key[inside]], cols[inside], cost[inside] / money_unit(c),
            np.full(int(limited.sum()), -np.inf), most[limited] / money_unit(c),
        )  # fmt: skip

    rows(np.zeros(n + c.offerings, np.int64), np.array([left], float), np.array([c.budget < UNLIMITED]))
    rows(c.fund[offering].astype(np.int64), fund.astype(float), c.fund_amount < UNLIMITED)
    key = c.fund[offering].astype(np.int64) * 4 + c.month[offering] // 3
    rows(key, quarter.ravel().astype(float), (c.fund_quarter < UNLIMITED).ravel())


def _units(w: World, x: Model, rupiah: Ints, frozen: Seating) -> None:
    c = w.c
    unit = c.unit[x.person].astype(np.int64)
    column = np.arange(x.seats)

    def rows(keep: np.ndarray, key: Ints, each: Floats, most: Floats) -> None:
        keys, row = distinct(key[keep])
        x.rows.add(row, column[keep], each[keep], np.full(len(keys), -np.inf), most[keys])

    away = c.away[x.offering] & (c.away_cap[unit, c.month[x.offering]] < UNLIMITED)
    rows(away, unit * 12 + c.month[x.offering], np.ones(x.seats), frozen.stock.away.ravel().astype(float))
    charge = (rupiah + c.seats[x.pair] * w.town.tariff[x.offering]) / money_unit(c)
    rows(c.unit_money[unit] < UNLIMITED, unit, charge, frozen.stock.unit / money_unit(c))
    for k in range(len(c.limit_cap)):
        part = c.limit_part[k, x.offering] * c.seats[x.pair]
        x.rows.add(
            np.zeros(x.seats, np.int64), column, part, np.array([-np.inf]), np.array([frozen.stock.limit[k] + 1e-9])
        )


def _groups(w: World, x: Model, who: np.ndarray, frozen: Seating) -> None:
    c = w.c
    if not len(w.target):
        return
    person, _ = frozen.rows()
    gain = np.bincount(person, weights=c.value[frozen.held_k[frozen.held_o >= 0]], minlength=c.people)
    left = w.target - w.members @ gain
    missing = _helpers(
        x, len(left), np.full(len(left), -c.problem.fairness.floor_penalty), np.full(len(left), np.inf), False
    )
    row, cols = np.nonzero(w.members[:, x.person])
    x.rows.add(
        np.concatenate([row, np.arange(len(left))]),
        np.concatenate([cols, missing]),
        np.concatenate([c.value[x.pair][cols], np.ones(len(left))]),
        left,
        np.full(len(left), np.inf),
    )


def to_highs(x: Model, *, relax: bool = False) -> Any:
    """Return HiGHS holding the model, quiet and single-threaded so that its path never varies."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(x.cost), x.rows.count
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = x.cost, x.low, x.high
    lp.row_lower_ = np.concatenate(x.rows.low)
    lp.row_upper_ = np.concatenate(x.rows.high)
    lp.sense_ = highspy.ObjSense.kMaximize
    row, col, val = np.concatenate(x.rows.row), np.concatenate(x.rows.col), np.concatenate(x.rows.val)
    order = np.lexsort((row, col))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(np.bincount(col, minlength=len(x.cost))))).astype(np.int32)
    lp.a_matrix_.index_ = row[order].astype(np.int32)
    lp.a_matrix_.value_ = val[order]
    if not relax:
        kinds = [highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger]
        lp.integrality_ = [kinds[int(k)] for k in x.whole]
    h = new_highs()
    h.passModel(lp)
    return h


def start_from(h: Any, w: World, x: Model, held: Seating) -> None:
    """Give HiGHS the seats held now as a first solution; helpers are left for it to complete."""
    person, offering = held.rows()
    key = person * w.c.offerings + offering
    first = np.zeros(x.seats + w.c.offerings)
    first[: x.seats] = np.isin(x.person * w.c.offerings + x.offering, key)
    first[x.seats :] = held.classes
    h.setSolution(len(first), np.arange(len(first), dtype=np.int32), first)


def without(w: World, x: Seating, who: np.ndarray) -> Seating:
    """Return the seating with the marked people's seats given back."""
    out = x.copy()
    release_all(np.flatnonzero(who), w.town, out.stock, out.held_o, out.held_k)
    return out


def with_solution(w: World, frozen: Seating, x: Model, solution: Floats) -> Seating:
    """Return the seating after the solver's answer for the people who were not frozen."""
    out = frozen.copy()
    classes = np.rint(solution[x.seats : x.seats + w.c.offerings]).astype(np.int64)
    paid = w.c.class_cost * (classes - out.classes)
    out.stock.budget[0] -= int(paid.sum())
    np.subtract.at(out.stock.fund, w.c.fund, paid)
    np.subtract.at(out.stock.quarter, (w.c.fund, w.c.month // 3), paid)
    out.stock.seats[:] += w.c.seat_max * (classes - out.classes)
    out.classes = classes
    chosen = np.flatnonzero(solution[: x.seats] > 0.5)
    seat_all(
        x.person[chosen], x.offering[chosen], x.pair[chosen], w.town, out.stock, out.held_o, out.held_k
    )  # fmt: skip
    return out


def all_columns(w: World, who: np.ndarray) -> tuple[Ints, Ints]:
    """Return pair and offering of all columns of the marked people."""
    pair, offering = expand(w.c)
    keep = who[w.c.pair_person[pair]]
    return pair[keep], offering[keep]

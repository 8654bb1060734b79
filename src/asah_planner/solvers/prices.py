"""Prices, the bound they prove, and the descent that improves both.

Every scarce thing has a price of at least 0. At given prices everybody takes the best bundle; the worth of those
bundles plus the worth of all that is for sale bounds every plan from above. Where demand exceeds supply the price
rises, where it falls short the price sinks: a subgradient step, scaled for each price by the size of its own recent
steps.

`classes` fixes the number of classes of some offerings (-1: free). A fixed class has a least number of people too, so
its seat price may go below zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from asah_planner.solvers.columns import Market, Town, empty_stock, town_of
from asah_planner.solvers.compiled import UNLIMITED, Compiled, Floats, Ints
from asah_planner.solvers.passes import add_demand, price_pass

QUARTER = np.arange(12) // 3


@dataclass(frozen=True)
class Prices:
    """Points by unit of each scarce thing. Money is priced per `World.purse` rupiah to keep sizes alike."""

    budget: float
    fund: Floats  # F
    quarter: Floats  # F x 4
    unit: Floats  # U
    resource: Floats  # R x 12
    seat: Floats  # O
    away: Floats  # U x 12
    group: Floats  # G
    limit: Floats  # L

    def flat(self) -> Floats:
        """Return all prices in one vector."""
        parts = (self.fund, self.quarter, self.unit, self.resource, self.seat, self.away, self.group, self.limit)
        return np.concatenate([[self.budget], *(x.ravel() for x in parts)])

    def like(self, flat: Floats) -> Prices:
        """Return prices of the same shapes from one vector."""
        at, parts = 1, []
        for x in (self.fund, self.quarter, self.unit, self.resource, self.seat, self.away, self.group, self.limit):
            parts.append(flat[at : at + x.size].reshape(x.shape))
            at += x.size
        return Prices(float(flat[0]), *parts)


@dataclass
class Response:
    """What people do at given prices: the bound, and the slack (supply minus demand) of everything, as `Prices`."""

    bound: float
    slack: Prices
    gain: Floats
    seats: Ints
    cost: int


@dataclass
class World:
    """One problem ready for pricing: compiled arrays, kernel view, scratch memory, groups with floors."""

    c: Compiled
    town: Town = field(init=False)
    purse: float = field(init=False)
    members: np.ndarray = field(init=False)  # G x N, bool
    attainable: Floats = field(init=False)
    target: Floats = field(init=False)  # value each group should reach

    def __post_init__(self) -> None:
        """Prepare scratch memory and the constants of the objective."""
        c = self.c
        self.town = town_of(c)
        width = max(1, int(c.n_max.max(initial=1)), int(np.diff(c.lock_ptr).max(initial=0)))
        self.out_o = np.full((c.people, width), -1, np.int32)
        self.out_k = np.full((c.people, width), -1, np.int64)
        self.worth = np.zeros(c.people)
        self.stock = empty_stock(c)
        self.constant = -float(c.duty.sum())
        seat = c.seat_cost.mean(axis=1) + c.class_cost / c.seat_max if c.offerings else np.zeros(1)
        self.purse = max(1.0, float(np.mean(seat)))
        floors = c.problem.fairness.floors
        self.attainable = np.zeros(c.people)
        self.members = np.array([[g in x.groups for x in c.problem.people] for g, _ in floors], bool)
        self.members = self.members.reshape(len(floors), c.people)
        if floors:
            self.attainable = attainable_values(self)
        self.target = np.array([s for _, s in floors]) * (self.members @ self.attainable) if floors else np.zeros(0)

    def zero(self) -> Prices:
        """Return prices of nothing."""
        c = self.c
        funds, units, resources = len(c.fund_amount), len(c.unit_money), len(c.resource_cap)
        shapes = (
            funds,
            (funds, 4),
            units,
            (resources, 12),
            c.offerings,
            (units, 12),
            len(self.target),
            len(c.limit_cap),
        )
        return Prices(0.0, *(np.zeros(s) for s in shapes))

    def limited(self) -> Prices:
        """Return 1 where a limit exists (and so a price may be above 0), else 0."""
        c = self.c
        zero = self.zero()
        return Prices(
            float(c.budget < UNLIMITED),
            (c.fund_amount < UNLIMITED) * 1.0,
            (c.fund_quarter < UNLIMITED) * 1.0,
            (c.unit_money < UNLIMITED) * 1.0,
            np.ones_like(zero.resource),
            np.ones_like(zero.seat),
            (c.away_cap < UNLIMITED) * 1.0,
            np.ones_like(zero.group),
            np.ones_like(zero.limit),
        )


def attainable_values(w: World) -> Floats:
    """Return each person's best value under the own rules, were money and seats free."""
    c = w.c
    market = Market(
        np.zeros_like(c.seat_cost, dtype=np.float64),
        np.zeros(c.offerings),
        np.zeros(c.away_cap.shape),
        np.zeros(len(c.unit_money)),
        np.ones(c.people),
        c.class_max > 0,
    )
    none = np.zeros(c.people + 1, np.int64)
    plain = w.town._replace(
        duty=np.zeros_like(c.duty), rate=0.0, step_value=np.zeros_like(c.step_value), fav_ptr=none, lock_ptr=none
    )
    price_pass(plain, market, w.stock, w.out_o, w.out_k, w.worth)
    return np.maximum(w.worth, 0.0)


def rupiah_price(w: World, p: Prices) -> Floats:
    """Return the price of one rupiah by offering."""
    c = w.c
    found: Floats = (p.budget + p.fund[c.fund] + p.quarter[c.fund, QUARTER[c.month]]) / w.purse
    return found + c.problem.money_weight


def market_of(w: World, p: Prices, classes: Ints | None = None) -> Market:
    """Return what one person meets at prices `p`. Where `classes` are fixed their cost is no part of a seat."""
    c = w.c
    mu = rupiah_price(w, p)
    rooms = (c.uses * p.resource[:, c.month].T).sum(axis=1)
    share = (mu * c.class_cost + rooms) / c.seat_max
    if classes is not None:
        share = np.where(classes < 0, share, 0.0)
    seat = p.seat + p.limit @ c.limit_part + share
    is_open = (c.class_max > 0) & ((classes is None) | (classes != 0))
    factor = 1.0 + p.group @ w.members if len(p.group) else np.ones(c.people)
    return Market(
        np.ascontiguousarray(seat[:, None] + mu[:, None] * c.seat_cost), mu, p.away, p.unit / w.purse, factor, is_open
    )


def supply(w: World, classes: Ints | None = None) -> Prices:
    """Return how much of everything is for sale; what fixed classes (not -1) cost and use is taken off."""
    c = w.c
    limited = w.limited()
    budget, fund, quarter = float(c.budget), c.fund_amount.astype(float), c.fund_quarter.astype(float)
    seats = (c.class_max * c.seat_max).astype(float)
    rooms = c.resource_cap.astype(float)
    if classes is not None:
        fixed = np.maximum(classes, 0)
        cost = (c.class_cost * fixed).astype(float)
        budget -= cost.sum()
        fund = fund - np.bincount(c.fund, weights=cost, minlength=len(fund))
        quarter = quarter.copy()
        np.subtract.at(quarter, (c.fund, QUARTER[c.month]), cost)
        seats = np.where(classes < 0, seats, classes * c.seat_max)
        rooms = rooms.copy()
        np.subtract.at(rooms.T, c.month, c.uses * fixed[:, None])
    return Prices(
        budget / w.purse * limited.budget,
        np.where(limited.fund > 0, fund / w.purse, 0.0),
        np.where(limited.quarter > 0, quarter / w.purse, 0.0),
        np.where(limited.unit > 0, c.unit_money / w.purse, 0.0),
        rooms,
        seats,
        np.where(limited.away > 0, c.away_cap, 0).astype(float),
        -w.target,
        c.limit_cap,
    )


def respond(w: World, p: Prices, classes: Ints | None = None) -> Response:
    """Return everybody's answer to prices `p`: bound, slack of all that is scarce, gain by person.

    Any prices of at least 0 (seat prices of fixed classes may be below) give a valid bound.
    """
    c, t = w.c, w.town
    price_pass(t, market_of(w, p, classes), w.stock, w.out_o, w.out_k, w.worth)
    seats = np.zeros(c.offerings, np.int64)
    money = np.zeros(c.fund_quarter.shape, np.int64)
    away = np.zeros(c.away_cap.shape, np.int64)
    charge = np.zeros(len(c.unit_money), np.int64)
    gain = np.zeros(c.people)
    add_demand(t, w.out_o, w.out_k, seats, money, away, charge, gain)
    have = supply(w, classes)
    spent = money.astype(float)
    rooms = np.zeros(c.resource_cap.shape)
    opened = seats / c.seat_max
    if classes is not None:
        opened = np.where(classes < 0, opened, 0.0)
    np.add.at(spent, (c.fund, QUARTER[c.month]), opened * c.class_cost)
    np.add.at(rooms.T, c.month, c.uses * opened[:, None])
    bound = float(w.worth.sum()) + w.constant
    floor_of_class = np.zeros(c.offerings)
    if classes is not None:
        floor_of_class = (c.seat_min * np.maximum(0, classes - c.class_min)).astype(float)
        bound -= c.problem.money_weight * float((c.class_cost * np.maximum(classes, 0)).sum())
    worth = have.flat() * p.flat()
    bound += float(worth.sum())
    below = p.seat < 0
    bound += float((p.seat[below] * (floor_of_class - have.seat)[below]).sum())
    slack = Prices(
        have.budget - float(spent.sum()) / w.purse,
        have.fund - spent.sum(axis=1) / w.purse,
        have.quarter - spent / w.purse,
        have.unit - charge / w.purse,
        have.resource - rooms,
        np.where(below, floor_of_class, have.seat) - seats,
        have.away - away,
        have.group + (w.members @ gain if len(p.group) else np.zeros(0)),
        have.limit - c.limit_part @ seats,
    )
    limited = w.limited()
    return Response(bound, slack.like(slack.flat() * limited.flat()), gain, seats, round(float(spent.sum())))


def clip(w: World, p: Prices, classes: Ints | None = None) -> Prices:
    """Return the nearest allowed prices."""
    c = w.c
    flat = np.maximum(p.flat(), 0.0) * w.limited().flat()
    out = p.like(flat)
    group = np.minimum(out.group, c.problem.fairness.floor_penalty)
    if classes is None:
        return replace(out, group=group)
    may_sink = (c.seat_min > 0) & (classes > c.class_min)
    return replace(out, group=group, seat=np.where(may_sink, p.seat, out.seat))


@dataclass
class Descent:
    """The best bound found, its prices, and the averaged demand of the last passes (seats by offering)."""

    bound: float
    prices: Prices
    last: Prices
    demand: Floats
    passes: int


def start_prices(w: World, passes: int = 14) -> Prices:
    """Return prices with only money charged, found by bisection on its price."""
    low, high = 0.0, 1.0
    zero = w.zero()
    if w.limited().budget == 0:
        return zero
    while respond(w, replace(zero, budget=high)).slack.budget < 0 and high < 1e9:
        low, high = high, high * 2
    for _ in range(passes):
        middle = 0.5 * (low + high)
        if respond(w, replace(zero, budget=middle)).slack.budget < 0:
            low = middle
        else:
            high = middle
    return replace(zero, budget=high)


def descend(
    w: World,
    start: Prices,
    *,
    passes: int,
    first: float = 0.3,
    last: float = 0.005,
    classes: Ints | None = None,
    average: float = 0.5,
    on_pass: Callable[[int, float], None] | None = None,
) -> Descent:
    """Lower the bound by `passes` normalised subgradient steps whose size sinks from `first` to `last` points.

    `average` is the final part of the passes over which demand is averaged.
    """
    x = start.flat()
    speed, size = np.zeros_like(x), np.full_like(x, 1e-12)
    best, best_x = np.inf, x
    demand, counted = np.zeros(w.c.offerings), 0
    shrink = (last / first) ** (1.0 / max(1, passes - 1))
    for k in range(passes):
        answer = respond(w, start.like(x), classes)
        if answer.bound < best:
            best, best_x = answer.bound, x
        if k >= passes * (1 - average):
            demand += answer.seats
            counted += 1
        if on_pass:
            on_pass(k, best)
        g = answer.slack.flat()
        speed = 0.8 * speed + 0.2 * g
        size = 0.97 * size + 0.03 * g * g
        fair = 1 - 0.97 ** (k + 1)
        x = x - first * shrink**k * speed / (1 - 0.8 ** (k + 1)) / np.sqrt(size / fair + 1e-12)
        x = clip(w, start.like(x), classes).flat()
    return Descent(best, start.like(best_x), start.like(x), demand / max(1, counted), passes)

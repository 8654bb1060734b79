"""How many classes to open.

At the root prices opening one class more or less changes nothing to first order. What it costs is of second order,
and depends on how demand answers to the seat price: with slope h (seats a point), d classes of M seats more or less
than demanded cost about (d M)^2 / (2 h) points, and never more than the fixed cost of unused classes. Money left over
costs its price. So counts are the whole numbers near demand that make these losses small and use up the money:
single steps and exchanges from the nearest whole numbers, programme by programme; each programme's classes are then
spread over its months, which are near-perfect substitutes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from asah_planner.solvers.columns import Town
from asah_planner.solvers.compiled import UNLIMITED, Compiled, Floats, Ints
from asah_planner.solvers.passes import add_demand, price_pass
from asah_planner.solvers.prices import Descent, Prices, World, market_of, rupiah_price

SAMPLE = 4000  # people asked when slopes are measured


def spread(c: Compiled, p: int, demand: Floats, total: int) -> Ints:
    """Return `total` classes of programme `p` spread over its months in proportion to demand (in classes)."""
    a, b = int(c.optr[p]), int(c.optr[p + 1])
    low, high = c.class_need[a:b], c.class_max[a:b]
    found = np.clip(np.floor(demand[a:b] + 1e-6), low, high).astype(np.int64)
    rest = demand[a:b] - found
    while found.sum() < min(total, high.sum()):
        k = int(np.argmax(np.where(found < high, rest, -np.inf)))
        found[k] += 1
        rest[k] -= 1
    while found.sum() > max(total, low.sum()):
        k = int(np.argmin(np.where(found > low, rest, np.inf)))
        found[k] -= 1
        rest[k] += 1
    return found


def slopes(w: World, prices: Prices, *, step: float) -> Floats:
    """Return by programme how many seats more are demanded when its seat price sinks by one point."""
    c = w.c
    n = len(c.optr) - 1
    every = max(1, -(-c.people // SAMPLE))
    who = np.arange(0, c.people, every)
    market = market_of(w, prices)
    sample = _sample_town(w, who)
    market = market._replace(factor=market.factor[who])
    out_o, out_k = np.full((len(who), w.out_o.shape[1]), -1, np.int32), np.zeros((len(who), w.out_o.shape[1]), np.int64)
    worth, gain = np.zeros(len(who)), np.zeros(len(who))
    found = np.zeros(n)
    for p in range(n):
        a, b = int(c.optr[p]), int(c.optr[p + 1])
        if a == b:
            continue
        count = []
        for sign in (-1.0, 1.0):
            seat = market.seat.copy()
            seat[a:b] += sign * step
            price_pass(sample, market._replace(seat=seat), w.stock, out_o, out_k, worth)
            seats = np.zeros(c.offerings, np.int64)
            add_demand(
                sample, out_o, out_k, seats, np.zeros(c.fund_quarter.shape, np.int64),
                np.zeros(c.away_cap.shape, np.int64), np.zeros(len(c.unit_money), np.int64), gain,
            )  # fmt: skip
            count.append(int(seats[a:b].sum()))
        found[p] = max(0, count[0] - count[1]) / (2 * step) * every
    return found


def _sample_town(w: World, who: Ints) -> Town:
    """Return the kernel's view of some of the people."""
    t, c = w.town, w.c
    rows = np.concatenate([np.arange(c.ptr[i], c.ptr[i + 1]) for i in who]) if len(who) else np.zeros(0, np.int64)

    def pointer(ptr: Ints) -> Ints:
        return np.concatenate(([0], np.cumsum(np.diff(ptr)[who]))).astype(np.int64)

    def rows_of(ptr: Ints) -> Ints:
        parts = [np.arange(ptr[i], ptr[i + 1]) for i in who]
        return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, np.int64)

    pre_rows = np.concatenate([np.arange(c.pre_ptr[k], c.pre_ptr[k + 1]) for k in rows]) if len(c.pre) else rows[:0]
    return t._replace(
        ptr=pointer(c.ptr), prog=c.prog[rows], value=c.value[rows], mask=c.mask[rows], extra=c.extra[rows],
        seats=c.seats[rows], duty=c.duty[rows], unit=c.unit[who], zone=c.zone[who], n_max=c.n_max[who],
        room=c.room[who], need=c.need[who], step_left=c.step_left[who], step_value=c.step_value[who],
        pre_ptr=np.concatenate(([0], np.cumsum(np.diff(c.pre_ptr)[rows]))).astype(np.int64), pre=c.pre[pre_rows],
        lock_ptr=pointer(c.lock_ptr), lock=c.lock[rows_of(c.lock_ptr)],
        fav_ptr=pointer(c.fav_ptr), fav=c.fav[rows_of(c.fav_ptr)], fav_value=c.fav_value[rows_of(c.fav_ptr)],
    )  # fmt: skip


@dataclass
class Lumps:
    """By programme: demand in classes, slope, seats, fixed and full cost, fund; what the choice of counts needs."""

    demand: Floats
    slope: Floats
    seats: Floats
    scarce: Floats  # points lost by closing one class of a programme at its greatest number
    price: Floats  # break-even price of a seat
    fixed: Floats
    seat_cost: Floats
    low: Ints
    high: Ints
    fund: Ints


def lumps_of(w: World, root: Descent, slope: Floats) -> Lumps:
    """Return the figures of each programme (months taken together, weighted by demand)."""
    c = w.c
    n = len(c.optr) - 1
    mu = rupiah_price(w, root.prices)
    weight = np.maximum(root.demand, 1e-6)
    zone_share = np.bincount(c.zone, minlength=c.seat_cost.shape[1]) / max(1, c.people)

    def mean(x: Floats) -> Floats:
        total = np.bincount(c.oprog, weights=weight, minlength=n)
        return np.bincount(c.oprog, weights=weight * x, minlength=n) / np.maximum(total, 1e-12)

    first = np.minimum(c.optr[:-1], max(0, c.offerings - 1))
    return Lumps(
        demand=np.bincount(c.oprog, weights=root.demand / c.seat_max, minlength=n),
        slope=np.maximum(slope, 1.0),
        seats=np.maximum(mean(c.seat_max.astype(float)), 1.0),
        scarce=least_scarcity(c, root.prices.seat * c.seat_max),
        price=mean(mu * c.class_cost / c.seat_max),
        fixed=mean(c.class_cost.astype(float)),
        seat_cost=mean(c.seat_cost @ zone_share),
        low=np.bincount(c.oprog, weights=c.class_need, minlength=n).astype(np.int64),
        high=np.bincount(c.oprog, weights=c.class_max, minlength=n).astype(np.int64),
        fund=c.fund[first].astype(np.int64),
    )


def least_scarcity(c: Compiled, worth: Floats) -> Floats:
    """Return by programme the points lost by closing one class in the month where classes are least scarce."""
    found = np.full(len(c.optr) - 1, np.inf)
    np.minimum.at(found, c.oprog, np.where(c.class_max > 0, worth, np.inf))
    return np.where(np.isfinite(found), found, 0.0)


def losses(x: Lumps, counts: Ints) -> tuple[Floats, Floats]:
    """Return points lost and rupiah used by programme for these class counts."""
    more = (counts - x.demand) * x.seats
    filled = np.minimum(more, x.price * x.slope)
    lost = filled * filled / (2 * x.slope) + np.maximum(more - filled, 0) * x.price
    lost = lost + np.where(more < 0, -more / x.seats * x.scarce, 0.0)
    seats = np.maximum(0.0, x.demand * x.seats + filled)
    return lost, np.where(counts > 0, x.fixed * counts + x.seat_cost * seats, 0.0)


def choose_counts(w: World, root: Descent, x: Lumps, *, moves: int = 2000) -> Ints:
    """Return class counts by programme: least loss, money used up but not exceeded."""
    c = w.c
    mu = root.prices.budget / w.purse
    mu_fund = root.prices.fund / w.purse
    counts = np.clip(np.floor(x.demand + 0.5), x.low, x.high).astype(np.int64)
    steps = np.array([1, -1])
    over = 20.0 * max(mu, float(mu_fund.max(initial=0.0)), 1e-12)

    def money_loss(used: Floats, fund: Floats) -> Floats:
        """Return points lost by money left over or overspent, in all and by fund."""
        left = c.budget - used if c.budget < UNLIMITED else np.zeros_like(used)
        lost = np.where(left >= 0, mu * left, -over * left)
        rest = np.where(c.fund_amount < UNLIMITED, c.fund_amount - fund, 0.0)
        total: Floats = lost + np.where(rest >= 0, mu_fund * rest, -over * rest).sum(axis=-1)
        return total

    n = len(counts)
    for _ in range(moves):
        lost, used = losses(x, counts)
        fund = np.bincount(x.fund, weights=used, minlength=len(c.fund_amount))
        now = float(money_loss(np.array(used.sum()), fund))
        change = np.full((2, n), np.inf)
        extra = np.zeros((2, n))
        for k, step in enumerate(steps):
            after, cost = losses(x, counts + step)
            ok = (counts + step >= x.low) & (counts + step <= x.high)
            change[k] = np.where(ok, after - lost, np.inf)
            extra[k] = cost - used
        single = _after(money_loss, used.sum(), fund, x.fund, extra) + change - now
        best, move = float(single.min(initial=np.inf)), int(np.argmin(single)) if n else 0
        pair = _best_pair(money_loss, float(used.sum()), fund, x.fund, extra, change, now)
        if min(best, pair[0]) > -1e-9:
            break
        if best <= pair[0]:
            counts[move % n] += steps[move // n]
        else:
            for chosen in pair[1]:
                counts[chosen % n] += steps[chosen // n]
    return counts


Loss = Callable[[Floats, Floats], Floats]


def _after(money_loss: Loss, used: float, fund: Floats, where: Ints, extra: Floats) -> Floats:
    """Return the money loss after each single step."""
    funds = np.repeat(fund[None, None, :], extra.shape[0], 0).repeat(extra.shape[1], 1)
    funds[:, np.arange(extra.shape[1]), where] += extra
    return money_loss(used + extra, funds)


def _best_pair(
    money_loss: Loss, used: float, fund: Floats, where: Ints, extra: Floats, change: Floats, now: float
) -> tuple[float, tuple[int, ...]]:
    """Return the best exchange (one programme up, another down) as (gain, moves)."""
    n = extra.shape[1]
    keep_up = np.argsort(change[0], kind="stable")[:80]
    keep_down = np.argsort(change[1], kind="stable")[:80]
    a, b = (grid.ravel() for grid in np.meshgrid(keep_up, keep_down, indexing="ij"))
    ok = (a != b) & np.isfinite(change[0][a]) & np.isfinite(change[1][b])
    a, b = a[ok], b[ok]
    if len(a) == 0:
        return np.inf, ()
    funds = np.repeat(fund[None, :], len(a), 0)
    rows = np.arange(len(a))
    np.add.at(funds, (rows, where[a]), extra[0][a])
    np.add.at(funds, (rows, where[b]), extra[1][b])
    total = money_loss(used + extra[0][a] + extra[1][b], funds) + change[0][a] + change[1][b] - now
    k = int(np.argmin(total))
    return float(total[k]), (int(a[k]), int(b[k]) + n)


def within_means(c: Compiled, classes: Ints, worth: Floats) -> Ints:
    """Return the classes that rooms and money suffice for; what is worth least a class goes first."""
    out = classes.copy()

    def excess() -> np.ndarray:
        """Return the offerings of which a class has to go."""
        cost = c.class_cost * out
        fund = np.bincount(c.fund, weights=cost, minlength=len(c.fund_amount))
        quarter = np.zeros(c.fund_quarter.shape)
        np.add.at(quarter, (c.fund, c.month // 3), cost)
        used = np.zeros_like(c.resource_cap)
        np.add.at(used.T, c.month, c.uses * out[:, None])
        rooms = ((used > c.resource_cap).T[c.month] & (c.uses > 0)).any(axis=1)
        money = (
            (cost.sum() > c.budget) | (fund > c.fund_amount)[c.fund] | (quarter > c.fund_quarter)[c.fund, c.month // 3]
        )
        gone: np.ndarray = (out > c.class_need) & (rooms | (money & (c.class_cost > 0)))
        return gone

    while True:
        gone = excess()
        if not gone.any():
            return out
        out[int(np.argmin(np.where(gone, worth, np.inf)))] -= 1


def choose_classes(w: World, root: Descent) -> tuple[Ints, Prices]:
    """Return the number of classes of each offering, and seat prices from which to start with them fixed."""
    c = w.c
    mean_price = float(np.mean(root.prices.seat + rupiah_price(w, root.prices) * c.class_cost / c.seat_max))
    slope = slopes(w, root.prices, step=max(0.02, 0.1 * mean_price))
    x = lumps_of(w, root, slope)
    counts = choose_counts(w, root, x)
    classes = np.zeros(c.offerings, np.int64)
    demand = root.demand / c.seat_max
    for p in range(len(counts)):
        if c.optr[p] < c.optr[p + 1]:
            classes[c.optr[p] : c.optr[p + 1]] = spread(c, p, demand, int(counts[p]))
    classes = within_means(c, classes, root.demand)
    more = (counts - x.demand) * x.seats / x.slope
    mu = rupiah_price(w, root.prices)
    seat = root.prices.seat + mu * c.class_cost / c.seat_max - more[c.oprog]
    return classes, replace(root.prices, seat=np.maximum(seat, 0.0))

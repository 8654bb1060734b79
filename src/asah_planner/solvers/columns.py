"""What one person meets: the columns (offerings open to the person) at given prices, laid out on a desk."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from asah_planner.solvers.compiled import Compiled, Floats, Ints

WIDEST = 12  # most seats of one person; n_max above it is refused
EPS = 1e-12


class Town(NamedTuple):
    """What never changes during a solve. See `Compiled` for the meaning of the arrays."""

    ptr: Ints
    prog: np.ndarray
    value: Floats
    mask: np.ndarray
    extra: Ints
    seats: np.ndarray
    duty: Floats
    optr: Ints
    oprog: np.ndarray
    month: np.ndarray
    away: np.ndarray
    seat_cost: Ints
    tariff: Ints
    fund: np.ndarray
    jp: Ints
    competency: np.ndarray
    pre_ptr: Ints
    pre: np.ndarray
    unit: np.ndarray
    zone: np.ndarray
    n_max: Ints
    room: Ints
    need: Ints
    rate: float
    step_counts: np.ndarray
    step_left: Ints
    step_value: Floats
    lock_ptr: Ints
    lock: np.ndarray
    fav_ptr: Ints
    fav: np.ndarray
    fav_value: Floats
    limit_part: Floats
    width: int  # most columns of one person


class Market(NamedTuple):
    """Prices as one person meets them: points a seat by offering and zone, a rupiah, an absence, a unit's rupiah."""

    seat: Floats  # O x Z, travel and seat cost included
    rupiah: Floats  # O
    away: Floats  # U x 12
    unit: Floats  # U
    factor: Floats  # N, on the person's values
    open: np.ndarray  # O, bool


class Stock(NamedTuple):
    """What is left for sale; `seats` and the others are whole numbers, `limit` are policy limits."""

    seats: Ints  # O
    away: Ints  # U x 12
    budget: Ints  # 1
    fund: Ints
    quarter: Ints  # F x 4
    unit: Ints
    limit: Floats


class Desk(NamedTuple):
    """Scratch space of one thread."""

    o: np.ndarray
    k: np.ndarray
    r: Floats
    h: Floats
    top: Floats
    most: Floats
    jp: Ints
    programme: np.ndarray
    subject: np.ndarray
    when: np.ndarray
    plain: Floats
    hours: Ints
    pos: Ints
    chosen: Ints
    best: Ints


def town_of(c: Compiled) -> Town:
    """Return the kernel's view of a compiled problem."""
    if int(c.n_max.max(initial=0)) > WIDEST:
        raise ValueError(f"n_max: at most {WIDEST} trainings a person can be planned")
    counts = np.bitwise_count(c.mask).astype(np.int64)
    per_person = np.add.reduceat(np.append(counts, 0), c.ptr[:-1]) if c.people else np.zeros(1, np.int64)
    per_person[np.diff(c.ptr) == 0] = 0
    return Town(
        c.ptr, c.prog, c.value, c.mask, c.extra, c.seats, c.duty, c.optr, c.oprog, c.month, c.away,
        c.seat_cost, -(-c.class_cost // c.seat_max), c.fund, c.jp, c.competency, c.pre_ptr, c.pre, c.unit, c.zone,
        c.n_max, c.room, c.need, float(c.rate), c.step_counts, c.step_left, c.step_value, c.lock_ptr, c.lock,
        c.fav_ptr, c.fav, c.fav_value, c.limit_part, int(per_person.max(initial=0)) + WIDEST + 2,
    )  # fmt: skip


def empty_stock(c: Compiled) -> Stock:
    """Return a stock of the right shapes, used where no stock is looked at."""
    zero = np.zeros(0, dtype=np.int64)
    return Stock(zero, np.zeros((0, 12), np.int64), zero, zero, np.zeros((0, 4), np.int64), zero, np.zeros(0))


@njit(cache=True)
def make_desk(width):  # type: ignore[no-untyped-def]
    """Return scratch space for people with at most `width` columns."""
    return Desk(
        np.zeros(width, np.int32), np.zeros(width, np.int64), np.zeros(width), np.zeros(width),
        np.zeros(width + 1), np.zeros(width + 1), np.zeros(width, np.int64), np.zeros(width, np.int32),
        np.zeros(width, np.int32), np.zeros(width, np.int32), np.zeros(WIDEST + 2), np.zeros(WIDEST + 2, np.int64),
        np.zeros(WIDEST + 2, np.int64), np.zeros(WIDEST + 2, np.int64),
        np.zeros(WIDEST + 2, np.int64),
    )  # fmt: skip


@njit(cache=True)
def favour_of(i, o, t):  # type: ignore[no-untyped-def]
    """Return the additional value of this seat for this person."""
    total = 0.0
    for f in range(t.fav_ptr[i], t.fav_ptr[i + 1]):
        if t.fav[f] == o:
            total += t.fav_value[f]
    return total


@njit(cache=True)
def column_worth(i, o, k, t, m):  # type: ignore[no-untyped-def]
    """Return the worth of one seat at the market's prices, floor and steps apart."""
    u = t.unit[i]
    cost = t.seats[k] * t.seat_cost[o, t.zone[i]] + t.extra[k]
    r = t.value[k] * m.factor[i] + t.duty[k] - t.seats[k] * m.seat[o, t.zone[i]] - t.extra[k] * m.rupiah[o]
    if m.unit[u] > 0.0:
        r -= m.unit[u] * (cost + t.seats[k] * t.tariff[o])
    if t.away[o]:
        r -= m.away[u, t.month[o]]
    if t.fav_ptr[i + 1] > t.fav_ptr[i]:
        r += favour_of(i, o, t)
    return r


@njit(cache=True)
def in_stock(i, o, k, t, s):  # type: ignore[no-untyped-def]
    """Return whether this one seat is still for sale."""
    u, f, month, w = t.unit[i], t.fund[o], t.month[o], t.seats[k]
    if s.seats[o] < w:
        return False
    if t.away[o] and s.away[u, month] < 1:
        return False
    cost = w * t.seat_cost[o, t.zone[i]] + t.extra[k]
    if cost > s.budget[0] or cost > s.fund[f] or cost > s.quarter[f, month // 3]:
        return False
    if cost + w * t.tariff[o] > s.unit[u]:
        return False
    for x in range(len(s.limit)):
        part = t.limit_part[x, o] * w
        if part > 0.0 and part > s.limit[x] + 1e-9:
            return False
    return True


@njit(cache=True)
def is_locked(i, o, t):  # type: ignore[no-untyped-def]
    """Return whether the person is locked into the offering."""
    found = False
    for x in range(t.lock_ptr[i], t.lock_ptr[i + 1]):
        found = found or t.lock[x] == o
    return found


@njit(cache=True)
def steps_open(i, t):  # type: ignore[no-untyped-def]
    """Return the value of all steps not yet reached."""
    total = 0.0
    for x in range(t.step_left.shape[1]):
        if t.step_left[i, x] > 0:
            total += t.step_value[i, x]
    return total


@njit(cache=True)
def is_needed(i, q, t):  # type: ignore[no-untyped-def]
    """Return whether some programme of the person still needs programme `q` first."""
    found = False
    for x in range(t.pre_ptr[t.ptr[i]], t.pre_ptr[t.ptr[i + 1]]):
        found = found or t.pre[x] == q
    return found


@njit(cache=True)
def collect(i, t, m, s, use_stock, relaxed, d):  # type: ignore[no-untyped-def]
    """Fill the desk with the person's columns worth looking at; locked ones first. Return (columns, locked)."""
    n, forced = 0, 0
    if t.lock_ptr[i + 1] > t.lock_ptr[i]:
        for k in range(t.ptr[i], t.ptr[i + 1]):
            p = t.prog[k]
            for o in range(t.optr[p], t.optr[p + 1]):
                if (t.mask[k] >> np.uint64(o - t.optr[p])) & np.uint64(1) and is_locked(i, o, t) and forced < WIDEST:
                    d.o[n], d.k[n] = o, k
                    d.r[n] = column_worth(i, o, k, t, m)
                    n += 1
                    forced += 1
    spread = steps_open(i, t)
    chained = t.pre_ptr[t.ptr[i + 1]] > t.pre_ptr[t.ptr[i]]
    most = 1 if relaxed else max(1, t.n_max[i], forced + 1)
    for k in range(t.ptr[i], t.ptr[i + 1]):
        p = t.prog[k]
        bits = t.mask[k]
        if bits == 0:
            continue
        save = t.rate * min(t.jp[p], t.need[i])
        keep_all = chained and (t.pre_ptr[k + 1] > t.pre_ptr[k] or is_needed(i, p, t))
        first, near = n, -1
        for o in range(t.optr[p], t.optr[p + 1]):
            if not (bits >> np.uint64(o - t.optr[p])) & np.uint64(1) or not m.open[o]:
                continue
            r = column_worth(i, o, k, t, m)
            if not keep_all and r + save + spread <= EPS:
                continue
            if use_stock and not in_stock(i, o, k, t, s):
                continue
            if forced > 0 and is_locked(i, o, t):
                continue
            at = n
            if not keep_all:
                at, near = place_of(first, n, near, o, r, most, relaxed, t, d)
                if at < 0:
                    continue
            d.o[at], d.k[at], d.r[at], d.h[at] = o, k, r, r + save
            n = max(n, at + 1)
        if near >= 0 and not relaxed:
            n = drop_dominated(first, n, near, t, d)
    return n, forced


@njit(cache=True)
def place_of(first, n, near, o, r, most, relaxed, t, d):  # type: ignore[no-untyped-def]
    """Return where on the desk a column of one programme goes (-1: nowhere), and where the one without absence stands.

    Of columns without absence only the best matters; of absences the best of each month, and of those the `most` best,
    because the person's other trainings block fewer months than that.
    """
    if relaxed or not t.away[o]:
        if near >= 0:
            return (near if r > d.r[near] else -1), near
        return n, n
    worst, count = -1, 0
    for x in range(first, n):
        if x == near:
            continue
        if t.month[d.o[x]] == t.month[o]:
            return (x if r > d.r[x] else -1), near
        count += 1
        if worst < 0 or d.r[x] <= d.r[worst]:
            worst = x
    if count < most:
        return n, near
    return (worst if r > d.r[worst] else -1), near


@njit(cache=True)
def drop_dominated(first, n, near, t, d):  # type: ignore[no-untyped-def]
    """Drop absences worth no more than the same programme without absence; return the number of columns left."""
    floor = d.r[near]
    to = first
    for x in range(first, n):
        if x == near or d.r[x] > floor:
            d.o[to], d.k[to], d.r[to], d.h[to] = d.o[x], d.k[x], d.r[x], d.h[x]
            to += 1
    return to

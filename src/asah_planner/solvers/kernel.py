"""Exact search for one person's best bundle, compiled with numba.

A bundle is a set of offerings that keeps the person's own rules. Its worth at given prices is the sum of worths of
its columns, minus the floor penalty that remains, plus the steps it reaches. Columns are tried in order of what they
can add at most, so that a prefix sum bounds everything that follows and most branches die at once.

First only the best offering of each programme is tried, months ignored: when the answer has no clash of months it is
the answer. Otherwise the months that could matter are searched too.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from asah_planner.solvers.columns import EPS, collect, column_worth, steps_open


@njit(cache=True)
def sort_columns(n, forced, d):  # type: ignore[no-untyped-def]
    """Sort the desk's free columns by hope, then by offering, and fill the prefix sums of what can still be added."""
    for a in range(forced + 1, n):
        o, k, r, h = d.o[a], d.k[a], d.r[a], d.h[a]
        b = a - 1
        while b >= forced and (d.h[b] < h or (d.h[b] == h and d.o[b] > o)):
            d.o[b + 1], d.k[b + 1], d.r[b + 1], d.h[b + 1] = d.o[b], d.k[b], d.r[b], d.h[b]
            b -= 1
        d.o[b + 1], d.k[b + 1], d.r[b + 1], d.h[b + 1] = o, k, r, h
    d.top[forced] = 0.0
    for a in range(forced, n):
        d.top[a + 1] = d.top[a] + max(0.0, d.h[a])
    d.most[n] = 0.0
    for a in range(n - 1, forced - 1, -1):
        d.most[a] = max(d.most[a + 1], d.r[a])


@njit(cache=True)
def describe(n, t, d):  # type: ignore[no-untyped-def]
    """Write beside each column of the desk what the rules look at: hours, programme, competency, month away."""
    for a in range(n):
        o = d.o[a]
        p = t.oprog[o]
        d.jp[a] = t.jp[p]
        d.programme[a] = p
        d.subject[a] = t.competency[p]
        d.when[a] = t.month[o] if t.away[o] else -1


@njit(cache=True)
def fits(a, depth, months, d):  # type: ignore[no-untyped-def]
    """Return whether column `a` may join the chosen ones under the person's rules; `months` looks at clashes too."""
    p, subject, when = d.programme[a], d.subject[a], d.when[a]
    for x in range(depth):
        b = d.chosen[x]
        if d.programme[b] == p or (subject >= 0 and d.subject[b] == subject):
            return False
        if months and when >= 0 and d.when[b] == when:
            return False
    return True


@njit(cache=True)
def affordable(i, depth, t, s, d):  # type: ignore[no-untyped-def]
    """Return whether what is left pays for all chosen columns together."""
    total = np.int64(0)
    charge = np.int64(0)
    for x in range(depth):
        o, k = d.o[d.chosen[x]], d.k[d.chosen[x]]
        cost = t.seats[k] * t.seat_cost[o, t.zone[i]] + t.extra[k]
        total += cost
        charge += cost + t.seats[k] * t.tariff[o]
        fund = cost
        quarter = cost
        for y in range(x):
            ob, kb = d.o[d.chosen[y]], d.k[d.chosen[y]]
            if t.fund[ob] == t.fund[o]:
                more = t.seats[kb] * t.seat_cost[ob, t.zone[i]] + t.extra[kb]
                fund += more
                if t.month[ob] // 3 == t.month[o] // 3:
                    quarter += more
        if fund > s.fund[t.fund[o]] or quarter > s.quarter[t.fund[o], t.month[o] // 3]:
            return False
    for x in range(len(s.limit)):
        part = 0.0
        for y in range(depth):
            part += t.limit_part[x, d.o[d.chosen[y]]] * t.seats[d.k[d.chosen[y]]]
        if part > 0.0 and part > s.limit[x] + 1e-9:
            return False
    return total <= s.budget[0] and charge <= s.unit[t.unit[i]]


@njit(cache=True)
def is_complete(depth, t, d):  # type: ignore[no-untyped-def]
    """Return whether every prerequisite of the chosen columns is chosen in an earlier month."""
    for x in range(depth):
        k = d.k[d.chosen[x]]
        for y in range(t.pre_ptr[k], t.pre_ptr[k + 1]):
            met = False
            for z in range(depth):
                o = d.o[d.chosen[z]]
                if t.oprog[o] == t.pre[y] and t.month[o] < t.month[d.o[d.chosen[x]]]:
                    met = True
            if not met:
                return False
    return True


@njit(cache=True)
def bundle_worth(i, depth, t, d):  # type: ignore[no-untyped-def]
    """Return the worth of the chosen columns, floor penalty and steps included."""
    total, jp = 0.0, 0
    for x in range(depth):
        total += d.r[d.chosen[x]]
        jp += t.jp[t.oprog[d.o[d.chosen[x]]]]
    total -= t.rate * max(0, t.need[i] - jp)
    for x in range(t.step_left.shape[1]):
        counted = 0
        for y in range(depth):
            p = t.oprog[d.o[d.chosen[y]]]
            if t.step_counts[x, p]:
                counted += t.jp[p]
        if counted >= t.step_left[i, x]:
            total += t.step_value[i, x]
    return total


@njit(cache=True)
def steps_reached(i, depth, t, d):  # type: ignore[no-untyped-def]
    """Return the value of the steps that the chosen columns reach."""
    total = 0.0
    for x in range(t.step_left.shape[1]):
        counted = 0
        for y in range(depth):
            a = d.chosen[y]
            if t.step_counts[x, d.programme[a]]:
                counted += d.jp[a]
        if counted >= t.step_left[i, x]:
            total += t.step_value[i, x]
    return total


@njit(cache=True)
def dive(i, n, forced, t, s, use_stock, months, known, d):  # type: ignore[no-untyped-def]
    """Search all bundles of the desk's columns; leave the best in `d.best`. Return (worth, seats).

    Only bundles worth more than `known` are looked for; (known, -1) is returned when there is none. Two bounds cut
    branches: what is still to come saves the floor penalty each on its own, or all that is left of it is saved.
    """
    n_max = max(t.n_max[i], forced)
    need, rate, room = t.need[i], t.rate, t.room[i]
    steps = t.step_left.shape[1] > 0
    chained = t.pre_ptr[t.ptr[i + 1]] > t.pre_ptr[t.ptr[i]]
    bonus = 0.0
    if steps:
        bonus = steps_open(i, t)
        for x in range(t.step_left.shape[1]):
            if t.step_left[i, x] <= 0:
                bonus += t.step_value[i, x]
    describe(n, t, d)
    plain, hours = 0.0, 0
    for x in range(forced):
        d.chosen[x] = x
        plain += d.r[x]
        hours += d.jp[x]
    best, size = plain - rate * max(0, need - hours), forced
    if steps:
        best += steps_reached(i, forced, t, d)
    if best <= known:
        best, size = known, -1
    for x in range(forced):
        d.best[x] = x
    depth = forced
    d.pos[depth] = forced - 1
    d.plain[depth], d.hours[depth] = plain, hours
    while depth >= forced:
        d.pos[depth] += 1
        a = d.pos[depth]
        plain, hours = d.plain[depth], d.hours[depth]
        over = depth >= n_max or a >= n
        if not over:
            last = min(n, a + n_max - depth)
            lack = rate * max(0, need - hours)
            most = plain + min(d.top[last] - d.top[a] - lack, (last - a) * d.most[a])
            over = most + bonus <= best + EPS
        if over:
            depth -= 1
            continue
        if hours + d.jp[a] > room or not fits(a, depth, months, d):
            continue
        d.chosen[depth] = a
        if use_stock and depth > 0 and not affordable(i, depth + 1, t, s, d):
            continue
        plain += d.r[a]
        hours += d.jp[a]
        worth = plain - rate * max(0, need - hours)
        if steps:
            worth += steps_reached(i, depth + 1, t, d)
        if worth > best + EPS and (not chained or is_complete(depth + 1, t, d)):
            best, size = worth, depth + 1
            for x in range(size):
                d.best[x] = d.chosen[x]
        depth += 1
        d.pos[depth] = a
        d.plain[depth], d.hours[depth] = plain, hours
    return best, size


@njit(cache=True)
def has_clash(size, t, d):  # type: ignore[no-untyped-def]
    """Return whether the best bundle found has two absences in one month."""
    for x in range(size):
        for y in range(x):
            a, b = d.o[d.best[x]], d.o[d.best[y]]
            if t.away[a] and t.away[b] and t.month[a] == t.month[b]:
                return True
    return False


@njit(cache=True)
def best_bundle(i, t, m, s, use_stock, known, d):  # type: ignore[no-untyped-def]
    """Leave the person's best bundle in `d.best` (positions in `d.o`, `d.k`). Return (worth, seats).

    (known, -1) when no bundle is worth more than `known`.
    """
    if t.pre_ptr[t.ptr[i + 1]] == t.pre_ptr[t.ptr[i]]:
        n, forced = collect(i, t, m, s, use_stock, True, d)
        sort_columns(n, forced, d)
        best, size = dive(i, n, forced, t, s, use_stock, False, known, d)
        if size < 0 or not has_clash(size, t, d):
            return best, size
    n, forced = collect(i, t, m, s, use_stock, False, d)
    sort_columns(n, forced, d)
    return dive(i, n, forced, t, s, use_stock, True, known, d)


@njit(cache=True)
def worth_of(i, row_o, row_k, t, m, d):  # type: ignore[no-untyped-def]
    """Return the worth at the market's prices of the bundle a person holds, -inf when a prerequisite is missing."""
    n = 0
    for x in range(len(row_o)):
        if row_o[x] < 0:
            break
        d.o[x], d.k[x] = row_o[x], row_k[x]
        d.r[x] = column_worth(i, row_o[x], row_k[x], t, m)
        d.chosen[x] = x
        n += 1
    if not is_complete(n, t, d):
        return -np.inf
    return bundle_worth(i, n, t, d)


@njit(cache=True)
def is_open(row_o, m):  # type: ignore[no-untyped-def]
    """Return whether all offerings of a bundle are open in this market."""
    shut = 0
    for x in range(len(row_o)):
        shut += row_o[x] >= 0 and not m.open[row_o[x]]
    return shut == 0

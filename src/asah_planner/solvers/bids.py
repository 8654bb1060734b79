"""What one more seat would be worth to whoever may take it: quick estimates from below."""

from __future__ import annotations

import numpy as np
from numba import njit

from asah_planner.solvers.columns import is_locked, make_desk
from asah_planner.solvers.hall import has
from asah_planner.solvers.kernel import worth_of


@njit(cache=True)
def may_join(i, o, skip, row_o, t):  # type: ignore[no-untyped-def]
    """Return whether offering `o` fits beside the seats of a row, seat number `skip` left out (-1: none)."""
    p = t.oprog[o]
    jp, n = t.jp[p], 1
    for x in range(len(row_o)):
        q = row_o[x]
        if q < 0:
            break
        if x == skip:
            continue
        other = t.oprog[q]
        if other == p or (t.competency[p] >= 0 and t.competency[other] == t.competency[p]):
            return False
        if t.away[o] and t.away[q] and t.month[o] == t.month[q]:
            return False
        jp += t.jp[other]
        n += 1
    return n <= t.n_max[i] and jp <= t.room[i]


@njit(cache=True)
def bid_pass(o, people, pairs, t, plain, h, bids):  # type: ignore[no-untyped-def]
    """Fill what a free seat in offering `o` is worth to each of these people, added or put in place of one held seat.

    It is an estimate from below (the rest of the bundle stays as it is); -inf where the rules do not allow the seat.
    """
    d = make_desk(t.width)
    width = h.held_o.shape[1]
    row_o, row_k = np.zeros(width, np.int32), np.zeros(width, np.int64)
    for a in range(len(people)):
        i, k = people[a], pairs[a]
        bids[a] = -np.inf
        if not (t.mask[k] >> np.uint64(o - t.optr[t.prog[k]])) & np.uint64(1) or has(i, o, 0, t, h) >= 0:
            continue
        now = worth_of(i, h.held_o[i], h.held_k[i], t, plain, d)
        for skip in range(-1, width):
            if skip >= 0 and (h.held_o[i, skip] < 0 or is_locked(i, h.held_o[i, skip], t)):
                continue
            if not may_join(i, o, skip, h.held_o[i], t):
                continue
            n = 0
            for x in range(width):
                row_o[x], row_k[x] = -1, -1
            for x in range(width):
                if h.held_o[i, x] >= 0 and x != skip:
                    row_o[n], row_k[n] = h.held_o[i, x], h.held_k[i, x]
                    n += 1
            row_o[n], row_k[n] = o, k
            gain = worth_of(i, row_o, row_k, t, plain, d) - now
            if gain > bids[a]:
                bids[a] = gain

"""Everybody at once: all people choose at given prices, and what they chose is added up."""

from __future__ import annotations

import numpy as np
from numba import njit, prange

from asah_planner.solvers.columns import make_desk
from asah_planner.solvers.kernel import best_bundle, is_open, worth_of

BLOCKS = 256  # most parts the people are cut into
BLOCK = 64  # least people of a part


@njit(cache=True, parallel=True)
def price_pass(t, m, s, out_o, out_k, worth):  # type: ignore[no-untyped-def]
    """Let everybody choose at the market's prices; fill offerings, pairs (-1 beyond the last) and worths.

    What `out_o`, `out_k` hold from an earlier pass is where the search starts from: it must be a bundle the person's
    rules allow, or nothing (-1).
    """
    people = len(worth)
    blocks = max(1, min(BLOCKS, people // BLOCK))
    for block in prange(blocks):
        d = make_desk(t.width)
        for i in range(block * people // blocks, (block + 1) * people // blocks):
            known = -np.inf
            if t.lock_ptr[i + 1] == t.lock_ptr[i] and out_o[i, 0] >= 0 and is_open(out_o[i], m):
                known = worth_of(i, out_o[i], out_k[i], t, m, d)
            best, size = best_bundle(i, t, m, s, False, known, d)
            worth[i] = best
            if size < 0:
                continue
            for x in range(out_o.shape[1]):
                if x < size:
                    out_o[i, x] = d.o[d.best[x]]
                    out_k[i, x] = d.k[d.best[x]]
                else:
                    out_o[i, x] = -1
                    out_k[i, x] = -1


@njit(cache=True)
def add_demand(t, out_o, out_k, seats, money, away, charge, gain):  # type: ignore[no-untyped-def]
    """Add up what was chosen: seats by offering, rupiah by fund and quarter, absences, unit charges, gain by person."""
    for i in range(out_o.shape[0]):
        gain[i] = 0.0
        u = t.unit[i]
        for x in range(out_o.shape[1]):
            o = out_o[i, x]
            if o < 0:
                break
            k = out_k[i, x]
            w = t.seats[k]
            cost = w * t.seat_cost[o, t.zone[i]] + t.extra[k]
            seats[o] += w
            money[t.fund[o], t.month[o] // 3] += cost
            charge[u] += cost + w * t.tariff[o]
            if t.away[o]:
                away[u, t.month[o]] += 1
            gain[i] += t.value[k]

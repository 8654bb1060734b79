"""Chains: somebody takes a better bundle and pushes others out of it, who take the next best, and so on.

Every full class has an asking price: the least that any of its holders would lose by leaving (their regret). A person
chooses the best bundle at asking prices; whoever loses least makes room and chooses again. A chain is kept when all
its people together gain and nothing is sold twice, otherwise everything is put back. Money counts at its price.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from asah_planner.solvers.columns import is_locked, make_desk
from asah_planner.solvers.hall import LONGEST, enter, forget, has, leave, remember, undo
from asah_planner.solvers.kernel import best_bundle, worth_of

DEEPEST = 5  # people pushed out one after the other in one chain
NEVER = 1e9  # the price of what is not for sale
ASKED = 5  # holders whose loss is worked out exactly when one has to go


@njit(cache=True)
def desk_row(size, d, row_o, row_k):  # type: ignore[no-untyped-def]
    """Copy the best bundle of the desk into a row."""
    for x in range(len(row_o)):
        row_o[x] = d.o[d.best[x]] if x < size else -1
        row_k[x] = d.k[d.best[x]] if x < size else -1


@njit(cache=True)
def ask_of(o, h, s):  # type: ignore[no-untyped-def]
    """Return the asking price of an offering: nothing while seats are free, else the least regret of a holder."""
    if s.seats[o] > 0:
        return 0.0
    best = np.inf
    for a in range(h.first[o], h.first[o] + h.seated[o]):
        j = h.roster[a]
        for x in range(h.held_o.shape[1]):
            if h.held_o[j, x] == o and h.regret[j, x] < best:
                best = h.regret[j, x]
    return best if best < NEVER else NEVER


@njit(cache=True)
def ask_of_month(u, month, t, h, s):  # type: ignore[no-untyped-def]
    """Return the asking price of an absence: nothing while the unit can spare people, else the least regret."""
    if s.away[u, month] > 0:
        return 0.0
    best = np.inf
    for a in range(h.unit_first[u], h.unit_first[u + 1]):
        j = h.unit_people[a]
        for x in range(h.held_o.shape[1]):
            o = h.held_o[j, x]
            if o >= 0 and t.away[o] and t.month[o] == month and h.regret[j, x] < best:
                best = h.regret[j, x]
    return best if best < NEVER else NEVER


@njit(cache=True)
def set_price(o, t, m, ask, plain):  # type: ignore[no-untyped-def]
    """Write the asking price of an offering into the market."""
    for z in range(m.seat.shape[1]):
        m.seat[o, z] = plain.seat[o, z] + ask


@njit(cache=True)
def own_prices(i, row_o, t, plain, market, h, free):  # type: ignore[no-untyped-def]
    """Make the seats of a row cost person `i` nothing (`free`), or what they are asked for again."""
    u = t.unit[i]
    for x in range(len(row_o)):
        o = row_o[x]
        if o < 0:
            break
        set_price(o, t, market, 0.0 if free else h.ask[o], plain)
        if t.away[o]:
            market.away[u, t.month[o]] = 0.0 if free else h.ask_away[u, t.month[o]]


@njit(cache=True)
def refresh_regrets(people, t, plain, market, s, h):  # type: ignore[no-untyped-def]
    """Work out what these people would lose by leaving each of their seats, at the market's asking prices."""
    d = make_desk(t.width)
    row_o, row_k = np.zeros(h.held_o.shape[1], np.int32), np.zeros(h.held_o.shape[1], np.int64)
    for i in people:
        now = worth_of(i, h.held_o[i], h.held_k[i], t, plain, d)
        for x in range(h.held_o.shape[1]):
            row_o[x], row_k[x] = h.held_o[i, x], h.held_k[i, x]
        own_prices(i, row_o, t, plain, market, h, True)
        for x in range(len(row_o)):
            o = row_o[x]
            if o < 0:
                break
            if is_locked(i, o, t):
                h.regret[i, x] = NEVER
                continue
            keep = market.open[o]
            market.open[o] = False
            best, _ = best_bundle(i, t, market, s, False, -np.inf, d)
            market.open[o] = keep
            h.regret[i, x] = max(0.0, now - best)
        own_prices(i, row_o, t, plain, market, h, False)


@njit(cache=True)
def refresh_asks(t, plain, market, s, h):  # type: ignore[no-untyped-def]
    """Work out all asking prices from the regrets."""
    for o in range(len(h.ask)):
        h.ask[o] = ask_of(o, h, s) if market.open[o] else NEVER
        set_price(o, t, market, h.ask[o], plain)
    for u in range(h.ask_away.shape[0]):
        for month in range(12):
            h.ask_away[u, month] = ask_of_month(u, month, t, h, s)
            market.away[u, month] = h.ask_away[u, month]


@njit(cache=True)
def choose_free(i, now, t, plain, market, s, h, d):  # type: ignore[no-untyped-def]
    """Return the best bundle of a person at asking prices, own seats (in hand until now) costing nothing."""
    own_prices(i, h.held_o[i], t, plain, market, h, True)
    best, size = best_bundle(i, t, market, s, False, now, d)
    own_prices(i, h.held_o[i], t, plain, market, h, False)
    return best, size


@njit(cache=True)
def pick_victim(o, u, month, deep, t, plain, market, s, h, d, cand, score, row_o, row_k):  # type: ignore[no-untyped-def]
    """Choose who leaves offering `o` (or, when o < 0, who of unit `u` is not away in `month`), and the new bundle.

    Return (person, loss); (-1, 0) when nobody may leave. The new bundle stands in `row_o`, `row_k`.
    """
    n = 0
    a, b = (h.first[o], h.first[o] + h.seated[o]) if o >= 0 else (h.unit_first[u], h.unit_first[u + 1])
    for x in range(a, b):
        j = h.roster[x] if o >= 0 else h.unit_people[x]
        if h.mark[j] >= 0:
            continue
        regret = has(j, o, month, t, h)
        if regret < 0 or regret >= NEVER:
            continue
        # keep the ASKED least regrets, sorted
        y = n if n < ASKED else ASKED - 1
        if n == ASKED and (score[y] < regret or (score[y] == regret and cand[y] < j)):
            continue
        while y > 0 and (score[y - 1] > regret or (score[y - 1] == regret and cand[y - 1] > j)):
            cand[y], score[y] = cand[y - 1], score[y - 1]
            y -= 1
        cand[y], score[y] = j, regret
        n = min(n + 1, ASKED)
    found, loss = -1, np.inf
    width = h.held_o.shape[1]
    mine_o, mine_k = np.zeros(width, np.int32), np.zeros(width, np.int64)
    for y in range(n):
        j = cand[y]
        now = worth_of(j, h.held_o[j], h.held_k[j], t, plain, d)
        for x in range(width):
            mine_o[x], mine_k[x] = h.held_o[j, x], h.held_k[j, x]
        leave(j, t, s, h)
        # what is full stays closed to somebody who is pushed out for good
        best, size = best_bundle(j, t, plain, s, True, now - loss, d)
        if size >= 0 and now - best < loss:
            found, loss = j, now - best
            desk_row(size, d, row_o, row_k)
        if deep:
            keep = market.open[o] if o >= 0 else True
            own_prices(j, mine_o, t, plain, market, h, True)
            if o >= 0:
                market.open[o] = False
            else:
                market.away[u, month] = NEVER
            best, size = best_bundle(j, t, market, s, False, now - loss + 1e-7, d)
            if size >= 0 and now - best < loss - 1e-7:
                found, loss = j, now - best
                desk_row(size, d, row_o, row_k)
            if o >= 0:
                market.open[o] = keep
            own_prices(j, mine_o, t, plain, market, h, False)
            if o < 0:
                market.away[u, month] = h.ask_away[u, month]
        enter(j, mine_o, mine_k, t, s, h)
    return found, loss


@njit(cache=True)
def first_excess(n, t, s, h):  # type: ignore[no-untyped-def]
    """Return what the people of the journal oversold first: (offering, unit, month), -1 where nothing is."""
    for a in range(n):
        i = h.who[a]
        for x in range(h.held_o.shape[1]):
            o = h.held_o[i, x]
            if o < 0:
                break
            if s.seats[o] < 0:
                return o, -1, -1
            if t.away[o] and s.away[t.unit[i], t.month[o]] < 0:
                return -1, t.unit[i], t.month[o]
    return -1, -1, -1


@njit(cache=True)
def is_sound(n, t, s, h):  # type: ignore[no-untyped-def]
    """Return whether money and limits hold and no class that people of the journal left is too thin."""
    if s.budget[0] < 0 or s.fund.min() < 0 or s.quarter.min() < 0:
        return False
    for x in range(len(s.limit)):
        if s.limit[x] < -1e-9:
            return False
    for a in range(n):
        if s.unit[t.unit[h.who[a]]] < 0:
            return False
        for x in range(h.held_o.shape[1]):
            o = h.old_o[a, x]
            if o >= 0 and s.seats[o] > h.spare[o]:
                return False
    return True


@njit(cache=True)
def worth_of_journal(n, t, plain, h, d):  # type: ignore[no-untyped-def]
    """Return what the people of the journal hold now minus what they held before."""
    total = 0.0
    for a in range(n):
        i = h.who[a]
        total += worth_of(i, h.held_o[i], h.held_k[i], t, plain, d)
        total -= worth_of(i, h.old_o[a], h.old_k[a], t, plain, d)
    return total


@njit(cache=True)
def settle_excess(n, t, plain, market, s, h, d, cand, score, row_o, row_k):  # type: ignore[no-untyped-def]
    """Push people out of what is oversold until nothing is; return the journal's length, negative when stuck."""
    for depth in range(LONGEST):
        o, u, month = first_excess(n, t, s, h)
        if o < 0 and u < 0:
            return n
        if depth >= LONGEST - 1:
            return -n
        deep = depth < DEEPEST
        j, _ = pick_victim(o, u, month, deep, t, plain, market, s, h, d, cand, score, row_o, row_k)
        if j < 0:
            return -n
        n = remember(j, n, h)
        leave(j, t, s, h)
        enter(j, row_o, row_k, t, s, h)
    return -n


@njit(cache=True)
def reprice(n, t, plain, market, s, h):  # type: ignore[no-untyped-def]
    """Refresh the asking prices around the people of the journal."""
    for a in range(n):
        i = h.who[a]
        u = t.unit[i]
        for side in range(2):
            row = h.old_o[a] if side == 0 else h.held_o[i]
            for x in range(len(row)):
                o = row[x]
                if o < 0:
                    break
                h.ask[o] = ask_of(o, h, s) if market.open[o] else NEVER
                set_price(o, t, market, h.ask[o], plain)
                if t.away[o]:
                    h.ask_away[u, t.month[o]] = ask_of_month(u, t.month[o], t, h, s)
                    market.away[u, t.month[o]] = h.ask_away[u, t.month[o]]


@njit(cache=True)
def chain_pass(order, t, plain, market, s, h):  # type: ignore[no-untyped-def]
    """Let each person of `order` start a chain; return the worth gained in all."""
    d = make_desk(t.width)
    width = h.held_o.shape[1]
    cand, score = np.zeros(ASKED, np.int64), np.zeros(ASKED)
    row_o, row_k = np.zeros(width, np.int32), np.zeros(width, np.int64)
    one = np.zeros(1, np.int64)
    gained = 0.0
    for i in order:
        now = worth_of(i, h.held_o[i], h.held_k[i], t, plain, d)
        _, size = choose_free(i, now + 1e-7, t, plain, market, s, h, d)
        if size < 0:
            continue
        desk_row(size, d, row_o, row_k)
        n = remember(i, 0, h)
        leave(i, t, s, h)
        enter(i, row_o, row_k, t, s, h)
        n = settle_excess(n, t, plain, market, s, h, d, cand, score, row_o, row_k)
        stuck = n < 0
        n = abs(n)
        gain = -1.0
        if not stuck and is_sound(n, t, s, h):
            gain = worth_of_journal(n, t, plain, h, d)
        if gain <= 1e-7:
            undo(n, t, s, h)
            forget(n, h)
            continue
        gained += gain
        forget(n, h)
        for a in range(n):
            one[0] = h.who[a]
            refresh_regrets(one, t, plain, market, s, h)
        reprice(n, t, plain, market, s, h)
    return gained


@njit(cache=True)
def evict(o, t, plain, market, s, h):  # type: ignore[no-untyped-def]
    """Push people out of an oversold offering, who loses least first; return the worth lost, infinite when stuck."""
    d = make_desk(t.width)
    width = h.held_o.shape[1]
    cand, score = np.zeros(ASKED, np.int64), np.zeros(ASKED)
    row_o, row_k = np.zeros(width, np.int32), np.zeros(width, np.int64)
    one = np.zeros(1, np.int64)
    lost = 0.0
    while s.seats[o] < 0:
        done = False
        for deep in (True, False):
            j, _ = pick_victim(o, -1, -1, deep, t, plain, market, s, h, d, cand, score, row_o, row_k)
            if j < 0:
                return np.inf
            n = remember(j, 0, h)
            leave(j, t, s, h)
            enter(j, row_o, row_k, t, s, h)
            short = s.seats[o]
            s.seats[o] = max(0, short)  # what is still too much here is the next round's business
            n = settle_excess(n, t, plain, market, s, h, d, cand, score, row_o, row_k)
            done = n > 0 and is_sound(n, t, s, h)
            n = abs(n)
            s.seats[o] += min(0, short)
            if done:
                lost -= worth_of_journal(n, t, plain, h, d)
                forget(n, h)
                for a in range(n):
                    one[0] = h.who[a]
                    refresh_regrets(one, t, plain, market, s, h)
                reprice(n, t, plain, market, s, h)
                break
            undo(n, t, s, h)
            forget(n, h)
        if not done:
            return np.inf
    return lost

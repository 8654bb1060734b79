"""A seating laid out for chains: rosters, regrets, asking prices, and a journal to put everybody back from."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from asah_planner.solvers.compiled import Compiled, Ints
from asah_planner.solvers.seating import Seating, move

LONGEST = 48  # people one chain may touch


class Hall(NamedTuple):
    """A seating laid out for chains: rosters by offering, regrets by seat, asking prices, a journal of changes."""

    held_o: np.ndarray  # N x W
    held_k: np.ndarray
    regret: np.ndarray  # N x W, what the person would lose by leaving that seat
    first: Ints  # O + 1, where the roster of an offering starts
    roster: np.ndarray
    seated: Ints  # O
    ask: np.ndarray  # O
    ask_away: np.ndarray  # U x 12
    unit_first: Ints  # U + 1
    unit_people: Ints
    spare: Ints  # O, seats that may stay free
    who: Ints  # journal: people touched
    old_o: np.ndarray
    old_k: np.ndarray
    mark: Ints  # N, position in the journal or -1


def hall_of(c: Compiled, x: Seating, spare: Ints, wanted: Ints) -> Hall:
    """Return the hall of a seating (sharing its arrays). `wanted` is how many people have a pair with each offering."""
    n, width = x.held_o.shape
    size = np.minimum(wanted, c.class_max * c.seat_max) + LONGEST
    first = np.concatenate(([0], np.cumsum(size))).astype(np.int64)
    roster = np.full(int(first[-1]), -1, np.int32)
    count = np.zeros(c.offerings, np.int64)
    person, slot = np.nonzero(x.held_o >= 0)
    offering = x.held_o[person, slot].astype(np.int64)
    order = np.argsort(offering, kind="stable")
    count[:] = np.bincount(offering, minlength=c.offerings)
    place = first[offering[order]] + np.arange(len(order)) - (np.cumsum(count) - count)[offering[order]]
    roster[place] = person[order]
    people = np.argsort(c.unit, kind="stable").astype(np.int64)
    unit_first = np.searchsorted(c.unit[people], np.arange(len(c.unit_money) + 1)).astype(np.int64)
    return Hall(
        x.held_o, x.held_k, np.zeros((n, width)), first, roster, count, np.zeros(c.offerings),
        np.zeros(c.away_cap.shape), unit_first, people, spare, np.zeros(n, np.int64),
        np.full((n, width), -1, np.int32), np.full((n, width), -1, np.int64), np.full(n, -1, np.int64),
    )  # fmt: skip


@njit(cache=True)
def strike(o, i, h):  # type: ignore[no-untyped-def]
    """Take a person off a roster."""
    a = h.first[o]
    last = a + h.seated[o] - 1
    for x in range(a, last + 1):
        if h.roster[x] == i:
            h.roster[x] = h.roster[last]
            h.roster[last] = -1
            h.seated[o] -= 1
            return


@njit(cache=True)
def leave(i, t, s, h):  # type: ignore[no-untyped-def]
    """Give back all seats of a person (rosters too)."""
    for x in range(h.held_o.shape[1]):
        o = h.held_o[i, x]
        if o < 0:
            break
        move(i, o, h.held_k[i, x], t, s, 1)
        strike(o, i, h)
        h.held_o[i, x], h.held_k[i, x] = -1, -1


@njit(cache=True)
def enter(i, row_o, row_k, t, s, h):  # type: ignore[no-untyped-def]
    """Seat a person, who holds nothing, in a bundle."""
    for x in range(len(row_o)):
        o = row_o[x]
        if o < 0:
            break
        h.held_o[i, x], h.held_k[i, x] = o, row_k[x]
        move(i, o, row_k[x], t, s, -1)
        h.roster[h.first[o] + h.seated[o]] = i
        h.seated[o] += 1


@njit(cache=True)
def remember(i, n, h):  # type: ignore[no-untyped-def]
    """Write a person's bundle into the journal of `n` entries, once; return the number of entries."""
    if h.mark[i] >= 0:
        return n
    h.mark[i] = n
    h.who[n] = i
    for x in range(h.held_o.shape[1]):
        h.old_o[n, x], h.old_k[n, x] = h.held_o[i, x], h.held_k[i, x]
    return n + 1


@njit(cache=True)
def undo(n, t, s, h):  # type: ignore[no-untyped-def]
    """Put everybody of the journal back."""
    for a in range(n):
        leave(h.who[a], t, s, h)
    for a in range(n):
        enter(h.who[a], h.old_o[a], h.old_k[a], t, s, h)


@njit(cache=True)
def forget(n, h):  # type: ignore[no-untyped-def]
    """Empty the journal."""
    for a in range(n):
        h.mark[h.who[a]] = -1


@njit(cache=True)
def has(i, o, month, t, h):  # type: ignore[no-untyped-def]
    """Return the least regret of the person's seats in offering `o` (o < 0: away in that month); -1 when none."""
    best = -1.0
    for x in range(h.held_o.shape[1]):
        q = h.held_o[i, x]
        if q < 0:
            break
        asked = q == o or (o < 0 and t.away[q] and t.month[q] == month)
        if asked and (best < 0 or h.regret[i, x] < best):
            best = h.regret[i, x]
    return best

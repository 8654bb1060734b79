"""Taking people out of a class, those who lose least first."""

from __future__ import annotations

import numpy as np
from numba import njit

from asah_planner.solvers.columns import column_worth, is_locked
from asah_planner.solvers.seating import move


@njit(cache=True)
def unseat(o, room, t, m, s, held_o, held_k, people):  # type: ignore[no-untyped-def]
    """Take people out of offering `o`, those who lose least first, until at most `room` seats are taken there."""
    inside = np.zeros(len(people), np.bool_)
    worth = np.full(len(people), np.inf)
    taken = 0
    for a in range(len(people)):
        i = people[a]
        for x in range(held_o.shape[1]):
            if held_o[i, x] == o:
                inside[a] = True
                worth[a] = np.inf if is_locked(i, o, t) else column_worth(i, o, held_k[i, x], t, m)
                taken += t.seats[held_k[i, x]]
    for a in np.argsort(worth, kind="mergesort"):
        if taken <= room or not inside[a]:
            break
        i = people[a]
        for x in range(held_o.shape[1]):
            if held_o[i, x] == o:
                taken -= t.seats[held_k[i, x]]
                move(i, o, held_k[i, x], t, s, 1)
                last = x
                while last + 1 < held_o.shape[1] and held_o[i, last + 1] >= 0:
                    last += 1
                held_o[i, x], held_k[i, x] = held_o[i, last], held_k[i, last]
                held_o[i, last], held_k[i, last] = -1, -1
                break

"""From seats and classes to a `Solution`: the solvers' own arithmetic of value and cost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from asah_planner.solution import Given, Solution, gap_percent
from asah_planner.solvers.compiled import Compiled, Floats, Ints


def pair_at(c: Compiled, person: Ints, offering: Ints) -> Ints:
    """Return the pair behind each seat (person, compiled offering)."""
    key = c.pair_person.astype(np.int64) * (len(c.optr) - 1) + c.prog
    return np.searchsorted(key, person * (len(c.optr) - 1) + c.oprog[offering])


def seat_costs(c: Compiled, person: Ints, offering: Ints, pair: Ints) -> Ints:
    """Return the rupiah of each seat."""
    return c.seats[pair] * c.seat_cost[offering, c.zone[person]] + c.extra[pair]


def extras(c: Compiled, person: Ints, offering: Ints, pair: Ints) -> tuple[float, Ints]:
    """Return favours and steps minus duties missed, and the lesson hours missing by person."""
    hours = np.bincount(person, weights=c.jp[c.prog[pair]], minlength=c.people).astype(np.int64)
    total = float(c.duty[pair].sum() - c.duty.sum())
    for k in range(c.step_left.shape[1]):
        counted = c.jp[c.prog[pair]] * c.step_counts[k, c.prog[pair]]
        reached = np.bincount(person, weights=counted, minlength=c.people) >= c.step_left[:, k]
        total += float(c.step_value[reached, k].sum())
    seats = set(zip(person.tolist(), offering.tolist(), strict=True)) if len(c.fav) else set()
    for i in np.flatnonzero(np.diff(c.fav_ptr)).tolist():
        for f in range(int(c.fav_ptr[i]), int(c.fav_ptr[i + 1])):
            total += float(c.fav_value[f]) if (i, int(c.fav[f])) in seats else 0.0
    return total, np.maximum(0, c.need - hours)


def group_shortfall(c: Compiled, gain: Floats, attainable: Floats | None) -> float:
    """Return the value missing below all group floors, given each person's gain and attainable value."""
    missing = 0.0
    for group, share in c.problem.fairness.floors:
        if attainable is None:
            raise ValueError("group floors need attainable values")
        members = np.array([group in x.groups for x in c.problem.people])
        missing += max(0.0, share * float(attainable[members].sum()) - float(gain[members].sum()))
    return missing


def answer(
    c: Compiled,
    person: Ints,
    offering: Ints,
    classes: Ints,
    *,
    bound: float,
    prices: dict[str, object] | None = None,
    method: str,
    conflicts: tuple[str, ...] = (),
    attainable: Floats | None = None,
    proven: bool = False,
) -> Solution:
    """Return the solution of these seats. `bound` is in the maximising sense and is raised to the value if below."""
    order = np.lexsort((offering, person))
    person, offering = person[order], offering[order]
    pair = pair_at(c, person, offering)
    cost = seat_costs(c, person, offering, pair)
    total_cost = int(cost.sum() + (c.class_cost * classes).sum())
    gain: Floats = np.bincount(person, weights=c.value[pair], minlength=c.people).astype(np.float64)
    more, short = extras(c, person, offering, pair)
    missing = group_shortfall(c, gain, attainable)
    p = c.problem
    value = float(gain.sum()) + more - c.rate * int(short.sum())
    value -= p.fairness.floor_penalty * missing + p.money_weight * total_cost
    bound = max(bound, value)
    sign = -1.0 if p.sense == "min" else 1.0
    gap = gap_percent(value, bound)
    duties = int(((c.duty > 0).sum()) - ((c.duty[pair] > 0).sum()))
    found = list(conflicts) + unkept_locks(c, person, offering)
    if p.floor.mode == "hard" and (short > 0).any():
        found += [f"floor: {p.people[i].id} lacks {int(short[i])} JP" for i in np.flatnonzero(short)]
    status = "conflict" if found else "optimal" if proven or gap == 0.0 else "within_gap"
    ids = c.offering_ids
    return Solution(
        problem=p.digest,
        seed=p.seed,
        status=status,
        value=sign * value,
        bound=sign * bound,
        gap=gap,
        given=tuple(
            Given(person=p.people[i].id, offering=ids[o])
            for i, o in zip(person.tolist(), offering.tolist(), strict=True)
        ),
        classes={ids[o]: int(n) for o, n in enumerate(classes.tolist()) if n},
        money=_money(c, person, offering, cost, classes),
        figures={
            "gain": sign * float(gain.sum()),
            "cost": total_cost,
            "seats": len(person),
            "people": len(np.unique(person)),
            "people_short": int((short > 0).sum()),
            "jp_short": int(short.sum()),
            "duties_missed": duties,
            "group_shortfall": missing,
            "classes": int(classes.sum()),
        }
        | _asked(c, pair),
        prices=prices or {},
        conflicts=tuple(found),
        method=method,
    )


def unkept_locks(c: Compiled, person: Ints, offering: Ints) -> list[str]:
    """Return a line for each seat decided beforehand that the plan does not hold."""
    held = set(zip(person.tolist(), offering.tolist(), strict=True))
    return [
        f"locks_are_kept: {c.problem.people[i].id} / {c.offering_ids[o]}: no room for this seat"
        for i in np.flatnonzero(np.diff(c.lock_ptr)).tolist()
        for o in c.lock[c.lock_ptr[i] : c.lock_ptr[i + 1]].tolist()
        if (i, o) not in held
    ]


def _asked(c: Compiled, pair: Ints) -> dict[str, object]:
    asked: NDArray[np.bool_] = c.problem.pairs.asked
    if not asked.any():
        return {}
    return {"seats_not_asked": int((~asked[pair]).sum())}


def _money(c: Compiled, person: Ints, offering: Ints, cost: Ints, classes: Ints) -> dict[str, object]:
    spent = np.zeros(len(c.fund_amount), dtype=np.int64)
    np.add.at(spent, c.fund[offering], cost)
    np.add.at(spent, c.fund, c.class_cost * classes)
    names = [f.id for f in c.problem.funds] + [""]
    return {name: int(spent[k]) for k, name in enumerate(names) if name or spent[k]}

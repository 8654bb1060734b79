"""A problem as flat arrays, the form in which the solvers work.

Pairs stand in rows by person (CSR). The offerings of a programme are neighbours, and a 64-bit mask on each pair
says which of them the person may take, so that a column (person, offering) needs no memory of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asah_planner.problem import MONTHS, Problem

Ints = NDArray[Any]  # whole numbers, int64 unless said otherwise
Floats = NDArray[Any]  # float64
UNLIMITED = np.int64(4 * 10**18)


@dataclass(frozen=True)
class Compiled:
    """Arrays of one problem. Offerings are renumbered: `order[o]` is the position in `Problem.offerings`.

    N people, P programmes, O offerings, U units, F funds (one more for "no fund"), Z zones, R resources.
    """

    problem: Problem
    # pairs by person
    ptr: Ints  # N + 1
    prog: NDArray[np.int32]
    value: Floats  # weighted, signed so that more is better
    mask: NDArray[np.uint64]
    extra: Ints  # rupiah on top of the seat cost
    seats: NDArray[np.int32]
    duty: Floats  # penalty avoided by taking it, 0 for ordinary pairs
    # offerings by programme
    order: Ints
    optr: Ints  # P + 1
    oprog: NDArray[np.int32]
    month: NDArray[np.int32]  # 0 .. 11
    away: NDArray[np.bool_]
    seat_max: Ints
    seat_min: Ints
    class_min: Ints
    class_max: Ints
    class_cost: Ints
    seat_cost: Ints  # O x Z
    fund: NDArray[np.int32]
    uses: Ints  # O x R
    # programmes
    jp: Ints
    competency: NDArray[np.int32]  # -1 for none
    pre_ptr: Ints  # per pair, missing prerequisites
    pre: NDArray[np.int32]
    # people
    unit: NDArray[np.int32]
    zone: NDArray[np.int32]
    n_max: Ints
    room: Ints  # lesson hours still allowed
    need: Ints  # lesson hours below the floor
    rate: float
    # steps: K of them
    step_counts: NDArray[np.bool_]  # K x P
    step_left: Ints  # N x K, lesson hours missing to the step (<= 0: reached already)
    step_value: Floats  # N x K, 0 when it does not apply
    # money and capacities
    budget: int
    fund_amount: Ints
    fund_quarter: Ints  # F x 4
    unit_money: Ints
    away_cap: Ints  # U x 12
    resource_cap: Ints  # R x 12
    limit_part: Floats  # L x O: use of a limit by one seat
    limit_cap: Floats
    # seats decided beforehand and favours: by person
    lock_ptr: Ints
    lock: NDArray[np.int32]
    fav_ptr: Ints
    fav: NDArray[np.int32]
    fav_value: Floats

    @property
    def people(self) -> int:
        """Return the number of people."""
        return len(self.ptr) - 1

    @property
    def offerings(self) -> int:
        """Return the number of offerings."""
        return len(self.order)

    @cached_property
    def offering_ids(self) -> list[str]:
        """Return offering ids in compiled order."""
        return [self.problem.offerings[k].id for k in self.order.tolist()]

    @cached_property
    def pair_person(self) -> NDArray[np.int32]:
        """Return the person of each pair."""
        return np.repeat(np.arange(self.people, dtype=np.int32), np.diff(self.ptr))

    @cached_property
    def class_need(self) -> Ints:
        """Return the least number of classes of each offering: decided beforehand, or needed by locked seats."""
        locked = np.bincount(self.lock, minlength=self.offerings)
        return np.minimum(np.maximum(self.class_min, -(-locked // self.seat_max)), self.class_max)

    @cached_property
    def columns(self) -> int:
        """Return the number of (person, offering) columns."""
        return int(np.bitwise_count(self.mask).sum())


def _offerings(p: Problem) -> tuple[Ints, Ints]:
    index = p.programme_index
    key = [(index[o.programme], o.month, k) for k, o in enumerate(p.offerings)]
    order = np.array(sorted(range(len(key)), key=lambda k: key[k]), dtype=np.int64)
    counts = np.bincount([index[o.programme] for o in p.offerings], minlength=len(p.programmes))
    return order, np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def _masks(p: Problem, order: Ints, optr: Ints) -> NDArray[np.uint64]:
    """Return for each pair the offerings of its programme that rules other than scarcity allow."""
    offerings = [p.offerings[k] for k in order.tolist()]
    banned, closed = set(p.banned_tags), set(p.closed_months)
    tags = {x.id: x.tags for x in p.programmes}
    shut = np.array(
        [o.max_classes == 0 or o.month in closed or bool(banned.intersection(tags[o.programme])) for o in offerings],
        dtype=bool,
    )
    funds = {f.id: None if f.units is None else set(f.units) for f in p.funds}
    bits = np.array([1 << (k - int(optr[p.programme_index[o.programme]])) for k, o in enumerate(offerings)], np.uint64)
    n_prog = len(p.programmes)

    def mask_by_programme(allowed: NDArray[np.bool_]) -> NDArray[np.uint64]:
        out = np.zeros(n_prog, dtype=np.uint64)
        for k in np.flatnonzero(allowed):
            out[p.programme_index[offerings[k].programme]] |= bits[k]
        return out

    kinds: dict[tuple[object, ...], NDArray[np.uint64]] = {}
    tied = {o.fund for o in offerings if o.fund and funds[o.fund] is not None}
    month = np.array([o.month for o in offerings], dtype=np.int64)
    rows = np.zeros(len(p.pairs), dtype=np.uint64)
    starts = np.searchsorted(p.pairs.person, np.arange(len(p.people) + 1))
    for i, x in enumerate(p.people):
        a, b = int(starts[i]), int(starts[i + 1])
        if a == b:
            continue
        key = (x.unit if tied else "", x.unavailable, x.last_month)
        if key not in kinds:
            ok = ~shut & (month <= x.last_month) & ~np.isin(month, x.unavailable)
            for k, o in enumerate(offerings if tied else ()):
                units = funds[o.fund] if o.fund else None
                ok[k] &= units is None or x.unit in units
            kinds[key] = mask_by_programme(ok)
        rows[a:b] = kinds[key][p.pairs.programme[a:b]]
    for k, (i, q) in enumerate(_done_pairs(p)):
        del k
        a, b = int(starts[i]), int(starts[i + 1])
        rows[a:b][p.pairs.programme[a:b] == q] = 0
    place = {o.id: k for k, o in enumerate(offerings)}
    for lock in p.locks:
        if lock.kind == "out":
            i, k = p.person_index[lock.person], place[lock.offering]
            a, b = int(starts[i]), int(starts[i + 1])
            here = p.pairs.programme[a:b] == p.programme_index[offerings[k].programme]
            rows[a:b][here] &= ~bits[k]
    return rows


def _done_pairs(p: Problem) -> list[tuple[int, int]]:
    index = p.programme_index
    return [(i, index[d]) for i, x in enumerate(p.people) for d in x.done]


def _prerequisites(p: Problem) -> tuple[Ints, NDArray[np.int32]]:
    index = p.programme_index
    needs = {index[x.id]: [index[q] for q in x.prerequisites] for x in p.programmes if x.prerequisites}
    if not needs:
        return np.zeros(len(p.pairs) + 1, dtype=np.int64), np.zeros(0, dtype=np.int32)
    done = [{index[d] for d in x.done} for x in p.people]
    counts, flat = [0], []
    for i, q in zip(p.pairs.person.tolist(), p.pairs.programme.tolist(), strict=True):
        flat += [r for r in needs.get(q, ()) if r not in done[i]]
        counts.append(len(flat))
    return np.array(counts, dtype=np.int64), np.array(flat, dtype=np.int32)


def _steps(p: Problem) -> tuple[NDArray[np.bool_], Ints, Floats]:
    counts = np.array([[not s.tag or s.tag in x.tags for x in p.programmes] for s in p.steps], dtype=bool)
    left = np.zeros((len(p.people), len(p.steps)), dtype=np.int64)
    value = np.zeros((len(p.people), len(p.steps)))
    for k, s in enumerate(p.steps):
        for i, x in enumerate(p.people):
            left[i, k] = s.jp - (x.jp_done if s.counts_done else 0)
            value[i, k] = s.value if not s.group or s.group in x.groups else 0.0
    return counts.reshape(len(p.steps), len(p.programmes)), left, value


def _limits(p: Problem, order: Ints) -> tuple[Floats, Floats]:
    part = np.zeros((len(p.limits), len(p.offerings)))
    programme = {x.id: x for x in p.programmes}
    for k, limit in enumerate(p.limits):
        for o, at in enumerate(order.tolist()):
            x = programme[p.offerings[at].programme]
            amount = x.jp if limit.measure == "jp" else 1
            part[k, o] = amount * ((limit.tag in x.tags) - (limit.share or 0.0))
    return part, np.array([float(x.at_most or 0) for x in p.limits])


def _by_person(p: Problem, rows: list[tuple[int, int, float]]) -> tuple[Ints, NDArray[np.int32], Floats]:
    rows = sorted(rows)
    counts = np.bincount([r[0] for r in rows], minlength=len(p.people)) if rows else np.zeros(len(p.people), np.int64)
    ptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return ptr, np.array([r[1] for r in rows], dtype=np.int32), np.array([r[2] for r in rows], dtype=np.float64)


def _amount(value: int | None) -> int:
    return int(UNLIMITED) if value is None else value


def compile_problem(p: Problem) -> Compiled:
    """Return the arrays of a problem."""
    order, optr = _offerings(p)
    offerings = [p.offerings[k] for k in order.tolist()]
    place = {o.id: k for k, o in enumerate(offerings)}
    zones = sorted({x.zone or x.district for x in p.people})
    funds = {f.id: k for k, f in enumerate(p.funds)}
    resources = {r.id: k for k, r in enumerate(p.resources)}
    seat_cost = np.array([[o.seat_cost] * len(zones) for o in offerings], dtype=np.int64).reshape(-1, len(zones))
    uses = np.zeros((len(offerings), len(resources)), dtype=np.int64)
    for k, o in enumerate(offerings):
        travel = dict(o.travel)
        seat_cost[k] += np.array([travel.get(z, 0) for z in zones], dtype=np.int64)
        for resource, amount in o.uses:
            uses[k, resources[resource]] += amount
    competencies = {c: k for k, c in enumerate(sorted({x.competency for x in p.programmes if x.competency}))}
    units = {u.id: k for k, u in enumerate(p.units)}
    zone_at = {z: k for k, z in enumerate(zones)}
    sign = -1.0 if p.sense == "min" else 1.0
    factor = np.array([x.weight * (1.0 + p.waiting_rate * x.waiting_years) for x in p.people])
    mask = _masks(p, order, optr)
    pre_ptr, pre = _prerequisites(p)
    step_counts, step_left, step_value = _steps(p)
    limit_part, limit_cap = _limits(p, order)
    who = p.person_index
    lock_ptr, lock, _ = _by_person(p, [(who[x.person], place[x.offering], 0.0) for x in p.locks if x.kind == "in"])
    fav_ptr, fav, fav_value = _by_person(p, [(who[x.person], place[x.offering], x.value) for x in p.favours])
    done = np.zeros(len(p.pairs), dtype=bool)
    starts = np.searchsorted(p.pairs.person, np.arange(len(p.people) + 1))
    for i, q in _done_pairs(p):
        a, b = int(starts[i]), int(starts[i + 1])
        done[a:b] |= p.pairs.programme[a:b] == q

    def ints(values: object) -> Ints:
        return np.array(values, dtype=np.int64)

    return Compiled(
        problem=p,
        ptr=starts.astype(np.int64),
        prog=p.pairs.programme,
        value=sign * p.pairs.value * factor[p.pairs.person],
        mask=mask,
        extra=p.pairs.cost,
        seats=p.pairs.seats,
        duty=np.where(p.pairs.duty & ~done, p.duty_penalty, 0.0),
        order=order,
        optr=optr,
        oprog=np.array([p.programme_index[o.programme] for o in offerings], dtype=np.int32),
        month=np.array([o.month - 1 for o in offerings], dtype=np.int32),
        away=np.array([o.days_away > 0 for o in offerings], dtype=bool),
        seat_max=ints([o.max_seats for o in offerings]),
        seat_min=ints([o.min_seats for o in offerings]),
        class_min=ints([o.min_classes for o in offerings]),
        class_max=ints([o.max_classes for o in offerings]),
        class_cost=ints([o.class_cost for o in offerings]),
        seat_cost=seat_cost,
        fund=np.array([funds[o.fund] if o.fund else len(funds) for o in offerings], dtype=np.int32),
        uses=uses,
        jp=ints([x.jp for x in p.programmes]),
        competency=np.array([competencies.get(x.competency, -1) for x in p.programmes], dtype=np.int32),
        pre_ptr=pre_ptr,
        pre=pre,
        unit=np.array([units[x.unit] for x in p.people], dtype=np.int32),
        zone=np.array([zone_at[x.zone or x.district] for x in p.people], dtype=np.int32),
        n_max=ints([p.n_max_of(x) for x in p.people]),
        room=ints([10**6 if x.jp_max is None else max(0, x.jp_max - x.jp_done) for x in p.people]),
        need=ints([max(0, p.floor_of(x) - x.jp_done) for x in p.people]),
        rate=p.floor_rate,
        step_counts=step_counts,
        step_left=step_left,
        step_value=step_value,
        budget=_amount(p.budget),
        fund_amount=ints([_amount(f.amount) for f in p.funds] + [int(UNLIMITED)]),
        fund_quarter=ints([list(f.quarters) or [int(UNLIMITED)] * 4 for f in p.funds] + [[int(UNLIMITED)] * 4]),
        unit_money=ints([_amount(u.money) for u in p.units]),
        away_cap=ints([list(u.away_caps) or [_amount(u.away_cap)] * MONTHS for u in p.units]).reshape(-1, MONTHS),
        resource_cap=ints([list(r.by_month) or [r.capacity] * MONTHS for r in p.resources]).reshape(-1, MONTHS),
        limit_part=limit_part,
        limit_cap=limit_cap,
        lock_ptr=lock_ptr,
        lock=lock,
        fav_ptr=fav_ptr,
        fav=fav,
        fav_value=fav_value,
    )

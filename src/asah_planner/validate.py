"""Checks of a problem description. Each failure names the item and what is allowed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from asah_planner import problem as model

if TYPE_CHECKING:
    from asah_planner.problem import Problem

LARGEST_RUPIAH = 10**15  # a thousand trillion: beyond it sums of a city leave the exact range of a float
MOST_OFFERINGS = 63  # per programme: one bit each in a 64-bit mask


def _finite(value: float, where: str) -> None:
    if not math.isfinite(value):
        raise ValueError(f"{where}: {value} is not a finite number")


def _rupiah(value: int | None, where: str) -> None:
    if value is None:
        return
    if value < 0:
        raise ValueError(f"{where}: {value} rupiah is negative")
    if value > LARGEST_RUPIAH:
        raise ValueError(f"{where}: {value} rupiah is above the largest amount {LARGEST_RUPIAH}")


def _unique(ids: Iterable[str], kind: str) -> set[str]:
    seen: set[str] = set()
    for item in ids:
        if not item:
            raise ValueError(f"{kind}: an id is empty")
        if item in seen:
            raise ValueError(f"{kind} {item!r}: id given twice")
        seen.add(item)
    return seen


def _known(item: str, among: set[str], where: str) -> None:
    if item not in among:
        raise ValueError(f"{where}: {item!r} is not described in the problem")


def _one_of(value: object, allowed: tuple[object, ...], where: str) -> None:
    if value not in allowed:
        raise ValueError(f"{where}: {value!r} is not one of {', '.join(map(str, allowed))}")


def _month(value: int, where: str) -> None:
    if not 1 <= value <= model.MONTHS:
        raise ValueError(f"{where}: month {value} is not between 1 and {model.MONTHS}")


def _check_units(p: Problem) -> None:
    units = _unique((u.id for u in p.units), "unit")
    for u in p.units:
        where = f"unit {u.id!r}"
        if u.parent:
            _known(u.parent, units, where)
        if u.away_cap is not None and u.away_cap < 0:
            raise ValueError(f"{where}: away_cap {u.away_cap} is negative")
        if u.away_caps and (len(u.away_caps) != model.MONTHS or min(u.away_caps) < 0):
            raise ValueError(f"{where}: away_caps needs {model.MONTHS} numbers of at least 0")
        _rupiah(u.money, f"{where}: money")


def _check_people(p: Problem) -> None:
    _unique((x.id for x in p.people), "person")
    units = {u.id for u in p.units}
    programmes = {x.id for x in p.programmes}
    for x in p.people:
        where = f"person {x.id!r}"
        _known(x.unit, units, where)
        if min(x.jp_done, x.waiting_years, 0 if x.n_max is None else x.n_max) < 0:
            raise ValueError(f"{where}: jp_done, waiting_years and n_max may not be negative")
        if (x.jp_max is not None and x.jp_max < 0) or (x.jp_floor is not None and x.jp_floor < 0):
            raise ValueError(f"{where}: jp_max and jp_floor may not be negative")
        if not 0 <= x.last_month <= model.MONTHS:
            raise ValueError(f"{where}: last_month {x.last_month} is not between 0 and {model.MONTHS}")
        _finite(x.weight, f"{where}: weight")
        if x.weight < 0:
            raise ValueError(f"{where}: weight {x.weight} is negative")
        for month in x.unavailable:
            _month(month, where)
        for done in x.done:
            _known(done, programmes, f"{where}: done")


def _check_programmes(p: Problem) -> None:
    ids = _unique((x.id for x in p.programmes), "programme")
    for x in p.programmes:
        if x.jp < 0:
            raise ValueError(f"programme {x.id!r}: jp {x.jp} is negative")
        for q in x.prerequisites:
            _known(q, ids, f"programme {x.id!r}: prerequisite")
    _refuse_cycle({x.id: x.prerequisites for x in p.programmes})


def _refuse_cycle(needs: dict[str, tuple[str, ...]]) -> None:
    state: dict[str, int] = {}
    for start in needs:
        stack = [(start, iter(needs[start]))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                stack.pop()
            elif state.get(following) == 1:
                raise ValueError(f"programme {following!r}: its prerequisites lead back to itself")
            elif following not in state:
                state[following] = 1
                stack.append((following, iter(needs[following])))


def _check_money(p: Problem) -> None:
    _rupiah(p.budget, "budget")
    units = {u.id for u in p.units}
    staffed = {x.unit for x in p.people}
    _unique((f.id for f in p.funds), "fund")
    for f in p.funds:
        where = f"fund {f.id!r}"
        _rupiah(f.amount, where)
        if f.quarters and len(f.quarters) != 4:
            raise ValueError(f"{where}: quarters needs 4 amounts, not {len(f.quarters)}")
        for amount in f.quarters:
            _rupiah(amount, f"{where}: quarter")
        for unit in f.units or ():
            _known(unit, units, where)
        if f.units is not None and p.people and not staffed.intersection(f.units):
            raise ValueError(f"{where}: nobody may use it, none of its units has people")


def _check_offerings(p: Problem) -> None:
    _unique((o.id for o in p.offerings), "offering")
    programmes = {x.id for x in p.programmes}
    funds = {f.id for f in p.funds}
    resources = _unique((r.id for r in p.resources), "resource")
    count: dict[str, int] = {}
    for o in p.offerings:
        where = f"offering {o.id!r}"
        _known(o.programme, programmes, where)
        _month(o.month, where)
        count[o.programme] = count.get(o.programme, 0) + 1
        if count[o.programme] > MOST_OFFERINGS:
            raise ValueError(f"programme {o.programme!r}: more than {MOST_OFFERINGS} offerings")
        if not 0 <= o.min_classes <= o.max_classes:
            raise ValueError(f"{where}: needs 0 <= min_classes <= max_classes, has {o.min_classes}, {o.max_classes}")
        if o.max_seats < 1 or not 0 <= o.min_seats <= o.max_seats:
            raise ValueError(f"{where}: needs 0 <= min_seats <= max_seats, has {o.min_seats}, {o.max_seats}")
        if o.days_away < 0:
            raise ValueError(f"{where}: days_away {o.days_away} is negative")
        if p.people and o.min_seats > len(p.people):
            raise ValueError(f"{where}: a class needs {o.min_seats} people, the problem has only {len(p.people)}")
        _rupiah(o.class_cost, f"{where}: class_cost")
        _rupiah(o.seat_cost, f"{where}: seat_cost")
        for zone, extra in o.travel:
            _rupiah(extra, f"{where}: travel from {zone!r}")
        if o.fund:
            _known(o.fund, funds, where)
        for resource, amount in o.uses:
            _known(resource, resources, where)
            if amount < 0:
                raise ValueError(f"{where}: uses {amount} of {resource!r}")


def _check_resources(p: Problem) -> None:
    for r in p.resources:
        where = f"resource {r.id!r}"
        if r.capacity < 0 or any(c < 0 for c in r.by_month):
            raise ValueError(f"{where}: capacity is negative")
        if r.by_month and len(r.by_month) != model.MONTHS:
            raise ValueError(f"{where}: by_month needs {model.MONTHS} numbers")


def _check_pairs(p: Problem) -> None:
    q = p.pairs
    if len(q) == 0:
        return
    for name, array, size in (("person", q.person, len(p.people)), ("programme", q.programme, len(p.programmes))):
        bad = np.flatnonzero((array < 0) | (array >= size))
        if len(bad):
            raise ValueError(f"pairs: {name} position {int(array[bad[0]])} is not between 0 and {size - 1}")

    def refuse(mask: np.ndarray, says: str) -> None:
        bad = np.flatnonzero(mask)
        if len(bad):
            k = int(bad[0])
            who, what = p.people[q.person[k]].id, p.programmes[q.programme[k]].id
            raise ValueError(f"pair person {who!r}, programme {what!r}: {says}")

    key = q.person.astype(np.int64) * len(p.programmes) + q.programme
    refuse(~np.isfinite(q.value), "value is not a finite number")
    refuse(np.abs(np.nan_to_num(q.value)) > 1e9, "value is above 1e9 in size")
    refuse((q.cost < 0) | (q.cost > LARGEST_RUPIAH), f"cost is not between 0 and {LARGEST_RUPIAH} rupiah")
    refuse(q.seats < 1, "seats must be at least 1")
    refuse(np.concatenate(([False], np.diff(key) == 0)), "given twice")
    refuse(np.concatenate(([False], np.diff(key) < 0)), "pairs are not sorted by person and programme")


def _check_settings(p: Problem) -> None:
    _one_of(p.mode, model.MODES, "mode")
    _one_of(p.sense, model.SENSES, "sense")
    _one_of(p.floor.mode, model.FLOOR_MODES, "floor.mode")
    numbers = {
        "floor.penalty": p.floor.penalty,
        "duty_penalty": p.duty_penalty,
        "waiting_rate": p.waiting_rate,
        "money_weight": p.money_weight,
        "fairness.floor_penalty": p.fairness.floor_penalty,
        "lottery.width": p.lottery.width,
        "floor.jp": p.floor.jp,
        "n_max": p.n_max,
    }
    for name, value in numbers.items():
        _finite(value, name)
        if value < 0:
            raise ValueError(f"{name}: {value} is negative")
    _finite(p.fairness.alpha, "fairness.alpha")
    if p.fairness.alpha < 0 and p.fairness.alpha != model.LEXIMIN_ALPHA:
        raise ValueError(f"fairness.alpha: {p.fairness.alpha} is negative; use -1 for max-min")
    for month in p.closed_months:
        _month(month, "closed_months")
    groups = {g for x in p.people for g in x.groups}
    for group, share in p.fairness.floors:
        _known(group, groups, "fairness.floors")
        if not 0 <= share <= 1:
            raise ValueError(f"fairness.floors {group!r}: {share} is not between 0 and 1")
    for group in p.fairness.leximin:
        _known(group, groups, "fairness.leximin")


def _check_extras(p: Problem) -> None:
    people, offerings = {x.id for x in p.people}, {o.id: o for o in p.offerings}
    chosen: dict[tuple[str, str], str] = {}
    for lock in p.locks:
        where = f"lock of person {lock.person!r} and offering {lock.offering!r}"
        _known(lock.person, people, where)
        _known(lock.offering, set(offerings) if lock.offering not in offerings else {lock.offering}, where)
        _one_of(lock.kind, model.LOCK_KINDS, where)
        if chosen.setdefault((lock.person, lock.offering), lock.kind) != lock.kind:
            raise ValueError(f"{where}: locked in and locked out at once")
    for favour in p.favours:
        where = f"favour of person {favour.person!r} and offering {favour.offering!r}"
        _known(favour.person, people, where)
        _known(favour.offering, set(offerings) if favour.offering not in offerings else {favour.offering}, where)
        _finite(favour.value, where)
    _unique((s.id for s in p.steps), "step")
    for step in p.steps:
        _finite(step.value, f"step {step.id!r}")
        if step.value < 0 or step.jp < 0:
            raise ValueError(f"step {step.id!r}: value and jp may not be negative")
    _unique((x.id for x in p.limits), "limit")
    for limit in p.limits:
        _one_of(limit.measure, model.MEASURES, f"limit {limit.id!r}: measure")
        if (limit.at_most is None) == (limit.share is None):
            raise ValueError(f"limit {limit.id!r}: give either at_most or share")
        if limit.share is not None and not 0 <= limit.share <= 1:
            raise ValueError(f"limit {limit.id!r}: share {limit.share} is not between 0 and 1")
        if limit.at_most is not None and limit.at_most < 0:
            raise ValueError(f"limit {limit.id!r}: at_most {limit.at_most} is negative")


CHECKS: tuple[Callable[[Problem], None], ...] = (
    _check_units,
    _check_programmes,
    _check_people,
    _check_money,
    _check_offerings,
    _check_resources,
    _check_pairs,
    _check_settings,
    _check_extras,
)


def validate(problem: Problem) -> None:
    """Raise ValueError naming the first item of `problem` that cannot be right."""
    for check in CHECKS:
        check(problem)

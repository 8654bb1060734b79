"""The town generator of the benchmarks: people, gaps, programmes, offers and money drawn from one seed.

Units are of lognormal size, some districts are remote, families of jobs dominate units, generic and technical
programmes lift main and secondary competencies, and the budget is a tenth of what everybody's four best trainings
would cost. Money is drawn in millions and written in whole rupiah. Random streams differ between releases of
numpy, so benchmarks freeze the generated problem as a file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asah_planner.problem import Floor, Fund, Offering, Pairs, Person, Problem, Programme, Unit, make_pairs

MILLION = 1_000_000
DISTRICTS = (0.30, 0.20, 0.15, 0.10, 0.10, 0.07, 0.05, 0.03)
REMOTE = (6, 7)
FAMILIES, GENERIC, TECHNICAL = 12, 9, 60
RANKS = (0.01, 0.05, 0.14, 0.80)
GAPS = (0.35, 0.27, 0.20, 0.11, 0.05, 0.02)
METHODS = ("kelas", "seminar", "daring langsung", "daring mandiri")
EFFECT_OF_METHOD = np.array([1.0, 0.6, 0.7, 0.4])
MONTH_COUNTS = (0.2, 0.3, 0.3, 0.2)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Town:
    """People of a generated town as arrays: unit, district, rank, family of job, sex, gaps and weights."""

    unit: Ints
    district: Ints
    rank: Ints
    family: Ints
    female: NDArray[np.bool_]
    gap: Ints
    weight: Ints


def draw_town(rng: np.random.Generator, people: int) -> Town:
    """Draw units, districts, families, ranks and the competency gaps of `people` persons."""
    units = int(np.clip(round(people / 100), 30, 500)) if people >= 300 else max(1, min(people, people // 10 or 1))
    size = rng.lognormal(0.0, 0.9, units)
    district_of = rng.choice(8, units, p=DISTRICTS)
    dominant = rng.integers(0, FAMILIES, units)
    unit = rng.choice(units, people, p=size / size.sum())
    family = np.where(rng.random(people) < 0.7, dominant[unit], rng.integers(0, FAMILIES, people))
    rank = rng.choice(4, people, p=RANKS)
    district = district_of[unit]
    relevant = relevant_competencies(rng, family)
    drawn = rng.choice(6, (people, 14), p=GAPS)
    far = np.isin(district, REMOTE)[:, None] & (rng.random((people, 14)) < 0.3)
    gap = np.zeros((people, GENERIC + TECHNICAL), dtype=np.int64)
    np.put_along_axis(gap, relevant, np.minimum(5, drawn + far), axis=1)
    weights = rng.integers(1, 4, (FAMILIES, 4, GENERIC + TECHNICAL))
    return Town(unit, district, rank, family, rng.random(people) < 0.55, gap, weights[family, rank])


def relevant_competencies(rng: np.random.Generator, family: Ints) -> Ints:
    """Return 14 competencies a person: the 9 generic ones and 5 technical ones of the job family's ten."""
    people = len(family)
    pool = np.array([rng.permutation(TECHNICAL)[:10] for _ in range(FAMILIES)])
    picked = np.argsort(rng.random((people, 10)), axis=1)[:, :5]
    technical = np.take_along_axis(pool[family], picked, axis=1) + GENERIC
    return np.concatenate([np.tile(np.arange(GENERIC), (people, 1)), technical], axis=1).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Menu:
    """Programmes of a generated town as arrays, one entry a programme; money in million rupiah."""

    main: Ints
    second: Ints
    lift: Ints
    effect: Floats
    target: Ints
    method: Ints
    jp: Ints
    most: Ints
    least: Ints
    days: Ints
    fixed: Floats
    seat: Floats
    fund: Ints


def draw_menu(rng: np.random.Generator, programmes: int) -> Menu:
    """Draw competencies, method, lesson hours, class size and costs of each programme."""
    n = programmes
    generic = rng.random(n) < 0.4
    main = np.where(generic, rng.integers(0, GENERIC, n), GENERIC + rng.integers(0, TECHNICAL, n))
    second = np.where(rng.random(n) < 0.5, rng.integers(0, GENERIC + TECHNICAL, n), -1)
    second = np.where(second == main, -1, second)
    method = rng.choice(4, n, p=(0.55, 0.20, 0.15, 0.10))
    by_method = [rng.choice(jp, n) for jp in ([20, 24, 32, 40, 60, 80], [5, 8], [6, 10, 16, 20, 24])]
    jp = np.choose(np.minimum(method, 2), by_method)
    sizes = [rng.choice(m, n) for m in ([30, 40], [50, 80, 100], [50, 100], [500])]
    days = -(-jp // 8)
    fixed = days * np.choose(method, [rng.uniform(3, 8, n), rng.uniform(4, 10, n), rng.uniform(1, 3, n), np.ones(n)])
    dear = np.where(rng.random(n) < 0.3, 3.0, 1.0)
    a_seat = [rng.uniform(0.15, 0.45, n) * dear, rng.uniform(0.10, 0.25, n), rng.uniform(0.02, 0.05, n), np.zeros(n)]
    fund = np.where(rng.random(n) < 0.10, 3, np.where(generic, 0, rng.integers(1, 3, n)))
    return Menu(
        main=main,
        second=second,
        lift=rng.choice([1, 2, 3], n, p=(0.5, 0.4, 0.1)),
        effect=rng.uniform(0.7, 1.0, n),
        target=rng.choice(3, n, p=(0.60, 0.15, 0.25)),
        method=method,
        jp=jp,
        most=np.choose(method, sizes),
        least=np.array([20, 25, 20, 1])[method],
        days=days,
        fixed=fixed,
        seat=days * np.choose(method, a_seat),
        fund=fund,
    )


def draw_pairs(rng: np.random.Generator, town: Town, menu: Menu, most: int = 15) -> Pairs:
    """Return who could gain from what: gap in the main competency, rank in the target, at most `most` a person."""
    people, programmes = len(town.unit), len(menu.main)
    who, what, worth = [], [], []
    for start in range(0, people, 5000):
        rows = slice(start, min(start + 5000, people))
        gap, weight = town.gap[rows], town.weight[rows]
        rank = town.rank[rows, None]
        fits = (menu.target == 0) | ((menu.target == 1) & (rank <= 2)) | ((menu.target == 2) & (rank == 3))
        open_to = (gap[:, menu.main] >= 1) & fits
        value = weight[:, menu.main] * np.minimum(gap[:, menu.main], menu.lift)
        second = np.maximum(menu.second, 0)
        value = value + 0.5 * weight[:, second] * np.minimum(gap[:, second], 1) * (menu.second >= 0)
        value = value * menu.effect * EFFECT_OF_METHOD[menu.method]
        draw = np.where(open_to, rng.random((len(gap), programmes)), 2.0)
        keep = np.sort(np.argsort(draw, axis=1, kind="stable")[:, :most], axis=1)
        i, k = np.nonzero(np.take_along_axis(open_to, keep, axis=1))
        who.append(i + start)
        what.append(keep[i, k])
        worth.append(np.round(value[i, keep[i, k]], 6))
    return make_pairs(np.concatenate(who), np.concatenate(what), np.concatenate(worth))


def draw_offerings(rng: np.random.Generator, menu: Menu, pairs: Pairs) -> tuple[Offering, ...]:
    """Return the months and numbers of classes in which each programme is offered."""
    eligible = np.bincount(pairs.programme, minlength=len(menu.main))
    offerings = []
    for p in range(len(menu.main)):
        months = np.sort(rng.choice(12, int(rng.choice([1, 2, 3, 4], p=MONTH_COUNTS)), replace=False)) + 1
        in_person = bool(menu.method[p] <= 1)
        extra = round(0.5 * int(menu.days[p]) * MILLION) if in_person else 0
        for month in months.tolist():
            share = rng.uniform(0.3, 1.2) * eligible[p] / (menu.most[p] * len(months))
            offerings.append(
                Offering(
                    id=f"p{p:03d}-{month:02d}",
                    programme=f"p{p:03d}",
                    month=month,
                    max_classes=max(1, int(np.ceil(share))),
                    min_seats=min(int(menu.least[p]), int(menu.most[p])),
                    max_seats=int(menu.most[p]),
                    class_cost=round(float(menu.fixed[p]) * MILLION),
                    seat_cost=round(float(menu.seat[p]) * MILLION),
                    travel=tuple((f"d{d}", extra) for d in REMOTE) if in_person else (),
                    days_away=int(menu.days[p]) if in_person else 0,
                    fund=f"f{menu.fund[p]}",
                )
            )
    return tuple(offerings)


def demand_cost(town: Town, menu: Menu, pairs: Pairs) -> Floats:
    """Return by fund the million rupiah that everybody's four best trainings would cost, one per competency."""
    people = len(town.unit)
    cost = menu.seat + menu.fixed / menu.most
    far = np.isin(town.district, REMOTE)
    order = np.lexsort((pairs.programme, -pairs.value, pairs.person))
    total = np.zeros(4)
    taken: list[set[int]] = [set() for _ in range(people)]
    for k in order.tolist():
        i, p = int(pairs.person[k]), int(pairs.programme[k])
        main = int(menu.main[p])
        if len(taken[i]) < 4 and main not in taken[i]:
            taken[i].add(main)
            travel = 0.5 * menu.days[p] if far[i] and menu.method[p] <= 1 else 0.0
            total[menu.fund[p]] += cost[p] + travel
    return total


def _people(town: Town) -> tuple[Person, ...]:
    found = []
    for i in range(len(town.unit)):
        unit, district, rank = f"u{town.unit[i]:03d}", f"d{town.district[i]}", f"r{town.rank[i]}"
        found.append(
            Person(
                id=f"i{i:06d}",
                unit=unit,
                district=district,
                rank=rank,
                sex="P" if town.female[i] else "L",
                groups=(f"district:{district}", f"rank:{rank}", f"unit:{unit}"),
                jp_max=100,
            )
        )
    return tuple(found)


def _units(town: Town) -> tuple[Unit, ...]:
    size = np.bincount(town.unit)
    district = {int(u): int(d) for u, d in zip(town.unit, town.district, strict=True)}
    return tuple(
        Unit(id=f"u{u:03d}", district=f"d{district.get(u, 0)}", away_cap=max(1, int(0.15 * n)))
        for u, n in enumerate(size.tolist())
    )


def generate(people: int, programmes: int, *, seed: int = 1, budget_share: float = 0.10) -> Problem:
    """Return a generated problem of `people` persons and `programmes` programmes.

    `budget_share` is the part of the demand's cost that the budget covers; each fund gets 1.5 times its part.
    """
    if people < 1 or programmes < 1:
        raise ValueError(f"generate needs at least 1 person and 1 programme, got {people} and {programmes}")
    rng = np.random.default_rng(seed)
    town = draw_town(rng, people)
    menu = draw_menu(rng, programmes)
    menu.least[:] = np.minimum(menu.least, people)
    pairs = draw_pairs(rng, town, menu)
    offerings = draw_offerings(rng, menu, pairs)
    demand = demand_cost(town, menu, pairs)
    return Problem(
        name=f"generated {people} x {programmes}, seed {seed}",
        people=_people(town),
        units=_units(town),
        programmes=tuple(
            Programme(
                id=f"p{p:03d}",
                name=f"Programme {p}",
                method=METHODS[int(menu.method[p])],
                jp=int(menu.jp[p]),
                competency=f"c{menu.main[p]:02d}",
            )
            for p in range(programmes)
        ),
        offerings=offerings,
        pairs=pairs,
        funds=tuple(Fund(id=f"f{f}", amount=round(1.5 * budget_share * float(demand[f]) * MILLION)) for f in range(4)),
        budget=round(budget_share * float(demand.sum()) * MILLION),
        floor=Floor(jp=20, mode="soft", penalty=0.05),
        seed=seed,
    )

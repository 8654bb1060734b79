"""Published problem files mapped onto the model, so that anyone can repeat a comparison.

Generalised assignment (OR-Library): agents become programmes with a fund each, jobs become people who must get exactly
one seat. Single-source facility location: facilities become programmes with one class each, whose cost counts in the
objective; customers become people who take as many seats as their demand.
"""

from __future__ import annotations

import math

import numpy as np

from asah_planner.problem import Floor, Fund, Offering, Person, Problem, Programme, Unit, make_pairs

HOURS = 20  # lesson hours of every programme: one seat fills the floor


def _numbers(text: str) -> list[float]:
    try:
        return [float(x) for x in text.split()]
    except ValueError as refused:
        raise ValueError(f"the file holds something that is no number: {refused}") from refused


def _whole(values: np.ndarray, what: str) -> np.ndarray:
    if not np.all(values == np.rint(values)) or np.any(values < 0):
        raise ValueError(f"{what}: every entry must be a whole number of at least 0")
    found: np.ndarray = np.rint(values).astype(np.int64)
    return found


def _people(n: int) -> tuple[Person, ...]:
    return tuple(Person(id=f"j{k + 1}", unit="all", n_max=1) for k in range(n))


def read_gap(text: str, *, minimise: bool = False) -> Problem:
    """Return the problem of one OR-Library GAP file: m n, then m x n values, m x n uses, m capacities.

    A leading count of problems is accepted when it is 1. `minimise` is for the sets whose values are costs.
    """
    data = _numbers(text)
    if len(data) > 3 and data[0] == 1 and len(data) == 3 + 2 * int(data[1]) * int(data[2]) + int(data[1]):
        data = data[1:]
    if len(data) < 2 or len(data) != 2 + 2 * int(data[0]) * int(data[1]) + int(data[0]):
        raise ValueError("not one problem of generalised assignment: m n, m x n values, m x n uses, m capacities")
    m, n = int(data[0]), int(data[1])
    body = np.array(data[2:])
    value = body[: m * n].reshape(m, n)
    use = _whole(body[m * n : 2 * m * n].reshape(m, n), "uses")
    capacity = _whole(body[2 * m * n :], "capacities")
    job, agent = np.divmod(np.arange(m * n), m)
    return Problem(
        name="generalised assignment",
        people=_people(n),
        units=(Unit(id="all"),),
        programmes=tuple(Programme(id=f"a{i + 1}", jp=HOURS) for i in range(m)),
        funds=tuple(Fund(id=f"b{i + 1}", amount=int(capacity[i])) for i in range(m)),
        offerings=tuple(
            Offering(id=f"a{i + 1}", programme=f"a{i + 1}", month=1, max_seats=n, fund=f"b{i + 1}") for i in range(m)
        ),
        pairs=make_pairs(job, agent, value[agent, job], cost=use[agent, job]),
        n_max=1,
        floor=Floor(jp=HOURS, mode="hard", penalty=float(1 + np.abs(value).max(axis=0).sum()) / HOURS),
        sense="min" if minimise else "max",
        mode="exact",
    )


def _facility_parts(text: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return capacities, fixed costs, demands and costs (customers x facilities)."""
    data = _numbers(text)
    m, n = (int(data[0]), int(data[1])) if len(data) > 1 else (0, 0)
    if m < 1 or n < 1 or len(data) != 2 + 2 * m + n + m * n:
        raise ValueError("not one problem of facility location: m n, m (capacity, fixed cost), demands and costs")
    facilities = np.array(data[2 : 2 + 2 * m]).reshape(m, 2)
    rest = np.array(data[2 + 2 * m :])
    if _demand_stands_alone(text, m):  # OR-Library: each customer's demand, then its cost at every facility
        rows = rest.reshape(n, 1 + m)
        return facilities[:, 0], facilities[:, 1], rows[:, 0], rows[:, 1:]
    return facilities[:, 0], facilities[:, 1], rest[:n], rest[n:].reshape(m, n).T


def _demand_stands_alone(text: str, m: int) -> bool:
    seen = 0
    for line in text.splitlines():
        if seen >= 2 + 2 * m and line.strip():
            return len(line.split()) == 1
        seen += len(line.split())
    return False


def read_sscflp(text: str) -> Problem:
    """Return the problem of one single-source capacitated facility location file (costs to be kept small).

    Both published layouts are read: demand and costs customer by customer (OR-Library), or all demands followed by
    facilities x customers costs (Holmberg). Fixed costs may have up to four decimals.
    """
    capacity, fixed, demand, cost = _facility_parts(text)
    room, needs = _whole(np.floor(capacity), "capacities"), _whole(demand, "demands")
    n, m = cost.shape
    scale = 1 if np.all(fixed == np.rint(fixed)) else 10_000
    customer, facility = np.divmod(np.arange(m * n), m)
    most = float(np.abs(cost).max(axis=1).sum() + fixed.sum())
    return Problem(
        name="single-source facility location",
        people=_people(n),
        units=(Unit(id="all"),),
        programmes=tuple(Programme(id=f"s{i + 1}", jp=HOURS) for i in range(m)),
        offerings=tuple(
            Offering(
                id=f"s{i + 1}",
                programme=f"s{i + 1}",
                month=1,
                max_seats=max(1, int(room[i])),
                class_cost=math.floor(float(fixed[i]) * scale + 0.5),
            )
            for i in range(m)
        ),
        pairs=make_pairs(customer, facility, cost[customer, facility], seats=np.maximum(1, needs[customer])),
        n_max=1,
        money_weight=1.0 / scale,
        floor=Floor(jp=HOURS, mode="hard", penalty=(1 + most) / HOURS),
        sense="min",
        mode="exact",
    )

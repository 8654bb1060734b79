"""Random small problems that use every feature of the model, and a hand-made one to break."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from asah_planner.problem import (
    Fairness,
    Favour,
    Floor,
    Fund,
    Limit,
    Lock,
    Offering,
    Person,
    Problem,
    Programme,
    Resource,
    Step,
    Unit,
    make_pairs,
)


def random_problem(seed: int, *, people: int = 8, offerings: int = 5, rich: bool = True) -> Problem:
    """Return a random problem; `rich` turns on locks, steps, prerequisites, floors, limits and resources."""
    rng = np.random.default_rng(seed)
    n_prog = int(rng.integers(2, 5))

    def on(chance: float) -> bool:
        return rich and bool(rng.random() < chance)

    programmes = tuple(
        Programme(
            id=f"p{k}",
            jp=int(rng.choice([0, 6, 12, 20, 24, 40])),
            competency=f"c{rng.integers(0, 3)}" if rng.random() < 0.8 else "",
            prerequisites=(f"p{rng.integers(0, k)}",) if k and on(0.25) else (),
            tags=("visit",) if rng.random() < 0.4 else (),
        )
        for k in range(n_prog)
    )
    units = tuple(
        Unit(
            id=f"u{k}",
            away_cap=int(rng.integers(1, 4)) if rng.random() < 0.7 else None,
            money=int(rng.integers(5, 60)) if on(0.3) else None,
        )
        for k in range(2)
    )
    staff = tuple(
        Person(
            id=f"i{k}",
            unit=f"u{k % 2}",
            district=f"d{k % 3}",
            groups=(f"g{k % 2}",),
            jp_done=int(rng.choice([0, 5, 20])),
            jp_max=int(rng.integers(20, 60)) if on(0.3) else None,
            n_max=int(rng.integers(0, 4)) if on(0.3) else None,
            unavailable=(int(rng.integers(1, 4)),) if on(0.3) else (),
            last_month=int(rng.integers(1, 4)) if on(0.2) else 12,
            waiting_years=int(rng.integers(0, 3)),
            done=("p0",) if on(0.2) else (),
        )
        for k in range(people)
    )
    offers = tuple(
        Offering(
            id=f"o{k}",
            programme=f"p{k % n_prog}",
            month=int(rng.integers(1, 4)),
            max_classes=int(rng.integers(1, 3)),
            min_seats=int(rng.integers(0, 3)),
            max_seats=int(rng.integers(2, 5)),
            class_cost=int(rng.integers(0, 20)),
            seat_cost=int(rng.integers(0, 6)),
            travel=(("d1", int(rng.integers(0, 5))),),
            days_away=int(rng.integers(0, 2)),
            fund=str(rng.choice(["", "f0", "f1"])),
            uses=(("room", 1),) if on(0.5) else (),
        )
        for k in range(offerings)
    )
    rows = [(i, p) for i in range(people) for p in range(n_prog) if rng.random() < 0.8]
    pairs = make_pairs(
        [r[0] for r in rows],
        [r[1] for r in rows],
        np.round(rng.uniform(0.1, 3.0, len(rows)), 3),
        cost=rng.integers(0, 3, len(rows)),
        duty=rng.random(len(rows)) < 0.1 if on(0.5) else None,
        seats=np.where(rng.random(len(rows)) < 0.1, 2, 1) if on(0.3) else None,
    )
    return Problem(
        name=f"tiny {seed}",
        people=staff,
        units=units,
        programmes=programmes,
        offerings=offers,
        pairs=pairs,
        funds=(
            Fund(id="f0", amount=int(rng.integers(10, 60)), quarters=(40, 40, 40, 40) if on(0.4) else ()),
            Fund(id="f1", amount=int(rng.integers(10, 60)), units=("u0",) if on(0.4) else None),
        ),
        resources=(Resource(id="room", capacity=int(rng.integers(1, 4))),),
        steps=(Step(id="ip", jp=20, value=0.7, tag="visit" if on(0.5) else ""),) if on(0.6) else (),
        locks=(Lock(person="i1", offering="o0", kind="out"),) if on(0.3) else (),
        favours=(Favour(person="i2", offering="o1", value=0.4),) if on(0.3) else (),
        limits=(Limit(id="visits", tag="visit", share=0.5),) if on(0.3) else (),
        budget=int(rng.integers(20, 120)) if rng.random() < 0.8 else None,
        n_max=int(rng.integers(1, 4)),
        floor=Floor(jp=20, penalty=float(rng.choice([0.0, 0.05]))),
        fairness=Fairness(floors=(("g0", 0.5),), floor_penalty=1.0) if on(0.25) else Fairness(),
        duty_penalty=5.0,
        waiting_rate=0.1,
        closed_months=(2,) if on(0.15) else (),
        banned_tags=("visit",) if on(0.05) else (),
    )


def plain_problem(**changes: Any) -> Problem:
    """Return a problem of three people and three programmes in which everything is allowed."""
    base = Problem(
        people=tuple(Person(id=f"i{k}", unit="u", groups=("g",)) for k in range(3)),
        units=(Unit(id="u", away_cap=3, money=1000),),
        programmes=tuple(Programme(id=f"p{k}", jp=20, competency=f"c{k}", tags=("visit",)) for k in range(3)),
        offerings=tuple(
            Offering(
                id=f"o{k}",
                programme=f"p{k}",
                month=k + 1,
                max_classes=2,
                min_seats=1,
                max_seats=2,
                class_cost=10,
                seat_cost=1,
                days_away=1,
                fund="f",
                uses=(("room", 1),),
            )
            for k in range(3)
        ),
        pairs=make_pairs([0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 1, 2] * 3, [1.0] * 9),
        funds=(Fund(id="f", amount=1000, quarters=(1000, 1000, 1000, 1000)),),
        resources=(Resource(id="room", capacity=2),),
        budget=1000,
    )
    return dataclasses.replace(base, **changes)

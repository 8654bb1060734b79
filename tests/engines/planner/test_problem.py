"""Problem files: canonical, strict, and refused with the name of what is wrong."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest

from asah_planner.codec import canonical, dumps, loads, loads_problem
from asah_planner.problem import Fund, Lock, Offering, Person, Programme, Step, Unit, make_pairs
from asah_planner.schema import problem_schema
from tests.engines.planner.tiny import plain_problem, random_problem


@pytest.mark.parametrize("seed", range(20))
def test_a_problem_survives_writing_and_reading(seed: int) -> None:
    problem = random_problem(seed)
    text = dumps(problem)
    again = loads_problem(text)
    assert dumps(again) == text
    assert again.digest == problem.digest
    assert again.people == problem.people
    assert np.array_equal(again.pairs.value, problem.pairs.value)


def test_a_small_change_changes_the_digest() -> None:
    assert plain_problem().digest != plain_problem(budget=999).digest


def test_the_published_schema_is_the_one_of_the_code() -> None:
    published = (files("asah_planner") / "schema" / "problem.schema.json").read_text(encoding="utf-8")
    assert published == canonical(problem_schema()) + "\n"


def test_importing_the_library_costs_next_to_nothing() -> None:
    code = "import time; t = time.perf_counter(); import asah_planner; print(time.perf_counter() - t)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(out.stdout) < 0.5


@dataclasses.dataclass
class Bad:
    changes: dict[str, object]
    says: str


PERSON = Person(id="i0", unit="u")
OFFER = Offering(id="o0", programme="p0", month=1)
BAD = [
    Bad({"people": (PERSON, PERSON, PERSON)}, "person 'i0': id given twice"),
    Bad({"people": (Person(id="x", unit="nowhere"),)}, "'nowhere' is not described"),
    Bad({"people": (Person(id="x", unit="u", weight=float("nan")),)}, "person 'x': weight"),
    Bad(
        {"offerings": (dataclasses.replace(OFFER, class_cost=-5),)}, "offering 'o0': class_cost: -5 rupiah is negative"
    ),
    Bad({"offerings": (dataclasses.replace(OFFER, seat_cost=10**16),)}, "offering 'o0': seat_cost"),
    Bad({"offerings": (dataclasses.replace(OFFER, month=13),)}, "month 13 is not between 1 and 12"),
    Bad({"offerings": (dataclasses.replace(OFFER, min_seats=50, max_seats=60),)}, "the problem has only 3"),
    Bad({"offerings": (dataclasses.replace(OFFER, fund="gold"),)}, "'gold' is not described"),
    Bad(
        {"programmes": tuple(Programme(id=f"p{k}", prerequisites=(f"p{(k + 1) % 3}",)) for k in range(3))}, "lead back"
    ),
    Bad({"budget": -1}, "budget: -1 rupiah is negative"),
    Bad(
        {"funds": (Fund(id="f", amount=1, units=("empty",)),), "units": (Unit(id="u"), Unit(id="empty"))}, "nobody may"
    ),
    Bad({"pairs": make_pairs([0], [0], [float("nan")])}, "person 'i0', programme 'p0': value is not a finite number"),
    Bad({"pairs": make_pairs([0, 0], [0, 0], [1, 2])}, "given twice"),
    Bad({"pairs": make_pairs([7], [0], [1])}, "position 7 is not between 0 and 2"),
    Bad({"pairs": make_pairs([0], [0], [1], cost=[-1])}, "cost is not between 0"),
    Bad({"mode": "fast"}, "'fast' is not one of normal, exact"),
    Bad({"steps": (Step(id="s", jp=20, value=float("inf")),)}, "step 's'"),
    Bad({"locks": (Lock(person="i0", offering="o0"), Lock(person="i0", offering="o0", kind="out"))}, "locked in and"),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda b: b.says)
def test_what_cannot_be_right_is_named(bad: Bad) -> None:
    with pytest.raises(ValueError, match=bad.says):
        plain_problem(**bad.changes)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d.update(format="other"), "not a file of format"),
        (lambda d: d.update(version=9), "version 9"),
        (lambda d: d.update(colour="red"), "unknown field 'colour'"),
        (lambda d: d["people"][0].update(shoe=42), "people\\[0\\]: unknown field 'shoe'"),
        (lambda d: d["people"][0].pop("unit"), "people\\[0\\]: unit missing"),
        (lambda d: d.update(budget=1.5), "budget: 1.5 is not a whole number"),
        (lambda d: d["pairs"].update(value=["much"] * 9), "pairs"),
        (lambda d: d.pop("pairs"), "pairs missing"),
    ],
)
def test_a_file_that_is_not_a_problem_is_refused(change: object, says: str) -> None:
    data = json.loads(dumps(plain_problem()))
    change(data)  # type: ignore[operator]
    with pytest.raises(ValueError, match=says):
        loads(json.dumps(data))


def test_nan_in_a_file_is_refused() -> None:
    text = dumps(plain_problem()).replace('"value":[1.0', '"value":[NaN')
    with pytest.raises(ValueError, match="NaN"):
        loads_problem(text)

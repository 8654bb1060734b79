"""The command line end to end, and published files against exhaustive enumeration."""

from __future__ import annotations

import dataclasses
import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from asah_planner.cli import main
from asah_planner.codec import dumps, loads_solution
from asah_planner.readers import read_gap, read_sscflp
from asah_planner.referee import check
from asah_planner.solvers.pipeline import solve
from tests.engines.planner.tiny import plain_problem


def gap_file(seed: int, agents: int = 3, jobs: int = 6) -> tuple[str, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    value, use = rng.integers(10, 50, (agents, jobs)), rng.integers(5, 25, (agents, jobs))
    room = np.maximum(use.max(axis=1), (use.sum(axis=1) * 0.8 / agents * 1.4).astype(int))
    body = "\n".join(" ".join(map(str, row)) for row in [*value, *use, room])
    return f"{agents} {jobs}\n{body}\n", value, use, room


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("minimise", [False, True])
def test_generalised_assignment_reaches_the_optimum(seed: int, minimise: bool) -> None:
    text, value, use, room = gap_file(seed)
    best = None
    for choice in itertools.product(range(3), repeat=6):
        load = np.bincount(choice, weights=[use[a, j] for j, a in enumerate(choice)], minlength=3)
        if (load <= room).all():
            total = sum(int(value[a, j]) for j, a in enumerate(choice))
            best = total if best is None else min(best, total) if minimise else max(best, total)
    problem = read_gap(text, minimise=minimise)
    plan = solve(problem, passes=40)
    assert check(problem, plan) == []
    assert (plan.status, plan.value) == ("conflict", plan.value) if best is None else ("optimal", pytest.approx(best))


def facility_file(seed: int, layout: str) -> tuple[str, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    m, n = 3, 5
    room, fixed = rng.integers(15, 30, m), rng.integers(20, 60, m)
    demand, cost = rng.integers(3, 9, n), rng.integers(1, 40, (n, m))
    head = f"{m} {n}\n" + "".join(f"{a} {b}\n" for a, b in zip(room, fixed, strict=True))
    if layout == "holmberg":
        rows = [demand, *cost.T]
        return head + "".join(" ".join(map(str, r)) + "\n" for r in rows), room, fixed, demand, cost
    rows = [f"{d}\n" + " ".join(map(str, c)) + "\n" for d, c in zip(demand, cost, strict=True)]
    return head + "".join(rows), room, fixed, demand, cost


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("layout", ["holmberg", "orlib"])
def test_facility_location_reaches_the_optimum(seed: int, layout: str) -> None:
    text, room, fixed, demand, cost = facility_file(seed, layout)
    best = min(
        sum(int(cost[j, a]) for j, a in enumerate(choice)) + sum(int(fixed[a]) for a in set(choice))
        for choice in itertools.product(range(3), repeat=5)
        if (np.bincount(choice, weights=demand, minlength=3) <= room).all()
    )
    problem = read_sscflp(text)
    plan = solve(problem, passes=40)
    assert check(problem, plan) == []
    assert plan.status == "optimal"
    assert plan.value == pytest.approx(best)


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="generalised assignment"):
        read_gap("2 2 1 2 3")
    with pytest.raises(ValueError, match="no number"):
        read_gap("2 two")
    with pytest.raises(ValueError, match="facility location"):
        read_sscflp("1 1 5")


def test_the_command_line_solves_checks_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "problem.json", tmp_path / "plan.json"
    file.write_text(dumps(plain_problem()), encoding="utf-8")
    assert main(["solve", str(file), "--exact", "--out", str(out)]) == 0
    lines = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert lines == {"value": "9.000000", "bound": "9.000000", "gap": "0.0000", "status": "optimal"}
    assert main(["solve", str(file), "--out", str(out)]) == 0
    assert main(["check", str(file), str(out), "--bound"]) == 0
    plan = loads_solution(out.read_text(encoding="utf-8"))
    out.write_text(dumps(dataclasses.replace(plan, classes={})), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(file), str(out)]) == 1
    assert "class_seats: o0" in capsys.readouterr().out
    file.write_text("{}", encoding="utf-8")
    assert main(["solve", str(file)]) == 2
    assert "not a file of format" in capsys.readouterr().err
    assert main(["solve", str(tmp_path / "absent.json")]) == 2


def test_gap_files_are_solved_from_the_command_line_with_nothing_else_on_standard_output(tmp_path: Path) -> None:
    file = tmp_path / "gap.txt"
    file.write_text(gap_file(1)[0], encoding="utf-8")
    command = [sys.executable, "-m", "asah_planner", "solve", str(file), "--from", "gap", "--exact", "--progress"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [line.split(":")[0] for line in run.stdout.splitlines()] == ["value", "bound", "gap", "status"]
    assert '"stage": "exact"' in run.stderr


# Problem c515-1 of the OR-Library's file gap1 (Osman 1995; Cattrysse, Salomon & Van Wassenhove 1994).
C515_1 = """5 15
17 21 22 18 24 15 20 18 19 18 16 22 24 24 16
23 16 21 16 17 16 19 25 18 21 17 15 25 17 24
16 20 16 25 24 16 17 19 19 18 20 16 17 21 24
19 19 22 22 20 16 19 17 21 19 25 23 25 25 25
18 19 15 15 21 25 16 16 23 15 22 17 19 22 24
8 15 14 23 8 16 8 25 9 17 25 15 10 8 24
15 7 23 22 11 11 12 10 17 16 7 16 10 18 22
21 20 6 22 24 10 24 9 21 14 11 14 11 19 16
20 11 8 14 9 5 6 19 19 7 6 6 13 9 18
8 13 13 13 10 20 25 16 16 17 10 10 5 12 23
36 34 38 27 33
"""


@pytest.mark.parametrize(("minimise", "optimum"), [(False, 336), (True, 261)])
def test_a_problem_of_the_literature_reaches_its_published_optimum(minimise: bool, optimum: int) -> None:
    problem = read_gap(C515_1, minimise=minimise)
    plan = solve(problem, passes=40)
    assert plan.status == "optimal"
    assert plan.value == pytest.approx(optimum)
    assert check(problem, plan) == []

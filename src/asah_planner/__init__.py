"""Who is trained in what, within the money, fairly, and why.

    from asah_planner import loads, solve, check
    problem = loads(open("problem.json").read())
    plan = solve(problem)
    assert check(problem, plan) == []

Public names: `Problem` and its parts (`asah_planner.problem`), `Solution`, `loads`, `dumps`, `solve`, `check`,
`respond`, and the modules `explain`, `fairness`, `scenarios`, `lottery`, `measures`, `readers`.
Modules load when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asah_planner.codec import dumps, loads
    from asah_planner.problem import Problem
    from asah_planner.referee import check
    from asah_planner.scenarios import respond
    from asah_planner.solution import Solution
    from asah_planner.solvers.pipeline import solve

HOMES = {
    "respond": "scenarios",
    "Problem": "problem",
    "Solution": "solution",
    "check": "referee",
    "dumps": "codec",
    "loads": "codec",
    "solve": "solvers.pipeline",
}

MODULES = ("explain", "fairness", "lottery", "measures", "readers", "scenarios")

__all__ = ["Problem", "Solution", "check", "dumps", "loads", "respond", "solve"]


def __getattr__(name: str) -> Any:
    """Load the module that holds a public name when it is first asked for."""
    if name in MODULES:
        return import_module(f"asah_planner.{name}")
    if name not in HOMES:
        raise AttributeError(f"module 'asah_planner' has no attribute {name!r}")
    return getattr(import_module(f"asah_planner.{HOMES[name]}"), name)

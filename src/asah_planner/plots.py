"""Pictures of a plan as SVG files: what money buys, and who is reached. Drawn by `asah_basics.charts`."""

from __future__ import annotations

from collections.abc import Sequence

from asah_basics.charts.bars import Bar, ordered_bars
from asah_basics.charts.export import svg_file
from asah_basics.charts.fairness import Distribution, lorenz
from asah_basics.charts.lines import frontier as frontier_chart
from asah_planner.fairness import FairnessReport, attainable_by, received_by
from asah_planner.problem import Problem
from asah_planner.scenarios import FrontierPoint
from asah_planner.solution import Solution

SOURCE = "asah_planner"


def frontier_svg(problem: Problem, points: Sequence[FrontierPoint]) -> str:
    """Return the frontier as an SVG document: share of attainable value by budget, the problem's own budget marked.

    Raises ValueError when the problem has no budget, nobody could gain anything, or the budget lies outside the points.
    """
    most = float(attainable_by(problem).sum())
    if problem.budget is None or most <= 0:
        raise ValueError("frontier: needs a budget, and somebody who could gain")
    told = [(float(p.budget), _gain(p) / most) for p in points]
    chart = frontier_chart(
        told, float(problem.budget), result="manfaat yang dapat dicapai", sub=problem.name or "Rencana", source=SOURCE
    )
    return svg_file(chart)


def _gain(point: FrontierPoint) -> float:
    return float(str(point.figures.get("gain", max(0.0, point.bound))))


def fairness_svg(found: FairnessReport, *, kind: str = "") -> str:
    """Return the coverage of groups (all, or those of one `kind` such as "district") as an SVG document.

    Raises ValueError when no group is of that kind.
    """
    rows = [g for g in found.groups if not kind or g.group.split(":")[0] == kind]
    if not rows:
        raise ValueError(f"fairness: no group of kind {kind!r}")
    bars = [Bar(g.group.split(":", 1)[-1], 100.0 * g.coverage) for g in rows]
    chart = ordered_bars(bars, measure="persen manfaat tercapai", sub=kind or "semua kelompok", source=SOURCE)
    return svg_file(chart)


def lorenz_svg(problem: Problem, plan: Solution) -> str:
    """Return how value is spread over people as an SVG document with its Gini coefficient."""
    values = [max(0.0, float(v)) for v in received_by(problem, plan)]
    one = Distribution("rencana ini", values)
    chart = lorenz([one], amount="manfaat", sub=problem.name or "Rencana", source=SOURCE)
    return svg_file(chart)

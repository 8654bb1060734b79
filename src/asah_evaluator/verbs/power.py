"""Smallest detectable effect of a planned evaluation, and what is still needed."""

from __future__ import annotations

import argparse
from typing import Any

name = "power"
DESIGNS = ("lottery", "matched", "difference", "cutoff", "before_after", "staggered", "random_order", "synthetic")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("--design", default="lottery", choices=DESIGNS)
    parser.add_argument("--n", type=int, required=True, help="persons (panels: units) on both sides together")
    parser.add_argument("--share", type=float, default=0.5, help="share of them treated (0.5)")
    parser.add_argument("--sd", type=float, default=1.0, help="standard deviation of the outcome (1)")
    parser.add_argument("--noise", type=float, default=0.0, help="panels: spread of a unit's own changes (same as sd)")
    parser.add_argument("--explained", type=float, default=0.0, help="share of variance covariates explain")
    parser.add_argument("--correlation", type=float, default=0.5, help="before with after, or neighbouring periods")
    parser.add_argument("--takeup", type=float, default=1.0, help="lottery: share moved by the draw")
    parser.add_argument("--attrition", type=float, default=0.0, help="share of outcomes that will be missing")
    parser.add_argument("--icc", type=float, default=0.0, help="correlation within classes treated as a whole")
    parser.add_argument("--cluster-size", type=float, default=1.0, help="persons in each class")
    parser.add_argument("--effective", type=float, default=1.0, help="matched: share of the untreated weighting keeps")
    parser.add_argument("--periods", type=int, default=8, help="panels: number of periods")
    parser.add_argument("--starts", type=int, nargs="+", default=[5], help="panels: first treated periods")
    parser.add_argument("--target", type=float, default=None, help="effect worth finding, in the outcome's unit")
    parser.add_argument("--batch", type=int, default=0, help="persons of one cohort, to speak of cohorts")
    parser.add_argument("--outcome-unit", default="", help="name of the outcome's unit")
    parser.add_argument("--confidence", type=float, default=0.95, help="level of the interval (0.95)")
    parser.add_argument("--svg", default=None, help="write the power curve to this file")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """The smallest detectable effect with its curve."""
    from asah_evaluator.estimate import or_none
    from asah_evaluator.power import Plan, power_of

    plan = Plan(
        design=args.design, n=args.n, share=args.share, spread=args.sd, explained=args.explained,
        correlation=args.correlation, takeup=args.takeup, attrition=args.attrition, icc=args.icc,
        cluster_size=args.cluster_size, effective=args.effective, periods=args.periods, starts=tuple(args.starts),
        noise=args.noise, level=args.confidence,
    )  # fmt: skip
    found = power_of(plan, target=args.target, batch=args.batch, unit=args.outcome_unit)
    if args.svg:
        draw(found, args)
    enough = found.mde_d <= 0.8
    return {
        "text": found.words,
        "estimate": or_none(found.mde),
        "se": or_none(found.se),
        "low": None,
        "high": None,
        "n": plan.n,
        "method": f"minimum detectable effect, {plan.design}, power 0.80",
        "grade": found.grade,
        "verdict": found.words,
        "verdict_en": found.words_en,
        "mde": or_none(found.mde),
        "mde_d": or_none(found.mde_d),
        "dof": or_none(found.dof),
        "needed": found.needed,
        "gates": [{"gate": "power", "passed": enough, "value": or_none(found.mde_d), "limit": "<= 0.8 sd"}],
        "curve": [{"n": size, "mde": or_none(mde)} for size, mde in found.curve],
        "warnings": [] if enough else ["a finding of this plan would be graded 0: it could see too little"],
    }


def draw(found: Any, args: argparse.Namespace) -> None:
    """Write the power curve as a picture."""
    from math import isfinite
    from pathlib import Path

    from asah_basics.charts import Series, line, svg_file
    from asah_basics.formats import number

    points = [(size, mde) for size, mde in found.curve if isfinite(mde)]
    series = [Series("terkecil yang terlihat", [mde for _, mde in points])]
    if args.target is not None:
        series.append(Series("layak dikejar", [args.target] * len(points)))
    chart = line(
        [number(size) for size, _ in points], series,
        measure="Perubahan terkecil yang terlihat menurut banyaknya peserta dan pembanding",
        sub=f"{args.outcome_unit or 'satuan hasil'}, daya 80%", source="asah_evaluator power", title=found.words,
        from_zero=True,
    )  # fmt: skip
    Path(args.svg).write_text(svg_file(chart), encoding="utf-8")

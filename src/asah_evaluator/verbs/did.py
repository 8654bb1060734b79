"""Difference-in-differences of a staggered roll-out."""

from __future__ import annotations

import argparse
from typing import Any

from asah_evaluator.verbs._shared import add_sampling, add_wording, answer_of, read_columns, wording_of

name = "did"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("data", help="CSV file, one row per unit and period")
    parser.add_argument("--unit", default=None, help="column of the unit (not needed with --cross-sections)")
    parser.add_argument("--time", required=True, help="column of the period: a number or a date")
    parser.add_argument("--cohort", required=True, help="column of the unit's first treated period; 0 or empty: never")
    parser.add_argument("--outcome", required=True, help="column of the outcome")
    parser.add_argument("--covariates", nargs="+", default=[], help="columns known before treatment")
    parser.add_argument("--method", default="cs", choices=["cs", "imputation", "etwfe", "sunab", "efficient"])
    parser.add_argument("--controls", default="", choices=["never", "notyet"], help="method's own if not given")
    parser.add_argument("--aggregate", default="simple", choices=["simple", "group", "dynamic", "calendar"])
    parser.add_argument("--adjust", default="dr", choices=["dr", "reg", "ipw"], help="use of covariates, method cs")
    parser.add_argument("--anticipation", type=float, default=0.0, help="periods before the start that may be touched")
    parser.add_argument("--random-order", action="store_true", help="the order of start dates was drawn at random")
    parser.add_argument("--cross-sections", action="store_true", help="different persons in every period")
    parser.add_argument("--counted", default="unit", choices=["unit", "person"], help="what a unit of the data is")
    add_sampling(parser)
    add_wording(parser)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Estimate, judge and word the finding."""
    from asah_evaluator.assess.staggered import Staggered, assess_staggered, comparison_of, own_controls

    plan = Staggered(
        args.method, args.controls, args.aggregate, args.adjust, args.anticipation, args.random_order, args.confidence,
        args.counted,
    )  # fmt: skip
    data = read_data(args)
    comparison = comparison_of(args.controls or own_controls(args.method, data))
    return answer_of(assess_staggered(data, plan, wording_of(args, comparison)))


def read_data(args: argparse.Namespace) -> Any:
    """The panel, or the repeated cross-sections, of the data file."""
    from asah_evaluator.frames import Panel, Rows

    if args.unit is None and not args.cross_sections:
        raise ValueError("--unit is needed, or --cross-sections when every row is another person")
    unit = None if args.cross_sections else args.unit
    wanted = [unit, args.time, args.cohort, args.outcome, args.weights, args.cluster]
    named = read_columns(args, [*wanted, *args.covariates])
    more: dict[str, Any] = {
        "weights": named[args.weights] if args.weights else None,
        "cluster": named[args.cluster] if args.cluster else None,
        "anticipation": args.anticipation,
        "covariates": {column: named[column] for column in args.covariates},
    }
    if args.cross_sections:
        return Rows.from_columns(named[args.time], named[args.cohort], named[args.outcome], **more)
    return Panel.from_columns(named[args.unit], named[args.time], named[args.cohort], named[args.outcome], **more)

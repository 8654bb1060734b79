"""Compare participants with others whom nobody drew: plain, adjusted or weighted."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from asah_evaluator.verbs._shared import add_sampling, add_wording, answer_of, read_columns, wording_of

name = "compare"
UNUSED = "covariates stand in the table of balance only; the methods regression, entropy and ipw use them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("data", help="CSV file, one row per person")
    parser.add_argument("--treated", required=True, help="column that is 1 for participants and 0 for others")
    parser.add_argument("--outcome", required=True, help="column of the outcome; empty where it is missing")
    parser.add_argument("--covariates", nargs="+", default=[], help="columns known before the training")
    parser.add_argument("--placebo", default=None, help="column of an outcome measured before the training")
    parser.add_argument("--method", default="difference", choices=["difference", "regression", "entropy", "ipw"])
    parser.add_argument("--counted", default="person", choices=["person", "unit"], help="what a row of the data is")
    add_sampling(parser)
    add_wording(parser)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Estimate, judge and word the finding."""
    from asah_evaluator.assess.compared import Compared, assess_compared
    from asah_evaluator.sample import Sample

    named = read_columns(args, [args.treated, args.outcome, args.placebo, args.weights, args.cluster, *args.covariates])
    sample = Sample.from_columns(
        named[args.treated],
        named[args.outcome],
        covariates={column: named[column] for column in args.covariates},
        placebo=named[args.placebo] if args.placebo else None,
        placebo_name=args.placebo or "placebo",
        weights=named[args.weights] if args.weights else None,
        cluster=named[args.cluster] if args.cluster else None,
    )
    plan = Compared(args.method, args.confidence, args.counted)
    finding = assess_compared(sample, plan, wording_of(args, ("bukan peserta", "non-participants")))
    if args.covariates and args.method == "difference":
        unused = finding.estimate.with_warnings(UNUSED)
        finding = replace(finding, estimate=unused)
    return answer_of(finding)

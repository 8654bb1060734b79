"""Effect of seats that were drawn by lottery: of the offer (ITT) and of taking the seat (LATE)."""

from __future__ import annotations

import argparse
from typing import Any

from asah_evaluator.verbs._shared import add_sampling, add_wording, answer_of, read_columns, wording_of

name = "lottery"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("data", help="CSV file, one row per applicant")
    parser.add_argument("--offer", required=True, help="column that is 1 for applicants who won a seat")
    parser.add_argument("--taken", required=True, help="column that is 1 for those who took part")
    parser.add_argument("--outcome", required=True, help="column of the outcome; empty where it is missing")
    parser.add_argument("--strata", default=None, help="column of groups with one chance of a seat")
    parser.add_argument("--covariates", nargs="+", default=[], help="columns known before the draw")
    parser.add_argument("--placebo", default=None, help="column of an outcome measured before the draw")
    add_sampling(parser)
    add_wording(parser)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Estimate, judge and word the finding."""
    from asah_evaluator.assess.drawn import APPLICANTS, assess_drawn
    from asah_evaluator.columns import as_binary
    from asah_evaluator.sample import Sample

    wanted = [args.offer, args.taken, args.outcome, args.strata, args.placebo, args.weights, args.cluster]
    named = read_columns(args, [*wanted, *args.covariates])
    sample = Sample.from_columns(
        named[args.offer],
        named[args.outcome],
        covariates={column: named[column] for column in args.covariates},
        placebo=named[args.placebo] if args.placebo else None,
        placebo_name=args.placebo or "placebo",
        weights=named[args.weights] if args.weights else None,
        cluster=named[args.cluster] if args.cluster else None,
        strata=named[args.strata] if args.strata else None,
    )
    taken = as_binary(named[args.taken], "taken")
    return answer_of(assess_drawn(sample, taken, wording_of(args, APPLICANTS), args.confidence))

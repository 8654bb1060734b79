"""Options and answers that several verbs share."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asah_evaluator.evidence import Evidence
    from asah_evaluator.verdict import Wording

NOT_FROZEN = "no frozen design: this finding is exploratory"


def add_wording(parser: argparse.ArgumentParser) -> None:
    """Options that name the outcome in the people's words and set the smallest change worth having."""
    parser.add_argument("--outcome-name", default=None, help="what was measured, in words (Indonesian)")
    parser.add_argument("--outcome-unit", default="", help="unit of the outcome, such as 'poin'")
    parser.add_argument(
        "--smallest-worth", type=float, default=0.0, help="smallest change worth having, outcome's unit"
    )
    parser.add_argument("--lower-is-better", action="store_true", help="a fall of the outcome is the gain")
    parser.add_argument("--confidence", type=float, default=0.95, help="level of the interval (0.95)")


def add_sampling(parser: argparse.ArgumentParser) -> None:
    """Options for weights and clusters."""
    parser.add_argument("--weights", default=None, help="column of positive sampling weights")
    parser.add_argument("--cluster", default=None, help="column of groups that are independent of each other")


def wording_of(args: argparse.Namespace, comparison: tuple[str, str]) -> Wording:
    """The wording asked for."""
    from asah_evaluator.verdict import Wording

    if args.smallest_worth < 0:
        raise ValueError(f"smallest-worth must not be negative, got {args.smallest_worth}")
    name = args.outcome_name or args.outcome
    return Wording(name, args.outcome_unit, name, comparison, args.smallest_worth, not args.lower_is_better)


def read_columns(args: argparse.Namespace, names: list[str | None]) -> dict[str, Any]:
    """The named columns of the data file; raises ``ValueError`` listing what there is."""
    from asah_evaluator.columns import read_table
    from asah_evaluator.frames import columns_of

    return columns_of(read_table(args.data), [name for name in names if name])


def answer_of(evidence: Evidence) -> dict[str, Any]:
    """A finding as the answer of a verb, exploratory because no design was frozen."""
    noted = replace(evidence, estimate=evidence.estimate.with_warnings(NOT_FROZEN))
    return {"text": headline(noted), **noted.as_dict()}


def headline(evidence: Evidence) -> str:
    """Phrase and sentence for people, with the status of the question."""
    return f"{evidence.verdict.phrase} ({evidence.status}). {evidence.verdict.sentence}"

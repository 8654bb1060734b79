"""Two groups compared once: as they are, adjusted, or weighted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any, Literal

import numpy as np

from asah_evaluator.estimate import Estimate
from asah_evaluator.evidence import Evidence, conclude, detectable
from asah_evaluator.grade import Facts
from asah_evaluator.inference.permutation import permute_regression
from asah_evaluator.inference.wild import wild_cluster_p
from asah_evaluator.methods.entropy import entropy_balancing
from asah_evaluator.methods.ipw import ipw
from asah_evaluator.methods.lee import lee_bounds
from asah_evaluator.methods.placebo import as_normal
from asah_evaluator.methods.regression import difference, others, regression
from asah_evaluator.sample import Sample, attrition, standardised_differences
from asah_evaluator.verdict import Wording

METHODS: dict[str, Callable[[Sample, float], Estimate]] = {
    "difference": difference,
    "regression": regression,
    "entropy": entropy_balancing,
    "ipw": ipw,
}
PERMUTE_UP_TO = 5000
ATTRITION_TO_BOUND = 0.05


@dataclass(frozen=True, slots=True)
class Compared:
    """How two groups are to be compared: ``method`` one of :data:`METHODS`; ``counted`` persons or offices."""

    method: str = "difference"
    level: float = 0.95
    counted: Literal["person", "unit"] = "person"


def assess_compared(sample: Sample, plan: Compared, wording: Wording | None = None) -> Evidence:
    """The finding of a comparison of two groups that nobody drew.

    Raises ``ValueError`` for an unknown method, and when weighting finds no overlap.
    """
    if plan.method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; got {plan.method!r}")
    estimate = METHODS[plan.method](sample, plan.level)
    adjusted = plan.method != "difference" and bool((sample.covariates.std(axis=0) > 0).any())
    gap, gap_in, balance = _balance(sample, estimate)
    placebo = placebo_statistic(sample, plan)
    treated, controls = sides(sample)
    facts = Facts(
        design="matched" if adjusted else "difference",
        level=plan.counted,
        treated=treated,
        controls=float(estimate.extra.get("effective_controls", controls)),
        mde=detectable(estimate),
        spread=spread_within(sample),
        gap=gap,
        gap_in=gap_in,
        placebo=placebo,
        attrition_gap=abs(float(np.subtract(*attrition(sample)))),
        usable=estimate.is_usable,
    )
    diagnostics: dict[str, Any] = {"placebo_t": placebo if isfinite(placebo) else None}
    p_value = permutation(sample, plan.method)
    if p_value is not None:
        diagnostics["permutation_p"] = p_value
    if sample.cluster is not None and sample.weights is None and plan.method in ("difference", "regression"):
        diagnostics["wild_bootstrap_p"] = wild_p(sample, plan.method)
    tables: dict[str, Any] = {"balance": balance} | bounds_table(sample, plan.level)
    plain = Estimate(**{name: getattr(estimate, name) for name in estimate.__slots__} | {"extra": _without(estimate)})
    return conclude(plain, facts, wording or Wording(), tables=tables, diagnostics=diagnostics)


def _without(estimate: Estimate) -> dict[str, Any]:
    """Extras of an estimate without the balance table, which is shown once."""
    return {key: value for key, value in estimate.extra.items() if key != "balance"}


def sides(sample: Sample) -> tuple[int, int]:
    """Treated and untreated rows with an outcome, or clusters where given."""
    seen = sample.observed()
    if seen.cluster is None:
        return seen.counts
    return len(np.unique(seen.cluster[seen.treated == 1])), len(np.unique(seen.cluster[seen.treated == 0]))


def _balance(sample: Sample, estimate: Estimate) -> tuple[float, str, list[dict[str, Any]]]:
    """Largest standardised difference left, its covariate, and the table; NaN without covariates."""
    if not sample.names:
        return nan, "", []
    rows = estimate.extra.get("balance")
    if not rows:
        seen = sample.observed()
        flat = np.ones(len(seen.outcome)) if seen.weights is None else seen.weights
        gaps = standardised_differences(seen.covariates, seen.treated, flat)
        rows = [{"covariate": n, "before": float(g), "after": float(g)} for n, g in zip(seen.names, gaps, strict=True)]
    worst = max(rows, key=lambda row: abs(row["after"]))
    return abs(worst["after"]), worst["covariate"], rows


def placebo_statistic(sample: Sample, plan: Compared) -> float:
    """The same method on the outcome from before treatment, as a normal deviate; NaN when none was given.

    A placebo that cannot be computed (no overlap without that covariate) counts as not run.
    """
    if sample.placebo is None:
        return nan
    before = sample.only(sample.seen).as_placebo()
    method = plan.method if before.names or plan.method in ("difference", "regression") else "difference"
    try:
        found = METHODS[method](before, plan.level)
    except ValueError:
        return nan
    return as_normal(found.value / found.se_interval, found.dof) if found.is_usable else nan


def spread_within(sample: Sample) -> float:
    """Standard deviation of the outcome within groups, in its unit."""
    seen = sample.observed()
    groups = [seen.outcome[seen.treated == side] for side in (0, 1)]
    squares = sum(float(((part - part.mean()) ** 2).sum()) for part in groups)
    spare = len(seen.outcome) - 2
    return float(np.sqrt(squares / spare)) if spare > 0 else nan


def permutation(sample: Sample, method: str, draws: int = 499, seed: int = 7) -> float | None:
    """Studentised permutation p-value for unweighted comparisons of independent rows, else ``None``."""
    seen = sample.observed()
    if method not in ("difference", "regression", "itt") or seen.cluster is not None or seen.weights is not None:
        return None
    if len(seen.outcome) > PERMUTE_UP_TO:
        return None
    covariates = seen.covariates if method != "difference" else np.empty((len(seen.outcome), 0))
    beside = others(seen, covariates)
    return permute_regression(seen.outcome, seen.treated, beside, draws=draws, seed=seed, strata=seen.strata)


def wild_p(sample: Sample, method: str, draws: int = 499, seed: int = 7) -> float:
    """Wild cluster bootstrap p-value of an unweighted comparison of clusters."""
    seen = sample.observed()
    assert seen.cluster is not None
    covariates = seen.covariates if method != "difference" else np.empty((len(seen.outcome), 0))
    x = np.column_stack([seen.treated, others(seen, covariates)])
    return wild_cluster_p(seen.outcome, x, 0, seen.cluster, draws=draws, seed=seed)


def bounds_table(sample: Sample, level: float) -> dict[str, Any]:
    """Lee bounds as a table when missing outcomes differ by more than five points, else nothing."""
    lost = attrition(sample)
    if abs(lost[0] - lost[1]) <= ATTRITION_TO_BOUND:
        return {}
    try:
        found = lee_bounds(sample, level)
    except ValueError:
        return {}
    row = {"lower": found.lower, "upper": found.upper, "low": found.low, "high": found.high, "trimmed": found.trimmed}
    return {"lee_bounds": [row | {"missing_treated": lost[0], "missing_untreated": lost[1]}]}
